//! The machine under the lab, natively: threads of the operating system, a counter of the processor as the clock.
//!
//! The clock is the `quanta` crate's, not [`std::time::Instant`]. A stamp is to cost less than 25 ns; measured on a
//! virtual x86-64 machine, in one loop: `Instant::elapsed` 36 to 55 ns, `fastant` 18 ns, `quanta` 12 ns, the bare
//! `rdtsc` instruction 11 ns. `fastant` also calibrates before `main`, in every program it is linked to; `quanta`
//! does so on first use (0.6 to 10 ms, once, before any run starts) and falls back to the operating system's
//! monotonic clock where the counter cannot be trusted.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::lab::{Host, HostError};
use crate::time::Clock;

static COUNTER: LazyLock<quanta::Clock> = LazyLock::new(quanta::Clock::new);

/// Nanoseconds since an origin, from the processor's counter.
#[derive(Clone, Copy)]
pub struct CounterClock {
    counter: &'static quanta::Clock,
    origin: u64,
    /// Added to every stamp: how far another process's origin lies before this one's, in nanoseconds.
    offset_ns: u64,
}

impl CounterClock {
    /// A clock whose origin is now.
    #[must_use]
    pub fn start() -> Self {
        let counter = &*COUNTER;
        Self { counter, origin: counter.raw(), offset_ns: 0 }
    }

    /// The same clock, with an origin that lies `offset_ns` earlier.
    #[must_use]
    pub fn with_offset(self, offset_ns: u64) -> Self {
        Self { offset_ns, ..self }
    }
}

impl Clock for CounterClock {
    #[inline]
    fn now_ns(&self) -> u64 {
        self.counter.delta_as_nanos(self.origin, self.counter.raw()) + self.offset_ns
    }
}

/// Threads of the operating system.
#[derive(Clone)]
pub struct Threads {
    clock: CounterClock,
    /// As many threads as there will be jobs: a job may wait for another one, so none may wait for a thread.
    pool: Option<Arc<ThreadPool>>,
}

impl Threads {
    /// A host whose pool has `workers` threads; none for 0, where nothing is to be spawned.
    ///
    /// # Errors
    /// Where the operating system gives no more threads.
    pub fn new(clock: CounterClock, workers: u32) -> Result<Self, HostError> {
        let build = || {
            ThreadPoolBuilder::new()
                .num_threads(workers as usize)
                .thread_name(|index| format!("worker {}", index + 1))
                // The run notes by itself that a job panicked (`lab::hand_out`); rayon would abort the program.
                .panic_handler(|_| ())
                .build()
                .map_err(|error| HostError { worker: workers, reason: error.to_string() })
        };
        let pool = if workers > 0 { Some(Arc::new(build()?)) } else { None };
        Ok(Self { clock, pool })
    }
}

impl Host for Threads {
    type Clock = CounterClock;

    fn clock(&self) -> CounterClock {
        self.clock
    }

    fn sleep(&self, duration_ns: u64) {
        std::thread::sleep(Duration::from_nanos(duration_ns));
    }

    fn spawn(&self, job: Box<dyn FnOnce() + Send>) -> Result<(), HostError> {
        let Some(pool) = &self.pool else {
            return Err(HostError { worker: 1, reason: "this process starts no threads".to_owned() });
        };
        pool.spawn(job);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_with_an_offset_is_ahead_by_it_and_neither_goes_back() {
        let clock = CounterClock::start();
        let ahead = clock.with_offset(1_000_000_000_000);
        let (first_ns, later_ns) = (ahead.now_ns(), clock.now_ns());
        assert!(first_ns >= 1_000_000_000_000);
        assert!(later_ns + 1_000_000_000_000 >= first_ns);
        assert!(clock.now_ns() >= later_ns);
    }

    #[test]
    fn jobs_that_wait_for_each_other_all_get_a_thread() {
        let host = Threads::new(CounterClock::start(), 5).unwrap();
        let barrier = Arc::new(std::sync::Barrier::new(6));
        for _ in 0..5 {
            let barrier = barrier.clone();
            host.spawn(Box::new(move || _ = barrier.wait())).unwrap();
        }
        barrier.wait();
    }
}
