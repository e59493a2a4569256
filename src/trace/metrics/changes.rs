//! Where curves change: the changes of each lane in order of time, and their merge, with memory for the lanes only.
//!
//! The merge is a tournament in which each match keeps its loser: what comes next from the source that has just won
//! plays only the matches on its own way up (the tree of losers in Knuth, *The Art of Computer Programming* 3, section
//! 5.4.1).

use std::hint::select_unpredictable;

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
    /// Those of a curve that is there in full, from a value on.
    Steps { steps: &'a [(u64, u32)], value: u32 },
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
            Self::Steps { steps, value } => {
                let (&(first_ns, next), rest) = steps.split_first()?;
                *steps = rest;
                Some((first_ns, next.wrapping_sub(std::mem::replace(value, next)) as i32))
            }
        }
    }
}

/// The changes of all sources, in order of time.
pub(super) struct Merge<'a> {
    sources: Vec<Ahead<'a>>,
    /// The earliest of the next changes of all sources.
    first: Head,
    /// The later of two, for each match: that at n is between the winners of those at 2 n and 2 n + 1, or, in the lower
    /// half, between two sources. There is none at 0.
    losers: Vec<Head>,
}

/// The next change of a source; at the end of time where there is none.
#[derive(Clone, Copy)]
struct Head {
    time_ns: u64,
    by: i32,
    source: u32,
}

/// How many changes of a source are looked up at once: its columns are in the processor's cache meanwhile.
const AHEAD: usize = 64;

/// A source, and the next of its changes.
struct Ahead<'a> {
    changes: Changes<'a>,
    buffer: Vec<(u64, i32)>,
    taken: usize,
}

impl Ahead<'_> {
    fn take(&mut self, source: u32) -> Head {
        if self.taken == self.buffer.len() {
            self.taken = 0;
            self.buffer.clear();
            self.buffer.extend(self.changes.by_ref().take(AHEAD));
        }
        let Some(&(time_ns, by)) = self.buffer.get(self.taken) else {
            return Head { time_ns: u64::MAX, by: 0, source };
        };
        self.taken += 1;
        Head { time_ns, by, source }
    }
}

impl<'a> Merge<'a> {
    pub fn new(sources: Vec<Changes<'a>>) -> Self {
        let leaves = sources.len().next_power_of_two();
        let ahead = |changes| Ahead { changes, buffer: Vec::with_capacity(AHEAD), taken: 0 };
        let mut sources: Vec<Ahead> = sources.into_iter().map(ahead).collect();
        let mut winners = vec![Head { time_ns: u64::MAX, by: 0, source: 0 }; 2 * leaves];
        for (source, (head, ahead)) in (0..).zip(winners[leaves..].iter_mut().zip(&mut sources)) {
            *head = ahead.take(source);
        }
        let mut losers = winners[..leaves].to_vec();
        for place in (1..leaves).rev() {
            (winners[place], losers[place]) = play(winners[2 * place], winners[2 * place + 1]);
        }
        Self { sources, first: winners[1], losers }
    }

    /// When the next change is, in nanoseconds; the end of time where there is none.
    pub fn next_ns(&self) -> u64 {
        self.first.time_ns
    }

    /// Takes the next change; nothing changes after the last one.
    pub fn take(&mut self) -> i32 {
        let Head { by, source, .. } = self.first;
        let Some(ahead) = self.sources.get_mut(source as usize) else { return 0 };
        let mut first = ahead.take(source);
        let mut place = (source as usize + self.losers.len()) / 2;
        while place > 0 {
            (first, self.losers[place]) = play(first, self.losers[place]);
            place /= 2;
        }
        self.first = first;
        by
    }
}

/// The earlier and the later of two. Which is which cannot be foreseen: they are selected, not branched to.
fn play(one: Head, other: Head) -> (Head, Head) {
    let swaps = other.time_ns < one.time_ns;
    let select = |one: Head, other: Head| Head {
        time_ns: select_unpredictable(swaps, other.time_ns, one.time_ns),
        by: select_unpredictable(swaps, other.by, one.by),
        source: select_unpredictable(swaps, other.source, one.source),
    };
    (select(one, other), select(other, one))
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
