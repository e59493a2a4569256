//! An event loop's timers: a list that is a heap by `_when`, in the order of CPython's `heapq`, so that timers for the
//! same moment go off in the same order there and here.

use crate::python::cx::{Cx, NativeFn, Out};
use crate::python::heap::Heap;
use crate::python::number;
use crate::python::object::Object;
use crate::python::tasks::slot;
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    // (list, timer)
    ("_rt_timer_push", |cx, a| {
        let at = list(cx, a.get(0))?;
        let timer = a.get(1);
        let mut timers = taken(&mut cx.heap, at);
        timers.push(timer);
        let last = timers.len() - 1;
        towards_root(&cx.heap, &mut timers, 0, last);
        cx.cost += i64::from(timers.len().ilog2());
        cx.heap.grew(16);
        *cx.heap.get_mut(at) = Object::List(timers);
        Ok(Value::None)
    }),
    // (list): the earliest.
    ("_rt_timer_pop", |cx, a| {
        let at = list(cx, a.get(0))?;
        let mut timers = taken(&mut cx.heap, at);
        let mut earliest = timers.pop();
        if let (Some(first), Some(last)) = (timers.first_mut(), earliest) {
            earliest = Some(std::mem::replace(first, last));
            towards_leaf(&cx.heap, &mut timers);
            cx.cost += i64::from(timers.len().ilog2());
        }
        *cx.heap.get_mut(at) = Object::List(timers);
        match earliest {
            Some(earliest) => Ok(earliest),
            None => cx.raise(crate::python::types::INDEX_ERROR, "index out of range"),
        }
    }),
];

fn list(cx: &mut Cx<'_>, value: Value) -> Out<Ref> {
    match value {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::List(_)) => Ok(at),
        _ => cx.type_error("timers are a list"),
    }
}

fn taken(heap: &mut Heap, at: Ref) -> Vec<Value> {
    match heap.get_mut(at) {
        Object::List(items) => std::mem::take(items),
        _ => Vec::new(),
    }
}

fn when(heap: &Heap, timer: Value) -> f64 {
    slot(heap, timer, "_when").and_then(|when| number::float(heap, when)).unwrap_or(0.0)
}

/// Moves the timer at `place` up to where its parent is not later.
fn towards_root(heap: &Heap, timers: &mut [Value], root: usize, mut place: usize) {
    let timer = timers[place];
    let time = when(heap, timer);
    while place > root {
        let parent = (place - 1) / 2;
        if time >= when(heap, timers[parent]) {
            break;
        }
        timers[place] = timers[parent];
        place = parent;
    }
    timers[place] = timer;
}

/// Moves the timer at the root down to a leaf along the earlier children, and back up to its place.
fn towards_leaf(heap: &Heap, timers: &mut [Value]) {
    let timer = timers[0];
    let mut place = 0;
    let mut child = 1;
    while child < timers.len() {
        let right = child + 1;
        if right < timers.len() && when(heap, timers[child]) >= when(heap, timers[right]) {
            child = right;
        }
        timers[place] = timers[child];
        place = child;
        child = 2 * place + 1;
    }
    timers[place] = timer;
    towards_root(heap, timers, 0, place);
}
