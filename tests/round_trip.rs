//! A trace that is exported and imported again is the same trace.

use interleave::cli::{CounterClock, Threads};
use interleave::lab::{self, Control, Model, Plan};
use interleave::trace::export::{write_chrome, write_chrome_with};
use interleave::trace::generate::Shape;
use interleave::trace::import::{Imported, Importer, Texts, arguments, stack};
use interleave::trace::{
    Counter, Event, Flow, Instant, Lane, LaneKind, NO_TASK, Process, Recording, Scope, Slice, Slices, State, Trace,
};
use interleave::workload::Config;

fn exported(trace: &Trace) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_chrome(trace, &mut bytes).expect("memory can be written to");
    bytes
}

fn imported(bytes: &[u8]) -> Imported {
    let mut importer = Importer::new();
    importer.push(bytes).expect("it is a trace");
    importer.finish().expect("it is a trace")
}

/// Everything that a trace says, in words and in an order of its own: numbers of names and places in a file are not
/// part of it, nor is the order of what happens at one time in one lane.
fn said(trace: &Trace) -> Vec<String> {
    let name = |id| trace.strings.get(id);
    let mut out = vec![format!("{} dropped", trace.dropped)];
    out.extend(trace.processes.iter().map(|process| format!("process {} {:?}", process.number, name(process.name))));
    for (index, lane) in trace.lanes.iter().enumerate() {
        let of = (lane.process, lane.thread, lane.kind);
        out.push(format!("lane {index} {:?} {of:?}, {} rows", name(lane.name), lane.row_count()));
        for (depth, row) in lane.rows().enumerate() {
            out.extend(row.iter().map(|slice| {
                let Slice { start_ns, duration_ns, task, state, .. } = slice;
                format!("  {depth}: {start_ns} + {duration_ns} {:?} task {task} {state:?}", name(slice.name))
            }));
        }
    }
    let mut rest: Vec<String> = Vec::new();
    rest.extend(trace.flows.iter().map(|flow| {
        let Flow { from_lane, from_ns, to_lane, to_ns, .. } = flow;
        format!("flow {from_ns:12} in {from_lane} to {to_ns} in {to_lane} {:?}", name(flow.name))
    }));
    rest.extend(trace.instants.iter().map(|instant| {
        let Instant { lane, scope, time_ns, .. } = instant;
        format!("instant {time_ns:12} in {lane} {scope:?} {:?}", name(instant.name))
    }));
    for counter in trace.counters.iter().filter(|counter| !counter.time_ns.is_empty()) {
        let samples = (&counter.time_ns, &counter.value);
        rest.push(format!(
            "counter {:?} {:?} of {} {samples:?}",
            name(counter.name),
            name(counter.series),
            counter.process
        ));
    }
    rest.sort();
    out.extend(rest);
    out
}

fn check(trace: &Trace, what: &str) {
    let bytes = exported(trace);
    let read = imported(&bytes);
    let (expect, found) = (said(trace), said(&read.trace));
    for (line, (expect, found)) in expect.iter().zip(&found).enumerate() {
        assert_eq!(found, expect, "{what}: line {line}\nwarnings: {:?}", read.warnings);
    }
    assert_eq!(found.len(), expect.len(), "{what}");
    assert_eq!(read.warnings, [], "{what}: what we write is not odd");
    assert_eq!(exported(&read.trace), bytes, "{what}: what was read is written as it was");
}

#[test]
fn generated_traces_survive() {
    for seed in 0..60 {
        let shape = Shape {
            tasks: (seed % 3) as u32 * 4,
            async_every: seed as u32 % 4,
            empty_slices: seed % 2 == 1,
            step_ns: [3, 1_000, 1_000_000][seed as usize % 3],
            instant_every: 16,
            flow_every: 8,
            counters: (3, 4),
            ..Shape::new(1 + seed as u32, 40 * (1 + seed), 1 + seed as u32 % 7)
        };
        check(&shape.generate(seed), &format!("seed {seed}"));
    }
}

