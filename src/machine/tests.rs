//! The machine on scripts whose course was worked out by hand, and what holds of every run.

use super::config::{Config, SwitchPoints};
use super::engine::{Bound, End, Machine};
use super::history::{History, Unit};
use super::policy::PolicyKind;
use super::script::{Op, Script};
use super::state::{Account, Move};
use crate::machine::config::{Bounds, Costs};
use crate::machine::random::below;
use crate::trace::{LaneKind, State, Trace};
use crate::workload::Random;
use Op::{Acquire, AcquireFor, Cpu, Io, Join, Mark, Release, Run, Rush, Sleep, Start, Yield};

const MS: u64 = 1_000_000;

/// Nothing costs anything but what the script says.
fn free() -> Config {
    let costs = Costs { thread_ns: 0, ..Costs::default() };
    Config { cores: 2, switch_cost_ns: 0, costs, ..Config::default() }
}

fn machine(config: Config, threads: &[&[Op]]) -> Machine<Script> {
    Machine::new(Script::new(threads), config).expect("a machine that can be built").recorded()
}

fn trace(machine: &Machine<Script>) -> Trace {
    machine.recorder().expect("it was recorded").trace(|_| "program".to_owned())
}

/// Starts the threads 1 to `count`, then joins them.
fn fork_join(count: u32) -> Vec<Op> {
    std::iter::once(Start((1..=count).collect())).chain((1..=count).map(Join)).collect()
}

/// What a lane does, in milliseconds: `running 0-5, runnable 5-10`.
fn lane(trace: &Trace, name: &str) -> String {
    let lane = trace.lanes.iter().find(|lane| trace.strings.get(lane.name) == name).expect(name);
    let ms = |ns: u64| ns as f64 / MS as f64;
    let mut told: Vec<(&str, u64, u64)> = Vec::new();
    for slice in lane.slices.iter() {
        let (name, start_ns) = match lane.kind {
            LaneKind::Resource => (trace.strings.get(slice.name), slice.start_ns),
            _ => (slice.state.name(), slice.start_ns),
        };
        match told.last_mut().filter(|last| last.0 == name && last.2 == start_ns) {
            // What it runs makes no difference here.
            Some(last) => last.2 = slice.end_ns(),
            None => told.push((name, start_ns, slice.end_ns())),
        }
    }
    let told = told.into_iter().map(|(name, start_ns, end_ns)| format!("{name} {:.1}-{:.1}", ms(start_ns), ms(end_ns)));
    told.collect::<Vec<_>>().join(", ")
}

#[test]
fn under_a_gil_threads_that_compute_take_turns_of_one_interval() {
    let work = [Cpu(12 * MS)];
    let mut run = machine(free(), &[&fork_join(2), &work, &work]);
    assert_eq!(run.run(), &End::Finished);
    let trace = trace(&run);
    // T1 has the lock first; T2 asks for it after 5 ms. With T2's beginning, at 5, the main thread's start is over: it
    // wants the lock behind T1, gets it at 15 and gives it up at once to wait for T1. So T2 has it at 15. At 20 T1 does
    // not ask, because the lock has been taken since it began to wait; it would at 25, and T2 ends at 22.
    assert_eq!(
        lane(&trace, "T1"),
        "running 0.0-5.0, runnable 5.0-10.0, running 10.0-15.0, runnable 15.0-22.0, running 22.0-24.0"
    );
    assert_eq!(lane(&trace, "T2"), "runnable 0.0-5.0, running 5.0-10.0, runnable 10.0-15.0, running 15.0-22.0");
    assert_eq!(run.now_ns() / MS, 24);
}

#[test]
fn free_threads_compute_at_the_same_time() {
    let work = [Cpu(12 * MS)];
    let mut run = machine(Config { gil: false, ..free() }, &[&fork_join(2), &work, &work]);
    run.run();
    assert_eq!(run.now_ns() / MS, 12);
    assert_eq!(run.threads()[1].account.running_ns / MS, 12);
    assert_eq!(run.threads()[2].account.running_ns / MS, 12);
}

