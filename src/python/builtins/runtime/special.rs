//! What operators fall back to once the program's own methods declined, and locks as context managers.

use crate::python::cx::{Args, NativeFn};

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
    ("_sync.__enter__", |cx, a| {
        let name = cx.natives.iter().position(|native| native.name == "_rt_acquire").unwrap_or(0);
        (cx.natives[name].run)(cx, a)
    }),
    ("_sync.__exit__", |cx, a| {
        let name = cx.natives.iter().position(|native| native.name == "_rt_release").unwrap_or(0);
        (cx.natives[name].run)(cx, &Args { pos: &a.pos[..1], kw: &[] })
    }),
];
