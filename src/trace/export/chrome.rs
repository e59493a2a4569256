//! Chrome's trace event format, which Perfetto, speedscope and `chrome://tracing` open.
//!
//! Format: Nat Duca and Dan Sinclair, "Trace Event Format". Every run starts at 0. Each process of a run is a process
//! of the file, each lane a thread of it; slices are complete events, arrows are flow events. Times are microseconds
//! with a fraction that keeps every nanosecond; events are sorted by time.

use serde_json::Value;
use serde_json::json;

use super::Run;
use crate::trace::recording::task_of;
use crate::trace::{LaneKind, Slices, Trace};

/// Writes `runs` into one file.
#[must_use]
pub fn chrome(runs: &[Run]) -> String {
    let mut file = File::default();
    for run in runs {
        file.run(run);
    }
    // Stable: an outer slice stays before those that start with it and lie in it, the start of an arrow before its end.
    file.events.sort_by_key(|event| event.0);
    let events = file.heads.iter().chain(file.events.iter().map(|event| &event.1));
    let lines: Vec<&str> = events.map(String::as_str).collect();
    format!("{{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n{}\n]}}\n", lines.join(",\n"))
}

#[derive(Default)]
struct File {
    /// Names of processes and threads.
    heads: Vec<String>,
    /// What happened, with its time in nanoseconds.
    events: Vec<(u64, String)>,
    processes: u32,
    flows: u32,
}

/// Nanoseconds as microseconds, every digit kept.
fn micros(time_ns: u64) -> String {
    format!("{}.{:03}", time_ns / 1000, time_ns % 1000)
}

fn text(text: &str) -> Value {
    Value::from(text)
}

impl File {
    fn run(&mut self, run: &Run) {
        let trace = run.trace;
        let start_ns = trace.span().start_ns;
        let first = self.processes + 1;
        let process = |lane: u32| trace.lanes.get(lane as usize).map_or(first, |lane| first + lane.process);
        let place = |lane: u32| format!("\"pid\":{},\"tid\":{}", process(lane), lane + 1);
        self.heads(run, first);
        for (index, lane) in (0..).zip(&trace.lanes) {
            for slice in lane.slices.iter() {
                let name = trace.strings.get(slice.name);
                let name = text(if name.is_empty() { slice.state.name() } else { name });
                let args = match task_of(slice.task) {
                    Some(task) => json!({"state": slice.state.name(), "task": task}),
                    None => json!({"state": slice.state.name()}),
                };
                let (at_ns, place) = (slice.start_ns - start_ns, place(index));
                let event = format!(
                    "{{\"ph\":\"X\",\"name\":{name},\"cat\":\"{}\",{place},\"ts\":{},\"dur\":{},\"args\":{args}}}",
                    slice.state.name(),
                    micros(at_ns),
                    micros(slice.duration_ns),
                );
                self.events.push((at_ns, event));
            }
        }
        for flow in &trace.flows {
            self.flows += 1;
            let (id, name) = (self.flows, text(trace.strings.get(flow.name)));
            let head = |kind| format!("{{\"ph\":\"{kind}\",\"name\":{name},\"cat\":\"flow\",\"id\":{id}");
            let from_ns = slices(trace, flow.from_lane).map_or(flow.from_ns, |slices| leaving(slices, flow.from_ns));
            let (from_ns, to_ns) = (from_ns.saturating_sub(start_ns), flow.to_ns.saturating_sub(start_ns));
            let place_from = place(flow.from_lane);
            self.events.push((from_ns, format!("{},{place_from},\"ts\":{}}}", head("s"), micros(from_ns))));
            // An arrow ends at the slice around it, or else at the next one.
            let is_inside = slices(trace, flow.to_lane).is_some_and(|slices| is_inside(slices, flow.to_ns));
            let bind = if is_inside { ",\"bp\":\"e\"" } else { "" };
            let place_to = place(flow.to_lane);
            self.events.push((to_ns, format!("{}{bind},{place_to},\"ts\":{}}}", head("f"), micros(to_ns))));
        }
        for instant in &trace.instants {
            let (at_ns, name) = (instant.time_ns.saturating_sub(start_ns), text(trace.strings.get(instant.name)));
            let place = place(instant.lane);
            let event = format!("{{\"ph\":\"i\",\"name\":{name},\"s\":\"t\",{place},\"ts\":{}}}", micros(at_ns));
            self.events.push((at_ns, event));
        }
        for counter in &trace.counters {
            let name = text(trace.strings.get(counter.name));
            for (time_ns, value) in counter.time_ns.iter().zip(&counter.value) {
                let (at_ns, args) = (time_ns.saturating_sub(start_ns), json!({"value": value}));
                let event = format!(
                    "{{\"ph\":\"C\",\"name\":{name},\"pid\":{first},\"ts\":{},\"args\":{args}}}",
                    micros(at_ns)
                );
                self.events.push((at_ns, event));
            }
        }
    }

    /// Names the processes and threads of a run whose first process has the number `first`.
    fn heads(&mut self, run: &Run, first: u32) {
        let lanes = || (1..).zip(&run.trace.lanes);
        let last = lanes().map(|(_, lane)| lane.process).max().unwrap_or(0);
        self.processes = first + last;
        let mut head = |kind: &str, pid: u32, tid: u32, args: Value| {
            self.heads
                .push(format!("{{\"ph\":\"M\",\"name\":\"{kind}\",\"pid\":{pid},\"tid\":{tid},\"args\":{args}}}"));
        };
        for process in 0..=last {
            let named = lanes().find(|(_, lane)| lane.process == process && lane.kind != LaneKind::Waits);
            let name = match named {
                Some((_, lane)) if last > 0 => format!("{}: {}", run.title, run.trace.strings.get(lane.name)),
                _ => run.title.to_owned(),
            };
            head("process_name", first + process, 0, json!({ "name": name }));
            head("process_sort_index", first + process, 0, json!({ "sort_index": first + process }));
        }
        for (tid, lane) in lanes() {
            let pid = first + lane.process;
            head("thread_name", pid, tid, json!({ "name": run.trace.strings.get(lane.name) }));
            head("thread_sort_index", pid, tid, json!({ "sort_index": tid }));
        }
    }
}

fn slices(trace: &Trace, lane: u32) -> Option<&Slices> {
    trace.lanes.get(lane as usize).map(|lane| &lane.slices)
}

fn is_inside(slices: &Slices, time_ns: u64) -> bool {
    slices.get(slices.first_ending_after(time_ns)).is_some_and(|slice| slice.start_ns <= time_ns)
}

/// When an arrow leaves its slice: viewers ask for a moment within it, and one that leaves with its slice's end does
/// so a nanosecond before.
fn leaving(slices: &Slices, time_ns: u64) -> u64 {
    let before_ns = time_ns.saturating_sub(1);
    if !is_inside(slices, time_ns) && is_inside(slices, before_ns) { before_ns } else { time_ns }
}
