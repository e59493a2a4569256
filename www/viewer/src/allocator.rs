//! The allocator of the instance, which notes what it could not give: the last words of one that runs out of memory.

use std::sync::atomic::{AtomicU32, Ordering};

use wasm_bindgen::prelude::*;

/// How many bytes could not be had, 0 while none were missing.
static MISSING_BYTES: AtomicU32 = AtomicU32::new(0);

/// How many bytes could not be had, 0 while none were missing.
#[wasm_bindgen(js_name = missingBytes)]
pub fn missing_bytes() -> u32 {
    MISSING_BYTES.load(Ordering::Relaxed)
}

#[cfg(target_family = "wasm")]
mod noting {
    use std::alloc::{GlobalAlloc, Layout};
    use std::sync::atomic::Ordering;

    use interleave_alloc::SharedAlloc;

    struct Noting(SharedAlloc);

    #[global_allocator]
    static ALLOCATOR: Noting = Noting(SharedAlloc);

    fn noted(pointer: *mut u8, bytes: usize) -> *mut u8 {
        if pointer.is_null() {
            super::MISSING_BYTES.store(bytes as u32, Ordering::Release);
        }
        pointer
    }

    // SAFETY: every call is passed on as it came, and every result handed back as it is.
    unsafe impl GlobalAlloc for Noting {
        #[inline]
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller's promises are passed on, here and below.
            noted(unsafe { self.0.alloc(layout) }, layout.size())
        }

        #[inline]
        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            noted(unsafe { self.0.alloc_zeroed(layout) }, layout.size())
        }

        #[inline]
        unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
            noted(unsafe { self.0.realloc(pointer, layout, new_size) }, new_size)
        }

        #[inline]
        unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
            unsafe { self.0.dealloc(pointer, layout) }
        }
    }
}
