//! Numbers as links and coordinates have them (`fixed`, `short`, `parse`), and as readers see them, in their language
//! (`number`, `duration`, `times`, `percent`).
//!
//! Written with whole-number arithmetic: the standard library's formatting and parsing of floating-point numbers
//! would be a tenth of the page's download.

pub use crate::text::number;
use crate::text::say;

/// `value` with that many decimals, rounded half up: `fixed(1.25, 1)` is `1.3`. What is no number is a dash.
pub fn fixed(value: f64, decimals: u32) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let scale = 10u64.pow(decimals);
    let scaled = (value.abs() * scale as f64 + 0.5) as u64;
    let mut text = String::new();
    if value < 0.0 && scaled > 0 {
        text.push('−');
    }
    text.push_str(&(scaled / scale).to_string());
    if decimals > 0 {
        text.push('.');
        let rest = (scaled % scale).to_string();
        text.extend(std::iter::repeat_n('0', decimals as usize - rest.len()));
        text.push_str(&rest);
    }
    text
}

/// As [`fixed`], without zeros at the end of the decimals: `0.5`, `2`.
pub fn short(value: f64, decimals: u32) -> String {
    let text = fixed(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The number that `text` writes in plain decimals; none where it is anything else.
pub fn parse(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.len() + decimals.len();
    if digits == 0 || digits > 15 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    if decimals.contains('.') {
        return None;
    }
    let digits = |text: &str| text.bytes().fold(0.0, |value, byte| value * 10.0 + f64::from(byte - b'0'));
    let scale = 10u64.pow(decimals.len() as u32) as f64;
    Some((digits(whole) * scale + digits(decimals)) / scale)
}

/// A duration with three significant figures and its unit: `1.14 s`, `310 ms`, `85.0 µs`.
pub fn duration(duration_ns: u64) -> String {
    let (unit, scale) = match duration_ns {
        0..=999 => ("ns", 1.0),
        1_000..=999_499 => ("us", 1e3),
        999_500..=999_499_999 => ("ms", 1e6),
        _ => ("s", 1e9),
    };
    let value = duration_ns as f64 / scale;
    let decimals = match value {
        v if unit == "ns" || v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    in_unit(value, decimals, unit)
}

/// A number with that many decimals and its unit: `ns`, `us`, `ms` or `s`.
pub fn in_unit(value: f64, decimals: u32, unit: &str) -> String {
    say::shared_in_unit(unit, &number(value, decimals, decimals))
}

/// A ratio with two significant figures, or as many as it has before the point: `3.7`.
pub fn ratio_of(ratio: f64) -> String {
    let decimals = if ratio < 9.95 { 1 } else { 0 };
    number(ratio, decimals, decimals)
}

/// A ratio: `3.7×`.
pub fn times(ratio: f64) -> String {
    say::shared_times(&ratio_of(ratio))
}

/// A share of one: `92%`.
pub fn percent(share: f64) -> String {
    say::shared_percent(&number(share * 100.0, 0, 0))
}

/// A share of one with a decimal: `1.8%`.
pub fn percent_fine(share: f64) -> String {
    say::shared_percent(&number(share * 100.0, 1, 1))
}

/// Some things one after another, as a list in a sentence.
pub fn list(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join(&say::shared_comma())
}

/// Sentences one after another; those that are not there are left out.
pub fn sentences(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(&say::shared_space())
}

/// `text` with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The parts one after another. What `format!` does, at a fraction of the code.
pub fn join(parts: &[&str]) -> String {
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_keep_their_decimals() {
        for (value, decimals, expect) in [
            (1.25, 1, "1.3"),
            (0.0, 2, "0.00"),
            (2.0, 0, "2"),
            (0.999, 2, "1.00"),
            (12.034, 2, "12.03"),
            (-0.5, 1, "−0.5"),
            (-0.001, 1, "0.0"),
            (f64::NAN, 1, "–"),
        ] {
            assert_eq!(fixed(value, decimals), expect);
        }
        assert_eq!((short(0.50, 2), short(2.0, 2), short(10.0, 0)), ("0.5".into(), "2".into(), "10".into()));
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for (text, expect) in [
            ("12", Some(12.0)),
            ("0.5", Some(0.5)),
            (".25", Some(0.25)),
            ("3.", Some(3.0)),
            ("", None),
            (".", None),
            ("-1", None),
            ("1e3", None),
            ("1.2.3", None),
            ("NaN", None),
            ("1234567890123456", None),
        ] {
            assert_eq!(parse(text), expect, "{text:?}");
        }
    }

    #[test]
    fn durations_have_three_figures_and_a_unit() {
        for (duration_ns, expect) in [
            (7, "7\u{a0}ns"),
            (85_040, "85.0\u{a0}µs"),
            (999_400, "999\u{a0}µs"),
            (999_600, "1.00\u{a0}ms"),
            (310_000_000, "310\u{a0}ms"),
            (1_140_000_000, "1.14\u{a0}s"),
            (61_000_000_000, "61.0\u{a0}s"),
        ] {
            assert_eq!(duration(duration_ns), expect);
        }
    }

    #[test]
    fn ratios_and_shares_have_their_signs() {
        assert_eq!((times(3.68), times(12.4), capital("four")), ("3.7×".into(), "12×".into(), "Four".into()));
        assert_eq!((percent(0.918), percent_fine(0.0184)), ("92%".into(), "1.8%".into()));
    }
}
