//! Size classes: arithmetic only, no memory is touched here.
//!
//! Blocks up to 128 bytes come in steps of 16, larger ones in four steps a doubling, so rounding
//! up wastes at most a fifth of a block over 64 bytes. A class is a function of the layout alone:
//! freeing needs no look at the block to know it.

use core::alloc::Layout;

/// The largest block that has a size class, in bytes.
pub const SMALL_MAX: usize = 16 << 10;
/// How many classes there are.
pub const CLASSES: usize = 36;
/// Blocks of one class are cut from a span, which begins with this many bytes of header.
pub const HEADER: usize = 64;

/// The class that serves `layout`, or `None` for a block of the central store.
#[inline(always)]
pub fn of(layout: Layout) -> Option<usize> {
    let mut size = layout.size();
    if layout.align() > 16 {
        // A power of two has a class of exactly its size, whose blocks lie at multiples of it.
        // (No overflow: a size is at most isize::MAX, a power of two below is rounded up to
        // at most twice itself.)
        size = size.max(layout.align()).next_power_of_two();
    }
    (size <= SMALL_MAX).then(|| of_size(size))
}

/// The class of blocks of at least `size` bytes, for `size` up to [`SMALL_MAX`].
#[inline(always)]
fn of_size(size: usize) -> usize {
    let last = size.wrapping_sub(1) & (SMALL_MAX - 1);
    if last < 128 {
        return last >> 4;
    }
    let log = last.ilog2() as usize;
    // `last >> (log - 2)` is 4, 5, 6 or 7: the step within the doubling.
    log * 4 + (last >> (log - 2)) - 24
}

/// The size of the class's blocks in bytes.
pub const fn size(class: usize) -> usize {
    if class < 8 { (class + 1) << 4 } else { (class % 4 + 5) << (class / 4 + 3) }
}

/// The size and alignment of the class's spans: at least seven blocks, at least 32 KiB.
/// (Larger spans need the central store less often, but each thread has one for each class that
/// it uses: this way at most 2 MiB in all.)
#[inline(always)]
pub const fn span_bytes(class: usize) -> usize {
    let log = class / 4 + 9;
    1 << if log < 15 { 15 } else { log }
}

/// Where the first block lies in a span. Blocks whose size is a power of two are aligned to it.
pub const fn first_offset(class: usize) -> usize {
    let size = size(class);
    if size.is_power_of_two() && size > HEADER { size } else { HEADER }
}

/// How many freed blocks a thread keeps at hand before it hands half of them back to their
/// spans: 16 KiB worth, at least 2 and at most 128 blocks.
pub const fn cache_limit(class: usize) -> usize {
    let fit = (16 << 10) / size(class);
    if fit < 2 {
        2
    } else if fit > 128 {
        128
    } else {
        fit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_gets_the_smallest_class_that_holds_it() {
        for size_bytes in 1..=SMALL_MAX {
            let class = of(Layout::from_size_align(size_bytes, 1).unwrap()).unwrap();
            assert!(class < CLASSES);
            assert!(size(class) >= size_bytes, "{size_bytes} in class {class}");
            assert!(class == 0 || size(class - 1) < size_bytes, "{size_bytes} in class {class}");
        }
        assert_eq!(of(Layout::from_size_align(SMALL_MAX + 1, 1).unwrap()), None);
    }

    #[test]
    fn block_sizes_are_these() {
        let sizes = |classes: core::ops::Range<usize>| classes.map(size).collect::<std::vec::Vec<_>>();
        assert_eq!(sizes(0..8), [16, 32, 48, 64, 80, 96, 112, 128]);
        assert_eq!(sizes(8..16), [160, 192, 224, 256, 320, 384, 448, 512]);
        assert_eq!(sizes(32..36), [10240, 12288, 14336, 16384]);
    }

    #[test]
    fn every_alignment_holds_in_every_block() {
        for align_log in 0..=14 {
            for size_bytes in [1, 24, 100, 700, 3000, 9000, SMALL_MAX] {
                let layout = Layout::from_size_align(size_bytes, 1 << align_log).unwrap();
                let Some(class) = of(layout) else { continue };
                assert!(size(class) >= size_bytes);
                for block in 0..3 {
                    let offset = first_offset(class) + block * size(class);
                    assert_eq!(offset % layout.align(), 0, "{layout:?}");
                }
                assert_eq!(span_bytes(class) % layout.align(), 0);
            }
        }
    }

    #[test]
    fn a_thread_that_uses_every_class_has_two_mebibytes_of_spans() {
        let bytes: usize = (0..CLASSES).map(span_bytes).sum();
        assert!(bytes <= 2 << 20, "{bytes}");
    }

    #[test]
    fn a_span_has_room_for_at_least_seven_blocks() {
        for class in 0..CLASSES {
            let blocks = (span_bytes(class) - first_offset(class)) / size(class);
            assert!(blocks >= 7, "class {class}: {blocks}");
            assert!(first_offset(class) >= HEADER);
        }
    }
}
