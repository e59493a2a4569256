//! Jobs of a textbook: each arrives at a moment, computes, and perhaps waits in between. What comes out are the tables
//! of response, turnaround and waiting time that scheduling policies are compared by.

use super::config::{Config, ConfigError};
use super::engine::Machine;
use super::guest::{Guest, Whole};
use super::policy::{PolicyKind, USUAL_WEIGHT};
use crate::python::guest::{Event, Limits, ProcessId, Ran, Request, Stop, ThreadId};
use crate::trace::Trace;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Job {
    /// What it is called.
    pub name: String,
    /// When it arrives, in nanoseconds.
    pub arrival_ns: u64,
    /// How long it computes, then how long it waits, then computes again, and so on, in nanoseconds.
    pub bursts_ns: Vec<u64>,
    /// Its priority: the smaller the number, the sooner.
    pub priority: i32,
    /// Its weight, or how many lottery tickets it holds.
    pub weight: u32,
}

impl Job {
    /// A job that arrives and computes, with the usual priority and weight.
    #[must_use]
    pub fn new(name: &str, arrival_ns: u64, burst_ns: u64) -> Self {
        let name = name.to_owned();
        Self { name, arrival_ns, bursts_ns: vec![burst_ns], priority: 0, weight: USUAL_WEIGHT }
    }

    /// The same with that priority.
    #[must_use]
    pub fn priority(self, priority: i32) -> Self {
        Self { priority, ..self }
    }

    /// The same with that weight.
    #[must_use]
    pub fn weight(self, weight: u32) -> Self {
        Self { weight, ..self }
    }

    /// The same, waiting and computing further.
    #[must_use]
    pub fn then(mut self, wait_ns: u64, burst_ns: u64) -> Self {
        self.bursts_ns.extend([wait_ns, burst_ns]);
        self
    }
}

/// How the jobs are scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// How the scheduler picks.
    pub policy: PolicyKind,
    /// On how many cores.
    pub cores: u32,
    /// The time slice, in nanoseconds.
    pub quantum_ns: u64,
    /// What a switch costs, in nanoseconds.
    pub switch_cost_ns: u64,
    /// What everything random follows from.
    pub seed: u64,
}

impl Schedule {
    /// On one core, with switches that cost nothing.
    #[must_use]
    pub fn new(policy: PolicyKind, quantum_ns: u64) -> Self {
        Self { policy, cores: 1, quantum_ns, switch_cost_ns: 0, seed: 1 }
    }
}

/// What became of a job. All times in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Times {
    /// From its arrival to when it first ran.
    pub response_ns: u64,
    /// From its arrival to its end.
    pub turnaround_ns: u64,
    /// Time in which it could have run and did not.
    pub waiting_ns: u64,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    /// What became of each job, in the order they were given.
    pub jobs: Vec<Times>,
    /// Who had which core when.
    pub trace: Trace,
    /// How often a core went on with another job.
    pub switches: u64,
}

#[derive(Clone, Debug, PartialEq)]
struct Jobs {
    jobs: Vec<Job>,
    /// How many of its bursts and waits each has behind it.
    done: Vec<usize>,
}

impl Guest for Jobs {
    type Kept = Whole<Self>;

    fn keep(&mut self) -> Whole<Self> {
        Whole(self.clone())
    }

    fn go_back(&mut self, to: &Whole<Self>) {
        self.clone_from(&to.0);
    }

    fn run(&mut self, thread: ThreadId, _: &Limits) -> Ran {
        let index = thread.0 as usize;
        let done = self.done[index];
        self.done[index] += 1;
        let stop = match self.jobs[index].bursts_ns.get(done) {
            Some(&ns) if done.is_multiple_of(2) => Stop::Request(Request::Cpu { ns }),
            Some(&ns) => Stop::Request(Request::Io { ns }),
            None => Stop::Exited,
        };
        Ran { cpu_ns: 0, instructions: 0, work: 0, stop }
    }

    fn take_events(&mut self, _: &mut Vec<Event>) {}
    fn answer(&mut self, _: ThreadId) {}
    fn time_out(&mut self, _: ThreadId) {}

    fn process_of(&self, _: ThreadId) -> ProcessId {
        ProcessId(0)
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        self.jobs[thread.0 as usize].name.clone()
    }

    fn burst_ns(&self, thread: ThreadId) -> Option<u64> {
        let index = thread.0 as usize;
        // While it computes, the burst counts as begun.
        let done = self.done[index];
        let burst = if done.is_multiple_of(2) { done } else { done - 1 };
        Some(self.jobs[index].bursts_ns.get(burst).copied().unwrap_or(0))
    }

    fn priority(&self, thread: ThreadId) -> i32 {
        self.jobs[thread.0 as usize].priority
    }

    fn weight(&self, thread: ThreadId) -> u32 {
        self.jobs[thread.0 as usize].weight
    }
}

/// Schedules `jobs`.
///
/// # Errors
/// Where there are no cores, too many, or no quantum.
pub fn schedule(jobs: &[Job], how: Schedule) -> Result<Scheduled, ConfigError> {
    let config = Config {
        cores: how.cores,
        policy: how.policy,
        quantum_ns: how.quantum_ns,
        switch_cost_ns: how.switch_cost_ns,
        gil: false,
        seed: how.seed,
        ..Config::default()
    };
    let arrivals: Vec<(u64, ThreadId)> =
        jobs.iter().enumerate().map(|(index, job)| (job.arrival_ns, ThreadId(index as u32))).collect();
    let guest = Jobs { jobs: jobs.to_vec(), done: vec![0; jobs.len()] };
    let mut machine = Machine::with_arrivals(guest, config, &arrivals)?.recorded();
    machine.run();
    let times = |index: usize| {
        let Some(account) = machine.threads().get(index).map(|thread| thread.account) else { return Times::default() };
        Times {
            response_ns: account.response_ns().unwrap_or(0),
            turnaround_ns: account.turnaround_ns().unwrap_or(0),
            waiting_ns: account.runnable_ns,
        }
    };
    let trace = machine.recorder().map(|recorder| recorder.trace(|_| String::new())).unwrap_or_default();
    Ok(Scheduled { jobs: (0..jobs.len()).map(times).collect(), trace, switches: machine.switches() })
}
