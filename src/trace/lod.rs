//! Levels of detail: what a stretch of a row holds, without looking at each of its slices.
//!
//! A [`Lod`] belongs to one row of slices, which do not overlap: so the time that slices cover between two of them is a
//! difference of two running sums, and how many there are a difference of two indices. Only the longest of a stretch
//! needs a pyramid: for each block of 16 slices the longest, for each 16 blocks the longest of these, and so on; a
//! query climbs only as high as its stretch is long. (As an implicit segment tree does, with 16 children a node for the
//! sake of memory.) All of it takes 1.3 bytes a slice, and answers exactly what a walk over the slices would.
//!
//! It grows with its row: slices that are settled are taken in by [`Lod::extend`], the last ones are looked at
//! directly. It draws nothing and knows no pixels: a bucket is a stretch of time.

use rayon::prelude::*;

use super::{Slices, Trace};

/// How many slices a block has, and how many blocks the next level's block.
const FANOUT: usize = 16;

/// What a stretch of time holds of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many slices touch it, those of no length included that start in it.
    pub count: u32,
    /// How much of it slices cover, in nanoseconds.
    pub covered_ns: u64,
    /// How much of it slices cover in which a core is at work, in nanoseconds.
    pub busy_ns: u64,
    /// The index of the slice that covers most of it, the first of equals; none where there is no slice.
    pub dominant: Option<u32>,
    /// How much that one covers, in nanoseconds.
    pub dominant_ns: u64,
}

impl Extent {
    fn take(&mut self, index: usize, covered_ns: u64, is_busy: bool) {
        self.count += 1;
        self.covered_ns += covered_ns;
        self.busy_ns += if is_busy { covered_ns } else { 0 };
        self.dominate(index, covered_ns);
    }

    fn dominate(&mut self, index: usize, covered_ns: u64) {
        if self.dominant.is_none() || covered_ns > self.dominant_ns {
            (self.dominant, self.dominant_ns) = (Some(index as u32), covered_ns);
        }
    }
}

/// The levels of detail of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lod {
    /// Time covered before each block, in nanoseconds.
    covered_before_ns: Vec<u64>,
    /// Time covered by work before each block, in nanoseconds.
    busy_before_ns: Vec<u64>,
    /// Sums of all blocks.
    covered_ns: u64,
    busy_ns: u64,
    /// `longest[0]`: the longest slice of each block; `longest[n + 1]`: the longest of 16 of `longest[n]`.
    longest: Vec<Vec<u32>>,
}

impl Lod {
    /// The levels of detail of a row.
    #[must_use]
    pub fn of(slices: &Slices) -> Self {
        let mut lod = Self::default();
        lod.extend(slices);
        lod.covered_before_ns.shrink_to_fit();
        lod.busy_before_ns.shrink_to_fit();
        lod.longest.iter_mut().for_each(Vec::shrink_to_fit);
        lod
    }

    /// Takes in what was appended to the same row since the last time. The last slice may still change.
    pub fn extend(&mut self, slices: &Slices) {
        let settled = slices.len().saturating_sub(1);
        let (durations_ns, states) = (slices.durations_ns(), slices.states());
        for first in (self.blocks() * FANOUT..).step_by(FANOUT).take_while(|first| first + FANOUT <= settled) {
            self.covered_before_ns.push(self.covered_ns);
            self.busy_before_ns.push(self.busy_ns);
            let mut longest = first;
            for index in first..first + FANOUT {
                self.covered_ns += durations_ns[index];
                self.busy_ns += if states[index].is_busy() { durations_ns[index] } else { 0 };
                if durations_ns[index] > durations_ns[longest] {
                    longest = index;
                }
            }
            self.push_longest(durations_ns, longest as u32);
        }
    }

