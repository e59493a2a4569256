//! A running program as one value: its processes' memories, its threads' frames, its synchronisation objects and
//! what it has written. Cloning it is a snapshot; running a clone is a run of its own.

mod base;
mod canonical;
mod load;
mod run;
mod snapshot;
mod view;
mod visible;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::code::Program;
use super::cx::Cache;
use super::guest::{Event, ObjectId, ProcessId, StartMethod, ThreadId, WorldOptions};
use super::heap::Heap;
use super::sync::Sync;
use super::thread::{Meta, Thread};
use super::value::Value;

pub use base::builtin;
pub use snapshot::Snapshot;

/// A simulated process or sub-interpreter.
#[derive(Clone, Debug)]
pub struct Process {
    pub heap: Heap,
    pub caches: Vec<Cache>,
    pub modules: BTreeMap<u32, Value>,
    /// `__main__`, or `__mp_main__` where it was started afresh.
    pub main_name: Arc<str>,
    pub name: String,
    pub main_thread: ThreadId,
    /// Its exit code, once it has ended.
    pub exit_code: Option<i32>,
    pub exiting: Option<i32>,
    pub joiners: Vec<ThreadId>,
    pub method: StartMethod,
    pub handle: Value,
    /// Who started it; itself for the first one.
    pub parent: ProcessId,
    /// Ends of pipes that it has open, and whether they are for writing.
    pub ends: Vec<(ObjectId, bool)>,
}

/// A program in the midst of running.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) options: WorldOptions,
    pub(super) program: Arc<Program>,
    pub(super) processes: Vec<Process>,
    pub(super) threads: Vec<Option<Box<Thread>>>,
    /// Threads as the last snapshot kept them, where they have not run since.
    asleep: Vec<Option<Arc<Thread>>>,
    pub(super) metas: Vec<Meta>,
    pub(super) objects: Vec<Sync>,
    pub(super) output: Arc<Vec<u8>>,
    pub(super) errors: Arc<Vec<u8>>,
    pub(super) events: Vec<Event>,
    pub(super) labels: Arc<Vec<String>>,
    /// Names of the tasks of event loops, by number.
    pub(super) tasks: Vec<Arc<str>>,
    /// Somebody was woken since this was last looked at.
    pub(super) woke: bool,
    pub(super) main_module: u32,
    pub(super) exception: Option<String>,
    prelude: Arc<HashMap<String, u32>>,
    /// The memory that a process starts with that is no copy of another; empty where none can be started.
    pub(super) fresh: Arc<Heap>,
    /// Bytes that belong to no process: on their way through pipes, and in shared memory.
    pub(super) held: u64,
}

impl World {
    pub(super) fn prelude_slot(&self, name: &str) -> u32 {
        self.prelude.get(name).copied().unwrap_or_else(|| panic!("the prelude has no {name}"))
    }

    /// What happened since this was last asked, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// What the program wrote to standard output so far.
    pub fn output(&self) -> &[u8] {
        &self.output
    }

    /// What it wrote to standard error, tracebacks among it.
    pub fn errors(&self) -> &[u8] {
        &self.errors
    }

    /// How many threads there have been so far.
    pub fn thread_count(&self) -> usize {
        self.metas.len()
    }

    pub(super) fn add_label(&mut self, text: &str) -> u32 {
        match self.labels.iter().position(|label| label == text) {
            Some(known) => known as u32,
            None => {
                Arc::make_mut(&mut self.labels).push(text.to_owned());
                self.labels.len() as u32 - 1
            }
        }
    }

    /// The options it was loaded with.
    pub fn options(&self) -> &WorldOptions {
        &self.options
    }
}
