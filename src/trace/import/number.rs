//! Numbers of JSON text: microseconds to nanoseconds without a rounding error, and whole numbers.

use super::scan::{Fail, What, fail, word};

/// Powers of ten that fit.
const TEN: [u64; 20] = {
    let mut powers = [1; 20];
    let mut index = 1;
    while index < 20 {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};

/// A number's digits: `mantissa` times ten to the power of `exponent`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    mantissa: u64,
    exponent: i32,
}

impl Decimal {
    /// Times a thousand, as a whole number: halves are rounded away from zero, and what does not fit is the largest
    /// that does.
    fn thousandfold(self) -> i64 {
        let exponent = self.exponent.saturating_add(3);
        let power = exponent.unsigned_abs() as usize;
        let magnitude = match (TEN.get(power), exponent >= 0) {
            (Some(&factor), true) => self.mantissa.saturating_mul(factor),
            (Some(&divisor), false) => {
                let (whole, rest) = (self.mantissa / divisor, self.mantissa % divisor);
                whole + u64::from(rest >= divisor - rest)
            }
            (None, is_up) => {
                if is_up && self.mantissa > 0 {
                    u64::MAX
                } else {
                    0
                }
            }
        };
        let magnitude = magnitude.min(i64::MAX as u64) as i64;
        if self.is_negative { -magnitude } else { magnitude }
    }
}

