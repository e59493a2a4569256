//! The allocator itself: which blocks come from the thread's heap and which from the central
//! store, and what `GlobalAlloc` promises about zeros and growth.

use crate::central::UNIT;
use crate::class;
use crate::heap::{self, Heap, Shared, Store};
use crate::lock::Lock;
use crate::platform::Platform;
use crate::sync::{AtomicBool, Ordering, UnsafeCell};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::ptr::null_mut;

/// An allocator over the memory of `P`.
pub struct Allocator<P> {
    platform: P,
    shared: Lock<Shared>,
    /// Whether anything was allocated yet.
    started: AtomicBool,
}

impl<P: Platform> Allocator<P> {
    /// An allocator that has taken no memory yet.
    pub const fn new(platform: P) -> Self {
        let shared = Lock { taken: AtomicBool::new(false), value: UnsafeCell::new(Shared::new()) };
        Self { platform, shared, started: AtomicBool::new(false) }
    }

    /// Where the memory comes from.
    pub fn platform(&self) -> &P {
        &self.platform
    }

    /// Gives the calling thread's heap back with all its blocks, for the next thread to adopt.
    /// Call it last on a thread that ends; one that allocates afterwards gets a heap again.
    pub fn release_thread(&self) {
        if let Some(slot) = self.platform.slot() {
            self.release_slot(slot);
        }
    }

    pub(crate) fn release_slot(&self, slot: &Cell<*mut Heap>) {
        let heap = slot.replace(null_mut());
        if !heap.is_null() {
            // SAFETY: the slot said that this thread has the heap, and says so no more.
            unsafe {
                heap::empty(heap, &self.store());
                heap::release(heap, &self.store());
            }
        }
    }

