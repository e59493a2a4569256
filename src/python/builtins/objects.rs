//! Methods of `object`, exceptions, generators, properties, and dunder methods that types written in Rust show.

use crate::python::code::{Bin, Cmp};
use crate::python::cx::{Args, Cx, Exit, NativeFn, Out, Resume};
use crate::python::object::{GeneratorState, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    ("object.__init__", |_, _| Ok(Value::None)),
    ("object.__new__", object_new),
    ("object.__repr__", |cx, a| {
        let class = cx.type_of(a.get(0));
        let (module, name) = (cx.class(class).module.clone(), cx.class(class).qualname.clone());
        let address = match a.get(0) {
            Value::Ref(at) => cx.address(at),
            _ => "0x0".into(),
        };
        if cx.is_subclass(class, types::BASE_EXCEPTION)
            || cx.class(class).layout != crate::python::object::Layout::Object
        {
            let plain = plain(cx, a.get(0));
            return cx.repr(plain);
        }
        cx.checked_string(format!("<{module}.{name} object at {address}>"))
    }),
    ("object.__str__", |cx, a| cx.repr(a.get(0))),
    ("object.__eq__", |_, a| Ok(if a.get(0).same(a.get(1)) { Value::Bool(true) } else { Value::NotImplemented })),
    ("object.__ne__", |_, a| Ok(if a.get(0).same(a.get(1)) { Value::Bool(false) } else { Value::NotImplemented })),
    ("object.__hash__", |cx, a| match a.get(0) {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::Instance(_)) => {
            Ok(Value::Int(crate::python::ops::identity(at) as i64))
        }
        value => cx.hash(value, 0).map(|hash| Value::Int(hash as i64)),
    }),
    ("object.__format__", |cx, a| {
        let inner = cx.heap.unwrap(a.get(0));
        let spec = cx.text(a.get(1)).unwrap_or_default();
        if spec.is_empty() {
            return cx.str_of(a.get(0));
        }
        if matches!(inner, Value::Ref(at) if matches!(cx.heap.get(at), Object::Instance(_))) {
            let name = cx.type_name(inner);
            return cx.type_error(format!("unsupported format string passed to {name}.__format__"));
        }
        cx.format(inner, a.get(1))
    }),
    ("object.__sizeof__", |cx, a| {
        Ok(Value::Int(match a.get(0) {
            Value::Ref(at) => cx.heap.get(at).bytes() as i64,
            _ => 28,
        }))
    }),
    ("object.__reduce__", |cx, _| cx.type_error("pickling by __reduce__ is not supported")),
    ("object.__dir__", |cx, a| cx.prelude("dir", vec![a.get(0)])),
    ("object.__init_subclass__", |_, _| Ok(Value::None)),
    ("object.__getattribute__", |cx, a| {
        let name = super::functions::name_arg(cx, a.get(1))?;
        let class = cx.type_of(a.get(0));
        let found = match a.get(0) {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::Instance(instance) => {
                    let shape = instance.shape;
                    cx.find_instance_attr(a.get(0), class, name, shape)?
                }
                _ => Some(cx.get_attr(a.get(0), name)?),
            },
            _ => Some(cx.get_attr(a.get(0), name)?),
        };
        match found {
            Some(value) => Ok(value),
            None => cx.no_attribute(a.get(0), name),
        }
    }),
    ("object.__setattr__", |cx, a| {
        let name = super::functions::name_arg(cx, a.get(1))?;
        let class = cx.type_of(a.get(0));
        match a.get(0) {
            Value::Ref(at) if matches!(cx.heap.get(at), Object::Instance(_)) => {
                cx.set_instance_attr(a.get(0), at, class, name, a.get(2))?;
            }
            Value::Ref(at) if matches!(cx.heap.get(at), Object::Class(_)) && at.0 >= cx.heap.permanent => {
                cx.set_class_attr(at, name, a.get(2));
            }
            value => cx.set_attr(value, name, a.get(2))?,
        }
        Ok(Value::None)
    }),
    ("object.__delattr__", |cx, a| {
        let name = super::functions::name_arg(cx, a.get(1))?;
        if let Value::Ref(at) = a.get(0)
            && let Object::Instance(instance) = cx.heap.get(at)
            && cx.heap.slot(instance, name).is_none()
        {
            return cx.no_attribute(a.get(0), name);
        }
        if let Value::Ref(at) = a.get(0)
            && let Object::Instance(instance) = cx.heap.get(at)
            && let Some(slot) = cx.heap.slot(instance, name)
            && let Object::Instance(instance) = cx.heap.get_mut(at)
        {
            instance.slots[slot] = Value::Undef;
            cx.heap.epoch += 1;
        }
        Ok(Value::None)
    }),
    ("type.mro", |cx, a| {
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        let mro = cx.class(at).mro.iter().map(|base| Value::Ref(*base)).collect();
        Ok(cx.heap.list(mro))
    }),
    ("type.__subclasses__", |cx, a| {
        let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
        let list = cx.class(at).subclasses.iter().map(|class| Value::Ref(*class)).collect();
        Ok(cx.heap.list(list))
    }),
    ("type.__call__", |cx, a| {
        let callee = cx.prelude_value("_type_call");
        let mut args = vec![a.get(0)];
        let rest = cx.heap.list(a.pos[1..].to_vec());
        let named = cx.keyword_dict(a.kw);
        args.extend([rest, named]);
        cx.call(callee, args)
    }),
    ("type.__new__", |cx, a| {
        // (meta, name, bases, namespace)
        super::runtime::make_class(cx, a.get(0), a.get(1), a.get(2), a.get(3))
    }),
    ("type.__init__", |_, _| Ok(Value::None)),
    ("type.__prepare__", |cx, _| Ok(cx.heap.dict(Default::default()))),
    ("BaseException.__init__", |cx, a| {
        let args = cx.heap.tuple(a.pos[1..].to_vec());
        if let Value::Ref(at) = a.get(0)
            && let Object::Exception(inner) = cx.heap.get_mut(at)
        {
            inner.args = args;
        }
        Ok(Value::None)
    }),
    ("BaseException.__str__", |cx, a| {
        let plain = plain(cx, a.get(0));
        cx.str_of(plain)
    }),
    ("BaseException.__repr__", |cx, a| {
        let plain = plain(cx, a.get(0));
        cx.repr(plain)
    }),
    ("BaseException.with_traceback", |_, a| Ok(a.get(0))),
    ("BaseException.add_note", |cx, a| {
        let note = a.get(1);
        cx.str_arg(note, "note")?;
        if let Value::Ref(at) = a.get(0)
            && let Object::Exception(inner) = cx.heap.get_mut(at)
        {
            inner.notes.push(note);
        }
        Ok(Value::None)
    }),
    ("BaseExceptionGroup.split", |cx, a| cx.prelude("_split_group", vec![a.get(0), a.get(1)])),
    ("BaseExceptionGroup.subgroup", |cx, a| cx.prelude("_subgroup", vec![a.get(0), a.get(1)])),
    ("BaseExceptionGroup.derive", |cx, a| {
        let message = cx.heap.intern("message");
        let message = cx.get_attr(a.get(0), message)?;
        let class = cx.type_of(a.get(0));
        cx.call(Value::Ref(class), vec![message, a.get(1)])
    }),
    ("generator.send", |cx, a| {
        a.expect(cx, "send", 2, 2)?;
        resume(cx, a, a.get(1))
    }),
    ("generator.throw", throw),
    ("generator.close", |cx, a| close(cx, a)),
    ("generator.__next__", |cx, a| resume(cx, a, Value::None)),
    ("generator.__iter__", |_, a| Ok(a.get(0))),
    ("coroutine.send", |cx, a| resume(cx, a, a.get(1))),
    ("coroutine.throw", throw),
    ("coroutine.close", |cx, a| close(cx, a)),
    ("coroutine.__await__", |_, a| Ok(a.get(0))),
    ("async_generator.__aiter__", |_, a| Ok(a.get(0))),
    ("async_generator.__anext__", |cx, a| cx.prelude("_agen_next", vec![a.get(0), Value::None])),
    ("async_generator.asend", |cx, a| cx.prelude("_agen_next", vec![a.get(0), a.get(1)])),
    ("async_generator.athrow", |cx, a| cx.prelude("_agen_throw", vec![a.get(0), a.get(1)])),
    ("async_generator.aclose", |cx, a| cx.prelude("_agen_close", vec![a.get(0)])),
    ("property.getter", |cx, a| property_with(cx, a, 0)),
    ("property.setter", |cx, a| property_with(cx, a, 1)),
    ("property.deleter", |cx, a| property_with(cx, a, 2)),
    ("property.__get__", |cx, a| {
        let class = cx.type_of(a.get(1));
        cx.bind(a.get(0), a.get(1), class)
    }),
    ("function.__get__", |cx, a| {
        let class = cx.type_of(a.get(1));
        if a.get(1).is_none() { Ok(a.get(0)) } else { cx.bind(a.get(0), a.get(1), class) }
    }),
    ("function.__call__", |cx, a| cx.call(a.get(0), a.pos[1..].to_vec())),
    ("builtin_function_or_method.__call__", |cx, a| cx.call(a.get(0), a.pos[1..].to_vec())),
    ("method.__call__", |cx, a| cx.call(a.get(0), a.pos[1..].to_vec())),
    ("mappingproxy.get", |cx, a| proxy(cx, a, "get")),
    ("mappingproxy.keys", |cx, a| proxy(cx, a, "keys")),
    ("mappingproxy.items", |cx, a| proxy(cx, a, "items")),
    ("mappingproxy.values", |cx, a| proxy(cx, a, "values")),
    ("types.GenericAlias.__or__", |_, a| Ok(a.get(0))),
];

