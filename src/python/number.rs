//! Numbers: arithmetic on ints of any size and floats, their text, their hashes.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{FromPrimitive, Pow, Signed, ToPrimitive, Zero};

use super::code::Bin;
use super::cx::{Cx, Out};
use super::heap::Heap;
use super::object::Object;
use super::types;
use super::value::Value;

/// Bits that an int may have at most.
const MAX_BITS: u64 = 1 << 26;

/// Arithmetic on small ints and floats that cannot fail; None for everything else.
#[inline]
pub fn fast(op: Bin, a: Value, b: Value) -> Option<Value> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => match op {
            Bin::Add => x.checked_add(y).map(Value::Int),
            Bin::Sub => x.checked_sub(y).map(Value::Int),
            Bin::Mul => x.checked_mul(y).map(Value::Int),
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

#[inline]
fn float_fast(op: Bin, x: f64, y: f64) -> Option<Value> {
    match op {
        Bin::Add => Some(Value::Float(x + y)),
        Bin::Sub => Some(Value::Float(x - y)),
        Bin::Mul => Some(Value::Float(x * y)),
        Bin::Div if y != 0.0 => Some(Value::Float(x / y)),
        _ => None,
    }
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

fn float_binary(cx: &mut Cx<'_>, op: Bin, x: f64, y: f64) -> Out<Option<Value>> {
    let value = match op {
        Bin::Add => x + y,
        Bin::Sub => x - y,
        Bin::Mul => x * y,
        Bin::Div => {
            if y == 0.0 {
                return cx.raise(types::ZERO_DIVISION_ERROR, "float division by zero");
            }
            x / y
        }
        Bin::FloorDiv => {
            if y == 0.0 {
                return cx.raise(types::ZERO_DIVISION_ERROR, "float floor division by zero");
            }
            float_divmod(x, y).0
        }
        Bin::Mod => {
            if y == 0.0 {
                return cx.raise(types::ZERO_DIVISION_ERROR, "float modulo");
            }
            float_divmod(x, y).1
        }
        Bin::Pow => {
            if x == 0.0 && y < 0.0 {
                return cx.raise(types::ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power");
            }
            if x < 0.0 && y.fract() != 0.0 && y.is_finite() {
                let length = (-x).powf(y);
                let angle = std::f64::consts::PI * y;
                let parts = (length * angle.cos(), length * angle.sin());
                return Ok(Some(cx.heap.value(Object::Complex(Box::new(parts)))));
            }
            let result = x.powf(y);
            if result.is_infinite() && x.is_finite() && y.is_finite() {
                return cx.raise(types::OVERFLOW_ERROR, "(34, 'Numerical result out of range')");
            }
            result
        }
        _ => return Ok(None),
    };
    Ok(Some(Value::Float(value)))
}

/// CPython's `//` and `%` on floats.
pub fn float_divmod(x: f64, y: f64) -> (f64, f64) {
    let mut remainder = x % y;
    let mut quotient = (x - remainder) / y;
    if remainder != 0.0 {
        if (y < 0.0) != (remainder < 0.0) {
            remainder += y;
            quotient -= 1.0;
        }
    } else {
        remainder = 0.0_f64.copysign(y);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0.0_f64.copysign(x / y)
    };
    (floor, remainder)
}

fn int_binary(cx: &mut Cx<'_>, op: Bin, a: Value, b: Value) -> Out {
    let small = |value: Value| match value {
        Value::Int(i) => Some(i),
        Value::Bool(b) => Some(i64::from(b)),
        _ => None,
    };
    if let (Some(x), Some(y)) = (small(a), small(b)) {
        if let Some(value) = fast(op, Value::Int(x), Value::Int(y)) {
            return Ok(value);
        }
        let done = match op {
            Bin::FloorDiv | Bin::Mod if y == 0 => {
                return cx.raise(
                    types::ZERO_DIVISION_ERROR,
                    if op == Bin::Mod { "integer modulo by zero" } else { "integer division or modulo by zero" },
                );
            }
            Bin::FloorDiv => {
                x.checked_div(y).map(|q| if x.wrapping_rem(y) != 0 && (x < 0) != (y < 0) { q - 1 } else { q })
            }
            Bin::Mod => x.checked_rem(y).map(|r| if r != 0 && (r < 0) != (y < 0) { r + y } else { r }),
            _ => None,
        };
        if let Some(value) = done {
            return Ok(Value::Int(value));
        }
    }
    let (Some(x), Some(y)) = (big(&cx.heap, a), big(&cx.heap, b)) else { return Ok(Value::NotImplemented) };
    let bits = x.bits() + y.bits();
    cx.cost += (bits / 2048) as i64;
    let result = match op {
        Bin::Add => x + y,
        Bin::Sub => x - y,
        Bin::Mul => {
            too_big(cx, bits)?;
            cx.cost += ((x.bits() / 64) * (y.bits() / 64) / 64) as i64;
            x * y
        }
        Bin::FloorDiv | Bin::Mod => {
            if y.is_zero() {
                return cx.raise(
                    types::ZERO_DIVISION_ERROR,
                    if op == Bin::Mod { "integer modulo by zero" } else { "integer division or modulo by zero" },
                );
            }
            cx.cost += ((x.bits() / 64) * (y.bits() / 64) / 64) as i64;
            if op == Bin::Mod { x.mod_floor(&y) } else { x.div_floor(&y) }
        }
        Bin::Div => {
            if y.is_zero() {
                return cx.raise(types::ZERO_DIVISION_ERROR, "division by zero");
            }
            return match true_divide(&x, &y) {
                Some(value) => Ok(Value::Float(value)),
                None => cx.raise(types::OVERFLOW_ERROR, "integer division result too large for a float"),
            };
        }
        Bin::Pow => {
            if y.is_negative() {
                if x.is_zero() {
                    return cx.raise(types::ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power");
                }
                let (x, y) = (x.to_f64().unwrap_or(f64::INFINITY), y.to_f64().unwrap_or(f64::NEG_INFINITY));
                return Ok(Value::Float(x.powf(y)));
            }
            let Some(exponent) = y.to_u32() else {
                if x.is_zero() || x == BigInt::from(1) {
                    return Ok(a);
                }
                if x == BigInt::from(-1) {
                    return Ok(Value::Int(if y.is_even() { 1 } else { -1 }));
                }
                return too_big(cx, u64::MAX).map(|()| Value::None);
            };
            if x.magnitude() > &1_u32.into() {
                let bits = x.bits().saturating_mul(u64::from(exponent));
                too_big(cx, bits)?;
                cx.cost += ((bits / 64) * (bits / 64) / 256) as i64;
            }
            Pow::pow(x, exponent)
        }
        Bin::LShift => {
            if y.is_negative() {
                return cx.value_error("negative shift count");
            }
            if x.is_zero() {
                return Ok(Value::Int(0));
            }
            let shift = y.to_u64().unwrap_or(u64::MAX);
            too_big(cx, shift.saturating_add(x.bits()))?;
            x << shift
        }
        Bin::RShift => {
            if y.is_negative() {
                return cx.value_error("negative shift count");
            }
            match y.to_u64() {
                Some(shift) => x >> shift,
                None => BigInt::from(if x.is_negative() { -1 } else { 0 }),
            }
        }
        Bin::And => x & y,
        Bin::Or => x | y,
        Bin::Xor => x ^ y,
        Bin::MatMul => return Ok(Value::NotImplemented),
    };
    Ok(cx.heap.int(result))
}

fn too_big(cx: &mut Cx<'_>, bits: u64) -> Out<()> {
    if bits > MAX_BITS {
        return cx
            .raise(types::OVERFLOW_ERROR, "the number is too large to compute with here (more than 67 million bits)");
    }
    cx.check_size((bits / 8) as usize)
}

/// Correctly rounded quotient of two ints.
fn true_divide(x: &BigInt, y: &BigInt) -> Option<f64> {
    if x.is_zero() {
        return Some(0.0);
    }
    let negative = x.is_negative() != y.is_negative();
    let (x, y) = (x.magnitude().clone(), y.magnitude().clone());
    // 66 bits of quotient and a sticky bit are more than a float can hold.
    let shift = 66 - (x.bits() as i64 - y.bits() as i64);
    let (quotient, rest) =
        if shift >= 0 { (x << shift as u64).div_rem(&y) } else { x.div_rem(&(y << (-shift) as u64)) };
    let sticky = !rest.is_zero();
    let mut bits = quotient;
    if sticky {
        bits |= num_bigint::BigUint::from(1_u8);
    }
    let high = bits.to_f64()?;
    let scaled = scale(high, -shift);
    if scaled.is_infinite() {
        return None;
    }
    Some(if negative { -scaled } else { scaled })
}

fn scale(mut value: f64, mut exponent: i64) -> f64 {
    while exponent > 1000 {
        value *= 2.0_f64.powi(1000);
        exponent -= 1000;
    }
    while exponent < -1000 {
        value *= 2.0_f64.powi(-1000);
        exponent += 1000;
    }
    value * 2.0_f64.powi(exponent as i32)
}

/// `repr` of a float: the shortest text that reads back as the same number.
pub fn float_repr(value: f64) -> String {
    if value.is_nan() {
        return "nan".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf".into() } else { "-inf".into() };
    }
    if value == 0.0 {
        return if value.is_sign_negative() { "-0.0".into() } else { "0.0".into() };
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{value}");
        if plain.contains('.') { plain } else { plain + ".0" }
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{mantissa}e{sign}{:02}", exponent.abs())
    }
}

pub fn complex_repr(parts: (f64, f64)) -> String {
    let short = |value: f64| {
        let text = float_repr(value);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    };
    let (real, imaginary) = parts;
    if real == 0.0 && !real.is_sign_negative() {
        return format!("{}j", short(imaginary));
    }
    let sign = if imaginary.is_sign_negative() { "" } else { "+" };
    format!("({}{sign}{}j)", short(real), short(imaginary))
}

const MODULUS: u64 = (1 << 61) - 1;

pub fn hash_int(value: i64) -> u64 {
    let reduced = (value.unsigned_abs() % MODULUS) as i64;
    let hash = if value < 0 { -reduced } else { reduced };
    (if hash == -1 { -2 } else { hash }) as u64
}

pub fn hash_big(value: &BigInt) -> u64 {
    let reduced = (value.magnitude() % MODULUS).to_i64().unwrap_or(0);
    let hash = if value.sign() == Sign::Minus { -reduced } else { reduced };
    (if hash == -1 { -2 } else { hash }) as u64
}

pub fn hash_float(value: f64) -> u64 {
    if value.is_nan() {
        return 0;
    }
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { -314_159_i64 as u64 };
    }
    if value.fract() == 0.0
        && let Some(big) = BigInt::from_f64(value)
    {
        return hash_big(&big);
    }
    let bits = value.abs().to_bits();
    let raw = (bits >> 52) as i64;
    let (mut mantissa, mut exponent) =
        if raw == 0 { (bits & ((1 << 52) - 1), -1074_i64) } else { ((bits & ((1 << 52) - 1)) | 1 << 52, raw - 1075) };
    while mantissa & 1 == 0 {
        mantissa >>= 1;
        exponent += 1;
    }
    let shift = exponent.rem_euclid(61) as u32;
    let reduced = mantissa % MODULUS;
    let rotated = ((reduced << shift) & MODULUS) | (reduced >> (61 - shift) & MODULUS);
    let hash = if value < 0.0 { -(rotated as i64) } else { rotated as i64 };
    (if hash == -1 { -2 } else { hash }) as u64
}

/// An int's decimal text, within CPython's limit of 4300 digits.
pub fn int_text(cx: &mut Cx<'_>, value: Value) -> Out<String> {
    match value {
        Value::Int(i) => Ok(i.to_string()),
        Value::Bool(b) => Ok(i64::from(b).to_string()),
        _ => {
            let Some(big) = big(&cx.heap, value) else { return Ok(String::new()) };
            if big.bits() > 14_284 {
                let text = if big.bits() < 14_300 { big.to_string() } else { String::new() };
                if text.is_empty() || text.trim_start_matches('-').len() > 4300 {
                    return cx.value_error(
                        "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
                    );
                }
                return Ok(text);
            }
            Ok(big.to_string())
        }
    }
}