    fn push_longest(&mut self, durations_ns: &[u64], mut longest: u32) {
        for level in 0.. {
            if self.longest.len() == level {
                self.longest.push(Vec::new());
            }
            let row = &mut self.longest[level];
            row.push(longest);
            if !row.len().is_multiple_of(FANOUT) {
                return;
            }
            let block = &row[row.len() - FANOUT..];
            // The first of equals.
            longest = block[1..].iter().fold(block[0], |best, &other| {
                if durations_ns[other as usize] > durations_ns[best as usize] { other } else { best }
            });
        }
    }

    fn blocks(&self) -> usize {
        self.covered_before_ns.len()
    }

    /// The bytes that it takes up.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let longest: usize = self.longest.iter().map(Vec::capacity).sum();
        (self.covered_before_ns.capacity() + self.busy_before_ns.capacity()) * 8 + longest * 4
    }

    /// What the stretch from `start_ns` to `end_ns` holds: O(log n).
    #[must_use]
    pub fn query(&self, slices: &Slices, start_ns: u64, end_ns: u64) -> Extent {
        let starts_ns = slices.starts_ns();
        let started = starts_ns.partition_point(|&time_ns| time_ns < start_ns);
        let last = started + starts_ns[started..].partition_point(|&time_ns| time_ns < end_ns);
        self.between(slices, first_of(slices, started, start_ns), last, start_ns, end_ns)
    }

    /// Calls `each` with the number and content of those of `count` buckets that hold anything, in order of time. The
    /// first bucket starts at `start_ns`, each is `bucket_ns` long. O(log n) a bucket, and less where slices are few.
    ///
    /// # Panics
    /// Where `bucket_ns` is 0.
    pub fn buckets(
        &self,
        slices: &Slices,
        start_ns: u64,
        bucket_ns: u64,
        count: u32,
        mut each: impl FnMut(u32, Extent),
    ) {
        assert!(bucket_ns > 0, "a bucket has a length");
        let starts_ns = slices.starts_ns();
        let end_ns = start_ns.saturating_add(bucket_ns.saturating_mul(u64::from(count)));
        let mut started = starts_ns.partition_point(|&time_ns| time_ns < start_ns);
        let mut number = 0u32;
        while number < count {
            let from_ns = start_ns + bucket_ns * u64::from(number);
            let first = first_of(slices, started, from_ns);
            match starts_ns.get(first) {
                Some(&next_ns) if next_ns < end_ns => {
                    // Over what is empty in one step.
                    let next = next_ns.saturating_sub(start_ns) / bucket_ns;
                    if next > u64::from(number) {
                        number = next as u32;
                        continue;
                    }
                }
                _ => return,
            }
            let to_ns = from_ns.saturating_add(bucket_ns);
            let last = gallop(starts_ns, started, to_ns);
            each(number, self.between(slices, first, last, from_ns, to_ns));
            started = last;
            number += 1;
        }
    }

    /// What the slices from `first` to before `last` cover of a stretch that all of them touch.
    fn between(&self, slices: &Slices, first: usize, last: usize, start_ns: u64, end_ns: u64) -> Extent {
        let mut extent = Extent::default();
        let (starts_ns, durations_ns, states) = (slices.starts_ns(), slices.durations_ns(), slices.states());
        let clipped = |index: usize| {
            let slice_end_ns = starts_ns[index] + durations_ns[index];
            slice_end_ns.min(end_ns).saturating_sub(starts_ns[index].max(start_ns))
        };
        if last - first <= 2 * FANOUT {
            (first..last).for_each(|index| extent.take(index, clipped(index), states[index].is_busy()));
            return extent;
        }
        // Only the outermost two can reach beyond the stretch. What is not in whole blocks is looked at directly.
        let blocks = (first + 1).div_ceil(FANOUT)..((last - 1) / FANOUT).min(self.blocks());
        if blocks.is_empty() {
            (first..last).for_each(|index| extent.take(index, clipped(index), states[index].is_busy()));
            return extent;
        }
        (first..blocks.start * FANOUT).for_each(|index| extent.take(index, clipped(index), states[index].is_busy()));
        extent.count += ((blocks.end - blocks.start) * FANOUT) as u32;
        let until = |sums: &[u64], all| sums.get(blocks.end).copied().unwrap_or(all);
        extent.covered_ns += until(&self.covered_before_ns, self.covered_ns) - self.covered_before_ns[blocks.start];
        extent.busy_ns += until(&self.busy_before_ns, self.busy_ns) - self.busy_before_ns[blocks.start];
        self.longest_of(blocks.clone(), durations_ns, &mut extent);
        let rest = blocks.end * FANOUT..last;
        rest.for_each(|index| extent.take(index, clipped(index), states[index].is_busy()));
        extent
    }

    /// The longest slice of some blocks, from left to right so that the first of equals is found.
    fn longest_of(&self, blocks: std::ops::Range<usize>, durations_ns: &[u64], extent: &mut Extent) {
        let mut at = blocks.start;
        while at < blocks.end {
            // The highest level whose block starts here and does not reach too far.
            let (mut level, mut width) = (0, 1);
            while at.is_multiple_of(width * FANOUT)
                && at + width * FANOUT <= blocks.end
                && self.longest.get(level + 1).is_some_and(|row| at / (width * FANOUT) < row.len())
            {
                level += 1;
                width *= FANOUT;
            }
            let longest = self.longest[level][at / width];
            extent.dominate(longest as usize, durations_ns[longest as usize]);
            at += width;
        }
    }
}

