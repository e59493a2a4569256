//! Threads: making, starting, joining, and who they are.

use crate::python::cx::{Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ProcessId, Request, Stop, ThreadId, ThreadStatus, Waits};
use crate::python::object::Object;
use crate::python::sync::natives::{stop_until, timeout};
use crate::python::types;
use crate::python::value::Value;

const MOST_THREADS: usize = 20_000;

pub const TABLE: &[(&str, NativeFn)] = &[
    // (function, name, daemon, handle): a thread that is not started.
    ("_rt_thread_new", |cx, a| {
        if cx.world.threads.len() >= MOST_THREADS {
            return cx.raise(types::RUNTIME_ERROR, "can't start new thread");
        }
        let name = cx.text(a.get(1)).unwrap_or_default().to_string();
        let daemon = cx.truth(a.get(2))?;
        let process = ProcessId(cx.process as u32);
        let id = cx.world.add_thread(process, name, a.get(0), Vec::new());
        let meta = &mut cx.world.metas[id.0 as usize];
        meta.daemon = daemon;
        meta.handle = a.get(3);
        cx.heap.grew(8192);
        Ok(cx.heap.value(Object::Thread(id)))
    }),
    // (thread, …): all start at one instant.
    ("_rt_thread_start", |cx, a| {
        let mut threads = Vec::new();
        for value in a.pos {
            let id = thread(cx, *value)?;
            cx.world.metas[id.0 as usize].status = ThreadStatus::Ready;
            cx.event(EventKind::Started(id));
            threads.push(id);
        }
        cx.park(Stop::Request(Request::Spawn { threads }), false, Value::None)
    }),
    ("_rt_thread_name", |cx, a| {
        let id = thread(cx, a.get(0))?;
        if let Some(name) = cx.text(a.get(1)) {
            cx.world.metas[id.0 as usize].name = name.to_string();
        }
        Ok(Value::None)
    }),
    ("_rt_thread_alive", |cx, a| {
        let id = thread(cx, a.get(0))?;
        Ok(Value::Bool(!matches!(cx.status_of(id), ThreadStatus::New | ThreadStatus::Ended)))
    }),
    // (thread, timeout)
    ("_rt_thread_join", |cx, a| {
        let id = thread(cx, a.get(0))?;
        let timeout = timeout(cx, a.get(1))?;
        let me = cx.thread;
        let late = cx.world.metas[me.0 as usize].timed_out;
        if cx.status_of(id) == ThreadStatus::Ended || late || timeout == Some(0) {
            if let Some(meta) = cx.world.metas.get_mut(id.0 as usize) {
                meta.joiners.retain(|joiner| *joiner != me);
            }
            let meta = &mut cx.world.metas[me.0 as usize];
            meta.timed_out = false;
            meta.deadline_ns = None;
            return Ok(Value::None);
        }
        let joiners = &mut cx.world.metas[id.0 as usize].joiners;
        if !joiners.contains(&me) {
            joiners.push(me);
            cx.event(EventKind::Blocked(Waits::Thread(id)));
        }
        stop_until(cx, Waits::Thread(id), timeout)
    }),
    ("_rt_thread_ident", |cx, a| {
        let id = thread(cx, a.get(0))?;
        Ok(Value::Int(i64::from(id.0) + 1))
    }),
    // The current thread's `threading.Thread`, or None where it was not made by one.
    ("_rt_current", |cx, _| Ok(cx.world.metas[cx.thread.0 as usize].handle)),
    ("_rt_current_ident", |cx, _| Ok(Value::Int(i64::from(cx.thread.0) + 1))),
    ("_rt_adopt", |cx, a| {
        // The main thread gets its `Thread` when somebody asks for it.
        let me = cx.thread;
        cx.world.metas[me.0 as usize].handle = a.get(0);
        Ok(cx.heap.value(Object::Thread(me)))
    }),
    // (thread or None for this one, priority or None, share or None)
    ("_rt_importance", |cx, a| {
        let id = if a.get(0).is_none() { cx.thread } else { thread(cx, a.get(0))? };
        let limit = |number: i64, least: i64, most: i64| (least..=most).contains(&number).then_some(number);
        if !a.get(1).is_none() {
            let priority = limit(cx.int_arg(a.get(1))?, i64::from(i32::MIN), i64::from(i32::MAX));
            let Some(priority) = priority else { return cx.value_error("a priority fits into 32 bits") };
            cx.world.metas[id.0 as usize].priority = priority as i32;
        }
        if !a.get(2).is_none() {
            let share = limit(cx.int_arg(a.get(2))?, 1, 1 << 20);
            let Some(share) = share else { return cx.value_error("a share is from 1 to 1048576") };
            cx.world.metas[id.0 as usize].share = share as u32;
        }
        Ok(Value::None)
    }),
    ("_rt_is_main", |cx, _| {
        let main = cx.world.processes[cx.process].main_thread;
        Ok(Value::Bool(main == cx.thread))
    }),
];

pub fn thread(cx: &mut Cx<'_>, value: Value) -> Out<ThreadId> {
    if let Value::Ref(at) = value
        && let Object::Thread(id) = cx.heap.get(at)
    {
        return Ok(*id);
    }
    cx.type_error("not a thread")
}
