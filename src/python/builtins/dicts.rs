//! Methods of dicts and their views.

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::dict::Dict;
use crate::python::items::Found;
use crate::python::object::{Object, View};
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    ("dict.get", |cx, a| {
        a.expect(cx, "get", 2, 3)?;
        let default = a.get(2).or(Value::None);
        let at = dict(cx, a)?;
        match cx.dict_find(at, a.get(1))? {
            Found::At(entry) => Ok(value_at(cx, at, entry)),
            Found::Missing(_) => Ok(default),
            Found::Slow => cx.prelude("_dict_get_or", vec![Value::Ref(at), a.get(1), default]),
        }
    }),
    ("dict.keys", |cx, a| view(cx, a, View::Keys)),
    ("dict.values", |cx, a| view(cx, a, View::Values)),
    ("dict.items", |cx, a| view(cx, a, View::Items)),
    ("dict.pop", |cx, a| {
        a.expect(cx, "pop", 2, 3)?;
        let at = dict(cx, a)?;
        match cx.dict_find(at, a.get(1))? {
            Found::At(entry) => match cx.heap.get_mut(at) {
                Object::Dict(dict) => Ok(dict.remove(entry).1),
                _ => Ok(Value::None),
            },
            Found::Missing(_) if a.len() == 3 => Ok(a.get(2)),
            Found::Missing(_) => cx.key_error(a.get(1)),
            Found::Slow => cx.prelude("_dict_pop_slow", vec![Value::Ref(at), a.get(1)]),
        }
    }),
    ("dict.popitem", |cx, a| {
        let at = dict(cx, a)?;
        let Object::Dict(inner) = cx.heap.get_mut(at) else { return Ok(Value::None) };
        let Some(last) = inner.entries.iter().rposition(|entry| !entry.key.is_undef()) else {
            let text = cx.heap.str("popitem(): dictionary is empty");
            return cx.key_error(text);
        };
        let (key, value) = inner.remove(last);
        Ok(cx.heap.tuple(vec![key, value]))
    }),
    ("dict.setdefault", |cx, a| {
        let default = a.get(2).or(Value::None);
        let at = dict(cx, a)?;
        match cx.dict_find(at, a.get(1))? {
            Found::At(entry) => Ok(value_at(cx, at, entry)),
            Found::Missing(hash) => {
                cx.dict_push(at, hash, a.get(1), default);
                Ok(default)
            }
            Found::Slow => cx.prelude("_dict_setdefault_slow", vec![Value::Ref(at), a.get(1), default]),
        }
    }),
    ("dict.update", update),
    ("dict.__init__", update),
    ("dict.clear", |cx, a| {
        let at = dict(cx, a)?;
        if let Object::Dict(dict) = cx.heap.get_mut(at) {
            dict.clear();
        }
        Ok(Value::None)
    }),
    ("dict.copy", |cx, a| {
        let at = dict(cx, a)?;
        let copy = match cx.heap.get(at) {
            Object::Dict(dict) => (**dict).clone(),
            _ => Dict::default(),
        };
        Ok(cx.heap.dict(copy))
    }),
    ("dict.fromkeys", |cx, a| {
        // The class comes first.
        let value = a.get(2).or(Value::None);
        match cx.native_items(a.get(1))? {
            Some(items) => {
                let dict = cx.heap.dict(Dict::default());
                for item in items {
                    cx.set_item(dict, item, value)?;
                }
                Ok(dict)
            }
            None => cx.prelude("_fromkeys", vec![a.get(1), value]),
        }
    }),
    ("dict_keys.isdisjoint", |cx, a| cx.prelude("_isdisjoint", vec![a.get(0), a.get(1)])),
];

fn dict(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Ref> {
    match cx.dict_ref(a.get(0)) {
        Some(at) => Ok(at),
        None => {
            if let Value::Ref(at) = a.get(0)
                && let Object::View { of, .. } = cx.heap.get(at)
            {
                return Ok(*of);
            }
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("descriptor requires a 'dict' object but received a '{name}'"))
        }
    }
}

fn view(cx: &mut Cx<'_>, a: &Args<'_>, kind: View) -> Out {
    let of = dict(cx, a)?;
    Ok(Value::Ref(cx.heap.alloc(Object::View { kind, of })))
}

fn update(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let at = dict(cx, a)?;
    for (name, value) in a.kw {
        let key = cx.heap.name_str(*name);
        cx.dict_set(at, key, *value)?;
    }
    if a.len() > 1 {
        // Named ones win: they are set again afterwards where both are given.
        cx.dict_merge(Value::Ref(at), a.get(1), None)?;
        for (name, value) in a.kw {
            let key = cx.heap.name_str(*name);
            cx.dict_set(at, key, *value)?;
        }
    }
    Ok(Value::None)
}

/// The value of an entry that was found.
fn value_at(cx: &Cx<'_>, at: Ref, entry: usize) -> Value {
    match cx.heap.get(at) {
        Object::Dict(dict) => dict.entries[entry].value,
        _ => Value::None,
    }
}
