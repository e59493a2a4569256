//! What every format looks like, on one literal trace of each kind: snapshots lie in `tests/snapshots`.

use interleave::trace::export::{Run, TextStyle, chrome, svg, text, write_chrome};
use interleave::trace::{
    Counter, Event, Flow, Instant, Lane, LaneKind, NO_TASK, Process, Recording, Scope, Slice, Slices, State, Trace,
};

const MS: u64 = 1_000_000;

fn switch(time_ms: u64, state: State, task: u32, name: u16) -> Event {
    Event::Switch { time_ns: time_ms * MS, state, task, name }
}

/// An event loop: three tasks compute in turns; two wait at the same time, in rows of their own.
fn event_loop() -> Trace {
    let mut recording = Recording::new(["", "cut", "boil <water>"]);
    let lane = recording.add_worker("Worker 1", 0);
    for event in [
        switch(1000, State::Running, 0, 1),
        Event::WaitStart { time_ns: 1020 * MS, task: 0, name: 2 },
        switch(1020, State::Running, 1, 1),
        Event::WaitStart { time_ns: 1035 * MS, task: 1, name: 2 },
        switch(1035, State::Running, 2, 1),
        switch(1050, State::Idle, NO_TASK, 0),
        Event::WaitEnd { time_ns: 1080 * MS, task: 0 },
        switch(1080, State::Running, 0, 1),
        Event::WaitEnd { time_ns: 1085 * MS, task: 1 },
        switch(1085, State::Running, 1, 1),
        switch(1100, State::Idle, NO_TASK, 0),
    ] {
        recording.record(lane, event);
    }
    recording.into_trace()
}

/// Two processes, with every state, arrows for messages, and an instant.
fn processes() -> Trace {
    let mut recording = Recording::new(["", "start", "copy", "cut", "wait", "arguments", "result", "cancelled"]);
    let parent = recording.add_lane("Parent", 0, LaneKind::Main);
    let (first, second) = (recording.add_worker("Process 1", 1), recording.add_worker("Process 2", 2));
    let events = [
        (first, switch(500, State::New, NO_TASK, 1)),
        (second, switch(502, State::New, NO_TASK, 1)),
        (first, switch(506, State::Idle, NO_TASK, 0)),
        (parent, switch(506, State::Overhead, 0, 2)),
        (parent, Event::FlowOut { time_ns: 506 * MS, id: 0, name: 5 }),
        (parent, switch(508, State::Idle, NO_TASK, 0)),
        (first, switch(508, State::Overhead, 0, 2)),
        (first, Event::FlowIn { time_ns: 508 * MS, id: 0 }),
        (first, switch(510, State::Running, 0, 3)),
        (first, switch(525, State::Waiting, 0, 4)),
        (first, switch(535, State::Running, 0, 3)),
        (first, switch(540, State::Idle, NO_TASK, 0)),
        (first, Event::FlowOut { time_ns: 540 * MS, id: 1, name: 6 }),
        (parent, switch(541, State::Overhead, 0, 2)),
        (parent, Event::FlowIn { time_ns: 541 * MS, id: 1 }),
        (parent, switch(543, State::Idle, NO_TASK, 0)),
        (second, switch(512, State::Runnable, 1, 0)),
        (second, switch(520, State::Running, 1, 3)),
        (second, switch(550, State::Terminated, NO_TASK, 0)),
        (second, Event::Instant { time_ns: 545 * MS + 1, name: 7 }),
        (second, Event::Steal { time_ns: 515 * MS, from_lane: 1, name: 6 }),
    ];
    for (lane, event) in events {
        recording.record(lane, event);
    }
    recording.into_trace()
}

/// Two workers and a short wait of a task before a long one, and of a worker for the other one.
fn waits() -> Trace {
    let mut recording = Recording::new(["", "cut", "boil", "waits for the other workers"]);
    let (first, second) = (recording.add_worker("Worker 1", 0), recording.add_worker("Worker 2", 0));
    let task = |time_ms, task| switch(time_ms, State::Running, task, 1);
    let wait = |time_ms, task| Event::WaitStart { time_ns: time_ms * MS, task, name: 2 };
    let over = |time_ms, task| Event::WaitEnd { time_ns: time_ms * MS, task };
    for event in [
        task(0, 0),
        wait(13, 0),
        task(13, 1),
        wait(40, 1),
        switch(40, State::Idle, NO_TASK, 0),
        over(61, 0),
        task(61, 0),
        over(62, 1),
        task(80, 2),
        wait(81, 2),
        switch(81, State::Idle, NO_TASK, 0),
        over(82, 2),
        task(85, 2),
        switch(100, State::Idle, NO_TASK, 0),
    ] {
        recording.record(first, event);
    }
    for event in [
        task(0, 3),
        switch(40, State::Waiting, 3, 2),
        task(60, 3),
        switch(70, State::Waiting, NO_TASK, 3),
        switch(100, State::Idle, NO_TASK, 0),
    ] {
        recording.record(second, event);
    }
    recording.into_trace()
}

