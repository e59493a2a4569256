//! Queues and pipes.

use super::wait::{Line, block, done, timed_out, wake, wake_some};
use super::{object, timeout};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, SyncKind, ThreadId};
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_put", put),
    ("_rt_get", get),
    ("_rt_queue_size", |cx, a| {
        let id = object(cx, a.get(0))?;
        let sync = &cx.world.objects[id.0 as usize];
        Ok(Value::Int((sync.items.len() + sync.messages.len()) as i64))
    }),
    ("_rt_task_done", |cx, a| {
        let id = object(cx, a.get(0))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        if sync.unfinished <= 0 {
            return cx.value_error("task_done() called too many times");
        }
        sync.unfinished -= 1;
        if sync.unfinished == 0 {
            let joiners: Vec<ThreadId> = sync.joiners.iter().copied().collect();
            for thread in joiners {
                wake(cx, thread, id);
            }
        }
        Ok(Value::None)
    }),
    ("_rt_queue_join", |cx, a| {
        let id = object(cx, a.get(0))?;
        if cx.world.objects[id.0 as usize].unfinished == 0 {
            done(cx, id);
            return Ok(Value::None);
        }
        block(cx, id, None, Line::Joiners)
    }),
];

/// `(queue, item, blocking, timeout)`: whether it was put.
fn put(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let blocking = a.get(2).is_undef() || cx.truth(a.get(2))?;
    let timeout = timeout(cx, a.get(3))?;
    let sync = &mut cx.world.objects[id.0 as usize];
    if sync.capacity > 0 && sync.items.len() as i64 >= sync.capacity {
        if !blocking || timed_out(cx, id) || timeout == Some(0) {
            return Ok(Value::Bool(false));
        }
        return block(cx, id, timeout, Line::Putters);
    }
    sync.items.push_back(a.get(1));
    sync.unfinished += 1;
    let depth = sync.items.len() as i64;
    cx.heap.grew(16);
    done(cx, id);
    cx.event(EventKind::Put(id, depth as u32));
    wake_some(cx, id, Line::Waiters, depth);
    Ok(Value::Bool(true))
}

/// `(queue, blocking, timeout, default)`: an item, or the default.
pub(super) fn get(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let blocking = a.get(1).is_undef() || cx.truth(a.get(1))?;
    let timeout = timeout(cx, a.get(2))?;
    let sync = &mut cx.world.objects[id.0 as usize];
    let item = if sync.kind == SyncKind::LifoQueue { sync.items.pop_back() } else { sync.items.pop_front() };
    match item {
        Some(item) => {
            let depth = sync.items.len() as i64;
            let free = sync.capacity - depth;
            done(cx, id);
            cx.event(EventKind::Got(id, depth as u32));
            wake_some(cx, id, Line::Putters, free);
            wake_some(cx, id, Line::Waiters, depth);
            Ok(item)
        }
        None if !blocking || timed_out(cx, id) || timeout == Some(0) => Ok(a.get(3)),
        None => block(cx, id, timeout, Line::Waiters),
    }
}
