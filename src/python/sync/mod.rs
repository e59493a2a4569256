//! Synchronisation objects as state machines: who holds, who waits, how many. A blocked thread tries again when it is
//! woken, as CPython's do, so a faster thread can come between.

pub mod memory;
pub mod naming;
pub mod natives;
pub mod pipes;

use std::collections::VecDeque;
use std::sync::Arc;

use super::cx::Cx;
use super::guest::{ObjectId, ObjectInfo, ProcessId, SyncKind, ThreadId};
use super::value::{Ref, Value};

/// One synchronisation object.
#[derive(Clone, Debug)]
pub struct Sync {
    pub kind: SyncKind,
    pub process: ProcessId,
    pub name: String,
    pub naming: naming::Naming,
    /// The library keeps it for itself.
    pub is_hidden: bool,
    pub holders: Vec<ThreadId>,
    pub waiters: VecDeque<ThreadId>,
    pub putters: VecDeque<ThreadId>,
    /// Who waits in `Queue.join`.
    pub joiners: VecDeque<ThreadId>,
    /// Permits, recursion depth, set or not, threads at the barrier.
    pub count: i64,
    pub capacity: i64,
    pub items: VecDeque<Value>,
    pub unfinished: i64,
    /// Of a condition: its lock.
    pub lock: Option<ObjectId>,
    pub generation: u32,
    pub broken: bool,
    /// Processes share it.
    pub shared: bool,
    /// What was sent through it and not received: bytes, which belong to no process.
    pub messages: VecDeque<Arc<[u8]>>,
    /// How many bytes of a pipe these take.
    pub used: usize,
    /// It is over when nobody has a handle to write to it.
    pub counted: bool,
    pub memory: Option<Box<memory::Memory>>,
}

/// How far a wait on a condition or a barrier has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wait {
    /// Of a condition: how deep its lock was held. Of a barrier: the place in line.
    pub depth: i64,
    /// Signalled or timed out; what is left is to take the lock again.
    pub over: Option<bool>,
    pub generation: u32,
}

impl Wait {
    pub fn values(&self) -> impl Iterator<Item = Value> {
        std::iter::empty()
    }
}

impl Sync {
    pub fn new(kind: SyncKind, process: ProcessId, name: String) -> Self {
        Self {
            kind,
            process,
            name,
            naming: naming::Naming::default(),
            is_hidden: false,
            holders: Vec::new(),
            waiters: VecDeque::new(),
            putters: VecDeque::new(),
            joiners: VecDeque::new(),
            count: 0,
            capacity: 0,
            items: VecDeque::new(),
            unfinished: 0,
            lock: None,
            generation: 0,
            broken: false,
            shared: false,
            messages: VecDeque::new(),
            used: 0,
            counted: false,
            memory: None,
        }
    }

    /// The same in a copy of its process's memory, in which nobody waits for it.
    pub fn copied(&self, process: ProcessId) -> Self {
        let mut copy = self.clone();
        copy.process = process;
        copy.waiters.clear();
        copy.putters.clear();
        copy.joiners.clear();
        copy
    }

    /// These threads, in the order of their numbers, are gone: they wait no longer. What they hold they keep, as in CPython.
    pub fn forget(&mut self, threads: &[ThreadId]) {
        for list in [&mut self.waiters, &mut self.putters, &mut self.joiners] {
            list.retain(|other| threads.binary_search(other).is_err());
        }
    }

    pub fn info(&self, id: ObjectId) -> ObjectInfo {
        let queue = matches!(
            self.kind,
            SyncKind::Queue | SyncKind::LifoQueue | SyncKind::PriorityQueue | SyncKind::SimpleQueue | SyncKind::Pipe
        );
        ObjectInfo {
            id,
            kind: self.kind,
            name: if self.name.is_empty() { format!("{}-{}", self.kind, id.0) } else { self.name.clone() },
            holders: self.holders.clone(),
            waiters: self.waiters.iter().copied().collect(),
            putters: self.putters.iter().copied().collect(),
            count: if queue {
                (self.items.len() + self.messages.len()) as u32
            } else {
                u32::try_from(self.count).unwrap_or(0)
            },
            capacity: u32::try_from(self.capacity).unwrap_or(0),
            is_hidden: self.is_hidden,
        }
    }
}

/// `repr` of a lock and its like.
pub fn repr(cx: &Cx<'_>, id: ObjectId, at: Ref) -> String {
    let sync = &cx.world.objects[id.0 as usize];
    let address = cx.address(at);
    match sync.kind {
        SyncKind::Lock => {
            let state = if sync.count > 0 { "locked" } else { "unlocked" };
            format!("<{state} _thread.lock object at {address}>")
        }
        SyncKind::RLock => {
            let state = if sync.count > 0 { "locked" } else { "unlocked" };
            let owner = sync.holders.first().map_or(0, |owner| owner.0 + 1);
            format!("<{state} _thread.RLock object owner={owner} count={} at {address}>", sync.count)
        }
        kind => format!("<{kind} object at {address}>"),
    }
}
