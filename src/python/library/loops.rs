//! What `asyncio` is built on: an event loop's wait for something to do, and what tasks tell the trace.

use std::sync::Arc;

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ObjectId, ProcessId, SyncKind, Waits};
use crate::python::number;
use crate::python::object::{GeneratorKind, GeneratorState, Object};
use crate::python::sync::Sync;
use crate::python::sync::naming::Naming;
use crate::python::sync::natives::{now, object, stop_until};
use crate::python::tasks;
use crate::python::types;
use crate::python::value::Value;

const MOST_OBJECTS: usize = 1 << 20;
/// A loop looks around once a day, as CPython's does.
const LONGEST_S: f64 = 86_400.0;

pub const TABLE: &[(&str, NativeFn)] = &[
    // (loop): what its thread waits for when there is nothing to do.
    ("_rt_loop_new", |cx, a| {
        let id = ObjectId(cx.world.objects.len() as u32);
        if cx.world.objects.len() > MOST_OBJECTS {
            let exception = cx.exception(types::MEMORY_ERROR, Vec::new());
            return Err(crate::python::cx::Exit::Raise(exception));
        }
        let mut sync = Sync::new(SyncKind::Loop, ProcessId(cx.process as u32), "event loop".into());
        // It is no variable of the program's.
        sync.naming = Naming::DONE;
        sync.items.push_back(a.get(0));
        cx.world.objects.push(sync);
        cx.heap.grew(200);
        cx.event(EventKind::Created(id));
        Ok(cx.heap.value(Object::Sync(id)))
    }),
    ("_rt_loop_closed", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].items.clear();
        Ok(Value::None)
    }),
    ("_rt_loop_wait", wait),
    // (sync): something is due, says another thread.
    ("_rt_loop_wake", |cx, a| {
        let id = object(cx, a.get(0))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.count = 1;
        let waiting: Vec<_> = sync.waiters.iter().copied().collect();
        let (me, cpu_ns) = (cx.thread, cx.cpu_ns);
        for thread in waiting {
            cx.world.wake(me, cpu_ns, thread, Waits::Object(id));
        }
        Ok(Value::None)
    }),
    ("_rt_loop_ready", |cx, a| {
        let count = cx.int_arg(a.get(0))?;
        cx.event(EventKind::LoopReady(count as u32));
        Ok(Value::None)
    }),
    // (name, sync): the number of a new task, which is ready.
    ("_rt_task_new", |cx, a| {
        if cx.world.tasks.len() > MOST_OBJECTS {
            let exception = cx.exception(types::MEMORY_ERROR, Vec::new());
            return Err(crate::python::cx::Exit::Raise(exception));
        }
        let name = cx.text(a.get(0)).unwrap_or_default();
        let number = cx.world.tasks.len() as u32;
        cx.world.tasks.push(name);
        cx.event(EventKind::TaskReady(number));
        Ok(Value::Int(i64::from(number)))
    }),
    ("_rt_task_name", |cx, a| {
        let number = task(cx, a)?;
        if let Some(name) = cx.text(a.get(1))
            && let Some(known) = cx.world.tasks.get_mut(number as usize)
        {
            *known = name;
        }
        Ok(Value::None)
    }),
    ("_rt_task_begins", |cx, a| {
        let number = task(cx, a)?;
        cx.event(EventKind::TaskBegins(number));
        Ok(Value::None)
    }),
    // It lets others go first.
    ("_rt_task_pauses", |cx, a| {
        let number = task(cx, a)?;
        cx.event(EventKind::TaskReady(number));
        Ok(Value::None)
    }),
    // (number, coroutine, future)
    ("_rt_task_waits", |cx, a| {
        let number = task(cx, a)?;
        let main = cx.world.main_module;
        let on = tasks::waits_for(&cx.program, &cx.heap, main, a.get(1), a.get(2));
        let on: Arc<str> = on.into();
        // What has a name keeps it.
        if let Some(of @ Value::Ref(at)) = tasks::slot(&cx.heap, a.get(2), "_of")
            && matches!(cx.heap.get(at), Object::Instance(_))
            && tasks::number(&cx.heap, of).is_none()
        {
            let label = cx.heap.intern("_label");
            let text = cx.heap.str(&on);
            cx.set_slot(at, label, text);
        }
        cx.event(EventKind::TaskWaits { task: number, on });
        Ok(Value::None)
    }),
    ("_rt_task_ends", |cx, a| {
        let number = task(cx, a)?;
        cx.event(EventKind::TaskEnds(number));
        Ok(Value::None)
    }),
    // (callbacks of a future that is done): tasks among them are ready.
    ("_rt_tasks_ready", |cx, a| {
        let callbacks = cx.native_items(a.get(0))?.unwrap_or_default();
        for callback in callbacks {
            let Value::Ref(at) = callback else { continue };
            let Object::Tuple(pair) = cx.heap.get(at) else { continue };
            let Some(Value::Ref(method)) = pair.first().copied() else { continue };
            let Object::Method(method) = cx.heap.get(method) else { continue };
            if let Some(number) = tasks::number(&cx.heap, method.1) {
                cx.event(EventKind::TaskReady(number));
            }
        }
        Ok(Value::None)
    }),
    ("_rt_coroutine_text", |cx, a| {
        let text = tasks::coroutine_text(&cx.program, &cx.heap, a.get(0));
        cx.checked_string(text)
    }),
    // Names of coroutines that nobody has awaited, living or not.
    ("_rt_unawaited", |cx, _| {
        let found = tasks::find(&cx.heap, |object| matches!(object, Object::Generator(it) if it.is_unawaited()));
        let mut names = std::mem::take(&mut cx.heap.unawaited);
        for value in found {
            if let Value::Ref(at) = value
                && let Object::Generator(generator) = cx.heap.get(at)
            {
                names.extend(cx.heap.text(generator.qualname));
            }
        }
        let names = names.iter().map(|name| cx.heap.str(name)).collect();
        Ok(cx.heap.list(names))
    }),
    // Asynchronous generators that are in the midst of something.
    ("_rt_async_generators", |cx, _| {
        let program = cx.program.clone();
        let found = tasks::find(&cx.heap, |object| match object {
            Object::Generator(generator) => {
                generator.kind == GeneratorKind::AsyncGenerator
                    && generator.state == GeneratorState::Suspended
                    && !program.codes[generator.code as usize].hidden
            }
            _ => false,
        });
        Ok(cx.heap.list(found))
    }),
];

