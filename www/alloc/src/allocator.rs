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
    store: Store<P>,
    /// Whether anything was allocated yet.
    started: AtomicBool,
}

impl<P: Platform> Allocator<P> {
    /// An allocator that has taken no memory yet.
    pub const fn new(platform: P) -> Self {
        let shared = Lock { taken: AtomicBool::new(false), value: UnsafeCell::new(Shared::new()) };
        Self { store: Store { shared, platform }, started: AtomicBool::new(false) }
    }

    /// Where the memory comes from.
    pub fn platform(&self) -> &P {
        &self.store.platform
    }

    /// Gives the calling thread's heap back with all its blocks, for the next thread to adopt.
    /// Call it last on a thread that ends; one that allocates afterwards gets a heap again.
    pub fn release_thread(&self) {
        let heap = Self::heap(self.store.platform.slot());
        if !heap.is_null() {
            // SAFETY: the slot says that this thread has the heap, until it is cleared.
            unsafe {
                heap::empty(heap, &self.store);
                self.store.platform.slot().inspect(|slot| slot.set(null_mut()));
                heap::release(heap, &self.store);
            }
        }
    }

    #[inline(always)]
    fn heap(slot: Option<&Cell<*mut Heap>>) -> *mut Heap {
        slot.map_or(null_mut(), Cell::get)
    }

    #[cold]
    #[inline(never)]
    fn refill(&self, class: usize) -> *mut u8 {
        let (store, slot) = (&self.store, self.store.platform.slot());
        let mut heap = Self::heap(slot);
        let mut borrowed = false;
        if heap.is_null() {
            heap = heap::acquire(store);
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
                block = heap::refill(heap, class, store);
            }
            if borrowed {
                heap::release(heap, store);
            }
            block.cast()
        }
    }

    #[inline(never)]
    fn take_large(&self, layout: Layout, zeroed: bool) -> *mut u8 {
        let bytes = large_bytes(layout.size());
        let piece = self.store.shared.with(|shared| shared.central.take(&self.store.platform, bytes, layout.align()));
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
        self.store.shared.with(|shared| unsafe { shared.central.give(&self.store.platform, start, bytes) });
    }

    /// Whether a large block could be made to take `new` bytes where it is.
    #[inline(never)]
    unsafe fn resize_large(&self, start: usize, old: usize, new: usize) -> bool {
        if new > old {
            return self.store.shared.with(|shared| shared.central.extend(&self.store.platform, start, old, new));
        }
        if new < old {
            // SAFETY: the caller gives the end of its block up.
            unsafe { self.give_large(start + new, old - new) };
        }
        true
    }

    /// Whether `block` takes `new_size` bytes where it is; then it has that size.
    ///
    /// # Safety
    /// As for `GlobalAlloc::realloc`.
    #[inline(always)]
    unsafe fn resize(&self, block: *mut u8, layout: Layout, new: Layout) -> bool {
        match (class::of(layout), class::of(new)) {
            (Some(a), Some(b)) => a == b,
            // SAFETY: a large block of the caller's, with the length it has.
            (None, None) => unsafe {
                self.resize_large(block.addr(), large_bytes(layout.size()), large_bytes(new.size()))
            },
            _ => false,
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
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(class) = class::of(layout) else {
            return self.take_large(layout, false);
        };
        let heap = Self::heap(self.store.platform.slot());
        if !heap.is_null() {
            // SAFETY: the slot says that this thread has the heap.
            let block = unsafe { heap::pop(heap, class) };
            if !block.is_null() {
                return block.cast();
            }
        }
        self.refill(class)
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
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
            if owner == Self::heap(self.store.platform.slot()) {
                heap::push(owner, block, class, &self.store);
            } else {
                heap::push_remote(owner, block, class);
            }
        }
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if class::of(layout).is_none() {
            return self.take_large(layout, true);
        }
        // SAFETY: the block, if there is one, has the layout's size.
        unsafe {
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller promises that the new size is possible with this alignment. What is
        // copied are two different blocks, both at least that long, and the old one is given up.
        unsafe {
            let new = Layout::from_size_align_unchecked(new_size, layout.align());
            if self.resize(block, layout, new) {
                return block;
            }
            let moved = self.alloc(new);
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
