//! A running program as one value: its processes' memories, its threads' frames, its synchronisation objects and
//! what it has written. Cloning it is a snapshot; running a clone is a run of its own.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use super::builtins::NATIVES;
use super::code::Program;
use super::compile::{self, Builtin, Context};
use super::cx::{Args, Cache, Cx};
use super::guest::{
    Access, BlockedOn, Event, EventKind, FrameInfo, Limits, ObjectId, ObjectInfo, Place, ProcessId, Ran, Refused,
    StartMethod, Stop, ThreadId, ThreadInfo, ThreadStatus, Visible, Waits, WorldOptions,
};
use super::heap::Heap;
use super::object::{Class, Layout, Object};
use super::sync::Sync;
use super::thread::{Meta, Thread};
use super::value::{Ref, Value};
use super::{library, parse, types, vm};

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
}

/// A program in the midst of running.
#[derive(Clone)]
pub struct World {
    pub(super) options: WorldOptions,
    pub(super) program: Arc<Program>,
    pub(super) processes: Vec<Process>,
    pub(super) threads: Vec<Option<Box<Thread>>>,
    pub(super) metas: Vec<Meta>,
    pub(super) objects: Vec<Sync>,
    pub(super) output: Vec<u8>,
    pub(super) errors: Vec<u8>,
    pub(super) events: Vec<Event>,
    pub(super) labels: Vec<String>,
    /// Somebody was woken since this was last looked at.
    pub(super) woke: bool,
    pub(super) main_module: u32,
    pub(super) exception: Option<String>,
    prelude: Arc<HashMap<String, u32>>,
}

/// The interpreter before any program: types, and the prelude compiled.
struct Base {
    heap: Heap,
    program: Program,
    builtins: HashMap<String, Builtin>,
    natives: HashMap<&'static str, u32>,
    prelude: HashMap<String, u32>,
}

static BASE: LazyLock<Base> = LazyLock::new(Base::new);

