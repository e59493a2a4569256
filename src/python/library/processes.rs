//! Processes: starting them in each of the ways there are, waiting for them, ending them.
//!
//! A fork is a copy of the whole memory in which only the forking thread goes on, at another place. The others start
//! with the memory of an interpreter that has run nothing yet. A sub-interpreter is such a memory too, in the process
//! that started it.

use crate::python::cx::{Args, Cache, Cx, NativeFn, Out};
use crate::python::guest::{
    EventKind, ObjectId, ProcessId, Request, StartMethod, Stop, SyncKind, ThreadId, ThreadStatus, Waits,
};
use crate::python::object::Object;
use crate::python::sync::natives::{stop_until, timeout};
use crate::python::value::Value;
use crate::python::world::Process;

/// How many processes may be there at the same time, ended ones not counted: a fork bomb ends here.
pub const MOST_PROCESSES: usize = 256;
/// How many there may have been.
const MOST_EVER: usize = 20_000;
/// A thread of another process, which is not there in a copy of its memory.
pub const NO_THREAD: ThreadId = ThreadId(u32::MAX);

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_process_start", start),
    // (process, exit code): None until it has ended.
    ("_rt_process_code", |cx, a| {
        let id = process(cx, a.get(0))?;
        let code = cx.world.processes[id.0 as usize].exit_code;
        Ok(code.map_or(Value::None, |code| Value::Int(i64::from(code))))
    }),
    ("_rt_process_id", |cx, a| {
        let id = process(cx, a.get(0))?;
        Ok(Value::Int(i64::from(number_of(cx, id))))
    }),
    ("_rt_process_number", |cx, a| {
        let id = process(cx, a.get(0))?;
        Ok(Value::Int(i64::from(id.0)))
    }),
    ("_rt_process_join", join),
    // (exit code): at once, with nothing cleaned up.
    ("_rt_exit_now", |cx, a| {
        let code = cx.int_arg(a.get(0))? as i32 & 255;
        let (at, me, cpu_ns) = (cx.process, cx.thread, cx.cpu_ns);
        if cx.world.processes[at].main_thread == me {
            cx.world.processes[at].exiting = Some(code);
        } else {
            cx.world.end_process(ProcessId(at as u32), code, me, cpu_ns);
        }
        cx.park(Stop::Exited, false, Value::None)
    }),
    // (process, signal)
    ("_rt_process_kill", |cx, a| {
        let id = process(cx, a.get(0))?;
        let signal = cx.int_arg(a.get(1))?;
        let (me, cpu_ns) = (cx.thread, cx.cpu_ns);
        if id.0 as usize == cx.process {
            let at = cx.process;
            cx.world.processes[at].exiting = Some(-signal as i32);
        } else {
            cx.world.end_process(id, -signal as i32, me, cpu_ns);
        }
        Ok(Value::None)
    }),
    ("_rt_start_method", |cx, _| {
        Ok(cx.heap.str(match cx.world.options.start_method {
            StartMethod::Fork => "fork",
            StartMethod::Spawn => "spawn",
            StartMethod::Forkserver | StartMethod::Interpreter => "forkserver",
        }))
    }),
    // How this process was started.
    ("_rt_started_by", |cx, _| {
        let inner = &cx.world.processes[cx.process];
        let name = match inner.method {
            _ if cx.process == 0 => "",
            StartMethod::Fork => "fork",
            StartMethod::Spawn => "spawn",
            StartMethod::Forkserver => "forkserver",
            StartMethod::Interpreter => "interpreter",
        };
        Ok(cx.heap.str(name))
    }),
    ("_rt_getpid", |cx, _| {
        let id = ProcessId(cx.process as u32);
        Ok(Value::Int(i64::from(number_of(cx, id))))
    }),
    ("_rt_getppid", |cx, _| {
        let mut id = ProcessId(cx.process as u32);
        while cx.world.is_interpreter(id) {
            id = cx.world.processes[id.0 as usize].parent;
        }
        if id.0 == 0 {
            return Ok(Value::Int(999));
        }
        let parent = cx.world.processes[id.0 as usize].parent;
        Ok(Value::Int(i64::from(number_of(cx, parent))))
    }),
    // (thread's object): in a copy of a memory, the thread that goes on is this one.
    ("_rt_copy", |cx, a| {
        let bytes = cx.int_arg(a.get(0))?.max(0) as u64;
        cx.park(Stop::Request(Request::Copy { bytes }), false, Value::None)
    }),
    ("_rt_wait_any", wait_any),
];

pub fn process(cx: &mut Cx<'_>, value: Value) -> Out<ProcessId> {
    if let Value::Ref(at) = value
        && let Object::Process(id) = cx.heap.get(at)
    {
        return Ok(*id);
    }
    cx.type_error("not a process")
}

/// What `os.getpid` says: a sub-interpreter is in its starter's process.
fn number_of(cx: &Cx<'_>, mut id: ProcessId) -> u32 {
    while cx.world.is_interpreter(id) {
        id = cx.world.processes[id.0 as usize].parent;
    }
    1000 + id.0
}

