//! Running a workload under an execution model, and recording it.
//!
//! One question, several machines: the same tasks run as sequential code, on an event loop, on threads under a
//! global lock, on free threads, and in processes. Each model is a file of its own; what they share is how a task
//! is driven (`drive`), how tasks are handed out (`hand_out`), and that every worker records into its own lane.
//!
//! [`run`] blocks the worker it is called on until the run is over, so a page calls it on a worker, never on its
//! main thread. It starts no thread and reads no clock by itself: a [`Host`] does.

mod compare;
mod control;
mod drive;
mod event_loop;
#[cfg(feature = "full")]
mod gil;
mod hand_out;
mod host;
mod plan;
mod processes;
pub mod scaling;
mod sequential;
mod threads;
pub mod wire;

pub use compare::{Figures, baseline, sentence, taking_turns, telling_ratio, title};
pub use control::Control;
pub use host::{Host, HostError};
pub use plan::{LaneSpec, Model, Plan, PlanError, Sharing};
pub use processes::{Child, Parent, Reply, Request, Tap};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::record::{LaneReader, LaneWriter, decode, lane};
use crate::trace::{Recording, Trace};
use crate::workload::{Answer, Workload, build};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What the workload found; none where the run was cancelled.
    pub answer: Option<Answer>,
}

/// Why a run could not be carried out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RunError {
    /// A worker could not be started, or ended before its work did.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A process sent something that is no reply.
    #[error("a worker process sent {0}")]
    Reply(String),
    /// The model needs the feature `full`.
    #[error("the model {name} is not compiled in", name = .0.name())]
    NotCompiledIn(Model),
    /// [`Model::Processes`] is driven by messages: see [`Parent`].
    #[error("processes are driven by messages, not by this call")]
    Messages,
}

/// What a run needs, made before it starts: the workload, the lanes, and the two ends of each.
pub struct Prepared<C> {
    /// The settings.
    pub plan: Plan,
    /// The work.
    pub workload: Arc<dyn Workload>,
    /// The ends that workers write to, in the order of [`Plan::lanes`].
    pub writers: Vec<LaneWriter<C>>,
    /// The ends that are read while the run goes on and after it, in the same order.
    pub readers: Vec<LaneReader>,
}

impl<C> Prepared<C> {
    /// The names that the run's records refer to by index.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        plan::names(&*self.workload)
    }
}

/// Builds the workload with its input, and allocates every lane: all that is not part of the run.
///
/// # Errors
/// Where a setting is out of range.
pub fn prepare<C: crate::time::Clock>(plan: &Plan, clock: C) -> Result<Prepared<C>, PlanError> {
    plan.check()?;
    let workload = build(&plan.config)?;
    workload.prepare();
    let lanes = plan.lanes().into_iter().map(|_| lane(plan.records_per_lane as usize, clock));
    let (writers, readers) = lanes.unzip();
    Ok(Prepared { plan: plan.clone(), workload, writers, readers })
}

/// Carries out a run, except for processes, and returns when it is over or was cancelled.
///
/// # Errors
/// Where the host cannot start a worker, or one of them fails.
pub fn run<H: Host>(prepared: Prepared<H::Clock>, host: &H, control: &Arc<Control>) -> Result<Outcome, RunError> {
    let Prepared { plan, workload, mut writers, readers: _ } = prepared;
    let results = match plan.model {
        Model::Sequential => Arc::new(sequential::run(&*workload, &mut writers[0], host, control)),
        Model::EventLoop => Arc::new(event_loop::run(&*workload, &mut writers[0], host, control, plan.chunk_ns)),
        #[cfg(feature = "full")]
        Model::Gil => gil::run(workload.clone(), writers, host, control, plan.switch_interval_ns)?,
        Model::Threads => threads::run(workload.clone(), writers, host, control, plan.sharing)?,
        #[cfg(not(feature = "full"))]
        Model::Gil => return Err(RunError::NotCompiledIn(plan.model)),
        Model::Processes => return Err(RunError::Messages),
    };
    Ok(Outcome { answer: results.is_complete().then(|| workload.answer(&results)) })
}

/// An empty recording with the lanes of `plan`, to which records can be fed as they are read. `names` are those of
/// [`Prepared::names`].
#[must_use]
pub fn recording<'a>(plan: &Plan, names: impl IntoIterator<Item = &'a str>) -> Recording {
    let mut recording = Recording::new(names);
    for spec in plan.lanes() {
        recording.add_lane(&spec.name, spec.process, spec.kind);
    }
    recording
}

/// The trace of what `readers` have seen of a run under `plan`.
#[must_use]
pub fn trace<'a>(plan: &Plan, names: impl IntoIterator<Item = &'a str>, readers: &[LaneReader]) -> Trace {
    let mut recording = recording(plan, names);
    for (index, reader) in readers.iter().enumerate() {
        for event in reader.read(0).filter_map(decode) {
            recording.record(index, event);
        }
    }
    recording.set_dropped(readers.iter().map(LaneReader::dropped).sum());
    recording.into_trace()
}

#[cfg(test)]
mod tests;