/// What a profiler writes of two processes: calls that nest, operations in flight, and one of everything else.
fn profile() -> Trace {
    let mut trace = Trace::default();
    let mut row = |slices: &[(u64, u64, &str, State)]| {
        let mut row = Slices::default();
        for &(start_ms, end_ms, name, state) in slices {
            let (start_ns, duration_ns) = (start_ms * MS, (end_ms - start_ms) * MS);
            row.push(Slice { start_ns, duration_ns, name: trace.strings.intern(name), task: NO_TASK, state });
        }
        row
    };
    let rows = [
        row(&[(10, 110, "<module> (a.py:1)", State::Running)]),
        row(&[(12, 60, "load (a.py:7)", State::Running), (60, 108, "solve & save (a.py:9)", State::Running)]),
        row(&[(20, 50, "time.sleep", State::Waiting), (62, 64, "", State::Running), (70, 104, "dot", State::Running)]),
        row(&[(30, 30, "tick\u{1b}[2J", State::Running), (72, 73, "dot", State::Overhead)]),
        row(&[(15, 45, "lock.acquire", State::Runnable)]),
        row(&[(20, 80, "GET /items", State::Running)]),
        row(&[(30, 50, "GET /users", State::Running), (50, 50, "", State::Running)]),
    ];
    let [main, calls, inner, innermost, worker, gets, more_gets] = rows;
    let [a, b, loop_, wakes, memory, used] =
        ["app", "MainThread", "loop", "wakes", "memory", "used"].map(|name| trace.strings.intern(name));
    trace.processes = vec![Process { number: 4242, name: a }, Process { number: 4243, name: 0 }];
    let nested = vec![calls, inner, innermost];
    trace.lanes = vec![
        Lane { name: b, process: 0, thread: 4242, kind: LaneKind::Worker, slices: main, nested },
        Lane { process: 1, thread: 9, slices: worker, ..Lane::default() },
        Lane { name: loop_, thread: 1, kind: LaneKind::Async, slices: gets, nested: vec![more_gets], process: 0 },
    ];
    trace.flows = vec![Flow { name: wakes, from_lane: 0, from_ns: 110 * MS, to_lane: 1, to_ns: 111 * MS }];
    trace.counters =
        vec![Counter { name: memory, series: used, process: 1, time_ns: vec![0, 3], value: vec![1.5, -2.0] }];
    trace.instants = vec![Instant { name: wakes, lane: 1, scope: Scope::Global, time_ns: 5 }];
    trace
}

fn with_runs(write: impl FnOnce(&[Run]) -> String) -> String {
    let (event_loop, processes) = (event_loop(), processes());
    let runs =
        [Run { title: "Event loop on 1 worker", trace: &event_loop }, Run { title: "2 processes", trace: &processes }];
    write(&runs)
}

#[test]
fn text_without_colours() {
    insta::assert_snapshot!(with_runs(|runs| text(runs, TextStyle { columns: 80, color: false })));
}

#[test]
fn text_with_colours() {
    let text = with_runs(|runs| text(runs, TextStyle { columns: 60, color: true }));
    insta::assert_snapshot!(text.replace('\x1b', "␛"));
}

#[test]
fn a_short_wait_has_its_letter_and_a_wait_for_other_workers_is_no_wait_of_a_task() {
    let trace = waits();
    let runs = [Run { title: "Waits", trace: &trace }];
    let text = text(&runs, TextStyle { columns: 41, color: false });
    let expect = "\
Waits  100 ms
Worker 1 │AAAABBBBBBBB      AAAAAACCCCCC
Worker 2 │DDDDDDDDDDDD╱╱╱╱╱╱DDD─────────
   waits │   A╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱     C
   waits │            B╱╱╱╱╱╱
";
    assert_eq!(text.split("\n\n").next(), Some(expect.trim_end()), "{text}");
    let legend = "\
          A B C … a task executes
          ╱ waits
          ─ waits for the other workers
";
    assert!(text.ends_with(legend), "{text}");
    let figure = svg(&runs, "");
    assert!(figure.contains(">waits</text>") && figure.contains(">waits for the other workers</text>"), "{figure}");
}

#[test]
fn tasks_have_as_many_hues_as_in_the_page_and_numbers_where_they_fit() {
    let mut recording = Recording::new(["", "cut"]);
    let lane = recording.add_worker("Worker 1", 0);
    // On a scale of 8.28 pixels a millisecond a number of one digit fits into one millisecond, of two into two.
    for task in 0..12 {
        recording.record(lane, switch(u64::from(task), State::Running, task, 1));
    }
    recording.record(lane, switch(14, State::Running, 12, 1));
    recording.record(lane, switch(100, State::Idle, NO_TASK, 0));
    let trace = recording.into_trace();
    let figure = svg(&[Run { title: "Tasks", trace: &trace }], "");
    let style = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/static/style.css")).expect("it is there");
    for hue in 0..12 {
        let color = figure.split(&format!(".t{hue}{{fill:")).nth(1).and_then(|rest| rest.get(..7));
        let rule = format!("--hue-{}: {};", hue + 1, color.expect("every hue has a rule"));
        assert!(style.contains(&rule), "the page has another {rule}");
    }
    let labels: Vec<&str> =
        figure.split("class=\"label\"").skip(1).filter_map(|part| part.split(['>', '<']).nth(1)).collect();
    assert_eq!(labels, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "12", "13"]);
    // The legend, where there is one, keeps clear of the edge.
    let of = |text: &str, head: &str| -> f64 {
        let rest = text.split(head).nth(1).expect("it is there");
        rest.split('"').next().and_then(|number| number.parse().ok()).expect("a number")
    };
    let figure = with_runs(|runs| svg(runs, ""));
    let (height, legend) =
        (of(&figure, " height=\""), of(&figure[figure.find("class=\"legend\"").expect("one")..], " y=\""));
    assert!(legend + 10.0 < height, "{legend} of {height}");
}

