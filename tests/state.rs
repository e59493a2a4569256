//! The state of a simulated program as a value: it is kept, compared, hashed and gone back to, at any moment.

#![cfg(feature = "python")]

use std::hash::{DefaultHasher, Hash, Hasher};

use interleave::machine::config::{Bounds, Config};
use interleave::machine::engine::{Bound, End, Machine};
use interleave::machine::history::History;
use interleave::python::World;
use interleave::python::guest::{StartMethod, WorldOptions};
use interleave::workload::Random;

const PROGRAMS: [(&str, &str); 6] = [
    ("language", include_str!("python/language.py")),
    ("threads", include_str!("python/threads.py")),
    ("pools", include_str!("python/pools.py")),
    ("enums", include_str!("python/enums.py")),
    ("texts", include_str!("python/texts.py")),
    ("processes", PROCESSES),
];

/// Two that end, one after the other, and one that is ended.
const PROCESSES: &str = "
import multiprocessing as mp
import time

def work(items, event, number):
    items.put(number)
    if number == 2:
        event.wait()

if __name__ == '__main__':
    items, event = mp.SimpleQueue(), mp.Event()
    workers = [mp.Process(target=work, args=(items, event, number)) for number in range(3)]
    for worker in workers:
        worker.start()
    print(sorted(items.get() for _ in workers))
    workers[2].terminate()
    for worker in workers:
        worker.join()
    print([worker.exitcode for worker in workers])
";

fn machine(source: &str, seed: u64) -> Machine<World> {
    let start_method = [StartMethod::Fork, StartMethod::Spawn, StartMethod::Forkserver][seed as usize % 3];
    let options = WorldOptions { start_method, ..WorldOptions::default() };
    let world = World::load(source, options).expect("the program is supported");
    Machine::new(world, Config { seed, cores: 1 + seed as u32 % 3, ..Config::default() }).expect("the machine is one")
}

fn below(random: &mut Random, end: u64) -> u64 {
    random.next_u64() % end.max(1)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn a_run_that_goes_back_now_and_then_is_the_straight_run() {
    for (number, (name, source)) in PROGRAMS.into_iter().enumerate() {
        let seed = number as u64;
        let mut straight = machine(source, seed);
        straight.run();
        let mut random = Random::new(seed);
        let mut cut = machine(source, seed);
        let stride = straight.tick() / 4;
        loop {
            // A step ends with the next happening, of which several processes have many.
            let goal = cut.tick() + 1 + below(&mut random, stride / 8);
            let mut goes_on = true;
            while goes_on && cut.tick() < goal {
                goes_on = cut.step(goal - cut.tick());
            }
            if !goes_on {
                break;
            }
            let (moment, copy, here) = (cut.keep(), cut.snapshot(), cut.guest().fingerprint());
            for _ in 0..below(&mut random, 40) {
                cut.step(1 + below(&mut random, stride / 20));
            }
            let is_elsewhere = cut.tick() > copy.tick();
            assert!(!is_elsewhere || cut != copy, "{name}: another moment is another state");
            cut.go_back(&moment);
            assert_eq!(cut.guest().fingerprint(), here, "{name} at {}", copy.tick());
            assert!(cut == copy && hash(&cut) == hash(&copy), "{name} at {}", copy.tick());
        }
        let text = |machine: &Machine<World>| String::from_utf8_lossy(machine.guest().output()).into_owned();
        assert_eq!(text(&cut), text(&straight), "{name}");
        assert_eq!((cut.now_ns(), cut.tick()), (straight.now_ns(), straight.tick()), "{name}");
        assert!(cut == straight && hash(&cut) == hash(&straight), "{name}");
    }
}

/// Functions written in Rust do more than an instruction's work, which passes any limit that a piece has.
const WORK: &str = "
numbers = list(range(40_000))
while True:
    numbers.reverse()
    39_999 in numbers
    sum(sorted(numbers[:3_000]))
";

#[test]
fn a_run_that_ends_at_its_limit_is_the_same_in_pieces_of_any_size() {
    let bounded = |instructions: u64| {
        let world = World::load(WORK, WorldOptions::default()).expect("the program is supported");
        let bounds = Bounds { instructions, ..Bounds::default() };
        Machine::new(world, Config { bounds, cores: 1, ..Config::default() }).expect("the machine is one")
    };
    for instructions in (20_000..60_000).step_by(1_237) {
        let mut straight = bounded(instructions);
        assert_eq!(straight.run(), &End::Limit(Bound::Instructions));
        for piece in [1, 7, 1_000, instructions] {
            let mut cut = bounded(instructions);
            while cut.step(piece) {}
            assert_eq!((cut.now_ns(), cut.tick()), (straight.now_ns(), straight.tick()), "{instructions} by {piece}");
            assert!(cut == straight && hash(&cut) == hash(&straight), "{instructions} by {piece}");
        }
    }
}

#[test]
fn what_happens_after_going_back_is_what_happened_before() {
    let source = PROGRAMS[1].1;
    let mut straight = machine(source, 2).recorded();
    straight.run();
    let trace = |recorder: Option<&interleave::machine::record::Recorder>| {
        recorder.expect("it was recorded").trace(|process| process.to_string())
    };
    let mut history = History::new(machine(source, 2).recorded());
    let mut random = Random::new(9);
    while history.run(1 + below(&mut random, straight.tick() / 6)).is_none() {
        let tick = below(&mut random, history.front());
        history.seek(tick);
    }
    assert_eq!(trace(history.recorder()), trace(straight.recorder()));
}

#[test]
fn a_snapshot_makes_worlds_of_its_own() {
    let source = "items = []\nfor i in range(2000):\n    items.append([i])\nprint(len(items))\n";
    let mut run = machine(source, 0);
    while run.tick() < 20_000 && run.step(1_000) {}
    let mut world = run.guest().clone();
    let snapshot = world.snapshot();
    let other = snapshot.world();
    assert!(other == world && other.fingerprint() == world.fingerprint());
    assert!(world.snapshot().bytes() < snapshot.bytes() / 2, "what has not changed is kept once");
}
