//! Methods of numbers.

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("int.bit_length", |cx, a| Ok(Value::Int(big(cx, a)?.bits() as i64))),
    ("int.bit_count", |cx, a| {
        let big = big(cx, a)?;
        Ok(Value::Int(big.magnitude().iter_u64_digits().map(|word| i64::from(word.count_ones())).sum()))
    }),
    ("int.conjugate", |_, a| Ok(a.get(0))),
    ("int.as_integer_ratio", |cx, a| Ok(cx.heap.tuple(vec![a.get(0), Value::Int(1)]))),
    ("int.is_integer", |_, _| Ok(Value::Bool(true))),
    ("int.to_bytes", |cx, a| {
        let big = big(cx, a)?;
        let length = a.named(cx, 1, "length");
        let length = if length.is_undef() { 1 } else { cx.int_arg(length)?.max(0) as usize };
        let order = a.named(cx, 2, "byteorder");
        let little = cx.text(order).is_some_and(|order| &*order == "little");
        let signed = a.named(cx, 3, "signed");
        let signed = !signed.is_undef() && cx.truth(signed)?;
        cx.check_size(length)?;
        if !signed && num_traits::Signed::is_negative(&big) {
            return cx.raise(crate::python::types::OVERFLOW_ERROR, "can't convert negative int to unsigned");
        }
        let zero = num_traits::Zero::is_zero(&big);
        let mut bytes = match (zero, signed) {
            (true, _) => Vec::new(),
            (_, true) => big.to_signed_bytes_le(),
            _ => big.to_bytes_le().1,
        };
        if bytes.len() > length {
            return cx.raise(crate::python::types::OVERFLOW_ERROR, "int too big to convert");
        }
        bytes.resize(length, if num_traits::Signed::is_negative(&big) { 0xff } else { 0 });
        if !little {
            bytes.reverse();
        }
        Ok(cx.heap.bytes(bytes))
    }),
    ("int.from_bytes", |cx, a| {
        let bytes = cx.bytes_of(a.get(1))?;
        let order = a.named(cx, 2, "byteorder");
        let little = cx.text(order).is_some_and(|order| &*order == "little");
        let signed = a.named(cx, 3, "signed");
        let sign = num_bigint::Sign::Plus;
        let big = if !signed.is_undef() && cx.truth(signed)? {
            match little {
                true => num_bigint::BigInt::from_signed_bytes_le(&bytes),
                false => num_bigint::BigInt::from_signed_bytes_be(&bytes),
            }
        } else if little {
            num_bigint::BigInt::from_bytes_le(sign, &bytes)
        } else {
            num_bigint::BigInt::from_bytes_be(sign, &bytes)
        };
        Ok(cx.heap.int(big))
    }),
    ("int.__index__", |_, a| Ok(a.get(0))),
    ("int.__int__", |_, a| Ok(a.get(0))),
    ("float.is_integer", |cx, a| Ok(Value::Bool(number::float(&cx.heap, a.get(0)).is_some_and(|f| f.fract() == 0.0)))),
    ("float.conjugate", |_, a| Ok(a.get(0))),
    ("float.hex", |cx, a| {
        let value = number::float(&cx.heap, a.get(0)).unwrap_or(0.0);
        let bits = value.abs().to_bits();
        let exponent = (bits >> 52) as i64 - 1023;
        let sign = if value.is_sign_negative() { "-" } else { "" };
        let text = if value.is_nan() {
            "nan".to_owned()
        } else if value.is_infinite() {
            format!("{sign}inf")
        } else if value == 0.0 {
            format!("{sign}0x0.0p+0")
        } else if value.is_subnormal() {
            format!("{sign}0x0.{:013x}p-1022", bits & ((1 << 52) - 1))
        } else {
            format!("{sign}0x1.{:013x}p{exponent:+}", bits & ((1 << 52) - 1))
        };
        cx.checked_string(text)
    }),
    ("float.as_integer_ratio", |cx, a| {
        let value = number::float(&cx.heap, a.get(0)).unwrap_or(0.0);
        if value.is_nan() {
            return cx.value_error("cannot convert NaN to integer ratio");
        }
        if value.is_infinite() {
            let kind = crate::python::types::OVERFLOW_ERROR;
            return cx.raise(kind, "cannot convert Infinity to integer ratio");
        }
        let mut denominator = num_bigint::BigInt::from(1);
        let mut scaled = value;
        while scaled.fract() != 0.0 && scaled.is_finite() {
            scaled *= 2.0;
            denominator *= 2;
        }
        let numerator: num_bigint::BigInt = num_traits::FromPrimitive::from_f64(scaled).unwrap_or_default();
        let parts = vec![cx.heap.int(numerator), cx.heap.int(denominator)];
        Ok(cx.heap.tuple(parts))
    }),
    ("complex.conjugate", |cx, a| {
        if let Value::Ref(at) = a.get(0)
            && let Object::Complex(parts) = cx.heap.get(at)
        {
            let parts = (parts.0, -parts.1);
            return Ok(cx.heap.value(Object::Complex(Box::new(parts))));
        }
        Ok(a.get(0))
    }),
];

fn big(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<num_bigint::BigInt> {
    match number::big(&cx.heap, a.get(0)) {
        Some(big) => Ok(big),
        None => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("descriptor requires a 'int' object but received a '{name}'"))
        }
    }
}
