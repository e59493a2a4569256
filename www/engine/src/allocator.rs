//! The allocator of every instance.

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: crate::failure::Noting<interleave_alloc::SharedAlloc> =
    crate::failure::Noting(interleave_alloc::SharedAlloc);
