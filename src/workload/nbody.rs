//! Bodies under their own gravity: the direct sum over all pairs, a phase for each step in time.
//!
//! Gravity is softened (Plummer's law), so that close encounters need no smaller steps. Leapfrog steps (kick, drift):
//! the first kick and the last one are half as long, so that the run begins and ends with positions and speeds of
//! the same moment. No tree, no cut-off, and no use of Newton's third law: every pair is computed twice, so that
//! each task writes only to its own bodies.

use std::ops::Range;
use std::sync::Arc;

use super::split::{Random, ranges, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "nbody",
    title: "N-body gravity",
    summary: "Moves bodies under their own gravity; every step in time waits for the one before.",
    nature: Nature::Computing,
    task_name: "group",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Nbody::new(config))
}

/// Bodies at size 1.
const BODIES: f64 = 5_000.0;
/// Phases; one less than this is the number of full steps in time.
const PHASES: u32 = 6;
/// Length of a step, where the cloud has radius 1 and mass 1, and gravity's constant is 1.
const TIME_STEP: f64 = 0.01;
const SOFTENING: f64 = 0.05;
/// Bodies pulled side by side. Each is pulled by all others in order, so that no cut changes any rounding.
const LANES: usize = 4;
/// Pairs in a step of a task: about a tenth of a millisecond.
const PAIRS_PER_STEP: usize = 32_768;
/// How much of its energy the cloud may gain or lose. Leapfrog's own error is some 2e-6; without the right
/// forces the collapsing cloud misses it a hundredfold.
const ENERGY_DRIFT: f64 = 2e-5;

struct Nbody {
    masses: Arc<[f64]>,
    start: State,
    /// The same as `start`, to hand out.
    first: Arc<Payload>,
    ranges: Vec<Range<u64>>,
}

/// The motion of some bodies, in one row a quantity: x, y, z, their speeds, and the potential they were last in.
#[derive(Clone, Debug, PartialEq)]
struct State {
    bodies: usize,
    values: Vec<f64>,
}

const QUANTITIES: usize = 7;
const SPEED: usize = 3;
const POTENTIAL: usize = 6;

impl State {
    fn new(bodies: usize) -> Self {
        Self { bodies, values: vec![0.0; QUANTITIES * bodies] }
    }

    fn row(&self, quantity: usize) -> &[f64] {
        &self.values[quantity * self.bodies..][..self.bodies]
    }

    fn row_mut(&mut self, quantity: usize) -> &mut [f64] {
        &mut self.values[quantity * self.bodies..][..self.bodies]
    }

    fn part(&self, range: &Range<usize>) -> Self {
        let values = (0..QUANTITIES).flat_map(|quantity| &self.row(quantity)[range.clone()]).copied().collect();
        Self { bodies: range.len(), values }
    }

    /// Puts the first `quantities` of some parts together, in order.
    fn joined<'a>(parts: impl Iterator<Item = &'a [f64]> + Clone, quantities: usize) -> Self {
        let bodies = parts.clone().map(<[f64]>::len).sum::<usize>() / QUANTITIES;
        let mut values = Vec::with_capacity(quantities * bodies);
        for quantity in 0..quantities {
            for part in parts.clone() {
                let bodies = part.len() / QUANTITIES;
                values.extend_from_slice(&part[quantity * bodies..][..bodies]);
            }
        }
        Self { bodies, values }
    }

    fn energy(&self, masses: &[f64]) -> f64 {
        let kinetic = |body: usize| (SPEED..POTENTIAL).map(|axis| self.row(axis)[body].powi(2)).sum::<f64>();
        // The kernel lets a body pull itself, which moves nothing but counts in the potential.
        let potential = |body: usize| self.row(POTENTIAL)[body] + masses[body] / SOFTENING;
        (0..self.bodies).map(|body| 0.5 * masses[body] * (kinetic(body) + potential(body))).sum()
    }

    fn momentum(&self, masses: &[f64]) -> [f64; 3] {
        [0, 1, 2].map(|axis| self.row(SPEED + axis).iter().zip(masses).map(|(speed, mass)| speed * mass).sum())
    }
}

/// What pulls some bodies: their acceleration on three axes, and their potential.
type Pull = [[f64; LANES]; 4];

/// Adds to `pull` what the bodies in `sources` do to those at `targets`.
fn add_pull(pull: &mut Pull, targets: &[[f64; LANES]; 3], state: &State, masses: &[f64], sources: Range<usize>) {
    let rows = [0, 1, 2].map(|axis| &state.row(axis)[sources.clone()]);
    let [target_x, target_y, target_z] = *targets;
    let [mut pull_x, mut pull_y, mut pull_z, mut potential] = *pull;
    for (((x, y), z), mass) in rows[0].iter().zip(rows[1]).zip(rows[2]).zip(&masses[sources]) {
        for lane in 0..LANES {
            let (dx, dy, dz) = (x - target_x[lane], y - target_y[lane], z - target_z[lane]);
            let inverse = 1.0 / (dx * dx + dy * dy + dz * dz + SOFTENING * SOFTENING).sqrt();
            let deep = mass * inverse;
            let strong = deep * (inverse * inverse);
            potential[lane] -= deep;
            pull_x[lane] += strong * dx;
            pull_y[lane] += strong * dy;
            pull_z[lane] += strong * dz;
        }
    }
    *pull = [pull_x, pull_y, pull_z, potential];
}