#[test]
fn the_lock_is_given_up_around_waits() {
    let (io, cpu) = ([Io(10 * MS)], [Cpu(8 * MS)]);
    let mut run = machine(free(), &[&fork_join(3), &io, &io, &cpu]);
    run.run();
    assert_eq!(run.now_ns() / MS, 10, "both wait while the third computes");
    assert_eq!(lane(&trace(&run), "T1"), "running 0.0-0.0, waiting 0.0-10.0");
}

#[test]
fn a_request_is_honoured_at_the_next_switch_point_only() {
    for (points, expect_ms) in [(SwitchPoints::CPython, 9.0), (SwitchPoints::EveryInstruction, 5.0)] {
        // 9 ms without a switch point, then the second thread comes by.
        let (first, second) = ([Rush(900_000), Run(10)], [Mark]);
        let mut run = machine(Config { switch_points: points, ..free() }, &[&fork_join(2), &first, &second]);
        run.run();
        let at_ms = run.guest().marks[0].1 as f64 / MS as f64;
        assert!((at_ms - expect_ms).abs() < 0.01, "{points:?}: {at_ms}");
    }
}

#[test]
fn a_sleep_of_an_hour_takes_no_instruction() {
    let mut run = machine(free(), &[&[Sleep(3_600_000 * MS), Mark]]);
    assert_eq!(run.run(), &End::Finished);
    assert_eq!((run.now_ns() / MS, run.instructions()), (3_600_000, 2));
}

#[test]
fn a_yield_goes_to_the_back_of_the_queue() {
    let turns = [Mark, Yield, Mark, Yield, Mark];
    let mut run = machine(Config { cores: 1, ..free() }, &[&fork_join(2), &turns, &turns]);
    run.run();
    let order: Vec<u32> = run.guest().marks.iter().map(|mark| mark.0).collect();
    assert_eq!(order, [1, 2, 1, 2, 1, 2]);
}

#[test]
fn locks_in_opposite_orders_are_a_deadlock_and_the_circle_is_named() {
    let one = [Acquire(0), Sleep(MS), Acquire(1), Release(1), Release(0)];
    let two = [Acquire(1), Sleep(MS), Acquire(0), Release(0), Release(1)];
    let mut run = machine(free(), &[&fork_join(2), &one, &two]);
    let End::Deadlock(deadlock) = run.run().clone() else { panic!("{:?}", run.ending()) };
    assert_eq!(deadlock.cycle, [1, 2]);
    assert_eq!(
        deadlock.to_string(),
        "main, line 2, waits to join T1\nT1, line 3, waits for lock 1, held by T2\nT2, line 3, waits for lock 0, \
         held by T1\nIn a circle: T1 -> T2 -> T1"
    );
}

#[test]
fn who_waits_for_a_lock_with_a_timeout_goes_on() {
    let one = [Acquire(0), Sleep(10 * MS), Release(0)];
    let two = [AcquireFor(0, 3 * MS), Mark];
    let mut run = machine(free(), &[&fork_join(2), &one, &two]);
    assert_eq!(run.run(), &End::Finished);
    assert_eq!(run.guest().marks[0].1 / MS, 3);
    // It is no longer counted among those that wait.
    let trace = trace(&run);
    let counter = trace.counters.iter().find(|counter| trace.strings.get(counter.name) == "waiting").unwrap();
    let waiting: Vec<_> = counter.time_ns.iter().zip(&counter.value).map(|(ns, value)| (ns / MS, *value)).collect();
    assert_eq!(waiting, [(0, 1.0), (3, 0.0)]);
}

