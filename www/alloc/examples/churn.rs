//! The churn kernel natively: the system's allocator against this one, on one and more threads.
//!
//! `cargo run --release -p interleave-alloc --features bench --example churn [THREADS [ITEMS]]`

use interleave_alloc::churn::{Exchange, churn};
use interleave_alloc::{Allocator, Region};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

/// Which allocator serves is decided once, before the first measured block.
struct Chosen;

static OURS: AtomicBool = AtomicBool::new(false);
static REGION: Allocator<Region> = Allocator::new(Region::new(1 << 30));

#[global_allocator]
static GLOBAL: Chosen = Chosen;

/// Whose block this is does not depend on the choice of the moment.
fn in_region(block: *mut u8) -> bool {
    use interleave_alloc::Platform;
    let platform = REGION.platform();
    let used_bytes = platform.used_bytes();
    used_bytes > 0 && block.addr().wrapping_sub(platform.origin()) < used_bytes
}

// SAFETY: every block goes back to the allocator that it came from.
unsafe impl GlobalAlloc for Chosen {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { if OURS.load(Ordering::Relaxed) { REGION.alloc(layout) } else { System.alloc(layout) } }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { if in_region(block) { REGION.dealloc(block, layout) } else { System.dealloc(block, layout) } }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe {
            if in_region(block) {
                REGION.realloc(block, layout, new_size)
            } else {
                System.realloc(block, layout, new_size)
            }
        }
    }
}

/// Milliseconds that `threads` threads take for `items` items each: the median of seven runs.
fn median_ms(threads: u32, items: u32) -> f64 {
    let mut times: Vec<f64> = (0..7)
        .map(|_| {
            let exchange = Exchange::new();
            let start = Instant::now();
            thread::scope(|scope| {
                for seed in 0..threads {
                    let exchange = &exchange;
                    scope.spawn(move || {
                        std::hint::black_box(churn(seed + 1, items, exchange));
                        if OURS.load(Ordering::Relaxed) {
                            REGION.release_thread();
                        }
                    });
                }
            });
            let elapsed = start.elapsed().as_secs_f64() * 1e3;
            exchange.clear();
            elapsed
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[3]
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u32>());
    let cores = thread::available_parallelism().map_or(2, |cores| cores.get() as u32);
    let threads = arguments.next().and_then(Result::ok).unwrap_or(cores);
    let items = arguments.next().and_then(Result::ok).unwrap_or(1_000_000);
    for threads in [1, threads] {
        OURS.store(false, Ordering::Relaxed);
        let system_ms = median_ms(threads, items);
        OURS.store(true, Ordering::Relaxed);
        let ours_ms = median_ms(threads, items);
        println!(
            "{threads} threads, {items} items each: system {system_ms:.1} ms, ours {ours_ms:.1} ms, \
             {:.2} times as fast",
            system_ms / ours_ms
        );
    }
}
