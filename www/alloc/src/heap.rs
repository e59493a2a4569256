//! What a thread allocates from: for each size class a short list of blocks at hand, and behind
//! it the spans they are cut from.
//!
//! Everything in a heap and in the headers of its spans is touched only by the thread that has
//! the heap, with two exceptions: `Heap::remote`, an atomic, and `Span::owner`, which is written
//! before the first block of the span is handed out and stays as it is while one of them lives.
//! Hence no references to whole heaps or spans here, only to the fields in question.

use crate::central::{Central, UNIT};
use crate::class::{self, CLASSES};
use crate::lock::Lock;
use crate::platform::Platform;
use crate::remote::{Link, RemoteList};
use core::ptr::{null_mut, with_exposed_provenance_mut as at};

/// A free block.
#[repr(C)]
pub struct Block {
    next: *mut Block,
    /// Its class; set only while the block is in a remote list, whose owner cannot know it.
    class: usize,
}

impl Link for Block {
    unsafe fn next(this: *mut Self) -> *mut Self {
        // SAFETY: the caller has exclusive access to the block, here and below.
        unsafe { (*this).next }
    }

    unsafe fn set_next(this: *mut Self, next: *mut Self) {
        unsafe { (*this).next = next }
    }
}

/// The header of a span.
struct Span {
    owner: *mut Heap,
    /// Blocks that were freed and handed back.
    free: *mut Block,
    /// Neighbours among the heap's spans of this class that have a block left.
    next: *mut Span,
    prev: *mut Span,
    /// Blocks that were never used: the first ones, cut from the last backwards.
    fresh: u32,
    /// Blocks that are out: with the program, in the cache, or in the remote list.
    out: u32,
    linked: bool,
}

const _: () = assert!(size_of::<Span>() <= class::HEADER);

/// Blocks of a class at hand.
struct Cache {
    head: *mut Block,
    /// How many more it takes; 0 also before its first use.
    room: usize,
}

/// The blocks of one thread. Opaque to users: they only keep its address for a thread.
#[repr(C, align(64))]
pub struct Heap {
    /// Blocks freed by other threads. On a cache line of its own, which they write.
    remote: RemoteList<Block>,
    own: Own,
}

#[repr(C, align(64))]
struct Own {
    cache: [Cache; CLASSES],
    spans: [*mut Span; CLASSES],
    next_idle: *mut Heap,
}

/// What all heaps share, under one lock.
pub struct Shared {
    pub central: Central,
    /// Heaps that no thread has.
    idle: *mut Heap,
}

// SAFETY: an idle heap belongs to the holder of the lock.
unsafe impl Send for Shared {}

impl Shared {
    pub const fn new() -> Self {
        Self { central: Central::new(), idle: null_mut() }
    }
}

/// Where heaps get spans and bring them back.
pub struct Store<P> {
    pub shared: Lock<Shared>,
    pub platform: P,
}

#[inline(always)]
fn span_of(block: *mut Block, class: usize) -> *mut Span {
    at(block.addr() & !(class::span_bytes(class) - 1))
}

/// Where `heap` keeps the blocks of `class` at hand. Unchecked: a check would bring the panic's
/// code and message into every program.
#[inline(always)]
unsafe fn cache_of(heap: *mut Heap, class: usize) -> *mut Cache {
    debug_assert!(class < CLASSES);
    // SAFETY: the caller has the heap, and `class` is less than `CLASSES`.
    unsafe { (&raw mut (*heap).own.cache).cast::<Cache>().add(class) }
}

/// Where `heap` keeps its first span of `class` with a block left.
#[inline(always)]
unsafe fn spans_of(heap: *mut Heap, class: usize) -> *mut *mut Span {
    debug_assert!(class < CLASSES);
    // SAFETY: as above.
    unsafe { (&raw mut (*heap).own.spans).cast::<*mut Span>().add(class) }
}

/// The heap that `block`, which is allocated, belongs to.
///
/// # Safety
/// `block` is an allocated block of `class`.
#[inline(always)]
pub unsafe fn owner(block: *mut Block, class: usize) -> *mut Heap {
    // SAFETY: a span begins at a multiple of its size, and stays while a block is out. The
    // write of `owner` happened before the block was handed out, which happened before whatever
    // brought it to this thread.
    unsafe { (*span_of(block, class)).owner }
}

