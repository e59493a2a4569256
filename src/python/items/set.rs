//! Sets: finding, adding, the operators and the comparisons.

use super::key::{Found, same_key};
use crate::python::code::{Bin, Cmp};
use crate::python::cx::{Cx, Exit, Out};
use crate::python::object::{Object, View};
use crate::python::set::Set;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    pub fn is_set(&self, value: Value) -> bool {
        match self.heap.unwrap(value) {
            Value::Ref(at) => matches!(
                self.heap.get(at),
                Object::Set(_) | Object::FrozenSet(_) | Object::View { kind: View::Keys | View::Items, .. }
            ),
            _ => false,
        }
    }

    pub fn set_find(&mut self, at: Ref, key: Value) -> Out<Found> {
        let Some(hash) = self.hash_or_slow(key)? else { return Ok(Found::Slow) };
        let (Object::Set(set) | Object::FrozenSet(set)) = self.heap.get(at) else { return Ok(Found::Missing(hash)) };
        let mut unsure = false;
        let found = set.find(hash, |other| {
            same_key(&self.heap, other, key, 0).unwrap_or_else(|| {
                unsure = true;
                false
            })
        });
        Ok(match found {
            Some(slot) => Found::At(slot),
            None if unsure => Found::Slow,
            None => Found::Missing(hash),
        })
    }

    pub fn set_add(&mut self, set: Value, key: Value) -> Out<()> {
        let Value::Ref(at) = self.heap.unwrap(set) else { return Ok(()) };
        match self.set_find(at, key)? {
            Found::At(_) => Ok(()),
            Found::Missing(hash) => {
                self.heap.grew(48);
                if let Object::Set(set) | Object::FrozenSet(set) = self.heap.get_mut(at) {
                    set.push(hash, key);
                }
                Ok(())
            }
            Found::Slow => self.prelude("_set_add_slow", vec![Value::Ref(at), key]),
        }
    }

    pub fn set_update(&mut self, set: Value, from: Value) -> Out<()> {
        let Value::Ref(at) = self.heap.unwrap(set) else { return Ok(()) };
        if let Value::Ref(source) = self.heap.unwrap(from)
            && let Object::Set(other) | Object::FrozenSet(other) = self.heap.get(source)
        {
            let items: Vec<(u64, Value)> = other.iter().collect();
            if let Object::Set(set) | Object::FrozenSet(set) = self.heap.get_mut(at) {
                set.reserve_for(items.len());
            }
            for (_, key) in items {
                self.set_add(set, key)?;
            }
            return Ok(());
        }
        let Some(items) = self.native_items(from)? else {
            return self.prelude("_set_update", vec![set, from]);
        };
        self.cost += items.len() as i64 / 4;
        for (number, item) in items.iter().enumerate() {
            match self.set_add(set, *item) {
                Ok(()) => {}
                Err(Exit::Call(_)) => {
                    // From here on with the program's methods.
                    let rest = self.heap.list(items[number..].to_vec());
                    return self.prelude("_set_update", vec![set, rest]);
                }
                Err(exit) => return Err(exit),
            }
        }
        Ok(())
    }

    fn set_discard(&mut self, set: Value, key: Value) -> Out<bool> {
        let Value::Ref(at) = set else { return Ok(false) };
        match self.set_find(at, key)? {
            Found::At(slot) => {
                if let Object::Set(set) = self.heap.get_mut(at) {
                    set.remove(slot);
                }
                Ok(true)
            }
            Found::Missing(_) => Ok(false),
            Found::Slow => self.prelude("_set_remove_slow", vec![set, key]),
        }
    }

    fn set_copy(&mut self, of: Value) -> Value {
        let copy = match self.heap.unwrap(of) {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Set(set) | Object::FrozenSet(set) => Some(set.copied()),
                _ => None,
            },
            _ => None,
        };
        match copy {
            Some(copy) => self.heap.set(copy),
            // A view of a dict.
            None => {
                let items = self.native_items(of).ok().flatten().unwrap_or_default();
                let set = self.heap.set(Set::default());
                for item in items {
                    if self.set_add(set, item).is_err() {
                        break;
                    }
                }
                set
            }
        }
    }

    /// The operator on two sets. The order in which the result is filled is CPython's, so that it looks the same.
    pub fn set_operation(&mut self, op: Bin, a: Value, b: Value) -> Out {
        let frozen = matches!(a, Value::Ref(at) if matches!(self.heap.get(at), Object::FrozenSet(_)));
        let left = self.native_items(a)?.unwrap_or_default();
        let right = self.native_items(b)?.unwrap_or_default();
        self.cost += (left.len() + right.len()) as i64 / 4;
        let result = match op {
            Bin::Or => {
                let set = self.set_copy(a);
                self.set_update(set, b)?;
                set
            }
            // The smaller one is walked; where both are as large, the second.
            Bin::And => {
                let (walk, test) = if right.len() > left.len() { (left, b) } else { (right, a) };
                let set = self.heap.set(Set::default());
                for item in walk {
                    if self.contains(test, item)? {
                        self.set_add(set, item)?;
                    }
                }
                set
            }
            Bin::Sub if left.len() / 4 > right.len() => {
                let set = self.set_copy(a);
                for item in right {
                    self.set_discard(set, item)?;
                }
                set
            }
            Bin::Sub => {
                let set = self.heap.set(Set::default());
                for item in left {
                    if !self.contains(b, item)? {
                        self.set_add(set, item)?;
                    }
                }
                set
            }
            _ => {
                let set = self.set_copy(b);
                for item in left {
                    if !self.set_discard(set, item)? {
                        self.set_add(set, item)?;
                    }
                }
                set
            }
        };
        if frozen
            && let Value::Ref(at) = result
            && let Object::Set(set) = self.heap.get(at)
        {
            let set = set.clone();
            *self.heap.get_mut(at) = Object::FrozenSet(set);
        }
        Ok(result)
    }

    pub fn compare_sets(&mut self, op: Cmp, a: Value, b: Value) -> Out<bool> {
        let (n, m) = (self.len(a)?, self.len(b)?);
        let within = |cx: &mut Self, a: Value, b: Value| -> Out<bool> {
            for item in cx.native_items(a)?.unwrap_or_default() {
                if !cx.contains(b, item)? {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        Ok(match op {
            Cmp::Eq => n == m && within(self, a, b)?,
            Cmp::Ne => n != m || !within(self, a, b)?,
            Cmp::Le => n <= m && within(self, a, b)?,
            Cmp::Lt => n < m && within(self, a, b)?,
            Cmp::Ge => n >= m && within(self, b, a)?,
            Cmp::Gt => n > m && within(self, b, a)?,
        })
    }
}
