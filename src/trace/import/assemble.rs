//! Makes the trace of what has been gathered.

use rayon::prelude::*;

use super::batch::Number;
use super::gather::{Gathered, Thread};
use super::warnings::Warnings;
use super::{Imported, lanes};
use crate::trace::{Lane, LaneKind, Process, Slices, Strings, Trace};

/// Puts the trace together.
pub(super) fn assemble(mut gathered: Gathered) -> Imported {
    let mut warnings = std::mem::take(&mut gathered.warnings);
    let shift_ns = gathered.least_ns.min(0).saturating_neg();
    if shift_ns > 0 {
        warnings.add(0, "some times are negative: all are shifted so that the earliest is 0");
    }
    if let Some(offset) = gathered.damaged {
        warnings.add(offset, "a text that is not UTF-8 is read as far as it is");
    }
    let names = std::mem::take(&mut gathered.names).into_texts();
    let name_of = |name: u32| names.get(name as usize).map_or_else(String::new, ToString::to_string);
    let mut threads = std::mem::take(&mut gathered.threads);
    let rows: Vec<(Vec<Slices>, Warnings)> = threads
        .par_iter_mut()
        .map(|thread| {
            let mut warnings = Warnings::default();
            let records = thread.take_records(shift_ns);
            (lanes::rows(records, &mut warnings, &name_of), warnings)
        })
        .collect();

    let mut numbers: Vec<(i64, Number)> =
        gathered.processes.iter().map(|(&number, info)| (info.sort_index, number)).collect();
    numbers.sort_unstable();
    let mut order: Vec<usize> = (0..threads.len()).collect();
    let process_of = |thread: &Thread| {
        let number = thread.place.process;
        numbers.partition_point(|&process| process < (gathered.processes[&number].sort_index, number)) as u32
    };
    order.sort_by_key(|&index| {
        let thread = &threads[index];
        (process_of(thread), thread.sort_index, thread.place.thread)
    });
    let mut trace = Trace::default();
    let mut rows: Vec<Option<Vec<Slices>>> = rows
        .into_iter()
        .map(|(rows, of_lane)| {
            warnings.append(of_lane);
            Some(rows)
        })
        .collect();
    for index in order {
        let thread = &threads[index];
        let mut rows = rows[index].take().unwrap_or_default().into_iter();
        let slices = rows.next().unwrap_or_default();
        if slices.is_empty() && thread.name.is_none() && thread.kind.is_none() {
            continue;
        }
        trace.lanes.push(Lane {
            name: thread.name.unwrap_or(0),
            process: process_of(thread),
            thread: match thread.place.thread {
                Number::Number(number) => number as u64,
                Number::Key(key) => u64::from(key),
            },
            kind: thread.kind.unwrap_or(LaneKind::Worker),
            slices,
            nested: rows.collect(),
        });
    }
    trace.processes = numbers
        .iter()
        .map(|(_, number)| Process {
            number: match *number {
                Number::Number(number) => number as u64,
                Number::Key(key) => u64::from(key),
            },
            name: gathered.processes[number].name,
        })
        .collect();
    trace.strings = Strings::from_distinct(names);
    let (warnings, more_warnings) = warnings.finish();
    Imported { trace, events: gathered.events, warnings, more_warnings, display_unit: None }
}
