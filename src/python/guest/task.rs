//! What tasks of event loops look like from outside.

use super::ThreadId;
use super::info::FrameInfo;

/// What a task of an event loop is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskStatus {
    /// It stands in the loop's queue.
    Ready,
    /// It is being executed.
    Running,
    /// It awaits something.
    Waiting,
}

/// What a task of an event loop looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskInfo {
    /// Its number, over all loops.
    pub number: u32,
    /// `asyncio.Task.get_name()`.
    pub name: String,
    /// Who runs its loop, while somebody does.
    pub thread: Option<ThreadId>,
    /// What it is doing.
    pub status: TaskStatus,
    /// What it awaits; empty where it does not.
    pub waits_for: String,
    /// Tasks that could end that wait, by number.
    pub held_by: Vec<u32>,
    /// The line of the program that it stands at.
    pub line: u32,
    /// Its coroutines in progress, the outermost first; without those of library modules.
    pub frames: Vec<FrameInfo>,
}
