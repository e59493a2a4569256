//! Processes and threads of a file: their numbers, and the metadata that names them.
//!
//! Besides the names and sort indices of the format there are, for our own reader:
//! - `interleave_trace`: `version` (1), `dropped`, the events that are missing, and `runs`, how many traces the file
//!   holds beside each other;
//! - `interleave_process`: its place `index` in the trace, the system's `number`, its `name`; none where the trace
//!   knows no processes;
//! - `interleave_lane`: its place `index` in the trace, the `process` it belongs to, the system's number `thread`, its
//!   `kind` (worker, main, waits or async) and `name`. Events of its `pid` and `tid` are the lane's.

use std::collections::BTreeSet;
use std::io;

use super::File;
use super::said::Say;
use crate::trace::export::Run;
use crate::trace::{LaneKind, Trace};

/// A trace on its way into a file, perhaps beside others.
pub struct Part<'a> {
    pub trace: &'a Trace,
    /// What the file calls the moment 0.
    pub origin_ns: u64,
    /// What its processes belong to, where there are several traces or it has a title.
    title: Option<&'a str>,
    /// Index of its first lane in the file.
    first_lane: u64,
    /// Index of its first process in the file.
    first_process: u64,
    /// The number of each process in the file.
    pids: Vec<u64>,
    /// The number of each lane in the file.
    tids: Vec<u64>,
    /// What its slices were read from, where their arguments and stacks are to be written.
    pub texts: Option<&'a dyn Say>,
}

impl<'a> Part<'a> {
    /// A trace that has the file to itself, with its own times and numbers as far as they are distinct.
    pub fn whole(trace: &'a Trace) -> Self {
        let number = |index: usize| trace.processes.get(index).map_or(index as u64 + 1, |process| process.number);
        let pids = distinct((0..process_count(trace)).map(number).collect());
        Self { trace, origin_ns: 0, title: None, first_lane: 0, first_process: 0, pids, tids: tids(trace), texts: None }
    }

    /// Traces beside each other, each starting at 0.
    pub fn of_runs(runs: &[Run<'a>]) -> Vec<Self> {
        let (mut lanes, mut processes) = (0, 0);
        let part = |run: &Run<'a>| {
            let trace = run.trace;
            let (first_lane, first_process) = (lanes, processes);
            lanes += trace.lanes.len() as u64;
            processes += process_count(trace) as u64;
            let pids = (first_process + 1..=processes).collect();
            let origin_ns = trace.span().start_ns;
            let (title, tids) = (Some(run.title), tids(trace));
            Self { trace, origin_ns, title, first_lane, first_process, pids, tids, texts: None }
        };
        runs.iter().map(part).collect()
    }

    /// The same, with the arguments and stacks that `texts` give.
    pub fn with_texts(self, texts: Option<&'a dyn Say>) -> Self {
        Self { texts, ..self }
    }

    /// The numbers of a lane's process and of the lane itself; none where there is no such lane.
    pub fn place(&self, lane: u32) -> Option<(u64, u64)> {
        let process = self.trace.lanes.get(lane as usize)?.process;
        Some((self.pid(process), self.tids[lane as usize]))
    }

    /// The number of a process.
    pub fn pid(&self, process: u32) -> u64 {
        self.pids.get(process as usize).copied().unwrap_or(1)
    }

    /// What a viewer calls the process at `index`; empty where there is nothing to say.
    fn process_name(&self, index: usize) -> String {
        let (trace, strings) = (self.trace, &self.trace.strings);
        let own = match trace.processes.get(index) {
            Some(process) => Some(strings.get(process.name)),
            // The lab's processes are called as their first lane.
            None if self.pids.len() > 1 => {
                let is_named =
                    |lane: &&crate::trace::Lane| lane.process as usize == index && lane.kind != LaneKind::Waits;
                trace.lanes.iter().find(is_named).map(|lane| strings.get(lane.name))
            }
            None => None,
        };
        match (self.title, own.filter(|name| !name.is_empty())) {
            (Some(title), Some(name)) => format!("{title}: {name}"),
            (title, name) => name.or(title).unwrap_or_default().to_owned(),
        }
    }
}

/// Processes that are known or that a lane or counter names.
fn process_count(trace: &Trace) -> usize {
    let of_lanes = trace.lanes.iter().map(|lane| lane.process);
    let named = of_lanes.chain(trace.counters.iter().map(|counter| counter.process)).max().map_or(1, |last| last + 1);
    trace.processes.len().max(named as usize)
}

