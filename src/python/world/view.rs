//! What is to be seen of threads, processes and synchronisation objects.

use super::World;
use crate::python::guest::{
    FrameInfo, ObjectId, ObjectInfo, ProcessId, StartMethod, ThreadId, ThreadInfo, ThreadStatus,
};
use crate::python::object::Object;
use crate::python::value::Value;

impl World {
    /// What a thread is doing.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn status(&self, thread: ThreadId) -> ThreadStatus {
        self.metas[thread.0 as usize].status
    }

    /// The process that a thread belongs to.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn process_of(&self, thread: ThreadId) -> ProcessId {
        self.metas[thread.0 as usize].process
    }

    /// A thread's name.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn thread_name(&self, thread: ThreadId) -> &str {
        &self.metas[thread.0 as usize].name
    }

    /// Is the thread ended with its process's main thread?
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn is_daemon(&self, thread: ThreadId) -> bool {
        self.metas[thread.0 as usize].daemon
    }

    /// How many processes there have been so far.
    pub fn process_count(&self) -> usize {
        self.processes.len()
    }

    /// A process's name.
    ///
    /// # Panics
    ///
    /// If there is no such process.
    pub fn process_name(&self, process: ProcessId) -> &str {
        &self.processes[process.0 as usize].name
    }

    /// Is it a sub-interpreter of the process that started it?
    ///
    /// # Panics
    ///
    /// If there is no such process.
    pub fn is_interpreter(&self, process: ProcessId) -> bool {
        self.processes[process.0 as usize].method == StartMethod::Interpreter
    }

    /// The exit code of a process that has ended; the first one's is the program's.
    ///
    /// # Panics
    ///
    /// If there is no such process.
    pub fn exit_code(&self, process: ProcessId) -> Option<i32> {
        self.processes[process.0 as usize].exit_code
    }

    /// The last line of the traceback that the main thread of the first process died of.
    pub fn exception(&self) -> Option<&str> {
        self.exception.as_deref()
    }

    /// A text that an event refers to by number.
    ///
    /// # Panics
    ///
    /// If there is no such text.
    pub fn label(&self, number: u32) -> &str {
        &self.labels[number as usize]
    }

    /// Memory in use over all processes, in bytes, roughly.
    pub fn memory(&self) -> u64 {
        let heaps = self.processes.iter().map(|process| (process.heap.alive + process.heap.fresh) as u64);
        self.held + heaps.sum::<u64>()
    }

    /// Where a place of the program's own code stands: file, function, line.
    fn source_place(&self, place: (u32, u32)) -> (String, String, u32) {
        let code = &self.program.codes[place.0 as usize];
        let module = &self.program.modules[code.module as usize];
        let line = code.spans.get(place.1 as usize).map_or(code.first_line, |span| span.line);
        (module.file.to_string(), code.name.to_string(), line)
    }

    /// The line of the program that a thread stands at.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn line(&self, thread: ThreadId) -> u32 {
        let frames = self.threads[thread.0 as usize].as_ref().map_or(&[][..], |thread| &thread.frames);
        let place = frames.iter().rposition(|frame| !self.program.codes[frame.code as usize].hidden);
        place.map_or(0, |at| {
            let frame = &frames[at];
            // A call that has not returned lies before the next instruction; what is about to be executed is that itself.
            let is_in_call = at + 1 < frames.len() || self.status(thread) != ThreadStatus::Ready;
            self.source_place((frame.code, frame.pc - u32::from(is_in_call && frame.pc > 0))).2
        })
    }

    /// What all threads are doing, with their frames.
    pub fn threads(&self) -> Vec<ThreadInfo> {
        (0..self.metas.len()).map(|at| self.thread(ThreadId(at as u32))).collect()
    }

    /// What a thread is doing, with its frames.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn thread(&self, id: ThreadId) -> ThreadInfo {
        let meta = &self.metas[id.0 as usize];
        let heap = &self.processes[meta.process.0 as usize].heap;
        let mut frames = Vec::new();
        if let Some(thread) = &self.threads[id.0 as usize] {
            for frame in &thread.frames {
                let code = &self.program.codes[frame.code as usize];
                if code.hidden {
                    continue;
                }
                let (file, function, line) = self.source_place((frame.code, frame.pc));
                let mut locals = Vec::new();
                for (at, name) in code.locals.iter().enumerate() {
                    let mut value = thread.stack.get(frame.base as usize + at).copied().unwrap_or_default();
                    if code.cell_locals[at]
                        && let Value::Ref(cell) = value
                        && let Object::Cell(inner) = heap.get(cell)
                    {
                        value = *inner;
                    }
                    let name = heap.names.text(*name);
                    if !value.is_undef() && !name.starts_with('.') {
                        locals.push((name.to_string(), crate::python::show::short(&self.program, heap, value)));
                    }
                }
                frames.push(FrameInfo { function, file, line, locals });
            }
        }
        ThreadInfo {
            id,
            process: meta.process,
            name: meta.name.clone(),
            daemon: meta.daemon,
            status: meta.status,
            frames,
        }
    }

    /// A thread's priority, where the program gave it one: the smaller the number, the sooner it runs.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn priority(&self, thread: ThreadId) -> i32 {
        self.metas[thread.0 as usize].priority
    }

    /// A thread's share of the cores, where the program gave it one; 0 is the usual one.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn share(&self, thread: ThreadId) -> u32 {
        self.metas[thread.0 as usize].share
    }

    /// Global variables of the program, as short text, in the order of their appearance.
    ///
    /// # Panics
    ///
    /// If there is no such process.
    pub fn globals(&self, process: ProcessId) -> Vec<(String, String)> {
        let heap = &self.processes[process.0 as usize].heap;
        let module = &self.program.modules[self.main_module as usize];
        let mut globals = Vec::new();
        for (name, slot) in &module.globals {
            let value = heap.globals.get(*slot as usize).copied().unwrap_or_default();
            let name = heap.names.text(*name);
            if !value.is_undef() && !name.starts_with("__") {
                globals.push((name.to_string(), crate::python::show::short(&self.program, heap, value)));
            }
        }
        globals
    }

    /// All synchronisation objects, in the order of their creation.
    pub fn objects(&self) -> Vec<ObjectInfo> {
        (0..self.objects.len()).map(|at| self.object(ObjectId(at as u32))).collect()
    }

    /// A synchronisation object with its holders and waiters.
    ///
    /// # Panics
    ///
    /// If there is no such object.
    pub fn object(&self, id: ObjectId) -> ObjectInfo {
        self.objects[id.0 as usize].info(id)
    }

    /// A global variable's name.
    ///
    /// # Panics
    ///
    /// If there is no such variable.
    pub fn place_name(&self, slot: u32) -> String {
        let name = self.program.slots[slot as usize].0;
        self.processes[0].heap.names.text(name).to_string()
    }
}
