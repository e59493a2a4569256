//! The churn kernel with the allocator that Rust ships for WebAssembly.

mod exports;