fn proxy(cx: &mut Cx<'_>, a: &Args<'_>, name: &str) -> Out {
    let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
    let Object::View { of, .. } = cx.heap.get(at) else { return Ok(Value::None) };
    let of = Value::Ref(*of);
    let name = cx.heap.intern(name);
    let method = cx.get_attr(of, name)?;
    cx.call(method, a.pos[1..].to_vec())
}

/// The same exception (or wrapped value) as its type written in Rust shows it.
fn plain(cx: &mut Cx<'_>, value: Value) -> Value {
    if let Value::Ref(at) = value {
        match cx.heap.get(at) {
            Object::Exception(inner) => {
                let mut copy = (**inner).clone();
                // A stand-in class of the same name, without methods of the program's own.
                copy.class = plain_class(cx, copy.class);
                return cx.heap.value(Object::Exception(Box::new(copy)));
            }
            Object::Instance(_) => return cx.heap.unwrap(value),
            _ => {}
        }
    }
    value
}

fn plain_class(cx: &mut Cx<'_>, class: Ref) -> Ref {
    if class.0 < cx.heap.permanent {
        return class;
    }
    let native =
        cx.class(class).mro.iter().copied().find(|base| base.0 < cx.heap.permanent).unwrap_or(types::EXCEPTION);
    let name = cx.class_name(class);
    cx.add_class(&name, vec![native], Vec::new(), types::TYPE).unwrap_or(native)
}

