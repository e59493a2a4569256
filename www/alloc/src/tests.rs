//! The allocator over a small region, with cells in the place of threads: what one "thread"
//! does after another is decided by the test.

use crate::heap::Heap;
use crate::{Allocator, Platform, Region};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::ptr::{null, null_mut};
use std::boxed::Box;
use std::vec::Vec;

type Slot = Cell<*mut Heap>;

/// A region, and whose turn it is.
struct Stage {
    region: Region,
    slot: Cell<*const Slot>,
}

// SAFETY: each test has its own and uses it on one thread.
unsafe impl Sync for Stage {}

// SAFETY: the region's promises hold; each slot belongs to one "thread" of the test.
unsafe impl Platform for Stage {
    fn origin(&self) -> usize {
        self.region.origin()
    }

    fn first(&self) -> (usize, usize) {
        self.region.first()
    }

    fn grow(&self, bytes: usize) -> Option<usize> {
        self.region.grow(bytes)
    }

    fn slot(&self) -> Option<&Slot> {
        unsafe { self.slot.get().as_ref() }
    }
}

/// `GlobalAlloc` as called by the "thread" with that slot, or by one without local storage.
impl Allocator<Stage> {
    fn by(&self, slot: Option<&Slot>) -> &Self {
        self.platform().slot.set(slot.map_or(null(), |slot| slot));
        self
    }

    unsafe fn alloc_in(&self, slot: Option<&Slot>, layout: Layout) -> *mut u8 {
        unsafe { self.by(slot).alloc(layout) }
    }

    unsafe fn dealloc_in(&self, slot: Option<&Slot>, block: *mut u8, layout: Layout) {
        unsafe { self.by(slot).dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed_in(&self, slot: Option<&Slot>, layout: Layout) -> *mut u8 {
        unsafe { self.by(slot).alloc_zeroed(layout) }
    }

    unsafe fn realloc_in(&self, slot: Option<&Slot>, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        unsafe { self.by(slot).realloc(block, layout, size) }
    }

    fn release_slot(&self, slot: &Slot) {
        self.by(Some(slot)).release_thread();
    }
}

/// An allocator of its own for one test. Leaked, as its memory is.
fn allocator(region_bytes: usize) -> &'static Allocator<Stage> {
    let stage = Stage { region: Region::new(region_bytes), slot: Cell::new(null()) };
    let allocator = Box::leak(Box::new(Allocator::new(stage)));
    // The first block ever is special; get it over with.
    let slot = Slot::new(null_mut());
    let word = layout(8, 8);
    unsafe { allocator.dealloc_in(Some(&slot), allocator.alloc_in(Some(&slot), word), word) };
    assert!(slot.get().is_null());
    allocator
}

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

fn used_bytes(allocator: &Allocator<Stage>) -> usize {
    allocator.platform().region.used_bytes()
}

/// A small generator (xorshift), so that every run does the same.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }
}

const ROUNDS: usize = if cfg!(miri) { 2_000 } else { 200_000 };

#[test]
fn blocks_never_overlap_whoever_frees_them() {
    struct Live {
        block: *mut u8,
        layout: Layout,
        mark: u8,
    }
    let check = |live: &Live| {
        let bytes = unsafe { core::slice::from_raw_parts(live.block, live.layout.size()) };
        assert!(bytes.iter().all(|&byte| byte == live.mark), "{:?} was overwritten", live.layout);
    };
    let allocator = allocator(64 << 20);
    let slots: Vec<Slot> = (0..4).map(|_| Slot::new(null_mut())).collect();
    let mut random = Random(7);
    let mut live: Vec<Live> = Vec::new();
    for round in 0..ROUNDS {
        // One "thread" in eight has no local storage.
        let slot = slots.get(random.below(32) / 7);
        let size = match random.below(100) {
            0 => 1 + random.below(200_000),
            1..5 => 1 + random.below(40_000),
            _ => 1 + random.below(600),
        };
        let align = 1 << if random.below(20) == 0 { random.below(17) } else { random.below(5) };
        let mark = round as u8;
        match random.below(9) {
            0..4 if live.len() < 600 => unsafe {
                let layout = layout(size, align);
                let block = if random.below(4) == 0 {
                    let block = allocator.alloc_zeroed_in(slot, layout);
                    check(&Live { block, layout, mark: 0 });
                    block
                } else {
                    allocator.alloc_in(slot, layout)
                };
                assert!(!block.is_null());
                assert_eq!(block.addr() % align, 0, "{layout:?}");
                block.write_bytes(mark, size);
                live.push(Live { block, layout, mark });
            },
            4 if !live.is_empty() => unsafe {
                let index = random.below(live.len());
                let one = &mut live[index];
                let kept = one.layout.size().min(size);
                one.block = allocator.realloc_in(slot, one.block, one.layout, size);
                assert!(!one.block.is_null());
                one.layout = layout(size, one.layout.align());
                assert_eq!(one.block.addr() % one.layout.align(), 0);
                check(&Live { layout: layout(kept, 1), ..*one });
                one.block.write_bytes(mark, size);
                one.mark = mark;
            },
            _ if !live.is_empty() => unsafe {
                let one = live.swap_remove(random.below(live.len()));
                check(&one);
                allocator.dealloc_in(slot, one.block, one.layout);
            },
            _ => {}
        }
        if random.below(500) == 0 {
            allocator.release_slot(&slots[random.below(4)]);
        }
    }
    for one in &live {
        check(one);
        unsafe { allocator.dealloc_in(None, one.block, one.layout) };
    }
    // Two owners adopt and drain all heaps, so that all memory can come together again.
    for slot in &slots {
        unsafe { allocator.alloc_in(Some(slot), layout(8, 8)) };
    }
    slots.iter().for_each(|slot| allocator.release_slot(slot));
}