impl Base {
    fn new() -> Self {
        let mut heap = Heap::new();
        heap.intern(".wrapped");
        for (name, base) in types::ALL {
            let at = Ref(heap.len() as u32);
            let exception = at.0 >= types::BASE_EXCEPTION.0;
            let layout = match *name {
                "object" => Layout::Object,
                "type" => Layout::Type,
                _ if exception => Layout::Exception,
                _ => Layout::Native,
            };
            let mut mro = vec![at];
            if at != types::OBJECT
                && let Object::Class(class) = heap.get(*base)
            {
                mro.extend(class.mro.iter().copied());
            }
            // ExceptionGroup has two bases.
            let mut bases = if at == types::OBJECT { Vec::new() } else { vec![*base] };
            if at == types::EXCEPTION_GROUP {
                bases.push(types::EXCEPTION);
                mro = vec![at, types::BASE_EXCEPTION_GROUP, types::EXCEPTION, types::BASE_EXCEPTION, types::OBJECT];
            }
            let (module, title) = match name.rsplit_once('.') {
                Some((module, title)) => (module, title),
                None => ("builtins", *name),
            };
            let shown = if *name == "collections.deque" { name } else { &title };
            let class = Class {
                name: (*shown).into(),
                qualname: title.into(),
                module: module.into(),
                bases,
                mro,
                meta: types::TYPE,
                attrs: Vec::new(),
                layout,
                native: if exception { types::BASE_EXCEPTION } else { at },
                shape: 0,
                slots: None,
                has_getattr: false,
                has_getattribute: false,
                has_setattr: false,
                has_data_descriptors: false,
                has_abstract: false,
                subclasses: Vec::new(),
            };
            heap.alloc(Object::Class(Box::new(class)));
            let shape = heap.add_shape(at, Vec::new());
            if let Object::Class(class) = heap.get_mut(at) {
                class.shape = shape;
            }
        }
        heap.empty_str = heap.str_object("".into());
        heap.empty_tuple = Value::Ref(heap.alloc(Object::Tuple(Box::default())));
        for byte in 0..128_u8 {
            let text = char::from(byte).to_string();
            let value = heap.str_object(text.into());
            heap.chars.push(value);
        }
        let mut natives = HashMap::new();
        let mut builtins = HashMap::new();
        for (number, native) in NATIVES.iter().enumerate() {
            natives.insert(native.name, number as u32);
            match native.name.rsplit_once('.') {
                Some((kind, method)) => {
                    let class =
                        types::ALL.iter().position(|known| known.0 == kind || known.0.ends_with(&format!(".{kind}")));
                    let name = heap.intern(method);
                    let Some(class) = class else { panic!("no type for {}", native.name) };
                    let value = match method {
                        // Called on the type.
                        "fromkeys" | "fromhex" | "from_bytes" | "__init_subclass__" | "__prepare__" => {
                            heap.value(Object::ClassMethod(Value::Native(number as u32)))
                        }
                        "maketrans" | "__new__" => heap.value(Object::StaticMethod(Value::Native(number as u32))),
                        _ => Value::Native(number as u32),
                    };
                    if let Object::Class(class) = heap.get_mut(Ref(class as u32)) {
                        class.attrs.push((name, value));
                    }
                }
                None if native.name.starts_with("_rt_") => {}
                None => {
                    builtins.insert(native.name.to_owned(), Builtin::Value(Value::Native(number as u32)));
                }
            }
        }
        for (at, (name, _)) in types::ALL.iter().enumerate() {
            let at = Ref(at as u32);
            if types::is_builtin_name(name, at) {
                builtins.insert((*name).to_owned(), Builtin::Value(Value::Ref(at)));
            }
        }
        builtins.insert("NotImplemented".into(), Builtin::Value(Value::NotImplemented));
        builtins.insert("Ellipsis".into(), Builtin::Value(Value::Ellipsis));
        builtins.insert("__debug__".into(), Builtin::Value(Value::Bool(true)));
        for name in ["EnvironmentError", "IOError"] {
            builtins.insert(name.into(), Builtin::Value(Value::Ref(types::OS_ERROR)));
        }
        // Types that only library code names.
        let mut inner = builtins.clone();
        for (at, (name, _)) in types::ALL.iter().enumerate() {
            inner.insert(
                format!("_type_{}", name.rsplit('.').next().unwrap_or(name)),
                Builtin::Value(Value::Ref(Ref(at as u32))),
            );
        }
        let mut program = Program::default();
        let source = include_str!("library/prelude.py");
        let tree = parse::module(source).unwrap_or_else(|error| panic!("prelude: {error}"));
        let modules = HashMap::from([("builtins".to_owned(), 0)]);
        let mut cx = Context {
            program: &mut program,
            heap: &mut heap,
            natives: &natives,
            builtins: &inner,
            modules: &modules,
            constants: HashMap::new(),
        };
        compile::module(&mut cx, "builtins", "<builtins>", source, &tree, true)
            .unwrap_or_else(|error| panic!("prelude: {error}"));
        let mut prelude = HashMap::new();
        for (name, slot) in &program.modules[0].globals {
            let text = heap.names.text(*name).to_string();
            prelude.insert(text.clone(), *slot);
            if !matches!(text.as_str(), "__name__" | "__file__" | "__doc__") {
                builtins.insert(text, Builtin::Slot(*slot));
            }
        }
        Self { heap, program, builtins, natives, prelude }
    }
}

/// What a name that no module binds means everywhere.
pub(super) fn builtin(heap: &Heap, name: &str) -> Option<Value> {
    match *BASE.builtins.get(name)? {
        Builtin::Value(value) => Some(value),
        Builtin::Slot(slot) => Some(heap.globals[slot as usize]),
    }
}

