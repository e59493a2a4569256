//! A program of any text, on a machine of any setting: it is refused, or it ends within its bounds. Nothing panics, no
//! time runs backwards, and a run that is cut into pieces, kept, copied and gone back to is the straight run.

#![no_main]

use std::hash::{DefaultHasher, Hash, Hasher};

use interleave::machine::config::{Bounds, SwitchPoints};
use interleave::machine::policy::PolicyKind;
use interleave::machine::settings::START_METHODS;
use interleave::machine::{Config, Machine, Outcome};
use interleave::python::World;
use interleave::python::guest::{ProcessId, WorldOptions};
use interleave::trace::Trace;
use libfuzzer_sys::fuzz_target;

/// Enough for an event loop to start and to go round a few times, and for a million runs an hour.
const INSTRUCTIONS: u64 = 30_000;
/// Twice what the library takes with all its modules.
const MEMORY: u64 = 32 << 20;
const HOUR_NS: u64 = 3_600_000_000_000;

fuzz_target!(|bytes: &[u8]| {
    // The last bytes say what the machine is like: a program as it is stands for itself and a machine.
    let [text @ .., one, other] = bytes else { return };
    let text = String::from_utf8_lossy(text);
    let config = config(*one, *other);
    let options = WorldOptions {
        seed: config.seed,
        max_memory: config.bounds.memory,
        cores: config.cores,
        start_method: config.start_method,
        gil: config.gil,
        ..WorldOptions::default()
    };
    let world = match World::load(&text, options) {
        Ok(world) => world,
        Err(refused) => {
            assert!(refused.line >= 1 && refused.column >= 1 && !refused.message.is_empty(), "{refused}");
            return;
        }
    };
    let fresh = Machine::new(world, config).expect("its settings are in range");
    let straight = straight(fresh.snapshot().recorded());
    pieces(fresh.recorded(), &straight, 1 + u64::from(*one) * 4);
});

fn config(one: u8, other: u8) -> Config {
    let (one, other) = (usize::from(one), usize::from(other));
    Config {
        cores: [1, 2, 4, 64][one % 4],
        gil: one & 4 == 0,
        switch_points: SwitchPoints::ALL[one >> 3 & 1].0,
        policy: PolicyKind::ALL[one >> 4 & 7].0,
        start_method: START_METHODS[other % 3].0,
        quantum_ns: [10_000_000, 10_000][other >> 2 & 1],
        switch_interval_ns: [5_000_000, 5_000][other >> 3 & 1],
        seed: other as u64 >> 4,
        bounds: Bounds { instructions: INSTRUCTIONS, memory: MEMORY, virtual_ns: HOUR_NS },
        ..Config::default()
    }
}

/// Runs it from happening to happening.
fn straight(mut machine: Machine<World>) -> Machine<World> {
    let mut last_ns = 0;
    while machine.step(u64::MAX) {
        assert!(machine.now_ns() >= last_ns, "time runs backwards");
        last_ns = machine.now_ns();
    }
    assert!(machine.ending().is_some() && machine.now_ns() >= last_ns);
    let trace = trace(&machine);
    check(&trace);
    let outcome = Outcome::of(&machine, &trace);
    assert!((0.0..=1.000_001).contains(&outcome.utilisation), "{}", outcome.utilisation);
    for thread in &outcome.threads {
        let it = &thread.account;
        let parts_ns = it.new_ns + it.runnable_ns + it.running_ns + it.waiting_ns;
        assert_eq!(parts_ns, it.life_ns(outcome.virtual_ns), "states are all of a life: {}", thread.name);
    }
    machine
}

/// Runs it in pieces of so many instructions; from its middle a copy runs to the end, goes back, and does so again.
fn pieces(mut machine: Machine<World>, straight: &Machine<World>, piece: u64) {
    let middle = straight.tick() / 2;
    let mut last_ns = 0;
    while machine.tick() < middle && machine.step(piece.min(middle - machine.tick())) {
        assert!(machine.now_ns() >= last_ns, "time runs backwards");
        last_ns = machine.now_ns();
    }
    look(machine.guest());
    let (moment, mut copy) = (machine.keep(), machine.snapshot());
    copy.run();
    same(&copy, straight);
    copy.go_back(&moment);
    assert!(copy == machine && hash(&copy) == hash(&machine), "going back");
    while copy.step(piece) {}
    same(&copy, straight);
    while machine.step(piece) {}
    same(&machine, straight);
    assert_eq!(trace(&machine), trace(straight), "the same seed, the same trace");
}

fn same(this: &Machine<World>, that: &Machine<World>) {
    let text = |machine: &Machine<World>| String::from_utf8_lossy(machine.guest().output()).into_owned();
    assert_eq!(text(this), text(that), "output");
    assert_eq!(this.ending(), that.ending());
    assert_eq!((this.now_ns(), this.tick()), (that.now_ns(), that.tick()), "time and instructions");
    assert!(this == that && hash(this) == hash(that), "state");
}

fn hash(machine: &Machine<World>) -> u64 {
    let mut hasher = DefaultHasher::new();
    machine.hash(&mut hasher);
    hasher.finish()
}

/// What the page shows of a moment can be told of any.
fn look(world: &World) {
    for thread in world.threads() {
        assert!(thread.frames.iter().all(|frame| frame.line >= 1), "{thread:?}");
        let _ = (world.blocked_on(thread.id), world.line(thread.id));
    }
    for process in 0..world.process_count() {
        let _ = world.globals(ProcessId(process as u32));
    }
    let _ = (world.objects(), world.tasks(), world.memory());
}

fn trace(machine: &Machine<World>) -> Trace {
    let recorder = machine.recorder().expect("it is recorded");
    recorder.trace(|process| machine.guest().process_name(ProcessId(process)).to_owned())
}

fn check(trace: &Trace) {
    for lane in &trace.lanes {
        let ends = (0..lane.slices.len()).map(|index| lane.slices.end_ns_of(index));
        for (end_ns, next_ns) in ends.zip(lane.slices.starts_ns().iter().skip(1)) {
            assert!(end_ns <= *next_ns, "slices of a lane follow each other");
        }
    }
    for flow in &trace.flows {
        assert!(flow.from_ns <= flow.to_ns, "an arrow points to what is later: {flow:?}");
        assert!(flow.from_lane.max(flow.to_lane) < trace.lanes.len() as u32);
    }
    assert!(trace.instants.is_sorted_by_key(|instant| instant.time_ns));
    for counter in &trace.counters {
        assert!(counter.time_ns.is_sorted() && counter.time_ns.len() == counter.value.len());
    }
}
