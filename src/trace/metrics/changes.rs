//! Where curves change: the changes of each lane in order of time, and their merge, with memory for the lanes only.
//!
//! The merge is a tournament: the earliest head of all sources is at the root, and one that moves on plays only the
//! matches on its own way up (Knuth, *The Art of Computer Programming* 3, section 5.4.1).

use super::innermost::{Innermost, nests};
use crate::trace::{Lane, NO_TASK, Slices, State};

/// Which slices count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// All.
    Any,
    /// Those in which a core is at work.
    Busy,
    /// Those in which a task executes.
    TaskRuns,
}

impl Counted {
    fn holds(self, state: State, task: u32) -> bool {
        match self {
            Self::Any => true,
            Self::Busy => state.is_busy(),
            Self::TaskRuns => state == State::Running && task != NO_TASK,
        }
    }
}

/// The changes of one source: `(time_ns, by how much)`, ascending in time.
pub(super) enum Changes<'a> {
    /// One up where a stretch of counted time begins, one down where it ends. Stretches that touch are one.
    Stretches { source: Source<'a>, open_until_ns: Option<u64>, ahead: Option<(u64, u64)> },
    /// The same change at each of these times.
    Times { times_ns: &'a [u64], by: i32 },
}

/// Stretches of time in order, by start and end.
pub(super) enum Source<'a> {
    /// Of what is innermost.
    Lane(Innermost<'a>, Counted),
    /// Of one row, from a moment on.
    Row { slices: &'a Slices, next: usize, from_ns: u64, counted: Counted },
}

impl Iterator for Source<'_> {
    type Item = (u64, u64);

    fn next(&mut self) -> Option<(u64, u64)> {
        match self {
            Self::Lane(walk, counted) => walk
                .find(|piece| piece.start_ns < piece.end_ns && counted.holds(piece.state, piece.task))
                .map(|piece| (piece.start_ns, piece.end_ns)),
            Self::Row { slices, next, from_ns, counted } => {
                while let Some(slice) = slices.get(*next) {
                    *next += 1;
                    if slice.duration_ns > 0 && counted.holds(slice.state, slice.task) {
                        return Some((slice.start_ns.max(*from_ns), slice.end_ns()));
                    }
                }
                None
            }
        }
    }
}

impl<'a> Changes<'a> {
    /// Of what `lane` does at each instant from `from_ns` on; of each of its rows where they do not nest.
    pub fn of_lane(lane: &'a Lane, counted: Counted, from_ns: u64) -> Vec<Self> {
        if nests(lane.kind) {
            vec![Self::of(Source::Lane(Innermost::from(lane, from_ns), counted))]
        } else {
            lane.rows().map(|slices| Self::of_row(slices, counted, from_ns)).collect()
        }
    }

    /// Of a row, from `from_ns` on.
    pub fn of_row(slices: &'a Slices, counted: Counted, from_ns: u64) -> Self {
        Self::of(Source::Row { slices, next: slices.first_ending_after(from_ns), from_ns, counted })
    }

    fn of(source: Source<'a>) -> Self {
        Self::Stretches { source, open_until_ns: None, ahead: None }
    }
}

impl Iterator for Changes<'_> {
    type Item = (u64, i32);

    fn next(&mut self) -> Option<(u64, i32)> {
        match self {
            Self::Stretches { source, open_until_ns, ahead } => match open_until_ns.take() {
                None => {
                    let (start_ns, end_ns) = ahead.take().or_else(|| source.next())?;
                    *open_until_ns = Some(end_ns);
                    Some((start_ns, 1))
                }
                Some(mut until_ns) => loop {
                    match source.next() {
                        Some((start_ns, end_ns)) if start_ns <= until_ns => until_ns = until_ns.max(end_ns),
                        other => {
                            *ahead = other;
                            return Some((until_ns, -1));
                        }
                    }
                },
            },
            Self::Times { times_ns, by } => {
                let (&first_ns, rest) = times_ns.split_first()?;
                *times_ns = rest;
                Some((first_ns, *by))
            }
        }
    }
}

/// The changes of all sources, in order of time.
pub(super) struct Merge<'a> {
    sources: Vec<Changes<'a>>,
    /// The next change of each; at the end of time where there is none.
    heads: Vec<(u64, i32)>,
    /// `winners[1]` is the earliest of all, `winners[n]` that of `winners[2 n]` and `winners[2 n + 1]`; the second half
    /// are the sources themselves.
    winners: Vec<u32>,
}

const NO_MORE: (u64, i32) = (u64::MAX, 0);

impl<'a> Merge<'a> {
    pub fn new(mut sources: Vec<Changes<'a>>) -> Self {
        let leaves = sources.len().next_power_of_two();
        let mut heads: Vec<(u64, i32)> = sources.iter_mut().map(|source| source.next().unwrap_or(NO_MORE)).collect();
        heads.resize(leaves, NO_MORE);
        let mut winners: Vec<u32> = (0..2 * leaves).map(|place| (place % leaves) as u32).collect();
        for place in (1..leaves).rev() {
            winners[place] = earlier(&heads, winners[2 * place], winners[2 * place + 1]);
        }
        Self { sources, heads, winners }
    }

    /// When the next change is, in nanoseconds; the end of time where there is none.
    pub fn next_ns(&self) -> u64 {
        self.heads[self.winners[1] as usize].0
    }

    /// Takes the next change.
    pub fn take(&mut self) -> i32 {
        let winner = self.winners[1] as usize;
        let by = self.heads[winner].1;
        self.heads[winner] = self.sources.get_mut(winner).and_then(Iterator::next).unwrap_or(NO_MORE);
        let mut place = (winner + self.heads.len()) / 2;
        while place > 0 {
            self.winners[place] = earlier(&self.heads, self.winners[2 * place], self.winners[2 * place + 1]);
            place /= 2;
        }
        by
    }
}

fn earlier(heads: &[(u64, i32)], one: u32, other: u32) -> u32 {
    if heads[one as usize].0 <= heads[other as usize].0 { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_in_order_of_time_from_any_number_of_sources() {
        for sources in 0..6u64 {
            let times: Vec<Vec<u64>> =
                (0..sources).map(|s| (0..s * 3).map(|n| n * (20 + s) / 3 * 3).collect()).collect();
            let mut expect: Vec<u64> = times.iter().flatten().copied().collect();
            expect.sort_unstable();
            let changes = times.iter().map(|times_ns| Changes::Times { times_ns, by: 1 }).collect();
            let mut merge = Merge::new(changes);
            let mut got = Vec::new();
            while merge.next_ns() < u64::MAX {
                got.push(merge.next_ns());
                assert_eq!(merge.take(), 1);
            }
            assert_eq!(got, expect, "{sources} sources");
        }
    }
}
