//! Attributes of exceptions.

use super::store::set_pair;
use crate::python::cx::{Cx, Out};
use crate::python::object::{Name, Object};
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    pub fn set_exception_attr(&mut self, exception: Value, name: &str, value: Value) {
        let name = self.heap.intern(name);
        if let Value::Ref(at) = exception
            && let Object::Exception(inner) = self.heap.get_mut(at)
        {
            set_pair(&mut inner.attrs, name, value);
        }
    }

    pub(super) fn exception_attr(&mut self, of: Value, at: Ref, class: Ref, name: Name) -> Out<Option<Value>> {
        let Object::Exception(inner) = self.heap.get(at) else { return Ok(None) };
        if let Some(found) = inner.attrs.iter().find(|attr| attr.0 == name) {
            return Ok(Some(found.1));
        }
        let (args, cause, context, suppress) = (inner.args, inner.cause, inner.context, inner.suppress);
        let text = self.heap.names.text(name).clone();
        let first = match args {
            Value::Ref(args) => match self.heap.get(args) {
                Object::Tuple(items) => items.first().copied().unwrap_or(Value::None),
                _ => Value::None,
            },
            _ => Value::None,
        };
        Ok(Some(match &*text {
            "args" => args,
            "__cause__" => cause.or(Value::None),
            "__context__" => context.or(Value::None),
            "__suppress_context__" => Value::Bool(suppress),
            "__traceback__" => self.traceback_of(of),
            "__notes__" => {
                let Object::Exception(inner) = self.heap.get(at) else { return Ok(None) };
                if inner.notes.is_empty() {
                    return Ok(None);
                }
                let notes = inner.notes.clone();
                self.heap.list(notes)
            }
            "value" if self.is_subclass(class, types::STOP_ITERATION) => first,
            "code" if self.is_subclass(class, types::SYSTEM_EXIT) => first,
            "message" if self.is_subclass(class, types::BASE_EXCEPTION_GROUP) => first,
            "exceptions" if self.is_subclass(class, types::BASE_EXCEPTION_GROUP) => {
                let second = match args {
                    Value::Ref(args) => match self.heap.get(args) {
                        Object::Tuple(items) => items.get(1).copied().unwrap_or(Value::None),
                        _ => Value::None,
                    },
                    _ => Value::None,
                };
                let items = self.native_items(second)?.unwrap_or_default();
                self.heap.tuple(items)
            }
            "errno" if self.is_subclass(class, types::OS_ERROR) => first,
            "__dict__" => self.instance_dict(of)?,
            "__class__" => Value::Ref(class),
            _ => {
                return match self.lookup(class, name) {
                    Some(found) => self.bind(found, of, class).map(Some),
                    None => Ok(None),
                };
            }
        }))
    }
}
