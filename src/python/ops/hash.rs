//! What a dict and a set know a value by.

use super::MAX_NESTING;
use crate::python::cx::{Cx, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    /// The hash, where no method of the program has a say: an `Exit::Call` where one has.
    pub fn hash(&mut self, value: Value, depth: usize) -> Out<u64> {
        if depth > MAX_NESTING {
            return self.raise(types::RECURSION_ERROR, "maximum recursion depth exceeded");
        }
        Ok(match value {
            Value::Int(i) => number::hash_int(i),
            Value::Bool(b) => u64::from(b),
            Value::Float(f) => number::hash_float(f),
            Value::None | Value::Undef => 0xfca8_6420,
            Value::Native(n) => u64::from(n) * 16 + 7,
            Value::Ellipsis => 0x5_1234,
            Value::NotImplemented => 0x5_4321,
            Value::RangeAt(_) | Value::ListAt(_) | Value::TupleAt(_) => 0,
            Value::Ref(at) => match self.heap.get(at) {
                Object::Str(text) => u64::from(text.hash),
                Object::Big(big) => number::hash_big(big),
                Object::Bytes(bytes) => {
                    let text = String::from_utf8_lossy(bytes);
                    u64::from(crate::python::heap::hash_text(&text))
                }
                Object::Complex(parts) => {
                    number::hash_float(parts.0).wrapping_add(number::hash_float(parts.1).wrapping_mul(1_000_003))
                }
                Object::Tuple(items) => {
                    let items = items.to_vec();
                    self.hash_tuple(&items, depth)?
                }
                Object::FrozenSet(set) => {
                    let mut hash = 1_927_868_237_u64.wrapping_mul(set.len() as u64 + 1);
                    for (each, _) in set.iter() {
                        hash ^= (each ^ (each << 16) ^ 89_869_747).wrapping_mul(3_644_798_167);
                    }
                    hash ^= (hash >> 11) ^ (hash >> 25);
                    hash.wrapping_mul(69_069).wrapping_add(907_133_923)
                }
                Object::Range { start, stop, step } => (start ^ (stop << 8) ^ (step << 16)) as u64,
                Object::List(_)
                | Object::Dict(_)
                | Object::Set(_)
                | Object::ByteArray(_)
                | Object::Deque(_)
                | Object::Slice(_) => {
                    let name = self.type_name(value);
                    return self.type_error(format!("unhashable type: '{name}'"));
                }
                Object::Method(pair) => {
                    let pair = **pair;
                    self.hash(pair.0, depth + 1)? ^ self.hash(pair.1, depth + 1)?
                }
                Object::Instance(_) | Object::Exception(_) | Object::Class(_) => {
                    let class = self.type_of(value);
                    match self.lookup_text(class, "__hash__") {
                        Some(Value::None) => {
                            let name = self.class_name(class);
                            return self.type_error(format!("unhashable type: '{name}'"));
                        }
                        Some(method @ Value::Ref(_)) => return self.call(method, vec![value]),
                        _ => {}
                    }
                    let inner = self.heap.unwrap(value);
                    if !inner.same(value) {
                        return self.hash(inner, depth + 1);
                    }
                    identity(at)
                }
                _ => identity(at),
            },
        })
    }

    fn hash_tuple(&mut self, items: &[Value], depth: usize) -> Out<u64> {
        // The scheme of CPython's tuples (after xxHash).
        const P1: u64 = 11_400_714_785_074_694_791;
        const P2: u64 = 14_029_467_366_897_019_727;
        const P5: u64 = 2_870_177_450_012_600_261;
        let mut acc = P5;
        self.deep(if depth > 1 { 1 + items.len() as i64 / 8 } else { items.len() as i64 / 64 })?;
        for item in items {
            let lane = self.hash(*item, depth + 1)?;
            acc = acc.wrapping_add(lane.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
        }
        acc = acc.wrapping_add(items.len() as u64 ^ (P5 ^ 3_527_539));
        Ok(if acc == u64::MAX { 1_546_275_796 } else { acc })
    }

    /// As `hash`, for a key: which the program's own methods may have to give.
    pub fn hash_key(&mut self, key: Value) -> Out<u64> {
        match key {
            Value::Int(i) => Ok(number::hash_int(i)),
            Value::Ref(at) => match self.heap.get(at) {
                Object::Str(text) => Ok(u64::from(text.hash)),
                _ => self.hash(key, 0),
            },
            _ => self.hash(key, 0),
        }
    }
}

pub fn identity(at: Ref) -> u64 {
    u64::from(at.0) + 0x1_0000
}
