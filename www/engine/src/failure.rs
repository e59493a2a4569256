//! The last words of an instance that fails, where the page can read them.
//!
//! A worker that fails traps: its instance cannot be used any more, and the worker that could report it may be
//! blocked. So what is known goes into the instance's memory, which the page looks at while a run goes on. A worker
//! that is ended from outside leaves no words: the page notices that it shows no sign of life.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicU32, Ordering};

use wasm_bindgen::prelude::*;

/// Read by the page: how many bytes could not be had, 0 while none were missing, [`TRAPPED`] after another failure.
static MISSING_BYTES: AtomicU32 = AtomicU32::new(0);

/// More than any memory lacks.
const TRAPPED: u32 = u32::MAX;

/// Notes that a worker of the pool trapped; what is noted already explains it better. A plain store: it needs nothing
/// of the instance that a trap could have spoilt.
#[wasm_bindgen(js_name = noteTrap)]
pub fn note_trap() {
    let _ = MISSING_BYTES.compare_exchange(0, TRAPPED, Ordering::AcqRel, Ordering::Relaxed);
}

/// Where [`MISSING_BYTES`] stands in this instance's memory.
#[wasm_bindgen(js_name = failureAddress)]
pub fn failure_address() -> u32 {
    &raw const MISSING_BYTES as usize as u32
}

/// How many bytes could not be had, 0 while none were missing.
#[wasm_bindgen(js_name = missingBytes)]
pub fn missing_bytes() -> u32 {
    MISSING_BYTES.load(Ordering::Relaxed)
}

/// An allocator that notes what it could not give.
#[cfg_attr(not(target_family = "wasm"), allow(dead_code))]
pub struct Noting<A>(pub A);

#[cfg_attr(not(target_family = "wasm"), allow(dead_code))]
impl<A> Noting<A> {
    fn noted(pointer: *mut u8, bytes: usize) -> *mut u8 {
        if pointer.is_null() {
            MISSING_BYTES.store(bytes as u32, Ordering::Release);
        }
        pointer
    }
}

// SAFETY: every call is passed on as it came, and every result handed back as it is.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Noting<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on.
        Self::noted(unsafe { self.0.alloc(layout) }, layout.size())
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on.
        Self::noted(unsafe { self.0.alloc_zeroed(layout) }, layout.size())
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's promises are passed on.
        Self::noted(unsafe { self.0.realloc(pointer, layout, new_size) }, new_size)
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are passed on.
        unsafe { self.0.dealloc(pointer, layout) }
    }
}
