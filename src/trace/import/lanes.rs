//! The slices of one thread: ends matched with beginnings, and what lies in each other put into rows.
//!
//! What does not nest is cut: a slice that goes on after the one around it has ended ends with it. So rows never
//! overlap, and a row lies in the one above it. What goes on for as little as rounding can explain is cut silently.

use std::cmp::Reverse;

use super::event::NO_DEPTH;
use super::oddity::Oddity;
use super::records::{Part, Record};
use super::warnings::Warnings;
use crate::trace::{Slice, Slices, State};

/// How deep slices of a lane may be nested: more than any stack that is looked at.
pub(super) const MAX_ROWS: usize = 4096;

/// The rows of a thread's slices, the outermost first. Records come in the order of the file, in any number of lists;
/// their names are final, their times not negative. `name_of` is what warnings call a slice.
pub(super) fn rows(
    segments: Vec<Vec<Record>>,
    warnings: &mut Warnings,
    name_of: &dyn Fn(u32) -> String,
) -> Vec<Slices> {
    let all = || segments.iter().flatten();
    let has_ends = all().any(|record| record.part != Part::Whole);
    let has_depths = all().any(|record| record.depth != NO_DEPTH);
    if !has_ends
        && !has_depths
        && let Some((depths, counts)) = depths_by_ends(&segments)
    {
        return rows_by_ends(segments, &depths, &counts);
    }
    let mut records = segments.concat();
    drop(segments);
    if has_ends {
        sort(&mut records, |record| record.start_ns);
        match_ends(&mut records, warnings, name_of);
    }
    if has_depths {
        // Our own export, whose order says what nesting does not: an empty slice before, or in, the next one.
        sort(&mut records, |record| record.start_ns);
    } else {
        sort(&mut records, |record| (record.start_ns, Reverse(record.duration_ns)));
    }
    nest(records, warnings)
}

/// Lets what runs within a wait wait too: `posix.read` says nothing of whether its thread waits, `SimpleQueue.get`
/// around it does.
pub(super) fn wait_throughout(rows: &mut [Slices]) {
    for depth in 1..rows.len() {
        let (outer, inner) = rows.split_at_mut(depth);
        let (Some(outer), Some(inner)) = (outer.last(), inner.first_mut()) else { return };
        let waits = (0..outer.len()).filter(|&index| outer.states()[index] == State::Waiting);
        let mut from = 0;
        for index in waits {
            let (start_ns, end_ns) = (outer.starts_ns()[index], outer.end_ns_of(index));
            let starts_ns = &inner.starts_ns()[from..];
            let first = from + starts_ns.partition_point(|&inner_ns| inner_ns < start_ns);
            from += starts_ns.partition_point(|&inner_ns| inner_ns < end_ns);
            for state in &mut inner.states_mut()[first..from] {
                if *state == State::Running {
                    *state = State::Waiting;
                }
            }
        }
    }
}

/// Sorts, and leaves what is equal in the order of the file.
fn sort<K: Ord>(records: &mut [Record], key: impl Fn(&Record) -> K) {
    if !records.is_sorted_by_key(&key) {
        records.sort_by_key(key);
    }
}

fn end_ns(record: &Record) -> i64 {
    record.start_ns.saturating_add_unsigned(record.duration_ns)
}

/// Makes whole slices of beginnings and ends, sorted by time: an end closes what began last.
fn match_ends(records: &mut Vec<Record>, warnings: &mut Warnings, name_of: &dyn Fn(u32) -> String) {
    let last_ns = records.iter().map(end_ns).max().unwrap_or(0);
    let mut open: Vec<usize> = Vec::new();
    for index in 0..records.len() {
        let record = records[index];
        let offset = u64::from(record.offset);
        match record.part {
            Part::Whole => {}
            Part::Begin => open.push(index),
            Part::End => {
                let Some(begin) = open.pop().map(|begin| &mut records[begin]) else {
                    warnings.add(offset, Oddity::LoneEnd);
                    continue;
                };
                if begin.name == 0 {
                    begin.name = record.name;
                } else if record.name != 0 && record.name != begin.name {
                    let (end, begin) = (name_of(record.name), name_of(begin.name));
                    warnings.add(offset, Oddity::OtherEnd { end, begin });
                }
                begin.duration_ns = record.start_ns.abs_diff(begin.start_ns);
                begin.part = Part::Whole;
            }
        }
    }
    for index in open {
        let begin = &mut records[index];
        begin.duration_ns = last_ns.abs_diff(begin.start_ns);
        begin.part = Part::Whole;
        let name = name_of(begin.name);
        warnings.add(u64::from(begin.offset), Oddity::NoEnd(name));
    }
    records.retain(|record| record.part == Part::Whole);
}

/// By how much a slice may pass the end of the one around it without a word: what is lost where microseconds are kept
/// as floating-point numbers.
fn rounding_ns(time_ns: i64) -> i64 {
    2 + (time_ns >> 51)
}

