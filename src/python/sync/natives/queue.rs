//! Queues and pipes.

use super::wait::{Line, block, done, timed_out, wake, wake_some};
use super::{object, timeout};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ObjectId, SyncKind, ThreadId};
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_put", put),
    ("_rt_get", get),
    ("_rt_queue_size", |cx, a| {
        let id = object(cx, a.get(0))?;
        let sync = &cx.world.objects[id.0 as usize];
        Ok(Value::Int((sync.items.len() + sync.messages.len()) as i64))
    }),
    // (queue, blocking, timeout): takes a place for what is put a moment later by `_rt_put_placed`.
    ("_rt_queue_place", |cx, a| {
        let id = object(cx, a.get(0))?;
        let blocking = a.get(1).is_undef() || cx.truth(a.get(1))?;
        let timeout = timeout(cx, a.get(2))?;
        if !has_room(cx, id, blocking, timeout)? {
            return Ok(Value::Bool(false));
        }
        done(cx, id);
        cx.world.objects[id.0 as usize].count += 1;
        Ok(Value::Bool(true))
    }),
    ("_rt_put_placed", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].count -= 1;
        Ok(place(cx, id, Value::None))
    }),
    ("_rt_queue_place_free", |cx, a| {
        // What was to be put there could not be compared.
        let id = object(cx, a.get(0))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.count -= 1;
        let free = sync.capacity - sync.items.len() as i64 - sync.count;
        wake_some(cx, id, Line::Putters, free);
        Ok(Value::None)
    }),
    // (queue, immediate): nothing more is put; those that wait learn it.
    ("_rt_queue_shut", |cx, a| {
        let id = object(cx, a.get(0))?;
        let immediate = cx.truth(a.get(1))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.broken = true;
        let mut lines: Vec<ThreadId> = sync.waiters.iter().chain(&sync.putters).copied().collect();
        if immediate {
            sync.unfinished = (sync.unfinished - sync.items.len() as i64).max(0);
            sync.items.clear();
            // As in CPython, whoever joins goes on, whatever is still being worked on.
            lines.extend(sync.joiners.iter().copied().filter(|_| sync.unfinished == 0));
        }
        for thread in lines {
            wake(cx, thread, id);
        }
        Ok(Value::None)
    }),
    ("_rt_queue_is_shut", |cx, a| {
        let id = object(cx, a.get(0))?;
        Ok(Value::Bool(cx.world.objects[id.0 as usize].broken))
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
    if !has_room(cx, id, blocking, timeout)? {
        return Ok(Value::Bool(false));
    }
    Ok(place(cx, id, a.get(1)))
}

/// Waits for room; false where there is none in time, or where the queue was shut down.
fn has_room(cx: &mut Cx<'_>, id: ObjectId, blocking: bool, timeout: Option<u64>) -> Out<bool> {
    let sync = &cx.world.objects[id.0 as usize];
    if sync.broken {
        done(cx, id);
        return Ok(false);
    }
    // What has a place and is not there yet counts.
    if sync.capacity > 0 && sync.items.len() as i64 + sync.count >= sync.capacity {
        if !blocking || timed_out(cx, id) || timeout == Some(0) {
            return Ok(false);
        }
        return block(cx, id, timeout, Line::Putters);
    }
    Ok(true)
}

fn place(cx: &mut Cx<'_>, id: ObjectId, item: Value) -> Value {
    let sync = &mut cx.world.objects[id.0 as usize];
    sync.items.push_back(item);
    sync.unfinished += 1;
    let depth = sync.items.len() as i64;
    cx.heap.grew(16);
    done(cx, id);
    cx.event(EventKind::Put(id, depth as u32));
    wake_some(cx, id, Line::Waiters, depth);
    Value::Bool(true)
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
        None if cx.world.objects[id.0 as usize].broken => {
            done(cx, id);
            Ok(a.get(3))
        }
        None if !blocking || timed_out(cx, id) || timeout == Some(0) => Ok(a.get(3)),
        None => block(cx, id, timeout, Line::Waiters),
    }
}