fn object_new(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let Value::Ref(class) = a.get(0) else { return cx.type_error("object.__new__(X): X is not a type object") };
    let info = cx.class(class);
    match info.layout {
        crate::python::object::Layout::Wrapped => {
            let native = info.native;
            let mut args = a.pos[1..].to_vec();
            let wrapped = super::construct::native(cx, native, &mut args, a.kw)?;
            Ok(cx.new_instance(class, wrapped))
        }
        crate::python::object::Layout::Native => {
            let mut args = a.pos[1..].to_vec();
            super::construct::native(cx, class, &mut args, a.kw)
        }
        crate::python::object::Layout::Exception => {
            let args = cx.heap.tuple(a.pos[1..].to_vec());
            Ok(cx.exception_of(class, args))
        }
        _ => {
            if info.has_abstract && !cx.abstract_names(class).is_empty() {
                let mut none = Vec::new();
                return cx.instantiate(class, &mut none, &[]).map(|made| made.0);
            }
            Ok(cx.new_instance(class, Value::None))
        }
    }
}

fn generator(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Ref> {
    match a.get(0) {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::Generator(_)) => Ok(at),
        _ => cx.type_error("descriptor requires a generator"),
    }
}

fn resume(cx: &mut Cx<'_>, a: &Args<'_>, value: Value) -> Out {
    let generator = generator(cx, a)?;
    Err(Exit::Resume(Box::new(Resume { generator, value, throws: false, default: Value::Undef })))
}

fn throw(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let generator = generator(cx, a)?;
    let given = if a.len() > 2 && !a.get(2).is_none() { a.get(2) } else { a.get(1) };
    let value = cx.raisable(given, Value::Undef)?;
    Err(Exit::Resume(Box::new(Resume { generator, value, throws: true, default: Value::Undef })))
}

fn close(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let at = generator(cx, a)?;
    if let Object::Generator(generator) = cx.heap.get_mut(at) {
        match generator.state {
            GeneratorState::Done => return Ok(Value::None),
            GeneratorState::Created => {
                generator.state = GeneratorState::Done;
                return Ok(Value::None);
            }
            _ => {}
        }
    }
    cx.prelude("_close_generator", vec![a.get(0)])
}

fn property_with(cx: &mut Cx<'_>, a: &Args<'_>, part: usize) -> Out {
    let Value::Ref(at) = a.get(0) else { return Ok(Value::None) };
    let Object::Property(parts) = cx.heap.get(at) else { return Ok(Value::None) };
    let mut parts = **parts;
    parts[part] = a.get(1);
    Ok(cx.heap.value(Object::Property(Box::new(parts))))
}

/// Operators by method name, for `super().__eq__` and `int.__add__` and their like.
pub fn operator(cx: &mut Cx<'_>, name: &str, a: &Args<'_>) -> Out {
    for op in Cmp::ALL {
        if op.method() == name {
            return Ok(cx.native_compare(op, a.get(0), a.get(1), 0)?.map_or(Value::NotImplemented, Value::Bool));
        }
    }
    for op in Bin::ALL {
        if name == format!("__{}__", op.method()) {
            let (x, y) = (cx.heap.unwrap(a.get(0)), cx.heap.unwrap(a.get(1)));
            return Ok(cx.native_binary(op, x, y)?.unwrap_or(Value::NotImplemented));
        }
    }
    Ok(Value::NotImplemented)
}
