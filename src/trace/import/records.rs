//! What a batch of events is read into: compact records, and what they came to. Types only; `batch` fills them.

use super::event::Reach;
use super::known::Names;
use super::names::Local;
use super::scan::{Before, What};
use super::warnings::Warnings;
use crate::trace::{LaneKind, Scope, State};

/// A slice, or one end of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) start_ns: i64,
    pub(super) duration_ns: u64,
    pub(super) name: u32,
    pub(super) task: u32,
    pub(super) offset: u32,
    pub(super) part: Part,
    pub(super) state: State,
    /// Its row, where our own export says it; [`NO_DEPTH`](super::event::NO_DEPTH) elsewhere.
    pub(super) depth: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Begin,
    End,
}

/// The process and the thread of an event. Texts are numbers of [`Batch::keys`], and then of the whole file's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) process: Number,
    pub(super) thread: Number,
}

/// The number of a process or a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Number {
    Number(i64),
    Key(u32),
}

/// The slices of one thread within a batch, in the order of the file.
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) place: Place,
    pub(super) records: Vec<Record>,
}

/// What tells operations, flows and objects apart: their id within its scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) id: u32,
    pub(super) scope: u32,
    pub(super) reach: Reach,
}

/// An end of an operation or of an object's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Begin,
    End,
    /// A moment within.
    Mark,
}

/// A point of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Start,
    Step,
    End,
}

/// What one event of metadata says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meta {
    ProcessName(u32),
    ProcessLabels(u32),
    ProcessSort(i64),
    ThreadName(u32),
    ThreadSort(i64),
    /// What our own export says of the trace: how many events are missing.
    Trace {
        dropped: u64,
        runs: u64,
    },
    /// What it says of a process: its index in the trace and the system's number.
    Process {
        index: u32,
        number: u64,
        name: u32,
    },
    /// What it says of a lane.
    Lane(OwnLane),
}

/// What our own export says of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OwnLane {
    /// Index of the lane in the trace; [`u32::MAX`] where it is not said.
    pub(super) index: u32,
    /// Index of its process in the trace.
    pub(super) process: u32,
    /// The system's number of the thread.
    pub(super) thread: u64,
    pub(super) kind: LaneKind,
    pub(super) name: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Detail {
    Instant(Scope),
    /// A sample of the stack, whose frame is a key.
    Sample {
        frame: u32,
    },
    Value {
        id: u32,
        series: u32,
        value: f64,
    },
    Operation {
        edge: Edge,
        category: u32,
        key: Key,
    },
    Object {
        edge: Edge,
        key: Key,
    },
    Flow {
        point: Point,
        category: u32,
        key: Key,
        is_around: bool,
        is_bound: bool,
    },
    Meta(Meta),
}

/// Everything that is no slice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Other {
    pub(super) time_ns: i64,
    pub(super) name: u32,
    /// Index of the thread in [`Batch::threads`].
    pub(super) thread: u32,
    pub(super) offset: u32,
    pub(super) task: u32,
    pub(super) state: State,
    /// As in [`Record::depth`].
    pub(super) depth: u16,
    pub(super) detail: Detail,
}

/// How the reader stands between two events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// An event, a comma or the end of the list comes next.
    #[default]
    Sure,
    /// Something could not be read, and nothing since: what else is odd is not said. With `looked_back`, the place to
    /// go on was found before the place that could not be read.
    Unsure { looked_back: bool },
    /// As before, and the next event is still looked for.
    Lost(Before),
}

/// Why a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The next batch begins here.
    Next,
    /// The text ends, perhaps within an event that begins here.
    Cut,
    /// The list of events ends before this place.
    ListEnd,
}

/// What a stretch of events came to.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) threads: Vec<Thread>,
    pub(super) others: Vec<Other>,
    pub(super) names: Names,
    /// Ids, categories and what else is compared and not shown.
    pub(super) keys: Local,
    pub(super) warnings: Warnings,
    pub(super) events: u64,
    /// The earliest time of all.
    pub(super) least_ns: i64,
    pub(super) stop: (Stop, usize),
    pub(super) standing: Standing,
    /// Where the first event was that could not be read.
    pub(super) first_fail: Option<(usize, What)>,
}
