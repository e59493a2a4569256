//! The store that spans and large blocks come from: runs of 8 KiB units, best fit by size bin,
//! merged with their free neighbours as soon as they are given back.
//!
//! All of it runs under the central lock, in time that does not depend on how many runs there
//! are. Blocks carry no header: their owner knows how long they are. Free runs carry their
//! links and length in their first words and their length again in their last one; one bit a
//! unit, kept outside, says where a free run begins or ends.

use crate::platform::Platform;
use core::ptr::with_exposed_provenance_mut as at;

/// What lengths and addresses are multiples of, in bytes.
pub const UNIT: usize = 8 << 10;
/// Units in the 4 GiB that a store can reach.
const UNITS: usize = 1 << (32 - UNIT.ilog2());
/// Two bins a doubling.
const BINS: usize = 40;
/// How many runs of a bin are tried before a larger bin is.
const TRIES: u32 = 16;
/// Memory grows by at least this, and by at least an eighth of what there is, in bytes.
const CHUNK: usize = 1 << 20;
const PAGE: usize = 64 << 10;

/// The first words of a free run.
#[repr(C)]
struct Run {
    bytes: usize,
    next: *mut Run,
    prev: *mut Run,
}

/// Free runs, and how much of memory was ever used. All zeros at first, so that a static one
/// takes no room in the binary.
pub struct Central {
    /// A bit for each unit: set where a free run has its first or its last unit.
    edges: [u32; UNITS / 32 + 1],
    bins: [*mut Run; BINS],
    /// A bit for each bin that is not empty.
    filled: u64,
    /// Where the last growth ended; 0 before the first.
    top: usize,
    /// Bytes that the platform gave.
    total_bytes: usize,
    /// From here on memory was never handed out: it is zero but for the words that mark runs.
    clean_from: usize,
}

// SAFETY: the pointers lead to free memory that only the holder of the lock touches.
unsafe impl Send for Central {}

/// A piece of memory from the store.
pub struct Piece {
    pub start: *mut u8,
    /// How many bytes from its start may be other than zero.
    pub dirty_bytes: usize,
}

impl Central {
    pub const fn new() -> Self {
        Self {
            edges: [0; UNITS / 32 + 1],
            bins: [core::ptr::null_mut(); BINS],
            filled: 0,
            top: 0,
            total_bytes: 0,
            clean_from: 0,
        }
    }

    /// A piece of `bytes` (a multiple of [`UNIT`], not 0), or `None` when memory ran out.
    pub fn take(&mut self, platform: &impl Platform, bytes: usize, align: usize) -> Option<Piece> {
        let align = align.max(UNIT);
        loop {
            if let Some((run, start)) = self.find(bytes, align) {
                return Some(self.carve(platform, run, start, bytes));
            }
            // What is free at the top need not be grown again.
            let most = bytes.checked_add(align - UNIT)?;
            self.grow(platform, most - self.free_at_top(platform).min(most - UNIT))?;
        }
    }

    /// Gives back memory that came from `take`, or a part of it.
    ///
    /// # Safety
    /// The caller owns `[start, start + bytes)`, multiples of [`UNIT`], and gives it up.
    pub unsafe fn give(&mut self, platform: &impl Platform, start: usize, bytes: usize) {
        let (mut start, mut end) = (start, start + bytes);
        let unit = (start - platform.origin()) / UNIT;
        if unit > 0 && self.is_edge(unit - 1) {
            // SAFETY: that unit is free and, `start` being allocated until now, the last of its
            // run, so the word before `start` is the run's length.
            start -= unsafe { *at::<usize>(start - size_of::<usize>()) };
            self.unlink(platform, at(start));
        }
        if self.is_edge((end - platform.origin()) / UNIT) {
            let next: *mut Run = at(end);
            // SAFETY: likewise the first unit of a free run.
            end += unsafe { (*next).bytes };
            self.unlink(platform, next);
        }
        self.link(platform, start, end - start);
    }

    /// Makes the block `[start, start + old)` longer without moving it.
    ///
    /// Returns false, and changes nothing, when what follows is in use.
    pub fn extend(&mut self, platform: &impl Platform, start: usize, old: usize, new: usize) -> bool {
        let (end, more) = (start + old, new - old);
        for _ in 0..2 {
            let mut free = 0;
            if self.is_edge((end - platform.origin()) / UNIT) {
                let run: *mut Run = at(end);
                // SAFETY: `end` is the end of an allocated block, so an edge there is the first
                // unit of a free run.
                free = unsafe { (*run).bytes };
                if free >= more {
                    self.carve(platform, run, end, more);
                    return true;
                }
            }
            if end + free != self.top || self.grow(platform, more - free).is_none() {
                return false;
            }
        }
        false
    }

