//! What a machine and its program are like at one moment: plain texts and numbers, ready to be shown.

use serde::{Deserialize, Serialize};

/// A moment of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When it is, in nanoseconds.
    pub time_ns: f64,
    /// Its number: how many instructions were executed and things happened before it.
    pub tick: f64,
    /// How far the run has been followed, in nanoseconds.
    pub front_ns: f64,
    /// Instructions executed before it.
    pub instructions: f64,
    /// Whether nothing comes before it.
    pub is_beginning: bool,
    /// Whether it is as far as the run has been followed.
    pub is_front: bool,
    /// Every thread so far, by number.
    pub threads: Vec<Thread>,
    /// Who has each core.
    pub cores: Vec<Option<u32>>,
    /// Who could run and waits for a core, in order.
    pub ready: Vec<u32>,
    /// The locks of the interpreters; none where they have none.
    pub gils: Vec<Gil>,
    /// Synchronisation objects, in the order of their creation; at most [`MOST_OBJECTS`].
    pub objects: Vec<Object>,
    /// How many more objects there are.
    pub more_objects: u32,
    /// Tasks of event loops, in the order of their creation; at most [`MOST_OBJECTS`].
    pub tasks: Vec<Task>,
    /// Numbers of threads of which each waits for the next, and the last for the first; empty where there is no circle.
    pub cycle: Vec<u32>,
    /// What the program has written to standard output, its end where it is long.
    pub stdout: String,
    /// What it has written to standard error, its end where it is long.
    pub stderr: String,
    /// How many bytes of both are left out at their beginnings.
    pub left_out: f64,
    /// Global variables of the program, as short texts.
    pub globals: Vec<(String, String)>,
    /// How the run ended, where it has.
    pub ending: Option<Box<Ending>>,
}

/// How many objects are told of at most.
pub const MOST_OBJECTS: usize = 200;
/// How many threads are told of with their stacks: those that have not ended, first of all.
pub const MOST_STACKS: usize = 32;
/// How many bytes of what the program has written are told of.
pub const MOST_OUTPUT: usize = 64 * 1024;

/// What a thread is doing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// Its number.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// Its process.
    pub process: u32,
    /// What that is called.
    pub process_name: String,
    /// Whether it is ended with its process's main thread.
    pub daemon: bool,
    /// `new`, `runnable`, `running`, `waiting` or `terminated`.
    pub state: String,
    /// How it last went from one state to another, as `interleave::machine::state::Move` names it; empty before that.
    pub moved: String,
    /// The core it has.
    pub core: Option<u32>,
    /// The line of the program it is at; 0 where it is at none.
    pub line: u32,
    /// What it waits for.
    pub wait: Option<Wait>,
    /// Its frames, the outermost first.
    pub frames: Vec<Frame>,
}

/// A function in progress.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Its name, `<module>` for a module's body.
    pub function: String,
    /// Whether it is the program's own, and not a library's.
    pub is_own: bool,
    /// The line, from 1 on.
    pub line: u32,
    /// Local variables and their values as short texts.
    pub locals: Vec<(String, String)>,
}

/// What a thread waits for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// `gil`, `switch`, `sleep`, `io`, `start`, `object`, `thread` or `process`.
    pub kind: String,
    /// The object, where it is one.
    pub object: Option<u32>,
    /// What that, the thread or the process is called; empty otherwise.
    pub name: String,
    /// Who could end the wait.
    pub holders: Vec<u32>,
}

/// The lock of an interpreter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gil {
    /// Whose it is.
    pub process: u32,
    /// Who holds it.
    pub holder: Option<u32>,
    /// Who waits for it, in order.
    pub waiters: Vec<u32>,
    /// Whether somebody has asked the holder to give it up.
    pub is_requested: bool,
}

/// A lock, a queue or the like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// Its number.
    pub id: u32,
    /// What it is: `Lock`, `Queue`, ….
    pub kind: String,
    /// The variable it was first stored in.
    pub name: String,
    /// Who holds it.
    pub holders: Vec<u32>,
    /// Who waits for it, the next one first; of a queue, who waits to get.
    pub waiters: Vec<u32>,
    /// Of a bounded queue: who waits to put.
    pub putters: Vec<u32>,
    /// Permits left, items, 1 for a set event, threads at the barrier.
    pub count: u32,
    /// Items that fit, permits at most, parties; 0 where there is no limit.
    pub capacity: u32,
}

/// A task of an event loop that is not done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// The thread that runs its loop.
    pub thread: Option<u32>,
    /// `ready` (in the loop's queue), `running` or `waiting`.
    pub state: String,
    /// What it awaits; empty where it does not.
    pub waits_for: String,
    /// Tasks that could end that wait.
    pub held_by: Vec<String>,
    /// The line of the program it is at; 0 where it is at none.
    pub line: u32,
}

/// How a run ended, and what it came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// `ok`, `exception`, `deadlock` or `limit`.
    pub status: String,
    /// The exit code.
    pub exit_code: u32,
    /// The last line of the traceback that ended the main thread.
    pub exception: Option<String>,
    /// Threads that wait for what will not come.
    pub stuck: Vec<Stuck>,
    /// Their numbers in a circle, where they wait for each other.
    pub cycle: Vec<u32>,
    /// Tasks of event loops that wait for each other in a circle.
    pub task_circle: Vec<Stuck>,
    /// Which bound was reached: `instructions`, `memory`, `processes` or `time`.
    pub limit: Option<String>,
    /// The virtual time it took, in nanoseconds.
    pub virtual_ns: f64,
    /// Instructions of the bytecode.
    pub instructions: f64,
    /// How often a core went on with another thread.
    pub switches: f64,
    /// Busy time over all cores, over cores times virtual time.
    pub utilisation: f64,
    /// How many threads ran at an instant: the mean, and the most.
    pub mean_parallelism: f64,
    /// See [`Self::mean_parallelism`].
    pub max_parallelism: u32,
    /// How many threads were alive at an instant: the mean.
    pub mean_concurrency: f64,
    /// What became of each thread, by number.
    pub accounts: Vec<Account>,
    /// Slices and the like that were not recorded, because there were too many.
    pub dropped: f64,
}

/// A thread that waits for what will not come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stuck {
    /// Its number.
    pub thread: u32,
    /// What it is called.
    pub name: String,
    /// The line of the program it waits at; 0 where that is not known.
    pub line: u32,
    /// What it waits for.
    pub waits_for: String,
    /// Who could let it go on.
    pub held_by: Vec<u32>,
}

/// How a thread spent its life, in nanoseconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// What it is called.
    pub name: String,
    /// It had a core.
    pub running_ns: f64,
    /// It could have had one.
    pub runnable_ns: f64,
    /// It waited for something else.
    pub waiting_ns: f64,
    /// From its start to when it first had a core; none where it never had.
    pub response_ns: Option<f64>,
    /// From its start to its end; none where it did not end.
    pub turnaround_ns: Option<f64>,
    /// How often it gave up its core.
    pub switches: f64,
}
