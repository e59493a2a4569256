//! Cutting work into tasks of even or uneven size, the same way for the same seed.

use std::ops::Range;

/// SplitMix64, after Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Random(u64);

impl Random {
    /// A sequence that is a function of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// The next number in 0..1, 1 excluded.
    #[inline]
    pub fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// `tasks` weights in random order whose largest is `unevenness` times the smallest, evenly spread between.
#[must_use]
pub fn weights(tasks: u32, unevenness: f64, seed: u64) -> Vec<f64> {
    let last = f64::from(tasks.saturating_sub(1).max(1));
    let mut weights: Vec<f64> =
        (0..tasks).map(|index| 1.0 + (unevenness.max(1.0) - 1.0) * f64::from(index) / last).collect();
    let mut random = Random::new(seed);
    for index in (1..weights.len()).rev() {
        weights.swap(index, (random.next_u64() % (index as u64 + 1)) as usize);
    }
    weights
}

/// Cuts `0..total` into one range a weight, in proportion. The ranges cover all of it, in order; some may be empty
/// where there is too little to share.
#[must_use]
pub fn ranges(total: u64, weights: &[f64]) -> Vec<Range<u64>> {
    let sum: f64 = weights.iter().sum();
    let (mut start, mut used) = (0, 0.0);
    let cut = weights.iter().enumerate().map(|(index, weight)| {
        used += weight;
        let is_last = index + 1 == weights.len();
        let end = if is_last { total } else { ((used / sum * total as f64).round() as u64).clamp(start, total) };
        std::mem::replace(&mut start, end)..end
    });
    cut.collect()
}

/// How much work to do how often, for work of `size` whose data must fit the memory of a page: at most `most` at a
/// time.
#[must_use]
pub fn repeats(size: f64, most: f64) -> (f64, u32) {
    let times = (size / most).ceil().max(1.0);
    (size / times, times as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_weight_is_unevenness_times_the_smallest() {
        for (tasks, unevenness) in [(2, 3.0), (12, 4.0), (64, 8.0)] {
            let weights = weights(tasks, unevenness, 1);
            let (least, most) = weights.iter().fold((f64::MAX, 0.0f64), |(a, b), &w| (a.min(w), b.max(w)));
            assert!((most / least - unevenness).abs() < 1e-12, "{tasks} tasks");
        }
        assert_eq!(weights(1, 9.0, 1), [1.0]);
    }

    #[test]
    fn ranges_cover_everything_once() {
        for total in [0, 1, 5, 1_000_003] {
            let ranges = ranges(total, &weights(12, 4.0, 9));
            assert_eq!((ranges[0].start, ranges[11].end), (0, total));
            assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].start <= pair[0].end));
        }
    }

    #[test]
    fn more_than_fits_is_done_in_equal_parts() {
        assert_eq!((repeats(0.5, 4.0), repeats(4.0, 4.0), repeats(10.0, 4.0)), ((0.5, 1), (4.0, 1), (10.0 / 3.0, 3)));
    }
}