/// `(name, method, function or bytes, argument)`: the process, whose main thread is ready.
fn start(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let name = cx.text(a.get(0)).unwrap_or_default().to_string();
    let method = match cx.text(a.get(1)).unwrap_or_default().as_ref() {
        "fork" => StartMethod::Fork,
        "spawn" => StartMethod::Spawn,
        "interpreter" => StartMethod::Interpreter,
        _ => StartMethod::Forkserver,
    };
    let alive = cx.world.processes.iter().filter(|process| process.exit_code.is_none()).count();
    if alive >= MOST_PROCESSES || cx.world.processes.len() >= MOST_EVER {
        return cx.park(Stop::TooManyProcesses, false, Value::None);
    }
    let base = cx.world.fresh.alive.max(cx.heap.alive + cx.heap.fresh) as u64;
    if cx.world.memory() + base * 2 > cx.world.options.max_memory {
        return cx.park(Stop::OutOfMemory, false, Value::None);
    }
    let id = ProcessId(cx.world.processes.len() as u32);
    let parent = ProcessId(cx.process as u32);
    let (bytes, thread) = match method {
        StartMethod::Fork => (fork(cx, id, &name, a), cx.world.thread_count() as u32 - 1),
        _ => (afresh(cx, id, &name, method, a)?, cx.world.thread_count() as u32 - 1),
    };
    let thread = ThreadId(thread);
    // Ends of pipes that are handed over: (number, is it for writing).
    for pair in cx.native_items(a.get(4))?.unwrap_or_default() {
        let pair = cx.native_items(pair)?.unwrap_or_default();
        if let [Value::Int(number), writes] = pair[..] {
            let writes = cx.truth(writes)?;
            cx.world.processes[id.0 as usize].ends.push((ObjectId(number as u32), writes));
        }
    }
    let inner = &mut cx.world.processes[id.0 as usize];
    inner.parent = parent;
    inner.main_thread = thread;
    cx.world.metas[thread.0 as usize].status = ThreadStatus::Ready;
    cx.event(EventKind::ProcessStarted(id));
    cx.event(EventKind::Started(thread));
    let value = cx.heap.value(Object::Process(id));
    cx.park(Stop::Request(Request::SpawnProcess { process: id, thread, method, bytes }), false, value)
}

/// A copy of this process's memory, in which a function is called with one argument. How large the memory is.
fn fork(cx: &mut Cx<'_>, id: ProcessId, name: &str, a: &Args<'_>) -> u64 {
    let mut heap = cx.heap.clone();
    heap.alive = heap.alive.max(cx.world.fresh.alive);
    let parent = &cx.world.processes[cx.process];
    let bytes = (heap.alive + heap.fresh) as u64;
    let process = Process {
        heap: Default::default(),
        caches: parent.caches.clone(),
        modules: parent.modules.clone(),
        main_name: parent.main_name.clone(),
        name: name.to_owned(),
        main_thread: NO_THREAD,
        exit_code: None,
        exiting: None,
        joiners: Vec::new(),
        method: StartMethod::Fork,
        handle: parent.handle,
        parent: ProcessId(cx.process as u32),
        ends: parent.ends.clone(),
    };
    cx.world.processes.push(process);
    let entry = cx.prelude_value("_forked");
    let thread = cx.world.add_thread(id, name.to_owned(), entry, vec![a.get(2), a.get(3)]);
    cx.world.metas[thread.0 as usize].handle = cx.world.metas[cx.thread.0 as usize].handle;
    let me = cx.thread;
    // Locks of threads are copied as they are; what processes share stays the same.
    let mut copies: Vec<(ObjectId, ObjectId)> = Vec::new();
    heap.each_handle(|object| match object {
        Object::Sync(old) if !cx.world.objects[old.0 as usize].shared => {
            let new = match copies.iter().find(|copy| copy.0 == *old) {
                Some(copy) => copy.1,
                None => {
                    let mut sync = cx.world.objects[old.0 as usize].copied(id);
                    if sync.holders.contains(&me) {
                        sync.holders = vec![thread];
                    } else {
                        sync.holders.clear();
                    }
                    let new = ObjectId(cx.world.objects.len() as u32);
                    cx.world.objects.push(sync);
                    copies.push((*old, new));
                    new
                }
            };
            *old = new;
        }
        Object::Thread(other) => *other = if *other == me { thread } else { NO_THREAD },
        _ => {}
    });
    copies.sort_unstable();
    for (_, new) in &copies {
        let sync = &mut cx.world.objects[new.0 as usize];
        if let Some(lock) = sync.lock
            && let Ok(at) = copies.binary_search_by_key(&lock, |copy| copy.0)
        {
            sync.lock = Some(copies[at].1);
        }
    }
    cx.world.processes[id.0 as usize].heap = heap;
    bytes
}

