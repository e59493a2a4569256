//! Floats and complex numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::python::code::Bin;
use crate::python::cx::{Cx, Out};
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

#[inline]
pub(super) fn float_fast(op: Bin, x: f64, y: f64) -> Option<Value> {
    match op {
        Bin::Add => Some(Value::Float(x + y)),
        Bin::Sub => Some(Value::Float(x - y)),
        Bin::Mul => Some(Value::Float(x * y)),
        Bin::Div if y != 0.0 => Some(Value::Float(x / y)),
        _ => None,
    }
}

pub(super) fn float_binary(cx: &mut Cx<'_>, op: Bin, x: f64, y: f64) -> Out<Option<Value>> {
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
            if x < 0.0 && x.is_finite() && y.fract() != 0.0 && y.is_finite() {
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

/// Correctly rounded quotient of two ints.
pub(super) fn true_divide(x: &BigInt, y: &BigInt) -> Option<f64> {
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
