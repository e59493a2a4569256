//! What `run.mjs` calls. Bare exports: no wasm-bindgen, so that only the allocator differs.

use interleave_alloc::churn::{Exchange, churn as run_churn};
use std::alloc::{Layout, alloc, alloc_zeroed, dealloc, realloc};
use std::sync::atomic::{AtomicPtr, Ordering};

static EXCHANGE: Exchange = Exchange::new();

/// Memory for a thread's stack or its local storage.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(size: usize, align: usize) -> *mut u8 {
    unsafe { alloc(Layout::from_size_align_unchecked(size, align)) }
}

/// The kernel; the lower half of its checksum.
#[unsafe(no_mangle)]
pub extern "C" fn churn(seed: u32, items: u32) -> u32 {
    run_churn(seed, items, &EXCHANGE) as u32
}

/// Frees what threads left in the exchange.
#[unsafe(no_mangle)]
pub extern "C" fn clear() {
    EXCHANGE.clear();
}

/// Pairs of allocation and free of one small block: the shortest way through an allocator.
#[unsafe(no_mangle)]
pub extern "C" fn pairs(count: u32) -> u32 {
    let mut sum = 0_usize;
    for i in 0..count {
        let one = Box::new(i);
        sum = sum.wrapping_add((&raw const *std::hint::black_box(&one)).addr());
    }
    sum as u32
}

/// Ten megabytes taken, checked to be zero at some places, dirtied and given back, `cycles` times,
/// and one block grown step by step. Returns 0, or the line that found a fault.
#[unsafe(no_mangle)]
pub extern "C" fn large(cycles: u32) -> u32 {
    let layout = Layout::from_size_align(10 << 20, 16).unwrap();
    for _ in 0..cycles {
        // SAFETY: within the block, which is freed once.
        unsafe {
            let block = alloc_zeroed(layout);
            if block.is_null() {
                return line!();
            }
            for offset in (0..layout.size()).step_by(509) {
                if *block.add(offset) != 0 {
                    return line!();
                }
                *block.add(offset) = 0xff;
            }
            dealloc(block, layout);
        }
    }
    // SAFETY: as above.
    unsafe {
        let mut size = 1 << 10;
        let mut block = alloc(Layout::from_size_align(size, 8).unwrap());
        block.write_bytes(3, size);
        while size < 8 << 20 {
            block = realloc(block, Layout::from_size_align(size, 8).unwrap(), size * 2);
            size *= 2;
        }
        if *block.add(1023) != 3 {
            return line!();
        }
        dealloc(block, Layout::from_size_align(size, 8).unwrap());
        // More than there is gives null, not a trap.
        // (Seen as opaque, or the compiler leaves the unused block out.)
        let too_large = std::hint::black_box(0x7000_0000);
        if !std::hint::black_box(alloc(Layout::from_size_align(too_large, 8).unwrap())).is_null() {
            return line!();
        }
    }
    0
}

/// Blocks filled with a byte and their size, swapped among threads, checked when they are freed.
/// Returns 0, or the size of a block that was overwritten.
#[unsafe(no_mangle)]
pub extern "C" fn filled(seed: u32, rounds: u32) -> u32 {
    static PLACES: [AtomicPtr<u8>; 256] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 256];
    let mut state = seed;
    let mut bad = 0;
    for _ in 0..rounds {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let most = if state & 255 == 0 { 100_000 } else { 400 };
        let size = 8 + (state >> 8) as usize % most;
        // SAFETY: a block is filled before it is shared, and whoever takes it out frees it.
        unsafe {
            let block = alloc(Layout::from_size_align(size, 8).unwrap());
            block.write_bytes(size as u8, size);
            block.cast::<u32>().write(size as u32);
            let theirs = PLACES[(state >> 24) as usize].swap(block, Ordering::AcqRel);
            if !theirs.is_null() {
                let size = theirs.cast::<u32>().read() as usize;
                if std::slice::from_raw_parts(theirs, size)[4..].iter().any(|&byte| byte != size as u8) {
                    bad = size as u32;
                }
                dealloc(theirs, Layout::from_size_align(size, 8).unwrap());
            }
        }
    }
    bad
}
