//! Whole numbers of any size.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use super::float::true_divide;
use super::{big, fast};
use crate::python::code::Bin;
use crate::python::cx::{Cx, Out};
use crate::python::types;
use crate::python::value::Value;

/// Bits that an int may have at most.
const MAX_BITS: u64 = 1 << 23;
/// Products of machine words that one division may take: a few tenths of a second. Divisions are quadratic.
const MAX_WORK: u64 = 1 << 28;

pub(super) fn int_binary(cx: &mut Cx<'_>, op: Bin, a: Value, b: Value) -> Out {
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
            too_much(cx, (x.bits().saturating_sub(y.bits()) / 64 + 1).saturating_mul(y.bits() / 64 + 1))?;
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

/// One instruction must not take so long that no limit is looked at meanwhile.
pub fn too_much(cx: &mut Cx<'_>, work: u64) -> Out<()> {
    if work > MAX_WORK {
        return cx.raise(types::OVERFLOW_ERROR, "the numbers are too large to compute with here");
    }
    Ok(())
}

fn too_big(cx: &mut Cx<'_>, bits: u64) -> Out<()> {
    if bits > MAX_BITS {
        return cx
            .raise(types::OVERFLOW_ERROR, "the number is too large to compute with here (more than 8 million bits)");
    }
    cx.check_size((bits / 8) as usize)
}

/// Appends the number in decimal digits.
pub fn push_int(text: &mut String, number: i64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut left = number.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        text.push('-');
    }
    text.push_str(str::from_utf8(&digits[at..]).unwrap_or_default());
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
