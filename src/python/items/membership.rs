//! `in`, and how many there are.

use super::key::Found;
use crate::python::cx::{Cx, Out};
use crate::python::object::{Object, View};
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    pub fn len(&mut self, value: Value) -> Out<usize> {
        if let Value::Ref(at) = value {
            match self.heap.get(at) {
                Object::List(items) => return Ok(items.len()),
                Object::Tuple(items) => return Ok(items.len()),
                Object::Dict(dict) => return Ok(dict.len()),
                Object::Set(set) | Object::FrozenSet(set) => return Ok(set.len()),
                Object::Str(text) if text.ascii => return Ok(text.text.len()),
                Object::Str(text) => {
                    let (bytes, count) = (text.text.len(), text.text.chars().count());
                    self.cost += (bytes / 1024) as i64;
                    return Ok(count);
                }
                Object::Bytes(bytes) => return Ok(bytes.len()),
                Object::ByteArray(bytes) => return Ok(bytes.len()),
                Object::Deque(deque) => return Ok(deque.items.len()),
                Object::View { of, .. } => {
                    let of = Value::Ref(*of);
                    return self.len(of);
                }
                Object::Range { start, stop, step } => {
                    let span = if *step > 0 {
                        i128::from(*stop) - i128::from(*start)
                    } else {
                        i128::from(*start) - i128::from(*stop)
                    };
                    let count = if span <= 0 { 0 } else { (span - 1) / i128::from(step.unsigned_abs()) + 1 };
                    return usize::try_from(count).or_else(|_| {
                        self.raise(types::OVERFLOW_ERROR, "Python int too large to convert to C ssize_t")
                    });
                }
                Object::Instance(_) | Object::Class(_) => {
                    if let Some(method) = self.special(value, "__len__") {
                        return self.call(method, vec![value]);
                    }
                    let inner = self.heap.unwrap(value);
                    if !inner.same(value) {
                        return self.len(inner);
                    }
                }
                _ => {}
            }
        }
        let name = self.type_name(value);
        self.type_error(format!("object of type '{name}' has no len()"))
    }

    pub fn contains(&mut self, of: Value, item: Value) -> Out<bool> {
        if let Some(method) = self.special(of, "__contains__") {
            return self.call(method, vec![of, item]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.not_iterable(of, "argument of type") };
        let mut item = item;
        if let (Object::Set(_) | Object::FrozenSet(_), Value::Ref(other)) = (self.heap.get(at), item)
            && let Object::Set(set) = self.heap.get(other)
        {
            // A set is looked for as the frozen set of what it holds.
            let frozen = Object::FrozenSet(set.clone());
            item = self.heap.value(frozen);
        }
        match self.heap.get(at) {
            Object::Dict(_) => match self.dict_find(at, item)? {
                Found::At(_) => Ok(true),
                Found::Missing(_) => Ok(false),
                Found::Slow => self.prelude("_dict_has_slow", vec![inner, item]),
            },
            Object::Set(_) | Object::FrozenSet(_) => match self.set_find(at, item)? {
                Found::At(_) => Ok(true),
                Found::Missing(_) => Ok(false),
                Found::Slow => self.prelude("_set_has_slow", vec![inner, item]),
            },
            Object::View { kind: View::Keys, of } => {
                let of = Value::Ref(*of);
                self.contains(of, item)
            }
            Object::Str(text) => {
                let text = text.text.clone();
                match self.text(item) {
                    Some(part) => {
                        self.cost += (text.len() / 64) as i64;
                        Ok(text.contains(&*part))
                    }
                    None => {
                        let name = self.type_name(item);
                        self.type_error(format!("'in <string>' requires string as left operand, not {name}"))
                    }
                }
            }
            Object::Bytes(_) | Object::ByteArray(_) => {
                let bytes = self.bytes_of(inner)?;
                self.cost += (bytes.len() / 64) as i64;
                match item {
                    Value::Int(i) => Ok(u8::try_from(i).is_ok_and(|byte| bytes.contains(&byte))),
                    _ => {
                        let part = self.bytes_of(item)?;
                        // A search of text takes time in proportion to both; one of windows to their product.
                        let text = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect::<String>();
                        Ok(text(&bytes).contains(&text(&part)))
                    }
                }
            }
            Object::Range { start, stop, step } => {
                let (start, stop, step) = (*start, *stop, *step);
                match item {
                    Value::Int(i) => {
                        let inside = if step > 0 { start <= i && i < stop } else { stop < i && i <= start };
                        Ok(inside && (i128::from(i) - i128::from(start)) % i128::from(step) == 0)
                    }
                    Value::Bool(b) => self.contains(of, Value::Int(i64::from(b))),
                    Value::Float(f) if f.fract() == 0.0 => self.contains(of, Value::Int(f as i64)),
                    _ => Ok(false),
                }
            }
            Object::List(_) | Object::Tuple(_) | Object::Deque(_) | Object::View { .. } => {
                let items = self.native_items(inner)?.unwrap_or_default();
                for (number, each) in items.iter().enumerate() {
                    match self.equal_deep(*each, item, 0)? {
                        Some(true) => {
                            self.cost += number as i64 / 4;
                            return Ok(true);
                        }
                        Some(false) => {}
                        None => return self.prelude("_contains_slow", vec![inner, item]),
                    }
                }
                self.cost += items.len() as i64 / 4;
                Ok(false)
            }
            Object::Instance(_)
                if self.special(of, "__iter__").is_none() && self.special(of, "__getitem__").is_none() =>
            {
                self.not_iterable(of, "argument of type")
            }
            Object::Class(_) if self.type_of(of) == types::TYPE => self.not_iterable(of, "argument of type"),
            Object::Function(_) | Object::Sync(_) => self.not_iterable(of, "argument of type"),
            _ => self.prelude("_contains_slow", vec![of, item]),
        }
    }

    #[cold]
    pub fn not_iterable<T>(&mut self, of: Value, what: &str) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("{what} '{name}' is not iterable"))
    }
}
