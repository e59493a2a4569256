//! What is shown of threads, frames and synchronisation objects.

use std::fmt;

use super::run::Waits;
use super::{ObjectId, ProcessId, ThreadId};

/// What kind of synchronisation object it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncKind {
    /// `threading.Lock`.
    Lock,
    /// `threading.RLock`.
    RLock,
    /// `threading.Semaphore`.
    Semaphore,
    /// `threading.BoundedSemaphore`.
    BoundedSemaphore,
    /// `threading.Condition`.
    Condition,
    /// `threading.Event`.
    Event,
    /// `threading.Barrier`.
    Barrier,
    /// `queue.Queue`, `multiprocessing.Queue`.
    Queue,
    /// `queue.LifoQueue`.
    LifoQueue,
    /// `queue.PriorityQueue`.
    PriorityQueue,
    /// `queue.SimpleQueue`.
    SimpleQueue,
    /// One direction of `multiprocessing.Pipe`.
    Pipe,
    /// `multiprocessing.Value` and `Array`: memory that processes share.
    Memory,
    /// An event loop's wait for something to do.
    Loop,
}

impl fmt::Display for SyncKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lock => "Lock",
            Self::RLock => "RLock",
            Self::Semaphore => "Semaphore",
            Self::BoundedSemaphore => "BoundedSemaphore",
            Self::Condition => "Condition",
            Self::Event => "Event",
            Self::Barrier => "Barrier",
            Self::Queue => "Queue",
            Self::LifoQueue => "LifoQueue",
            Self::PriorityQueue => "PriorityQueue",
            Self::SimpleQueue => "SimpleQueue",
            Self::Pipe => "Pipe",
            Self::Memory => "shared memory",
            Self::Loop => "event loop",
        })
    }
}

/// What a synchronisation object looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its number.
    pub id: ObjectId,
    /// What it is.
    pub kind: SyncKind,
    /// The variable it was first stored in, or its kind and number: `lock`, `Lock-3`.
    pub name: String,
    /// Who holds it, most recent last; an `RLock`'s holder is named once.
    pub holders: Vec<ThreadId>,
    /// Who waits for it, the next one first. Of a queue: who waits to get.
    pub waiters: Vec<ThreadId>,
    /// Of a bounded queue: who waits to put.
    pub putters: Vec<ThreadId>,
    /// Permits left, items in the queue, 1 for a set event, threads at the barrier, recursion depth of an `RLock`.
    pub count: u32,
    /// Items that fit, permits at most, parties; 0 where there is no limit.
    pub capacity: u32,
    /// The library keeps it for itself: whoever shows the program need not show it.
    pub is_hidden: bool,
}

/// What a thread is doing, as far as the program is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThreadStatus {
    /// Created, not started.
    New,
    /// Can be run.
    Ready,
    /// Parked at a request.
    Requesting,
    /// Parked at an object, a thread or a process.
    Blocked(Waits),
    /// Over.
    Ended,
}

/// What a thread looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadInfo {
    /// Its number.
    pub id: ThreadId,
    /// The process it belongs to.
    pub process: ProcessId,
    /// `threading.Thread.name`, or `MainThread`.
    pub name: String,
    /// Ended with the main thread.
    pub daemon: bool,
    /// What it is doing.
    pub status: ThreadStatus,
    /// Its frames, the outermost first; without those of library modules where there are others.
    pub frames: Vec<FrameInfo>,
}

/// A function in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameInfo {
    /// The function's name, `<module>` for a module's body.
    pub function: String,
    /// The file: the program's own name, or a library module's.
    pub file: String,
    /// The line, from 1 on.
    pub line: u32,
    /// Local variables and their values as short text, in the order of their appearance.
    pub locals: Vec<(String, String)>,
}

/// Who waits, for what, who could end the wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedOn {
    /// What the thread waits for.
    pub on: Waits,
    /// The object's name or the thread's.
    pub name: String,
    /// Who holds it (or who is being joined).
    pub holders: Vec<ThreadId>,
    /// The line of the program at which the thread waits.
    pub line: u32,
}
