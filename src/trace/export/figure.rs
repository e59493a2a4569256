//! What the drawn formats share: which lanes and rows a figure shows, and what it calls them.

use std::borrow::Cow;

use crate::trace::{Lane, LaneKind, NameId, State, Strings, Trace};

/// How much of a trace a figure draws; the rest is counted.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Lanes, but for waits.
    pub lanes: usize,
    /// Rows of waits.
    pub waits: usize,
    /// Rows of one lane.
    pub depth: usize,
    /// Rows of all lanes together, as long as every lane has one.
    pub rows: usize,
}

/// The lanes that are drawn.
pub struct Drawn<'a> {
    /// In order, by process where there are several.
    pub groups: Vec<Group<'a>>,
    /// How many rows of a lane are drawn at most.
    pub depth: usize,
    /// What is said about what is left out, a line each.
    pub left_out: Vec<String>,
}

/// Lanes below a common heading.
pub struct Group<'a> {
    /// What the process is called, where there are several.
    pub heading: Option<Cow<'a, str>>,
    /// The lanes, waits after the others.
    pub lanes: Vec<&'a Lane>,
}

/// Chooses what a figure draws of `trace`.
pub fn drawn(trace: &Trace, limits: Limits) -> Drawn<'_> {
    let is_wait = |lane: &&Lane| lane.kind == LaneKind::Waits;
    let (lanes, lanes_left) = first(trace.lanes.iter().filter(|lane| !is_wait(lane)).collect(), limits.lanes);
    let (waits, waits_left) = first(trace.lanes.iter().filter(is_wait).collect(), limits.waits);
    let chosen: Vec<&Lane> = lanes.into_iter().chain(waits).collect();
    let rows = |depth: usize| chosen.iter().map(|lane| lane.row_count().min(depth)).sum::<usize>();
    let depth = (1..=limits.depth).rev().find(|depth| rows(*depth) <= limits.rows).unwrap_or(1);
    let rows_left = rows(usize::MAX) - rows(depth);
    let left_out = [
        (lanes_left, "lane", "lanes"),
        (waits_left, "row of waits", "rows of waits"),
        (rows_left, "row of nested slices", "rows of nested slices"),
    ];
    let left_out = left_out.into_iter().filter(|(count, ..)| *count > 0);
    let left_out =
        left_out.map(|(count, one, more)| format!("and {count} more {}", if count == 1 { one } else { more }));
    Drawn { groups: groups(trace, chosen), depth, left_out: left_out.collect() }
}

/// The first `most` lanes; where there are more, those with nothing in them give way. And how many are left out.
fn first(lanes: Vec<&Lane>, most: usize) -> (Vec<&Lane>, usize) {
    let left_out = lanes.len().saturating_sub(most);
    let mut to_drop = left_out;
    let is_kept = |lane: &&Lane| {
        let is_dropped = to_drop > 0 && lane.slices.is_empty();
        to_drop -= usize::from(is_dropped);
        !is_dropped
    };
    (lanes.into_iter().filter(is_kept).take(most).collect(), left_out)
}

fn groups<'a>(trace: &'a Trace, mut lanes: Vec<&'a Lane>) -> Vec<Group<'a>> {
    if trace.processes.len() < 2 {
        return vec![Group { heading: None, lanes }];
    }
    lanes.sort_by_key(|lane| lane.process);
    let group = |lanes: &[&'a Lane]| Group {
        heading: lanes.first().map(|lane| process_name(trace, lane.process)),
        lanes: lanes.to_vec(),
    };
    lanes.chunk_by(|a, b| a.process == b.process).map(group).collect()
}

/// What a lane is called: its name, or else its number.
pub fn lane_name<'a>(trace: &'a Trace, lane: &Lane) -> Cow<'a, str> {
    match (trace.strings.get(lane.name), lane.kind) {
        ("", LaneKind::Async) => "Operations".into(),
        ("", _) => format!("Thread {}", lane.thread).into(),
        (name, _) => name.into(),
    }
}