impl World {
    /// Compiles a program and everything it imports, ready to run.
    ///
    /// # Errors
    ///
    /// Wrong syntax, and whatever is not supported, with its place.
    pub fn load(source: &str, options: WorldOptions) -> Result<Self, Refused> {
        let base = &*BASE;
        let tree = parse::module(source)?;
        let mut heap = base.heap.clone();
        let mut program = base.program.clone();
        let wanted = library::wanted(&tree);
        let mut modules = HashMap::from([("builtins".to_owned(), 0)]);
        for name in &wanted {
            let number = modules.len() as u32;
            modules.insert((*name).to_owned(), number);
        }
        let mut builtins = base.builtins.clone();
        for (at, (name, _)) in types::ALL.iter().enumerate() {
            builtins.insert(
                format!("_type_{}", name.rsplit('.').next().unwrap_or(name)),
                Builtin::Value(Value::Ref(Ref(at as u32))),
            );
        }
        let main_module = modules.len() as u32;
        let mut cx = Context {
            program: &mut program,
            heap: &mut heap,
            natives: &base.natives,
            builtins: &builtins,
            modules: &modules,
            constants: HashMap::new(),
        };
        // A module is compiled after those it imports, so that what they export is known.
        for name in &wanted {
            let source = library::source(name);
            let file = format!("<{name}>");
            let tree = parse::module(source).unwrap_or_else(|error| panic!("{name}: {error}"));
            compile::module(&mut cx, name, &file, source, &tree, true)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        cx.builtins = &base.builtins;
        cx.modules = &modules;
        let mut with_main = modules.clone();
        with_main.insert("__main__".into(), main_module);
        cx.modules = &with_main;
        compile::module(&mut cx, "__main__", &options.file, source, &tree, false)?;
        heap.globals = vec![Value::Undef; program.slots.len()];
        heap.permanent = heap.len() as u32;
        heap.fresh = 0;
        let sites = program.sites.len();
        let mut world = Self {
            options,
            program: Arc::new(program),
            processes: Vec::new(),
            threads: Vec::new(),
            metas: Vec::new(),
            objects: Vec::new(),
            output: Vec::new(),
            errors: Vec::new(),
            events: Vec::new(),
            labels: Vec::new(),
            woke: false,
            main_module,
            exception: None,
            prelude: Arc::new(base.prelude.clone()),
        };
        world.processes.push(Process {
            heap,
            caches: vec![Cache::default(); sites],
            modules: BTreeMap::new(),
            main_name: "__main__".into(),
            name: "MainProcess".into(),
            main_thread: ThreadId(0),
            exit_code: None,
            exiting: None,
            joiners: Vec::new(),
            method: StartMethod::Spawn,
            handle: Value::None,
        });
        // The prelude only defines: it runs here, once.
        let program = world.program.clone();
        let prelude = world.with_cx(ThreadId(0), |cx| {
            let code = &program.codes[program.modules[0].code as usize];
            cx.start_module(0);
            if let Value::Ref(at) = cx.module_value(0)
                && let Object::Module(module) = cx.heap.get_mut(at)
            {
                module.started = true;
            }
            cx.make_function(code, Value::None, Value::None, Box::default())
        });
        let id = world.add_thread(ProcessId(0), "MainThread".into(), prelude, Vec::new());
        world.metas[id.0 as usize].status = ThreadStatus::Ready;
        world.run(id, &Limits::default());
        if !world.errors.is_empty() || world.metas[0].status != ThreadStatus::Ended {
            panic!("the prelude failed: {}", String::from_utf8_lossy(&world.errors));
        }
        let heap = &mut world.processes[0].heap;
        heap.permanent = heap.len() as u32;
        heap.fresh = 0;
        world.events.clear();
        world.threads.clear();
        world.metas.clear();
        let main = world.processes[0].heap.globals[world.prelude_slot("_main") as usize];
        let id = world.add_thread(ProcessId(0), "MainThread".into(), main, vec![Value::Int(i64::from(main_module))]);
        world.metas[id.0 as usize].status = ThreadStatus::Ready;
        Ok(world)
    }

    pub(super) fn add_thread(&mut self, process: ProcessId, name: String, entry: Value, args: Vec<Value>) -> ThreadId {
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
            handle: Value::None,
            place: (0, 0),
        });
        id
    }

    pub(super) fn prelude_slot(&self, name: &str) -> u32 {
        self.prelude.get(name).copied().unwrap_or_else(|| panic!("the prelude has no {name}"))
    }

    /// Lends what functions written in Rust need to the closure.
    fn with_cx<T>(&mut self, thread: ThreadId, act: impl FnOnce(&mut Cx<'_>) -> T) -> T {
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
        let mut running = self.threads[at].take().expect("no thread runs inside another's run");
        let place = self.metas[at].place;
        let (mut ran, result, cpu_ns, place) = self.with_cx(thread, |cx| {
            cx.place = place;
            cx.now_ns = limits.now_ns;
            if !running.begun {
                running.begun = true;
                if let Some((stop, result)) = vm::begin(cx, &mut running) {
                    return (Ran { cpu_ns: 0, instructions: 0, stop }, result, 0, cx.place);
                }
            }
            let (ran, result) = vm::run(cx, &mut running, limits);
            let cpu_ns = ran.cpu_ns;
            (ran, result, cpu_ns, cx.place)
        });
        self.threads[at] = Some(running);
        self.metas[at].place = place;
        match &ran.stop {
            Stop::Request(_) => self.metas[at].status = ThreadStatus::Requesting,
            Stop::Blocked { on, .. } => self.metas[at].status = ThreadStatus::Blocked(*on),
            Stop::Exited => self.end_thread(thread, cpu_ns),
            Stop::Uncaught => {
                let text = match result {
                    Some(error) => self.with_cx(thread, |cx| super::traceback::render(cx, error)),
                    None => String::new(),
                };
                self.errors.extend_from_slice(text.as_bytes());
                self.end_thread(thread, cpu_ns);
            }
            _ => {}
        }
        if self.metas[at].status == ThreadStatus::Ended
            && !matches!(ran.stop, Stop::Exited | Stop::Uncaught | Stop::OutOfMemory)
        {
            ran.stop = Stop::Exited;
        }
        ran
    }

    fn end_thread(&mut self, thread: ThreadId, cpu_ns: u64) {
        let at = thread.0 as usize;
        self.metas[at].status = ThreadStatus::Ended;
        self.push_event(cpu_ns, thread, EventKind::Ended);
        if let Some(inner) = &mut self.threads[at] {
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
    pub(super) fn end_process(&mut self, process: ProcessId, code: i32, by: ThreadId, cpu_ns: u64) {
        let at = process.0 as usize;
        if self.processes[at].exit_code.is_some() {
            return;
        }
        self.processes[at].exit_code = Some(code);
        for other in 0..self.metas.len() {
            if self.metas[other].process == process && self.metas[other].status != ThreadStatus::Ended {
                self.metas[other].status = ThreadStatus::Ended;
                if let Some(inner) = &mut self.threads[other] {
                    inner.frames = Vec::new();
                }
                for object in &mut self.objects {
                    object.forget(ThreadId(other as u32));
                }
                if ThreadId(other as u32) != by {
                    self.push_event(cpu_ns, by, EventKind::Killed(ThreadId(other as u32)));
                }
            }
        }
        self.push_event(cpu_ns, by, EventKind::ProcessEnded(process, code));
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

    pub(super) fn push_event(&mut self, at_cpu_ns: u64, thread: ThreadId, kind: EventKind) {
        self.events.push(Event { at_cpu_ns, thread, kind });
    }

    /// Makes a blocked thread ready.
    pub(super) fn wake(&mut self, by: ThreadId, cpu_ns: u64, thread: ThreadId, waited_for: Waits) {
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

    pub(super) fn add_label(&mut self, text: &str) -> u32 {
        match self.labels.iter().position(|label| label == text) {
            Some(known) => known as u32,
            None => {
                self.labels.push(text.to_owned());
                self.labels.len() as u32 - 1
            }
        }
    }

    /// Memory in use over all processes, in bytes, roughly.
    pub fn memory(&self) -> u64 {
        self.processes.iter().map(|process| (process.heap.alive + process.heap.fresh) as u64).sum()
    }

    pub(super) fn roots(&self, process: usize, roots: &mut Vec<Value>) {
        let registers = |code: u32| self.program.codes[code as usize].registers as usize;
        for (thread, meta) in self.threads.iter().zip(&self.metas) {
            if meta.process.0 as usize == process {
                if let Some(thread) = thread {
                    roots.extend(thread.roots(registers));
                }
                roots.push(meta.handle);
                roots.extend(meta.wait.iter().flat_map(super::sync::Wait::values));
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
                        locals.push((name.to_string(), super::show::short(&self.program, heap, value)));
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
                globals.push((name.to_string(), super::show::short(&self.program, heap, value)));
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

    /// What a blocked thread waits for, and who could end that.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn blocked_on(&self, thread: ThreadId) -> Option<BlockedOn> {
        let ThreadStatus::Blocked(on) = self.status(thread) else { return None };
        let (name, holders) = match on {
            Waits::Object(object) => {
                let info = self.object(object);
                (info.name, info.holders)
            }
            Waits::Thread(other) => (self.thread_name(other).to_owned(), vec![other]),
            Waits::Process(process) => {
                let inner = &self.processes[process.0 as usize];
                (inner.name.clone(), vec![inner.main_thread])
            }
        };
        Some(BlockedOn { on, name, holders, line: self.line(thread) })
    }

    /// Would the thread go on if it were run now? Ready threads would; of blocked ones those whose wait is over.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn is_enabled(&self, thread: ThreadId) -> bool {
        matches!(self.status(thread), ThreadStatus::Ready | ThreadStatus::Requesting)
    }

    /// The visible operation that a ready thread stands before, if it stands before one.
    ///
    /// # Panics
    ///
    /// If there is no such thread.
    pub fn next_visible(&mut self, thread: ThreadId) -> Option<Visible> {
        // Run on a copy until the first visible operation, for no instruction at all.
        let inner = self.threads[thread.0 as usize].as_ref()?;
        let frame = inner.frames.last()?;
        let op = *self.program.codes[frame.code as usize].ops.get(frame.pc as usize)?;
        let process = self.metas[thread.0 as usize].process;
        let base = frame.base as usize;
        let stack = inner.stack.clone();
        let register = |r: u8| stack[base + r as usize];
        let reference = |value: Value| if let Value::Ref(at) = value { at.0 } else { u32::MAX };
        use super::code::Op;
        let (place, access) = match op {
            Op::LoadGlobal { slot, .. } if !self.program.fixed[slot as usize] => {
                (Place::Global(process, slot), Access::Read)
            }
            Op::StoreGlobal { slot, .. } if !self.program.fixed[slot as usize] => {
                (Place::Global(process, slot), Access::Write)
            }
            Op::LoadCell { c, .. } => (Place::Cell(process, reference(register(c))), Access::Read),
            Op::StoreCell { c, .. } => (Place::Cell(process, reference(register(c))), Access::Write),
            Op::GetItem { a, .. } => (Place::Item(process, reference(register(a))), Access::Read),
            Op::SetItem { a, .. } | Op::DelItem { a, .. } => {
                (Place::Item(process, reference(register(a))), Access::Write)
            }
            Op::LoadAttr { o, site, .. } => {
                (Place::Attribute(process, reference(register(o)), self.program.sites[site as usize]), Access::Read)
            }
            Op::StoreAttr { o, site, .. } => {
                (Place::Attribute(process, reference(register(o)), self.program.sites[site as usize]), Access::Write)
            }
            Op::Call { f, n, .. } => {
                let Value::Native(number) = register(f) else { return None };
                let args: Vec<Value> = (0..n).map(|at| register(f + 1 + at)).collect();
                return self.with_cx(thread, |cx| cx.visible_call(number, &Args { pos: &args, kw: &[] }));
            }
            Op::CallMethod { b, n, site, .. } => {
                let args: Vec<Value> = (0..=n).map(|at| register(b + 1 + at)).collect();
                return self.with_cx(thread, |cx| {
                    let (found, _) = cx.load_method(args[0], site).ok()?;
                    let Value::Native(number) = found else { return None };
                    cx.visible_call(number, &Args { pos: &args, kw: &[] })
                });
            }
            _ => return None,
        };
        Some(Visible { place, access })
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

    /// The options it was loaded with.
    pub fn options(&self) -> &WorldOptions {
        &self.options
    }
}
