//! Waiting in line, and being woken.

use super::now;
use crate::python::cx::{Cx, Out};
use crate::python::guest::{EventKind, ObjectId, Stop, ThreadId, Waits};
use crate::python::value::Value;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::python::sync) enum Line {
    Waiters,
    Putters,
    Joiners,
}

/// Becomes a waiter (or stays one) and stops.
pub(in crate::python::sync) fn block<T>(cx: &mut Cx<'_>, id: ObjectId, timeout_ns: Option<u64>, line: Line) -> Out<T> {
    let me = cx.thread;
    let sync = &mut cx.world.objects[id.0 as usize];
    let list = match line {
        Line::Waiters => &mut sync.waiters,
        Line::Putters => &mut sync.putters,
        Line::Joiners => &mut sync.joiners,
    };
    if !list.contains(&me) {
        list.push_back(me);
        cx.event(EventKind::Blocked(Waits::Object(id)));
    }
    stop_until(cx, Waits::Object(id), timeout_ns)
}

/// Stops until woken or until the time is up, counted from the wait's beginning.
pub fn stop_until<T>(cx: &mut Cx<'_>, on: Waits, timeout_ns: Option<u64>) -> Out<T> {
    let now = now(cx);
    let meta = &mut cx.world.metas[cx.thread.0 as usize];
    let left = timeout_ns.map(|timeout| {
        let deadline = *meta.deadline_ns.get_or_insert(now.saturating_add(timeout));
        deadline.saturating_sub(now)
    });
    cx.park(Stop::Blocked { on, timeout_ns: left }, true, Value::None)
}

/// The wait is over: the thread is no waiter any more.
pub(in crate::python::sync) fn done(cx: &mut Cx<'_>, id: ObjectId) {
    let me = cx.thread;
    cx.world.objects[id.0 as usize].forget(&[me]);
    let meta = &mut cx.world.metas[me.0 as usize];
    meta.deadline_ns = None;
    meta.timed_out = false;
}

/// Is the time up? Then the wait is over.
pub(in crate::python::sync) fn timed_out(cx: &mut Cx<'_>, id: ObjectId) -> bool {
    let late = cx.world.metas[cx.thread.0 as usize].timed_out;
    if late {
        done(cx, id);
    }
    late
}

pub(super) fn wake(cx: &mut Cx<'_>, thread: ThreadId, id: ObjectId) {
    let (me, cpu_ns) = (cx.thread, cx.cpu_ns);
    cx.world.wake(me, cpu_ns, thread, Waits::Object(id));
}

pub(super) fn wake_all(cx: &mut Cx<'_>, id: ObjectId) {
    let waiting: Vec<ThreadId> = cx.world.objects[id.0 as usize].waiters.iter().copied().collect();
    for thread in waiting {
        wake(cx, thread, id);
    }
}

/// Makes sure that as many of the first waiters are ready as can go on.
pub(in crate::python::sync) fn wake_some(cx: &mut Cx<'_>, id: ObjectId, line: Line, free: i64) {
    let sync = &cx.world.objects[id.0 as usize];
    let list = match line {
        Line::Waiters => &sync.waiters,
        Line::Putters => &sync.putters,
        Line::Joiners => &sync.joiners,
    };
    let first: Vec<ThreadId> = list.iter().copied().take(usize::try_from(free).unwrap_or(0)).collect();
    for thread in first {
        wake(cx, thread, id);
    }
}