#[test]
fn bounds_end_a_run() {
    let instructions = Bounds { instructions: 1_000, ..Bounds::default() };
    let mut run = machine(Config { bounds: instructions, ..free() }, &[&[Run(u64::MAX)]]);
    assert_eq!(run.run(), &End::Limit(Bound::Instructions));
    assert_eq!(run.instructions(), 1_000);
    let time = Bounds { virtual_ns: 5 * MS, ..Bounds::default() };
    for forever in [Run(u64::MAX), Cpu(u64::MAX), Sleep(u64::MAX)] {
        let mut run = machine(Config { bounds: time, ..free() }, &[&[forever]]);
        assert_eq!(run.run(), &End::Limit(Bound::VirtualTime));
        assert!(run.now_ns() - 5 * MS < 100, "{}", run.now_ns());
    }
}

#[test]
fn a_trace_has_cores_threads_locks_and_what_passes_between_them() {
    let one = [Acquire(0), Sleep(2 * MS), Release(0)];
    let mut run = machine(free(), &[&fork_join(2), &one, &one]);
    run.run();
    let trace = trace(&run);
    let names: Vec<&str> = trace.lanes.iter().map(|lane| trace.strings.get(lane.name)).collect();
    assert_eq!(names, ["core 1", "core 2", "main", "T1", "T2", "GIL", "lock 0"]);
    assert_eq!(lane(&trace, "lock 0"), "T1 0.0-2.0, T2 2.0-4.0");
    let flows: Vec<&str> = trace.flows.iter().map(|flow| trace.strings.get(flow.name)).collect();
    for kind in ["start", "wake", "join", "GIL"] {
        assert!(flows.contains(&kind), "{kind} is missing in {flows:?}");
    }
    let counters: Vec<&str> = trace.counters.iter().map(|counter| trace.strings.get(counter.name)).collect();
    assert_eq!(counters, ["ready threads", "waiting for the GIL", "waiting"]);
}

#[test]
fn a_thousand_threads_run_on_sixty_four_cores() {
    let work = [Run(100), Sleep(MS), Cpu(MS), Yield, Mark];
    let main = fork_join(1000);
    let threads: Vec<&[Op]> = std::iter::once(main.as_slice()).chain(std::iter::repeat_n(&work[..], 1000)).collect();
    let mut run = machine(Config { gil: false, cores: 64, ..free() }, &threads);
    assert_eq!(run.run(), &End::Finished);
    assert_eq!(run.guest().marks.len(), 1000);
    // 1000 times 1 ms of computing on 64 cores, and little else.
    assert!((15..20).contains(&(run.now_ns() / MS)), "{}", run.now_ns());
}

/// Some program: up to five threads that do up to eight things each, and never release what they do not hold.
fn some_program(random: &mut Random) -> Vec<Vec<Op>> {
    let count = 1 + below(random, 5) as u32;
    let mut threads = vec![fork_join(count)];
    for _ in 0..count {
        let mut ops = Vec::new();
        for _ in 0..below(random, 8) {
            let ns = below(random, 12 * MS);
            let lock = below(random, 2) as u32;
            match below(random, 9) {
                0 => ops.push(Run(1 + ns / 100)),
                1 => ops.push(Rush(1 + ns / 100)),
                2 => ops.push(Cpu(ns)),
                3 => ops.push(Sleep(ns)),
                4 => ops.push(Io(ns)),
                5 => ops.push(Yield),
                6 => ops.push(Mark),
                7 => ops.extend([Acquire(lock), Cpu(ns / 4), Release(lock)]),
                _ => ops.extend([Acquire(0), Run(50), Acquire(1), Sleep(ns / 4), Release(1), Release(0)]),
            }
        }
        threads.push(ops);
    }
    threads
}

fn some_config(random: &mut Random) -> Config {
    let policy = PolicyKind::ALL[below(random, 8) as usize].0;
    Config {
        cores: 1 + below(random, 4) as u32,
        policy,
        quantum_ns: 1 + below(random, 4 * MS),
        switch_cost_ns: below(random, 2) * 2_000,
        gil: below(random, 2) == 0,
        switch_interval_ns: 10_000 + below(random, 5 * MS),
        switch_points: SwitchPoints::ALL[below(random, 2) as usize].0,
        seed: random.next_u64(),
        ..Config::default()
    }
}

