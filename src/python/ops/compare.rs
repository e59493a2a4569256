//! Comparing: equality and order.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::MAX_NESTING;
use crate::python::code::Cmp;
use crate::python::cx::{Cx, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    pub fn compare(&mut self, op: Cmp, a: Value, b: Value) -> Out {
        match self.native_compare(op, a, b, 0)? {
            Some(holds) => Ok(Value::Bool(holds)),
            None => {
                let name = self.heap.str(op.method());
                let back = self.heap.str(op.swapped().method());
                let symbol = self.heap.str(op.symbol());
                self.prelude("_compare", vec![a, b, name, back, symbol])
            }
        }
    }

    /// Does comparing this value need the program's own methods?
    fn compares_itself(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Instance(_) | Object::Exception(_) | Object::Class(_) => {
                    let class = self.type_of(value);
                    ["__eq__", "__lt__", "__gt__", "__le__", "__ge__", "__ne__"]
                        .iter()
                        .any(|name| matches!(self.lookup_text(class, name), Some(Value::Ref(_))))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// None where a method of the program has to be asked.
    pub fn native_compare(&mut self, op: Cmp, a: Value, b: Value, depth: usize) -> Out<Option<bool>> {
        if depth > MAX_NESTING {
            return self.raise(types::RECURSION_ERROR, "maximum recursion depth exceeded in comparison");
        }
        if depth > 1 {
            self.deep(1)?;
        }
        if self.compares_itself(a) || self.compares_itself(b) {
            return Ok(None);
        }
        let (x, y) = (self.heap.unwrap(a), self.heap.unwrap(b));
        if number::is_int(&self.heap, x) && number::is_int(&self.heap, y) {
            return Ok(Some(match (x, y) {
                (Value::Int(x), Value::Int(y)) => op.holds(x, y),
                _ => op.holds(number::big(&self.heap, x), number::big(&self.heap, y)),
            }));
        }
        if let (Some(fx), Some(fy)) = (number::float(&self.heap, x), number::float(&self.heap, y)) {
            // An int and a float are compared exactly.
            if fx.is_nan() || fy.is_nan() {
                return Ok(Some(op == Cmp::Ne));
            }
            let exact = |value: Value, float: f64| {
                number::big(&self.heap, value)
                    .or_else(|| if float.fract() == 0.0 { num_traits::FromPrimitive::from_f64(float) } else { None })
            };
            let mixed = number::is_int(&self.heap, x) != number::is_int(&self.heap, y);
            if mixed && let (Some(bx), Some(by)) = (exact(x, fx), exact(y, fy)) {
                let (bx, by): (BigInt, BigInt) = (bx, by);
                return Ok(Some(op.holds(bx, by)));
            }
            return Ok(Some(op.holds(fx, fy)));
        }
        if let (Value::Ref(p), Value::Ref(q)) = (x, y) {
            match (self.heap.get(p), self.heap.get(q)) {
                (Object::Str(left), Object::Str(right)) => {
                    if matches!(op, Cmp::Eq | Cmp::Ne) && left.hash != right.hash {
                        return Ok(Some(op == Cmp::Ne));
                    }
                    let holds = op.holds(&*left.text, &*right.text);
                    let cost = left.text.len().min(right.text.len()) / 256;
                    self.deep(cost as i64)?;
                    return Ok(Some(holds));
                }
                (Object::Bytes(_) | Object::ByteArray(_), Object::Bytes(_) | Object::ByteArray(_)) => {
                    let (left, right) = (self.bytes_of(x)?, self.bytes_of(y)?);
                    self.deep((left.len().max(right.len()) / 256) as i64)?;
                    return Ok(Some(op.holds(left, right)));
                }
                (Object::List(left), Object::List(right)) => {
                    let (left, right) = (left.clone(), right.clone());
                    return self.compare_items(op, &left, &right, depth);
                }
                (Object::Tuple(left), Object::Tuple(right)) => {
                    let (left, right) = (left.to_vec(), right.to_vec());
                    return self.compare_items(op, &left, &right, depth);
                }
                (Object::Deque(left), Object::Deque(right)) => {
                    let (left, right): (Vec<_>, Vec<_>) =
                        (left.items.iter().copied().collect(), right.items.iter().copied().collect());
                    return self.compare_items(op, &left, &right, depth);
                }
                (Object::Complex(left), Object::Complex(right)) if matches!(op, Cmp::Eq | Cmp::Ne) => {
                    return Ok(Some((left == right) == (op == Cmp::Eq)));
                }
                (Object::Range { .. }, Object::Range { .. }) if matches!(op, Cmp::Eq | Cmp::Ne) => {
                    let (n, m) = (self.len(x)?, self.len(y)?);
                    let (Object::Range { start, step, .. }, Object::Range { start: other, step: stride, .. }) =
                        (self.heap.get(p), self.heap.get(q))
                    else {
                        return Ok(None);
                    };
                    let same = n == m && (n == 0 || start == other && (n == 1 || step == stride));
                    return Ok(Some(same == (op == Cmp::Eq)));
                }
                (Object::Slice(left), Object::Slice(right)) if matches!(op, Cmp::Eq | Cmp::Ne) => {
                    let (left, right) = (left.to_vec(), right.to_vec());
                    return self.compare_items(op, &left, &right, depth);
                }
                (Object::Method(left), Object::Method(right)) if matches!(op, Cmp::Eq | Cmp::Ne) => {
                    return Ok(Some((left.0.same(right.0) && left.1.same(right.1)) == (op == Cmp::Eq)));
                }
                (Object::Dict(left), Object::Dict(right)) if matches!(op, Cmp::Eq | Cmp::Ne) => {
                    if left.len() != right.len() {
                        return Ok(Some(op == Cmp::Ne));
                    }
                    let entries: Vec<(Value, Value)> = left.iter().map(|entry| (entry.key, entry.value)).collect();
                    for (key, value) in entries {
                        let Some(other) = self.dict_get(y, key)? else { return Ok(Some(op == Cmp::Ne)) };
                        match self.equal_deep(value, other, depth + 1)? {
                            Some(true) => {}
                            Some(false) => return Ok(Some(op == Cmp::Ne)),
                            None => return Ok(None),
                        }
                    }
                    return Ok(Some(op == Cmp::Eq));
                }
                _ => {}
            }
            if self.is_set(x) && self.is_set(y) {
                return self.compare_sets(op, x, y).map(Some);
            }
        }
        match op {
            Cmp::Eq => Ok(Some(x.same(y))),
            Cmp::Ne => Ok(Some(!x.same(y))),
            _ => {
                let (a, b) = (self.type_name(a), self.type_name(b));
                self.type_error(format!("'{}' not supported between instances of '{a}' and '{b}'", op.symbol()))
            }
        }
    }

    fn compare_items(&mut self, op: Cmp, left: &[Value], right: &[Value], depth: usize) -> Out<Option<bool>> {
        self.cost += left.len().min(right.len()) as i64 / 4;
        if matches!(op, Cmp::Eq | Cmp::Ne) && left.len() != right.len() {
            return Ok(Some(op == Cmp::Ne));
        }
        for (x, y) in left.iter().zip(right) {
            match self.equal_deep(*x, *y, depth + 1)? {
                Some(true) => {}
                Some(false) => {
                    return match op {
                        Cmp::Eq => Ok(Some(false)),
                        Cmp::Ne => Ok(Some(true)),
                        op => self.native_compare(op, *x, *y, depth + 1),
                    };
                }
                None => return Ok(None),
            }
        }
        Ok(Some(op.holds(left.len(), right.len())))
    }

    /// Identity or equality; None where the program has to be asked.
    pub fn equal_deep(&mut self, a: Value, b: Value, depth: usize) -> Out<Option<bool>> {
        if a.same(b) && !matches!(a, Value::Float(_)) {
            return Ok(Some(true));
        }
        self.native_compare(Cmp::Eq, a, b, depth)
    }

    /// An order for sorting; None where the program has to be asked.
    pub fn order(&mut self, a: Value, b: Value) -> Out<Option<Ordering>> {
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => return Ok(Some(x.cmp(&y))),
            (Value::Float(x), Value::Float(y)) => return Ok(Some(x.partial_cmp(&y).unwrap_or(Ordering::Equal))),
            (Value::Ref(p), Value::Ref(q)) => {
                if let (Object::Str(left), Object::Str(right)) = (self.heap.get(p), self.heap.get(q)) {
                    let (order, cost) = (left.text.cmp(&right.text), left.text.len().min(right.text.len()) / 256);
                    self.deep(cost as i64)?;
                    return Ok(Some(order));
                }
            }
            _ => {}
        }
        match self.native_compare(Cmp::Lt, a, b, 0)? {
            Some(true) => Ok(Some(Ordering::Less)),
            Some(false) => Ok(match self.native_compare(Cmp::Lt, b, a, 0)? {
                Some(true) => Some(Ordering::Greater),
                Some(false) => Some(Ordering::Equal),
                None => None,
            }),
            None => Ok(None),
        }
    }
}
