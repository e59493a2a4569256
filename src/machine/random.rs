//! Random times that are the same everywhere.
//!
//! The standard library's logarithm is the platform's, and platforms differ in the last bit. What is computed here uses
//! only operations that IEEE 754 defines exactly, so a run in the page is the run in the terminal, bit by bit.

use std::f64::consts::LN_2;

use crate::workload::Random;

/// How many layers of equal area the density is cut into.
const LAYERS: usize = 256;
/// Where the tail begins, and the area of a layer, for that many (Marsaglia and Tsang's figures).
const TAIL: f64 = 7.697_117_470_131_05;
const AREA: f64 = 0.003_949_659_822_581_557;

/// The layers' right ends, and the density there.
struct Layers {
    end: [f64; LAYERS + 1],
    density: [f64; LAYERS + 1],
}

static OF_EXPONENTIAL: Layers = layers();

const fn layers() -> Layers {
    let (mut end, mut density) = ([0.0; LAYERS + 1], [1.0; LAYERS + 1]);
    (end[0], end[1]) = (AREA / exp_of_minus(TAIL), TAIL);
    (density[0], density[1]) = (0.0, exp_of_minus(TAIL));
    let mut layer = 1;
    while layer < LAYERS - 1 {
        density[layer + 1] = density[layer] + AREA / end[layer];
        end[layer + 1] = -ln(density[layer + 1]);
        layer += 1;
    }
    Layers { end, density }
}

/// An exponentially distributed time of that mean, in nanoseconds, rounded.
#[inline]
#[must_use]
pub fn exponential_ns(random: &mut Random, mean_ns: f64) -> u64 {
    // In i64, which is a single instruction on most machines; times beyond 292 years do not occur.
    (mean_ns * exponential(random) + 0.5) as i64 as u64
}

/// An exponentially distributed number of mean 1: one multiplication, ninety-nine times in a hundred. (The ziggurat:
/// Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables", 2000.)
#[inline]
fn exponential(random: &mut Random) -> f64 {
    let bits = random.next_u64();
    let layer = (bits % LAYERS as u64) as usize;
    let x = unit(bits) * OF_EXPONENTIAL.end[layer];
    if x < OF_EXPONENTIAL.end[layer + 1] { x } else { at_the_edge(random, layer, x) }
}

#[cold]
fn at_the_edge(random: &mut Random, mut layer: usize, mut x: f64) -> f64 {
    let Layers { end, density } = &OF_EXPONENTIAL;
    loop {
        if x < end[layer + 1] {
            return x;
        }
        if layer == 0 {
            // The tail of an exponential distribution is one itself.
            return TAIL - ln(1.0 - random.next_f64());
        }
        let y = density[layer] + random.next_f64() * (density[layer + 1] - density[layer]);
        if y < exp_of_minus(x) {
            return x;
        }
        let bits = random.next_u64();
        layer = (bits % LAYERS as u64) as usize;
        x = unit(bits) * end[layer];
    }
}

/// A number in 0..1 from the upper 53 bits.
#[inline]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as i64 as f64 * (1.0 / (1u64 << 53) as f64)
}

/// The exponential function of `-x`, for `x` from 0 to 40, to about 15 digits: that of `-x / 64` as a series, squared
/// six times.
const fn exp_of_minus(x: f64) -> f64 {
    let part = -x / 64.0;
    let (mut sum, mut term, mut number) = (1.0, 1.0, 1.0);
    while number < 20.0 {
        term = term * part / number;
        sum += term;
        number += 1.0;
    }
    let mut squared = 0;
    while squared < 6 {
        sum *= sum;
        squared += 1;
    }
    sum
}

/// A whole number below `bound`, all alike but for one part in 2⁶⁴ / `bound`; 0 where `bound` is 0.
#[inline]
#[must_use]
pub fn below(random: &mut Random, bound: u64) -> u64 {
    ((u128::from(random.next_u64()) * u128::from(bound)) >> 64) as u64
}

/// The natural logarithm of a normal positive number, to about 15 digits: the exponent's share, and for the rest
/// `ln m = 2 artanh((m - 1) / (m + 1))` as a series, with `m` between √½ and √2.
const fn ln(x: f64) -> f64 {
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
    fn the_exponential_function_is_right_to_thirteen_digits() {
        for step in 0..400 {
            let x = f64::from(step) / 10.0;
            assert!((exp_of_minus(x) / (-x).exp() - 1.0).abs() < 1e-13, "{x}");
        }
    }

    /// Each layer has the area of the others, and the topmost reaches the density's peak.
    #[test]
    fn layers_have_equal_areas() {
        let Layers { end, density } = &OF_EXPONENTIAL;
        for layer in 1..LAYERS {
            let area = end[layer] * (density[layer + 1] - density[layer]);
            assert!((area / AREA - 1.0).abs() < 1e-9, "layer {layer}: {area}");
        }
        assert_eq!((end[LAYERS], density[LAYERS]), (0.0, 1.0));
    }

    /// The share beyond each of some points is e to the minus that point.
    #[test]
    fn exponential_numbers_have_their_distribution() {
        let mut random = Random::new(9);
        let numbers: Vec<f64> = (0..1_000_000).map(|_| exponential(&mut random)).collect();
        for point in [0.01, 0.1, 0.5, 1.0, 2.0, 4.0, 7.0, 9.0] {
            let beyond = numbers.iter().filter(|number| **number > point).count() as f64 / 1e6;
            let expect = (-point).exp();
            let deviation = (expect * (1.0 - expect) / 1e6).sqrt();
            assert!((beyond - expect).abs() < 4.5 * deviation, "beyond {point}: {beyond}, not {expect}");
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
