//! Numbers: arithmetic on ints of any size and floats, their text, their hashes.

mod float;
mod hash;
mod int;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::code::Bin;
use super::cx::{Cx, Out};
use super::heap::Heap;
use super::object::Object;
use super::types;
use super::value::Value;
use float::{float_binary, float_fast};
use int::int_binary;

pub use float::{complex_repr, float_repr};
pub use hash::{hash_big, hash_float, hash_int};
pub use int::{int_text, push_int, too_much};

/// Arithmetic on small ints and floats that cannot fail; None for everything else.
#[inline(always)]
pub fn fast(op: Bin, a: Value, b: Value) -> Option<Value> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => match op {
            Bin::Add => x.checked_add(y).map(Value::Int),
            Bin::Sub => x.checked_sub(y).map(Value::Int),
            Bin::Mul => product(x, y).map(Value::Int),
            Bin::FloorDiv if y > 0 => Some(Value::Int(x.div_euclid(y))),
            Bin::Mod if y > 0 => Some(Value::Int(x.rem_euclid(y))),
            Bin::And => Some(Value::Int(x & y)),
            Bin::Or => Some(Value::Int(x | y)),
            Bin::Xor => Some(Value::Int(x ^ y)),
            Bin::RShift if (0..64).contains(&y) => Some(Value::Int(x >> y)),
            Bin::LShift if (0..32).contains(&y) && x.unsigned_abs() < 1 << 31 => Some(Value::Int(x << y)),
            // Both are exact below 2^53.
            Bin::Div if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 => {
                Some(Value::Float(x as f64 / y as f64))
            }
            _ => None,
        },
        (Value::Float(x), Value::Float(y)) => float_fast(op, x, y),
        (Value::Float(x), Value::Int(y)) if y.unsigned_abs() < 1 << 53 => float_fast(op, x, y as f64),
        (Value::Int(x), Value::Float(y)) if x.unsigned_abs() < 1 << 53 => float_fast(op, x as f64, y),
        _ => None,
    }
}

/// `x * y` where it fits. WebAssembly has no multiplication that tells: small factors are kept from a long one in software.
#[inline(always)]
pub fn product(x: i64, y: i64) -> Option<i64> {
    let is_small = |factor: i64| factor == i64::from(factor as i32);
    if cfg!(target_family = "wasm") && is_small(x) && is_small(y) {
        return Some(x * y);
    }
    x.checked_mul(y)
}

/// An int of any size, if the value is one.
pub fn big(heap: &Heap, value: Value) -> Option<BigInt> {
    match heap.unwrap(value) {
        Value::Int(i) => Some(BigInt::from(i)),
        Value::Bool(b) => Some(BigInt::from(i64::from(b))),
        Value::Ref(at) => match heap.get(at) {
            Object::Big(big) => Some((**big).clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The value as a float, if it is a number that has one.
pub fn float(heap: &Heap, value: Value) -> Option<f64> {
    match heap.unwrap(value) {
        Value::Float(f) => Some(f),
        Value::Int(i) => Some(i as f64),
        Value::Bool(b) => Some(f64::from(u8::from(b))),
        Value::Ref(at) => match heap.get(at) {
            Object::Big(big) => big.to_f64(),
            _ => None,
        },
        _ => None,
    }
}

pub fn is_int(heap: &Heap, value: Value) -> bool {
    match heap.unwrap(value) {
        Value::Int(_) | Value::Bool(_) => true,
        Value::Ref(at) => matches!(heap.get(at), Object::Big(_)),
        _ => false,
    }
}

fn complex(heap: &Heap, value: Value) -> Option<(f64, f64)> {
    match value {
        Value::Ref(at) => match heap.get(at) {
            Object::Complex(parts) => Some(**parts),
            _ => float(heap, value).map(|real| (real, 0.0)),
        },
        _ => float(heap, value).map(|real| (real, 0.0)),
    }
}

/// Arithmetic where both are numbers; None where they are not.
pub fn binary(cx: &mut Cx<'_>, op: Bin, a: Value, b: Value) -> Out<Option<Value>> {
    let (a, b) = (cx.heap.unwrap(a), cx.heap.unwrap(b));
    if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
        match op {
            Bin::And => return Ok(Some(Value::Bool(x & y))),
            Bin::Or => return Ok(Some(Value::Bool(x | y))),
            Bin::Xor => return Ok(Some(Value::Bool(x ^ y))),
            _ => {}
        }
    }
    if is_int(&cx.heap, a) && is_int(&cx.heap, b) {
        return int_binary(cx, op, a, b).map(Some);
    }
    if let (Some(x), Some(y)) = (float(&cx.heap, a), float(&cx.heap, b)) {
        for (value, float) in [(a, x), (b, y)] {
            if float.is_infinite() && is_int(&cx.heap, value) {
                return cx.raise(types::OVERFLOW_ERROR, "int too large to convert to float");
            }
        }
        return float_binary(cx, op, x, y);
    }
    let is_complex = |value: Value| matches!(value, Value::Ref(at) if matches!(cx.heap.get(at), Object::Complex(_)));
    if (is_complex(a) || is_complex(b))
        && let (Some((ar, ai)), Some((br, bi))) = (complex(&cx.heap, a), complex(&cx.heap, b))
    {
        let result = match op {
            Bin::Add => (ar + br, ai + bi),
            Bin::Sub => (ar - br, ai - bi),
            Bin::Mul => (ar * br - ai * bi, ar * bi + ai * br),
            Bin::Div => {
                let norm = br * br + bi * bi;
                if norm == 0.0 {
                    return cx.raise(types::ZERO_DIVISION_ERROR, "complex division by zero");
                }
                ((ar * br + ai * bi) / norm, (ai * br - ar * bi) / norm)
            }
            Bin::Pow => {
                if br == 0.0 && bi == 0.0 {
                    (1.0, 0.0)
                } else if bi == 0.0 && br.fract() == 0.0 && br.abs() < 100.0 {
                    let mut result = (1.0, 0.0);
                    for _ in 0..br.abs() as u32 {
                        result = (result.0 * ar - result.1 * ai, result.0 * ai + result.1 * ar);
                    }
                    result
                } else {
                    let length = ar.hypot(ai).powf(br);
                    let angle = ai.atan2(ar) * br;
                    (length * angle.cos(), length * angle.sin())
                }
            }
            _ => return Ok(None),
        };
        return Ok(Some(cx.heap.value(Object::Complex(Box::new(result)))));
    }
    Ok(None)
}
