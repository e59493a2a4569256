//! `int(…)` and `float(…)`.

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::a_most;
use crate::python::cx::{Args, Cx, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

pub(super) fn int(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a_most(cx, a, "int", 2)?;
    if a.len() == 0 {
        return Ok(Value::Int(0));
    }
    let value = a.get(0);
    let base = a.named(cx, 1, "base");
    let inner = cx.heap.unwrap(value);
    if let Some(text) = cx.text(inner) {
        let radix = if base.is_undef() { 10 } else { cx.int_arg(base)? };
        return match parse_int(&text, radix) {
            Some(big) => {
                if text.len() > 4300 && radix == 10 {
                    let digits = text.len();
                    return cx.value_error(format!(
                        "Exceeds the limit (4300 digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
                    ));
                }
                Ok(cx.heap.int(big))
            }
            None => cx.value_error(format!(
                "invalid literal for int() with base {radix}: {}",
                crate::python::format::quote(&text)
            )),
        };
    }
    if !base.is_undef() {
        return cx.type_error("int() can't convert non-string with explicit base");
    }
    match inner {
        Value::Int(_) => Ok(inner),
        Value::Bool(b) => Ok(Value::Int(i64::from(b))),
        Value::Float(f) => {
            if f.is_nan() {
                return cx.value_error("cannot convert float NaN to integer");
            }
            if f.is_infinite() {
                return cx.raise(types::OVERFLOW_ERROR, "cannot convert float infinity to integer");
            }
            let big = BigInt::from_f64(f.trunc()).unwrap_or_default();
            Ok(cx.heap.int(big))
        }
        _ => {
            if number::is_int(&cx.heap, inner) {
                return Ok(inner);
            }
            for method in ["__int__", "__index__", "__trunc__"] {
                if let Some(method) = cx.special(value, method) {
                    return cx.call(method, vec![value]);
                }
            }
            if let Ok(bytes) = cx.bytes_of(inner) {
                return match parse_int(&String::from_utf8_lossy(&bytes), 10) {
                    Some(big) => Ok(cx.heap.int(big)),
                    None => {
                        let shown = cx.heap.value(Object::Bytes(bytes.into()));
                        let shown = cx.repr(shown)?;
                        let shown = cx.text(shown).unwrap_or_default();
                        cx.value_error(format!("invalid literal for int() with base 10: {shown}"))
                    }
                };
            }
            let name = cx.type_name(value);
            cx.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
            ))
        }
    }
}

fn parse_int(text: &str, radix: i64) -> Option<BigInt> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let (digits, radix) = match (radix, lower.get(..2)) {
        (0 | 16, Some("0x")) => (&lower[2..], 16),
        (0 | 8, Some("0o")) => (&lower[2..], 8),
        (0 | 2, Some("0b")) => (&lower[2..], 2),
        (0, _) => (lower.as_str(), 10),
        (radix, _) => (lower.as_str(), radix),
    };
    if digits.is_empty()
        || digits.starts_with('_')
        || digits.ends_with('_')
        || digits.contains("__")
        || !(2..=36).contains(&radix)
    {
        return None;
    }
    let digits = digits.replace('_', "");
    if digits.starts_with(['+', '-']) {
        return None;
    }
    if digits.len() > 100_000 {
        return None;
    }
    let big = BigInt::parse_bytes(digits.as_bytes(), radix as u32)?;
    Some(if negative { -big } else { big })
}

pub(super) fn float(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "float", 0, 1)?;
    if a.len() == 0 {
        return Ok(Value::Float(0.0));
    }
    let value = a.get(0);
    let of_bytes = match cx.heap.unwrap(value) {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::Bytes(_) | Object::ByteArray(_)) => {
            Some(String::from_utf8_lossy(&cx.bytes_of(value)?).into_owned().into())
        }
        _ => None,
    };
    if let Some(text) = of_bytes.or_else(|| cx.text(value)) {
        let trimmed = text.trim().to_ascii_lowercase();
        let (sign, rest) = match trimmed.strip_prefix('-') {
            Some(rest) => (-1.0, rest),
            None => (1.0, trimmed.strip_prefix('+').unwrap_or(&trimmed)),
        };
        let parsed = match rest {
            "inf" | "infinity" => Some(f64::INFINITY),
            "nan" => Some(f64::NAN),
            _ if rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') && !rest.contains("__") => {
                rest.replace('_', "").parse().ok()
            }
            _ => None,
        };
        return match parsed {
            Some(parsed) => Ok(Value::Float(sign * parsed)),
            None => {
                let shown = cx.repr_text(value, 0)?.unwrap_or_else(|| crate::python::format::quote(&text));
                cx.value_error(format!("could not convert string to float: {shown}"))
            }
        };
    }
    for method in ["__float__", "__index__"] {
        if let Some(method) = cx.special(value, method) {
            return cx.call(method, vec![value]);
        }
    }
    match number::float(&cx.heap, value) {
        Some(float) if float.is_infinite() && number::is_int(&cx.heap, value) => {
            cx.raise(types::OVERFLOW_ERROR, "int too large to convert to float")
        }
        Some(float) => Ok(Value::Float(float)),
        None => {
            let name = cx.type_name(value);
            cx.type_error(format!("float() argument must be a string or a real number, not '{name}'"))
        }
    }
}
