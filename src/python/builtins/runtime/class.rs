//! Classes, from the interpreter's own code.

use crate::python::cx::{Cx, NativeFn, Out};
use crate::python::object::{Layout, Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_type_of", |cx, a| Ok(Value::Ref(cx.type_of(a.get(0))))),
    ("_rt_super", |cx, a| {
        let Value::Ref(class) = a.get(0) else {
            return cx.raise(types::RUNTIME_ERROR, "super(): empty __class__ cell");
        };
        Ok(cx.heap.value(Object::Super(Box::new((class, a.get(1))))))
    }),
    ("_rt_set_cell", |cx, a| {
        if let Value::Ref(at) = a.get(0) {
            *cx.heap.get_mut(at) = Object::Cell(a.get(1));
        }
        Ok(Value::None)
    }),
    ("_rt_lookup", |cx, a| {
        // (value, name): the attribute of its type, unbound, or None. Only what the program defined.
        let name = cx.text(a.get(1)).unwrap_or_default();
        Ok(cx.special(a.get(0), &name).unwrap_or(Value::None))
    }),
    ("_rt_lookup_any", |cx, a| {
        let name = cx.text(a.get(1)).unwrap_or_default();
        let class = cx.type_of(a.get(0));
        Ok(cx.lookup_text(class, &name).unwrap_or(Value::None))
    }),
    ("_rt_class_lookup", |cx, a| {
        let name = cx.text(a.get(1)).unwrap_or_default();
        let Value::Ref(class) = a.get(0) else { return Ok(Value::None) };
        Ok(cx.lookup_text(class, &name).unwrap_or(Value::None))
    }),
    ("_rt_make_class", |cx, a| make_class(cx, a.get(0), a.get(1), a.get(2), a.get(3))),
    ("_rt_new", |cx, a| {
        // (class, wrapped): an instance, `__init__` not called.
        let Value::Ref(class) = a.get(0) else { return cx.type_error("not a class") };
        Ok(cx.new_instance(class, a.get(1)))
    }),
    ("_rt_is_class", |cx, a| {
        Ok(Value::Bool(matches!(a.get(0), Value::Ref(at) if matches!(cx.heap.get(at), Object::Class(_)))))
    }),
    ("_rt_set_attr", |cx, a| {
        // (instance, name, value): past the class's own `__setattr__`.
        let name = crate::python::builtins::functions::name_arg(cx, a.get(1))?;
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        if matches!(cx.heap.get(at), Object::Instance(_)) {
            cx.set_slot(at, name, a.get(2));
        } else {
            cx.set_attr(a.get(0), name, a.get(2))?;
        }
        Ok(Value::None)
    }),
    ("_rt_class_of_method", |cx, a| Ok(Value::Ref(cx.type_of(a.get(0))))),
    ("_rt_abstract", |cx, a| {
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        let names = cx.abstract_names(at);
        if let Object::Class(class) = cx.heap.get_mut(at) {
            class.has_abstract = !names.is_empty();
        }
        let items = names.iter().map(|name| cx.heap.str(name)).collect();
        Ok(cx.heap.list(items))
    }),
    ("_rt_reprs_itself", |cx, a| Ok(Value::Bool(cx.special(a.get(0), "__repr__").is_some()))),
];

/// `type(name, bases, namespace)` with a metaclass.
pub fn make_class(cx: &mut Cx<'_>, meta: Value, name: Value, bases: Value, namespace: Value) -> Out {
    let title = cx.str_arg(name, "type.__new__() argument 1")?;
    let mut base_refs: Vec<Ref> = Vec::new();
    for base in cx.native_items(bases)?.unwrap_or_default() {
        match base {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::Class(_) => base_refs.push(at),
                // `class C(Generic[T])` and `class C(list[int])`.
                Object::Alias(pair) => {
                    if let Value::Ref(origin) = pair.0 {
                        base_refs.push(origin);
                    }
                }
                _ => return cx.type_error("bases must be types"),
            },
            _ => return cx.type_error("bases must be types"),
        }
    }
    for base in &base_refs {
        let closed = [types::BOOL, types::RANGE, types::SLICE, types::FUNCTION, types::NONE_TYPE, types::GENERATOR];
        if closed.contains(base) {
            let name = cx.class_name(*base);
            return cx.type_error(format!("type '{name}' is not an acceptable base type"));
        }
    }
    let mut attrs: Vec<(Name, Value)> = Vec::new();
    let entries: Vec<(Value, Value)> = match cx.dict_ref(namespace) {
        Some(at) => match cx.heap.get(at) {
            Object::Dict(dict) => dict.iter().map(|entry| (entry.key, entry.value)).collect(),
            _ => Vec::new(),
        },
        None => Vec::new(),
    };
    for (key, value) in entries {
        if let Some(text) = cx.text(key) {
            let name = cx.heap.intern(&text);
            attrs.push((name, value));
        }
    }
    let meta = match meta {
        Value::Ref(at) => at,
        _ => types::TYPE,
    };
    let class = cx.add_class(&title, base_refs, attrs, meta)?;
    let abstract_base = cx.class(class).mro.iter().any(|base| cx.class(*base).has_abstract);
    let flag = cx.heap.names.get("__isabstractmethod__");
    let own = flag.is_some_and(|flag| cx.class(class).attrs.iter().any(|attr| cx.is_abstract(attr.1, flag)));
    if abstract_base || own {
        let names = cx.abstract_names(class);
        let abstract_meta = cx.class(meta).mro.iter().any(|base| cx.class_name(*base) == "ABCMeta");
        if let Object::Class(inner) = cx.heap.get_mut(class) {
            inner.has_abstract = abstract_meta && !names.is_empty();
        }
    }
    let _ = Layout::Object;
    Ok(Value::Ref(class))
}
