//! Joining and repeating sequences.

use num_traits::Signed;

use crate::python::cx::{Cx, Out};
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    /// How often to repeat, if the value is an int.
    pub(super) fn times(&mut self, value: Value) -> Out<Option<usize>> {
        match value {
            Value::Int(i) => Ok(Some(usize::try_from(i).unwrap_or(0))),
            Value::Bool(b) => Ok(Some(usize::from(b))),
            Value::Ref(at) => match self.heap.get(at) {
                Object::Big(big) => {
                    if big.is_negative() {
                        return Ok(Some(0));
                    }
                    self.raise(types::OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer")
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    pub(super) fn concat(&mut self, a: Value, b: Value) -> Out<Option<Value>> {
        let (Value::Ref(x), Value::Ref(y)) = (a, b) else {
            return self.concat_error(a, b);
        };
        let value = match (self.heap.get(x), self.heap.get(y)) {
            (Object::Str(left), Object::Str(right)) => {
                let length = left.text.len() + right.text.len();
                if length > 1 << 12 {
                    self.check_size(length)?;
                }
                let (Object::Str(left), Object::Str(right)) = (self.heap.get(x), self.heap.get(y)) else {
                    return Ok(None);
                };
                let mut text = String::with_capacity(length);
                text.push_str(&left.text);
                text.push_str(&right.text);
                self.heap.string(text)
            }
            (Object::List(left), Object::List(right)) => {
                let bytes = (left.len() + right.len()) * 16;
                let items: Vec<Value> = left.iter().chain(right).copied().collect();
                self.check_size(bytes)?;
                self.heap.list(items)
            }
            (Object::Tuple(left), Object::Tuple(right)) => {
                let items: Vec<Value> = left.iter().chain(right.iter()).copied().collect();
                self.check_size(items.len() * 16)?;
                self.heap.tuple(items)
            }
            (Object::Bytes(left), Object::Bytes(right)) => {
                let bytes: Vec<u8> = left.iter().chain(right.iter()).copied().collect();
                self.check_size(bytes.len())?;
                self.heap.bytes(bytes)
            }
            (Object::Bytes(_) | Object::ByteArray(_), Object::Bytes(_) | Object::ByteArray(_)) => {
                let is_array = matches!(self.heap.get(x), Object::ByteArray(_));
                let (mut bytes, more) = (self.bytes_of(a)?, self.bytes_of(b)?);
                self.check_size(bytes.len() + more.len())?;
                bytes.extend(more);
                if is_array { self.heap.value(Object::ByteArray(bytes)) } else { self.heap.bytes(bytes) }
            }
            (Object::Deque(_), Object::Deque(_)) => return self.prelude("_deque_add", vec![a, b]),
            _ => return self.concat_error(a, b),
        };
        Ok(Some(value))
    }

    fn concat_error(&mut self, a: Value, b: Value) -> Out<Option<Value>> {
        if self.is_own(b) {
            return Ok(None);
        }
        let kind = match a {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Str(_) => "str",
                Object::List(_) => "list",
                Object::Tuple(_) => "tuple",
                Object::Bytes(_) | Object::ByteArray(_) => {
                    let (own, name) = (self.type_name(a), self.type_name(b));
                    return self.type_error(format!("can't concat {name} to {own}"));
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let name = self.type_name(b);
        self.type_error(format!("can only concatenate {kind} (not \"{name}\") to {kind}"))
    }

    pub(super) fn repeat(&mut self, of: Value, times: usize) -> Out<Option<Value>> {
        let Value::Ref(at) = of else { return Ok(None) };
        let bytes = match self.heap.get(at) {
            Object::Str(text) => text.text.len(),
            Object::Bytes(bytes) => bytes.len(),
            Object::ByteArray(bytes) => bytes.len(),
            Object::List(items) => items.len() * 16,
            Object::Tuple(items) => items.len() * 16,
            _ => return Ok(None),
        };
        self.check_size(bytes.saturating_mul(times))?;
        let value = match self.heap.get(at) {
            Object::Str(text) => {
                let text = text.text.repeat(times);
                self.heap.string(text)
            }
            Object::Bytes(bytes) => {
                let bytes = bytes.repeat(times);
                self.heap.bytes(bytes)
            }
            Object::ByteArray(bytes) => {
                let bytes = bytes.repeat(times);
                self.heap.value(Object::ByteArray(bytes))
            }
            Object::List(items) => {
                let items = items.repeat(times);
                self.heap.list(items)
            }
            Object::Tuple(items) => {
                let items = items.repeat(times);
                self.heap.tuple(items)
            }
            _ => return Ok(None),
        };
        Ok(Some(value))
    }
}