#[test]
fn a_recording_survives() {
    let mut recording = Recording::new(["", "cut", "boil \"<\u{1}é\u{1f600}>\"", "result"]);
    let parent = recording.add_lane("Parent", 0, LaneKind::Main);
    let (first, second) = (recording.add_worker("Process 1", 1), recording.add_worker("Process 2", 2));
    let switch = |time_ns, state, task, name| Event::Switch { time_ns, state, task, name };
    for (lane, event) in [
        (first, switch(500, State::New, NO_TASK, 0)),
        (first, switch(506, State::Running, 0, 1)),
        (parent, Event::FlowOut { time_ns: 600, id: 0, name: 3 }),
        (first, Event::WaitStart { time_ns: 700, task: 0, name: 2 }),
        (first, Event::WaitStart { time_ns: 710, task: 1, name: 2 }),
        (second, switch(720, State::Runnable, 7, 0)),
        (first, switch(725, State::Idle, NO_TASK, 0)),
        (first, Event::FlowOut { time_ns: 725, id: 1, name: 3 }),
        (second, Event::FlowIn { time_ns: 725, id: 1 }),
        (second, Event::FlowIn { time_ns: 601, id: 0 }),
        (first, Event::WaitEnd { time_ns: 800, task: 0 }),
        (first, Event::WaitEnd { time_ns: 810, task: 1 }),
        (second, switch(820, State::Overhead, NO_TASK, 1)),
        (second, Event::Steal { time_ns: 830, from_lane: 1, name: 3 }),
        (second, switch(830, State::Terminated, NO_TASK, 0)),
        (second, Event::Instant { time_ns: 831, name: 1 }),
    ] {
        recording.record(lane, event);
    }
    recording.set_dropped(3);
    check(&recording.into_trace(), "recording");
}

#[test]
fn recordings_of_the_lab_survive() {
    let clock = CounterClock::start();
    for model in [Model::Sequential, Model::EventLoop, Model::Gil, Model::Threads] {
        for workload in ["kitchen", "downloads", "primes"] {
            let mut config = Config::of(workload).expect("there is such a workload");
            config.size = 0.02;
            config.latency.mean_ms = 1.0;
            let mut plan = Plan::new(config, model, 3);
            plan.workers = plan.worker_count();
            let prepared = lab::prepare(&plan, clock).expect("it can be run");
            let (names, readers) = (prepared.names(), prepared.readers.clone());
            let threads = Threads::new(clock, plan.workers).expect("there are threads");
            lab::run(prepared, &threads, &Control::default().into()).expect("it runs");
            check(&lab::trace(&plan, names, &readers), &format!("{workload} under {}", model.name()));
        }
    }
}

#[test]
fn odd_traces_survive() {
    let mut row = Slices::default();
    for (start_ns, duration_ns, state) in [(0, 0, State::Waiting), (0, 5, State::Running), (5, 0, State::Running)] {
        row.push(Slice { start_ns, duration_ns, name: 0, task: 0, state });
    }
    let mut trace = Trace::default();
    let [sleep, value] = ["time.sleep", "series"].map(|name| trace.strings.intern(name));
    trace.processes = vec![Process { number: 7, name: 0 }, Process { number: 7, name: sleep }, Process::default()];
    let mut asleep = Slices::default();
    // Executing, though its name is one of a wait.
    asleep.push(Slice { start_ns: 1, duration_ns: 1, name: sleep, task: NO_TASK, state: State::Running });
    trace.lanes = vec![
        Lane {
            process: 1,
            thread: 3,
            slices: row.clone(),
            nested: vec![asleep.clone(), asleep.clone()],
            ..Lane::default()
        },
        Lane { process: 0, thread: 3, kind: LaneKind::Waits, ..Lane::default() },
        Lane { process: 1, thread: 3, kind: LaneKind::Async, slices: row, nested: vec![asleep], name: sleep },
        Lane { process: 2, thread: 0, name: value, ..Lane::default() },
    ];
    let flow = |from_lane, from_ns, to_lane, to_ns| Flow { name: 0, from_lane, from_ns, to_lane, to_ns };
    trace.flows = vec![flow(0, 0, 2, 9), flow(0, 5, 0, 5), flow(1, 90, 3, 90), flow(3, 90, 1, 91)];
    trace.instants = [Scope::Thread, Scope::Process, Scope::Global]
        .into_iter()
        .map(|scope| Instant { name: 0, lane: 3, scope, time_ns: 4 })
        .collect();
    let counter = |series, process, value: &[f64]| {
        let time_ns = (0..value.len() as u64).collect();
        Counter { name: value.len() as u32 % 2, series, process, time_ns, value: value.into() }
    };
    trace.counters = vec![
        counter(0, 2, &[0.1, f64::MIN_POSITIVE, -1e300]),
        counter(value, 2, &[1.0, 2.0, 3.0]),
        counter(0, 0, &[0.0, -0.0]),
    ];
    check(&trace, "odd");
    check(&Trace { lanes: trace.lanes[1..2].to_vec(), ..Trace::default() }, "a lane without anything in it");
}

