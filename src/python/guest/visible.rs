//! Visible operations: what one thread does that another can notice.

use super::{ObjectId, ProcessId, ThreadId};

/// An operation that other threads can see the effect of, or that sees theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Visible {
    /// What is accessed.
    pub place: Place,
    /// How.
    pub access: Access,
}

/// What a visible operation accesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A global variable: the process and the variable's number ([`World::place_name`](crate::python::World::place_name)).
    Global(ProcessId, u32),
    /// An attribute of an object: the object's number in its process and the number of the name.
    Attribute(ProcessId, u32, u32),
    /// An item of a container, or the container as a whole: the object's number in its process.
    Item(ProcessId, u32),
    /// A variable that closures share: the cell's number in its process.
    Cell(ProcessId, u32),
    /// A synchronisation object.
    Object(ObjectId),
    /// A thread: start, join, `is_alive`.
    Thread(ThreadId),
    /// A process: start, join, `is_alive`.
    Process(ProcessId),
    /// Standard output.
    Output,
}

/// How a visible operation accesses its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Reads.
    Read,
    /// Writes.
    Write,
    /// A synchronisation: acquire, wait, get, put, join.
    Sync,
}
