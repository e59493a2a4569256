//! The kernels with the page's allocator.

// For what it exports.
extern crate interleave_bench_web;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: interleave_alloc::SharedAlloc = interleave_alloc::SharedAlloc;

fn main() {}
