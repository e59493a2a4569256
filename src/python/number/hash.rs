//! Hashes of numbers: equal numbers have equal ones, whatever their types.

use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, ToPrimitive};

const MODULUS: u64 = (1 << 61) - 1;

#[inline]
pub fn hash_int(value: i64) -> u64 {
    if value >= 0 && (value as u64) < MODULUS {
        return value as u64;
    }
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
