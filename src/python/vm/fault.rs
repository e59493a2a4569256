//! What the loop says of a fault of the program, and where an access goes.

use crate::python::code::Code;
use crate::python::cx::{Cx, Exit};
use crate::python::guest::{Place, ProcessId};
use crate::python::types;
use crate::python::value::Value;

pub(super) fn item_place(process: ProcessId, of: Value) -> Place {
    match of {
        Value::Ref(at) => Place::Item(process, at.0),
        _ => Place::Item(process, u32::MAX),
    }
}

pub(super) fn attribute_place(process: ProcessId, of: Value, name: u32) -> Place {
    match of {
        Value::Ref(at) => Place::Attribute(process, at.0, name),
        _ => Place::Attribute(process, u32::MAX, name),
    }
}

pub(super) fn local_name(cx: &Cx<'_>, code: &Code, register: u8) -> String {
    match code.locals.get(register as usize) {
        Some(name) => cx.heap.names.text(*name).to_string(),
        None => "?".into(),
    }
}

#[cold]
pub(super) fn name_error(cx: &mut Cx<'_>, name: &str) -> Exit {
    let text = cx.heap.string(format!("name '{name}' is not defined"));
    Exit::Raise(cx.exception(types::NAME_ERROR, vec![text]))
}

#[cold]
pub(super) fn recursion(cx: &mut Cx<'_>) -> Exit {
    let text = cx.heap.str("maximum recursion depth exceeded");
    Exit::Raise(cx.exception(types::RECURSION_ERROR, vec![text]))
}

#[cold]
pub(super) fn not_callable(cx: &mut Cx<'_>, value: Value) -> Exit {
    let text = format!("'{}' object is not callable", cx.type_name(value));
    let text = cx.heap.string(text);
    Exit::Raise(cx.exception(types::TYPE_ERROR, vec![text]))
}