#[test]
fn all_memory_comes_together_again() {
    let allocator = allocator(16 << 20);
    let slot = Slot::new(null_mut());
    let mut blocks = Vec::new();
    for i in 0..if cfg!(miri) { 300 } else { 4000 } {
        let layout = layout(1 + i * 37 % 5000, 8);
        blocks.push((unsafe { allocator.alloc_in(Some(&slot), layout) }, layout));
    }
    assert!(blocks.iter().all(|(block, _)| !block.is_null()));
    for (block, layout) in blocks {
        unsafe { allocator.dealloc_in(Some(&slot), block, layout) };
    }
    allocator.release_slot(&slot);
    // All but the unit with the heaps, and the span that the first block was cut from.
    let nearly_all = layout((16 << 20) - (128 << 10), 8);
    assert!(!unsafe { allocator.alloc_in(Some(&slot), nearly_all) }.is_null());
}

#[test]
fn large_blocks_that_come_and_go_do_not_grow_the_memory() {
    let allocator = allocator(64 << 20);
    let ten = layout(10 << 20, 16);
    let mut after_first = 0;
    for cycle in 0..50 {
        unsafe {
            let block = allocator.alloc_in(None, ten);
            let small = allocator.alloc_in(None, layout(40_000 + cycle * 300, 16));
            allocator.dealloc_in(None, block, ten);
            allocator.dealloc_in(None, small, layout(40_000 + cycle * 300, 16));
        }
        if cycle == 0 {
            after_first = used_bytes(allocator);
        }
    }
    assert!(after_first < 12 << 20, "{after_first}");
    assert_eq!(used_bytes(allocator), after_first);
}

#[test]
fn blocks_freed_elsewhere_are_used_again_by_their_owner() {
    let allocator = allocator(16 << 20);
    let (producer, consumer) = (Slot::new(null_mut()), Slot::new(null_mut()));
    let small = layout(100, 8);
    for _ in 0..if cfg!(miri) { 3_000 } else { 300_000 } {
        unsafe {
            let block = allocator.alloc_in(Some(&producer), small);
            allocator.dealloc_in(Some(&consumer), block, small);
        }
    }
    assert!(used_bytes(allocator) <= 1 << 20);
    assert!(consumer.get().is_null(), "freeing alone needs no heap");
}

#[test]
fn a_heap_given_back_is_adopted_with_its_blocks() {
    let allocator = allocator(16 << 20);
    let (first, second) = (Slot::new(null_mut()), Slot::new(null_mut()));
    let small = layout(3000, 8);
    let block = unsafe { allocator.alloc_in(Some(&first), small) };
    let heap = first.get();
    allocator.release_slot(&first);
    assert!(first.get().is_null());
    // Freed while nobody has the heap.
    unsafe { allocator.dealloc_in(Some(&first), block, small) };
    let next = || unsafe { allocator.alloc_in(Some(&second), small) };
    assert!((0..10).any(|_| next() == block));
    assert_eq!(second.get(), heap);
}

