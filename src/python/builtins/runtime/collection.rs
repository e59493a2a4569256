//! Dicts, sets and sorting where keys are compared in Python.

use crate::python::cx::{Cx, Exit, NativeFn};
use crate::python::object::Object;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_match_sequence", |cx, a| {
        let inner = cx.heap.unwrap(a.get(0));
        let is_sequence = matches!(inner, Value::Ref(at) if matches!(cx.heap.get(at),
            Object::List(_) | Object::Tuple(_) | Object::Range { .. } | Object::Deque(_)));
        if !is_sequence {
            return Ok(Value::Bool(false));
        }
        let length = cx.len(inner)? as i64;
        let (Value::Int(least), Value::Bool(exact)) = (a.get(1), a.get(2)) else { return Ok(Value::Bool(false)) };
        Ok(Value::Bool(if exact { length == least } else { length >= least }))
    }),
    ("_rt_is_mapping", |cx, a| Ok(Value::Bool(cx.dict_ref(a.get(0)).is_some()))),
    ("_rt_compare_items", |cx, a| {
        // Are both lists, or both tuples? Then they are compared item by item.
        let kind = |cx: &Cx<'_>, value: Value| match cx.heap.unwrap(value) {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::List(_) => 1,
                Object::Tuple(_) => 2,
                Object::Dict(_) => 3,
                Object::Deque(_) => 4,
                _ => 0,
            },
            _ => 0,
        };
        let (x, y) = (kind(cx, a.get(0)), kind(cx, a.get(1)));
        Ok(Value::Int(if x == y { x } else { 0 }))
    }),
    ("_rt_unwrap", |cx, a| Ok(cx.heap.unwrap(a.get(0)))),
    ("_rt_sort", |cx, a| {
        // (keys, items, reverse): sorts the items by the keys; False where the keys have to be compared in Python.
        let keys = cx.native_items(a.get(0))?.unwrap_or_default();
        let items = cx.native_items(a.get(1))?.unwrap_or_default();
        let backwards = cx.truth(a.get(2))?;
        let pairs: Vec<Value> = keys.clone();
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        if !crate::python::builtins::lists::sort_values(cx, &mut pairs.clone(), false)? {
            return Ok(Value::Bool(false));
        }
        let mut failure: Option<Exit> = None;
        let n = order.len() as i64;
        cx.cost += n * i64::from((n.max(1) as u64).ilog2() + 1) / 2;
        if backwards {
            order.reverse();
        }
        order.sort_by(|x, y| match cx.order(pairs[*x], pairs[*y]) {
            Ok(Some(order)) => order,
            Ok(None) => std::cmp::Ordering::Equal,
            Err(exit) => {
                failure = Some(exit);
                std::cmp::Ordering::Equal
            }
        });
        if backwards {
            order.reverse();
        }
        if let Some(exit) = failure {
            return Err(exit);
        }
        let sorted = order.into_iter().map(|at| items[at]).collect();
        if let Value::Ref(at) = a.get(1) {
            *cx.heap.get_mut(at) = Object::List(sorted);
        }
        Ok(Value::Bool(true))
    }),
    ("_rt_dict_candidates", |cx, a| {
        // (dict, hash): keys with this hash.
        let hash = hash_of(cx, a.get(1));
        let Some(at) = cx.dict_ref(a.get(0)) else { return Ok(cx.heap.list(Vec::new())) };
        let Object::Dict(dict) = cx.heap.get(at) else { return Ok(Value::None) };
        let keys = dict.iter().filter(|entry| entry.hash == hash).map(|entry| entry.key).collect();
        Ok(cx.heap.list(keys))
    }),
    ("_rt_dict_push", |cx, a| {
        // (dict, hash, key, value)
        let hash = hash_of(cx, a.get(1));
        if let Some(at) = cx.dict_ref(a.get(0)) {
            cx.dict_push(at, hash, a.get(2), a.get(3));
        }
        Ok(Value::None)
    }),
    ("_rt_dict_at", |cx, a| {
        // (dict, hash, the very key): its value.
        let hash = hash_of(cx, a.get(1));
        let Some(at) = cx.dict_ref(a.get(0)) else { return Ok(Value::None) };
        let Object::Dict(dict) = cx.heap.get(at) else { return Ok(Value::None) };
        let found = dict.find(hash, |key| key.same(a.get(2)));
        Ok(found.map_or(Value::None, |entry| dict.entries[entry].value))
    }),
    ("_rt_dict_put_at", |cx, a| {
        // (dict, hash, the very key, value)
        let hash = hash_of(cx, a.get(1));
        let Some(at) = cx.dict_ref(a.get(0)) else { return Ok(Value::None) };
        if let Object::Dict(dict) = cx.heap.get_mut(at)
            && let Some(entry) = dict.find(hash, |key| key.same(a.get(2)))
        {
            dict.entries[entry].value = a.get(3);
        }
        Ok(Value::None)
    }),
    ("_rt_dict_remove_at", |cx, a| {
        let hash = hash_of(cx, a.get(1));
        let Some(at) = cx.dict_ref(a.get(0)) else { return Ok(Value::None) };
        if let Object::Dict(dict) = cx.heap.get_mut(at)
            && let Some(entry) = dict.find(hash, |key| key.same(a.get(2)))
        {
            return Ok(dict.remove(entry).1);
        }
        Ok(Value::None)
    }),
    ("_rt_set_candidates", |cx, a| {
        let hash = hash_of(cx, a.get(1));
        let Value::Ref(at) = cx.heap.unwrap(a.get(0)) else { return Ok(Value::None) };
        let (Object::Set(set) | Object::FrozenSet(set)) = cx.heap.get(at) else { return Ok(Value::None) };
        let keys = set.iter().filter(|key| key.0 == hash).map(|key| key.1).collect();
        Ok(cx.heap.list(keys))
    }),
    ("_rt_set_push", |cx, a| {
        let hash = hash_of(cx, a.get(1));
        if let Value::Ref(at) = cx.heap.unwrap(a.get(0))
            && let Object::Set(set) | Object::FrozenSet(set) = cx.heap.get_mut(at)
        {
            set.push(hash, a.get(2));
        }
        cx.heap.grew(48);
        Ok(Value::None)
    }),
    ("_rt_set_remove_at", |cx, a| {
        let hash = hash_of(cx, a.get(1));
        if let Value::Ref(at) = cx.heap.unwrap(a.get(0))
            && let Object::Set(set) = cx.heap.get_mut(at)
            && let Some(slot) = set.find(hash, |key| key.same(a.get(2)))
        {
            set.remove(slot);
        }
        Ok(Value::None)
    }),
    ("_rt_freeze", |cx, a| Ok(crate::python::builtins::sets::freeze(cx, a.get(0)))),
    ("_rt_container_kind", |cx, a| {
        let value = a.get(0);
        if cx.special(value, "__repr__").is_some() {
            return Ok(Value::Int(0));
        }
        Ok(Value::Int(match cx.heap.unwrap(value) {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::List(_) => 1,
                Object::Tuple(_) => 2,
                Object::Dict(_) => 3,
                Object::Set(_) => 4,
                Object::FrozenSet(_) => 5,
                Object::Deque(_) => 6,
                Object::View { .. } => 7,
                Object::Exception(_) => 8,
                Object::Method(_) => 9,
                _ => 0,
            },
            _ => 0,
        }))
    }),
];

fn hash_of(cx: &Cx<'_>, value: Value) -> u64 {
    match value {
        Value::Int(i) => i as u64,
        Value::Bool(b) => u64::from(b),
        value => crate::python::number::big(&cx.heap, value).map_or(0, |big| crate::python::number::hash_big(&big)),
    }
}