/// The text of a file as an export reads it.
fn texts<'a>(file: &'a [u8], read: &'a Imported) -> Texts<'a> {
    Texts::new(&read.frames, |start, count| {
        let start = (start as usize).min(file.len());
        Ok(file[start..file.len().min(start + count)].to_vec())
    })
}

/// The arguments and the stack of every slice.
fn spoken(file: &[u8], read: &Imported) -> Vec<String> {
    let mut texts = texts(file, read);
    let mut out = Vec::new();
    for lane in &read.trace.lanes {
        for row in lane.rows() {
            for (index, slice) in row.iter().enumerate() {
                let text = texts.event(row.offset(index).expect("it came from a file")).expect("it is in memory");
                let stack = stack(text, &read.frames, |name| read.trace.strings.get(name));
                let name = read.trace.strings.get(slice.name);
                out.push(format!("{} {name:?} {:?} {stack:?}", slice.start_ns, arguments(text)));
            }
        }
    }
    out
}

#[test]
fn arguments_and_stacks_survive() {
    let filler = "y".repeat(40_000);
    let file = format!(
        r#"{{"traceEvents":[
        {{"ph":"X","pid":1,"tid":1,"ts":5,"dur":90,"name":"outer","args":{{"size":7,"path":"a\b\"c","list":[1,{{"x":null}}]}}}},
        {{"ph":"B","pid":1,"tid":1,"ts":10,"name":"inner","stack":["main","inner"],"args":{{"state":"solid","task":1,"depth":"7"}}}},
        {{"ph":"E","pid":1,"tid":1,"ts":20}},
        {{"ph":"X","pid":1,"tid":2,"ts":1,"dur":0,"name":"","sf":2,"args":{{"arguments":{{"a":1}}}}}},
        {{"ph":"X","pid":1,"tid":2,"ts":2,"dur":1,"name":"long","args":{{"filler":"{filler}","é":"ü"}}}},
        {{"ph":"b","pid":1,"tid":1,"ts":3,"id":1,"cat":"net","name":"get","args":{{"url":"/"}}}},
        {{"ph":"e","pid":1,"tid":1,"ts":9,"id":1,"cat":"net","name":"get"}}],
        "stackFrames":{{"1":{{"name":"main"}},"2":{{"name":"call","parent":"1"}}}}}}"#
    );
    let first = imported(file.as_bytes());
    assert_eq!(first.warnings, []);
    let before = spoken(file.as_bytes(), &first);
    assert!(before.iter().any(|line| line.contains("\"solid\"")), "{before:?}");
    assert!(before.iter().any(|line| line.contains("[\"main\", \"call\"]")), "{before:?}");
    let mut exported = Vec::new();
    write_chrome_with(&first.trace, texts(file.as_bytes(), &first), &mut exported).expect("memory can be written to");
    serde_json::from_slice::<serde_json::Value>(&exported).expect("it is JSON");
    let second = imported(&exported);
    assert_eq!(said(&second.trace), said(&first.trace));
    assert_eq!(spoken(&exported, &second), before);
    // And once more, from our own file.
    let mut again = Vec::new();
    write_chrome_with(&second.trace, texts(&exported, &second), &mut again).expect("memory can be written to");
    assert_eq!(String::from_utf8(again), String::from_utf8(exported));
}
