//! Letting threads run, and what their ends mean.

use std::sync::Arc;

use super::World;
use crate::python::builtins::NATIVES;
use crate::python::cx::Cx;
use crate::python::guest::{Event, EventKind, Limits, ObjectId, ProcessId, Ran, Stop, ThreadId, ThreadStatus, Waits};
use crate::python::thread::{Meta, Thread};
use crate::python::value::Value;
use crate::python::vm;

impl World {
    pub(in crate::python) fn add_thread(
        &mut self,
        process: ProcessId,
        name: String,
        entry: Value,
        args: Vec<Value>,
    ) -> ThreadId {
        let id = ThreadId(self.threads.len() as u32);
        self.threads.push(Some(Box::new(Thread::new(entry, args))));
        self.metas.push(Meta {
            process,
            status: ThreadStatus::New,
            name,
            daemon: false,
            timed_out: false,
            signalled: false,
            wait: None,
            deadline_ns: None,
            joiners: Vec::new(),
            cpu_ns: 0,
            handle: Value::None,
            place: (0, 0),
            priority: 0,
            share: 0,
        });
        id
    }

    /// Lends what functions written in Rust need to the closure.
    pub(super) fn with_cx<T>(&mut self, thread: ThreadId, act: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let process = self.metas.get(thread.0 as usize).map_or(0, |meta| meta.process.0 as usize);
        let heap = std::mem::take(&mut self.processes[process].heap);
        let program = self.program.clone();
        let mut cx = Cx {
            heap,
            program,
            natives: &NATIVES,
            world: self,
            thread,
            process,
            handling: Value::Undef,
            cost: 0,
            now_ns: 0,
            cpu_ns: 0,
            depth: 0,
            place: (0, 0),
            scratch: String::new(),
        };
        let result = act(&mut cx);
        let heap = std::mem::take(&mut cx.heap);
        self.processes[process].heap = heap;
        result
    }

    /// Lets a ready thread execute until a limit is reached or it stops by itself.
    ///
    /// # Panics
    ///
    /// If the thread is not ready, or does not exist.
    pub fn run(&mut self, thread: ThreadId, limits: &Limits) -> Ran {
        let at = thread.0 as usize;
        assert_eq!(self.metas[at].status, ThreadStatus::Ready, "only a ready thread can be run");
        self.thread_mut(thread);
        let mut running = self.threads[at].take().expect("no thread runs inside another's run");
        let place = self.metas[at].place;
        let (mut ran, result, cpu_ns, place) = self.with_cx(thread, |cx| {
            cx.place = place;
            cx.now_ns = limits.now_ns;
            if !running.begun {
                running.begun = true;
                if let Some((stop, result)) = vm::begin(cx, &mut running) {
                    return (Ran { cpu_ns: 0, instructions: 0, work: 0, stop }, result, 0, cx.place);
                }
            }
            let (ran, result) = vm::run(cx, &mut running, limits);
            let cpu_ns = ran.cpu_ns;
            (ran, result, cpu_ns, cx.place)
        });
        self.threads[at] = Some(running);
        self.metas[at].place = place;
        self.metas[at].cpu_ns += cpu_ns;
        match &ran.stop {
            Stop::Request(_) => self.metas[at].status = ThreadStatus::Requesting,
            Stop::Blocked { on, .. } => self.metas[at].status = ThreadStatus::Blocked(*on),
            Stop::Exited => self.end_thread(thread, cpu_ns),
            Stop::Uncaught => {
                let text = match result {
                    Some(error) => self.with_cx(thread, |cx| crate::python::traceback::render(cx, error)),
                    None => String::new(),
                };
                Arc::make_mut(&mut self.errors).extend_from_slice(text.as_bytes());
                self.end_thread(thread, cpu_ns);
            }
            _ => {}
        }
        if self.metas[at].status == ThreadStatus::Ended
            && !matches!(ran.stop, Stop::Exited | Stop::Uncaught | Stop::OutOfMemory | Stop::TooManyProcesses)
        {
            ran.stop = Stop::Exited;
        }
        ran
    }

    fn end_thread(&mut self, thread: ThreadId, cpu_ns: u64) {
        let at = thread.0 as usize;
        self.metas[at].status = ThreadStatus::Ended;
        self.push_event(cpu_ns, thread, EventKind::Ended);
        if let Some(inner) = self.thread_mut(thread) {
            inner.frames = Vec::new();
            inner.stack = Vec::new();
        }
        for joiner in std::mem::take(&mut self.metas[at].joiners) {
            self.wake(thread, cpu_ns, joiner, Waits::Thread(thread));
        }
        let process = self.metas[at].process;
        if let Some(code) = self.processes[process.0 as usize].exiting
            && self.processes[process.0 as usize].main_thread == thread
        {
            self.end_process(process, code, thread, cpu_ns);
        }
    }

