//! All items at once: for a list, for names on the left of `=`.

use crate::python::cx::{Cx, Exit, Out};
use crate::python::object::{Iter, Object, View};
use crate::python::value::Value;

/// Whether an iterable stands behind a star.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Star {
    None,
    /// In the display of a list, tuple or set.
    Display,
    /// Among the arguments of a call of this.
    Call(Value),
}

impl Cx<'_> {
    /// The items of a container written in Rust, all at once; None for what has to be iterated.
    pub fn native_items(&mut self, of: Value) -> Out<Option<Vec<Value>>> {
        if self.special(of, "__iter__").is_some() {
            return Ok(None);
        }
        let Value::Ref(at) = self.heap.unwrap(of) else { return Ok(None) };
        let copied = match self.heap.get(at) {
            Object::List(items) => items.len(),
            Object::Tuple(items) => items.len(),
            Object::Set(set) | Object::FrozenSet(set) => set.len(),
            Object::Dict(dict) => dict.len(),
            Object::Deque(deque) => deque.items.len(),
            _ => 0,
        };
        self.cost += copied as i64 / 256;
        Ok(match self.heap.get(at) {
            Object::List(items) => Some(items.clone()),
            Object::Tuple(items) => Some(items.to_vec()),
            Object::Set(set) | Object::FrozenSet(set) => Some(set.iter().map(|key| key.1).collect()),
            Object::Dict(dict) => Some(dict.iter().map(|entry| entry.key).collect()),
            Object::Deque(deque) => Some(deque.items.iter().copied().collect()),
            Object::View { kind, of } => {
                let kind = *kind;
                let Object::Dict(dict) = self.heap.get(*of) else { return Ok(None) };
                match kind {
                    View::Keys | View::Proxy => Some(dict.iter().map(|entry| entry.key).collect()),
                    View::Values => Some(dict.iter().map(|entry| entry.value).collect()),
                    View::Items => {
                        let pairs: Vec<(Value, Value)> = dict.iter().map(|entry| (entry.key, entry.value)).collect();
                        Some(pairs.into_iter().map(|(key, value)| self.heap.tuple(vec![key, value])).collect())
                    }
                }
            }
            Object::Range { start, stop, step } => {
                let (start, step, _) = (*start, *step, *stop);
                let length = self.len(Value::Ref(at))?;
                self.check_size(length.saturating_mul(16))?;
                self.cost += length as i64 / 2;
                Some((0..length as i64).map(|number| Value::Int(start + number * step)).collect())
            }
            Object::Str(text) => {
                let text = text.text.clone();
                self.check_size(text.len() * 16)?;
                Some(text.chars().map(|c| self.char(c)).collect())
            }
            Object::Bytes(_) | Object::ByteArray(_) => {
                let bytes = self.bytes_of(Value::Ref(at))?;
                Some(bytes.into_iter().map(|byte| Value::Int(i64::from(byte))).collect())
            }
            Object::Iter(iter) => {
                // Those that call nothing and end by themselves.
                let finite = match &**iter {
                    Iter::Count { .. } => false,
                    Iter::Repeat { left, .. } => left.is_some_and(|left| left < 1 << 24),
                    Iter::Enumerate { of, .. } => self.is_finite(*of),
                    Iter::Zip { of, .. } => {
                        of.iter().any(|of| self.is_finite(*of)) && of.iter().all(|of| self.is_native_iter(*of))
                    }
                    _ => true,
                };
                if !finite {
                    return Ok(None);
                }
                let mut items = Vec::new();
                while let Some(item) = self.next(Value::Ref(at))? {
                    items.push(item);
                    if items.len() % 4096 == 0 {
                        self.check_size(items.len() * 16)?;
                    }
                }
                self.cost += items.len() as i64 / 2;
                Some(items)
            }
            _ => None,
        })
    }

    fn is_finite(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Iter(iter) => match &**iter {
                    Iter::Count { .. } => false,
                    Iter::Repeat { left, .. } => left.is_some(),
                    Iter::Enumerate { of, .. } => self.is_finite(*of),
                    Iter::Zip { .. } => false,
                    _ => true,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// Appends everything iterable to a list: of a display, of a call's arguments, or any other.
    pub fn extend(&mut self, list: Value, from: Value, star: Star) -> Out<()> {
        let Value::Ref(at) = list else { return Ok(()) };
        match self.native_items(from)? {
            Some(items) => {
                self.check_size(items.len() * 16)?;
                if let Object::List(list) = self.heap.get_mut(at) {
                    list.extend_from_slice(&items);
                }
                self.heap.grew(items.len() * 16);
                Ok(())
            }
            None => {
                if star != Star::None
                    && let Err(Exit::Raise(_)) = self.iter(from)
                {
                    let name = self.type_name(from);
                    let what = match star {
                        Star::Call(callee) => format!("{} argument", self.callee(callee)),
                        _ => "Value".into(),
                    };
                    return self.type_error(format!("{what} after * must be an iterable, not {name}"));
                }
                self.prelude("_list_extend", vec![list, from])
            }
        }
    }

    /// Exactly `count` items; with a star at `star`, what is left over becomes a list there.
    pub fn unpackable(&mut self, value: Value, count: usize, star: Option<usize>) -> Out<Vec<Value>> {
        let items = match self.native_items(value)? {
            Some(items) => items,
            None => {
                if let Err(Exit::Raise(_)) = self.iter(value) {
                    let name = self.type_name(value);
                    return self.type_error(format!("cannot unpack non-iterable {name} object"));
                }
                let limit = if star.is_some() { Value::None } else { Value::Int(count as i64) };
                return self.prelude("_unpack", vec![value, limit]);
            }
        };
        let Some(star) = star else {
            if items.len() > count {
                return self.value_error(format!("too many values to unpack (expected {count})"));
            }
            if items.len() < count {
                let got = items.len();
                return self.value_error(format!("not enough values to unpack (expected {count}, got {got})"));
            }
            return Ok(items);
        };
        if items.len() < count {
            let got = items.len();
            return self.value_error(format!("not enough values to unpack (expected at least {count}, got {got})"));
        }
        let after = count - star;
        let mut result = items[..star].to_vec();
        let rest = self.heap.list(items[star..items.len() - after].to_vec());
        result.push(rest);
        result.extend_from_slice(&items[items.len() - after..]);
        Ok(result)
    }
}
