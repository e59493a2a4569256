//! Handing tasks to workers: how long one takes there and back, and how many a second go through the lab.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;

use interleave::lab::{Control, Host, HostError, Model, Plan, Prepared, Sharing, run};
use interleave::record::lane;
use interleave::time::Clock;
use interleave::workload::{Answer, Config, Payload, Results, Step, Task, Workload};
use interleave_engine::clock::PageClock;
use wasm_bindgen::prelude::*;

/// A task's way to another worker of the pool and back, in milliseconds: the median of `batches` of `trips` each, which
/// are timed together.
///
/// One worker puts a task into its own queue and waits for its answer without doing it by itself, so another one
/// takes it.
#[wasm_bindgen(js_name = roundTrip)]
pub fn round_trip(batches: u32, trips: u32) -> f64 {
    let (send, receive) = channel();
    rayon::spawn(move || {
        let answer = Arc::new(AtomicU32::new(0));
        let batch = |_| {
            let start_ns = PageClock.now_ns();
            for number in 1..=trips {
                let there = answer.clone();
                rayon::spawn(move || there.store(number, Ordering::Release));
                while answer.load(Ordering::Acquire) != number {
                    std::hint::spin_loop();
                }
            }
            PageClock.now_ns() - start_ns
        };
        let mut times: Vec<u64> = (0..batches.max(1)).map(batch).collect();
        times.sort_unstable();
        let _ = send.send(times[times.len() / 2] as f64 / f64::from(trips) / 1e6);
    });
    receive.recv().unwrap_or(f64::NAN)
}

/// The pool's workers.
#[derive(Clone, Copy)]
struct Pool;

impl Host for Pool {
    type Clock = PageClock;

    fn clock(&self) -> PageClock {
        PageClock
    }

    fn sleep(&self, duration_ns: u64) {
        std::thread::sleep(std::time::Duration::from_nanos(duration_ns));
    }

    fn spawn(&self, job: Box<dyn FnOnce() + Send>) -> Result<(), HostError> {
        rayon::spawn(job);
        Ok(())
    }
}

/// Tasks that compute for as long as `rounds` rounds take, and nothing else.
struct Rounds {
    tasks: u32,
    rounds: u32,
}

struct RoundsTask(u32);

fn compute(rounds: u32) -> u32 {
    // Each round depends on the one before, so that none can be left out or done beside another.
    (0..rounds).fold(rounds | 1, |state, _| black_box(state.wrapping_mul(0x9e37_79b9) ^ (state >> 15)))
}

impl Task for RoundsTask {
    fn step(&mut self) -> Step {
        black_box(compute(self.0));
        Step::Done(Payload::Nothing)
    }
}

impl Workload for Rounds {
    fn labels(&self) -> &'static [&'static str] {
        &["rounds"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.tasks]
    }

    fn arguments(&self, _: u32, _: &Results) -> Vec<Arc<Payload>> {
        Vec::new()
    }

    fn start(&self, _: u32, _: Vec<Arc<Payload>>) -> Box<dyn Task> {
        Box::new(RoundsTask(self.rounds))
    }

    fn answer(&self, results: &Results) -> Answer {
        Answer { text: String::new(), verified: results.is_complete() }
    }

    fn serial(&self) -> Answer {
        (0..self.tasks).for_each(|_| _ = black_box(compute(self.rounds)));
        Answer { text: String::new(), verified: true }
    }
}

/// `tasks` tasks of `rounds` rounds each as one plain loop on this worker. Milliseconds.
#[wasm_bindgen(js_name = serialRounds)]
pub fn serial_rounds(tasks: u32, rounds: u32) -> f64 {
    let start_ns = PageClock.now_ns();
    Rounds { tasks, rounds }.serial();
    (PageClock.now_ns() - start_ns) as f64 / 1e6
}

/// The same tasks under free threads on `workers` workers, recorded. Milliseconds; not a number where records were
/// dropped or tasks left out.
#[wasm_bindgen(js_name = recordedRounds)]
pub fn recorded_rounds(workers: u32, tasks: u32, rounds: u32) -> f64 {
    let Ok(config) = Config::of("primes") else { return f64::NAN };
    let mut plan = Plan::new(config, Model::Threads, workers);
    plan.sharing = Sharing::Dynamic;
    let lanes = (0..workers).map(|_| lane(tasks as usize + 16, PageClock));
    let (writers, readers): (Vec<_>, Vec<_>) = lanes.unzip();
    let prepared = Prepared { plan, workload: Arc::new(Rounds { tasks, rounds }), writers, readers: readers.clone() };
    let start_ns = PageClock.now_ns();
    let outcome = run(prepared, &Pool, &Arc::new(Control::default()));
    let elapsed_ms = (PageClock.now_ns() - start_ns) as f64 / 1e6;
    let is_whole = outcome.is_ok_and(|outcome| outcome.answer.is_some_and(|answer| answer.verified));
    let records: usize = readers.iter().map(|reader| reader.read(0).count()).sum();
    if is_whole && records >= tasks as usize { elapsed_ms } else { f64::NAN }
}