/// The lanes' own numbers, made distinct within each process.
fn tids(trace: &Trace) -> Vec<u64> {
    let mut tids = vec![0; trace.lanes.len()];
    let mut order: Vec<usize> = (0..tids.len()).collect();
    order.sort_by_key(|&lane| trace.lanes[lane].process);
    for lanes in order.chunk_by(|&a, &b| trace.lanes[a].process == trace.lanes[b].process) {
        let numbers = distinct(lanes.iter().map(|&lane| trace.lanes[lane].thread).collect());
        for (&lane, number) in lanes.iter().zip(numbers) {
            tids[lane] = number;
        }
    }
    tids
}

/// The same numbers, but what stands there a second time gives way to the smallest number from 1 that does not.
fn distinct(mut numbers: Vec<u64>) -> Vec<u64> {
    let mut taken: BTreeSet<u64> = numbers.iter().copied().collect();
    if taken.len() == numbers.len() {
        return numbers;
    }
    let mut seen = BTreeSet::new();
    let mut free = 1;
    for number in &mut numbers {
        if !seen.insert(*number) {
            while !taken.insert(free) {
                free += 1;
            }
            *number = free;
        }
    }
    numbers
}

/// Writes the metadata of all parts.
pub fn write(parts: &[Part], file: &mut File) -> io::Result<()> {
    let dropped = parts.iter().map(|part| part.trace.dropped).sum();
    let pid = parts.first().map_or(1, |part| part.pid(0));
    let runs = parts.len() as u64;
    let args = [("version", Value::Number(1)), ("dropped", Value::Number(dropped)), ("runs", Value::Number(runs))];
    head(file, "interleave_trace", (pid, 0), &args)?;
    for part in parts {
        processes(part, file)?;
        lanes(part, file)?;
    }
    Ok(())
}

fn processes(part: &Part, file: &mut File) -> io::Result<()> {
    for (index, &pid) in part.pids.iter().enumerate() {
        let (name, place) = (part.process_name(index), part.first_process + index as u64);
        if !name.is_empty() {
            head(file, "process_name", (pid, 0), &[("name", Value::Text(&name))])?;
        }
        head(file, "process_sort_index", (pid, 0), &[("sort_index", Value::Number(place + 1))])?;
        let number = match (part.title, part.trace.processes.get(index)) {
            (None, None) => continue,
            (None, Some(process)) => process.number,
            (Some(_), _) => pid,
        };
        let fields = [("index", Value::Number(place)), ("number", Value::Number(number)), ("name", Value::Text(&name))];
        head(file, "interleave_process", (pid, 0), &fields)?;
    }
    Ok(())
}

fn lanes(part: &Part, file: &mut File) -> io::Result<()> {
    for (index, lane) in (0u32..).zip(&part.trace.lanes) {
        let Some(place) = part.place(index) else { continue };
        let name = part.trace.strings.get(lane.name);
        // Operations in flight belong to no thread: a viewer would show an empty one.
        if lane.kind != LaneKind::Async {
            if !name.is_empty() {
                head(file, "thread_name", place, &[("name", Value::Text(name))])?;
            }
            head(file, "thread_sort_index", place, &[("sort_index", Value::Number(u64::from(index) + 1))])?;
        }
        let kind = match lane.kind {
            LaneKind::Worker => "worker",
            LaneKind::Main => "main",
            LaneKind::Waits => "waits",
            LaneKind::Async => "async",
            LaneKind::Resource => "resource",
        };
        let fields = [
            ("index", Value::Number(part.first_lane + u64::from(index))),
            ("process", Value::Number(part.first_process + u64::from(lane.process))),
            ("thread", Value::Number(lane.thread)),
            ("kind", Value::Text(kind)),
            ("name", Value::Text(name)),
        ];
        head(file, "interleave_lane", place, &fields)?;
    }
    Ok(())
}

enum Value<'a> {
    Number(u64),
    Text(&'a str),
}

fn head(file: &mut File, kind: &str, (pid, tid): (u64, u64), args: &[(&str, Value)]) -> io::Result<()> {
    file.event(|line| {
        line.text("\"ph\":\"M\",\"name\":\"");
        line.text(kind);
        line.text("\"");
        line.field("pid", pid);
        line.field("tid", tid);
        for (index, (key, value)) in args.iter().enumerate() {
            line.text(if index == 0 { ",\"args\":{\"" } else { ",\"" });
            line.text(key);
            line.text("\":");
            match value {
                Value::Number(number) => line.number(*number),
                Value::Text(text) => line.quoted(text),
            }
        }
        line.text("}");
    })
}
