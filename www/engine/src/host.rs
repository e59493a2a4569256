//! The machine under the lab, in a browser: Web Workers.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use interleave::lab::{Host, HostError};

use crate::clock::PageClock;
use crate::stream;

/// How many workers the pool has; 0 where memory cannot be shared.
static THREADS: AtomicU32 = AtomicU32::new(0);

/// Web Workers.
#[derive(Clone, Copy, Debug)]
pub struct PageHost;

impl PageHost {
    /// Notes how many workers the pool has.
    pub fn set_threads(threads: u32) {
        THREADS.store(threads, Ordering::Relaxed);
    }

    /// How many workers the pool has; 0 where memory cannot be shared.
    pub fn threads() -> u32 {
        THREADS.load(Ordering::Relaxed)
    }
}

impl Host for PageHost {
    type Clock = PageClock;

    fn clock(&self) -> PageClock {
        PageClock
    }

    fn sleep(&self, duration_ns: u64) {
        std::thread::sleep(Duration::from_nanos(duration_ns));
    }

    fn spawn(&self, job: Box<dyn FnOnce() + Send>) -> Result<(), HostError> {
        if self.has_threads() {
            rayon::spawn(job);
        } else {
            job();
        }
        Ok(())
    }

    fn has_threads(&self) -> bool {
        Self::threads() > 0
    }

    fn between_steps(&self) {
        stream::flush_if_due();
    }
}
