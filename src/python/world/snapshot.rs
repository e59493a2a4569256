//! The past of a world: kept in the time and memory of what changed, gone back to in the same.
//!
//! A [`World`] is a value, and a clone of it a world of its own; but cloning copies all of it. A [`Snapshot`] shares
//! what did not change with the one before: objects by chunks, threads that did not run, what was written. What only
//! makes a run fast (the caches of the bytecode) is no part of it.

use std::sync::Arc;

use super::{Process, World};
use crate::python::guest::ThreadId;
use crate::python::heap::{Heap, KeptHeap};
use crate::python::thread::Thread;

/// A world as it was.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// By process.
    heaps: Vec<KeptHeap>,
    threads: Vec<Option<Arc<Thread>>>,
    /// All but heaps and threads.
    rest: World,
    bytes: u64,
}

impl Snapshot {
    /// What it takes in memory beyond what it shares with the one that was kept before, in bytes, roughly.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// A world of its own in that state.
    #[must_use]
    pub fn world(&self) -> World {
        let mut world = self.rest.clone();
        world.restore(self);
        world
    }
}

impl World {
    /// The state as it is, to go back to with [`Self::restore`]. What happened and was not taken yet is not in it.
    pub fn snapshot(&mut self) -> Snapshot {
        let program = self.program.clone();
        let registers = |code: u32| program.codes[code as usize].registers as usize;
        self.asleep.resize(self.threads.len(), None);
        let mut bytes = (self.metas.len() * size_of::<crate::python::thread::Meta>()) as u64;
        for (asleep, thread) in self.asleep.iter_mut().zip(&self.threads) {
            if let (None, Some(thread)) = (&asleep, thread) {
                let kept = thread.at_rest(registers);
                bytes += kept.bytes();
                *asleep = Some(Arc::new(kept));
            }
        }
        let heaps: Vec<KeptHeap> = self.processes.iter_mut().map(|process| process.heap.keep()).collect();
        bytes += heaps.iter().map(KeptHeap::bytes).sum::<u64>();
        Snapshot { heaps, threads: self.asleep.clone(), rest: self.rest(), bytes }
    }

    /// Makes the world what it was. It need not be the world that the snapshot is of, but of one program.
    ///
    /// # Panics
    ///
    /// If the snapshot is of a world that was loaded from something else.
    pub fn restore(&mut self, to: &Snapshot) {
        assert!(self.is_of_the_same_program(&to.rest), "a snapshot is of one program");
        let mut threads = std::mem::take(&mut self.threads);
        let mut asleep = std::mem::take(&mut self.asleep);
        let mut heaps: Vec<Heap> = self.processes.iter_mut().map(|process| std::mem::take(&mut process.heap)).collect();
        *self = to.rest.clone();
        heaps.resize_with(to.heaps.len(), Heap::default);
        for ((process, mut heap), kept) in self.processes.iter_mut().zip(heaps).zip(&to.heaps) {
            heap.go_back(kept);
            process.heap = heap;
            process.caches = vec![Default::default(); self.program.sites.len()];
        }
        threads.resize_with(to.threads.len(), || None);
        asleep.resize(to.threads.len(), None);
        for ((thread, now), then) in threads.iter_mut().zip(&asleep).zip(&to.threads) {
            let is_same = matches!((now, then), (Some(now), Some(then)) if Arc::ptr_eq(now, then));
            if !is_same {
                *thread = then.as_ref().map(|kept| Box::new(kept.awake()));
            }
        }
        self.threads = threads;
        self.asleep.clone_from(&to.threads);
    }

    /// A thread that is about to change.
    pub(super) fn thread_mut(&mut self, thread: ThreadId) -> Option<&mut Thread> {
        let at = thread.0 as usize;
        if let Some(asleep) = self.asleep.get_mut(at) {
            *asleep = None;
        }
        self.threads.get_mut(at)?.as_deref_mut()
    }

    pub(super) fn is_of_the_same_program(&self, other: &Self) -> bool {
        let main = self.main_module;
        Arc::ptr_eq(&self.program, &other.program)
            || (main == other.main_module
                && self.options == other.options
                && self.program.modules[main as usize].lines == other.program.modules[main as usize].lines)
    }

    /// All but heaps and threads.
    fn rest(&self) -> Self {
        let process = |process: &Process| Process {
            heap: Heap::default(),
            caches: Vec::new(),
            modules: process.modules.clone(),
            main_name: process.main_name.clone(),
            name: process.name.clone(),
            main_thread: process.main_thread,
            exit_code: process.exit_code,
            exiting: process.exiting,
            joiners: process.joiners.clone(),
            method: process.method,
            handle: process.handle,
            parent: process.parent,
            ends: process.ends.clone(),
        };
        Self {
            options: self.options.clone(),
            program: self.program.clone(),
            processes: self.processes.iter().map(process).collect(),
            threads: Vec::new(),
            asleep: Vec::new(),
            metas: self.metas.clone(),
            objects: self.objects.clone(),
            output: self.output.clone(),
            errors: self.errors.clone(),
            events: Vec::new(),
            labels: self.labels.clone(),
            tasks: self.tasks.clone(),
            woke: self.woke,
            main_module: self.main_module,
            exception: self.exception.clone(),
            prelude: self.prelude.clone(),
            fresh: self.fresh.clone(),
            held: self.held,
        }
    }
}
