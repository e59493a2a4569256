//! What happened in a run, in order.

use std::sync::Arc;

use super::run::Waits;
use super::{ObjectId, ProcessId, ThreadId};

/// Something that happened during a run, for the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// CPU time used in this run when it happened.
    pub at_cpu_ns: u64,
    /// The thread that did it.
    pub thread: ThreadId,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A synchronisation object came to be.
    Created(ObjectId),
    /// A lock, permit or the like was taken.
    Acquired(ObjectId),
    /// A lock, permit or the like was given back.
    Released(ObjectId),
    /// The thread became a waiter of the object.
    Blocked(Waits),
    /// The thread's action made a waiting thread ready.
    Woken {
        /// Who is ready now.
        thread: ThreadId,
        /// What it waited for.
        waited_for: Waits,
    },
    /// A condition, an event or a barrier was signalled.
    Signalled(ObjectId),
    /// An item was put; how many there are now.
    Put(ObjectId, u32),
    /// An item was taken; how many there are now.
    Got(ObjectId, u32),
    /// A thread was started.
    Started(ThreadId),
    /// This thread ended.
    Ended,
    /// A thread was ended with its process (daemon threads, `terminate`).
    Killed(ThreadId),
    /// A process was started.
    ProcessStarted(ProcessId),
    /// A process ended, with its exit code.
    ProcessEnded(ProcessId, i32),
    /// Text was written to standard output or standard error.
    Output {
        /// Standard error.
        error: bool,
        /// How many bytes.
        bytes: u32,
    },
    /// An event loop's queue of ready callbacks has this many entries now.
    LoopReady(u32),
    /// A task of an event loop could go on: it is new, what it awaited is there, or it let others go first. Tasks are
    /// numbered over all loops (see [`World::task_name`](crate::python::World::task_name)).
    TaskReady(u32),
    /// A task goes on.
    TaskBegins(u32),
    /// The task that went on last awaits something.
    TaskWaits {
        /// The task.
        task: u32,
        /// What it awaits: `sleep`, another task's name, the variable that holds a lock.
        on: Arc<str>,
    },
    /// The task is done.
    TaskEnds(u32),
    /// A named moment (`sim.mark`, a failed `sim.check`).
    Mark(u32),
}