/// Takes a block at hand, or returns null: then `refill`.
///
/// # Safety
/// The calling thread has `heap`.
#[inline(always)]
pub unsafe fn pop(heap: *mut Heap, class: usize) -> *mut Block {
    // SAFETY: only this thread touches the cache, and a block in it is free memory.
    unsafe {
        let cache = cache_of(heap, class);
        let block = (*cache).head;
        if !block.is_null() {
            (*cache).head = (*block).next;
            (*cache).room += 1;
        }
        block
    }
}

/// Frees a block of the thread's own heap.
///
/// # Safety
/// The calling thread has `heap` and `block`, of `class`, belongs to it and is given up.
#[inline(always)]
pub unsafe fn push<P: Platform>(heap: *mut Heap, block: *mut Block, class: usize, store: &Store<P>) {
    // SAFETY: as for `pop`.
    unsafe {
        let cache = cache_of(heap, class);
        if (*cache).room == 0 {
            make_room(heap, class, store);
        }
        (*cache).room -= 1;
        (*block).next = (*cache).head;
        (*cache).head = block;
    }
}

/// Frees a block that belongs to another thread's heap.
///
/// # Safety
/// `block`, of `class`, is allocated, belongs to `heap`, and is given up.
#[inline(never)]
pub unsafe fn push_remote(heap: *mut Heap, block: *mut Block, class: usize) {
    // SAFETY: the block is this thread's until it is pushed; heaps are never freed.
    unsafe {
        (*block).class = class;
        (*heap).remote.push(block);
    }
}

/// Brings blocks of `class` to hand and returns one; null when memory ran out.
///
/// # Safety
/// The calling thread has `heap`, and its cache of `class` is empty.
#[cold]
#[inline(never)]
pub unsafe fn refill<P: Platform>(heap: *mut Heap, class: usize, store: &Store<P>) -> *mut Block {
    // SAFETY: spans in the heap's lists are its own, and only this thread touches their headers.
    unsafe {
        drain(heap, store);
        let want = class::cache_limit(class).div_ceil(2);
        let (mut list, mut count) = (null_mut::<Block>(), 0);
        while count < want {
            let mut span = *spans_of(heap, class);
            if span.is_null() {
                if count > 0 {
                    break;
                }
                span = new_span(heap, class, store);
                if span.is_null() {
                    return null_mut();
                }
            }
            let mut block = (*span).free;
            if !block.is_null() {
                (*span).free = (*block).next;
            } else if (*span).fresh > 0 {
                (*span).fresh -= 1;
                let offset = class::first_offset(class) + (*span).fresh as usize * class::size(class);
                block = span.byte_add(offset).cast();
            } else {
                unlink(heap, span, class);
                continue;
            }
            (*span).out += 1;
            (*block).next = list;
            list = block;
            count += 1;
        }
        let cache = cache_of(heap, class);
        (*cache).head = (*list).next;
        (*cache).room = class::cache_limit(class) - (count - 1);
        list
    }
}

/// Takes the heap of a thread that ended, or makes one; null when memory ran out.
#[cold]
pub fn acquire<P: Platform>(store: &Store<P>) -> *mut Heap {
    store.shared.with(|shared| {
        if shared.idle.is_null() {
            let Some(piece) = shared.central.take(&store.platform, UNIT, UNIT) else {
                return null_mut();
            };
            // SAFETY: within the piece, which is ours and aligned to more than a heap needs.
            // Zeros make an empty heap.
            unsafe {
                piece.start.write_bytes(0, piece.dirty_bytes);
                for i in 0..UNIT / size_of::<Heap>() {
                    let heap = piece.start.cast::<Heap>().add(i);
                    (*heap).own.next_idle = shared.idle;
                    shared.idle = heap;
                }
            }
        }
        let heap = shared.idle;
        // The lock makes all that its last thread did with the heap visible here.
        // SAFETY: an idle heap belongs to the holder of the lock.
        shared.idle = unsafe { (*heap).own.next_idle };
        heap
    })
}

/// Gives a heap back, as it is, for another thread to adopt.
///
/// # Safety
/// The calling thread has `heap` and gives it up.
pub unsafe fn release<P: Platform>(heap: *mut Heap, store: &Store<P>) {
    store.shared.with(|shared| {
        // SAFETY: still this thread's, and from here on the lock's.
        unsafe { (*heap).own.next_idle = shared.idle };
        shared.idle = heap;
    });
}