fn some_machine(seed: u64) -> Machine<Script> {
    let mut random = Random::new(seed);
    let program = some_program(&mut random);
    let threads: Vec<&[Op]> = program.iter().map(Vec::as_slice).collect();
    machine(some_config(&mut random), &threads)
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    for seed in 0..60 {
        let (mut one, mut other) = (some_machine(seed), some_machine(seed));
        assert_eq!(one.run(), other.run());
        assert!(one == other && trace(&one) == trace(&other), "seed {seed}");
    }
}

#[test]
fn a_run_that_is_resumed_from_snapshots_is_the_straight_run() {
    for seed in 0..60 {
        let mut straight = some_machine(seed);
        straight.run();
        let (mut random, mut stepped) = (Random::new(seed), some_machine(seed).snapshot());
        while stepped.step(1 + below(&mut random, 400)) {
            if below(&mut random, 4) == 0 {
                stepped = stepped.snapshot();
            }
        }
        assert_eq!(stepped.guest(), straight.guest(), "seed {seed}");
        assert!(stepped == straight, "seed {seed}");
    }
}

#[test]
fn virtual_time_never_runs_backwards() {
    for seed in 0..60 {
        let mut run = some_machine(seed);
        let mut last_ns = 0;
        while run.step(100) {
            assert!(run.now_ns() >= last_ns, "seed {seed}");
            last_ns = run.now_ns();
        }
    }
}

#[test]
fn the_states_of_a_thread_partition_its_life() {
    for seed in 0..60 {
        let mut run = some_machine(seed);
        run.run();
        let (trace, end_ns) = (trace(&run), run.now_ns());
        let lanes: Vec<_> = trace.lanes.iter().filter(|lane| lane.kind == LaneKind::Worker).collect();
        for (number, thread) in run.threads().iter().enumerate() {
            let mut account: Account = thread.account;
            if account.end_ns.is_none() {
                account.enter(account.state, end_ns.max(account.since_ns));
            }
            let sum = account.new_ns + account.runnable_ns + account.running_ns + account.waiting_ns;
            assert_eq!(sum, account.life_ns(end_ns), "seed {seed}, thread {number}");
            let slices: Vec<_> = lanes[number].slices.iter().collect();
            for pair in slices.windows(2) {
                assert_eq!(pair[0].end_ns(), pair[1].start_ns, "seed {seed}, thread {number}: no gap, no overlap");
            }
            let of =
                |state: State| -> u64 { slices.iter().filter(|it| it.state == state).map(|it| it.duration_ns).sum() };
            assert_eq!(of(State::Running) + of(State::Overhead), account.running_ns, "seed {seed}, thread {number}");
            assert_eq!(of(State::Waiting), account.waiting_ns, "seed {seed}, thread {number}");
        }
        // A core has one thread at a time, and a thread one core.
        let busy: u64 = trace
            .lanes
            .iter()
            .take(run.cores().len())
            .flat_map(|lane| lane.slices.iter())
            .filter(|it| it.task != u32::MAX)
            .map(|it| it.duration_ns)
            .sum();
        let ran: u64 = run.threads().iter().map(|thread| thread.account.running_ns).sum();
        assert_eq!(busy, ran, "seed {seed}");
    }
}

#[test]
fn a_run_is_repeated_by_its_steps_without_its_policy() {
    for seed in 0..30 {
        let mut first = some_machine(seed);
        first.run();
        let steps = first.recorder().expect("it was recorded").steps().to_vec();
        let mut random = Random::new(seed);
        let program = some_program(&mut random);
        let threads: Vec<&[Op]> = program.iter().map(Vec::as_slice).collect();
        let config = Config { seed: 77, ..some_config(&mut random) };
        let mut again = machine(config, &threads).replaying(steps);
        again.run();
        assert_eq!(again.guest().marks, first.guest().marks, "seed {seed}");
        assert!(trace(&again) == trace(&first), "seed {seed}");
    }
}

