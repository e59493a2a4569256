//! A machine: a worker that owns one simulated computer with one Python program on it.
//!
//! `worker.js` loads it and gives messages their turns: every function here returns after a few milliseconds of
//! computing, or as soon as what was asked for is done. [`run`] holds the run and goes back and forth in it, [`tell`]
//! says what it is like at a moment. It starts no other worker and knows no page.

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: interleave_alloc::SharedAlloc = interleave_alloc::SharedAlloc;

mod exports;
mod run;
mod tell;

// What it does is asked for by `worker.js`.
fn main() {}
