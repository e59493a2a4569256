//! Barriers.

use super::wait::{Line, block, done, timed_out, wake_all};
use super::{object, timeout};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{EventKind, ThreadId};
use crate::python::sync::Wait;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
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
];

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