#[test]
fn thousands_of_short_threads_share_a_few_heaps() {
    let allocator = allocator(4 << 20);
    for i in 0..if cfg!(miri) { 50 } else { 5000 } {
        let slot = Slot::new(null_mut());
        let layout = layout(16 << (i % 8), 8);
        unsafe { allocator.dealloc_in(Some(&slot), allocator.alloc_in(Some(&slot), layout), layout) };
        allocator.release_slot(&slot);
    }
    assert!(used_bytes(allocator) <= 1 << 20);
}

#[test]
fn running_out_of_memory_gives_null_and_changes_nothing() {
    let allocator = allocator(4 << 20);
    let slot = Slot::new(null_mut());
    unsafe {
        assert!(allocator.alloc_in(Some(&slot), layout(5 << 20, 8)).is_null());
        assert!(allocator.alloc_in(Some(&slot), layout(isize::MAX as usize, 1)).is_null());
        assert!(allocator.alloc_in(Some(&slot), layout(1, 1 << 40)).is_null());
        let large = layout(2 << 20, 8);
        let block = allocator.alloc_in(Some(&slot), large);
        block.write_bytes(9, 2 << 20);
        assert!(allocator.realloc_in(Some(&slot), block, large, 6 << 20).is_null());
        assert_eq!(*block.add((2 << 20) - 1), 9);
        let mut count = 0;
        while !allocator.alloc_in(Some(&slot), layout(1024, 8)).is_null() {
            count += 1;
        }
        assert!(count > 1800, "{count}");
        allocator.dealloc_in(Some(&slot), block, large);
        assert!(!allocator.alloc_in(Some(&slot), layout(1024, 8)).is_null());
    }
}

#[test]
fn a_large_block_grows_and_shrinks_where_it_is() {
    let allocator = allocator(64 << 20);
    unsafe {
        let mut bytes = 100 << 10;
        let block = allocator.alloc_in(None, layout(bytes, 8));
        block.write_bytes(5, bytes);
        while bytes < 20 << 20 {
            let grown = bytes * 2;
            assert_eq!(allocator.realloc_in(None, block, layout(bytes, 8), grown), block);
            bytes = grown;
        }
        assert!(used_bytes(allocator) < 32 << 20);
        assert_eq!(allocator.realloc_in(None, block, layout(bytes, 8), 50 << 10), block);
        assert_eq!(*block.add(50_000), 5);
        // What was cut off is there for others.
        let before = used_bytes(allocator);
        assert!(!allocator.alloc_in(None, layout(20 << 20, 8)).is_null());
        assert_eq!(used_bytes(allocator), before);
    }
}

#[test]
fn zeroed_blocks_are_zero_on_fresh_and_on_used_memory() {
    let allocator = allocator(64 << 20);
    let is_zero = |block: *mut u8, bytes: usize| unsafe {
        core::slice::from_raw_parts(block, bytes).iter().all(|&byte| byte == 0)
    };
    let mut random = Random(3);
    for _ in 0..if cfg!(miri) { 5 } else { 60 } {
        unsafe {
            let (a, b) = (layout(33_000 + random.below(900_000), 8), layout(50_000 + random.below(99_000), 1 << 16));
            let first = allocator.alloc_zeroed_in(None, a);
            let second = allocator.alloc_zeroed_in(None, b);
            assert!(is_zero(first, a.size()) && is_zero(second, b.size()));
            first.write_bytes(0xff, a.size());
            second.write_bytes(0xff, b.size());
            allocator.dealloc_in(None, first, a);
            if random.below(3) > 0 {
                allocator.dealloc_in(None, second, b);
            }
        }
    }
}

#[test]
fn memory_that_others_grew_in_between_is_left_alone() {
    let allocator = allocator(32 << 20);
    unsafe {
        let a = allocator.alloc_in(None, layout(300 << 10, 8));
        let theirs = allocator.platform().grow(64 << 10).unwrap() as *mut u8;
        let theirs = core::ptr::with_exposed_provenance_mut::<u8>(theirs.addr());
        theirs.write_bytes(0xaa, 64 << 10);
        let b = allocator.alloc_zeroed_in(None, layout(3 << 20, 8));
        assert!(!a.is_null() && !b.is_null());
        b.write_bytes(1, 3 << 20);
        allocator.dealloc_in(None, b, layout(3 << 20, 8));
        assert!(core::slice::from_raw_parts(theirs, 64 << 10).iter().all(|&byte| byte == 0xaa));
    }
}
