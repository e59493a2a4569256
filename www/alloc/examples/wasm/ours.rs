//! The churn kernel with this crate's allocator.

mod exports;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: interleave_alloc::SharedAlloc = interleave_alloc::SharedAlloc;
