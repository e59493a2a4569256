//! The methods behind operators, as the built-in types have them: what a subclass reaches with `super()`, and a program
//! that asks `hasattr(x, "__len__")`. Operators themselves do not come through here.

use crate::python::code::{Bin, Cmp, Un};
use crate::python::cx::{Args, Cx, Exit, NativeFn, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

macro_rules! methods {
    ($($kind:literal: $($name:ident)*;)*) => {
        pub const TABLE: &[(&str, NativeFn)] = &[
            $($((concat!($kind, ".__", stringify!($name), "__"), |cx, a| call(cx, concat!("__", stringify!($name), "__"), a)),)*)*
        ];
    };
}

methods! {
    "int": add sub mul truediv floordiv mod pow divmod lshift rshift and or xor radd rsub rmul rtruediv rfloordiv rmod
        rpow rlshift rrshift rand ror rxor rdivmod neg pos abs invert bool float int index trunc floor ceil round
        lt le eq ne gt ge hash repr str;
    "float": add sub mul truediv floordiv mod pow divmod radd rsub rmul rtruediv rfloordiv rmod rpow neg pos abs bool
        float int trunc floor ceil round lt le eq ne gt ge hash repr str;
    "complex": add sub mul truediv pow neg pos abs bool eq ne hash repr str;
    "str": add mul rmul mod contains getitem len iter lt le eq ne gt ge hash repr str;
    "bytes": add mul rmul contains getitem len iter lt le eq ne gt ge hash repr str;
    "bytearray": add mul rmul iadd imul contains getitem setitem delitem len iter lt le eq ne gt ge repr str;
    "list": add mul rmul iadd imul contains getitem setitem delitem len iter reversed lt le eq ne gt ge repr str;
    "tuple": add mul rmul contains getitem len iter lt le eq ne gt ge hash repr str;
    "dict": contains getitem setitem delitem len iter reversed or ror ior eq ne repr str;
    "set": and or xor sub iand ior ixor isub contains len iter lt le eq ne gt ge repr str;
    "frozenset": and or xor sub contains len iter lt le eq ne gt ge hash repr str;
    "deque": add mul iadd imul contains getitem setitem delitem len iter reversed lt le eq ne gt ge repr str;
    "range": contains getitem len iter reversed eq ne hash repr str;
    "dict_keys": and or xor sub contains len iter reversed eq ne repr str;
    "dict_values": len iter reversed repr str;
    "dict_items": and or xor sub contains len iter reversed eq ne repr str;
    "mappingproxy": contains getitem len iter reversed or eq ne repr str;
    "generator": iter next repr str;
    "list_iterator": iter next;
    "tuple_iterator": iter next;
    "str_iterator": iter next;
    "bytes_iterator": iter next;
    "range_iterator": iter next;
    "dict_keyiterator": iter next;
    "set_iterator": iter next;
    "_deque_iterator": iter next;
    "list_reverseiterator": iter next;
    "enumerate": iter next;
    "zip": iter next;
    "count": iter next;
    "repeat": iter next;
}

/// The method of this name, on the value that a subclass's instance holds.
fn call(cx: &mut Cx<'_>, name: &str, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    let plain = name.trim_matches('_');
    if let Some(op) = Cmp::ALL.into_iter().find(|op| op.method() == name) {
        return compare(cx, op, of, a.get(1));
    }
    if let Some(op) = Bin::ALL.into_iter().find(|op| op.method() == plain) {
        return binary(cx, op, of, of, a.get(1));
    }
    if let Some(op) = Bin::ALL.into_iter().find(|op| plain.strip_prefix('r') == Some(op.method())) {
        return binary(cx, op, of, a.get(1), of);
    }
    if let Some(op) = Bin::ALL.into_iter().find(|op| plain.strip_prefix('i') == Some(op.method())) {
        let other = cx.heap.unwrap(a.get(1));
        let result = cx.in_place(op, of, other)?;
        return Ok(if result.same(of) { a.get(0) } else { result });
    }
    match plain {
        "len" => cx.len(of).map(|len| Value::Int(len as i64)),
        "iter" => cx.iter(of),
        "next" => match cx.next(of)? {
            Some(value) => Ok(value),
            None => {
                let exception = cx.exception(types::STOP_ITERATION, Vec::new());
                Err(Exit::Raise(exception))
            }
        },
        "contains" => cx.contains(of, a.get(1)).map(Value::Bool),
        "getitem" => cx.get_item(of, a.get(1)),
        "setitem" => cx.set_item(of, a.get(1), a.get(2)).map(|()| Value::None),
        "delitem" => cx.del_item(of, a.get(1)).map(|()| Value::None),
        "hash" => cx.hash(of, 0).map(|hash| Value::Int(hash as i64)),
        "bool" => cx.truth(of).map(Value::Bool),
        "repr" => cx.repr(of),
        // What the type has no text of its own for, its representation stands in.
        "str" if cx.text(of).is_some() => Ok(of),
        "str" => cx.repr(a.get(0)),
        "neg" => cx.unary(Un::Neg, of),
        "pos" => cx.unary(Un::Pos, of),
        "invert" => cx.unary(Un::Invert, of),
        "index" => Ok(of),
        "divmod" => {
            let other = cx.heap.unwrap(a.get(1));
            cx.native("divmod", vec![of, other])
        }
        "rdivmod" => {
            let other = cx.heap.unwrap(a.get(1));
            cx.native("divmod", vec![other, of])
        }
        "abs" => cx.native("abs", vec![of]),
        "reversed" => cx.native("reversed", vec![of]),
        "round" => {
            let mut given = vec![of];
            given.extend(a.pos.get(1));
            cx.native("round", given)
        }
        "int" | "trunc" => round(cx, of, 0),
        "floor" => round(cx, of, -1),
        "ceil" => round(cx, of, 1),
        "float" => match number::float(&cx.heap, of) {
            Some(float) => Ok(Value::Float(float)),
            None => cx.raise(types::OVERFLOW_ERROR, "int too large to convert to float"),
        },
        _ => Ok(Value::NotImplemented),
    }
}

fn round(cx: &mut Cx<'_>, of: Value, direction: i64) -> Out {
    cx.native("_rt_round_to", vec![of, Value::Int(direction)])
}

/// Does the type's own method know what to do with the other value?
fn fits(cx: &Cx<'_>, own: Value, other: Value) -> bool {
    let is_int = |value| number::is_int(&cx.heap, value);
    let is_float = |value: Value| matches!(value, Value::Float(_));
    if is_int(own) {
        return is_int(other);
    }
    if is_float(own) {
        return is_int(other) || is_float(other);
    }
    let group = |value: Value| match value {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Set(_) | Object::FrozenSet(_) | Object::View { .. } => 1,
            Object::Bytes(_) | Object::ByteArray(_) => 2,
            Object::Complex(_) => 3,
            _ => 100 + cx.type_of(value).0,
        },
        Value::Int(_) | Value::Bool(_) | Value::Float(_) => 3,
        _ => 0,
    };
    group(own) == group(other)
}

