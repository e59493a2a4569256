//! Conditions.

use super::lock::take;
use super::wait::{Line, block, done, wake, wake_some};
use super::{object, timeout};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::EventKind;
use crate::python::sync::Wait;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[("_rt_condition_wait", condition_wait), ("_rt_notify", notify)];

/// `(condition, timeout)`: gives the lock back, waits to be notified, takes it again.
fn condition_wait(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let timeout = timeout(cx, a.get(1))?;
    let me = cx.thread;
    let Some(lock) = cx.world.objects[id.0 as usize].lock else { return cx.type_error("a condition without a lock") };
    let meta = &mut cx.world.metas[me.0 as usize];
    if meta.wait.is_none() {
        let held = &mut cx.world.objects[lock.0 as usize];
        if held.holders.first() != Some(&me) {
            return cx.raise(types::RUNTIME_ERROR, "cannot wait on un-acquired lock");
        }
        let depth = held.count;
        held.count = 0;
        held.holders.clear();
        cx.world.metas[me.0 as usize].wait = Some(Wait { depth, over: None, generation: 0 });
        cx.world.metas[me.0 as usize].signalled = false;
        cx.event(EventKind::Released(lock));
        wake_some(cx, lock, Line::Waiters, 1);
        return block(cx, id, timeout, Line::Waiters);
    }
    let (signalled, late) = (meta.signalled, meta.timed_out);
    let wait = meta.wait.clone();
    let Some(mut wait) = wait else { return Ok(Value::None) };
    if wait.over.is_none() {
        if !signalled && !late {
            return block(cx, id, timeout, Line::Waiters);
        }
        done(cx, id);
        wait.over = Some(signalled);
        cx.world.metas[me.0 as usize].wait = Some(wait.clone());
    }
    if take(cx, lock, wait.depth) {
        done(cx, lock);
        let meta = &mut cx.world.metas[me.0 as usize];
        meta.wait = None;
        meta.signalled = false;
        return Ok(Value::Bool(wait.over == Some(true)));
    }
    block(cx, lock, None, Line::Waiters)
}

/// `(condition, n or None for all)`.
fn notify(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let me = cx.thread;
    let lock = cx.world.objects[id.0 as usize].lock;
    if let Some(lock) = lock
        && cx.world.objects[lock.0 as usize].holders.first() != Some(&me)
    {
        return cx.raise(types::RUNTIME_ERROR, "cannot notify on un-acquired lock");
    }
    let n = if a.get(1).is_none() { i64::MAX } else { cx.int_arg(a.get(1))? };
    cx.event(EventKind::Signalled(id));
    for _ in 0..n.max(0) {
        // One whose time is up already is passed over only once it has found out.
        let Some(thread) = cx.world.objects[id.0 as usize].waiters.pop_front() else { break };
        cx.world.metas[thread.0 as usize].signalled = true;
        cx.world.metas[thread.0 as usize].timed_out = false;
        wake(cx, thread, id);
    }
    Ok(Value::None)
}
