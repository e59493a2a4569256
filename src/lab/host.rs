//! What the core is handed: a clock, a way to sleep, and a way to start workers.

use crate::time::Clock;

/// Something to be run on a worker.
pub type Job = Box<dyn FnOnce() + Send>;

/// The machine under the lab: threads of the operating system natively, Web Workers in the page.
pub trait Host: Clone + Send + Sync + 'static {
    /// The clock of every lane. All workers of a run share its origin.
    type Clock: Clock;

    /// The clock.
    fn clock(&self) -> Self::Clock;

    /// Blocks the calling worker for about `duration_ns`; never longer than that by design.
    fn sleep(&self, duration_ns: u64);

    /// Runs `job` on a worker of its own, beside the caller.
    ///
    /// A host without [`Host::has_threads`] runs it before it returns.
    ///
    /// # Errors
    /// Where no worker can be had.
    fn spawn(&self, job: Job) -> Result<(), HostError>;

    /// Whether workers can share this instance's memory.
    fn has_threads(&self) -> bool {
        true
    }

    /// Called between the steps of tasks, on whichever worker runs them: a chance to send on what was recorded where
    /// nobody can read this instance's memory.
    fn between_steps(&self) {}
}

/// A worker could not be started, or ended before its work did.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("worker {worker}: {reason}")]
pub struct HostError {
    /// Number of the worker, from 1.
    pub worker: u32,
    /// What happened.
    pub reason: String,
}