#[test]
fn text_of_a_profile() {
    let trace = profile();
    let runs = [Run { title: "app.json", trace: &trace }];
    let plain = text(&runs, TextStyle { columns: 80, color: false });
    let painted = text(&runs, TextStyle { columns: 80, color: true });
    assert!(!plain.contains('\u{1b}'), "names of a file do not steer the terminal");
    insta::assert_snapshot!(plain + "\n" + &painted.replace('\x1b', "␛"));
}

#[test]
fn figure_of_a_profile() {
    let trace = profile();
    insta::assert_snapshot!(svg(&[Run { title: "app.json", trace: &trace }], ""));
}

#[test]
fn chrome_json_of_a_profile() {
    let mut bytes = Vec::new();
    write_chrome(&profile(), &mut bytes).expect("memory can be written to");
    insta::assert_snapshot!(String::from_utf8(bytes).expect("it is text"));
}

#[test]
fn a_figure_of_a_large_trace_is_small() {
    let trace = interleave::trace::generate::generate(3, 64, 300_000, 12);
    let runs = [Run { title: "large", trace: &trace }];
    let figure = svg(&runs, "");
    assert!(figure.len() < 4_000_000, "{} bytes", figure.len());
    assert!(figure.contains("and 32 more lanes") && figure.contains("more rows of nested slices"));
    let lines = text(&runs, TextStyle { columns: 100, color: false });
    assert!(lines.lines().count() < 100, "{lines}");
}

#[test]
fn text_is_never_wider_than_asked_for() {
    let mut wide = profile();
    wide.lanes[0].name = wide.strings.intern("線程 é of two processes");
    for columns in [40, 53, 80, 200] {
        let wide = text(&[Run { title: "wide", trace: &wide }], TextStyle { columns, color: false });
        assert!(
            wide.contains(
                "
線程 é of two pr │<module>"
            ),
            "{wide}"
        );
        let text = with_runs(|runs| text(runs, TextStyle { columns, color: false }));
        for line in text.lines() {
            assert!(line.chars().count() <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn figure() {
    insta::assert_snapshot!(with_runs(|runs| svg(runs, "2 processes finished 2.0 times sooner.")));
}

#[test]
fn chrome_json() {
    insta::assert_snapshot!(with_runs(chrome));
}

#[test]
fn chrome_json_is_sorted_and_its_arrows_have_two_ends_within_slices() {
    let file: serde_json::Value = serde_json::from_str(&with_runs(chrome)).expect("it is JSON");
    let events = file["traceEvents"].as_array().expect("a list");
    let of = |kind: &'static str| events.iter().filter(move |event| event["ph"] == kind);
    let ns = |event: &serde_json::Value, key: &str| (event[key].as_f64().expect("a number") * 1000.0).round() as u64;
    let times: Vec<u64> = events.iter().filter(|event| event["ph"] != "M").map(|event| ns(event, "ts")).collect();
    assert!(times.is_sorted());
    assert_eq!(of("s").count(), of("f").count());
    for start in of("s") {
        let end = of("f").find(|end| end["id"] == start["id"]).expect("every arrow ends");
        assert!(ns(start, "ts") <= ns(end, "ts"));
        let is_around = |slice: &&serde_json::Value| {
            let (from, at) = (ns(slice, "ts"), ns(start, "ts"));
            slice["pid"] == start["pid"]
                && slice["tid"] == start["tid"]
                && (from..from + ns(slice, "dur")).contains(&at)
        };
        assert!(of("X").any(|slice| is_around(&slice)), "{start}");
    }
    for event in of("X") {
        let named = |kind: &str, key: &str| of("M").any(|head| head["name"] == kind && head[key] == event[key]);
        assert!(named("process_name", "pid") && named("thread_name", "tid"), "{event}");
    }
}

#[test]
fn nothing_at_all_can_be_written_too() {
    let empty = Trace::default();
    let runs = [Run { title: "Nothing", trace: &empty }];
    assert!(text(&runs, TextStyle { columns: 0, color: true }).contains("Nothing"));
    assert!(svg(&runs, "").ends_with("</svg>\n"));
    serde_json::from_str::<serde_json::Value>(&chrome(&[])).expect("it is JSON");
}
