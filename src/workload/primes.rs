//! Counting primes: every odd number below a limit, tried by division.
//!
//! Trial division, not a sieve: it wants nothing but cores, and later ranges cost more than earlier ones, so that
//! even cuts make uneven tasks.

use std::ops::Range;
use std::sync::Arc;

use super::split::{ranges, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "primes",
    title: "Prime counting",
    summary: "Counts the primes below a limit by trial division.",
    nature: Nature::Computing,
    task_name: "range",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Primes::new(config))
}

/// Numbers in a step, times the root of the largest: about a tenth of a millisecond at any limit.
const WORK_PER_STEP: f64 = 1_200_000.0;

struct Primes {
    limit: u64,
    ranges: Vec<Range<u64>>,
}

impl Primes {
    fn new(config: &Config) -> Self {
        // The work grows with the limit to the power of 1.5, less a logarithm.
        let limit = (3_400_000.0 * config.size.powf(0.7)) as u64;
        Self { limit, ranges: ranges(limit, &weights(config.tasks, config.unevenness, config.seed)) }
    }

    fn answer_of(&self, count: u64) -> Answer {
        let text = format!("{count} primes below {}", self.limit);
        Answer { text, verified: count == sieve_count(self.limit) }
    }
}

fn is_prime(number: u64) -> bool {
    // 32-bit division is the faster one on every processor and in WebAssembly.
    let Ok(number) = u32::try_from(number) else { return false };
    if number < 2 || number.is_multiple_of(2) {
        return number == 2;
    }
    let mut divisor = 3;
    while divisor * divisor <= number {
        if number.is_multiple_of(divisor) {
            return false;
        }
        divisor += 2;
    }
    true
}

/// The known answer, found another way: the sieve of Eratosthenes, over odd numbers.
fn sieve_count(limit: u64) -> u64 {
    // Index i stands for 2i + 1; 0 stands for 2 in the place of 1.
    let mut is_prime = vec![true; limit as usize / 2];
    for index in 1..is_prime.len() {
        let (number, square) = (2 * index + 1, 2 * index * (index + 1));
        if square >= is_prime.len() {
            break;
        }
        if is_prime[index] {
            is_prime[square..].iter_mut().step_by(number).for_each(|multiple| *multiple = false);
        }
    }
    is_prime.iter().map(|&is_prime| u64::from(is_prime)).sum()
}

impl Workload for Primes {
    fn labels(&self) -> &'static [&'static str] {
        &["range"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.ranges.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        let range = &self.ranges[task as usize];
        vec![Arc::new(Payload::Numbers(vec![range.start, range.end]))]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let range = match arguments.first().map(|payload| payload.numbers()) {
            Some(&[start, end]) => start..end,
            _ => 0..0,
        };
        Box::new(Counting { range, count: 0 })
    }

    fn answer(&self, results: &Results) -> Answer {
        self.answer_of(results.iter().flat_map(|result| result.numbers()).sum())
    }

    fn serial(&self) -> Answer {
        self.answer_of((0..self.limit).filter(|&number| is_prime(number)).count() as u64)
    }
}

struct Counting {
    range: Range<u64>,
    count: u64,
}

impl Task for Counting {
    fn step(&mut self) -> Step {
        let numbers = (WORK_PER_STEP / (self.range.end as f64).sqrt()) as u64 + 1;
        let until = (self.range.start + numbers).min(self.range.end);
        self.count += (self.range.start..until).filter(|&number| is_prime(number)).count() as u64;
        self.range.start = until;
        if self.range.is_empty() { Step::Done(Payload::Numbers(vec![self.count])) } else { Step::More }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_those_of_the_tables() {
        // OEIS A006880: primes below the powers of ten.
        for (limit, count) in [(3, 1), (4, 2), (10, 4), (100, 25), (1_000, 168), (100_000, 9_592), (1_000_000, 78_498)]
        {
            assert_eq!(sieve_count(limit), count);
        }
        assert_eq!((0..1_000).filter(|&number| is_prime(number)).count(), 168);
    }
}