/// The memory of an interpreter that has run nothing; it is to read these bytes. How many they are.
fn afresh(cx: &mut Cx<'_>, id: ProcessId, name: &str, method: StartMethod, a: &Args<'_>) -> Out<u64> {
    let data = match a.get(2) {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Bytes(bytes) => bytes.clone(),
            _ => return cx.type_error("a fresh process reads bytes"),
        },
        _ => return cx.type_error("a fresh process reads bytes"),
    };
    let module = cx.int_arg(a.get(3))?;
    let mut heap = (*cx.world.fresh).clone();
    let bytes = data.len() as u64;
    let data = heap.value(Object::Bytes(data));
    let entry = heap.globals[cx.world.prelude_slot("_fresh_child") as usize];
    let caches = vec![Cache::default(); cx.program.sites.len()];
    let main_name = if method == StartMethod::Interpreter { "<fake __main__>" } else { "__mp_main__" };
    cx.world.processes.push(Process {
        heap,
        caches,
        modules: Default::default(),
        main_name: main_name.into(),
        name: name.to_owned(),
        main_thread: NO_THREAD,
        exit_code: None,
        exiting: None,
        joiners: Vec::new(),
        method,
        handle: Value::None,
        parent: ProcessId(cx.process as u32),
        ends: Vec::new(),
    });
    cx.world.add_thread(id, name.to_owned(), entry, vec![Value::Int(module), data]);
    Ok(bytes)
}

/// `(process, timeout)`
fn join(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = process(cx, a.get(0))?;
    let timeout = timeout(cx, a.get(1))?;
    let me = cx.thread;
    let late = cx.world.metas[me.0 as usize].timed_out;
    let over = cx.world.processes[id.0 as usize].exit_code.is_some();
    if over || late || timeout == Some(0) {
        cx.world.processes[id.0 as usize].joiners.retain(|joiner| *joiner != me);
        let meta = &mut cx.world.metas[me.0 as usize];
        meta.timed_out = false;
        meta.deadline_ns = None;
        return Ok(Value::None);
    }
    let joiners = &mut cx.world.processes[id.0 as usize].joiners;
    if !joiners.contains(&me) {
        joiners.push(me);
        cx.event(EventKind::Blocked(Waits::Process(id)));
    }
    stop_until(cx, Waits::Process(id), timeout)
}

/// `(processes and pipes, timeout)`: those of them that have ended or that something can be read from, as a list of
/// their places.
fn wait_any(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let items = cx.native_items(a.get(0))?.unwrap_or_default();
    let timeout = timeout(cx, a.get(1))?;
    let me = cx.thread;
    let mut all = Vec::new();
    for item in &items {
        let Value::Ref(at) = item else { return cx.type_error("not a process or a pipe") };
        match cx.heap.get(*at) {
            Object::Sync(id) => all.push(Waits::Object(*id)),
            Object::Process(id) => all.push(Waits::Process(*id)),
            _ => return cx.type_error("not a process or a pipe"),
        }
    }
    let is_ready = |cx: &Cx<'_>, waits: &Waits| match waits {
        Waits::Object(id) => {
            let sync = &cx.world.objects[id.0 as usize];
            !sync.messages.is_empty()
                || (sync.kind == SyncKind::Event && sync.count > 0)
                || crate::python::sync::pipes::is_over(cx, *id)
        }
        Waits::Process(id) => cx.world.processes[id.0 as usize].exit_code.is_some(),
        Waits::Thread(_) => false,
    };
    let ready: Vec<Value> =
        (0..all.len()).filter(|at| is_ready(cx, &all[*at])).map(|at| Value::Int(at as i64)).collect();
    let late = cx.world.metas[me.0 as usize].timed_out;
    if !ready.is_empty() || late || timeout == Some(0) || all.is_empty() {
        for waits in &all {
            match waits {
                Waits::Object(id) => {
                    cx.world.objects[id.0 as usize].forget(&[me]);
                    // Whoever waits behind this thread was not told.
                    if !cx.world.objects[id.0 as usize].messages.is_empty() {
                        crate::python::sync::pipes::wake_readers(cx, *id);
                    }
                }
                Waits::Process(id) => cx.world.processes[id.0 as usize].joiners.retain(|joiner| *joiner != me),
                Waits::Thread(_) => {}
            }
        }
        let meta = &mut cx.world.metas[me.0 as usize];
        meta.timed_out = false;
        meta.deadline_ns = None;
        return Ok(cx.heap.list(ready));
    }
    for waits in &all {
        match waits {
            Waits::Object(id) => {
                let waiters = &mut cx.world.objects[id.0 as usize].waiters;
                if !waiters.contains(&me) {
                    waiters.push_back(me);
                }
            }
            Waits::Process(id) => {
                let joiners = &mut cx.world.processes[id.0 as usize].joiners;
                if !joiners.contains(&me) {
                    joiners.push(me);
                }
            }
            Waits::Thread(_) => {}
        }
    }
    stop_until(cx, all[0], timeout)
}
