//! The kitchen: dishes that are cut (computing), heated (waiting) and stirred (computing).
//!
//! A cut and a stir are a step each of a Lehmer generator, x -> ax modulo 2^31 - 1: work of which no compiler takes a
//! short cut, yet with a known end, because n steps are one multiplication by the n-th power of a.

use std::sync::Arc;

use super::split::{Random, ranges, weights};
use super::{Answer, Config, Description, Latency, Nature, Payload, Results, Step, Task, Workload, counted};

pub(super) const DESCRIPTION: Description = Description {
    name: "kitchen",
    title: "The kitchen",
    summary: "Prepares dishes: cuts, waits while they heat, and stirs.",
    nature: Nature::Mixed,
    task_name: "dish",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Kitchen::new(config))
}

const CUT: u16 = 0;
const HEAT: u16 = 1;
const STIR: u16 = 2;

/// Cuts in all dishes together at size 1; there are two stirs to three cuts.
const CUTS: f64 = 105_000_000.0;
/// Cuts or stirs in a step: about a tenth of a millisecond.
const MOVES_PER_STEP: u64 = 40_960;

const MODULUS: u64 = (1 << 31) - 1;
/// The two multipliers of S. Park and K. Miller, "Random number generators: good ones are hard to find", 1988, and
/// their later correction, 1993.
const CUTTING: u64 = 16_807;
const STIRRING: u64 = 48_271;

/// The work: one step after another. `multiplier` has at most 16 bits, and 2^31 is 1 modulo the modulus, so that the
/// remainder needs no division, which WebAssembly would really do.
fn run(multiplier: u64, state: u64, steps: u64) -> u64 {
    (0..steps).fold(state, |state, _| {
        let product = state * multiplier;
        let folded = (product & MODULUS) + (product >> 31);
        if folded >= MODULUS { folded - MODULUS } else { folded }
    })
}

/// The known answer: all steps at once, the power by repeated squaring.
fn jump(mut multiplier: u64, mut state: u64, mut steps: u64) -> u64 {
    while steps > 0 {
        if steps % 2 == 1 {
            state = state * multiplier % MODULUS;
        }
        multiplier = multiplier * multiplier % MODULUS;
        steps /= 2;
    }
    state
}

/// What one dish takes.
#[derive(Clone, Copy, Debug)]
struct Dish {
    /// Where its generator starts, from 1 to the modulus less 1.
    seed: u64,
    cuts: u64,
    stirs: u64,
}

struct Kitchen {
    dishes: Vec<Dish>,
    latency: Latency,
}

impl Kitchen {
    fn new(config: &Config) -> Self {
        let mut seeds = Random::new(config.seed);
        let cuts = ranges((CUTS * config.size) as u64, &weights(config.tasks, config.unevenness, config.seed));
        let dishes = cuts.iter().map(|range| range.end - range.start).map(|cuts| Dish {
            seed: 1 + seeds.next_u64() % (MODULUS - 1),
            cuts,
            stirs: cuts * 2 / 3,
        });
        Self { dishes: dishes.collect(), latency: config.latency }
    }

    fn answer_of(&self, tastes: &[u64]) -> Answer {
        let known = self.dishes.iter().map(|dish| jump(STIRRING, jump(CUTTING, dish.seed, dish.cuts), dish.stirs));
        let verified = tastes.iter().copied().eq(known);
        let taste = tastes.iter().fold(0, |all, taste| all ^ taste);
        Answer { text: format!("{}, whose taste is {taste:08x}", counted(tastes.len(), "dish", "dishes")), verified }
    }
}

impl Workload for Kitchen {
    fn labels(&self) -> &'static [&'static str] {
        &["cut", "heat", "stir"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.dishes.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        let Dish { seed, cuts, stirs } = self.dishes[task as usize];
        vec![Arc::new(Payload::Numbers(vec![seed, cuts, stirs]))]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let dish = match arguments.first().map(|payload| payload.numbers()) {
            Some(&[seed, cuts, stirs]) => Dish { seed, cuts, stirs },
            _ => Dish { seed: 0, cuts: 0, stirs: 0 },
        };
        let heat_ns = self.latency.draw_ns(&mut Random::new(dish.seed));
        Box::new(Cooking { cuts_left: dish.cuts, heat_ns: Some(heat_ns), stirs_left: dish.stirs, taste: dish.seed })
    }

    fn answer(&self, results: &Results) -> Answer {
        let tastes: Vec<u64> = results.iter().flat_map(|result| result.numbers()).copied().collect();
        self.answer_of(&tastes)
    }

    fn serial(&self) -> Answer {
        let cook = |dish: &Dish| run(STIRRING, run(CUTTING, dish.seed, dish.cuts), dish.stirs);
        self.answer_of(&self.dishes.iter().map(cook).collect::<Vec<_>>())
    }
}

struct Cooking {
    cuts_left: u64,
    /// How long it must heat; none once it did.
    heat_ns: Option<u64>,
    stirs_left: u64,
    taste: u64,
}

impl Task for Cooking {
    fn step(&mut self) -> Step {
        if self.cuts_left > 0 {
            let moves = self.cuts_left.min(MOVES_PER_STEP);
            self.taste = run(CUTTING, self.taste, moves);
            self.cuts_left -= moves;
            return Step::More;
        }
        if let Some(duration_ns) = self.heat_ns.take() {
            return Step::Wait { duration_ns, label: HEAT };
        }
        let moves = self.stirs_left.min(MOVES_PER_STEP);
        self.taste = run(STIRRING, self.taste, moves);
        self.stirs_left -= moves;
        if self.stirs_left == 0 { Step::Done(Payload::Numbers(vec![self.taste])) } else { Step::More }
    }

    fn label(&self) -> u16 {
        match self.heat_ns {
            Some(_) if self.cuts_left > 0 => CUT,
            Some(_) => HEAT,
            None => STIR,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_steps_end_where_the_authors_say() {
        assert_eq!((run(CUTTING, 1, 10_000), jump(CUTTING, 1, 10_000)), (1_043_618_065, 1_043_618_065));
        assert_eq!((run(STIRRING, 1, 10_000), jump(STIRRING, 1, 10_000)), (399_268_537, 399_268_537));
        assert_eq!((jump(CUTTING, 42, 0), jump(CUTTING, 42, MODULUS - 1)), (42, 42));
    }

    #[test]
    fn a_dish_is_cut_then_heated_once_then_stirred() {
        let config = Config { tasks: 1, size: 0.01, ..Config::of("kitchen").unwrap() };
        let workload = Kitchen::new(&config);
        let mut task = workload.start(0, workload.arguments(0, &Results::new(1)));
        let mut labels = Vec::new();
        loop {
            labels.push(task.label());
            match task.step() {
                Step::Wait { duration_ns, label } => {
                    assert_eq!(label, HEAT);
                    assert!((40_000_000..=120_000_000).contains(&duration_ns));
                }
                Step::More => {}
                Step::Done(_) => break,
            }
        }
        labels.dedup_by_key(|label| *label);
        assert_eq!(labels, [CUT, HEAT, STIR]);
    }

    #[test]
    fn a_dish_stirred_once_too_often_is_noticed() {
        let workload = Kitchen {
            dishes: vec![Dish { seed: 5, cuts: 10, stirs: 7 }],
            latency: Config::of("kitchen").unwrap().latency,
        };
        let taste = run(STIRRING, run(CUTTING, 5, 10), 7);
        assert!(workload.answer_of(&[taste]).verified);
        assert!(!workload.answer_of(&[run(STIRRING, taste, 1)]).verified);
        assert!(!workload.answer_of(&[]).verified);
    }
}
