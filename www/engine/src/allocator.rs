//! The allocator of every instance.

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: interleave_alloc::SharedAlloc = interleave_alloc::SharedAlloc;
