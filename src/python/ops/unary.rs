//! `-a`, `+a`, `~a`, and whether a value counts as true.

use num_traits::Zero;

use crate::python::code::Un;
use crate::python::cx::{Cx, Out};
use crate::python::number;
use crate::python::object::{Object, View};
use crate::python::value::Value;

impl Cx<'_> {
    pub fn unary(&mut self, op: Un, value: Value) -> Out {
        match (op, value) {
            (Un::Neg, Value::Int(i)) => {
                if let Some(negated) = i.checked_neg() {
                    return Ok(Value::Int(negated));
                }
            }
            (Un::Pos, Value::Int(_) | Value::Float(_)) => return Ok(value),
            (Un::Neg, Value::Float(f)) => return Ok(Value::Float(-f)),
            (Un::Invert, Value::Int(i)) => return Ok(Value::Int(!i)),
            _ => {}
        }
        let (method, symbol) = match op {
            Un::Neg => ("__neg__", "-"),
            Un::Pos => ("__pos__", "+"),
            Un::Invert => ("__invert__", "~"),
        };
        if let Some(method) = self.special(value, method) {
            return self.call(method, vec![value]);
        }
        if let Some(big) = number::big(&self.heap, value) {
            let result = match op {
                Un::Neg => -big,
                Un::Pos => big,
                Un::Invert => -big - 1,
            };
            return Ok(self.heap.int(result));
        }
        if let Value::Ref(at) = value
            && let Object::Complex(parts) = self.heap.get(at)
            && op != Un::Invert
        {
            let (real, imaginary) = **parts;
            let parts = if op == Un::Neg { (-real, -imaginary) } else { (real, imaginary) };
            return Ok(self.heap.value(Object::Complex(Box::new(parts))));
        }
        if let Value::Float(f) = self.heap.unwrap(value)
            && op != Un::Invert
        {
            return Ok(Value::Float(if op == Un::Neg { -f } else { f }));
        }
        let name = self.type_name(value);
        self.type_error(format!("bad operand type for unary {symbol}: '{name}'"))
    }

    /// Truth, where no method of the program has a say.
    pub fn truth(&mut self, value: Value) -> Out<bool> {
        Ok(match value {
            Value::None | Value::Undef => false,
            Value::Bool(b) => b,
            Value::Int(i) => i != 0,
            Value::Float(f) => f != 0.0,
            Value::Ref(at) => match self.heap.get(at) {
                Object::Str(text) => !text.text.is_empty(),
                Object::Bytes(bytes) => !bytes.is_empty(),
                Object::ByteArray(bytes) => !bytes.is_empty(),
                Object::Big(big) => !big.is_zero(),
                Object::Complex(parts) => parts.0 != 0.0 || parts.1 != 0.0,
                Object::List(items) => !items.is_empty(),
                Object::Tuple(items) => !items.is_empty(),
                Object::Dict(dict) => dict.len() > 0,
                Object::Set(set) | Object::FrozenSet(set) => set.len() > 0,
                Object::Deque(deque) => !deque.items.is_empty(),
                Object::Range { .. } => self.len(value)? > 0,
                Object::View { of, kind } if *kind != View::Proxy => {
                    let of = Value::Ref(*of);
                    return self.truth(of);
                }
                Object::Instance(_) | Object::Exception(_) | Object::Class(_) => {
                    if let Some(method) = self.special(value, "__bool__") {
                        return self.call(method, vec![value]);
                    }
                    if let Some(method) = self.special(value, "__len__") {
                        return self.call(method, vec![value]);
                    }
                    let inner = self.heap.unwrap(value);
                    if !inner.same(value) {
                        return self.truth(inner);
                    }
                    true
                }
                _ => true,
            },
            _ => true,
        })
    }
}
