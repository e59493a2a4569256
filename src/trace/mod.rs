//! The one data model: what ran, as lanes of slices, with flows, counters and instants.
//!
//! A [`Trace`] is columns: each lane holds its slices as parallel vectors sorted by start, names are interned.
//! Numbers are `u32` and `u64`, never `usize`, so that a trace means the same in a page and natively. A trace that
//! is still being recorded is a [`Recording`], whose [`Recording::trace`] can be looked at any time.
//!
//! Nothing here runs anything, reads a clock or draws on a screen.
//!
//! ```
//! use interleave::trace::{Event, Metrics, Recording, State};
//!
//! let mut recording = Recording::new(["tile"]);
//! let worker = recording.add_worker("Worker 1", 0);
//! recording.record(worker, Event::Switch { time_ns: 10, state: State::Running, task: 0, name: 0 });
//! recording.record(worker, Event::Switch { time_ns: 30, state: State::Running, task: 1, name: 0 });
//! recording.advance(60);
//!
//! let metrics = Metrics::of(recording.trace());
//! assert_eq!((metrics.makespan_ns(), metrics.busy_ns, metrics.parallelism.max()), (50, 50, 1));
//! ```

pub mod export;
#[doc(hidden)]
pub mod generate;
pub mod import;
mod lod;
pub mod metrics;
pub mod raw;
mod recording;
mod slices;
mod strings;

pub use lod::{Extent, Lod, Pyramid};
pub use metrics::{Curve, Metrics, TaskTimes};
pub use recording::{Event, Recording};
pub use slices::{NO_TASK, Slice, Slices, State};
pub use strings::{NameId, Strings};

use crate::time::Span;

/// What a lane stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LaneKind {
    /// A worker: something that executes. Its slices never overlap unless they nest.
    #[default]
    Worker,
    /// Who hands out the work and takes in the results, such as the parent of processes: not counted as a worker.
    Main,
    /// Waits that no worker spends its time on, such as the timers of an event loop.
    Waits,
    /// Operations that may be in progress at the same time and belong to no thread. Its rows do not nest: what overlaps
    /// lies in rows of its own.
    Async,
    /// What threads use: a core, a lock, an interpreter, as who has it. The threads themselves are workers, so it counts in
    /// no figure.
    Resource,
}

/// A process, to which lanes belong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Process {
    /// The number that the system knew it by.
    pub number: u64,
    /// What the reader sees beside its lanes; empty where it has no name.
    pub name: NameId,
}

/// A row of the timeline, and the rows of what is nested in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// What the reader sees beside the row; empty where it has no name.
    pub name: NameId,
    /// Which process the lane belongs to, by its index in [`Trace::processes`] where processes are known; lanes of one
    /// process are drawn together.
    pub process: u32,
    /// The number that the system knew the thread by, or the lane's own, from 1.
    pub thread: u64,
    /// What the lane stands for.
    pub kind: LaneKind,
    /// What happened in it: the outermost slices.
    pub slices: Slices,
    /// What happened inside of these, a row for each further depth: every slice of `nested[0]` lies in one of `slices`,
    /// every one of `nested[1]` in one of `nested[0]`.
    pub nested: Vec<Slices>,
}

impl Lane {
    /// All rows, the outermost first.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Slices> {
        std::iter::once(&self.slices).chain(&self.nested)
    }

    /// The row at `depth`, 0 being the outermost; none below the deepest.
    #[must_use]
    pub fn row(&self, depth: usize) -> Option<&Slices> {
        if depth == 0 { Some(&self.slices) } else { self.nested.get(depth - 1) }
    }

    /// How many rows there are: 1 where nothing nests.
    #[must_use]
    pub fn row_count(&self) -> usize {
        1 + self.nested.len()
    }

    /// From the first start to the last end; none where there are no slices.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.rows().filter_map(Slices::span).reduce(Span::union)
    }
}

/// An arrow from a moment in one lane to a later moment in another: a spawn, a hand-over, a wake-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// What is handed over.
    pub name: NameId,
    /// Index of the lane it leaves.
    pub from_lane: u32,
    /// When it leaves, in nanoseconds.
    pub from_ns: u64,
    /// Index of the lane it reaches.
    pub to_lane: u32,
    /// When it arrives, in nanoseconds.
    pub to_ns: u64,
}

/// A value over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counter {
    /// What is counted.
    pub name: NameId,
    /// Which of several values of that name it is; empty where there is one.
    pub series: NameId,
    /// Which process it belongs to, as in [`Lane::process`].
    pub process: u32,
    /// When the value changed, in nanoseconds, ascending.
    pub time_ns: Vec<u64>,
    /// The value from that moment on; as long as `time_ns`.
    pub value: Vec<f64>,
}

/// Whom an [`Instant`] concerns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The thread it happened in.
    #[default]
    Thread,
    /// All threads of its process.
    Process,
    /// Everything.
    Global,
}

/// Something that happened at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Instant {
    /// What happened.
    pub name: NameId,
    /// Index of the lane it happened in.
    pub lane: u32,
    /// Whom it concerns.
    pub scope: Scope,
    /// When, in nanoseconds.
    pub time_ns: u64,
}

/// Everything that ran, really or in simulation, in the page or natively, finished or still growing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The names that slices, lanes, flows, counters and instants refer to.
    pub strings: Strings,
    /// The processes that lanes belong to, in the order they are drawn; empty where nothing is known of them.
    pub processes: Vec<Process>,
    /// The rows, in the order they are drawn.
    pub lanes: Vec<Lane>,
    /// Arrows between lanes, sorted by `from_ns`.
    pub flows: Vec<Flow>,
    /// Values over time.
    pub counters: Vec<Counter>,
    /// Moments, sorted by time.
    pub instants: Vec<Instant>,
    /// How many events a full buffer had to drop: the trace is not the whole truth where this is not zero.
    pub dropped: u64,
}

impl Trace {
    /// The span from the first slice's start to the last slice's end; empty at zero where there are no slices.
    #[must_use]
    pub fn span(&self) -> Span {
        let spans = self.lanes.iter().filter_map(Lane::span);
        spans.reduce(Span::union).unwrap_or_default()
    }

    /// How many slices there are in all lanes together.
    #[must_use]
    pub fn slice_count(&self) -> usize {
        self.lanes.iter().flat_map(Lane::rows).map(Slices::len).sum()
    }

    /// The lanes that execute tasks, with their indices.
    pub fn workers(&self) -> impl Iterator<Item = (usize, &Lane)> {
        self.lanes.iter().enumerate().filter(|(_, lane)| lane.kind == LaneKind::Worker)
    }
}
