//! The clock of all workers of a page: the browser's, in nanoseconds since the engine started.
//!
//! Every worker's `performance.now` counts from a moment of its own; what lies between is added once a worker. The
//! browser rounds to 5 µs on an isolated page and to 100 µs elsewhere.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

use interleave::time::Clock;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/clock.js")]
extern "C" {
    fn now() -> f64;
    fn origin() -> f64;
}

/// The origin that all workers share, in milliseconds since 1970, as the bits of an `f64`; 0 until it is set.
static ORIGIN_MS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// What to add to this worker's time, in milliseconds; not a number until it was asked for.
    static OFFSET_MS: Cell<f64> = const { Cell::new(f64::NAN) };
}

/// The page's clock.
#[derive(Clone, Copy, Debug)]
pub struct PageClock;

impl PageClock {
    /// Sets the origin for all workers of this instance, in milliseconds since 1970.
    pub fn set_origin_ms(origin_ms: f64) {
        ORIGIN_MS.store(origin_ms.to_bits(), Ordering::Relaxed);
    }

    /// This worker's own origin, in milliseconds since 1970.
    pub fn own_origin_ms() -> f64 {
        origin()
    }

    #[cold]
    fn measure_offset() -> f64 {
        let offset_ms = origin() - f64::from_bits(ORIGIN_MS.load(Ordering::Relaxed));
        OFFSET_MS.set(offset_ms);
        offset_ms
    }
}

impl Clock for PageClock {
    #[inline(always)]
    fn now_ns(&self) -> u64 {
        let mut offset_ms = OFFSET_MS.get();
        if offset_ms.is_nan() {
            offset_ms = Self::measure_offset();
        }
        ((now() + offset_ms) * 1e6) as u64
    }
}