/// Hands all blocks at hand back, and spans that become empty to the central store.
///
/// # Safety
/// The calling thread has `heap`.
pub unsafe fn empty<P: Platform>(heap: *mut Heap, store: &Store<P>) {
    // SAFETY: passed on.
    unsafe {
        drain(heap, store);
        for class in 0..CLASSES {
            flush(heap, class, usize::MAX, store);
            let span = *spans_of(heap, class);
            // The one that `hand_back` keeps.
            if !span.is_null() && (*span).out == 0 {
                give_span(heap, span, class, store);
            }
        }
    }
}

/// Hands half of the blocks at hand back to their spans.
#[cold]
#[inline(never)]
unsafe fn make_room<P: Platform>(heap: *mut Heap, class: usize, store: &Store<P>) {
    // SAFETY: passed on.
    unsafe { flush(heap, class, class::cache_limit(class) / 2, store) };
}

/// Hands at most `most` blocks at hand back to their spans. Leaves room for at least one.
#[inline(never)]
unsafe fn flush<P: Platform>(heap: *mut Heap, class: usize, most: usize, store: &Store<P>) {
    // SAFETY: the caller has the heap; `pop` takes what the cache has.
    unsafe {
        for _ in 0..most {
            let block = pop(heap, class);
            if block.is_null() {
                (*cache_of(heap, class)).room = class::cache_limit(class);
                return;
            }
            hand_back(heap, block, class, store);
        }
    }
}

/// Hands the blocks that other threads freed back to their spans.
unsafe fn drain<P: Platform>(heap: *mut Heap, store: &Store<P>) {
    // SAFETY: the list's blocks belong to this heap, are out and came with their class; each
    // is read before it is handed back.
    unsafe {
        let mut block = (*heap).remote.take_all();
        while !block.is_null() {
            let next = Block::next(block);
            hand_back(heap, block, (*block).class, store);
            block = next;
        }
    }
}

/// Puts a block that is out back into its span. A span without blocks out goes back to the
/// central store, unless it is the last with room: the next block would need it again.
unsafe fn hand_back<P: Platform>(heap: *mut Heap, block: *mut Block, class: usize, store: &Store<P>) {
    let span = span_of(block, class);
    // SAFETY: the caller has the heap, and the span is its own.
    unsafe {
        (*block).next = (*span).free;
        (*span).free = block;
        (*span).out -= 1;
        if !(*span).linked {
            link(heap, span, class);
        }
        if (*span).out == 0 && !((*span).next.is_null() && (*span).prev.is_null()) {
            give_span(heap, span, class, store);
        }
    }
}

unsafe fn new_span<P: Platform>(heap: *mut Heap, class: usize, store: &Store<P>) -> *mut Span {
    let bytes = class::span_bytes(class);
    let Some(piece) = store.shared.with(|shared| shared.central.take(&store.platform, bytes, bytes)) else {
        return null_mut();
    };
    let span: *mut Span = piece.start.cast();
    let fresh = ((bytes - class::first_offset(class)) / class::size(class)) as u32;
    // SAFETY: the piece is ours, aligned to its size, and has room for the header.
    unsafe {
        span.write(Span {
            owner: heap,
            free: null_mut(),
            next: null_mut(),
            prev: null_mut(),
            fresh,
            out: 0,
            linked: false,
        });
        link(heap, span, class);
    }
    span
}

unsafe fn give_span<P: Platform>(heap: *mut Heap, span: *mut Span, class: usize, store: &Store<P>) {
    // SAFETY: no block of the span is out, so nobody else can reach it.
    unsafe {
        unlink(heap, span, class);
        store.shared.with(|shared| shared.central.give(&store.platform, span.addr(), class::span_bytes(class)));
    }
}

unsafe fn link(heap: *mut Heap, span: *mut Span, class: usize) {
    // SAFETY: the caller has the heap, and the span and those in the list are its own.
    unsafe {
        let head = *spans_of(heap, class);
        (*span).linked = true;
        (*span).prev = null_mut();
        (*span).next = head;
        if !head.is_null() {
            (*head).prev = span;
        }
        *spans_of(heap, class) = span;
    }
}

unsafe fn unlink(heap: *mut Heap, span: *mut Span, class: usize) {
    // SAFETY: as for `link`.
    unsafe {
        let (next, prev) = ((*span).next, (*span).prev);
        if !next.is_null() {
            (*next).prev = prev;
        }
        if prev.is_null() {
            *spans_of(heap, class) = next;
        } else {
            (*prev).next = next;
        }
        (*span).linked = false;
    }
}