/// How many of the bytes of `word` are digits, from the lowest on, and what they say.
#[inline(always)]
fn leading_digits(word: u64) -> (u32, u64) {
    const ALL: u64 = 0x0101_0101_0101_0101;
    // Digits become 0 to 9, everything else more.
    let values = word ^ (0x30 * ALL);
    let others = (values.wrapping_add(0x76 * ALL) | values) & (0x80 * ALL);
    let count = others.trailing_zeros() / 8;
    if count == 0 {
        return (0, 0);
    }
    // With zeros before them there are eight digits, which are joined to pairs, fours and one number.
    let digits = values << (64 - 8 * count);
    let pairs = (digits.wrapping_mul(10) + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (count, (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff)
}

/// The digits at `at`, a fraction and an exponent included, and the position after them.
#[inline(always)]
fn decimal(text: &[u8], at: usize) -> Result<(Decimal, usize), Fail> {
    let mut number = Decimal::default();
    let mut end = at;
    if let Some(b'-' | b'+') = text.get(end) {
        number.is_negative = text[end] == b'-';
        end += 1;
    }
    let first = end;
    let mut fraction_at = usize::MAX;
    let mut digits = 0u32;
    loop {
        // Eight at a time: how many digits there are is no branch for each of them.
        while let Some(word) = word(text, end).filter(|_| number.mantissa < TEN[10]) {
            let (count, value) = leading_digits(word);
            number.mantissa = number.mantissa * TEN[count as usize] + value;
            end += count as usize;
            digits += count;
            if fraction_at != usize::MAX {
                number.exponent -= count as i32;
            }
            if count < 8 {
                break;
            }
        }
        // What is left of a long number, and the end of the text. Digits after the nineteenth are too small to matter;
        // those before the point still count.
        while let Some(digit @ 0..=9) = text.get(end).map(|byte| byte.wrapping_sub(b'0')) {
            let is_fraction = fraction_at != usize::MAX;
            if number.mantissa < TEN[18] {
                number.mantissa = number.mantissa * 10 + u64::from(digit);
                number.exponent -= i32::from(is_fraction);
            } else {
                number.exponent += i32::from(!is_fraction);
            }
            digits += 1;
            end += 1;
        }
        if text.get(end) != Some(&b'.') || fraction_at != usize::MAX {
            break;
        }
        fraction_at = end;
        end += 1;
    }
    if end == text.len() {
        return fail(end, What::End);
    }
    if digits == 0 {
        return fail(first, What::Value);
    }
    if matches!(text[end], b'e' | b'E') {
        let power;
        (power, end) = exponent(text, end + 1)?;
        number.exponent = number.exponent.saturating_add(power);
    }
    Ok((number, end))
}

/// The exponent at `at`, and the position after it. (By value: a number whose address is taken is kept in memory.)
#[cold]
fn exponent(text: &[u8], at: usize) -> Result<(i32, usize), Fail> {
    let is_negative = text.get(at) == Some(&b'-');
    let first = at + usize::from(matches!(text.get(at), Some(b'-' | b'+')));
    let count = text[first.min(text.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = first + count;
    if end >= text.len() {
        return fail(text.len(), What::End);
    }
    if count == 0 {
        return fail(first, What::Value);
    }
    let step = |sum: i32, byte: &u8| sum.saturating_mul(10).saturating_add(i32::from(byte - b'0'));
    let power = text[first..end].iter().fold(0, step).min(100_000);
    Ok((if is_negative { -power } else { power }, end))
}

/// The number of microseconds at `at` in nanoseconds, and the position after it, where it is written as most are: at most
/// 15 digits and, after a point, one to three. All others are left to [`micros`].
#[inline(always)]
pub(super) fn usual_micros(text: &[u8], at: usize) -> Option<(i64, usize)> {
    let (count, mut whole) = leading_digits(word(text, at)?);
    let mut end = at + count as usize;
    if count == 8 {
        let (count, more) = leading_digits(word(text, end)?);
        if count == 8 {
            return None;
        }
        whole = whole * TEN[count as usize] + more;
        end += count as usize;
    } else if count == 0 {
        return None;
    }
    let mut thousandfold = whole * 1000;
    if *text.get(end)? == b'.' {
        let (count, fraction) = leading_digits(word(text, end + 1)?);
        if !(1..=3).contains(&count) {
            return None;
        }
        thousandfold += fraction * TEN[3 - count as usize];
        end += 1 + count as usize;
    }
    // Something else may follow that belongs to it.
    matches!(text.get(end)?, b',' | b'}').then_some((thousandfold as i64, end))
}

/// The whole number at `at`, and the position after it, where it has at most seven digits and the entry ends with it.
/// All others are left to [`whole`].
#[inline(always)]
pub(super) fn usual_whole(text: &[u8], at: usize) -> Option<(i64, usize)> {
    let word = word(text, at)?;
    let (count, value) = leading_digits(word);
    if !(1..8).contains(&count) {
        return None;
    }
    matches!((word >> (8 * count)) as u8, b',' | b'}').then_some((value as i64, at + count as usize))
}

/// The number of microseconds at `at` in nanoseconds, and the position after it.
pub(super) fn micros(text: &[u8], at: usize) -> Result<(i64, usize), Fail> {
    let (number, end) = decimal(text, at)?;
    // Most have up to three digits after the point, and room for a thousand times themselves.
    if (-3..=0).contains(&number.exponent) && number.mantissa < (1 << 53) {
        let magnitude = (number.mantissa * TEN[(number.exponent + 3) as usize]) as i64;
        if magnitude >= 0 {
            return Ok((if number.is_negative { -magnitude } else { magnitude }, end));
        }
    }
    Ok((number.thousandfold(), end))
}

/// The whole number at `at`, and the position after it; none where it is no whole number that fits.
pub(super) fn whole(text: &[u8], at: usize) -> Result<(Option<i64>, usize), Fail> {
    let (number, end) = decimal(text, at)?;
    if number.exponent == 0 && number.mantissa <= i64::MAX as u64 {
        let magnitude = number.mantissa as i64;
        return Ok((Some(if number.is_negative { -magnitude } else { magnitude }), end));
    }
    let thousandfold = number.thousandfold();
    let fits = thousandfold % 1000 == 0 && thousandfold.unsigned_abs() < i64::MAX as u64;
    Ok((fits.then_some(thousandfold / 1000), end))
}

/// The microseconds that a whole text says, in nanoseconds: for timestamps in quotes.
pub(super) fn micros_of(text: &[u8]) -> Option<i64> {
    let closed = [text.trim_ascii(), b"}"].concat();
    micros(&closed, 0).ok().filter(|found| found.1 == closed.len() - 1).map(|found| found.0)
}

/// The whole number that a whole text says, in decimal or after `0x`: for numbers in quotes.
pub(super) fn whole_of(text: &[u8]) -> Option<i64> {
    let text = str::from_utf8(text).ok()?;
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(|number| number as i64),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microseconds_keep_every_nanosecond() {
        for (text, expect_ns) in [
            ("0", 0),
            ("1", 1_000),
            ("12.5", 12_500),
            ("0.001", 1),
            ("1234567890.123", 1_234_567_890_123),
            ("1700000000000000.001", 1_700_000_000_000_000_001),
            ("0.0004", 0),
            ("0.0005", 1),
            ("-1.0015", -1_002),
            ("1e3", 1_000_000),
            ("1.5E-2", 15),
            ("+2", 2_000),
            (".5", 500),
            ("00012", 12_000),
            ("0.30000000000000004", 300),
            ("123456789012345678901234567890", i64::MAX),
            ("-1e400", -i64::MAX),
            ("1e-400", 0),
            ("9007199254740993", 9_007_199_254_740_993_000),
            ("0e999999999999", 0),
        ] {
            assert_eq!(micros_of(text.as_bytes()), Some(expect_ns), "{text}");
        }
        for text in ["", "-", ".", "1x", "1e", "NaN", "1.2.3", "null"] {
            assert_eq!(micros_of(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn usual_numbers_are_read_as_all_others_are() {
        let numbers = [
            "0",
            "7",
            "12.5",
            "1.25",
            "1000000.000",
            "81234567890.123",
            "123456789012345.001",
            "12345678",
            "12345678.9",
            "1234567890123456",
            "1.2345",
            "1e3",
            "1.5e1",
            ".5",
            "-1",
            "+1",
            "00012",
            "1.",
            "1.2.3",
            "x",
            "9999999",
        ];
        let (mut usual_times, mut usual_wholes) = (0, 0);
        for number in numbers {
            for after in [",\"pid\":1}", "},{\"ph\":1", " ,        ", "]       ", ","] {
                let text = format!("{number}{after}");
                if let Some(found) = usual_micros(text.as_bytes(), 0) {
                    assert_eq!(Ok(found), micros(text.as_bytes(), 0), "{text}");
                    usual_times += 1;
                }
                if let Some((value, end)) = usual_whole(text.as_bytes(), 0) {
                    assert_eq!(Ok((Some(value), end)), whole(text.as_bytes(), 0), "{text}");
                    usual_wholes += 1;
                }
            }
        }
        assert_eq!((usual_times, usual_wholes), (23, 9));
    }

    #[test]
    fn a_number_at_the_end_of_the_text_may_go_on() {
        for text in ["12", "12.", "1e", "1e-", "1e5", "-"] {
            assert_eq!(micros(text.as_bytes(), 0).unwrap_err().what, What::End, "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_whole() {
        for (text, expect) in [
            ("42,", Some(42)),
            ("-7,", Some(-7)),
            ("42.0,", Some(42)),
            ("1e3,", Some(1000)),
            ("1.5,", None),
            ("9223372036854775807,", Some(i64::MAX)),
            ("99999999999999999999,", None),
        ] {
            assert_eq!(whole(text.as_bytes(), 0).unwrap().0, expect, "{text}");
        }
        assert_eq!((whole_of(b"0x1f"), whole_of(b"31"), whole_of(b"main")), (Some(31), Some(31), None));
    }
}