/// The places of up to [`LANES`] bodies from `first` on; lanes without a body are at the origin.
fn targets(state: &State, first: usize, last: usize) -> [[f64; LANES]; 3] {
    [0, 1, 2].map(|axis| {
        let row = &state.row(axis)[first..last.min(first + LANES)];
        std::array::from_fn(|lane| row.get(lane).copied().unwrap_or(0.0))
    })
}

/// Moves the bodies of `part` from `first` on by their `pull`, as the phase has it.
fn kick_and_drift(part: &mut State, first: usize, pull: &Pull, phase: u32) {
    let is_end = phase == 0 || phase + 1 == PHASES;
    let kick = if is_end { 0.5 * TIME_STEP } else { TIME_STEP };
    let drift = if phase + 1 == PHASES { 0.0 } else { TIME_STEP };
    for (lane, body) in (first..part.bodies.min(first + LANES)).enumerate() {
        for (axis, pull) in pull.iter().take(3).enumerate() {
            part.row_mut(SPEED + axis)[body] += pull[lane] * kick;
            part.row_mut(axis)[body] += part.row(SPEED + axis)[body] * drift;
        }
        part.row_mut(POTENTIAL)[body] = pull[3][lane];
    }
}

impl Nbody {
    fn new(config: &Config) -> Self {
        let bodies = (BODIES * config.size.sqrt()) as usize;
        let mut random = Random::new(config.seed);
        let masses = (0..bodies).map(|_| (0.5 + random.next_f64()) / bodies as f64).collect();
        let mut start = State::new(bodies);
        for body in 0..bodies {
            let place = loop {
                let place = [0; 3].map(|_| 2.0 * random.next_f64() - 1.0);
                if place.iter().map(|x| x * x).sum::<f64>() <= 1.0 {
                    break place;
                }
            };
            for (axis, (x, stream)) in place.into_iter().zip([0.1, 0.2, -0.3]).enumerate() {
                start.row_mut(axis)[body] = x;
                // A cloud that falls together, with some disorder, and moves on as a whole.
                start.row_mut(SPEED + axis)[body] = -0.5 * x + 0.2 * (random.next_f64() - 0.5) + stream;
            }
        }
        let ranges = ranges(bodies as u64, &weights(config.tasks, config.unevenness, config.seed));
        let first = Arc::new(Payload::Reals(start.values.clone()));
        Self { masses, start, first, ranges }
    }

    fn part(&self, task: u32) -> Range<usize> {
        let range = &self.ranges[task as usize % self.ranges.len()];
        range.start as usize..range.end as usize
    }

    /// What is known: momentum stays to the last bits, and energy as well as leapfrog keeps it. The energy at the
    /// start takes its speeds from before the first phase and its potential from what the first phase found.
    fn answer_of(&self, first: &State, last: &State) -> Answer {
        let bodies = self.masses.len();
        if (first.bodies, last.bodies) != (bodies, bodies) {
            return Answer { text: "bodies are missing".to_owned(), verified: false };
        }
        let mut start = self.start.clone();
        start.row_mut(POTENTIAL).copy_from_slice(first.row(POTENTIAL));
        let energy = start.energy(&self.masses);
        let drift = ((last.energy(&self.masses) - energy) / energy).abs();
        let (before, after) = (start.momentum(&self.masses), last.momentum(&self.masses));
        let kept = before.iter().zip(after).all(|(before, after)| (before - after).abs() < 1e-12);
        Answer {
            text: format!("{bodies} bodies, {} steps: energy kept to {drift:.0e} of {energy:.6}", PHASES - 1),
            verified: kept && drift < ENERGY_DRIFT,
        }
    }
}

