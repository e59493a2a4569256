//! What the viewer tells of traces: the parts of its replies.

use serde::{Deserialize, Serialize};

use crate::SliceRef;

/// A lane, as the page lists it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneFacts {
    /// Its name, or its number.
    pub name: String,
    /// Its process's name and number; empty where there is only one process without a name.
    pub process: String,
    /// Which process that is, by its index in the trace.
    pub process_index: u32,
    /// `worker`, `main`, `waits` or `async`.
    pub kind: String,
    /// How many rows it has.
    pub rows: u32,
    /// How many slices.
    pub slices: u32,
    /// How long it executed.
    pub busy_ns: f64,
    /// How long it waited.
    pub waiting_ns: f64,
    /// Busy time by the trace's makespan.
    pub utilisation: f64,
    /// How often it changed from one task, or outermost slice, to another.
    pub context_switches: u32,
}

/// What all slices of one name add up to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NameFacts {
    /// The name.
    pub name: String,
    /// How many there are.
    pub count: u32,
    /// Their length, what is nested in them included.
    pub total_ns: f64,
    /// Their length without what is nested in them.
    pub self_ns: f64,
    /// The longest.
    pub longest_ns: f64,
    /// Which one that is.
    pub longest: Option<SliceRef>,
}

/// A wait, and who ended it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitFacts {
    /// The slice that waited.
    pub slice: SliceRef,
    /// Its name.
    pub name: String,
    /// Its lane's name.
    pub lane: String,
    /// When it began.
    pub start_ns: f64,
    /// How long it took.
    pub duration_ns: f64,
    /// Who ended it, where that is known.
    pub cause: Option<CauseFacts>,
}

/// Who ended a wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CauseFacts {
    /// The slice's name; empty where only the lane is known.
    pub name: String,
    /// Its lane's name.
    pub lane: String,
    /// Whether that is a guess: no arrow says so.
    pub is_guess: bool,
    /// The slice.
    pub slice: Option<SliceRef>,
}

/// A stretch of the critical path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathFacts {
    /// What was going on in it.
    pub slice: Option<SliceRef>,
    /// What `name` names: a `slice`, a `flow` on its way, or a `state`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// In which lane.
    pub lane: String,
    /// From when.
    pub start_ns: f64,
    /// For how long.
    pub duration_ns: f64,
}

/// Something that was wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WarningFacts {
    /// At which byte of its text.
    pub offset: f64,
    /// What, by its kind (`interleave::trace::import::Oddity`): the page has the words.
    pub kind: String,
    /// What is named in it.
    pub arguments: Vec<String>,
    /// How often it was so, where it is told of once.
    pub times: f64,
}

/// An opened trace in figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// What the file is called.
    pub name: String,
    /// Size of the file, in bytes.
    pub file_bytes: f64,
    /// How many events it has.
    pub events: f64,
    /// Whether what it adds up to is known: busy time, parallelism and concurrency, the lanes' times, names, waits and
    /// path. Before, all of that is 0 or empty.
    pub is_measured: bool,
    /// How many slices came of them.
    pub slices: f64,
    /// From the first start to the last end.
    pub wall_ns: f64,
    /// Time in which lanes executed, summed over them.
    pub busy_ns: f64,
    /// How many lanes executed at once at most.
    pub max_parallelism: u32,
    /// And in the mean.
    pub mean_parallelism: f64,
    /// How many tasks were in progress at most.
    pub max_concurrency: u32,
    /// And in the mean.
    pub mean_concurrency: f64,
    /// Memory of the trace, its levels of detail included, in bytes.
    pub memory_bytes: f64,
    /// Its lanes, by index.
    pub lanes: Vec<LaneFacts>,
    /// The names with the longest self time, longest first; at most 200.
    pub names: Vec<NameFacts>,
    /// The longest waits, longest first; at most 20.
    pub waits: Vec<WaitFacts>,
    /// The critical path, at most its 200 longest stretches in order of time.
    pub path: Vec<PathFacts>,
    /// What the whole path was spent on: names and times in nanoseconds, the longest first; at most 12.
    pub path_names: Vec<(String, f64)>,
    /// Its length, in nanoseconds.
    pub path_ns: f64,
    /// How often it goes to another lane where no flow says so.
    pub path_guesses: u32,
    /// Whether threads may have shared a GIL that the file does not tell of.
    pub may_share_gil: bool,
    /// What was wrong in the file, the first ones.
    pub warnings: Vec<WarningFacts>,
    /// How many more there are.
    pub more_warnings: f64,
    /// How many flows, counters and instants there are.
    pub flows: f64,
    /// Counters.
    pub counters: f64,
    /// Instants.
    pub instants: f64,
    /// Whether it is still being recorded.
    pub is_growing: bool,
    /// The states that its slices are in.
    pub states: Vec<String>,
}

