//! What a record costs: the clock alone, a stamped record, and a record whose stamp costs nothing.

use std::hint::black_box;

use interleave::record::lane;
use interleave::time::Clock;
use interleave::trace::State;
use interleave_engine::clock::PageClock;
use wasm_bindgen::prelude::*;

/// As many as a lane of the page holds.
const CAPACITY: u32 = 1 << 15;

#[wasm_bindgen(inline_js = "export const bare = performance.now.bind(performance);")]
extern "C" {
    /// `performance.now`, bound and imported: the least that a stamp can cost.
    fn bare() -> f64;
}

/// A clock that always says the same, and that the compiler cannot see through.
#[derive(Clone, Copy)]
struct Constant(u64);

impl Clock for Constant {
    #[inline(always)]
    fn now_ns(&self) -> u64 {
        self.0
    }
}

/// Calls `performance.now` as often as `lanes` lanes hold records. Milliseconds.
#[wasm_bindgen(js_name = stampsBare)]
pub fn stamps_bare(lanes: u32) -> f64 {
    let start = bare();
    let mut sum = 0.0;
    for _ in 0..lanes * CAPACITY {
        sum += bare();
    }
    black_box(sum);
    bare() - start
}

/// Fills `lanes` lanes with records that the page's clock stamps. Milliseconds.
#[wasm_bindgen(js_name = stampedRecords)]
pub fn stamped_records(lanes: u32) -> f64 {
    fill(lanes, PageClock)
}

/// Fills `lanes` lanes with records whose stamp costs nothing. Milliseconds.
#[wasm_bindgen(js_name = unstampedRecords)]
pub fn unstamped_records(lanes: u32) -> f64 {
    fill(lanes, Constant(black_box(1_000)))
}

fn fill<C: Clock>(lanes: u32, clock: C) -> f64 {
    let mut elapsed = 0.0;
    for _ in 0..lanes {
        // Made just before, so that it lies in a cache: what is measured is the writing, not the memory.
        let (mut writer, reader) = lane(CAPACITY as usize, clock);
        let start = bare();
        for task in 0..CAPACITY {
            writer.switch(State::Running, task, black_box(9));
        }
        writer.publish();
        elapsed += bare() - start;
        assert_eq!(reader.dropped(), 0);
    }
    elapsed
}
