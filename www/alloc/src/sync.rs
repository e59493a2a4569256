//! The atomics that the lock-free parts are written with.
//!
//! `lock.rs` and `remote.rs` name them through `super::sync`, so that `tests/loom.rs` can
//! compile the same two files against loom's versions and try every interleaving.

pub use core::hint::spin_loop;
pub use core::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

/// `core`'s cell with the closure interface of loom's.
#[derive(Default)]
pub struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub const fn new(value: T) -> Self {
        Self(core::cell::UnsafeCell::new(value))
    }

    #[inline(always)]
    pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.0.get())
    }
}
