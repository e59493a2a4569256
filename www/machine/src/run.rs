//! A run of a program on a machine, and the moment of it that is looked at.

use interleave::machine::config::{Bounds, SwitchPoints};
use interleave::machine::history::{History, Made, Unit as Step};
use interleave::machine::policy::PolicyKind;
use interleave::machine::{Config, Machine};
use interleave::python::World;
use interleave::python::guest::{ProcessId, StartMethod, WorldOptions};
use interleave::trace::export::{self, Run as Exported};
use interleave::trace::{Trace, raw};
use interleave_machine::{COSTS, Ending, Fault, MOST_NS, MOST_SEED, Moment, POLICIES, START_METHODS, Setup, Unit};

use crate::tell;

/// What the program is called in tracebacks.
pub const FILE: &str = "program.py";
/// How much memory a program may use, in bytes: beside it there are snapshots, and a page has a gigabyte at most.
const MOST_MEMORY: u64 = 128 << 20;
/// How much is executed before other messages have a turn, in instructions.
const STRETCH: u64 = 200_000;

/// A run.
pub struct Run {
    history: History<World>,
    /// How far it has been followed, in virtual nanoseconds.
    front_ns: u64,
    /// How it ended, once it has.
    ending: Option<Ending>,
}

impl Run {
    /// A program at its beginning, on a machine like that.
    ///
    /// # Errors
    /// Where the program or the machine is not in order.
    pub fn load(program: &str, setup: &Setup) -> Result<Self, Fault> {
        let config = config(setup)?;
        let options = WorldOptions {
            file: FILE.to_owned(),
            seed: config.seed,
            instruction_ns: config.costs.instruction_ns,
            max_memory: config.bounds.memory,
            cores: config.cores,
            start_method: config.start_method,
            gil: config.gil,
            ..WorldOptions::default()
        };
        let program = program.strip_prefix('\u{feff}').unwrap_or(program);
        let world = World::load(program, options).map_err(|refused| Fault {
            line: refused.line,
            column: refused.column,
            message: refused.message,
            instead: refused.instead,
        })?;
        let machine = Machine::new(world, config).map_err(|error| of_machine(error.to_string()))?;
        Ok(Self { history: History::new(machine.recorded()), front_ns: 0, ending: None })
    }

    /// Goes on from as far as it has come, for a stretch. False where the run is over.
    pub fn go_on(&mut self) -> bool {
        let is_over = self.history.run(STRETCH).is_some();
        self.note();
        !is_over
    }

    /// Goes a step further, or a stretch of the way there; says whether it is made.
    pub fn forward(&mut self, unit: Unit) -> Made {
        let made = self.history.forward_within(step(unit), STRETCH);
        self.note();
        made
    }

    /// Goes a step back.
    pub fn back(&mut self, unit: Unit) {
        self.history.back(step(unit));
    }

    /// Looks at the last moment that is not after `time_ns`, as far as the run has been followed.
    pub fn seek(&mut self, time_ns: f64) {
        if time_ns > 0.0 {
            self.history.seek_ns((time_ns as u64).min(self.front_ns));
        } else {
            // Things may have happened at that moment already.
            self.history.seek(0);
        }
    }

    /// Looks at as far as the run has been followed.
    pub fn seek_front(&mut self) {
        self.history.seek(self.history.front());
    }

    fn note(&mut self) {
        if self.history.tick() < self.history.front() {
            return;
        }
        self.front_ns = self.front_ns.max(self.history.machine().present_ns());
        if self.ending.is_none() && self.history.machine().ending().is_some() {
            self.ending = Some(tell::ending(self.history.machine(), &self.trace()));
        }
    }

    /// Instructions executed up to the moment that is looked at, and when it is, in nanoseconds.
    pub fn progress(&self) -> (f64, f64) {
        let machine = self.history.machine();
        (machine.instructions() as f64, machine.present_ns() as f64)
    }

    /// How many moments the run has been followed for.
    pub fn front(&self) -> u64 {
        self.history.front()
    }

    /// The moment that is looked at.
    pub fn moment(&self) -> Moment {
        let machine = self.history.machine();
        let mut moment = tell::moment(machine);
        moment.tick = self.history.tick() as f64;
        moment.front_ns = self.front_ns as f64;
        moment.is_beginning = self.history.tick() == 0;
        moment.is_front = self.history.tick() >= self.history.front();
        if machine.ending().is_some() {
            moment.ending = self.ending.clone().map(Box::new);
        }
        moment
    }

    /// What was recorded so far, whichever moment of it is looked at.
    pub fn trace(&self) -> Trace {
        let world = self.history.machine().guest();
        let count = world.process_count() as u32;
        // Of a process that has not begun at the moment that is looked at, only the number is known.
        let name = |process: u32| {
            if process < count {
                world.process_name(ProcessId(process)).to_owned()
            } else {
                format!("process {}", process + 1)
            }
        };
        self.history.recorder().map(|recorder| recorder.trace_up_to(self.front_ns, name)).unwrap_or_default()
    }

    /// The same as bytes.
    pub fn recorded(&self) -> Vec<u8> {
        raw::encode(&self.trace())
    }

    /// The same in Chrome's trace format.
    pub fn chrome(&self) -> String {
        export::chrome(&[Exported { title: FILE, trace: &self.trace() }])
    }
}

fn step(unit: Unit) -> Step {
    match unit {
        Unit::Instruction => Step::Instruction,
        Unit::Line => Step::Line,
        Unit::Switch => Step::Switch,
        Unit::Event => Step::Event,
    }
}

fn of_machine(message: String) -> Fault {
    Fault { line: 0, column: 0, message, instead: String::new() }
}

/// The machine that `setup` describes.
fn config(setup: &Setup) -> Result<Config, Fault> {
    let policy = PolicyKind::ALL.into_iter().find(|(_, name)| *name == setup.policy);
    let (policy, _) = policy
        .ok_or_else(|| of_machine(format!("there is no policy {}; there are {}", setup.policy, POLICIES.join(", "))))?;
    let methods = [StartMethod::Fork, StartMethod::Spawn, StartMethod::Forkserver];
    let method = START_METHODS.iter().zip(methods).find(|(name, _)| **name == setup.start_method);
    let (_, start_method) = method.ok_or_else(|| {
        of_machine(format!("there is no start method {}; there are {}", setup.start_method, START_METHODS.join(", ")))
    })?;
    if !(0.0..=MOST_SEED).contains(&setup.seed) {
        return Err(of_machine("the seed is not a whole number from 0 on".to_owned()));
    }
    let mut config = Config {
        cores: setup.cores,
        policy,
        quantum_ns: setup.quantum_ns as u64,
        switch_cost_ns: setup.switch_cost_ns as u64,
        gil: setup.gil,
        switch_interval_ns: setup.switch_interval_ns as u64,
        switch_points: if setup.every_instruction { SwitchPoints::EveryInstruction } else { SwitchPoints::CPython },
        start_method,
        seed: setup.seed as u64,
        bounds: Bounds { memory: MOST_MEMORY, ..Bounds::default() },
        ..Config::default()
    };
    for (cost, ns) in COSTS.iter().zip(setup.costs_ns) {
        if !(0.0..=MOST_NS).contains(&ns) {
            return Err(of_machine(format!("{} is a time from 0 to an hour", cost.name)));
        }
        config.set(cost.name, &format!("{}ns", ns as u64)).map_err(|error| of_machine(error.to_string()))?;
    }
    config.check().map_err(|error| of_machine(error.to_string()))?;
    Ok(config)
}

#[cfg(test)]
mod tests;
