//! The allocation-heavy kernels and the simulated queue, on as many workers as are asked for. Which allocator serves them is the binary's
//! business: `bench-ours` and `bench-stock` differ in that and in nothing else.
//!
//! It is called on a worker outside the pool, which sleeps meanwhile.

use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};

use interleave::machine::queueing::Queue;
use interleave_alloc::churn::{Exchange, churn};
use wasm_bindgen::prelude::*;

pub use wasm_bindgen_rayon::init_thread_pool;

static EXCHANGE: Exchange = Exchange::new();
static SUM: AtomicU32 = AtomicU32::new(0);

#[wasm_bindgen(inline_js = "export const now = () => performance.timeOrigin + performance.now();")]
extern "C" {
    /// Milliseconds since 1970, on every worker alike.
    fn now() -> f64;
}

/// Runs `job` on `workers` of the pool's workers at once and returns how long that took, in milliseconds: from the
/// first one's start to the last one's end.
fn on_workers(workers: u32, job: impl Fn(u32) -> u64 + Send + Sync + 'static) -> f64 {
    let job = Arc::new(job);
    let gate = Arc::new(Barrier::new(workers as usize));
    let (send, receive) = channel();
    for worker in 0..workers {
        let (job, gate, send) = (job.clone(), gate.clone(), send.clone());
        rayon::spawn(move || {
            gate.wait();
            let start = now();
            SUM.fetch_xor(black_box(job(worker)) as u32, Ordering::Relaxed);
            let _ = send.send((start, now()));
        });
    }
    drop(send);
    let (first, last) = receive.iter().fold((f64::MAX, 0.0_f64), |sum, one| (sum.0.min(one.0), sum.1.max(one.1)));
    last - first
}

/// Items of mixed sizes, some handed to other workers: `items` on each of `workers`. Returns milliseconds.
#[wasm_bindgen(js_name = churnOn)]
pub fn churn_on(workers: u32, items: u32) -> f64 {
    let elapsed_ms = on_workers(workers, move |worker| churn(worker + 1, items, &EXCHANGE));
    EXCHANGE.clear();
    elapsed_ms
}

/// One small block after another, taken and given back: `count` on each of `workers`. Returns milliseconds.
#[wasm_bindgen(js_name = pairsOn)]
pub fn pairs_on(workers: u32, count: u32) -> f64 {
    on_workers(workers, move |_| {
        let one = |number: u32| (&raw const *black_box(&Box::new(number))).addr() as u64;
        (0..count).map(one).fold(0, u64::wrapping_add)
    })
}

/// An M/M/1 queue, four fifths busy, on the machine's event core: a replication of `customers` on each of `workers`, each
/// with a seed of its own. Returns milliseconds.
#[wasm_bindgen(js_name = queueOn)]
pub fn queue_on(workers: u32, customers: u32) -> f64 {
    on_workers(workers, move |worker| {
        let seed = u64::from(worker) + 1;
        black_box(Queue { customers, between_ns: 1.25e9, service_ns: 1e9, servers: 1, seed }).run().end_ns
    })
}
