//! Locks and semaphores.

use super::wait::{Line, block, done, timed_out, wake_some};
use super::{object, timeout};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ObjectId, SyncKind};
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_acquire", acquire),
    ("_rt_release", release),
    ("_rt_holds", |cx, a| {
        let id = object(cx, a.get(0))?;
        let me = cx.thread;
        Ok(Value::Bool(cx.world.objects[id.0 as usize].holders.contains(&me)))
    }),
    ("_rt_count", |cx, a| {
        let id = object(cx, a.get(0))?;
        Ok(Value::Int(cx.world.objects[id.0 as usize].count))
    }),
];

/// `(object, blocking, timeout)`: locks of both kinds and semaphores.
fn acquire(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let blocking = a.get(1).is_undef() || cx.truth(a.get(1))?;
    let timeout = timeout(cx, a.get(2))?;
    if take(cx, id, 1) {
        done(cx, id);
        return Ok(Value::Bool(true));
    }
    if !blocking || timed_out(cx, id) || timeout == Some(0) {
        return Ok(Value::Bool(false));
    }
    block(cx, id, timeout, Line::Waiters)
}

/// Takes a lock or a permit if one is free.
pub(super) fn take(cx: &mut Cx<'_>, id: ObjectId, depth: i64) -> bool {
    let me = cx.thread;
    let sync = &mut cx.world.objects[id.0 as usize];
    let taken = match sync.kind {
        SyncKind::Lock => {
            if sync.count == 0 {
                sync.count = 1;
                sync.holders.push(me);
                true
            } else {
                false
            }
        }
        SyncKind::RLock => {
            if sync.count == 0 {
                sync.count = depth;
                sync.holders.push(me);
                true
            } else if sync.holders.first() == Some(&me) {
                sync.count += depth;
                return true;
            } else {
                false
            }
        }
        _ => {
            if sync.count > 0 {
                sync.count -= 1;
                sync.holders.push(me);
                true
            } else {
                false
            }
        }
    };
    if taken {
        cx.event(EventKind::Acquired(id));
    }
    taken
}

/// `(object, n)`.
fn release(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let n = if a.get(1).is_undef() { 1 } else { cx.int_arg(a.get(1))? };
    let me = cx.thread;
    let sync = &mut cx.world.objects[id.0 as usize];
    match sync.kind {
        SyncKind::Lock => {
            if sync.count == 0 {
                return cx.raise(types::RUNTIME_ERROR, "release unlocked lock");
            }
            sync.count = 0;
            sync.holders.clear();
        }
        SyncKind::RLock => {
            if sync.holders.first() != Some(&me) {
                return cx.raise(types::RUNTIME_ERROR, "cannot release un-acquired lock");
            }
            sync.count -= 1;
            if sync.count > 0 {
                return Ok(Value::None);
            }
            sync.holders.clear();
        }
        _ => {
            if sync.kind == SyncKind::BoundedSemaphore && sync.count + n > sync.capacity {
                return cx.value_error("Semaphore released too many times");
            }
            sync.count += n;
            for _ in 0..n {
                match sync.holders.iter().position(|holder| *holder == me) {
                    Some(at) => {
                        sync.holders.remove(at);
                    }
                    None => {
                        sync.holders.pop();
                    }
                }
            }
        }
    }
    let free = match sync.kind {
        SyncKind::Lock | SyncKind::RLock => 1,
        _ => sync.count,
    };
    cx.event(EventKind::Released(id));
    wake_some(cx, id, Line::Waiters, free);
    Ok(Value::None)
}
