//! The words that Python programs and what runs them have in common.
//!
//! A [`World`](super::World) executes bytecode; who drives it (the simulated machine, the explorer of schedules, a
//! test) decides which thread goes on, for how long, and when waiting ends. This file is all that passes between them.
//! It knows no core, no scheduling policy and no clock: times come in as numbers and go out as numbers.
//!
//! How a thread is driven:
//!
//! 1. [`World::run`](super::World::run) lets one *ready* thread execute until a limit is reached or it stops by itself.
//! 2. What happened on the way is in the order it happened in [`World::take_events`](super::World::take_events), each
//!    with the CPU time the thread had used in that run.
//! 3. A thread that stopped with [`Stop::Request`] stays parked until `World::answer(thread)`. A thread that stopped
//!    with [`Stop::Blocked`] stays parked until another thread's action makes an [`EventKind::Woken`] of it, or
//!    until `World::time_out(thread)` where it waits with a timeout. Woken, it is ready and *tries again* when it is next
//!    run: another thread may have been faster, and then it blocks again, at the head of the waiters.

mod event;
mod info;
mod options;
mod run;
mod task;
mod visible;

pub use event::{Event, EventKind};
pub use info::{BlockedOn, FrameInfo, ObjectInfo, SyncKind, ThreadInfo, ThreadStatus};
pub use options::{Refused, StartMethod, WorldOptions};
pub use run::{Limits, Ran, Request, Stop, Waits};
pub use task::{TaskInfo, TaskStatus};
pub use visible::{Access, Place, Visible};

/// A thread of the program, numbered from 0 (the main thread) over all its processes in the order of their creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u32);

/// A simulated process (or sub-interpreter), numbered from 0 (the one that was started first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessId(pub u32);

/// A synchronisation object of the program, numbered over all processes in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);
