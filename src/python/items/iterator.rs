//! Getting an iterator, and what can be awaited.

use crate::python::cx::{Cx, Out};
use crate::python::object::{Iter, Object, View};
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    pub(super) fn is_native_iter(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Iter(iter) => match &**iter {
                    Iter::Enumerate { of, .. } => self.is_native_iter(*of),
                    Iter::Zip { of, .. } => of.iter().all(|of| self.is_native_iter(*of)),
                    _ => true,
                },
                _ => false,
            },
            _ => false,
        }
    }

    pub fn make_iter(&mut self, iter: Iter) -> Value {
        Value::Ref(self.heap.alloc(Object::Iter(Box::new(iter))))
    }

    pub fn iter(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value {
            if let Some(method) = self.special(value, "__iter__") {
                return self.call(method, vec![value]);
            }
            let Value::Ref(of) = self.heap.unwrap(value) else { return self.not_iterable_object(value) };
            let iter = match self.heap.get(of) {
                Object::List(_) => Iter::List { of, next: 0 },
                Object::Tuple(_) => Iter::Tuple { of, next: 0 },
                Object::Str(_) => Iter::Str { of, next: 0 },
                Object::Bytes(_) | Object::ByteArray(_) => Iter::Bytes { of, next: 0 },
                Object::Range { start, stop, step } => Iter::Range { next: *start, stop: *stop, step: *step },
                Object::Dict(dict) => {
                    Iter::Dict { of, next: 0, version: dict.len() as u32, kind: View::Keys, reversed: false }
                }
                Object::View { kind, of } => {
                    let kind = if *kind == View::Proxy { View::Keys } else { *kind };
                    let Object::Dict(dict) = self.heap.get(*of) else { return self.not_iterable_object(value) };
                    Iter::Dict { of: *of, next: 0, version: dict.len() as u32, kind, reversed: false }
                }
                Object::Set(set) | Object::FrozenSet(set) => Iter::Set { of, next: 0, version: set.version },
                Object::Deque(deque) => Iter::Deque { of, next: 0, version: deque.version, reversed: false },
                Object::Iter(_) => return Ok(value),
                Object::Generator(generator) if generator.kind == crate::python::object::GeneratorKind::Generator => {
                    return Ok(value);
                }
                Object::Instance(_) | Object::Exception(_) if self.special(value, "__getitem__").is_some() => {
                    return self.prelude("_sequence_iterator", vec![value]);
                }
                Object::Class(_) => {
                    if let Some(method) = self.lookup_text(self.type_of(value), "__iter__") {
                        return self.call(method, vec![Value::Ref(at)]);
                    }
                    return self.not_iterable_object(value);
                }
                _ => return self.not_iterable_object(value),
            };
            return Ok(self.make_iter(iter));
        }
        self.not_iterable_object(value)
    }

    #[cold]
    fn not_iterable_object<T>(&mut self, value: Value) -> Out<T> {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object is not iterable"))
    }

    pub fn aiter(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value
            && let Object::Generator(_) = self.heap.get(at)
        {
            return Ok(value);
        }
        match self.special(value, "__aiter__") {
            Some(method) => self.call(method, vec![value]),
            None => {
                let name = self.type_name(value);
                self.type_error(format!("'async for' requires an object with __aiter__ method, got {name}"))
            }
        }
    }

    pub fn awaitable(&mut self, value: Value) -> Out {
        if let Value::Ref(at) = value
            && let Object::Generator(generator) = self.heap.get(at)
            && generator.kind == crate::python::object::GeneratorKind::Coroutine
        {
            if generator.state == crate::python::object::GeneratorState::Done {
                return self.raise(types::RUNTIME_ERROR, "cannot reuse already awaited coroutine");
            }
            return Ok(value);
        }
        match self.special(value, "__await__") {
            Some(method) => self.call(method, vec![value]),
            None => {
                let name = self.type_name(value);
                self.type_error(format!("object {name} can't be used in 'await' expression"))
            }
        }
    }
}
