//! The next item of an iterator.

use crate::python::code::Bin;
use crate::python::cx::{Cx, Exit, Out};
use crate::python::object::{Iter, Object, View};
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    /// The next item of an iterator; None at its end.
    pub fn next(&mut self, iterator: Value) -> Out<Option<Value>> {
        let Value::Ref(at) = iterator else { return self.not_an_iterator(iterator) };
        let Object::Iter(iter) = self.heap.get(at) else {
            if let Object::Generator(generator) = self.heap.get(at)
                && generator.kind == crate::python::object::GeneratorKind::Generator
            {
                return Err(Exit::Resume(Box::new(crate::python::cx::Resume {
                    generator: at,
                    value: Value::None,
                    throws: false,
                    default: Value::Undef,
                })));
            }
            return match self.special(iterator, "__next__") {
                Some(method) => self.call(method, vec![iterator]),
                None => self.not_an_iterator(iterator),
            };
        };
        let mut state = (**iter).clone();
        let item = match &mut state {
            Iter::List { of, next } => {
                let Object::List(items) = self.heap.get(*of) else { return Ok(None) };
                let item = items.get(*next).copied();
                *next = if item.is_some() { *next + 1 } else { usize::MAX - 1 };
                item
            }
            Iter::Tuple { of, next } => {
                let Object::Tuple(items) = self.heap.get(*of) else { return Ok(None) };
                let item = items.get(*next).copied();
                *next += 1;
                item
            }
            Iter::Str { of, next } => {
                let Object::Str(text) = self.heap.get(*of) else { return Ok(None) };
                match text.text.get(*next..).and_then(|rest| rest.chars().next()) {
                    Some(c) => {
                        *next += c.len_utf8();
                        Some(self.char(c))
                    }
                    None => None,
                }
            }
            Iter::Bytes { of, next } => {
                let bytes = self.bytes_of(Value::Ref(*of))?;
                let item = bytes.get(*next).map(|byte| Value::Int(i64::from(*byte)));
                *next += 1;
                item
            }
            Iter::Range { next, stop, step } => {
                if if *step > 0 { *next < *stop } else { *next > *stop } {
                    let item = Value::Int(*next);
                    *next = next.checked_add(*step).unwrap_or(*stop);
                    Some(item)
                } else {
                    None
                }
            }
            Iter::Dict { of, next, version, kind, reversed } => {
                let Object::Dict(dict) = self.heap.get(*of) else { return Ok(None) };
                if dict.len() as u32 != *version && *version != u32::MAX {
                    *version = u32::MAX;
                    *next = usize::MAX / 2;
                    *self.heap.get_mut(at) = Object::Iter(Box::new(state));
                    return self.raise(types::RUNTIME_ERROR, "dictionary changed size during iteration");
                }
                let entry = if *reversed {
                    let count = dict.entries.len();
                    (*next..count).find(|at| !dict.entries[count - 1 - at].key.is_undef()).map(|at| {
                        *next = at + 1;
                        dict.entries[count - 1 - at]
                    })
                } else {
                    dict.next(*next).map(|found| {
                        *next = found + 1;
                        dict.entries[found]
                    })
                };
                match (entry, kind) {
                    (None, _) => None,
                    (Some(entry), View::Keys | View::Proxy) => Some(entry.key),
                    (Some(entry), View::Values) => Some(entry.value),
                    (Some(entry), View::Items) => Some(self.heap.tuple(vec![entry.key, entry.value])),
                }
            }
            Iter::Set { of, next, version } => {
                let (Object::Set(set) | Object::FrozenSet(set)) = self.heap.get(*of) else { return Ok(None) };
                if set.version != *version {
                    return self.raise(types::RUNTIME_ERROR, "Set changed size during iteration");
                }
                set.next(*next).map(|found| {
                    *next = found + 1;
                    set.key(found)
                })
            }
            Iter::Deque { of, next, version, reversed } => {
                let Object::Deque(deque) = self.heap.get(*of) else { return Ok(None) };
                if deque.version != *version && *next < usize::MAX / 2 {
                    return self.raise(types::RUNTIME_ERROR, "deque mutated during iteration");
                }
                let index = if *reversed { deque.items.len().wrapping_sub(1).wrapping_sub(*next) } else { *next };
                *next += 1;
                deque.items.get(index).copied()
            }
            Iter::Reversed { of, next } => {
                let Object::List(items) = self.heap.get(*of) else { return Ok(None) };
                let item = next.checked_sub(1).and_then(|index| items.get(index).copied());
                *next = if item.is_some() { *next - 1 } else { 0 };
                item
            }
            Iter::Enumerate { of, next } => {
                let (of, number) = (*of, *next);
                match self.native_next(of)? {
                    Step::Item(item) => {
                        *next += 1;
                        Some(self.heap.tuple(vec![Value::Int(number), item]))
                    }
                    Step::End => None,
                    Step::Python => {
                        *next += 1;
                        *self.heap.get_mut(at) = Object::Iter(Box::new(state));
                        return self.prelude("_enumerate_step", vec![of, Value::Int(number)]);
                    }
                }
            }
            Iter::Zip { of, strict } => {
                if of.is_empty() {
                    return Ok(None);
                }
                let (of, strict) = (of.clone(), *strict);
                if !of.iter().all(|of| self.is_native_iter(*of)) {
                    let list = self.heap.list(of);
                    return self.prelude("_zip_step", vec![list, Value::Bool(strict)]);
                }
                let mut items = Vec::new();
                for (number, each) in of.iter().enumerate() {
                    match self.next(*each)? {
                        Some(item) => items.push(item),
                        None => {
                            if strict {
                                return self.zip_strict(&of, number);
                            }
                            return Ok(None);
                        }
                    }
                }
                return Ok(Some(self.heap.tuple(items)));
            }
            Iter::Count { next, step } => {
                let (now, step) = (*next, *step);
                *next = self.binary(Bin::Add, now, step)?;
                Some(now)
            }
            Iter::Repeat { value, left } => match left {
                None => Some(*value),
                Some(0) => None,
                Some(left) => {
                    *left -= 1;
                    Some(*value)
                }
            },
        };
        *self.heap.get_mut(at) = Object::Iter(Box::new(state));
        Ok(item)
    }

    fn zip_strict(&mut self, of: &[Value], number: usize) -> Out<Option<Value>> {
        let before = |n: usize| if n == 1 { "argument 1".to_owned() } else { format!("arguments 1-{n}") };
        if number > 0 {
            return self.value_error(format!("zip() argument {} is shorter than {}", number + 1, before(number)));
        }
        for (number, each) in of.iter().enumerate().skip(1) {
            if self.next(*each)?.is_some() {
                return self.value_error(format!("zip() argument {} is longer than {}", number + 1, before(number)));
            }
        }
        Ok(None)
    }

    fn native_next(&mut self, iterator: Value) -> Out<Step> {
        if !self.is_native_iter(iterator) {
            return Ok(Step::Python);
        }
        Ok(match self.next(iterator)? {
            Some(item) => Step::Item(item),
            None => Step::End,
        })
    }

    fn not_an_iterator<T>(&mut self, value: Value) -> Out<T> {
        let name = self.type_name(value);
        self.type_error(format!("'{name}' object is not an iterator"))
    }
}

enum Step {
    Item(Value),
    End,
    Python,
}
