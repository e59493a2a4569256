//! A program on one of its machines.

use interleave::gallery::Program;
use interleave::gallery::header::Setup;
use interleave::machine::state::Account;
use interleave::machine::{Machine, Outcome, Status};
use interleave::python::World;
use interleave::python::guest::{ProcessId, WorldOptions};
use interleave::trace::{Flow, LaneKind, State, Trace};

/// A run that is over.
pub struct Ran {
    pub outcome: Outcome,
    pub trace: Trace,
    pub stdout: String,
    pub stderr: String,
    pub exception: Option<String>,
}

pub fn run(program: &Program, machine: &Setup) -> Ran {
    let config = machine.config.clone();
    let options = WorldOptions {
        file: format!("{}.py", program.id),
        seed: config.seed,
        instruction_ns: config.costs.instruction_ns,
        max_memory: config.bounds.memory,
        cores: config.cores,
        start_method: config.start_method,
        gil: config.gil,
        ..WorldOptions::default()
    };
    let world = World::load(program.source, options).unwrap_or_else(|refused| panic!("{}: {refused}", program.id));
    let mut machine = Machine::new(world, config).expect("a header names machines").recorded();
    machine.run();
    let recorder = machine.recorder().expect("it is recorded");
    let trace = recorder.trace(|process| machine.guest().process_name(ProcessId(process)).to_owned());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        outcome: Outcome::of(&machine, &trace),
        trace,
        stdout: text(machine.guest().output()),
        stderr: text(machine.guest().errors()),
        exception: machine.guest().exception().map(str::to_owned),
    }
}

impl Ran {
    /// How it ended, in the words of a header.
    pub fn status(&self) -> String {
        match &self.outcome.status {
            Status::Ok => "ok".to_owned(),
            Status::Exception => format!("exception {}", self.exception.as_deref().unwrap_or_default()),
            Status::Deadlock(deadlock) => {
                let name = |thread: &u32| &*self.outcome.threads[*thread as usize].name;
                let mut names: Vec<&str> = deadlock.cycle.iter().map(name).collect();
                names.extend(names.first().copied());
                format!("deadlock {}", names.join(" -> ")).trim_end().to_owned()
            }
            Status::Limit(bound) => format!("limit {bound:?}").to_lowercase(),
        }
    }

    /// The account of the thread with that name; of the first, where there are several.
    pub fn account(&self, name: &str) -> Option<&Account> {
        self.outcome.threads.iter().find(|thread| thread.name == name).map(|thread| &thread.account)
    }

    /// Names of all flows.
    pub fn flows(&self) -> impl Iterator<Item = (&str, &Flow)> {
        self.trace.flows.iter().map(|flow| (self.trace.strings.get(flow.name), flow))
    }

    /// What must hold of every run, and does not.
    pub fn inconsistencies(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let end_ns = self.outcome.virtual_ns;
        for thread in &self.outcome.threads {
            let it = &thread.account;
            let states_ns = it.new_ns + it.runnable_ns + it.running_ns + it.waiting_ns;
            if states_ns != it.life_ns(end_ns) {
                wrong.push(format!("{}: its states add up to {states_ns} of {} ns", thread.name, it.life_ns(end_ns)));
            }
        }
        let workers: Vec<_> = self.trace.workers().map(|(_, lane)| lane).collect();
        if workers.len() == self.outcome.threads.len() && self.trace.dropped == 0 {
            for lane in workers {
                let mut last_ns = None;
                for slice in lane.slices.iter() {
                    if last_ns.is_some_and(|last_ns| last_ns != slice.start_ns) {
                        let name = self.trace.strings.get(lane.name);
                        wrong.push(format!("{name}: between {last_ns:?} and {} ns it is in no state", slice.start_ns));
                    }
                    last_ns = Some(slice.end_ns());
                }
            }
        } else {
            wrong.push(format!("{} threads, {} dropped", self.outcome.threads.len(), self.trace.dropped));
        }
        let cores = self.trace.lanes.iter().filter(|lane| lane.kind == LaneKind::Resource);
        let most = cores.flat_map(|lane| lane.slices.iter()).map(|slice| slice.end_ns()).max().unwrap_or(0);
        if most > end_ns {
            wrong.push(format!("something goes on until {most} ns, after the end at {end_ns} ns"));
        }
        for counter in &self.trace.counters {
            if !counter.time_ns.is_sorted() || counter.value.iter().any(|value| *value < 0.0) {
                wrong.push(format!("the counter {} goes back", self.trace.strings.get(counter.name)));
            }
        }
        wrong
    }

    /// Names of slices in lanes of threads and processes, where `state` is none in any state.
    pub fn slice_names(&self, state: Option<State>) -> impl Iterator<Item = &str> {
        let slices = self.trace.workers().flat_map(|(_, lane)| lane.slices.iter());
        slices
            .filter(move |slice| state.is_none_or(|state| slice.state == state))
            .map(|slice| self.trace.strings.get(slice.name))
    }
}
