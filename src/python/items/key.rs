//! When two keys are one, and where a key is: None where only Python can tell.

use crate::python::cx::{Cx, Exit, Out};
use crate::python::heap::Heap;
use crate::python::number;
use crate::python::object::Object;
use crate::python::value::Value;

/// What looking a key up came to.
pub enum Found {
    At(usize),
    Missing(u64),
    /// The program's own methods have to be asked.
    Slow,
}

/// Equality of keys as far as the heap alone tells; None where a method of the program decides.
pub fn same_key(heap: &Heap, a: Value, b: Value, depth: usize) -> Option<bool> {
    if a.same(b) {
        return Some(true);
    }
    match (a, b) {
        (Value::Int(_), Value::Int(_)) | (Value::None, _) | (_, Value::None) => Some(false),
        (Value::Ref(x), Value::Ref(y)) => match (heap.get(x), heap.get(y)) {
            (Object::Str(left), Object::Str(right)) => Some(left.hash == right.hash && left.text == right.text),
            (Object::Tuple(left), Object::Tuple(right)) => {
                if left.len() != right.len() {
                    return Some(false);
                }
                if depth > crate::python::ops::MAX_NESTING {
                    return None;
                }
                for (x, y) in left.iter().zip(right.iter()) {
                    match same_key(heap, *x, *y, depth + 1) {
                        Some(true) => {}
                        other => return other,
                    }
                }
                Some(true)
            }
            (Object::Bytes(left), Object::Bytes(right)) => Some(left == right),
            (Object::Big(left), Object::Big(right)) => Some(left == right),
            (Object::FrozenSet(left), Object::FrozenSet(right)) => {
                if left.len() != right.len() {
                    return Some(false);
                }
                let mut unsure = false;
                for (hash, key) in left.iter() {
                    let found = right.find(hash, |other| {
                        same_key(heap, key, other, depth + 1).unwrap_or_else(|| {
                            unsure = true;
                            false
                        })
                    });
                    if found.is_none() {
                        return if unsure { None } else { Some(false) };
                    }
                }
                Some(true)
            }
            (Object::Instance(_), _) | (_, Object::Instance(_)) => {
                let (p, q) = (heap.unwrap(a), heap.unwrap(b));
                if !p.same(a) || !q.same(b) {
                    return same_key(heap, p, q, depth + 1);
                }
                let plain = |value: Value| match value {
                    Value::Ref(at) => match heap.get(at) {
                        Object::Instance(instance) => {
                            let class = heap.shapes[instance.shape as usize].class;
                            let eq = heap.names.get("__eq__");
                            let Object::Class(class) = heap.get(class) else { return true };
                            !class.mro.iter().any(|base| match heap.get(*base) {
                                Object::Class(base) => {
                                    base.attrs.iter().any(|attr| Some(attr.0) == eq && matches!(attr.1, Value::Ref(_)))
                                }
                                _ => false,
                            })
                        }
                        _ => true,
                    },
                    _ => true,
                };
                (plain(a) && plain(b)).then_some(false)
            }
            (Object::Method(left), Object::Method(right)) => Some(left.0.same(right.0) && left.1.same(right.1)),
            (Object::Range { start, stop, step }, Object::Range { start: a, stop: b, step: c }) => {
                Some((start, stop, step) == (a, b, c))
            }
            (Object::NativeMethod { native, this }, Object::NativeMethod { native: other, this: that }) => {
                Some(native == other && this.same(*that))
            }
            _ => Some(false),
        },
        _ => match (number::float(heap, a), number::float(heap, b)) {
            (Some(x), Some(y)) => Some(x == y),
            _ => {
                let (p, q) = (heap.unwrap(a), heap.unwrap(b));
                if p.same(a) && q.same(b) { Some(false) } else { same_key(heap, p, q, depth + 1) }
            }
        },
    }
}

impl Cx<'_> {
    pub(super) fn hash_or_slow(&mut self, key: Value) -> Out<Option<u64>> {
        match self.hash_key(key) {
            Ok(hash) => Ok(Some(hash)),
            Err(Exit::Call(_)) => Ok(None),
            Err(exit) => Err(exit),
        }
    }
}