#[test]
fn every_moment_of_a_run_can_be_gone_back_to() {
    for seed in 0..12 {
        let mut history = History::new(some_machine(seed));
        while history.run(10_000).is_none() {}
        let (end, whole) = (history.front(), history.recorder().expect("it was recorded").trace(|_| String::new()));
        let mut random = Random::new(seed);
        for _ in 0..20 {
            let tick = below(&mut random, end + 1);
            history.seek(tick);
            let mut straight = some_machine(seed).snapshot();
            while straight.tick() < tick && straight.step(tick - straight.tick()) {}
            assert_eq!(history.tick(), tick);
            assert_eq!(history.machine().guest(), straight.guest(), "seed {seed}, tick {tick}");
        }
        history.seek(end);
        let again = history.recorder().expect("it was recorded").trace(|_| String::new());
        assert!(whole == again, "seed {seed}: what is repeated is not recorded twice");
    }
}

#[test]
fn a_step_back_undoes_a_step_forward() {
    for unit in [Unit::Instruction, Unit::Line, Unit::Switch, Unit::Event] {
        let mut history = History::new(some_machine(3));
        let mut ticks = vec![0];
        while ticks.len() < 200 && history.forward(unit) {
            ticks.push(history.tick());
        }
        assert!(ticks.len() > 5, "{unit:?}: {}", ticks.len());
        // The end of the run is no step of its own.
        ticks.pop_if(|last| *last == history.tick());
        for expect in ticks.iter().rev() {
            assert!(history.back(unit), "{unit:?}");
            assert_eq!(history.tick(), *expect, "{unit:?}");
        }
        assert!(!history.back(unit), "{unit:?}: this is the beginning");
    }
}

#[test]
fn a_moment_is_found_by_its_time() {
    let mut history = History::new(machine(free(), &[&[Run(100), Sleep(5 * MS), Run(100)]]));
    while history.run(u64::MAX).is_none() {}
    for (time_ns, instructions) in [(0, 0), (500, 50), (1_010, 101), (3 * MS, 101), (5 * MS + 1_010 + 200, 121)] {
        history.seek_ns(time_ns);
        let executed = history.machine().instructions();
        assert!(executed.abs_diff(instructions) <= 1, "at {time_ns}: {executed} and {instructions}");
    }
}

#[test]
fn how_a_thread_last_moved_leads_to_the_state_that_it_is_in() {
    let leads_to = |moved: Option<Move>, state: State| match moved {
        None => state == State::New,
        Some(Move::Admit | Move::Preempt | Move::Yield | Move::Wake) => state == State::Runnable,
        Some(Move::Dispatch) => matches!(state, State::Running | State::Overhead | State::Runnable | State::New),
        Some(Move::Block) => state == State::Waiting,
        Some(Move::Exit) => state == State::Terminated,
    };
    for seed in 0..12 {
        let mut history = History::new(some_machine(seed));
        while history.forward(Unit::Event) {
            for (number, thread) in history.machine().threads().iter().enumerate() {
                let (moved, state) = (thread.moved, thread.account.state);
                assert!(leads_to(moved, state), "seed {seed}, thread {number}: {moved:?} and {state:?}");
            }
        }
    }
}

#[test]
fn the_moves_of_a_thread_are_those_of_the_textbook() {
    // The other has the core when this one yields, and again when its sleep is over.
    let (one, two) = ([Mark, Yield, Mark, Sleep(MS), Mark], [Cpu(2 * MS), Yield, Cpu(5 * MS)]);
    let mut history = History::new(machine(Config { cores: 1, ..free() }, &[&fork_join(2), &one, &two]));
    let mut moves = Vec::new();
    while history.forward(Unit::Event) {
        let moved = history.machine().threads().get(1).and_then(|thread| thread.moved);
        if moves.last() != Some(&moved) {
            moves.push(moved);
        }
    }
    let names: Vec<&str> = moves.into_iter().flatten().map(Move::name).collect();
    assert_eq!(names.join(" "), "dispatch yield dispatch block wake dispatch exit");
}
