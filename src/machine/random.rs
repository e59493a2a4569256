//! Random times that are the same everywhere.
//!
//! The standard library's logarithm is the platform's, and platforms differ in the last bit. What is computed here uses
//! only operations that IEEE 754 defines exactly, so a run in the page is the run in the terminal, bit by bit.

use std::f64::consts::LN_2;

use crate::workload::Random;

/// An exponentially distributed time of that mean, in nanoseconds, rounded.
#[inline]
#[must_use]
pub fn exponential_ns(random: &mut Random, mean_ns: f64) -> u64 {
    // In (0, 1]: zero has no logarithm.
    let uniform = ((random.next_u64() >> 11) + 1) as f64 * (1.0 / (1u64 << 53) as f64);
    (-mean_ns * ln(uniform) + 0.5) as u64
}

/// A whole number below `bound`, all alike but for one part in 2⁶⁴ / `bound`; 0 where `bound` is 0.
#[inline]
#[must_use]
pub fn below(random: &mut Random, bound: u64) -> u64 {
    ((u128::from(random.next_u64()) * u128::from(bound)) >> 64) as u64
}

/// The natural logarithm of a normal positive number, to about 15 digits: the exponent's share, and for the rest
/// `ln m = 2 artanh((m - 1) / (m + 1))` as a series, with `m` between √½ and √2.
#[inline]
fn ln(x: f64) -> f64 {
    // What lies between √½ and 1 is to count as a little less than 1, not as a little more than ½.
    const ONE_LESS_SQRT_HALF: u64 = 0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd;
    let bits = x.to_bits();
    let exponent = ((bits + ONE_LESS_SQRT_HALF) >> 52) as i64 - 1023;
    let m = f64::from_bits(bits.wrapping_sub((exponent as u64) << 52));
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let w = z * z;
    // Two interleaved halves: a chain of ten multiplications would wait for each of them.
    let even = 1.0 + w * (1.0 / 5.0 + w * (1.0 / 9.0 + w * (1.0 / 13.0 + w * (1.0 / 17.0))));
    let odd = 1.0 / 3.0 + w * (1.0 / 7.0 + w * (1.0 / 11.0 + w * (1.0 / 15.0 + w * (1.0 / 19.0))));
    exponent as f64 * LN_2 + 2.0 * s * (even + z * odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_right_to_fourteen_digits() {
        let mut random = Random::new(1);
        let randoms = (0..2000).map(|_| random.next_f64() + 1e-300);
        for x in [1.0, 0.5, 0.25, 0.7071067811865475, 0.7071067811865477, 1e-16, 1.0 - 1e-16].into_iter().chain(randoms)
        {
            let (ours, theirs) = (ln(x), x.ln());
            assert!((ours - theirs).abs() <= 1e-14 * theirs.abs().max(0.01), "ln {x}: {ours} and {theirs}");
        }
    }

    #[test]
    fn exponential_times_have_their_mean_and_spread() {
        let mut random = Random::new(5);
        let times: Vec<f64> = (0..100_000).map(|_| exponential_ns(&mut random, 1000.0) as f64).collect();
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let variance = times.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / times.len() as f64;
        assert!((mean - 1000.0).abs() < 10.0 && (variance.sqrt() - 1000.0).abs() < 15.0, "{mean}, {variance}");
    }

    #[test]
    fn numbers_below_a_bound_reach_every_one_of_them() {
        let mut random = Random::new(2);
        let mut seen = [0; 5];
        (0..5000).for_each(|_| seen[below(&mut random, 5) as usize] += 1);
        assert!(seen.iter().all(|&count| (900..1100).contains(&count)), "{seen:?}");
        assert_eq!(below(&mut random, 0), 0);
    }
}