    #[inline(always)]
    fn store(&self) -> Store<'_, P> {
        Store { shared: &self.shared, platform: &self.platform }
    }

    #[inline(always)]
    fn heap(slot: Option<&Cell<*mut Heap>>) -> *mut Heap {
        slot.map_or(null_mut(), Cell::get)
    }

    /// # Safety
    /// As for `GlobalAlloc::alloc`; `slot` is the calling thread's.
    #[inline(always)]
    pub(crate) unsafe fn alloc_in(&self, slot: Option<&Cell<*mut Heap>>, layout: Layout) -> *mut u8 {
        let Some(class) = class::of(layout) else {
            return self.take_large(layout, false);
        };
        let heap = Self::heap(slot);
        if !heap.is_null() {
            // SAFETY: the slot says that this thread has the heap.
            let block = unsafe { heap::pop(heap, class) };
            if !block.is_null() {
                return block.cast();
            }
        }
        self.refill(slot, class)
    }

    /// # Safety
    /// As for `GlobalAlloc::dealloc`; `slot` is the calling thread's.
    #[inline(always)]
    pub(crate) unsafe fn dealloc_in(&self, slot: Option<&Cell<*mut Heap>>, block: *mut u8, layout: Layout) {
        let Some(class) = class::of(layout) else {
            // SAFETY: the caller gives the block up, and this is what `alloc` took for it.
            return unsafe { self.give_large(block.addr(), large_bytes(layout.size())) };
        };
        let block = block.cast();
        // SAFETY: the layout is the one the block was allocated with, hence its class, and the
        // caller gives it up.
        unsafe {
            let owner = heap::owner(block, class);
            // A thread without a heap (null) owns nothing, so it frees as a stranger.
            if owner == Self::heap(slot) {
                heap::push(owner, block, class, self.store());
            } else {
                heap::push_remote(owner, block, class);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn refill(&self, slot: Option<&Cell<*mut Heap>>, class: usize) -> *mut u8 {
        let store = self.store();
        let mut heap = Self::heap(slot);
        let mut borrowed = false;
        if heap.is_null() {
            heap = heap::acquire(&store);
            if heap.is_null() {
                return null_mut();
            }
            // The very first block is taken with a borrowed heap too: wasm-bindgen's first
            // thread asks for it to hold its new local storage, and forgets the present one.
            let first = !self.started.swap(true, Ordering::Relaxed);
            match slot {
                Some(slot) if !first => slot.set(heap),
                _ => borrowed = true,
            }
        }
        // SAFETY: this thread has the heap: by its slot, or for the length of this call.
        unsafe {
            let mut block = heap::pop(heap, class);
            if block.is_null() {
                block = heap::refill(heap, class, &store);
            }
            if borrowed {
                heap::release(heap, &store);
            }
            block.cast()
        }
    }

    #[inline(never)]
    fn take_large(&self, layout: Layout, zeroed: bool) -> *mut u8 {
        let bytes = large_bytes(layout.size());
        let piece = self.shared.with(|shared| shared.central.take(&self.platform, bytes, layout.align()));
        let Some(piece) = piece else { return null_mut() };
        if zeroed {
            // SAFETY: within the piece, which is ours.
            unsafe { piece.start.write_bytes(0, piece.dirty_bytes) };
        }
        piece.start
    }

    #[inline(never)]
    unsafe fn give_large(&self, start: usize, bytes: usize) {
        // SAFETY: passed on.
        self.shared.with(|shared| unsafe { shared.central.give(&self.platform, start, bytes) });
    }

    /// Whether a large block could be made to take `new` bytes where it is.
    #[inline(never)]
    unsafe fn resize_large(&self, start: usize, old: usize, new: usize) -> bool {
        if new > old {
            return self.shared.with(|shared| shared.central.extend(&self.platform, start, old, new));
        }
        if new < old {
            // SAFETY: the caller gives the end of its block up.
            unsafe { self.give_large(start + new, old - new) };
        }
        true
    }

    /// # Safety
    /// As for `GlobalAlloc::realloc`; `slot` is the calling thread's.
    #[inline(always)]
    pub(crate) unsafe fn realloc_in(
        &self,
        slot: Option<&Cell<*mut Heap>>,
        block: *mut u8,
        layout: Layout,
        new_size: usize,
    ) -> *mut u8 {
        // SAFETY: the caller promises that this size is possible with this alignment.
        let new = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let stays = match (class::of(layout), class::of(new)) {
            (Some(a), Some(b)) => a == b,
            // SAFETY: a large block of the caller's, with the length it has.
            (None, None) => unsafe {
                self.resize_large(block.addr(), large_bytes(layout.size()), large_bytes(new_size))
            },
            _ => false,
        };
        if stays {
            return block;
        }
        // SAFETY: two different blocks, both at least as long as what is copied; the old one
        // is given up as the caller said.
        unsafe {
            let moved = self.alloc_in(slot, new);
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                self.dealloc_in(slot, block, layout);
            }
            moved
        }
    }

    /// # Safety
    /// As for `GlobalAlloc::alloc_zeroed`; `slot` is the calling thread's.
    #[inline(always)]
    pub(crate) unsafe fn alloc_zeroed_in(&self, slot: Option<&Cell<*mut Heap>>, layout: Layout) -> *mut u8 {
        if class::of(layout).is_none() {
            return self.take_large(layout, true);
        }
        // SAFETY: the block, if there is one, has the layout's size.
        unsafe {
            let block = self.alloc_in(slot, layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }
}

/// What a large block of `size` bytes takes of the central store.
fn large_bytes(size: usize) -> usize {
    // No overflow: a layout's size is at most isize::MAX. A small size with a large alignment
    // may come here, but never 0.
    (size + UNIT - 1) & !(UNIT - 1)
}

// SAFETY: blocks are at least as long and as aligned as their layout says (`class`, `Central`),
// handed to one caller at a time, and stay until they are freed. Nothing here unwinds.
unsafe impl<P: Platform + Sync> GlobalAlloc for Allocator<P> {
    #[inline(always)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on, here and below.
        unsafe { self.alloc_in(self.platform.slot(), layout) }
    }

    #[inline(always)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { self.dealloc_in(self.platform.slot(), block, layout) }
    }

    #[inline(always)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { self.alloc_zeroed_in(self.platform.slot(), layout) }
    }

    #[inline(always)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe { self.realloc_in(self.platform.slot(), block, layout, new_size) }
    }
}
