//! What `threading` and `queue` are built on. Each function that can block is executed again from its beginning when
//! the thread goes on.

use super::{Sync, Wait};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{
    Access, EventKind, ObjectId, Place, Stop, SyncKind, ThreadId, ThreadStatus, Visible, Waits,
};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_sync", create),
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
    ("_rt_sync_name", |cx, a| {
        let id = object(cx, a.get(0))?;
        if let Some(name) = cx.text(a.get(1)) {
            cx.world.objects[id.0 as usize].name = name.to_string();
        }
        Ok(Value::None)
    }),
    ("_rt_sync_count", |cx, a| {
        // How many wait, for `n_waiting` and `_waiters`.
        let id = object(cx, a.get(0))?;
        Ok(Value::Int(cx.world.objects[id.0 as usize].waiters.len() as i64))
    }),
    ("_rt_condition_wait", condition_wait),
    ("_rt_notify", notify),
    ("_rt_event_set", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].count = 1;
        cx.event(EventKind::Signalled(id));
        wake_all(cx, id);
        Ok(Value::None)
    }),
    ("_rt_event_clear", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].count = 0;
        Ok(Value::None)
    }),
    ("_rt_event_wait", |cx, a| {
        let id = object(cx, a.get(0))?;
        let timeout = timeout(cx, a.get(1))?;
        if cx.world.objects[id.0 as usize].count > 0 {
            done(cx, id);
            return Ok(Value::Bool(true));
        }
        if timed_out(cx, id) || timeout == Some(0) {
            return Ok(Value::Bool(false));
        }
        block(cx, id, timeout, Line::Waiters)
    }),
    ("_rt_barrier_wait", barrier_wait),
    ("_rt_barrier_open", |cx, a| {
        let id = object(cx, a.get(0))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.count = 0;
        sync.generation += 1;
        cx.event(EventKind::Signalled(id));
        wake_all(cx, id);
        Ok(Value::None)
    }),
    ("_rt_barrier_break", |cx, a| {
        let id = object(cx, a.get(0))?;
        let broken = cx.truth(a.get(1))?;
        let sync = &mut cx.world.objects[id.0 as usize];
        sync.broken = broken;
        sync.count = 0;
        sync.generation += 1;
        // Those that wait learn that the barrier broke, even if it is whole again for those to come.
        cx.event(EventKind::Signalled(id));
        let waiting: Vec<ThreadId> = cx.world.objects[id.0 as usize].waiters.iter().copied().collect();
        for thread in waiting {
            if let Some(wait) = &mut cx.world.metas[thread.0 as usize].wait {
                wait.over = Some(false);
            }
        }
        wake_all(cx, id);
        Ok(Value::None)
    }),
    ("_rt_barrier_broken", |cx, a| {
        let id = object(cx, a.get(0))?;
        Ok(Value::Bool(cx.world.objects[id.0 as usize].broken))
    }),
    ("_rt_put", put),
    ("_rt_get", get),
    ("_rt_queue_size", |cx, a| {
        let id = object(cx, a.get(0))?;
        Ok(Value::Int(cx.world.objects[id.0 as usize].items.len() as i64))
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Waiters,
    Putters,
    Joiners,
}

pub fn object(cx: &mut Cx<'_>, value: Value) -> Out<ObjectId> {
    if let Value::Ref(at) = value
        && let Object::Sync(id) = cx.heap.get(at)
    {
        return Ok(*id);
    }
    cx.type_error("not a synchronisation object")
}

/// `(kind, count, capacity, lock or None)`.
fn create(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let kind = match cx.text(a.get(0)).unwrap_or_default().as_ref() {
        "Lock" => SyncKind::Lock,
        "RLock" => SyncKind::RLock,
        "Semaphore" => SyncKind::Semaphore,
        "BoundedSemaphore" => SyncKind::BoundedSemaphore,
        "Condition" => SyncKind::Condition,
        "Event" => SyncKind::Event,
        "Barrier" => SyncKind::Barrier,
        "Queue" => SyncKind::Queue,
        "LifoQueue" => SyncKind::LifoQueue,
        "PriorityQueue" => SyncKind::PriorityQueue,
        "SimpleQueue" => SyncKind::SimpleQueue,
        "Pipe" => SyncKind::Pipe,
        _ => SyncKind::Loop,
    };
    let id = ObjectId(cx.world.objects.len() as u32);
    let mut sync = Sync::new(kind, crate::python::guest::ProcessId(cx.process as u32), String::new());
    sync.count = if a.get(1).is_undef() { 0 } else { cx.int_arg(a.get(1))? };
    sync.capacity = if a.get(2).is_undef() { 0 } else { cx.int_arg(a.get(2))? };
    if !a.get(3).is_undef() && !a.get(3).is_none() {
        sync.lock = Some(object(cx, a.get(3))?);
    }
    if cx.world.objects.len() > 1 << 20 {
        let exception = cx.exception(types::MEMORY_ERROR, Vec::new());
        return Err(crate::python::cx::Exit::Raise(exception));
    }
    cx.world.objects.push(sync);
    cx.heap.grew(200);
    cx.event(EventKind::Created(id));
    Ok(cx.heap.value(Object::Sync(id)))
}

/// A timeout in seconds as nanoseconds; None is for ever.
pub fn timeout(cx: &mut Cx<'_>, value: Value) -> Out<Option<u64>> {
    if value.is_undef() || value.is_none() {
        return Ok(None);
    }
    match number::float(&cx.heap, value) {
        Some(seconds) if seconds <= 0.0 => Ok(Some(0)),
        Some(seconds) => Ok(Some(((seconds * 1e9).min(9e18)) as u64)),
        None => {
            let name = cx.type_name(value);
            cx.type_error(format!("'{name}' object cannot be interpreted as an integer or float"))
        }
    }
}

pub fn now(cx: &Cx<'_>) -> u64 {
    cx.now_ns.saturating_add(cx.cpu_ns)
}

/// Becomes a waiter (or stays one) and stops.
fn block<T>(cx: &mut Cx<'_>, id: ObjectId, timeout_ns: Option<u64>, line: Line) -> Out<T> {
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
fn done(cx: &mut Cx<'_>, id: ObjectId) {
    let me = cx.thread;
    cx.world.objects[id.0 as usize].forget(me);
    let meta = &mut cx.world.metas[me.0 as usize];
    meta.deadline_ns = None;
    meta.timed_out = false;
}

/// Is the time up? Then the wait is over.
fn timed_out(cx: &mut Cx<'_>, id: ObjectId) -> bool {
    let late = cx.world.metas[cx.thread.0 as usize].timed_out;
    if late {
        done(cx, id);
    }
    late
}

fn wake(cx: &mut Cx<'_>, thread: ThreadId, id: ObjectId) {
    let (me, cpu_ns) = (cx.thread, cx.cpu_ns);
    cx.world.wake(me, cpu_ns, thread, Waits::Object(id));
}

fn wake_all(cx: &mut Cx<'_>, id: ObjectId) {
    let waiting: Vec<ThreadId> = cx.world.objects[id.0 as usize].waiters.iter().copied().collect();
    for thread in waiting {
        wake(cx, thread, id);
    }
}

/// Makes sure that as many of the first waiters are ready as can go on.
fn wake_some(cx: &mut Cx<'_>, id: ObjectId, line: Line, free: i64) {
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
fn take(cx: &mut Cx<'_>, id: ObjectId, depth: i64) -> bool {
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

/// `(barrier, timeout)`: the place in line from the end; -1 where the barrier broke. The last one to come gets 0 and
/// opens the barrier itself.
fn barrier_wait(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let timeout = timeout(cx, a.get(1))?;
    let me = cx.thread;
    let sync = &mut cx.world.objects[id.0 as usize];
    let wait = cx.world.metas[me.0 as usize].wait.clone();
    match wait {
        None => {
            if sync.broken {
                return Ok(Value::Int(-1));
            }
            sync.count += 1;
            let place = sync.capacity - sync.count;
            if place == 0 {
                return Ok(Value::Int(0));
            }
            let generation = sync.generation;
            // CPython counts from the first to arrive.
            let wait = Wait { depth: sync.count - 1, over: None, generation };
            cx.world.metas[me.0 as usize].wait = Some(wait);
            block(cx, id, timeout, Line::Waiters)
        }
        Some(wait) => {
            let (open, broken) = (sync.generation != wait.generation, sync.broken || wait.over == Some(false));
            if open || broken {
                done(cx, id);
                cx.world.metas[me.0 as usize].wait = None;
                return Ok(Value::Int(if broken { -1 } else { wait.depth + 1 }));
            }
            if timed_out(cx, id) {
                cx.world.metas[me.0 as usize].wait = None;
                let sync = &mut cx.world.objects[id.0 as usize];
                sync.broken = true;
                sync.count = 0;
                wake_all(cx, id);
                return Ok(Value::Int(-1));
            }
            block(cx, id, timeout, Line::Waiters)
        }
    }
}

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
fn get(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
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

impl Cx<'_> {
    /// What a call of a function written in Rust makes visible to other threads.
    pub fn visible_call(&mut self, number: u32, args: &Args<'_>) -> Option<Visible> {
        let name = self.natives[number as usize].name;
        let process = crate::python::guest::ProcessId(self.process as u32);
        let first = args.get(0);
        if let Value::Ref(at) = first {
            match self.heap.get(at) {
                Object::Sync(id) => return Some(Visible { place: Place::Object(*id), access: Access::Sync }),
                Object::Thread(id) => return Some(Visible { place: Place::Thread(*id), access: Access::Sync }),
                Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::Deque(_) | Object::ByteArray(_) => {
                    let method = name.split_once('.').map_or("", |parts| parts.1);
                    let reads = matches!(
                        method,
                        "" | "get"
                            | "keys"
                            | "values"
                            | "items"
                            | "copy"
                            | "index"
                            | "count"
                            | "union"
                            | "issubset"
                            | "issuperset"
                            | "intersection"
                            | "difference"
                            | "isdisjoint"
                    );
                    if name.starts_with("_rt_") && method.is_empty() {
                        return None;
                    }
                    let access = if reads { Access::Read } else { Access::Write };
                    return Some(Visible { place: Place::Item(process, at.0), access });
                }
                _ => {}
            }
        }
        (name == "print").then_some(Visible { place: Place::Output, access: Access::Write })
    }

    pub fn status_of(&self, thread: ThreadId) -> ThreadStatus {
        self.world.metas[thread.0 as usize].status
    }
}
