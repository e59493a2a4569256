//! `of[key]`: reading, writing and deleting.

use super::key::Found;
use crate::python::cx::{Cx, Out};
use crate::python::object::{Object, View};
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    pub fn get_item(&mut self, of: Value, key: Value) -> Out {
        if let Value::Ref(at) = of
            && let Object::Dict(_) = self.heap.get(at)
            && let Found::At(entry) = self.dict_find(at, key)?
            && let Object::Dict(dict) = self.heap.get(at)
        {
            return Ok(dict.entries[entry].value);
        }
        if let Some(method) = self.special(of, "__getitem__") {
            return self.call(method, vec![of, key]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.not_subscriptable(of) };
        match self.heap.get(at) {
            Object::Dict(_) => match self.dict_find(at, key)? {
                Found::At(entry) => match self.heap.get(at) {
                    Object::Dict(dict) => Ok(dict.entries[entry].value),
                    _ => Ok(Value::None),
                },
                Found::Missing(_) => {
                    if let Some(method) = self.special(of, "__missing__") {
                        return self.call(method, vec![of, key]);
                    }
                    self.key_error(key)
                }
                Found::Slow => self.prelude("_dict_item_slow", vec![of, inner, key]),
            },
            Object::List(_)
            | Object::Tuple(_)
            | Object::Str(_)
            | Object::Bytes(_)
            | Object::ByteArray(_)
            | Object::Range { .. }
            | Object::Deque(_) => {
                if let Value::Ref(slice) = key
                    && let Object::Slice(_) = self.heap.get(slice)
                {
                    return self.get_slice(inner, key);
                }
                self.get_index(of, inner, key)
            }
            Object::Class(_) => {
                if let Some(method) = self.lookup_text(at, "__class_getitem__") {
                    let function = match method {
                        Value::Ref(method) => match self.heap.get(method) {
                            Object::ClassMethod(function) => *function,
                            _ => Value::Ref(method),
                        },
                        method => method,
                    };
                    return self.call(function, vec![of, key]);
                }
                let meta = self.type_of(of);
                if let Some(method) = self.lookup_text(meta, "__getitem__") {
                    return self.call(method, vec![of, key]);
                }
                let generic = at.0 < self.heap.permanent
                    && at != types::INT
                    && at != types::STR
                    && at != types::FLOAT
                    && at != types::BOOL;
                if generic
                    || self.class(at).mro.iter().any(|base| self.lookup_text(*base, "__orig_generic__").is_some())
                {
                    return Ok(self.heap.value(Object::Alias(Box::new((of, key)))));
                }
                let name = self.class_name(at);
                self.type_error(format!("type '{name}' is not subscriptable"))
            }
            Object::Alias(_) => Ok(self.heap.value(Object::Alias(Box::new((of, key))))),
            Object::View { kind: View::Proxy, of } => {
                let of = Value::Ref(*of);
                self.get_item(of, key)
            }
            _ => self.not_subscriptable(of),
        }
    }

    #[cold]
    fn not_subscriptable<T>(&mut self, of: Value) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("'{name}' object is not subscriptable"))
    }

    /// An index in a sequence of this length, counted from the end where negative.
    pub(super) fn index(&mut self, of: Value, key: Value, length: usize, what: &str) -> Out<usize> {
        let index = match self.heap.unwrap(key) {
            Value::Int(i) => i,
            Value::Bool(b) => i64::from(b),
            Value::Ref(at) if matches!(self.heap.get(at), Object::Big(_)) => {
                return self.raise(types::INDEX_ERROR, "cannot fit 'int' into an index-sized integer");
            }
            _ => {
                let (kind, name) = (self.type_name(of), self.type_name(key));
                let kind = if kind == "str" { "string".to_owned() } else { kind };
                let kind = if kind == "bytes" { "byte".to_owned() } else { kind };
                if kind == "collections.deque" {
                    return self.type_error(format!("sequence index must be integer, not '{name}'"));
                }
                let tail = if kind == "string" { format!(", not '{name}'") } else { format!(" or slices, not {name}") };
                return self.type_error(format!("{kind} indices must be integers{tail}"));
            }
        };
        let at = if index < 0 { index + length as i64 } else { index };
        match usize::try_from(at) {
            Ok(at) if at < length => Ok(at),
            _ => self.raise(types::INDEX_ERROR, format!("{what} out of range")),
        }
    }

    fn get_index(&mut self, of: Value, inner: Value, key: Value) -> Out {
        if let Value::Ref(_) = key
            && let Some(method) = self.special(key, "__index__")
        {
            return self.prelude("_get_by_index", vec![of, key, method]);
        }
        let Value::Ref(at) = inner else { return Ok(Value::None) };
        let length = self.len(inner)?;
        match self.heap.get(at) {
            Object::List(_) => {
                let index = self.index(of, key, length, "list index")?;
                let Object::List(items) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(items[index])
            }
            Object::Tuple(_) => {
                let index = self.index(of, key, length, "tuple index")?;
                let Object::Tuple(items) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(items[index])
            }
            Object::Deque(_) => {
                let index = self.index(inner, key, length, "deque index")?;
                let Object::Deque(deque) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(deque.items[index])
            }
            Object::Str(text) => {
                let (text, ascii) = (text.text.clone(), text.ascii);
                let index = self.index(of, key, length, "string index")?;
                if ascii {
                    return Ok(self.heap.chars[text.as_bytes()[index] as usize]);
                }
                let found: String = text.chars().nth(index).into_iter().collect();
                Ok(self.heap.string(found))
            }
            Object::Bytes(bytes) => {
                let bytes = bytes.clone();
                let index = self.index(of, key, length, "index")?;
                Ok(Value::Int(i64::from(bytes[index])))
            }
            Object::ByteArray(_) => {
                let index = self.index(of, key, length, "bytearray index")?;
                let Object::ByteArray(bytes) = self.heap.get(at) else { return Ok(Value::None) };
                Ok(Value::Int(i64::from(bytes[index])))
            }
            Object::Range { start, step, .. } => {
                let (start, step) = (*start, *step);
                let index = self.index(of, key, length, "range object index")?;
                Ok(Value::Int(start + step * index as i64))
            }
            _ => Ok(Value::None),
        }
    }

    pub fn set_item(&mut self, of: Value, key: Value, value: Value) -> Out<()> {
        if let Value::Ref(at) = of
            && let Object::Dict(_) = self.heap.get(at)
        {
            return self.dict_set(at, key, value);
        }
        if let Some(method) = self.special(of, "__setitem__") {
            return self.call(method, vec![of, key, value]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.no_assignment(of) };
        match self.heap.get(at) {
            Object::Dict(_) => self.dict_set(at, key, value),
            Object::List(items) => {
                let length = items.len();
                if let Value::Ref(slice) = key
                    && let Object::Slice(_) = self.heap.get(slice)
                {
                    return self.set_slice(at, length, key, value);
                }
                let index = self.index(inner, key, length, "list assignment index")?;
                if let Object::List(items) = self.heap.get_mut(at) {
                    items[index] = value;
                }
                Ok(())
            }
            Object::Deque(deque) => {
                let length = deque.items.len();
                let index = self.index(inner, key, length, "deque index")?;
                if let Object::Deque(deque) = self.heap.get_mut(at) {
                    deque.items[index] = value;
                }
                Ok(())
            }
            Object::ByteArray(bytes) => {
                let length = bytes.len();
                let index = self.index(inner, key, length, "bytearray index")?;
                let byte = self.int_arg(value)?;
                let Ok(byte) = u8::try_from(byte) else { return self.value_error("byte must be in range(0, 256)") };
                if let Object::ByteArray(bytes) = self.heap.get_mut(at) {
                    bytes[index] = byte;
                }
                Ok(())
            }
            _ => self.no_assignment(of),
        }
    }

    #[cold]
    fn no_assignment<T>(&mut self, of: Value) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("'{name}' object does not support item assignment"))
    }

    pub fn del_item(&mut self, of: Value, key: Value) -> Out<()> {
        if let Some(method) = self.special(of, "__delitem__") {
            return self.call(method, vec![of, key]);
        }
        let inner = self.heap.unwrap(of);
        let Value::Ref(at) = inner else { return self.no_deletion(of) };
        match self.heap.get(at) {
            Object::Dict(_) => match self.dict_find(at, key)? {
                Found::At(entry) => {
                    if let Object::Dict(dict) = self.heap.get_mut(at) {
                        dict.remove(entry);
                    }
                    Ok(())
                }
                Found::Missing(_) => self.key_error(key),
                Found::Slow => self.prelude("_dict_del_slow", vec![inner, key]),
            },
            Object::List(items) => {
                let length = items.len();
                if let Value::Ref(slice) = key
                    && let Object::Slice(_) = self.heap.get(slice)
                {
                    let (start, stop, step) = self.slice_bounds(key, length)?;
                    let mut gone = Vec::new();
                    let mut index = start;
                    while if step > 0 { index < stop } else { index > stop } {
                        gone.push(index as usize);
                        index += step;
                    }
                    if let Object::List(items) = self.heap.get_mut(at) {
                        let mut number = 0;
                        items.retain(|_| {
                            number += 1;
                            !gone.contains(&(number - 1))
                        });
                    }
                    return Ok(());
                }
                let index = self.index(inner, key, length, "list assignment index")?;
                if let Object::List(items) = self.heap.get_mut(at) {
                    items.remove(index);
                }
                Ok(())
            }
            Object::Deque(deque) => {
                let length = deque.items.len();
                let index = self.index(inner, key, length, "deque index")?;
                if let Object::Deque(deque) = self.heap.get_mut(at) {
                    deque.items.remove(index);
                    deque.version += 1;
                }
                Ok(())
            }
            _ => self.no_deletion(of),
        }
    }

    #[cold]
    fn no_deletion<T>(&mut self, of: Value) -> Out<T> {
        let name = self.type_name(of);
        self.type_error(format!("'{name}' object doesn't support item deletion"))
    }
}