/// What lies under the pointer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The slice, or, where `count` is more than 1, the longest of those too short to be told apart; none where it is a
    /// moment at which something happened.
    pub slice: Option<SliceRef>,
    /// In which trace.
    pub slot: u32,
    /// How many slices share the place.
    pub count: u32,
    /// Its name.
    pub title: String,
    /// Its state, or whom the moment concerns (`moment-thread`, `-process`, `-all`). For `levels`, what the curves say,
    /// the name is how many execute at once and the lane how many are in progress.
    pub state: String,
    /// Its lane.
    pub lane: String,
    /// Its start.
    pub start_ns: f64,
    /// Its length.
    pub duration_ns: f64,
    /// Left, top, width and height on the canvas.
    pub outline_px: [f64; 4],
}

/// The other end of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowFacts {
    /// What it is called.
    pub name: String,
    /// The slice at the other end, where there is one.
    pub other: Option<SliceRef>,
    /// That slice's name, and the lane at the other end.
    pub other_name: String,
    /// The lane at the other end.
    pub other_lane: String,
    /// When it leaves, and when it arrives.
    pub from_ns: f64,
    /// When it arrives.
    pub to_ns: f64,
}

/// All of a slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// Which.
    pub slice: SliceRef,
    /// Its name.
    pub name: String,
    /// Its state, in a word.
    pub state: String,
    /// Its task's number, where it has one.
    pub task: Option<u32>,
    /// Its lane's name, with its process's.
    pub lane: String,
    /// Its start.
    pub start_ns: f64,
    /// Its length.
    pub duration_ns: f64,
    /// Its length without what is nested in it.
    pub self_ns: f64,
    /// Arguments from the file, in its order.
    pub arguments: Vec<(String, String)>,
    /// Where the program was, from the outermost frame to the innermost; empty where the file does not say.
    pub stack: Vec<String>,
    /// Arrows that arrive.
    pub flows_in: Vec<FlowFacts>,
    /// Arrows that leave.
    pub flows_out: Vec<FlowFacts>,
    /// All slices of its name.
    pub of_name: NameFacts,
    /// Its lane.
    pub of_lane: LaneFacts,
    /// Where it lies from the top of all lanes, so that the page can scroll to it.
    pub top_px: f64,
}

/// The figures of a stretch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// From when.
    pub start_ns: f64,
    /// Until when.
    pub end_ns: f64,
    /// For each trace that is open: slices in it, busy time, mean and maximum parallelism, mean concurrency.
    pub slots: Vec<StretchFacts>,
}

/// The figures of one trace in a stretch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StretchFacts {
    /// Which trace.
    pub slot: u32,
    /// How many outermost and nested slices touch it.
    pub slices: f64,
    /// Busy time in it, summed over lanes.
    pub busy_ns: f64,
    /// Lanes that executed at once, in the mean.
    pub mean_parallelism: f64,
    /// And at most.
    pub max_parallelism: u32,
    /// Tasks in progress, in the mean.
    pub mean_concurrency: f64,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// Which slice; none where it is a moment.
    pub slice: Option<SliceRef>,
    /// Its name.
    pub name: String,
    /// Its state; of a moment whom it concerns.
    pub state: String,
    /// Its lane.
    pub lane: String,
    /// Its start.
    pub start_ns: f64,
    /// Its length.
    pub duration_ns: f64,
}

/// What is painted besides names of the trace itself, in the reader's language; in English until it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What stands between a number and its decimals.
    pub decimal: String,
    /// The curve of tasks in progress.
    pub in_progress: String,
    /// The curve of tasks that execute at once.
    pub at_once: String,
    /// The overview, in full and where there is little room.
    pub whole: [String; 2],
    /// How many lanes of a folded process are at work; `{}` stands for how many it has.
    pub band: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            decimal: ".".to_owned(),
            in_progress: "in progress".to_owned(),
            at_once: "at once".to_owned(),
            whole: ["whole trace".to_owned(), "all".to_owned()],
            band: "at work, of {}".to_owned(),
        }
    }
}
