//! What operators do: fast where both sides are the interpreter's own, through the program's methods where not.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::code::{Bin, Cmp, Un};
use super::cx::{Cx, Out};
use super::number;
use super::object::{Object, View};
use super::types;
use super::value::{Ref, Value};

/// How deep containers may be nested for a comparison, a hash or a text.
pub const MAX_NESTING: usize = 120;

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
                    self.extend(a, b, false)?;
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
                    self.dict_merge(a, b, false)?;
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
                Ok(None)
            }
            Bin::Mod if self.text(a).is_some() => super::format::percent(self, a, b).map(Some),
            Bin::Or | Bin::And | Bin::Sub | Bin::Xor => {
                if op == Bin::Or
                    && let (Value::Ref(x), Value::Ref(y)) = (a, b)
                {
                    if let (Object::Dict(left), Object::Dict(_)) = (self.heap.get(x), self.heap.get(y)) {
                        let copy = (**left).clone();
                        let merged = self.heap.dict(copy);
                        self.dict_merge(merged, b, false)?;
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

    /// How often to repeat, if the value is an int.
    fn times(&mut self, value: Value) -> Out<Option<usize>> {
        match value {
            Value::Int(i) => Ok(Some(usize::try_from(i).unwrap_or(0))),
            Value::Bool(b) => Ok(Some(usize::from(b))),
            Value::Ref(at) => match self.heap.get(at) {
                Object::Big(big) => {
                    if big.is_negative() {
                        return Ok(Some(0));
                    }
                    self.raise(types::OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer")
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn concat(&mut self, a: Value, b: Value) -> Out<Option<Value>> {
        let (Value::Ref(x), Value::Ref(y)) = (a, b) else {
            return self.concat_error(a, b);
        };
        let value = match (self.heap.get(x), self.heap.get(y)) {
            (Object::Str(left), Object::Str(right)) => {
                let length = left.text.len() + right.text.len();
                if length > 1 << 16 {
                    self.check_size(length)?;
                }
                let (Object::Str(left), Object::Str(right)) = (self.heap.get(x), self.heap.get(y)) else {
                    return Ok(None);
                };
                let mut text = String::with_capacity(length);
                text.push_str(&left.text);
                text.push_str(&right.text);
                self.heap.string(text)
            }
            (Object::List(left), Object::List(right)) => {
                let bytes = (left.len() + right.len()) * 16;
                let items: Vec<Value> = left.iter().chain(right).copied().collect();
                self.check_size(bytes)?;
                self.heap.list(items)
            }
            (Object::Tuple(left), Object::Tuple(right)) => {
                let items: Vec<Value> = left.iter().chain(right.iter()).copied().collect();
                self.heap.tuple(items)
            }
            (Object::Bytes(left), Object::Bytes(right)) => {
                let bytes: Vec<u8> = left.iter().chain(right.iter()).copied().collect();
                self.check_size(bytes.len())?;
                self.heap.bytes(bytes)
            }
            (Object::ByteArray(left), Object::Bytes(right)) => {
                let bytes: Vec<u8> = left.iter().chain(right.iter()).copied().collect();
                self.heap.value(Object::ByteArray(bytes))
            }
            (Object::Deque(_), Object::Deque(_)) => return self.prelude("_deque_add", vec![a, b]),
            _ => return self.concat_error(a, b),
        };
        Ok(Some(value))
    }

    fn concat_error(&mut self, a: Value, b: Value) -> Out<Option<Value>> {
        if self.is_own(b) {
            return Ok(None);
        }
        let kind = match a {
            Value::Ref(at) => match self.heap.get(at) {
                Object::Str(_) => "str",
                Object::List(_) => "list",
                Object::Tuple(_) => "tuple",
                Object::Bytes(_) => {
                    let name = self.type_name(b);
                    return self.type_error(format!("can't concat {name} to bytes"));
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let name = self.type_name(b);
        self.type_error(format!("can only concatenate {kind} (not \"{name}\") to {kind}"))
    }

    fn repeat(&mut self, of: Value, times: usize) -> Out<Option<Value>> {
        let Value::Ref(at) = of else { return Ok(None) };
        let bytes = match self.heap.get(at) {
            Object::Str(text) => text.text.len(),
            Object::Bytes(bytes) => bytes.len(),
            Object::ByteArray(bytes) => bytes.len(),
            Object::List(items) => items.len() * 16,
            Object::Tuple(items) => items.len() * 16,
            _ => return Ok(None),
        };
        self.check_size(bytes.saturating_mul(times))?;
        let value = match self.heap.get(at) {
            Object::Str(text) => {
                let text = text.text.repeat(times);
                self.heap.string(text)
            }
            Object::Bytes(bytes) => {
                let bytes = bytes.repeat(times);
                self.heap.bytes(bytes)
            }
            Object::ByteArray(bytes) => {
                let bytes = bytes.repeat(times);
                self.heap.value(Object::ByteArray(bytes))
            }
            Object::List(items) => {
                let items = items.repeat(times);
                self.heap.list(items)
            }
            Object::Tuple(items) => {
                let items = items.repeat(times);
                self.heap.tuple(items)
            }
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

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
                Object::Instance(_) | Object::Exception(_) => {
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

    // Comparisons.

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
                    return Ok(Some(op.holds(&*left.text, &*right.text)));
                }
                (Object::Bytes(_) | Object::ByteArray(_), Object::Bytes(_) | Object::ByteArray(_)) => {
                    let (left, right) = (self.bytes_of(x)?, self.bytes_of(y)?);
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
                    return Ok(Some(left.text.cmp(&right.text)));
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

    // Hashes.

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
                    u64::from(super::heap::hash_text(&text))
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
                Object::Instance(_) | Object::Exception(_) => {
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
