//! What every format looks like, on one literal trace of each kind: snapshots lie in `tests/snapshots`.

use interleave::trace::export::{Run, TextStyle, chrome, svg, text};
use interleave::trace::{Event, LaneKind, NO_TASK, Recording, State, Trace};

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
fn text_is_never_wider_than_asked_for() {
    for columns in [40, 53, 80, 200] {
        let text = with_runs(|runs| text(runs, TextStyle { columns, color: false }));
        for line in text.lines().filter(|line| line.contains('│') || line.contains('└')) {
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