    /// Ends a process: its other threads are cut off.
    pub(in crate::python) fn end_process(&mut self, process: ProcessId, code: i32, by: ThreadId, cpu_ns: u64) {
        let at = process.0 as usize;
        if self.processes[at].exit_code.is_some() {
            return;
        }
        self.processes[at].exit_code = Some(code);
        // In the order of their numbers.
        let mut cut_off = Vec::new();
        for other in 0..self.metas.len() {
            if self.metas[other].process == process && self.metas[other].status != ThreadStatus::Ended {
                self.metas[other].status = ThreadStatus::Ended;
                if let Some(inner) = self.thread_mut(ThreadId(other as u32)) {
                    inner.frames = Vec::new();
                    inner.stack = Vec::new();
                }
                cut_off.push(ThreadId(other as u32));
                if ThreadId(other as u32) != by {
                    self.push_event(cpu_ns, by, EventKind::Killed(ThreadId(other as u32)));
                }
            }
        }
        // All at once: thousands of threads may have an object each.
        for object in &mut self.objects {
            object.forget(&cut_off);
        }
        self.push_event(cpu_ns, by, EventKind::ProcessEnded(process, code));
        for (pipe, _) in std::mem::take(&mut self.processes[at].ends) {
            self.end_closed(pipe, by, cpu_ns);
        }
        if at != 0 {
            self.forget_memory(process);
        }
        for joiner in std::mem::take(&mut self.processes[at].joiners) {
            self.wake(by, cpu_ns, joiner, Waits::Process(process));
        }
        if process.0 == 0 {
            // Children that are left are daemons: they end with the first process.
            for child in 1..self.processes.len() {
                self.end_process(ProcessId(child as u32), -15, by, cpu_ns);
            }
        }
    }

    /// The memory of a process that has ended is gone, and so is what was in it.
    fn forget_memory(&mut self, process: ProcessId) {
        let it = &mut self.processes[process.0 as usize];
        it.heap.emptied();
        it.caches = Vec::new();
        it.modules.clear();
        it.handle = Value::None;
        for other in 0..self.metas.len() {
            if self.metas[other].process == process {
                self.metas[other].handle = Value::None;
                if let Some(inner) = self.thread_mut(ThreadId(other as u32)) {
                    let is_begun = Thread { begun: true, ..Thread::new(Value::None, Vec::new()) };
                    *inner = Thread { stack: Vec::new(), ..is_begun };
                }
            }
        }
        for object in self.objects.iter_mut().filter(|object| object.process == process) {
            object.items.clear();
        }
    }

    /// Whether a process has an end of this pipe open, for writing or for reading.
    pub(in crate::python) fn has_end(&self, pipe: ObjectId, writes: bool) -> bool {
        self.processes.iter().any(|process| process.ends.contains(&(pipe, writes)))
    }

    /// A process has closed an end of this pipe: who waits for the other side may wait in vain.
    pub(in crate::python) fn end_closed(&mut self, pipe: ObjectId, by: ThreadId, cpu_ns: u64) {
        if self.has_end(pipe, true) && self.has_end(pipe, false) {
            return;
        }
        let sync = &self.objects[pipe.0 as usize];
        let waiting: Vec<ThreadId> = sync.waiters.iter().chain(&sync.putters).copied().collect();
        for thread in waiting {
            self.wake(by, cpu_ns, thread, Waits::Object(pipe));
        }
    }

    pub(in crate::python) fn push_event(&mut self, at_cpu_ns: u64, thread: ThreadId, kind: EventKind) {
        self.events.push(Event { at_cpu_ns, thread, kind });
    }

    /// Makes a blocked thread ready.
    pub(in crate::python) fn wake(&mut self, by: ThreadId, cpu_ns: u64, thread: ThreadId, waited_for: Waits) {
        let meta = &mut self.metas[thread.0 as usize];
        if matches!(meta.status, ThreadStatus::Blocked(_)) {
            meta.status = ThreadStatus::Ready;
            self.woke = true;
            self.push_event(cpu_ns, by, EventKind::Woken { thread, waited_for });
        }
    }

    /// The request that the thread is parked at was carried out: it is ready again.
    pub fn answer(&mut self, thread: ThreadId) {
        let meta = &mut self.metas[thread.0 as usize];
        if meta.status == ThreadStatus::Requesting {
            meta.status = ThreadStatus::Ready;
        }
    }

    /// The time that the thread wanted to wait at most is up: it is ready again, and will find that out.
    pub fn time_out(&mut self, thread: ThreadId) {
        let meta = &mut self.metas[thread.0 as usize];
        if matches!(meta.status, ThreadStatus::Blocked(_)) {
            meta.status = ThreadStatus::Ready;
            meta.timed_out = true;
        }
    }

    pub(in crate::python) fn roots(&self, process: usize, roots: &mut Vec<Value>) {
        let registers = |code: u32| self.program.codes[code as usize].registers as usize;
        for (thread, meta) in self.threads.iter().zip(&self.metas) {
            if meta.process.0 as usize == process {
                if let Some(thread) = thread {
                    roots.extend(thread.roots(registers));
                }
                roots.push(meta.handle);
                roots.extend(meta.wait.iter().flat_map(crate::python::sync::Wait::values));
            }
        }
        for object in &self.objects {
            if object.process.0 as usize == process {
                roots.extend(object.items.iter().copied());
            }
        }
        let inner = &self.processes[process];
        roots.extend(inner.modules.values().copied());
        roots.push(inner.handle);
    }
}