impl Workload for Nbody {
    fn labels(&self) -> &'static [&'static str] {
        &["pull"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.ranges.len() as u32; PHASES as usize]
    }

    fn arguments(&self, task: u32, results: &Results) -> Vec<Arc<Payload>> {
        let tasks = self.ranges.len() as u32;
        match (task / tasks).checked_sub(1) {
            None => vec![Arc::clone(&self.first)],
            Some(phase) => (phase * tasks..(phase + 1) * tasks).filter_map(|task| results.get(task)).cloned().collect(),
        }
    }

    fn start(&self, task: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let tasks = self.ranges.len() as u32;
        let (phase, own) = (task / tasks, (task % tasks) as usize);
        // Only where the others are is copied, not how they move.
        let state = State::joined(arguments.iter().map(|part| part.reals()), SPEED);
        let range = if state.bodies == self.masses.len() { self.part(task) } else { 0..0 };
        let part = match arguments.get(own) {
            Some(part) if phase > 0 => State { bodies: range.len(), values: part.reals().to_vec() },
            _ => self.start.part(&range),
        };
        let masses = Arc::clone(&self.masses);
        Box::new(Pulling { masses, state, range, phase, part, pulled: 0, pull: Pull::default(), source: 0 })
    }

    fn answer(&self, results: &Results) -> Answer {
        let tasks = self.ranges.len();
        let phase = |phase: usize| {
            let parts = results.iter().skip(phase * tasks).take(tasks);
            State::joined(parts.map(|part| part.reals()).collect::<Vec<_>>().into_iter(), QUANTITIES)
        };
        self.answer_of(&phase(0), &phase(PHASES as usize - 1))
    }

    fn serial(&self) -> Answer {
        let bodies = self.masses.len();
        let (mut state, mut first) = (self.start.clone(), None);
        for phase in 0..PHASES {
            let mut next = state.clone();
            for body in (0..bodies).step_by(LANES) {
                let mut pull = Pull::default();
                add_pull(&mut pull, &targets(&state, body, bodies), &state, &self.masses, 0..bodies);
                kick_and_drift(&mut next, body, &pull, phase);
            }
            state = next;
            first.get_or_insert_with(|| state.clone());
        }
        self.answer_of(&first.unwrap_or_else(|| state.clone()), &state)
    }
}

struct Pulling {
    masses: Arc<[f64]>,
    state: State,
    range: Range<usize>,
    phase: u32,
    /// The bodies of the range, moved as far as they have been pulled.
    part: State,
    pulled: usize,
    /// What the bodies before `source` do to the ones that are pulled now.
    pull: Pull,
    source: usize,
}

impl Task for Pulling {
    fn step(&mut self) -> Step {
        let mut pairs = 0;
        while self.pulled < self.range.len() && pairs < PAIRS_PER_STEP {
            let sources = self.source..self.state.bodies.min(self.source + (PAIRS_PER_STEP - pairs).div_ceil(LANES));
            let targets = targets(&self.state, self.range.start + self.pulled, self.range.end);
            pairs += sources.len() * LANES;
            self.source = sources.end;
            add_pull(&mut self.pull, &targets, &self.state, &self.masses, sources);
            if self.source == self.state.bodies {
                kick_and_drift(&mut self.part, self.pulled, &self.pull, self.phase);
                self.pulled += LANES;
                (self.pull, self.source) = (Pull::default(), 0);
            }
        }
        if self.pulled < self.range.len() {
            return Step::More;
        }
        Step::Done(Payload::Reals(std::mem::take(&mut self.part.values)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::run_tasks;
    use super::*;

    fn nbody(tasks: u32) -> Nbody {
        Nbody::new(&Config { tasks, size: 0.001, ..Config::of("nbody").unwrap() })
    }

    #[test]
    fn two_bodies_pull_each_other_by_plummers_law() {
        let mut state = State::new(2);
        state.row_mut(0)[1] = 0.12;
        let mut pull = Pull::default();
        // The softened distance is 0.13, by 5² + 12² = 13².
        add_pull(&mut pull, &targets(&state, 0, 2), &state, &[1.0, 0.5], 0..2);
        let expected = 0.5 * 0.12 / 0.13f64.powi(3);
        assert!((pull[0][0] - expected).abs() < 1e-12 && (pull[0][1] + 2.0 * expected).abs() < 1e-12);
        assert!((pull[3][0] + 1.0 / 0.05 + 0.5 / 0.13).abs() < 1e-12);
        assert_eq!((pull[1][0], pull[2][1]), (0.0, 0.0));
    }

    #[test]
    fn tasks_give_the_same_bits_however_they_are_cut() {
        let end = |tasks: u32| {
            let results = run_tasks(&nbody(tasks));
            let last = results.iter().skip(((PHASES - 1) * tasks) as usize).map(|part| part.reals());
            State::joined(last.collect::<Vec<_>>().into_iter(), QUANTITIES)
        };
        assert_eq!(end(1).bodies, 158);
        assert!(end(1) == end(7) && end(1) == end(200));
    }

    #[test]
    fn a_force_that_is_one_percent_off_loses_energy() {
        let workload = nbody(1);
        let results = run_tasks(&workload);
        let state = |phase| State::joined(std::iter::once(results.get(phase).unwrap().reals()), QUANTITIES);
        let (first, last) = (state(0), state(PHASES - 1));
        assert!(workload.answer_of(&first, &last).verified);
        let mut wrong = last.clone();
        for axis in SPEED..POTENTIAL {
            for body in 0..wrong.bodies {
                let before = workload.start.row(axis)[body];
                let gained = wrong.row(axis)[body] - before;
                wrong.row_mut(axis)[body] = before + 1.01 * gained;
            }
        }
        assert!(!workload.answer_of(&first, &wrong).verified);
    }

    #[test]
    fn a_body_pushed_aside_is_noticed() {
        let workload = nbody(1);
        let results = run_tasks(&workload);
        let state = |phase| State::joined(std::iter::once(results.get(phase).unwrap().reals()), QUANTITIES);
        let mut pushed = state(PHASES - 1);
        pushed.row_mut(SPEED)[5] += 1e-6;
        assert!(!workload.answer_of(&state(0), &pushed).verified);
    }
}
