//! Functions of numbers, and of characters' numbers.

use num_traits::Zero;

use crate::python::code::Bin;
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("abs", abs),
    ("bin", |cx, a| radix(cx, a, "bin", 2, "0b")),
    ("chr", chr),
    ("divmod", divmod),
    ("hex", |cx, a| radix(cx, a, "hex", 16, "0x")),
    ("oct", |cx, a| radix(cx, a, "oct", 8, "0o")),
    ("ord", ord),
    ("pow", pow),
    ("round", round),
];

fn abs(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "abs", 1, 1)?;
    let value = a.get(0);
    if let Some(method) = cx.special(value, "__abs__") {
        return cx.call(method, vec![value]);
    }
    match cx.heap.unwrap(value) {
        Value::Int(i) if i != i64::MIN => Ok(Value::Int(i.abs())),
        Value::Bool(b) => Ok(Value::Int(i64::from(b))),
        Value::Float(f) => Ok(Value::Float(f.abs())),
        inner => {
            if let Some(big) = number::big(&cx.heap, inner) {
                return Ok(cx.heap.int(num_traits::Signed::abs(&big)));
            }
            if let Value::Ref(at) = inner
                && let Object::Complex(parts) = cx.heap.get(at)
            {
                return Ok(Value::Float(parts.0.hypot(parts.1)));
            }
            let name = cx.type_name(value);
            cx.type_error(format!("bad operand type for abs(): '{name}'"))
        }
    }
}

fn radix(cx: &mut Cx<'_>, a: &Args<'_>, name: &str, radix: u32, prefix: &str) -> Out {
    a.expect(cx, name, 1, 1)?;
    let Some(big) = number::big(&cx.heap, a.get(0)) else {
        let name = cx.type_name(a.get(0));
        return cx.type_error(format!("'{name}' object cannot be interpreted as an integer"));
    };
    let sign = if big.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    let digits = big.magnitude().to_str_radix(radix);
    cx.checked_string(format!("{sign}{prefix}{digits}"))
}

fn chr(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "chr", 1, 1)?;
    let code = cx.int_arg(a.get(0))?;
    match u32::try_from(code).ok().and_then(char::from_u32) {
        Some(c) => Ok(cx.char(c)),
        None => cx.value_error("chr() arg not in range(0x110000)"),
    }
}

fn ord(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "ord", 1, 1)?;
    match cx.text(a.get(0)) {
        Some(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Ok(Value::Int(i64::from(c as u32))),
                _ => {
                    let count = text.chars().count();
                    cx.type_error(format!("ord() expected a character, but string of length {count} found"))
                }
            }
        }
        None => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("ord() expected string of length 1, but {name} found"))
        }
    }
}

fn divmod(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "divmod", 2, 2)?;
    let (x, y) = (a.get(0), a.get(1));
    if number::float(&cx.heap, x).is_none() || number::float(&cx.heap, y).is_none() {
        return cx.prelude("_divmod", vec![x, y]);
    }
    let quotient = cx.binary(Bin::FloorDiv, x, y)?;
    let rest = cx.binary(Bin::Mod, x, y)?;
    Ok(cx.heap.tuple(vec![quotient, rest]))
}

fn pow(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (base, exponent, modulus) = (a.named(cx, 0, "base"), a.named(cx, 1, "exp"), a.named(cx, 2, "mod"));
    if modulus.is_undef() || modulus.is_none() {
        return cx.binary(Bin::Pow, base, exponent);
    }
    let all = (number::big(&cx.heap, base), number::big(&cx.heap, exponent), number::big(&cx.heap, modulus));
    let (Some(base), Some(exponent), Some(modulus)) = all else {
        let given = [a.named(cx, 0, "base"), a.named(cx, 1, "exp"), a.named(cx, 2, "mod")];
        if given.iter().any(|value| matches!(cx.heap.unwrap(*value), Value::Float(_))) {
            return cx.type_error("pow() 3rd argument not allowed unless all arguments are integers");
        }
        let [x, y, z] = given.map(|value| cx.type_name(value));
        return cx.type_error(format!("unsupported operand type(s) for ** or pow(): '{x}', '{y}', '{z}'"));
    };
    if modulus.is_zero() {
        return cx.value_error("pow() 3rd argument cannot be 0");
    }
    let (base, exponent) = if exponent.sign() == num_bigint::Sign::Minus {
        match base.modinv(&modulus) {
            Some(inverse) => (inverse, -exponent),
            None => return cx.value_error("base is not invertible for the given modulus"),
        }
    } else {
        (base, exponent)
    };
    let words = (modulus.bits() / 64 + 1) as i64;
    let work = (words as u64).saturating_mul(words as u64).saturating_mul(exponent.bits());
    number::too_much(cx, work.saturating_mul(2))?;
    cx.cost += exponent.bits() as i64 * words * words / 16;
    let result = base.modpow(&exponent, &modulus);
    Ok(cx.heap.int(result))
}

fn round(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (value, digits) = (a.named(cx, 0, "number"), a.named(cx, 1, "ndigits"));
    if let Some(method) = cx.special(value, "__round__") {
        let args = if digits.is_undef() { vec![value] } else { vec![value, digits] };
        return cx.call(method, args);
    }
    match cx.heap.unwrap(value) {
        Value::Float(f) => {
            if digits.is_undef() || digits.is_none() {
                if f.is_nan() {
                    return cx.value_error("cannot convert float NaN to integer");
                }
                if f.is_infinite() {
                    return cx.raise(types::OVERFLOW_ERROR, "cannot convert float infinity to integer");
                }
                let rounded = f.round_ties_even();
                let big: num_bigint::BigInt = num_traits::FromPrimitive::from_f64(rounded).unwrap_or_default();
                return Ok(cx.heap.int(big));
            }
            let digits = cx.int_arg(digits)?;
            if !f.is_finite() || digits > 330 {
                return Ok(Value::Float(f));
            }
            if digits < -330 {
                return Ok(Value::Float(0.0_f64.copysign(f)));
            }
            if digits >= 0 {
                // Rust's text rounds correctly, as CPython's does.
                let text = format!("{f:.*}", digits as usize);
                return Ok(Value::Float(text.parse().unwrap_or(f)));
            }
            let scale = 10.0_f64.powi(-digits as i32);
            Ok(Value::Float((f / scale).round_ties_even() * scale))
        }
        inner if number::is_int(&cx.heap, inner) => {
            let digits = if digits.is_undef() || digits.is_none() { 0 } else { cx.int_arg(digits)? };
            if digits >= 0 {
                return Ok(if let Value::Bool(b) = inner { Value::Int(i64::from(b)) } else { inner });
            }
            let Some(big) = number::big(&cx.heap, inner) else { return Ok(inner) };
            if digits < -5000 {
                return Ok(Value::Int(0));
            }
            let scale = num_traits::pow::Pow::pow(num_bigint::BigInt::from(10), (-digits) as u32);
            let half = &scale / 2;
            let (quotient, rest) = num_integer::Integer::div_mod_floor(&big, &scale);
            let up = rest > half || rest == half && num_integer::Integer::is_odd(&quotient);
            let result = (quotient + i32::from(up)) * scale;
            Ok(cx.heap.int(result))
        }
        _ => {
            let name = cx.type_name(value);
            cx.type_error(format!("type {name} doesn't define __round__ method"))
        }
    }
}