/// Puts slices, sorted by start and the longer first, into rows by what lies in what.
fn nest(records: Vec<Record>, warnings: &mut Warnings) -> Vec<Slices> {
    let mut rows: Vec<Slices> = Vec::new();
    // Ends of the slices around the present one.
    let mut around: Vec<i64> = Vec::new();
    for record in records {
        let mut end_ns = end_ns(&record);
        if record.depth == NO_DEPTH {
            while around.last().is_some_and(|&outer_ns| outer_ns <= record.start_ns) {
                around.pop();
            }
        } else {
            let is_over = |outer_ns: i64, count: usize| {
                outer_ns < record.start_ns || outer_ns == record.start_ns && count > usize::from(record.depth)
            };
            while around.last().is_some_and(|&outer_ns| is_over(outer_ns, around.len())) {
                around.pop();
            }
        }
        if let Some(&outer_ns) = around.last()
            && end_ns > outer_ns
        {
            if end_ns - outer_ns > rounding_ns(end_ns) {
                warnings.count(u64::from(record.offset), Oddity::Overlap);
            }
            end_ns = outer_ns;
        }
        let depth = around.len();
        if depth == MAX_ROWS {
            warnings.count(u64::from(record.offset), Oddity::TooDeep);
            continue;
        }
        if rows.len() == depth {
            rows.push(Slices::default());
        }
        around.push(end_ns);
        rows[depth].push_at(slice(&record, end_ns), record.offset);
    }
    rows.iter_mut().for_each(Slices::shrink);
    rows
}

/// The row of each slice and how many there are in each row, without sorting, for slices in order of their ends:
/// profilers write a call when it returns. None where slices are in another order, do not nest, or are told apart by
/// that order alone.
fn depths_by_ends(segments: &[Vec<Record>]) -> Option<(Vec<u16>, Vec<usize>)> {
    let mut depths = vec![0u16; segments.iter().map(Vec::len).sum()];
    let mut counts: Vec<usize> = Vec::new();
    // The slices around the present one. From the last to the first, the outer slice comes before the inner.
    let mut around: Vec<(i64, i64)> = Vec::new();
    let mut next_end_ns = i64::MAX;
    for (record, depth) in segments.iter().rev().flat_map(|segment| segment.iter().rev()).zip(depths.iter_mut().rev()) {
        let (start_ns, end_ns) = (record.start_ns, end_ns(record));
        if end_ns > next_end_ns || record.duration_ns == 0 {
            return None;
        }
        next_end_ns = end_ns;
        while around.last().is_some_and(|outer| outer.0 >= end_ns) {
            around.pop();
        }
        if around.last().is_some_and(|&outer| start_ns < outer.0 || outer == (start_ns, end_ns)) {
            return None;
        }
        if around.len() == MAX_ROWS {
            return None;
        }
        *depth = around.len() as u16;
        if counts.len() == around.len() {
            counts.push(0);
        }
        counts[around.len()] += 1;
        around.push((start_ns, end_ns));
    }
    Some((depths, counts))
}

/// Rows of slices whose depths are known. Those of one depth do not overlap: the order of their ends is that of their
/// starts. Lists are given back as they are done with.
fn rows_by_ends(segments: Vec<Vec<Record>>, depths: &[u16], counts: &[usize]) -> Vec<Slices> {
    let mut rows: Vec<Slices> = counts.iter().map(|&count| Slices::with_capacity(count, true)).collect();
    let mut depths = depths.iter();
    for segment in segments {
        for (record, &depth) in segment.iter().zip(&mut depths) {
            rows[usize::from(depth)].push_at(slice(record, end_ns(record)), record.offset);
        }
    }
    rows
}

/// The slice of a record that ends at `end_ns`.
pub(super) fn slice(record: &Record, end_ns: i64) -> Slice {
    let duration_ns = end_ns.abs_diff(record.start_ns);
    let Record { name, task, state, .. } = *record;
    Slice { start_ns: record.start_ns.unsigned_abs(), duration_ns, name, task, state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{NO_TASK, State};

    fn record(start_ns: i64, end_ns: i64) -> Record {
        let (duration_ns, offset) = (end_ns.abs_diff(start_ns), (start_ns * 1000 + end_ns) as u32);
        let (state, depth) = (State::Running, NO_DEPTH);
        Record { start_ns, duration_ns, name: 0, task: NO_TASK, offset, part: Part::Whole, state, depth }
    }

    #[test]
    fn rows_by_ends_are_those_by_sorting() {
        let mut seed = 3u64;
        let mut random = |below: i64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as i64 % below
        };
        let mut taken = 0;
        for _ in 0..3000 {
            let count = random(7);
            let spans = (0..count).map(|_| (random(12), random(12)));
            let mut records: Vec<Record> = spans.map(|(a, b)| record(a.min(b), a.max(b))).collect();
            records.sort_by_key(end_ns);
            let cut = records.len() / 2;
            let segments = vec![records[..cut].to_vec(), records[cut..].to_vec()];
            let found = depths_by_ends(&segments);
            let by_ends = found.map(|(depths, counts)| rows_by_ends(segments, &depths, &counts));
            sort(&mut records, |record| (record.start_ns, Reverse(record.duration_ns)));
            let mut warnings = Warnings::default();
            let sorted = nest(records, &mut warnings);
            if let Some(by_ends) = by_ends {
                assert_eq!(by_ends, sorted);
                assert_eq!(warnings.finish().0, []);
                taken += usize::from(count > 2);
            }
        }
        assert!(taken > 100, "the quick way is taken: {taken}");
    }

    #[test]
    fn rows_lie_in_each_other_whatever_overlaps() {
        let mut warnings = Warnings::default();
        let spans = [(0, 10), (5, 5_015), (5, 8), (10, 10), (12, 20), (20, 5_100)];
        let rows = rows(vec![spans.map(|(start, end)| record(start, end)).into()], &mut warnings, &|_| String::new());
        let told: Vec<Vec<(u64, u64)>> =
            rows.iter().map(|row| row.iter().map(|slice| (slice.start_ns, slice.end_ns())).collect()).collect();
        assert_eq!(told, [vec![(0, 10), (10, 10), (12, 20), (20, 5_100)], vec![(5, 10)], vec![(5, 8)]]);
        assert_eq!(warnings.finish().0.len(), 1);
    }
}
