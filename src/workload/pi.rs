//! Pi by the Monte Carlo method: points thrown at a square, and the share of them within a quarter of a circle.
//!
//! Every task has a random stream of its own, so that the points are the same whoever throws them and in whatever
//! order. Whole numbers throughout: no rounding, the same hits on every machine.

use std::sync::Arc;

use super::split::{Random, ranges, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "pi",
    title: "Monte Carlo pi",
    summary: "Throws random points at a square and counts those inside the circle.",
    nature: Nature::Computing,
    task_name: "stream",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Pi::new(config))
}

/// Points at size 1.
const POINTS: f64 = 150_000_000.0;
/// Points in a step: about a tenth of a millisecond.
const POINTS_PER_STEP: u64 = 40_000;

struct Pi {
    points: u64,
    /// The seed and the number of points of each stream.
    streams: Vec<(u64, u64)>,
}

impl Pi {
    fn new(config: &Config) -> Self {
        let points = (POINTS * config.size) as u64;
        // Seeds that are random themselves: neighbouring ones would be shifted copies of one stream.
        let mut seeds = Random::new(config.seed);
        let ranges = ranges(points, &weights(config.tasks, config.unevenness, config.seed));
        Self { points, streams: ranges.iter().map(|range| (seeds.next_u64(), range.end - range.start)).collect() }
    }

    /// The share of hits is binomial with p = pi/4: within five standard deviations but for one seed in 1.7 million.
    fn answer_of(&self, hits: u64) -> Answer {
        let estimate = 4.0 * hits as f64 / self.points as f64;
        let p = std::f64::consts::FRAC_PI_4;
        let deviation = 4.0 * (p * (1.0 - p) / self.points as f64).sqrt();
        let off = (estimate - std::f64::consts::PI) / deviation;
        Answer {
            text: format!("pi is about {estimate:.6} after {} points, {off:+.1} standard deviations off", self.points),
            verified: off.abs() < 5.0,
        }
    }
}

/// The generator xoroshiro128++ of D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", 2021.
///
/// Not [`Random`], which compilers turn into vectors of 64-bit multiplications; SSE2 and WebAssembly only emulate
/// those, WebAssembly slowly.
struct Stream([u64; 2]);

impl Stream {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        Self([random.next_u64(), random.next_u64()])
    }

    fn next(&mut self) -> u64 {
        let [one, mut other] = self.0;
        let bits = one.wrapping_add(other).rotate_left(17).wrapping_add(one);
        other ^= one;
        self.0 = [one.rotate_left(49) ^ other ^ (other << 21), other.rotate_left(28)];
        bits
    }
}

/// Throws `points` points and counts those in the circle. The halves of 64 random bits are the coordinates, 31 bits
/// each, so that the square of the radius is 2^62.
fn throw(stream: &mut Stream, points: u64) -> u64 {
    let mut misses = 0;
    for _ in 0..points {
        let bits = stream.next();
        let (x, y) = (bits >> 33, bits & ((1 << 31) - 1));
        // 1 where the point lies outside, without a comparison.
        misses += (x * x + y * y) >> 62;
    }
    points - misses
}

impl Workload for Pi {
    fn labels(&self) -> &'static [&'static str] {
        &["throw"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.streams.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        let (seed, points) = self.streams[task as usize];
        vec![Arc::new(Payload::Numbers(vec![seed, points]))]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let (seed, points) = match arguments.first().map(|payload| payload.numbers()) {
            Some(&[seed, points]) => (seed, points),
            _ => (0, 0),
        };
        Box::new(Throwing { stream: Stream::new(seed), points_left: points, hits: 0 })
    }

    fn answer(&self, results: &Results) -> Answer {
        self.answer_of(results.iter().flat_map(|result| result.numbers()).sum())
    }

    fn serial(&self) -> Answer {
        self.answer_of(self.streams.iter().map(|&(seed, points)| throw(&mut Stream::new(seed), points)).sum())
    }
}

struct Throwing {
    stream: Stream,
    points_left: u64,
    hits: u64,
}

impl Task for Throwing {
    fn step(&mut self) -> Step {
        let points = self.points_left.min(POINTS_PER_STEP);
        self.hits += throw(&mut self.stream, points);
        self.points_left -= points;
        if self.points_left == 0 { Step::Done(Payload::Numbers(vec![self.hits])) } else { Step::More }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_have_equal_hits_in_one_throw_or_many() {
        let mut stream = Stream::new(1);
        let parts: u64 = [1, 99, 900].map(|points| throw(&mut stream, points)).iter().sum();
        assert_eq!((throw(&mut Stream::new(1), 1_000), parts), (771, 771));
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // Worked out from the definition with numbers of any length.
        let mut stream = Stream([1, 2]);
        assert_eq!([(); 3].map(|()| stream.next()), [393217, 669327710093319, 1732421326133921491]);
    }

    #[test]
    fn five_deviations_are_right_and_six_are_wrong() {
        let pi = Pi::new(&Config { size: 0.01, ..Config::of("pi").unwrap() });
        assert_eq!((pi.points, pi.streams.len()), (1_500_000, 12));
        // 1 500 000 pi/4 is 1 178 097, and one standard deviation 503.
        assert!(pi.answer_of(1_178_097).verified);
        assert!(pi.answer_of(1_178_097 - 2_500).verified);
        assert!(!pi.answer_of(1_178_097 + 2_600).verified);
    }
}
