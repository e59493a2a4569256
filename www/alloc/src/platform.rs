//! Where memory comes from, and where a thread keeps the address of its heap.

use crate::heap::Heap;
use core::cell::Cell;

/// What the allocator needs of the machine it runs on.
///
/// # Safety
/// All memory that [`Platform::first`] and [`Platform::grow`] return is readable, writable,
/// filled with zeros, used by nobody else, given only once, never taken back, lies within 4 GiB
/// from [`Platform::origin`] and does not end at the end of the address space. Its provenance is
/// exposed. [`Platform::slot`] returns a cell that only the calling thread uses, or `None`.
pub unsafe trait Platform {
    /// The address from which the central store counts. A multiple of 64 KiB.
    fn origin(&self) -> usize;

    /// Start and end of memory that is there already; may be empty.
    fn first(&self) -> (usize, usize);

    /// The address of `bytes` more (a multiple of 64 KiB), or `None` when there is no more.
    /// Mostly, not always, what follows the last piece. Called by one thread at a time.
    fn grow(&self, bytes: usize) -> Option<usize>;

    /// Where this thread keeps the address of its heap (null at first); `None` when it has no
    /// usable local storage now.
    fn slot(&self) -> Option<&Cell<*mut Heap>>;
}

#[cfg(target_family = "wasm")]
pub use wasm::{SharedAlloc, release_thread};

#[cfg(target_family = "wasm")]
mod wasm {
    use super::*;
    use crate::allocator::Allocator;
    use core::alloc::{GlobalAlloc, Layout};
    use core::arch::wasm32::memory_grow;

    /// A page of linear memory.
    const PAGE: usize = 64 << 10;

    struct Linear;

    std::thread_local! {
        // Constant and without a destructor, so this is a plain address relative to the
        // thread's base: reaching it can neither fail nor allocate.
        static HEAP: Cell<*mut Heap> = const { Cell::new(core::ptr::null_mut()) };
    }

    unsafe extern "C" {
        // The linker's: the end of static data, and the end of the memory it declares.
        static __heap_base: u8;
        static __heap_end: u8;
    }

    // SAFETY: `memory.grow` appends zeroed pages that nobody else has; between the linker's two
    // symbols lies zeroed memory that it leaves to the program's allocator, which is this one
    // (wasm-bindgen puts its own static page behind `__heap_end`). `slot` is thread-local.
    unsafe impl Platform for Linear {
        #[inline(always)]
        fn origin(&self) -> usize {
            0
        }

        fn first(&self) -> (usize, usize) {
            (&raw const __heap_base as usize, &raw const __heap_end as usize)
        }

        fn grow(&self, bytes: usize) -> Option<usize> {
            let pages = memory_grow(0, bytes / PAGE);
            // No block may end at address 2^32: the last page of a 4 GiB memory stays unused.
            (pages != usize::MAX).then_some(pages.wrapping_mul(PAGE)).filter(|start| start.checked_add(bytes).is_some())
        }

        #[inline(always)]
        fn slot(&self) -> Option<&Cell<*mut Heap>> {
            let slot = HEAP.with(|slot| &raw const *slot);
            // A thread that is starting has base 0 until its storage is allocated, and one that
            // was destroyed has base 2^31 (wasm-bindgen's mark). All others have it above the
            // first page, since the stack, or at least the linker's gap, lies there.
            if slot as isize >= PAGE as isize {
                // SAFETY: the base is valid, so this is this thread's own cell.
                Some(unsafe { &*slot })
            } else {
                None
            }
        }
    }

    static ALLOCATOR: Allocator<Linear> = Allocator::new(Linear);

    /// The allocator of this memory, for `#[global_allocator]`.
    ///
    /// A type of its own, and not generic, so that it is compiled in this crate, with this
    /// crate's optimisation level.
    pub struct SharedAlloc;

    // SAFETY: forwards to `Allocator`, which keeps the trait's promises.
    unsafe impl GlobalAlloc for SharedAlloc {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller's promises are passed on, here and below.
            unsafe { ALLOCATOR.alloc(layout) }
        }

        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            unsafe { ALLOCATOR.dealloc(block, layout) }
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            unsafe { ALLOCATOR.alloc_zeroed(layout) }
        }

        unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
            unsafe { ALLOCATOR.realloc(block, layout, new_size) }
        }
    }

    /// Gives this thread's heap back, for the next thread to adopt. Call it last on a worker
    /// that ends; a thread that allocates afterwards simply gets a heap again.
    pub fn release_thread() {
        ALLOCATOR.release_thread();
    }
}

#[cfg(not(target_family = "wasm"))]
pub use region::Region;

#[cfg(not(target_family = "wasm"))]
mod region {
    use super::*;
    use core::alloc::{GlobalAlloc, Layout};
    use core::sync::atomic::{AtomicUsize, Ordering};
    use std::alloc::System;

    const PAGE: usize = 64 << 10;

    /// A reserved region that plays linear memory, so that tests and benchmarks run the same
    /// code natively. One thread-local cell serves all regions: a program uses one through
    /// `GlobalAlloc`.
    pub struct Region {
        bytes: usize,
        start: AtomicUsize,
        used: AtomicUsize,
    }

    std::thread_local! {
        static HEAP: Cell<*mut Heap> = const { Cell::new(core::ptr::null_mut()) };
    }

    impl Region {
        /// A region of `bytes` (a multiple of 64 KiB, at most 4 GiB), reserved at first use.
        pub const fn new(bytes: usize) -> Self {
            Self { bytes, start: AtomicUsize::new(0), used: AtomicUsize::new(0) }
        }

        /// How far the region has been grown, in bytes.
        pub fn used_bytes(&self) -> usize {
            self.used.load(Ordering::Relaxed)
        }
    }

    // SAFETY: the region is one zeroed allocation of the system's allocator that is never
    // freed, handed out from its start to its end; `slot` is thread-local.
    unsafe impl Platform for Region {
        fn origin(&self) -> usize {
            let mut start = self.start.load(Ordering::Relaxed);
            if start == 0 {
                // The low alignment makes this a lazily mapped `calloc`; aligned by hand.
                // SAFETY: the layout's size is not zero.
                let raw = unsafe { System.alloc_zeroed(Layout::from_size_align(self.bytes + PAGE, 16).unwrap()) };
                assert!(!raw.is_null(), "no address space for the region");
                start = raw.expose_provenance().next_multiple_of(PAGE);
                // Only reached under the central lock, by the first growth.
                self.start.store(start, Ordering::Relaxed);
            }
            start
        }

        fn first(&self) -> (usize, usize) {
            (0, 0)
        }

        fn grow(&self, bytes: usize) -> Option<usize> {
            let used = self.used.load(Ordering::Relaxed);
            if bytes > self.bytes - used {
                return None;
            }
            self.used.store(used + bytes, Ordering::Relaxed);
            Some(self.origin() + used)
        }

        #[inline(always)]
        fn slot(&self) -> Option<&Cell<*mut Heap>> {
            let slot = HEAP.with(|slot| &raw const *slot);
            // SAFETY: this thread's own cell; it has no destructor, so it is valid as long as
            // the thread runs, and the reference does not leave the calling function.
            Some(unsafe { &*slot })
        }
    }
}
