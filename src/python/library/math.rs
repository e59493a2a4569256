//! `math`.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, Signed, ToPrimitive, Zero};

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::number;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_math", |cx, a| {
        // (name, x)
        let name = cx.text(a.get(0)).unwrap_or_default();
        let x = float(cx, a.get(1))?;
        let y = match &*name {
            "sqrt" if x < 0.0 => f64::NAN,
            "sqrt" => x.sqrt(),
            "exp" => x.exp(),
            "expm1" => x.exp_m1(),
            "log1p" => x.ln_1p(),
            "sin" => x.sin(),
            "cos" => x.cos(),
            "tan" => x.tan(),
            "asin" => x.asin(),
            "acos" => x.acos(),
            "atan" => x.atan(),
            "sinh" => x.sinh(),
            "cosh" => x.cosh(),
            "tanh" => x.tanh(),
            "asinh" => libm::asinh(x),
            "acosh" if x < 1.0 => f64::NAN,
            "acosh" => libm::acosh(x),
            "atanh" if x.abs() >= 1.0 => f64::NAN,
            "atanh" => libm::atanh(x),
            "erf" => libm::erf(x),
            "erfc" => libm::erfc(x),
            // The poles of both; `gamma` has no value at minus infinity either.
            "gamma" | "lgamma" if x <= 0.0 && x == x.floor() && x.is_finite() => f64::NAN,
            "gamma" if x == f64::NEG_INFINITY => return cx.value_error("math domain error"),
            "gamma" => libm::tgamma(x),
            "lgamma" => libm::lgamma(x),
            "ulp" if x.is_infinite() => return Ok(Value::Float(f64::INFINITY)),
            "ulp" if x.abs() == f64::MAX => x.abs() - x.abs().next_down(),
            "ulp" => x.abs().next_up() - x.abs(),
            "cbrt" => x.cbrt(),
            "exp2" => x.exp2(),
            "fabs" => x.abs(),
            "degrees" => x * (180.0 / std::f64::consts::PI),
            "radians" => x * (std::f64::consts::PI / 180.0),
            _ => f64::NAN,
        };
        if y.is_nan() && !x.is_nan() {
            return cx.value_error("math domain error");
        }
        if y.is_infinite() && x.is_finite() {
            return cx.raise(types::OVERFLOW_ERROR, "math range error");
        }
        Ok(Value::Float(y))
    }),
    ("_rt_math2", |cx, a| {
        let name = cx.text(a.get(0)).unwrap_or_default();
        let (x, y) = (float(cx, a.get(1))?, float(cx, a.get(2))?);
        let z = match &*name {
            "pow" => x.powf(y),
            "atan2" => x.atan2(y),
            "hypot" => x.hypot(y),
            "fmod" => x % y,
            "remainder" => libm::remainder(x, y),
            "nextafter" if x < y => x.next_up(),
            "nextafter" if x > y => x.next_down(),
            "nextafter" if x == y => y,
            "copysign" => x.copysign(y),
            _ => f64::NAN,
        };
        if z.is_nan() && !x.is_nan() && !y.is_nan() {
            return cx.value_error("math domain error");
        }
        if z.is_infinite() && x.is_finite() && y.is_finite() && &*name != "nextafter" {
            return cx.raise(types::OVERFLOW_ERROR, "math range error");
        }
        Ok(Value::Float(z))
    }),
    ("_rt_log", |cx, a| {
        // (x, kind): 0 natural, 2, 10
        let kind = cx.int_arg(a.get(1))?;
        let x = match number::big(&cx.heap, a.get(0)) {
            Some(big) if big.bits() > 1000 && big.is_positive() => {
                let shift = big.bits() - 64;
                let top = (big >> shift).to_f64().unwrap_or(1.0);
                let bits = shift as f64;
                return Ok(Value::Float(match kind {
                    2 => top.log2() + bits,
                    10 => top.log10() + bits * std::f64::consts::LOG10_2,
                    _ => top.ln() + bits * std::f64::consts::LN_2,
                }));
            }
            _ => float(cx, a.get(0))?,
        };
        if x <= 0.0 {
            return cx.value_error("math domain error");
        }
        Ok(Value::Float(match kind {
            2 => x.log2(),
            10 => x.log10(),
            _ => x.ln(),
        }))
    }),
    ("_rt_round_to", |cx, a| {
        // (x, kind): -1 floor, 1 ceil, 0 towards zero; ints stay.
        if number::is_int(&cx.heap, a.get(0)) {
            return Ok(a.get(0));
        }
        let kind = cx.int_arg(a.get(1))?;
        let x = float(cx, a.get(0))?;
        if x.is_nan() {
            return cx.value_error("cannot convert float NaN to integer");
        }
        if x.is_infinite() {
            return cx.raise(types::OVERFLOW_ERROR, "cannot convert float infinity to integer");
        }
        let rounded = match kind {
            -1 => x.floor(),
            1 => x.ceil(),
            _ => x.trunc(),
        };
        let big = BigInt::from_f64(rounded).unwrap_or_default();
        Ok(cx.heap.int(big))
    }),
    ("_rt_isqrt", |cx, a| {
        let Some(big) = number::big(&cx.heap, a.get(0)) else {
            return cx.type_error("'float' object cannot be interpreted as an integer");
        };
        if big.is_negative() {
            return cx.value_error("isqrt() argument must be nonnegative");
        }
        let root = big.sqrt();
        Ok(cx.heap.int(root))
    }),
    ("_rt_gcd", |cx, a| {
        let (Some(x), Some(y)) = (number::big(&cx.heap, a.get(0)), number::big(&cx.heap, a.get(1))) else {
            let name = cx.type_name(a.get(0));
            return cx.type_error(format!("'{name}' object cannot be interpreted as an integer"));
        };
        let gcd = num_integer::Integer::gcd(&x, &y);
        Ok(cx.heap.int(gcd))
    }),
    ("_rt_factorial", |cx, a| {
        let n = cx.int_arg(a.get(0))?;
        if n < 0 {
            return cx.value_error("factorial() not defined for negative values");
        }
        if n > 100_000 {
            return cx.raise(types::OVERFLOW_ERROR, "factorial() argument should not exceed 100000 here");
        }
        let mut product = BigInt::from(1);
        for factor in 2..=n {
            product *= factor;
            cx.cost += (product.bits() / 2048) as i64;
        }
        Ok(cx.heap.int(product))
    }),
    ("_rt_classify", |cx, a| {
        // (x, kind): 0 nan, 1 inf, 2 finite
        let kind = cx.int_arg(a.get(1))?;
        if number::is_int(&cx.heap, a.get(0)) {
            return Ok(Value::Bool(kind == 2));
        }
        let x = float(cx, a.get(0))?;
        Ok(Value::Bool(match kind {
            0 => x.is_nan(),
            1 => x.is_infinite(),
            _ => x.is_finite(),
        }))
    }),
    ("_rt_fsum", |cx, a| {
        // Shewchuk's exact summation.
        let mut partials: Vec<f64> = Vec::new();
        for item in cx.native_items(a.get(0))?.unwrap_or_default() {
            let mut x = float(cx, item)?;
            let mut kept = 0;
            for at in 0..partials.len() {
                let mut y = partials[at];
                if x.abs() < y.abs() {
                    std::mem::swap(&mut x, &mut y);
                }
                let high = x + y;
                let low = y - (high - x);
                if low != 0.0 {
                    partials[kept] = low;
                    kept += 1;
                }
                x = high;
            }
            partials.truncate(kept);
            partials.push(x);
        }
        Ok(Value::Float(partials.iter().rev().sum()))
    }),
    ("_rt_frexp", |cx, a| {
        let x = float(cx, a.get(0))?;
        if x == 0.0 || !x.is_finite() {
            return Ok(cx.heap.tuple(vec![Value::Float(x), Value::Int(0)]));
        }
        let mut exponent = (((x.to_bits() >> 52) & 0x7ff) as i64) - 1022;
        let mut mantissa = x / 2.0_f64.powi(exponent as i32);
        if mantissa.abs() >= 1.0 {
            mantissa /= 2.0;
            exponent += 1;
        }
        Ok(cx.heap.tuple(vec![Value::Float(mantissa), Value::Int(exponent)]))
    }),
    ("_rt_is_zero", |cx, a| Ok(Value::Bool(number::big(&cx.heap, a.get(0)).is_some_and(|big| big.is_zero())))),
];

fn float(cx: &mut Cx<'_>, value: Value) -> Out<f64> {
    match number::float(&cx.heap, value) {
        Some(float) => Ok(float),
        None => {
            if let Some(method) = cx.special(value, "__float__") {
                return cx.call(method, vec![value]);
            }
            let name = cx.type_name(value);
            let _: &Args<'_> = &Args { pos: &[], kw: &[] };
            cx.type_error(format!("must be real number, not {name}"))
        }
    }
}