    /// A free run with room for `bytes` at a multiple of `align`, and where in it.
    fn find(&self, bytes: usize, align: usize) -> Option<(*mut Run, usize)> {
        let mut bins = self.filled & (!0 << bin(bytes));
        while bins != 0 {
            let mut run = self.bins[bins.trailing_zeros() as usize % BINS];
            for _ in 0..TRIES {
                if run.is_null() {
                    break;
                }
                let start = run.addr().checked_add(align - 1)? & !(align - 1);
                // SAFETY: linked runs are free memory of the store.
                let (free, next) = unsafe { ((*run).bytes, (*run).next) };
                if start - run.addr() <= free && free - (start - run.addr()) >= bytes {
                    return Some((run, start));
                }
                run = next;
            }
            bins &= bins - 1;
        }
        None
    }

    /// Takes `[start, start + bytes)` out of `run`, which has it.
    fn carve(&mut self, platform: &impl Platform, run: *mut Run, start: usize, bytes: usize) -> Piece {
        // SAFETY: linked runs are free memory of the store.
        let run_end = run.addr() + unsafe { (*run).bytes };
        self.unlink(platform, run);
        if start > run.addr() {
            self.link(platform, run.addr(), start - run.addr());
        }
        let end = start + bytes;
        if run_end > end {
            self.link(platform, end, run_end - end);
        }
        let dirty_bytes = self.clean_from.saturating_sub(start).min(bytes);
        self.clean_from = self.clean_from.max(end);
        Piece { start: at(start), dirty_bytes }
    }

    /// Adds memory: at least `least` bytes, or what there was at the start. It need not follow
    /// what is free at the top (somebody else may have grown the memory), so look again after.
    fn grow(&mut self, platform: &impl Platform, least: usize) -> Option<()> {
        if self.top == 0 {
            let (first, end) = platform.first();
            let (first, end) = (first.next_multiple_of(UNIT), end & !(UNIT - 1));
            self.top = end.max(platform.origin() + UNIT);
            if first < end {
                // SAFETY: the platform gives this memory to nobody else.
                unsafe { self.give(platform, first, end - first) };
                return Some(());
            }
        }
        let round = |bytes: usize| Some(bytes.checked_add(PAGE - 1)? & !(PAGE - 1));
        let wish = round(least.max(CHUNK).max(self.total_bytes / 8))?;
        let mut bytes = wish;
        let mut start = platform.grow(bytes);
        if start.is_none() {
            bytes = round(least)?;
            start = platform.grow(bytes);
        }
        let start = start?;
        self.top = start + bytes;
        self.total_bytes += bytes;
        // SAFETY: the platform gives this memory to nobody else.
        unsafe { self.give(platform, start, bytes) };
        Some(())
    }

    /// How many bytes are free at the end of memory.
    fn free_at_top(&self, platform: &impl Platform) -> usize {
        if self.top > platform.origin() && self.is_edge((self.top - platform.origin()) / UNIT - 1) {
            // SAFETY: nothing lies behind the top, so this is the last unit of a free run.
            unsafe { *at::<usize>(self.top - size_of::<usize>()) }
        } else {
            0
        }
    }

    fn link(&mut self, platform: &impl Platform, start: usize, bytes: usize) {
        let run: *mut Run = at(start);
        let bin = bin(bytes);
        let next = self.bins[bin];
        // SAFETY: `[start, start + bytes)` is free memory of the store, at least a unit long;
        // `next` is a linked run or null.
        unsafe {
            run.write(Run { bytes, next, prev: core::ptr::null_mut() });
            *at::<usize>(start + bytes - size_of::<usize>()) = bytes;
            if !next.is_null() {
                (*next).prev = run;
            }
        }
        self.bins[bin] = run;
        self.filled |= 1 << bin;
        self.set_edges(platform, start, bytes, true);
    }

    fn unlink(&mut self, platform: &impl Platform, run: *mut Run) {
        // SAFETY: `run` and its neighbours in the list are linked runs.
        unsafe {
            let Run { bytes, next, prev } = run.read();
            if !next.is_null() {
                (*next).prev = prev;
            }
            if prev.is_null() {
                let bin = bin(bytes);
                self.bins[bin] = next;
                if next.is_null() {
                    self.filled &= !(1 << bin);
                }
            } else {
                (*prev).next = next;
            }
            // So that memory above `clean_from` is all zeros again.
            run.write_bytes(0, 1);
            *at::<usize>(run.addr() + bytes - size_of::<usize>()) = 0;
            self.set_edges(platform, run.addr(), bytes, false);
        }
    }

    fn is_edge(&self, unit: usize) -> bool {
        self.edges[unit / 32 % (UNITS / 32 + 1)] >> (unit % 32) & 1 != 0
    }

    fn set_edges(&mut self, platform: &impl Platform, start: usize, bytes: usize, set: bool) {
        let first = (start - platform.origin()) / UNIT;
        for unit in [first, first + bytes / UNIT - 1] {
            let word = &mut self.edges[unit / 32 % (UNITS / 32 + 1)];
            let bit = 1 << (unit % 32);
            *word = if set { *word | bit } else { *word & !bit };
        }
    }
}

/// Which bin a run of `bytes` is in: all in a later bin are longer.
fn bin(bytes: usize) -> usize {
    let units = bytes / UNIT;
    let log = units.ilog2() as usize;
    let half = if log == 0 { 0 } else { units >> (log - 1) & 1 };
    (2 * log + half) % BINS
}