/// The first slice that touches what begins at `start_ns`, where `started` is the first that does not start before it.
fn first_of(slices: &Slices, started: usize, start_ns: u64) -> usize {
    match started.checked_sub(1) {
        Some(before) if slices.end_ns_of(before) > start_ns => before,
        _ => started,
    }
}

/// The first index from `from` on whose start is not before `end_ns`, found by steps that double.
fn gallop(starts_ns: &[u64], from: usize, end_ns: u64) -> usize {
    let rest = &starts_ns[from..];
    let mut reach = 1;
    while reach < rest.len() && rest[reach] < end_ns {
        reach *= 2;
    }
    // What lies before the last step's half is known to start earlier.
    let known = if reach > 1 { reach / 2 } else { 0 };
    let end = (reach + 1).min(rest.len());
    from + known + rest[known..end].partition_point(|&time_ns| time_ns < end_ns)
}

/// The levels of detail of all rows of a trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pyramid {
    lanes: Vec<Vec<Lod>>,
}

impl Pyramid {
    /// Those of a trace, built lane by lane in parallel.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let rows: Vec<Vec<&Slices>> = trace.lanes.iter().map(|lane| lane.rows().collect()).collect();
        Self { lanes: rows.par_iter().map(|rows| rows.par_iter().map(|row| Lod::of(row)).collect()).collect() }
    }

    /// Takes in what was appended to the same trace since the last time, new lanes and rows included.
    pub fn extend(&mut self, trace: &Trace) {
        self.lanes.resize_with(trace.lanes.len(), Vec::new);
        for (lods, lane) in self.lanes.iter_mut().zip(&trace.lanes) {
            lods.resize_with(lane.row_count(), Lod::default);
            for (lod, row) in lods.iter_mut().zip(lane.rows()) {
                lod.extend(row);
            }
        }
    }

    /// Those of a row of a lane; none where there is no such row.
    #[must_use]
    pub fn row(&self, lane: usize, row: usize) -> Option<&Lod> {
        self.lanes.get(lane)?.get(row)
    }

    /// The bytes that they take up.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.lanes.iter().flatten().map(|lod| lod.bytes() + size_of::<Lod>()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{NO_TASK, Slice, State};

    /// A generator of numbers that follow from a seed (Knuth's constants for a linear congruence).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % bound
        }
    }

    fn row(seed: u64, count: usize, longest_ns: u64) -> Slices {
        let (mut numbers, mut slices, mut now_ns) = (Numbers(seed), Slices::default(), 5);
        for _ in 0..count {
            // Some touch, some have no length, some leave a gap.
            let duration_ns = if numbers.below(8) == 0 { 0 } else { numbers.below(longest_ns) };
            let state = if numbers.below(3) == 0 { State::Waiting } else { State::Running };
            slices.push(Slice { start_ns: now_ns, duration_ns, name: 0, task: NO_TASK, state });
            now_ns += duration_ns + if numbers.below(2) == 0 { 0 } else { numbers.below(longest_ns) };
        }
        slices
    }

    /// The same by looking at every slice.
    fn walk(slices: &Slices, start_ns: u64, end_ns: u64) -> Extent {
        let mut extent = Extent::default();
        for (index, slice) in slices.iter().enumerate() {
            let is_in = slice.start_ns < end_ns && (slice.end_ns() > start_ns || slice.start_ns >= start_ns);
            if is_in {
                let covered_ns = slice.end_ns().min(end_ns).saturating_sub(slice.start_ns.max(start_ns));
                extent.take(index, covered_ns, slice.state.is_busy());
            }
        }
        extent
    }

    #[test]
    fn a_query_equals_a_walk_over_the_slices() {
        for (seed, count) in [(1, 0), (2, 1), (3, 15), (4, 40), (5, 300), (6, 5000)] {
            let slices = row(seed, count, 50);
            let lod = Lod::of(&slices);
            let end_ns = slices.span().map_or(100, |span| span.end_ns + 20);
            let mut numbers = Numbers(seed);
            for _ in 0..400 {
                let start_ns = numbers.below(end_ns);
                let most_ns = if numbers.below(2) == 0 { 60 } else { end_ns };
                let to_ns = start_ns + numbers.below(most_ns);
                let expect = walk(&slices, start_ns, to_ns);
                assert_eq!(lod.query(&slices, start_ns, to_ns), expect, "{count} slices, {start_ns} to {to_ns}");
            }
        }
    }

    #[test]
    fn buckets_are_the_queries_of_their_stretches() {
        for (seed, count, bucket_ns) in [(1, 0, 7), (2, 1, 1), (3, 200, 3), (4, 3000, 64), (5, 3000, 5000), (6, 20, 1)]
        {
            let slices = row(seed, count, 50);
            let lod = Lod::of(&slices);
            for start_ns in [0, 3, 500] {
                let buckets = 400u32;
                let mut found = Vec::new();
                lod.buckets(&slices, start_ns, bucket_ns, buckets, |number, extent| found.push((number, extent)));
                let from_ns = |number: u32| start_ns + u64::from(number) * bucket_ns;
                let expect: Vec<(u32, Extent)> = (0..buckets)
                    .map(|number| (number, walk(&slices, from_ns(number), from_ns(number + 1))))
                    .filter(|(_, extent)| extent.count > 0)
                    .collect();
                assert_eq!(found, expect, "{count} slices in buckets of {bucket_ns} ns from {start_ns}");
            }
        }
    }

    #[test]
    fn what_grows_is_the_same_as_what_is_built_at_once() {
        let whole = row(7, 2000, 30);
        let (mut growing, mut lod) = (Slices::default(), Lod::default());
        for (index, slice) in whole.iter().enumerate() {
            // The last one is drawn ahead of its end, and cut back.
            growing.push(Slice { duration_ns: 1_000_000, ..slice });
            if index % 7 == 0 {
                lod.extend(&growing);
            }
            growing.extend_last(slice.end_ns());
        }
        lod.extend(&growing);
        assert_eq!(lod, Lod::of(&whole));
        assert_eq!(growing, whole);
    }

    #[test]
    fn it_takes_less_than_two_bytes_a_slice() {
        let slices = row(8, 100_000, 30);
        assert!(Lod::of(&slices).bytes() < 2 * slices.len(), "{} bytes", Lod::of(&slices).bytes());
    }
}
