//! What the interpreter's own Python code and the compiler's instructions are built on.

use crate::python::cx::{Args, Cx, Exit, NativeFn, Out};
use crate::python::object::{Layout, Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_undef", |_, _| Ok(Value::Undef)),
    ("_rt_global_or_undef", |cx, a| {
        let Value::Int(slot) = a.get(0) else { return Ok(Value::Undef) };
        Ok(cx.heap.globals[slot as usize])
    }),
    ("_rt_handled", |cx, _| {
        if cx.handling.is_undef() || cx.handling.is_none() {
            return cx.raise(types::RUNTIME_ERROR, "No active exception to reraise");
        }
        Ok(cx.handling)
    }),
    ("_rt_handling", |cx, _| Ok(cx.handling.or(Value::None))),
    ("_rt_annotate", |cx, a| {
        // (namespace, name, source of the annotation)
        let key = cx.heap.str("__annotations__");
        let all = match cx.dict_get(a.get(0), key)? {
            Some(all) => all,
            None => {
                let all = cx.heap.dict(Default::default());
                cx.set_item(a.get(0), key, all)?;
                all
            }
        };
        cx.set_item(all, a.get(1), a.get(2))?;
        Ok(Value::None)
    }),
    ("_rt_type_of", |cx, a| Ok(Value::Ref(cx.type_of(a.get(0))))),
    ("_rt_traceback_of", |cx, a| Ok(cx.traceback_of(a.get(0)))),
    ("_rt_super", |cx, a| {
        let Value::Ref(class) = a.get(0) else {
            return cx.raise(types::RUNTIME_ERROR, "super(): empty __class__ cell");
        };
        Ok(cx.heap.value(Object::Super(Box::new((class, a.get(1))))))
    }),
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
    ("_rt_own_binary", |cx, a| {
        // (name, a, b): the operator on values of types written in Rust; NotImplemented where there is none.
        let name = cx.text(a.get(0)).unwrap_or_default();
        super::objects::operator(cx, &format!("__{name}__"), &Args { pos: &a.pos[1..], kw: &[] })
    }),
    ("_rt_own_compare", |cx, a| {
        let name = cx.text(a.get(0)).unwrap_or_default();
        super::objects::operator(cx, &name, &Args { pos: &a.pos[1..], kw: &[] })
    }),
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
        if !super::lists::sort_values(cx, &mut pairs.clone(), false)? {
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
    ("_rt_freeze", |cx, a| Ok(super::sets::freeze(cx, a.get(0)))),
    ("_rt_make_class", |cx, a| make_class(cx, a.get(0), a.get(1), a.get(2), a.get(3))),
    ("_rt_new", |cx, a| {
        // (class, wrapped): an instance, `__init__` not called.
        let Value::Ref(class) = a.get(0) else { return cx.type_error("not a class") };
        Ok(cx.new_instance(class, a.get(1)))
    }),
    ("_rt_is_class", |cx, a| {
        Ok(Value::Bool(matches!(a.get(0), Value::Ref(at) if matches!(cx.heap.get(at), Object::Class(_)))))
    }),
    ("_rt_is_function", |cx, a| Ok(Value::Bool(cx.function(a.get(0)).is_some()))),
    ("_rt_generator_kind", |cx, a| {
        use crate::python::object::GeneratorKind;
        Ok(Value::Int(match a.get(0) {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::Generator(generator) => match generator.kind {
                    GeneratorKind::Generator => 1,
                    GeneratorKind::Coroutine => 2,
                    GeneratorKind::AsyncGenerator => 3,
                },
                _ => 0,
            },
            _ => 0,
        }))
    }),
    ("_rt_function_kind", |cx, a| {
        use crate::python::object::GeneratorKind;
        let code = match cx.function(a.get(0)) {
            Some(function) => function.code,
            None => match a.get(0) {
                Value::Ref(at) => match cx.heap.get(at) {
                    Object::Method(pair) => match cx.function(pair.0) {
                        Some(function) => function.code,
                        None => return Ok(Value::Int(0)),
                    },
                    _ => return Ok(Value::Int(0)),
                },
                _ => return Ok(Value::Int(0)),
            },
        };
        Ok(Value::Int(match cx.program.codes[code as usize].generator {
            None => 0,
            Some(GeneratorKind::Generator) => 1,
            Some(GeneratorKind::Coroutine) => 2,
            Some(GeneratorKind::AsyncGenerator) => 3,
        }))
    }),
    ("_rt_resume", |cx, a| {
        // (generator, value): whatever it yields or awaits comes back.
        let Value::Ref(generator) = a.get(0) else { return cx.type_error("not a generator") };
        let resume = crate::python::cx::Resume { generator, value: a.get(1), throws: false, default: Value::Undef };
        Err(Exit::Resume(Box::new(resume)))
    }),
    ("_rt_throw", |cx, a| {
        let Value::Ref(generator) = a.get(0) else { return cx.type_error("not a generator") };
        let value = cx.raisable(a.get(1), Value::Undef)?;
        let resume = crate::python::cx::Resume { generator, value, throws: true, default: Value::Undef };
        Err(Exit::Resume(Box::new(resume)))
    }),
    ("_rt_yielded", |cx, a| {
        // Did an asynchronous generator yield this, rather than await it? A tuple of one, or None.
        if let Value::Ref(at) = a.get(0)
            && let Object::Alias(pair) = cx.heap.get(at)
            && pair.0.is_undef()
        {
            let value = pair.1;
            return Ok(cx.heap.tuple(vec![value]));
        }
        Ok(Value::None)
    }),
    ("_rt_set_attr", |cx, a| {
        // (instance, name, value): past the class's own `__setattr__`.
        let name = super::functions::name_arg(cx, a.get(1))?;
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        if matches!(cx.heap.get(at), Object::Instance(_)) {
            cx.set_slot(at, name, a.get(2));
        } else {
            cx.set_attr(a.get(0), name, a.get(2))?;
        }
        Ok(Value::None)
    }),
    ("_rt_set_exception_attr", |cx, a| {
        let name = cx.text(a.get(1)).unwrap_or_default();
        cx.set_exception_attr(a.get(0), &name, a.get(2));
        Ok(Value::None)
    }),
    ("_rt_exception_text", |cx, a| {
        // str() of an exception without the program's `__str__`, or None where that has to be called.
        match cx.str_of(a.get(0)) {
            Ok(text) => Ok(text),
            Err(Exit::Call(_)) => Ok(Value::None),
            Err(exit) => Err(exit),
        }
    }),
    ("_rt_run_module", |cx, a| {
        let number = cx.int_arg(a.get(0))? as u32;
        let program = cx.program.clone();
        let module = cx.module_value(number);
        if let Value::Ref(at) = module
            && let Object::Module(module) = cx.heap.get_mut(at)
        {
            module.started = true;
        }
        cx.start_module(number);
        let code = &program.codes[program.modules[number as usize].code as usize];
        let function = cx.make_function(code, Value::None, Value::None, Box::default());
        cx.call(function, Vec::new())
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
    ("_rt_code_names", |cx, a| {
        // (function): the names of its parameters.
        let Some(function) = cx.function(a.get(0)) else { return Ok(cx.heap.empty_tuple) };
        let program = cx.program.clone();
        let code = &program.codes[function.code as usize];
        let count = code.positional as usize + code.keyword_only as usize;
        let names = code.locals[..count].iter().map(|name| cx.heap.name_str(*name)).collect();
        Ok(cx.heap.tuple(names))
    }),
    ("_rt_module_dict_of", |cx, a| {
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        let Object::Module(module) = cx.heap.get(at) else { return Ok(Value::None) };
        let program = cx.program.clone();
        let pairs: Vec<(Name, Value)> = program.modules[module.number as usize]
            .globals
            .iter()
            .map(|(name, slot)| (*name, cx.heap.globals[*slot as usize]))
            .filter(|pair| !pair.1.is_undef())
            .collect();
        Ok(cx.keyword_dict(&pairs))
    }),
    ("_rt_reprs_itself", |cx, a| Ok(Value::Bool(cx.special(a.get(0), "__repr__").is_some()))),
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
    // What subclasses of containers reach with `super()`.
    ("dict.__getitem__", |cx, a| {
        let of = cx.heap.unwrap(a.get(0));
        cx.get_item(of, a.get(1))
    }),
    ("dict.__setitem__", set_item),
    ("dict.__delitem__", del_item),
    ("dict.__contains__", contains),
    ("dict.__len__", len),
    ("dict.__iter__", iter),
    ("list.__getitem__", |cx, a| {
        let of = cx.heap.unwrap(a.get(0));
        cx.get_item(of, a.get(1))
    }),
    ("list.__setitem__", set_item),
    ("list.__delitem__", del_item),
    ("list.__contains__", contains),
    ("list.__len__", len),
    ("list.__iter__", iter),
    ("tuple.__getitem__", |cx, a| {
        let of = cx.heap.unwrap(a.get(0));
        cx.get_item(of, a.get(1))
    }),
    ("tuple.__contains__", contains),
    ("tuple.__len__", len),
    ("tuple.__iter__", iter),
    ("set.__contains__", contains),
    ("set.__len__", len),
    ("set.__iter__", iter),
    ("str.__contains__", contains),
    ("str.__len__", len),
    ("str.__iter__", iter),
    ("range.__contains__", contains),
    ("range.__len__", len),
    ("range.__iter__", iter),
    ("deque.__len__", len),
    ("deque.__iter__", iter),
    ("int.__add__", |cx, a| super::objects::operator(cx, "__add__", a)),
    ("int.__sub__", |cx, a| super::objects::operator(cx, "__sub__", a)),
    ("int.__mul__", |cx, a| super::objects::operator(cx, "__mul__", a)),
    ("int.__lt__", |cx, a| super::objects::operator(cx, "__lt__", a)),
    ("int.__eq__", |cx, a| super::objects::operator(cx, "__eq__", a)),
    ("float.__add__", |cx, a| super::objects::operator(cx, "__add__", a)),
    ("str.__add__", |cx, a| super::objects::operator(cx, "__add__", a)),
    ("str.__eq__", |cx, a| super::objects::operator(cx, "__eq__", a)),
    ("tuple.__eq__", |cx, a| super::objects::operator(cx, "__eq__", a)),
    ("dict.__eq__", |cx, a| super::objects::operator(cx, "__eq__", a)),
    ("list.__eq__", |cx, a| super::objects::operator(cx, "__eq__", a)),
    ("list_iterator.__next__", next),
    ("list_iterator.__iter__", |_, a| Ok(a.get(0))),
    ("dict_keyiterator.__next__", next),
    ("range_iterator.__next__", next),
    ("str_iterator.__next__", next),
    ("tuple_iterator.__next__", next),
    ("set_iterator.__next__", next),
    ("enumerate.__next__", next),
    ("zip.__next__", next),
    ("_sync.__enter__", |cx, a| {
        let name = cx.natives.iter().position(|native| native.name == "_rt_acquire").unwrap_or(0);
        (cx.natives[name].run)(cx, a)
    }),
    ("_sync.__exit__", |cx, a| {
        let name = cx.natives.iter().position(|native| native.name == "_rt_release").unwrap_or(0);
        (cx.natives[name].run)(cx, &Args { pos: &a.pos[..1], kw: &[] })
    }),
];

fn hash_of(cx: &Cx<'_>, value: Value) -> u64 {
    match value {
        Value::Int(i) => i as u64,
        Value::Bool(b) => u64::from(b),
        value => crate::python::number::big(&cx.heap, value).map_or(0, |big| crate::python::number::hash_big(&big)),
    }
}

fn set_item(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.set_item(of, a.get(1), a.get(2))?;
    Ok(Value::None)
}

fn del_item(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.del_item(of, a.get(1))?;
    Ok(Value::None)
}

fn contains(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.contains(of, a.get(1)).map(Value::Bool)
}

fn len(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.len(of).map(|len| Value::Int(len as i64))
}

fn iter(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.iter(of)
}

fn next(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    match cx.next(a.get(0))? {
        Some(value) => Ok(value),
        None => {
            let exception = cx.exception(types::STOP_ITERATION, Vec::new());
            Err(Exit::Raise(exception))
        }
    }
}

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
        let abstract_meta = cx.class_name(meta) == "ABCMeta";
        if let Object::Class(inner) = cx.heap.get_mut(class) {
            inner.has_abstract = abstract_meta && !names.is_empty();
        }
    }
    let _ = Layout::Object;
    Ok(Value::Ref(class))
}
