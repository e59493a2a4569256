//! What runs on a machine, as the machine sees it: threads that execute, ask for things and wait.
//!
//! [`python::World`](crate::python::World) is one; so are the jobs of a textbook ([`super::jobs`]). A guest knows no
//! core and no clock, and never decides who runs.

use crate::python::guest::{BlockedOn, Event, Limits, ObjectId, ObjectInfo, ProcessId, Ran, TaskInfo, ThreadId, Waits};

/// A guest as it was.
pub trait Kept: Clone + std::fmt::Debug {
    /// What it takes in memory beyond what it shares with the one that was kept before, in bytes, roughly.
    fn bytes(&self) -> u64;
}

/// A guest that is small enough to be copied whole.
#[derive(Clone, Debug)]
pub struct Whole<G>(pub G);

impl<G: Clone + std::fmt::Debug> Kept for Whole<G> {
    fn bytes(&self) -> u64 {
        size_of::<G>() as u64
    }
}

/// What runs on a machine.
pub trait Guest: Clone {
    /// Its state, to go back to.
    type Kept: Kept;

    /// Keeps the state as it is.
    fn keep(&mut self) -> Self::Kept;

    /// Makes the state what it was.
    fn go_back(&mut self, to: &Self::Kept);

    /// Lets a ready thread execute until a limit is reached or it stops by itself.
    fn run(&mut self, thread: ThreadId, limits: &Limits) -> Ran;

    /// Moves what happened since the last call to the end of `events`, in order.
    fn take_events(&mut self, events: &mut Vec<Event>);

    /// What the thread asked for has been done: it is ready.
    fn answer(&mut self, thread: ThreadId);

    /// The thread has waited for as long as it wanted: it is ready.
    fn time_out(&mut self, thread: ThreadId);

    /// Whether the thread could be run: not where it was ended with its process a moment ago.
    fn is_ready(&self, thread: ThreadId) -> bool {
        let _ = thread;
        true
    }

    /// The last line of the traceback that the program ended with, where nothing caught an exception.
    fn failure(&self) -> Option<&str> {
        None
    }

    /// The process a thread belongs to.
    fn process_of(&self, thread: ThreadId) -> ProcessId;

    /// What the thread is called.
    fn thread_name(&self, thread: ThreadId) -> String;

    /// What the process is called.
    fn process_name(&self, process: ProcessId) -> String {
        format!("process {}", process.0)
    }

    /// The line of the program that the thread is at; 0 where it is at none.
    fn line(&self, thread: ThreadId) -> u32 {
        let _ = thread;
        0
    }

    /// How long the thread computes until it waits, in nanoseconds, where that is known beforehand.
    fn burst_ns(&self, thread: ThreadId) -> Option<u64> {
        let _ = thread;
        None
    }

    /// The thread's priority: the smaller the number, the sooner it runs.
    fn priority(&self, thread: ThreadId) -> i32 {
        let _ = thread;
        0
    }

    /// The thread's share where shares are given.
    fn weight(&self, thread: ThreadId) -> u32 {
        let _ = thread;
        super::policy::USUAL_WEIGHT
    }

    /// What can be said of a synchronisation object.
    fn object(&self, object: ObjectId) -> Option<ObjectInfo> {
        let _ = object;
        None
    }

    /// What the thread waits for, and who could end that.
    fn blocked_on(&self, thread: ThreadId) -> Option<BlockedOn> {
        let _ = thread;
        None
    }

    /// What a task of an event loop is called.
    fn task_name(&self, number: u32) -> String {
        number.to_string()
    }

    /// The tasks of event loops that are not done.
    fn tasks(&self) -> Vec<TaskInfo> {
        Vec::new()
    }

    /// The text of a number that events carry.
    fn label(&self, number: u32) -> String {
        number.to_string()
    }

    /// What a thread that waits for `waits` waits for, in words.
    fn waits_name(&self, waits: Waits) -> String {
        match waits {
            Waits::Object(object) => {
                self.object(object).map_or_else(|| format!("object {}", object.0), |object| object.name)
            }
            Waits::Thread(thread) => format!("join {}", self.thread_name(thread)),
            Waits::Process(process) => format!("join {}", self.process_name(process)),
        }
    }
}
