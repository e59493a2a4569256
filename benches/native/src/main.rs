//! What the benchmarks compare with natively. `cargo xtask bench` calls it; it prints milliseconds.
//!
//! `interleave-bench record TURNS`: one record with the clock's stamp, and one without.
//! `interleave-bench churn|pairs WORKERS COUNT TURNS`: that much work on each of the threads, with the system's
//! allocator.
//! `interleave-bench parse TURNS [MEGABYTES]`: a trace of so many megabytes, read by the importer and by others into a
//! struct, in megabytes a second; `parse-ours` without the others.
//! `interleave-bench queue CUSTOMERS TURNS`: an M/M/1 queue, four fifths busy, on the machine's event core, in customers
//! a second.
//! `interleave-bench back TURNS`: the longest that a step back takes from the end of a run of a million instructions, of each
//! kind of step, in milliseconds.

mod back;
mod parse;

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Barrier;
use std::time::Instant;

use interleave::cli::CounterClock;
use interleave::machine::queueing::Queue;
use interleave::record::lane;
use interleave::time::Clock;
use interleave::trace::State;
use interleave_alloc::churn::{Exchange, churn};

/// As many records as a lane of the lab holds, so many lanes.
const CAPACITY: u32 = 1 << 15;
const LANES: u32 = 16;

/// A clock that always says the same, and that the compiler cannot see through.
#[derive(Clone, Copy)]
struct Constant(u64);

impl Clock for Constant {
    #[inline(always)]
    fn now_ns(&self) -> u64 {
        self.0
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
    match arguments.first().map(String::as_str) {
        Some("record") => {
            let stamped_ms = median(number(1), || fill(CounterClock::start()));
            let unstamped_ms = median(number(1), || fill(Constant(black_box(1_000))));
            println!("{stamped_ms} {unstamped_ms}");
        }
        Some(kernel @ ("churn" | "pairs")) => {
            let (workers, count) = (number(1), number(2));
            let exchange = Exchange::new();
            let job = |worker: u32| match kernel {
                "churn" => churn(worker + 1, count, &exchange),
                _ => pairs(count),
            };
            println!("{}", median(number(3), || on_threads(workers, job)));
        }
        Some(what @ ("parse" | "parse-ours")) => {
            let megabytes = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(86);
            parse::run(number(1), megabytes, what == "parse");
        }
        Some("queue") => {
            let queue = Queue { customers: number(1), between_ns: 1.25e9, service_ns: 1e9, servers: 1, seed: 1 };
            let elapsed_ms = median(number(2), || {
                let start = Instant::now();
                black_box(black_box(queue).run());
                start.elapsed().as_secs_f64() * 1e3
            });
            println!("{}", f64::from(number(1)) / elapsed_ms * 1e3);
        }
        Some("back") => back::run(number(1)),
        _ => {
            eprintln!(
                "interleave-bench: record TURNS, churn WORKERS ITEMS TURNS, pairs WORKERS COUNT TURNS, \
                 parse TURNS [MEGABYTES], queue CUSTOMERS TURNS or back TURNS"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// The middle of `turns` measurements, after one that warms up.
fn median(turns: u32, mut measure: impl FnMut() -> f64) -> f64 {
    measure();
    let mut values: Vec<f64> = (0..turns.max(1)).map(|_| measure()).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Milliseconds a record.
fn fill<C: Clock>(clock: C) -> f64 {
    let mut elapsed_ms = 0.0;
    for _ in 0..LANES {
        // Made just before, so that it lies in a cache: what is measured is the writing, not the memory.
        let (mut writer, _) = lane(CAPACITY as usize, clock);
        let start = Instant::now();
        for task in 0..CAPACITY {
            writer.switch(State::Running, task, black_box(9));
        }
        writer.publish();
        elapsed_ms += start.elapsed().as_secs_f64() * 1e3;
    }
    elapsed_ms / f64::from(LANES * CAPACITY)
}

fn pairs(count: u32) -> u64 {
    let one = |number: u32| (&raw const *black_box(&Box::new(number))).addr() as u64;
    (0..count).map(one).fold(0, u64::wrapping_add)
}

/// Milliseconds from the first thread's start to the last one's end.
fn on_threads(workers: u32, job: impl Fn(u32) -> u64 + Sync) -> f64 {
    let gate = Barrier::new(workers as usize);
    let times: Vec<(Instant, Instant)> = std::thread::scope(|scope| {
        let start = |worker| {
            let (job, gate) = (&job, &gate);
            scope.spawn(move || {
                gate.wait();
                let start = Instant::now();
                black_box(job(worker));
                (start, Instant::now())
            })
        };
        let threads: Vec<_> = (0..workers).map(start).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let first = times.iter().map(|time| time.0).min();
    let last = times.iter().map(|time| time.1).max();
    first.zip(last).map_or(f64::NAN, |(first, last)| (last - first).as_secs_f64() * 1e3)
}
