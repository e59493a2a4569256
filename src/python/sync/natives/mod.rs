//! What `threading` and `queue` are built on. Each function that can block is executed again from its beginning when
//! the thread goes on.

pub mod barrier;
pub mod condition;
pub mod event;
pub mod lock;
pub mod queue;
pub mod visible;
pub mod wait;

use super::{Sync, naming};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ObjectId, SyncKind};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

pub use wait::stop_until;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_sync", create),
    // (object, name): what the library keeps for itself, and what a wait for it is called.
    ("_rt_sync_hide", |cx, a| {
        let id = object(cx, a.get(0))?;
        let name = cx.text(a.get(1)).unwrap_or_default();
        let sync = &mut cx.world.objects[id.0 as usize];
        (sync.name, sync.naming, sync.is_hidden) = (name.to_string(), naming::Naming::DONE, true);
        Ok(Value::None)
    }),
    ("_rt_sync_name", |cx, a| {
        let id = object(cx, a.get(0))?;
        if let Some(name) = cx.text(a.get(1)) {
            let sync = &mut cx.world.objects[id.0 as usize];
            (sync.name, sync.naming) = (name.to_string(), naming::Naming::DONE);
        }
        Ok(Value::None)
    }),
    ("_rt_sync_count", |cx, a| {
        // How many wait, for `n_waiting` and `_waiters`.
        let id = object(cx, a.get(0))?;
        Ok(Value::Int(cx.world.objects[id.0 as usize].waiters.len() as i64))
    }),
];

pub fn object(cx: &mut Cx<'_>, value: Value) -> Out<ObjectId> {
    if let Value::Ref(at) = value
        && let Object::Sync(id) = cx.heap.get(at)
    {
        let id = *id;
        if !cx.world.objects[id.0 as usize].naming.is_done() {
            naming::settle(cx, id);
        }
        return Ok(id);
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
        "Memory" => SyncKind::Memory,
        _ => SyncKind::Loop,
    };
    let id = ObjectId(cx.world.objects.len() as u32);
    let name = naming::at_birth(cx, &kind.to_string());
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
    if let Some(name) = name {
        (sync.name, sync.naming) = (name, naming::Naming::DONE);
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
