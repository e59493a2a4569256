//! What keeping a world costs: `cargo run --release --example snapshots`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use interleave::python::World;
use interleave::python::guest::{Limits, Stop, ThreadId, WorldOptions};

/// Makes 100 000 objects, then changes one in a thousand of them again and again.
const PROGRAM: &str = "
class Item:
    def __init__(self, n):
        self.n = n
        self.of = (n, n + 1)
items = [Item(n) for n in range(50_000)]
while True:
    for at in range(0, 50_000, 1000):
        items[at].n += 1
";

/// Turns, of which the middle one counts.
const TURNS: usize = 9;

fn main() {
    let mut world = World::load(PROGRAM, WorldOptions::default()).expect("the program is supported");
    run(&mut world, 1_500_000);
    let clone = middle(|| timed(|| world.clone()));
    let first = timed(|| world.snapshot());
    let mut kept = vec![first.1];
    let mut times = Vec::new();
    for _ in 1..128 {
        run(&mut world, 16_384);
        let (time, snapshot) = timed(|| world.snapshot());
        times.push(time);
        kept.push(snapshot);
    }
    times.sort();
    let back = middle(|| {
        run(&mut world, 16_384);
        timed(|| world.restore(&kept[120]))
    });
    let fingerprint = middle(|| timed(|| world.fingerprint()));
    let bytes: u64 = kept.iter().map(interleave::python::Snapshot::bytes).sum();
    println!("clone          {clone:>12.1?}");
    println!("first snapshot {:>12.1?}  {} kB", first.0, kept[0].bytes() / 1000);
    println!("snapshot       {:>12.1?}  {} kB each", times[times.len() / 2], kept[64].bytes() / 1000);
    println!("128 snapshots  {:>12} kB", bytes / 1000);
    println!("going back     {back:>12.1?}");
    println!("fingerprint    {fingerprint:>12.1?}");
}

fn run(world: &mut World, instructions: u64) {
    let mut left = instructions;
    while left > 0 {
        let ran = world.run(ThreadId(0), &Limits { max_instructions: left, ..Limits::default() });
        left -= ran.instructions.min(left);
        if let Stop::Request(_) = ran.stop {
            world.answer(ThreadId(0));
        }
    }
}

fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = black_box(act());
    (start.elapsed(), result)
}

fn middle<T>(mut turn: impl FnMut() -> (Duration, T)) -> Duration {
    let mut times: Vec<Duration> = (0..TURNS).map(|_| turn().0).collect();
    times.sort();
    times[TURNS / 2]
}
