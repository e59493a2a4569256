//! A global allocator for WebAssembly instances whose threads share one memory.
//!
//! Rust's stock allocator on `wasm32` is dlmalloc behind one spin lock: the more workers
//! allocate, the slower each of them gets. Here every thread has its own [`heap`] with free
//! lists by size class. Allocating and freeing on the same thread touches no atomic; a block
//! freed by another thread goes to a lock-free list of the heap that owns it ([`remote`]); only
//! spans of blocks, and blocks over 16 KiB, come from a [`central`] store behind a short lock.
//!
//! What it refuses to do: it never waits (`memory.atomic.wait` traps on a page's main thread,
//! which allocates too), never traps when memory runs out (it returns null), never gives memory
//! back to the engine (WebAssembly cannot) and keeps no statistics.
//!
//! # Use
//! ```text
//! #[cfg(target_family = "wasm")]
//! #[global_allocator]
//! static ALLOCATOR: interleave_alloc::SharedAlloc = interleave_alloc::SharedAlloc;
//! ```
//!
//! # Why not a published one
//! Looked for in November 2026. talc, lol_alloc and wee_alloc share one heap behind a lock (or
//! assume a single thread), rlsf leaves shared memory unsupported (yvt/rlsf#8), the mimalloc
//! remakes for Rust either need `mmap` (ferroc 0.3) or treat wasm as one thread with a constant
//! thread id (rusty_alloc 2.4); Emscripten's mimalloc does scale but belongs to its C runtime.
//!
//! # Threads that come and go
//! A heap is not tied to its thread: [`release_thread`] gives it back with all its blocks, and
//! the next thread that allocates adopts it. A worker that ends without that call leaves its
//! heap behind: blocks freed into it later stay unused, nothing else breaks. A worker that is
//! *terminated inside* the allocator may hold the central lock for ever, as with the stock
//! allocator: after a termination, throw the instance's memory away.
//!
//! Before a thread's local storage exists (wasm-bindgen allocates it with this very allocator)
//! and after it was destroyed, allocations borrow a heap for the length of the call.

#![no_std]
#![deny(missing_docs)]
#![deny(unsafe_op_in_unsafe_fn)]

extern crate std;

mod allocator;
mod central;
#[cfg(feature = "bench")]
pub mod churn;
mod class;
mod heap;
mod lock;
mod platform;
mod remote;
mod sync;
#[cfg(test)]
mod tests;

pub use allocator::Allocator;
pub use heap::Heap;
pub use platform::Platform;
#[cfg(not(target_family = "wasm"))]
pub use platform::Region;
#[cfg(target_family = "wasm")]
pub use platform::{SharedAlloc, release_thread};
