//! `a + b` and its like, and `a += b`: numbers first, then what classes define.

use crate::python::code::Bin;
use crate::python::cx::{Cx, Out};
use crate::python::items::Star;
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

impl Cx<'_> {
    pub fn binary(&mut self, op: Bin, a: Value, b: Value) -> Out {
        if let Some(value) = self.native_binary(op, a, b)? {
            return Ok(value);
        }
        if self.is_own(a) || self.is_own(b) {
            let name = self.heap.str(op.method());
            let symbol = self.heap.str(op.symbol());
            return self.prelude("_binary", vec![a, b, name, symbol]);
        }
        self.unsupported(op.symbol(), a, b)
    }

    pub fn in_place(&mut self, op: Bin, a: Value, b: Value) -> Out {
        if let Value::Ref(at) = a {
            match (op, self.heap.get(at)) {
                (Bin::Add, Object::List(_)) => {
                    self.extend(a, b, Star::None)?;
                    return Ok(a);
                }
                (Bin::Mul, Object::List(_)) => {
                    let value = self.binary(op, a, b)?;
                    if let Value::Ref(new) = value
                        && let Object::List(items) = self.heap.get(new)
                    {
                        let items = items.clone();
                        *self.heap.get_mut(at) = Object::List(items);
                    }
                    return Ok(a);
                }
                (Bin::Or, Object::Set(_)) if self.is_set(b) => {
                    self.set_update(a, b)?;
                    return Ok(a);
                }
                (Bin::And | Bin::Sub | Bin::Xor, Object::Set(_)) if self.is_set(b) => {
                    let value = self.binary(op, a, b)?;
                    if let Value::Ref(new) = value
                        && let Object::Set(set) = self.heap.get(new)
                    {
                        let set = set.clone();
                        *self.heap.get_mut(at) = Object::Set(set);
                    }
                    return Ok(a);
                }
                (Bin::Or, Object::Dict(_)) => {
                    self.dict_merge(a, b, None)?;
                    return Ok(a);
                }
                (Bin::Add, Object::Deque(_)) => return self.prelude("_deque_iadd", vec![a, b]),
                (Bin::Add, Object::ByteArray(_)) => {
                    let bytes = self.bytes_of(b)?;
                    if let Object::ByteArray(inner) = self.heap.get_mut(at) {
                        inner.extend_from_slice(&bytes);
                    }
                    return Ok(a);
                }
                _ => {}
            }
            if self.is_own(a) {
                let method = format!("__i{}__", op.method());
                if let Some(method) = self.lookup_text(self.type_of(a), &method) {
                    let name = self.heap.str(op.method());
                    let symbol = self.heap.str(&format!("{}=", if op == Bin::Pow { "**" } else { op.symbol() }));
                    return self.prelude("_in_place", vec![method, a, b, name, symbol]);
                }
            }
        }
        match self.native_binary(op, a, b)? {
            Some(value) => Ok(value),
            None if self.is_own(a) || self.is_own(b) => {
                let name = self.heap.str(op.method());
                let symbol = self.heap.str(&format!("{}=", if op == Bin::Pow { "**" } else { op.symbol() }));
                self.prelude("_binary", vec![a, b, name, symbol])
            }
            None => {
                let symbol = if op == Bin::Pow { "**" } else { op.symbol() };
                self.unsupported(&format!("{symbol}="), a, b)
            }
        }
    }

    #[cold]
    pub fn unsupported<T>(&mut self, symbol: &str, a: Value, b: Value) -> Out<T> {
        let (a, b) = (self.type_name(a), self.type_name(b));
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{a}' and '{b}'"))
    }

    /// An object of a class of the program's own.
    pub fn is_own(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Instance(_) | Object::Exception(_) => true,
                Object::Class(class) => class.meta != types::TYPE,
                _ => false,
            },
            _ => false,
        }
    }

    /// Does the program define this operator's method for the value?
    fn overrides(&self, value: Value, method: &str) -> bool {
        self.special(value, method).is_some()
    }

    /// The operator on values of types written in Rust.
    pub fn native_binary(&mut self, op: Bin, a: Value, b: Value) -> Out<Option<Value>> {
        if self.is_own(a) && self.overrides(a, &format!("__{}__", op.method()))
            || self.is_own(b) && self.overrides(b, &format!("__r{}__", op.method()))
        {
            return Ok(None);
        }
        if let Some(value) = number::binary(self, op, a, b)? {
            return Ok((!matches!(value, Value::NotImplemented)).then_some(value));
        }
        let (a, b) = (self.heap.unwrap(a), self.heap.unwrap(b));
        match op {
            Bin::Add => self.concat(a, b),
            Bin::Mul => {
                if let Some(times) = self.times(b)? {
                    return self.repeat(a, times);
                }
                if let Some(times) = self.times(a)? {
                    return self.repeat(b, times);
                }
                for (sequence, other) in [(a, b), (b, a)] {
                    let repeats = matches!(sequence, Value::Ref(at) if matches!(self.heap.get(at),
                        Object::Str(_) | Object::Bytes(_) | Object::ByteArray(_) | Object::List(_) | Object::Tuple(_)));
                    if repeats && !self.is_own(other) {
                        let name = self.type_name(other);
                        return self.type_error(format!("can't multiply sequence by non-int of type '{name}'"));
                    }
                }
                Ok(None)
            }
            Bin::Mod if self.text(a).is_some() => crate::python::format::percent(self, a, b).map(Some),
            Bin::Mod if matches!(a, Value::Ref(at) if matches!(self.heap.get(at), Object::Bytes(_) | Object::ByteArray(_))) => {
                crate::python::format::percent_bytes(self, a, b).map(Some)
            }
            Bin::Or | Bin::And | Bin::Sub | Bin::Xor => {
                if op == Bin::Or
                    && let (Value::Ref(x), Value::Ref(y)) = (a, b)
                {
                    if let (Object::Dict(left), Object::Dict(_)) = (self.heap.get(x), self.heap.get(y)) {
                        let copy = (**left).clone();
                        let merged = self.heap.dict(copy);
                        self.dict_merge(merged, b, None)?;
                        return Ok(Some(merged));
                    }
                    // `int | None` in an annotation that is evaluated.
                    if self.is_type_like(a) && self.is_type_like(b) {
                        return Ok(Some(self.heap.value(Object::Alias(Box::new((a, b))))));
                    }
                }
                if op == Bin::Or && self.is_type_like(a) && b.is_none() {
                    return Ok(Some(self.heap.value(Object::Alias(Box::new((a, b))))));
                }
                if self.is_set(a) && self.is_set(b) {
                    return self.set_operation(op, a, b).map(Some);
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    fn is_type_like(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => matches!(self.heap.get(at), Object::Class(_) | Object::Alias(_)),
            _ => false,
        }
    }
}
