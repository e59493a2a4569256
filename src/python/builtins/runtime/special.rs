//! Methods whose names begin and end with two underscores, as functions that a program can call by name.

use crate::python::cx::{Args, Cx, Exit, NativeFn, Out};
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_own_binary", |cx, a| {
        // (name, a, b): the operator on values of types written in Rust; NotImplemented where there is none.
        let name = cx.text(a.get(0)).unwrap_or_default();
        crate::python::builtins::objects::operator(cx, &format!("__{name}__"), &Args { pos: &a.pos[1..], kw: &[] })
    }),
    ("_rt_own_compare", |cx, a| {
        let name = cx.text(a.get(0)).unwrap_or_default();
        crate::python::builtins::objects::operator(cx, &name, &Args { pos: &a.pos[1..], kw: &[] })
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
    ("int.__add__", |cx, a| crate::python::builtins::objects::operator(cx, "__add__", a)),
    ("int.__sub__", |cx, a| crate::python::builtins::objects::operator(cx, "__sub__", a)),
    ("int.__mul__", |cx, a| crate::python::builtins::objects::operator(cx, "__mul__", a)),
    ("int.__lt__", |cx, a| crate::python::builtins::objects::operator(cx, "__lt__", a)),
    ("int.__eq__", |cx, a| crate::python::builtins::objects::operator(cx, "__eq__", a)),
    ("float.__add__", |cx, a| crate::python::builtins::objects::operator(cx, "__add__", a)),
    ("str.__add__", |cx, a| crate::python::builtins::objects::operator(cx, "__add__", a)),
    ("str.__eq__", |cx, a| crate::python::builtins::objects::operator(cx, "__eq__", a)),
    ("tuple.__eq__", |cx, a| crate::python::builtins::objects::operator(cx, "__eq__", a)),
    ("dict.__eq__", |cx, a| crate::python::builtins::objects::operator(cx, "__eq__", a)),
    ("list.__eq__", |cx, a| crate::python::builtins::objects::operator(cx, "__eq__", a)),
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

pub(super) fn set_item(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.set_item(of, a.get(1), a.get(2))?;
    Ok(Value::None)
}

fn del_item(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.del_item(of, a.get(1))?;
    Ok(Value::None)
}

pub(super) fn contains(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.contains(of, a.get(1)).map(Value::Bool)
}

pub(super) fn len(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    cx.len(of).map(|len| Value::Int(len as i64))
}

pub(super) fn iter(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
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