/// What a process is called: its name, or else its number.
pub fn process_name(trace: &Trace, index: u32) -> Cow<'_, str> {
    let process = trace.processes.get(index as usize);
    match process.map_or("", |process| trace.strings.get(process.name)) {
        "" => format!("Process {}", process.map_or(u64::from(index) + 1, |process| process.number)).into(),
        name => name.into(),
    }
}

/// What a slice is called where there is little room: without the file and line that profilers add in parentheses.
pub fn short(name: &str) -> &str {
    match name.find(" (") {
        Some(end) if end > 0 => &name[..end],
        _ => name,
    }
}

/// Whether what waits is a worker that has nothing left to do. It is drawn otherwise than a wait of a task, which is the
/// work's own.
pub fn is_for_others(strings: &Strings, state: State, task: Option<u32>, name: NameId) -> bool {
    // What the lab calls it: a test of the command would fail where that changes.
    state == State::Waiting && task.is_none() && strings.get(name) == "waits for the other workers"
}

/// How many hues names and tasks go through.
pub const HUES: u32 = 12;

/// The hue of a name, from 0 on: the same in every figure and on the page, wherever in a program the function stands.
/// (Fowler, Noll and Vo's hash, FNV-1a.)
#[must_use]
pub fn hue(name: &str) -> u32 {
    let add = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = short(name).bytes().fold(0x811c_9dc5, add);
    (hash ^ (hash >> 16)) % HUES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{NO_TASK, Process, Slice, Slices, State};

    const LIMITS: Limits = Limits { lanes: 3, waits: 1, depth: 4, rows: 6 };

    fn lane(process: u32, thread: u64, rows: usize) -> Lane {
        let mut slices = Slices::default();
        slices.push(Slice { start_ns: 0, duration_ns: 1, name: 0, task: NO_TASK, state: State::Running });
        Lane { process, thread, nested: vec![slices.clone(); rows - 1], slices, ..Lane::default() }
    }

    #[test]
    fn what_is_left_out_is_counted_and_lanes_without_slices_go_first() {
        let lanes = vec![lane(0, 1, 3), Lane::default(), lane(0, 2, 2), lane(0, 3, 1), lane(0, 4, 1)];
        let mut trace = Trace { lanes, ..Trace::default() };
        trace.lanes.extend((0..3).map(|_| Lane { kind: LaneKind::Waits, ..lane(0, 5, 1) }));
        let drawn = drawn(&trace, LIMITS);
        let threads: Vec<u64> = drawn.groups[0].lanes.iter().map(|lane| lane.thread).collect();
        assert_eq!((threads, drawn.depth), (vec![1, 2, 3, 5], 2));
        assert_eq!(drawn.left_out, ["and 2 more lanes", "and 2 more rows of waits", "and 1 more row of nested slices"]);
    }

    #[test]
    fn lanes_of_several_processes_stand_below_their_names() {
        let mut trace = Trace::default();
        let name = trace.strings.intern("parent");
        trace.processes = vec![Process { number: 10, name }, Process { number: 11, name: 0 }];
        trace.lanes = vec![lane(1, 1, 1), lane(0, 2, 1), lane(1, 3, 1)];
        let drawn = drawn(&trace, LIMITS);
        let told: Vec<_> = drawn.groups.iter().map(|group| (group.heading.as_deref(), group.lanes.len())).collect();
        assert_eq!(told, [(Some("parent"), 1), (Some("Process 11"), 2)]);
        assert_eq!(lane_name(&trace, &trace.lanes[0]), "Thread 1");
    }

    #[test]
    fn a_function_keeps_its_hue_where_its_file_has_another_name() {
        assert_eq!(hue("work (/a/b.py:3)"), hue("work (/c.py:9)"));
        let hues: std::collections::HashSet<u32> = (0..100).map(|number| hue(&number.to_string())).collect();
        assert_eq!(hues.len(), HUES as usize);
    }

    #[test]
    fn a_short_name_goes_without_its_place_in_the_program() {
        for (name, expect) in [("run (/a/b.py:3)", "run"), (" (x)", " (x)"), ("f(x)", "f(x)"), ("", "")] {
            assert_eq!(short(name), expect);
        }
    }
}
