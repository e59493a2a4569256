//! Slices as a table, in order of their start over all lanes, any part of it without sorting: where the part begins is
//! found by halving the time, and from there on the rows are merged.

use interleave::trace::{Slices, Trace};
use interleave_viewer::{Reply, SliceRef, TableRow};

use crate::search::Search;
use crate::viewer::Viewer;

/// Rows that one answer has at most.
const MOST: u32 = 1_000;

/// A row of a lane, or what a search finds of it.
struct Part<'a> {
    lane: u32,
    row: u32,
    slices: &'a Slices,
    matches: Option<&'a [u32]>,
}

impl Part<'_> {
    fn len(&self) -> usize {
        self.matches.map_or(self.slices.len(), <[u32]>::len)
    }

    fn index(&self, number: usize) -> Option<u32> {
        match self.matches {
            Some(matches) => matches.get(number).copied(),
            None => (number < self.slices.len()).then_some(number as u32),
        }
    }

    /// How many start before a moment.
    fn before(&self, time_ns: u64) -> usize {
        let starts_ns = self.slices.starts_ns();
        match self.matches {
            Some(matches) => matches.partition_point(|&index| starts_ns[index as usize] < time_ns),
            None => starts_ns.partition_point(|&start_ns| start_ns < time_ns),
        }
    }

    fn start_ns(&self, number: usize) -> Option<u64> {
        self.index(number).map(|index| self.slices.starts_ns()[index as usize])
    }
}

impl Viewer {
    /// Answers with a part of the table.
    pub fn table(&mut self, slot: u32, first: u32, count: u32, search: &str, lane: Option<u32>) -> Reply {
        let empty = Reply::Rows { slot, first, total: 0.0, rows: Vec::new() };
        let Some(Some(opened)) = self.slots.get(slot as usize) else { return empty };
        if self.table_search.0 != search {
            let mut strings = [None; interleave_viewer::SLOTS];
            strings[slot as usize] = Some(&opened.trace.strings);
            self.table_search = (search.to_owned(), Search::new(search, strings));
        }
        let found = &mut self.table_search.1;
        if found.is_on() {
            for (index, row, slices) in rows_of(&opened.trace, lane) {
                found.row((slot, index, row), slices);
            }
        }
        let found = &self.table_search.1;
        let parts: Vec<Part> = rows_of(&opened.trace, lane)
            .map(|(lane, row, slices)| {
                let matches = found.is_on().then(|| found.kept((slot, lane, row)));
                Part { lane, row, slices, matches }
            })
            .collect();
        let total: usize = parts.iter().map(Part::len).sum();
        let span = opened.trace.span();
        let places = part_of(&parts, first as usize, count.min(MOST) as usize, (span.start_ns, span.end_ns));
        let row = |(part, index): (usize, u32)| {
            let part = &parts[part];
            let slice = part.slices.get(index as usize)?;
            Some(TableRow {
                slice: Some(SliceRef { slot, lane: part.lane, row: part.row, index }),
                name: opened.said_of(&slice),
                state: slice.state.name().to_owned(),
                lane: opened.lane_name(part.lane),
                start_ns: opened.since_start(slice.start_ns),
                duration_ns: slice.duration_ns as f64,
            })
        };
        Reply::Rows { slot, first, total: total as f64, rows: places.into_iter().filter_map(row).collect() }
    }
}

fn rows_of(trace: &Trace, lane: Option<u32>) -> impl Iterator<Item = (u32, u32, &Slices)> {
    let lanes = (0..).zip(&trace.lanes).filter(move |(index, _)| lane.is_none_or(|lane| lane == *index));
    lanes.flat_map(|(lane, of_lane)| (0..).zip(of_lane.rows()).map(move |(row, slices)| (lane, row, slices)))
}

/// The slices from number `first` on in order of start, lane and row: number of the part, and index.
fn part_of(parts: &[Part], first: usize, count: usize, (start_ns, end_ns): (u64, u64)) -> Vec<(usize, u32)> {
    let before = |time_ns: u64| -> usize { parts.iter().map(|part| part.before(time_ns)).sum() };
    // The last moment before which no more than `first` start.
    let (mut low_ns, mut high_ns) = (start_ns, end_ns.saturating_add(2));
    while high_ns - low_ns > 1 {
        let middle_ns = low_ns + (high_ns - low_ns) / 2;
        if before(middle_ns) <= first { low_ns = middle_ns } else { high_ns = middle_ns }
    }
    let mut next: Vec<usize> = parts.iter().map(|part| part.before(low_ns)).collect();
    let mut skip = first.saturating_sub(next.iter().sum());
    let mut places = Vec::with_capacity(count);
    while places.len() < count {
        let starts = parts.iter().zip(&next).enumerate();
        let earliest = starts.filter_map(|(number, (part, &at))| Some((part.start_ns(at)?, number))).min();
        let Some((_, number)) = earliest else { break };
        if skip > 0 {
            skip -= 1;
        } else if let Some(index) = parts[number].index(next[number]) {
            places.push((number, index));
        }
        next[number] += 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{NO_TASK, Slice, State};

    fn row(starts_ns: &[u64]) -> Slices {
        let mut row = Slices::default();
        for &start_ns in starts_ns {
            row.push(Slice { start_ns, duration_ns: 1, name: 0, task: NO_TASK, state: State::Running });
        }
        row
    }

    #[test]
    fn any_part_of_the_table_is_that_of_the_sorted_whole() {
        let rows = [row(&[5, 5, 9, 20]), row(&[]), row(&[1, 5, 9, 10, 30]), row(&[7])];
        let parts: Vec<Part> =
            (0..).zip(&rows).map(|(lane, slices)| Part { lane, row: 0, slices, matches: None }).collect();
        let whole = part_of(&parts, 0, 99, (1, 31));
        let starts: Vec<u64> = whole.iter().map(|&(part, index)| rows[part].starts_ns()[index as usize]).collect();
        assert_eq!(starts, [1, 5, 5, 5, 7, 9, 9, 10, 20, 30]);
        for first in 0..11 {
            assert_eq!(part_of(&parts, first, 3, (1, 31)), whole[first.min(10)..(first + 3).min(10)], "from {first}");
        }
        let only = [Part { lane: 0, row: 0, slices: &rows[2], matches: Some(&[1, 4]) }];
        assert_eq!(part_of(&only, 1, 5, (1, 31)), [(0, 4)]);
    }
}