fn compare(cx: &mut Cx<'_>, op: Cmp, own: Value, other: Value) -> Out {
    let other = cx.heap.unwrap(other);
    let ordered = !matches!(op, Cmp::Eq | Cmp::Ne);
    if !fits(cx, own, other) || ordered && cx.is_unordered(own) {
        return Ok(Value::NotImplemented);
    }
    cx.compare(op, own, other)
}

fn binary(cx: &mut Cx<'_>, op: Bin, own: Value, a: Value, b: Value) -> Out {
    let (a, b) = (cx.heap.unwrap(a), cx.heap.unwrap(b));
    let other = if own.same(a) { b } else { a };
    let number = number::is_int(&cx.heap, own) || matches!(own, Value::Float(_));
    if number && !fits(cx, own, other) {
        return Ok(Value::NotImplemented);
    }
    Ok(cx.native_binary(op, a, b)?.unwrap_or(Value::NotImplemented))
}

impl Cx<'_> {
    /// A function written in Rust, called on behalf of another.
    fn native(&mut self, name: &str, args: Vec<Value>) -> Out {
        let Some(native) = self.natives.iter().find(|native| native.name == name) else {
            return Ok(Value::NotImplemented);
        };
        (native.run)(self, &Args { pos: &args, kw: &[] })
    }

    fn is_unordered(&self, value: Value) -> bool {
        match value {
            Value::Ref(at) => matches!(self.heap.get(at), Object::Dict(_) | Object::Range { .. } | Object::Complex(_)),
            _ => false,
        }
    }
}
