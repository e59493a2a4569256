//! What processes pass bytes through: one direction of a pipe, and a queue above such a pipe.
//!
//! A pipe holds so many bytes; who writes more than fits waits until somebody has read. It is over when nobody can
//! write to it any more. Messages are bytes, which belong to no process's memory.

use std::sync::Arc;

use super::natives::wait::{Line, block, done, timed_out, wake_some};
use super::natives::{object, timeout};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ObjectId, Stop};
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

/// What Linux's pipes hold unless told otherwise, in bytes.
const CAPACITY: usize = 65_536;

pub const TABLE: &[(&str, NativeFn)] = &[
    // (object): processes share it; a fork does not copy it.
    ("_rt_share", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].shared = true;
        Ok(Value::None)
    }),
    // (object): the number by which another process finds it.
    ("_rt_shared_number", |cx, a| {
        let id = object(cx, a.get(0))?;
        Ok(Value::Int(i64::from(id.0)))
    }),
    ("_rt_shared_object", |cx, a| {
        let number = cx.int_arg(a.get(0))?;
        match usize::try_from(number).ok().and_then(|at| cx.world.objects.get(at)) {
            Some(sync) if sync.shared => Ok(cx.heap.value(Object::Sync(ObjectId(number as u32)))),
            _ => cx.value_error("no such shared object"),
        }
    }),
    // (pipe, writes): this process has one more handle of it.
    ("_rt_pipe_open", |cx, a| {
        let id = object(cx, a.get(0))?;
        let writes = cx.truth(a.get(1))?;
        let process = cx.process;
        cx.world.processes[process].ends.push((id, writes));
        cx.world.objects[id.0 as usize].counted = true;
        Ok(Value::None)
    }),
    ("_rt_pipe_close", |cx, a| {
        let id = object(cx, a.get(0))?;
        let writes = cx.truth(a.get(1))?;
        let ends = &mut cx.world.processes[cx.process].ends;
        if let Some(at) = ends.iter().position(|end| *end == (id, writes)) {
            ends.swap_remove(at);
        }
        let (me, cpu_ns) = (cx.thread, cx.cpu_ns);
        cx.world.end_closed(id, me, cpu_ns);
        Ok(Value::None)
    }),
    // (pipe, writes, process): an end that another process holds until this one has it.
    ("_rt_pipe_take", |cx, a| {
        let id = object(cx, a.get(0))?;
        let writes = cx.truth(a.get(1))?;
        let from = cx.int_arg(a.get(2))? as usize;
        if let Some(from) = cx.world.processes.get_mut(from)
            && let Some(at) = from.ends.iter().position(|end| *end == (id, writes))
        {
            from.ends.swap_remove(at);
        }
        let process = cx.process;
        cx.world.processes[process].ends.push((id, writes));
        Ok(Value::None)
    }),
    ("_rt_send", send),
    ("_rt_drained", drained),
    ("_rt_receive", receive),
    ("_rt_poll", poll),
    ("_rt_reserve", reserve),
    // (queue): an item that was announced will not come.
    ("_rt_unreserve", |cx, a| {
        let id = object(cx, a.get(0))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.count = (sync.count - 1).max(0);
        wake_some(cx, id, Line::Putters, 1);
        Ok(Value::None)
    }),
];

/// Nobody is left who could write to it.
pub fn is_over(cx: &Cx<'_>, id: ObjectId) -> bool {
    cx.world.objects[id.0 as usize].counted && !cx.world.has_end(id, true)
}

/// As many readers as there are messages look again.
pub fn wake_readers(cx: &mut Cx<'_>, id: ObjectId) {
    let messages = cx.world.objects[id.0 as usize].messages.len() as i64;
    wake_some(cx, id, Line::Waiters, messages);
}

/// `(pipe, bytes)`: puts a message where there is room, or waits for it.
fn send(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let bytes: Arc<[u8]> = match a.get(1) {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Bytes(bytes) => bytes.clone(),
            _ => return cx.type_error("a bytes-like object is required"),
        },
        _ => return cx.type_error("a bytes-like object is required"),
    };
    if cx.world.objects[id.0 as usize].counted && !cx.world.has_end(id, false) {
        done(cx, id);
        let text = cx.heap.str("Broken pipe");
        let exception = cx.exception(types::BROKEN_PIPE_ERROR, vec![Value::Int(32), text]);
        return Err(crate::python::cx::Exit::Raise(exception));
    }
    if cx.world.held + bytes.len() as u64 > cx.world.options.max_memory {
        return cx.park(Stop::OutOfMemory, false, Value::None);
    }
    let sync = &mut cx.world.objects[id.0 as usize];
    if sync.used > 0 && sync.used + bytes.len() + 4 > CAPACITY {
        return block(cx, id, None, Line::Putters);
    }
    sync.used += bytes.len() + 4;
    cx.world.held += bytes.len() as u64 + 4;
    sync.messages.push_back(bytes);
    let depth = sync.messages.len() as i64;
    done(cx, id);
    cx.event(EventKind::Put(id, depth as u32));
    wake_readers(cx, id);
    Ok(Value::None)
}

/// `(pipe)`: who has written more than a pipe holds waits until the rest is read.
fn drained(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    if cx.world.objects[id.0 as usize].used <= CAPACITY {
        done(cx, id);
        return Ok(Value::None);
    }
    block(cx, id, None, Line::Putters)
}

/// `(pipe, blocking, timeout)`: a message; None where there is none in time; False where there will be none.
fn receive(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let blocking = a.get(1).is_undef() || cx.truth(a.get(1))?;
    let timeout = timeout(cx, a.get(2))?;
    let sync = &mut cx.world.objects[id.0 as usize];
    if let Some(bytes) = sync.messages.pop_front() {
        sync.used -= bytes.len() + 4;
        cx.world.held -= bytes.len() as u64 + 4;
        sync.count = (sync.count - 1).max(0);
        let depth = sync.messages.len();
        done(cx, id);
        cx.event(EventKind::Got(id, depth as u32));
        wake_some(cx, id, Line::Putters, i64::MAX);
        wake_readers(cx, id);
        return Ok(cx.heap.value(Object::Bytes(bytes)));
    }
    if is_over(cx, id) {
        done(cx, id);
        return Ok(Value::Bool(false));
    }
    if !blocking || timed_out(cx, id) || timeout == Some(0) {
        return Ok(Value::None);
    }
    block(cx, id, timeout, Line::Waiters)
}

/// `(pipe, timeout)`: can something be read, its end included?
fn poll(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let timeout = timeout(cx, a.get(1))?;
    if !cx.world.objects[id.0 as usize].messages.is_empty() || is_over(cx, id) {
        done(cx, id);
        // This thread takes nothing: who waits behind it is to know.
        wake_readers(cx, id);
        return Ok(Value::Bool(true));
    }
    if timed_out(cx, id) || timeout == Some(0) {
        return Ok(Value::Bool(false));
    }
    block(cx, id, timeout, Line::Waiters)
}

/// `(queue, blocking, timeout)`: a place for one more item, before that is on its way; whether there was one.
fn reserve(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let blocking = a.get(1).is_undef() || cx.truth(a.get(1))?;
    let timeout = timeout(cx, a.get(2))?;
    let sync = &mut cx.world.objects[id.0 as usize];
    if sync.capacity > 0 && sync.count >= sync.capacity {
        if !blocking || timed_out(cx, id) || timeout == Some(0) {
            return Ok(Value::Bool(false));
        }
        return block(cx, id, timeout, Line::Putters);
    }
    sync.count += 1;
    sync.unfinished += 1;
    done(cx, id);
    Ok(Value::Bool(true))
}
