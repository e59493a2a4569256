//! A spin lock for sections of a few hundred instructions.
//!
//! It never waits in the engine, because a page's main thread may not. It is not fair, and a
//! closure that panics leaves it taken: what runs under it must not panic.

use super::sync::{AtomicBool, Ordering, UnsafeCell, spin_loop};

/// `value`, reachable by one thread at a time. (Built as a literal: loom's atomics have no
/// `const fn new`.)
pub struct Lock<T> {
    pub taken: AtomicBool,
    pub value: UnsafeCell<T>,
}

// SAFETY: `with` hands out one exclusive reference at a time, so sharing the lock among
// threads only ever moves access to the value from one thread to another.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    /// Runs `f` with exclusive access. Must not be called again from within `f`.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        self.take();
        // SAFETY: `taken` went from false to true by this thread, and only this thread sets it
        // back, below: no other reference to the value exists until then.
        let result = self.value.with_mut(|value| f(unsafe { &mut *value }));
        self.taken.store(false, Ordering::Release);
        result
    }
    // One copy of the loop for all users.
    #[inline(never)]
    fn take(&self) {
        // Acquire pairs with the Release below: what the last holder wrote is visible here.
        while self.taken.compare_exchange_weak(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
            // Reading keeps the cache line shared while somebody else holds the lock.
            while self.taken.load(Ordering::Relaxed) {
                spin_loop();
            }
        }
    }
}
