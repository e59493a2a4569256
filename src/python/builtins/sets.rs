//! Methods of sets and frozensets.

use crate::python::code::{Bin, Cmp};
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::items::Found;
use crate::python::object::Object;
use crate::python::set::Set;
use crate::python::types;
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    ("set.add", |cx, a| {
        a.expect(cx, "add", 2, 2)?;
        cx.set_add(a.get(0), a.get(1))?;
        Ok(Value::None)
    }),
    ("set.discard", |cx, a| {
        remove(cx, a)?;
        Ok(Value::None)
    }),
    ("set.remove", |cx, a| if remove(cx, a)? { Ok(Value::None) } else { cx.key_error(a.get(1)) }),
    ("set.pop", |cx, a| {
        let at = set(cx, a)?;
        let Object::Set(inner) = cx.heap.get_mut(at) else { return Ok(Value::None) };
        match inner.next(0) {
            Some(slot) => Ok(inner.remove(slot)),
            None => {
                let text = cx.heap.str("pop from an empty set");
                cx.key_error(text)
            }
        }
    }),
    ("set.clear", |cx, a| {
        let at = set(cx, a)?;
        if let Object::Set(set) = cx.heap.get_mut(at) {
            set.clear();
        }
        Ok(Value::None)
    }),
    ("set.copy", copy),
    ("set.update", |cx, a| {
        for other in &a.pos[1..] {
            cx.set_update(a.get(0), *other)?;
        }
        Ok(Value::None)
    }),
    ("set.__init__", |cx, a| {
        if a.len() > 1 {
            cx.set_update(a.get(0), a.get(1))?;
        }
        Ok(Value::None)
    }),
    ("set.union", |cx, a| all(cx, a, Bin::Or)),
    ("set.intersection", |cx, a| all(cx, a, Bin::And)),
    ("set.difference", |cx, a| all(cx, a, Bin::Sub)),
    ("set.symmetric_difference", |cx, a| all(cx, a, Bin::Xor)),
    ("set.difference_update", |cx, a| assign(cx, a, Bin::Sub)),
    ("set.intersection_update", |cx, a| assign(cx, a, Bin::And)),
    ("set.symmetric_difference_update", |cx, a| assign(cx, a, Bin::Xor)),
    ("set.issubset", |cx, a| order(cx, a, Cmp::Le)),
    ("set.issuperset", |cx, a| order(cx, a, Cmp::Ge)),
    ("set.isdisjoint", disjoint),
    ("frozenset.copy", |_, a| Ok(a.get(0))),
    ("frozenset.union", |cx, a| all(cx, a, Bin::Or)),
    ("frozenset.intersection", |cx, a| all(cx, a, Bin::And)),
    ("frozenset.difference", |cx, a| all(cx, a, Bin::Sub)),
    ("frozenset.symmetric_difference", |cx, a| all(cx, a, Bin::Xor)),
    ("frozenset.issubset", |cx, a| order(cx, a, Cmp::Le)),
    ("frozenset.issuperset", |cx, a| order(cx, a, Cmp::Ge)),
    ("frozenset.isdisjoint", disjoint),
];

fn set(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Ref> {
    match cx.heap.unwrap(a.get(0)) {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::Set(_) | Object::FrozenSet(_)) => Ok(at),
        _ => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("descriptor requires a 'set' object but received a '{name}'"))
        }
    }
}

fn remove(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<bool> {
    a.expect(cx, "remove", 2, 2)?;
    let at = set(cx, a)?;
    match cx.set_find(at, a.get(1))? {
        Found::At(slot) => {
            if let Object::Set(set) = cx.heap.get_mut(at) {
                set.remove(slot);
            }
            Ok(true)
        }
        Found::Missing(_) => Ok(false),
        Found::Slow => cx.prelude("_set_remove_slow", vec![Value::Ref(at), a.get(1)]),
    }
}

fn copy(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let at = set(cx, a)?;
    match cx.heap.get(at) {
        Object::Set(set) | Object::FrozenSet(set) => {
            let copy = set.copied();
            Ok(cx.heap.set(copy))
        }
        _ => Ok(a.get(0)),
    }
}

/// Any iterable as a set.
fn as_set(cx: &mut Cx<'_>, value: Value) -> Out {
    if cx.is_set(value) {
        return Ok(value);
    }
    match cx.native_items(value)? {
        Some(items) => {
            let set = cx.heap.set(Set::default());
            for item in items {
                cx.set_add(set, item)?;
            }
            Ok(set)
        }
        None => {
            let name = cx.type_name(value);
            cx.iter(value)?;
            cx.type_error(format!("a set method was given a '{name}': make it a list first"))
        }
    }
}

fn all(cx: &mut Cx<'_>, a: &Args<'_>, op: Bin) -> Out {
    let mut result = a.get(0);
    if a.len() == 1 {
        return copy(cx, a);
    }
    for other in &a.pos[1..] {
        if op == Bin::Or && !cx.is_set(*other) {
            let plain = copy(cx, &Args { pos: &[result], kw: &[] })?;
            cx.set_update(plain, *other)?;
            let frozen =
                matches!(cx.heap.unwrap(a.get(0)), Value::Ref(at) if matches!(cx.heap.get(at), Object::FrozenSet(_)));
            result = if frozen { frozen_of(cx, plain) } else { plain };
            continue;
        }
        let other = as_set(cx, *other)?;
        result = cx.set_operation(op, result, other)?;
    }
    Ok(result)
}

fn frozen_of(cx: &mut Cx<'_>, set: Value) -> Value {
    match set {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Set(set) => {
                let set = set.clone();
                cx.heap.value(Object::FrozenSet(set))
            }
            _ => set,
        },
        _ => set,
    }
}

fn assign(cx: &mut Cx<'_>, a: &Args<'_>, op: Bin) -> Out {
    for other in &a.pos[1..] {
        let other = as_set(cx, *other)?;
        cx.in_place(op, a.get(0), other)?;
    }
    Ok(Value::None)
}

fn order(cx: &mut Cx<'_>, a: &Args<'_>, op: Cmp) -> Out {
    a.expect(cx, "issubset", 2, 2)?;
    let other = as_set(cx, a.get(1))?;
    cx.compare_sets(op, a.get(0), other).map(Value::Bool)
}

fn disjoint(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let other = as_set(cx, a.get(1))?;
    let common = cx.set_operation(Bin::And, a.get(0), other)?;
    Ok(Value::Bool(cx.len(common)? == 0))
}

/// A frozenset with the items of a set.
pub fn freeze(cx: &mut Cx<'_>, set: Value) -> Value {
    if let Value::Ref(at) = set
        && let Object::Set(inner) = cx.heap.get(at)
    {
        let inner = inner.clone();
        return cx.heap.value(Object::FrozenSet(inner));
    }
    let _ = types::FROZENSET;
    set
}
