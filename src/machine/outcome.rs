//! What a run came to, in numbers.

use super::deadlock::Deadlock;
use super::engine::{Bound, End, Machine};
use super::guest::Guest;
use super::state::Account;
use crate::python::guest::ThreadId;
use crate::trace::{Metrics, Trace};

/// How a run ended, in the words of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The program is done.
    Ok,
    /// Its main thread ended with an exception.
    Exception,
    /// Nobody can go on.
    Deadlock(Deadlock),
    /// A bound was reached.
    Limit(Bound),
}

impl Status {
    /// One word for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Exception => "exception",
            Self::Deadlock(_) => "deadlock",
            Self::Limit(_) => "limit",
        }
    }
}

/// What became of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadOutcome {
    /// What it is called.
    pub name: String,
    /// The process it belongs to.
    pub process: u32,
    /// How it spent its life, up to the end of the run.
    pub account: Account,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub status: Status,
    /// The virtual time it took, in nanoseconds.
    pub virtual_ns: u64,
    /// Instructions of the bytecode, over all threads.
    pub instructions: u64,
    /// How often a core went on with another thread.
    pub switches: u64,
    /// How many cores there were.
    pub cores: u32,
    /// Time that cores were busy with threads or with switching, summed over them, in nanoseconds.
    pub busy_ns: u64,
    /// [`Self::busy_ns`] over cores times virtual time: 1 where every core was busy all the time.
    pub utilisation: f64,
    /// How many threads ran at an instant: the mean, and the most.
    pub mean_parallelism: f64,
    /// See [`Self::mean_parallelism`].
    pub max_parallelism: u32,
    /// How many threads were alive at an instant: the mean.
    pub mean_concurrency: f64,
    /// Every thread, by number.
    pub threads: Vec<ThreadOutcome>,
}

impl Outcome {
    /// What the run of `machine`, which is over, came to; `trace` is what was recorded of it.
    #[must_use]
    pub fn of<G: Guest>(machine: &Machine<G>, trace: &Trace) -> Self {
        let virtual_ns = machine.now_ns();
        let has_raised = machine.threads().first().is_some_and(|main| main.has_raised);
        let failure = machine.guest().failure();
        let status = match machine.ending() {
            Some(End::Deadlock(deadlock)) => Status::Deadlock(deadlock.clone()),
            Some(End::Limit(bound)) => Status::Limit(*bound),
            // The interpreter tells the program of it, which may make do with less.
            _ if failure.is_some_and(|failure| failure.starts_with("MemoryError")) => Status::Limit(Bound::Memory),
            _ if failure.is_some() || has_raised => Status::Exception,
            _ => Status::Ok,
        };
        let threads = machine.threads().iter().enumerate().map(|(number, thread)| {
            let mut account = thread.account;
            if account.end_ns.is_none() {
                account.enter(account.state, virtual_ns.max(account.since_ns));
            }
            ThreadOutcome {
                name: machine.guest().thread_name(ThreadId(number as u32)),
                process: thread.process,
                account,
            }
        });
        let cores = machine.config().cores;
        let on_cores = trace.lanes.iter().take(cores as usize).flat_map(|lane| lane.slices.iter());
        let busy_ns = on_cores.filter(|slice| slice.state.is_busy()).map(|slice| slice.duration_ns).sum();
        let available_ns = virtual_ns as f64 * f64::from(cores);
        let metrics = Metrics::of(trace);
        Self {
            status,
            virtual_ns,
            instructions: machine.instructions(),
            switches: machine.switches(),
            cores,
            busy_ns,
            utilisation: if available_ns > 0.0 { busy_ns as f64 / available_ns } else { 0.0 },
            mean_parallelism: metrics.mean_parallelism,
            max_parallelism: metrics.parallelism.max(),
            mean_concurrency: metrics.mean_concurrency,
            threads: threads.collect(),
        }
    }
}
