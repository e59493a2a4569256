//! The slices of one thread: ends matched with beginnings, and what lies in each other put into rows.
//!
//! What does not nest is cut: a slice that goes on after the one around it has ended ends with it. So rows never
//! overlap, and a row lies in the one above it. What goes on for as little as rounding can explain is cut silently.

use std::cmp::Reverse;

use super::batch::{Part, Record};
use super::event::NO_DEPTH;
use super::warnings::Warnings;
use crate::trace::{Slice, Slices};

/// How deep slices of a lane may be nested: more than any stack that is looked at.
pub(super) const MAX_ROWS: usize = 4096;

/// The rows of a thread's slices, the outermost first. Records come in the order of the file, their names final, their
/// times not negative. `name_of` is what warnings call a slice.
pub(super) fn rows(mut records: Vec<Record>, warnings: &mut Warnings, name_of: &dyn Fn(u32) -> String) -> Vec<Slices> {
    if records.iter().any(|record| record.part != Part::Whole) {
        sort(&mut records, |record| record.start_ns);
        match_ends(&mut records, warnings, name_of);
    }
    if records.iter().all(|record| record.depth == NO_DEPTH) {
        sort(&mut records, |record| (record.start_ns, Reverse(record.duration_ns)));
    } else {
        // Our own export, whose order says what nesting does not: an empty slice before, or in, the next one.
        sort(&mut records, |record| record.start_ns);
    }
    nest(records, warnings)
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
                    warnings.add(offset, "an end without a beginning is left out");
                    continue;
                };
                if begin.name == 0 {
                    begin.name = record.name;
                } else if record.name != 0 && record.name != begin.name {
                    let (end, begin) = (name_of(record.name), name_of(begin.name));
                    warnings
                        .add(offset, format!("the end of `{end}` is taken for that of `{begin}`, which began last"));
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
        warnings.add(u64::from(begin.offset), format!("`{name}` has no end, and ends with its thread"));
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
                let message = "a slice that overlaps another one without lying in it is cut";
                warnings.count(u64::from(record.offset), message);
            }
            end_ns = outer_ns;
        }
        let depth = around.len();
        if depth == MAX_ROWS {
            warnings.count(u64::from(record.offset), "a slice within 4096 others is left out");
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

/// The slice of a record that ends at `end_ns`.
pub(super) fn slice(record: &Record, end_ns: i64) -> Slice {
    let duration_ns = end_ns.abs_diff(record.start_ns);
    let Record { name, task, state, .. } = *record;
    Slice { start_ns: record.start_ns.unsigned_abs(), duration_ns, name, task, state }
}
