//! What a machine shows of an event loop.

use interleave::machine::{Config, Machine, Outcome};
use interleave::python::World;
use interleave::python::guest::{ProcessId, TaskStatus, WorldOptions};
use interleave::trace::{Lane, LaneKind, State, Trace};

pub fn load(source: &str) -> World {
    World::load(source, WorldOptions::default()).unwrap_or_else(|refused| panic!("{refused}"))
}

pub fn run(source: &str) -> (Machine<World>, Trace) {
    let mut machine = Machine::new(load(source), Config::default()).expect("the usual machine").recorded();
    machine.run();
    let recorder = machine.recorder().expect("it is recorded");
    let trace = recorder.trace(|process| machine.guest().process_name(ProcessId(process)).to_owned());
    (machine, trace)
}

fn lane<'a>(trace: &'a Trace, name: &str) -> &'a Lane {
    let lane = trace.lanes.iter().find(|lane| trace.strings.get(lane.name) == name);
    lane.unwrap_or_else(|| panic!("there is no lane {name}"))
}

/// What a lane is in, one after the other: state, name, milliseconds.
fn told(trace: &Trace, name: &str) -> Vec<(State, String, u64)> {
    let slice = |slice: interleave::trace::Slice| {
        (slice.state, trace.strings.get(slice.name).to_owned(), slice.duration_ns / 1_000_000)
    };
    lane(trace, name).slices.iter().map(slice).collect()
}

const TWO: &str = "import asyncio\n\nlock = asyncio.Lock()\n\nasync def user(seconds):\n    async with lock:\n        await \
                   asyncio.sleep(seconds)\n\nasync def main():\n    first = asyncio.create_task(user(0.1), name='first')\n    \
                   second = asyncio.create_task(user(0.2), name='second')\n    await first\n    await \
                   second\n\nasyncio.run(main())\n";

#[test]
fn each_task_has_a_lane_that_says_what_it_awaits() {
    let (_, trace) = run(TWO);
    let waits = |name: &str| -> Vec<(String, u64)> {
        let waits = told(&trace, name).into_iter().filter(|slice| slice.0 == State::Waiting);
        waits.map(|(_, on, ms)| (on, ms)).collect()
    };
    let pairs = |pairs: &[(&str, u64)]| pairs.iter().map(|(on, ms)| ((*on).to_owned(), *ms)).collect::<Vec<_>>();
    assert_eq!(waits("first"), pairs(&[("sleep", 100)]));
    assert_eq!(waits("second"), pairs(&[("lock", 100), ("sleep", 200)]));
    assert_eq!(waits("Task-1"), pairs(&[("first", 100), ("second", 200)]));
    assert_eq!(lane(&trace, "first").kind, LaneKind::Resource);
}

#[test]
fn tasks_of_a_loop_execute_one_at_a_time_and_its_lane_names_them() {
    let (_, trace) = run(include_str!("../python/asyncio_sync.py"));
    let event_loop = lane(&trace, "event loop");
    let mut end_ns = 0;
    for slice in event_loop.slices.iter() {
        assert!(slice.start_ns >= end_ns && slice.state == State::Running);
        end_ns = slice.end_ns();
    }
    let (_, trace) = run(TWO);
    let names: Vec<String> = told(&trace, "event loop").into_iter().map(|slice| slice.1).collect();
    assert_eq!(names[..6], ["Task-1", "first", "second", "first", "second", "Task-1"]);
}

#[test]
fn the_queue_of_ready_callbacks_is_a_counter() {
    let source = "import asyncio\n\nasync def work():\n    await asyncio.sleep(0)\n\nasync def main():\n    await \
                  asyncio.gather(*[work() for _ in range(5)])\n\nasyncio.run(main())\n";
    let (_, trace) = run(source);
    let counter = trace.counters.iter().find(|counter| trace.strings.get(counter.name) == "ready callbacks");
    let values = &counter.expect("there is a counter").value;
    // Five tasks, one of them being executed, and what it has just put in the queue itself.
    assert_eq!(values.iter().copied().fold(0.0, f64::max), 4.0);
    assert_eq!(values.last(), Some(&0.0));
}

#[test]
fn who_made_a_task_ready_is_a_flow() {
    let (_, trace) = run(TWO);
    let name = |lane: u32| trace.strings.get(trace.lanes[lane as usize].name).to_owned();
    let flows: Vec<(&str, String, String)> = trace
        .flows
        .iter()
        .map(|flow| (trace.strings.get(flow.name), name(flow.from_lane), name(flow.to_lane)))
        .filter(|flow| flow.2 != "MainThread")
        .collect();
    for expected in [("start", "Task-1", "first"), ("start", "Task-1", "second"), ("wake", "first", "second")] {
        assert!(flows.iter().any(|flow| (flow.0, &*flow.1, &*flow.2) == expected), "{expected:?} in {flows:?}");
    }
}

#[test]
fn an_idle_loop_waits_in_virtual_time() {
    let source = "import asyncio, time\nasyncio.run(asyncio.sleep(3600))\nprint(round(time.monotonic()))\n";
    let (machine, trace) = run(source);
    assert_eq!(machine.guest().output(), b"3600\n");
    let waits: u64 = lane(&trace, "MainThread")
        .slices
        .iter()
        .filter(|slice| slice.state == State::Waiting && trace.strings.get(slice.name) == "event loop")
        .map(|slice| slice.duration_ns / 1_000_000_000)
        .sum();
    assert_eq!(waits, 3600);
    assert_eq!(Outcome::of(&machine, &trace).threads[0].account.waiting_ns / 1_000_000_000, 3600);
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    let source = include_str!("../python/asyncio_threads.py");
    let ((first, first_trace), (second, second_trace)) = (run(source), run(source));
    assert_eq!(first.now_ns(), second.now_ns());
    assert_eq!(first_trace, second_trace);
}

#[test]
fn tasks_can_be_looked_at_while_they_wait() {
    let mut machine = Machine::new(load(TWO), Config::default()).expect("the usual machine");
    while machine.now_ns() < 50_000_000 && machine.step(1) {}
    let tasks = machine.guest().tasks();
    let told: Vec<_> = tasks.iter().map(|task| (&*task.name, task.status, &*task.waits_for, task.line)).collect();
    assert_eq!(
        told,
        [
            ("Task-1", TaskStatus::Waiting, "first", 12),
            ("first", TaskStatus::Waiting, "sleep", 7),
            ("second", TaskStatus::Waiting, "lock", 6)
        ]
    );
    assert_eq!(tasks[2].held_by, [1]);
    assert_eq!(tasks[1].frames[0].locals, [("seconds".to_owned(), "0.1".to_owned())]);
}

#[test]
fn of_many_tasks_the_first_have_lanes() {
    let source = "import asyncio\n\nasync def work():\n    await asyncio.sleep(1)\n\nasync def main():\n    await \
                  asyncio.gather(*[work() for _ in range(300)])\n\nasyncio.run(main())\n";
    let (machine, trace) = run(source);
    assert_eq!(machine.guest().exit_code(ProcessId(0)), Some(0));
    let tasks = trace.lanes.iter().filter(|lane| trace.strings.get(lane.name).starts_with("Task-"));
    assert_eq!(tasks.count(), 256);
}