fn task(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<u32> {
    Ok(u32::try_from(cx.int_arg(a.get(0))?).unwrap_or(u32::MAX))
}

/// `(sync, when or None)`: waits until that time, or until another thread has something to do. The wait is a whole
/// number of milliseconds, rounded up, as `epoll`'s is: timers that are close together go off together.
fn wait(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let me = cx.thread;
    let now_ns = now(cx);
    let timeout_ns = match number::float(&cx.heap, a.get(1)) {
        None => None,
        Some(when) => {
            let left_s = (when - now_ns as f64 / 1e9).clamp(0.0, LONGEST_S);
            Some((left_s * 1e3).ceil() as u64 * 1_000_000)
        }
    };
    let sync = &mut cx.world.objects[id.0 as usize];
    let meta = &mut cx.world.metas[me.0 as usize];
    if sync.count > 0 || meta.timed_out || timeout_ns == Some(0) {
        sync.count = 0;
        sync.forget(&[me]);
        meta.deadline_ns = None;
        meta.timed_out = false;
        return Ok(Value::None);
    }
    if !sync.waiters.contains(&me) {
        sync.waiters.push_back(me);
        cx.event(EventKind::LoopReady(0));
        cx.event(EventKind::Blocked(Waits::Object(id)));
    }
    stop_until(cx, Waits::Object(id), timeout_ns)
}
