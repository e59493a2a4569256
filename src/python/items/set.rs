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

    pub fn set_operation(&mut self, op: Bin, a: Value, b: Value) -> Out {
        let frozen = matches!(a, Value::Ref(at) if matches!(self.heap.get(at), Object::FrozenSet(_)));
        let left = self.native_items(a)?.unwrap_or_default();
        let right = self.native_items(b)?.unwrap_or_default();
        let make = |cx: &mut Self, items: &[Value]| -> Out {
            let set = cx.heap.set(Set::default());
            for item in items {
                cx.set_add(set, *item)?;
            }
            Ok(set)
        };
        self.cost += (left.len() + right.len()) as i64 / 4;
        let other = make(self, &right)?;
        let result = match op {
            Bin::Or => {
                let set = make(self, &left)?;
                self.set_update(set, other)?;
                set
            }
            Bin::And => {
                // CPython walks the smaller one.
                let (walk, test) = if left.len() > right.len() { (right, make(self, &left)?) } else { (left, other) };
                let mut kept = Vec::new();
                for item in walk {
                    if self.contains(test, item)? {
                        kept.push(item);
                    }
                }
                make(self, &kept)?
            }
            Bin::Sub => {
                let mut kept = Vec::new();
                for item in left {
                    if !self.contains(other, item)? {
                        kept.push(item);
                    }
                }
                make(self, &kept)?
            }
            _ => {
                let mine = make(self, &left)?;
                let mut kept = Vec::new();
                for item in left {
                    if !self.contains(other, item)? {
                        kept.push(item);
                    }
                }
                for item in right {
                    if !self.contains(mine, item)? {
                        kept.push(item);
                    }
                }
                make(self, &kept)?
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
