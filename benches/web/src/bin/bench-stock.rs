//! The kernels with the allocator that Rust ships for WebAssembly.

// For what it exports.
extern crate interleave_bench_web;

fn main() {}
