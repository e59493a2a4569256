//! What is to be run: a workload, an execution model, and how many workers.

use serde::{Deserialize, Serialize};

use crate::trace::LaneKind;
use crate::workload::{Config, ConfigError, Workload};

/// How tasks are executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// One worker, one task after another.
    Sequential,
    /// One worker; tasks yield every chunk, and their waits overlap.
    EventLoop,
    /// Workers that share memory, of which only the one that holds the lock computes.
    Gil,
    /// Workers that share memory and compute at the same time.
    Threads,
    /// Workers with a memory of their own, which get copies by message.
    Processes,
}

impl Model {
    /// Every model, in the order in which readers meet them.
    pub const ALL: [Self; 5] = [Self::Sequential, Self::EventLoop, Self::Gil, Self::Threads, Self::Processes];

    /// Its name on the command line and in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::EventLoop => "event-loop",
            Self::Gil => "gil",
            Self::Threads => "threads",
            Self::Processes => "processes",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Sequential => "Sequential",
            Self::EventLoop => "Event loop",
            Self::Gil => "Threads under a GIL",
            Self::Threads => "Free threads",
            Self::Processes => "Processes",
        }
    }

    /// Whether it runs on one worker whatever number is asked for.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(self, Self::Sequential | Self::EventLoop)
    }

    /// The model of that name, where there is one.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.name() == name)
    }
}

/// How free threads share out the tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sharing {
    /// Each worker gets its part of the tasks before the start.
    Static,
    /// Each worker takes the next task when it is free.
    Dynamic,
    /// Each worker has a queue of its own and steals from others when it is empty.
    #[default]
    WorkStealing,
}

impl Sharing {
    /// Every way, with its name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Static, "static"), (Self::Dynamic, "dynamic"), (Self::WorkStealing, "work-stealing")];
}

/// A run that can be carried out, and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The work.
    pub config: Config,
    /// How it is executed.
    pub model: Model,
    /// On how many workers: 1 to [`Plan::MAX_WORKERS`]. Single models take 1 whatever stands here.
    pub workers: u32,
    /// How free threads share out the tasks.
    pub sharing: Sharing,
    /// How long a thread may hold the global lock while others want it, in nanoseconds. CPython's is 5 ms.
    pub switch_interval_ns: u64,
    /// How long a task on the event loop computes before it lets others go on, in nanoseconds.
    pub chunk_ns: u64,
    /// How many records a lane holds; what comes after is dropped and counted.
    pub records_per_lane: u32,
}

/// A run that cannot be carried out as it stands.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// A setting of the workload is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The number of workers is out of range.
    #[error("workers is {0}; it takes 1 to {max}", max = Plan::MAX_WORKERS)]
    Workers(u32),
}

/// A lane that a run writes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneSpec {
    /// What the reader sees beside it.
    pub name: String,
    /// Which process it belongs to, from 0.
    pub process: u32,
    /// What it stands for.
    pub kind: LaneKind,
}

impl Plan {
    /// The largest number of workers.
    pub const MAX_WORKERS: u32 = 256;

    /// `config` under `model` on `workers` workers, everything else as usual.
    #[must_use]
    pub fn new(config: Config, model: Model, workers: u32) -> Self {
        Self {
            config,
            model,
            workers,
            sharing: Sharing::default(),
            switch_interval_ns: 5_000_000,
            chunk_ns: 4_000_000,
            records_per_lane: 1 << 15,
        }
    }

    /// How many workers really run.
    #[must_use]
    pub fn worker_count(&self) -> u32 {
        if self.model.is_single() { 1 } else { self.workers }
    }

    /// Checks every setting.
    ///
    /// # Errors
    /// The first one that is out of range.
    pub fn check(&self) -> Result<(), PlanError> {
        self.config.check()?;
        if !(1..=Self::MAX_WORKERS).contains(&self.workers) {
            return Err(PlanError::Workers(self.workers));
        }
        Ok(())
    }

    /// The lanes that a run writes to: one a worker; before them, for processes, the parent's.
    #[must_use]
    pub fn lanes(&self) -> Vec<LaneSpec> {
        let is_processes = self.model == Model::Processes;
        let word = if is_processes { "Process" } else { "Worker" };
        let parent = LaneSpec { name: "Parent".to_owned(), process: 0, kind: LaneKind::Main };
        let workers = (1..=self.worker_count()).map(|number| LaneSpec {
            name: format!("{word} {number}"),
            process: if is_processes { number } else { 0 },
            kind: LaneKind::Worker,
        });
        is_processes.then_some(parent).into_iter().chain(workers).collect()
    }
}

/// Names that records of every run use, by their index.
pub(super) mod name {
    pub const NONE: u16 = 0;
    pub const START: u16 = 1;
    pub const COPY_ARGUMENTS: u16 = 2;
    pub const COPY_RESULT: u16 = 3;
    pub const WAIT_FOR_GIL: u16 = 4;
    pub const WAIT_FOR_OTHERS: u16 = 5;
    pub const ARGUMENTS: u16 = 6;
    pub const RESULT: u16 = 7;
    pub const STOLEN: u16 = 8;
    pub const ALL: [&str; 9] = [
        "",
        "start",
        "copy arguments",
        "copy result",
        "waits for the GIL",
        "waits for the other workers",
        "arguments",
        "result",
        "stolen",
    ];
    /// The name of a workload's label.
    pub fn of_label(label: u16) -> u16 {
        ALL.len() as u16 + label
    }
}

/// The names that the records of a run refer to by index.
pub(super) fn names(workload: &dyn Workload) -> Vec<&'static str> {
    name::ALL.iter().chain(workload.labels()).copied().collect()
}
