//! Exceptions, from the interpreter's own code.

use crate::python::cx::{Exit, NativeFn};
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_handled", |cx, _| {
        if cx.handling.is_undef() || cx.handling.is_none() {
            return cx.raise(types::RUNTIME_ERROR, "No active exception to reraise");
        }
        Ok(cx.handling)
    }),
    ("_rt_handling", |cx, _| Ok(cx.handling.or(Value::None))),
    ("_rt_traceback_of", |cx, a| Ok(cx.traceback_of(a.get(0)))),
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
];
