//! What can be raised and caught.

use std::collections::HashSet;

use crate::python::cx::{Cx, Out};
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    /// What `raise value from cause` raises.
    pub fn raisable(&mut self, value: Value, cause: Value) -> Out {
        let Value::Ref(at) = value else { return self.type_error("exceptions must derive from BaseException") };
        match self.heap.get(at) {
            Object::Exception(_) => {
                if !cause.is_undef() {
                    let cause = match cause {
                        Value::None => Value::Undef,
                        Value::Ref(of) => match self.heap.get(of) {
                            Object::Exception(_) => cause,
                            Object::Class(_) if self.is_subclass(of, types::BASE_EXCEPTION) => {
                                self.exception(of, Vec::new())
                            }
                            _ => return self.type_error("exception causes must derive from BaseException"),
                        },
                        _ => return self.type_error("exception causes must derive from BaseException"),
                    };
                    if let Object::Exception(inner) = self.heap.get_mut(at) {
                        inner.cause = cause;
                        inner.suppress = true;
                    }
                }
                Ok(value)
            }
            Object::Class(_) if self.is_subclass(at, types::BASE_EXCEPTION) => {
                let own = self.lookup_text(at, "__init__").is_some_and(|init| !matches!(init, Value::Native(_)));
                if own {
                    return self.call(value, Vec::new());
                }
                let exception = self.exception(at, Vec::new());
                self.raisable(exception, cause)
            }
            _ => self.type_error("exceptions must derive from BaseException"),
        }
    }

    /// What a tuple of classes, which may hold such tuples, names, in order.
    pub fn classes_in(&self, tuple: Ref) -> Vec<Value> {
        let mut left = vec![Value::Ref(tuple)];
        let mut classes = Vec::new();
        let mut seen = HashSet::new();
        while let Some(value) = left.pop() {
            if let Value::Ref(at) = value
                && let Object::Tuple(items) = self.heap.get(at)
            {
                if seen.insert(at) {
                    left.extend(items.iter().rev());
                }
            } else {
                classes.push(value);
            }
        }
        classes
    }

    /// Does an `except` clause with this class (or tuple of classes) take the exception?
    pub fn matches(&mut self, exception: Value, class: Value) -> Out<bool> {
        let Value::Ref(at) = class else {
            return self.type_error("catching classes that do not inherit from BaseException is not allowed");
        };
        match self.heap.get(at) {
            Object::Tuple(_) => {
                for class in self.classes_in(at) {
                    if self.matches(exception, class)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Object::Class(_) if self.is_subclass(at, types::BASE_EXCEPTION) => Ok(self.is_instance(exception, at)),
            _ => self.type_error("catching classes that do not inherit from BaseException is not allowed"),
        }
    }

    pub fn traceback_of(&mut self, exception: Value) -> Value {
        let trace = match exception {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Exception(inner) => inner.trace.clone(),
                _ => return Value::None,
            },
            _ => return Value::None,
        };
        if trace.is_empty() { Value::None } else { self.heap.value(Object::Traceback(trace.into())) }
    }
}
