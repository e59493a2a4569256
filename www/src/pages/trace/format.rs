//! Numbers of traces as readers see them.

use crate::numbers::{self, fixed, join};

/// A number of things, its thousands set apart: `1 204 300`.
pub fn count(value: f64) -> String {
    let digits = (value.max(0.0) as u64).to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A number of things and what they are: `1 slice`, `12 slices`.
pub fn counted(value: f64, one: &str, many: &str) -> String {
    join(&[&count(value), "\u{a0}", if value == 1.0 { one } else { many }])
}

/// A size: `820 bytes`, `3.2 MB`.
pub fn bytes(value: f64) -> String {
    let (unit, scale) = match value {
        v if v < 1e3 => return counted(value, "byte", "bytes"),
        v if v < 999.5e3 => ("kB", 1e3),
        v if v < 999.5e6 => ("MB", 1e6),
        _ => ("GB", 1e9),
    };
    let scaled = value / scale;
    join(&[&fixed(scaled, if scaled < 9.95 { 1 } else { 0 }), "\u{a0}", unit])
}

/// A duration with its unit.
pub fn duration(duration_ns: f64) -> String {
    numbers::duration(duration_ns.max(0.0) as u64)
}

/// A share of a whole: `41%`, `<1%`.
pub fn share(part: f64, whole: f64) -> String {
    match part / whole {
        share if !share.is_finite() => "–".to_owned(),
        share if share > 0.0 && share < 0.005 => "<1%".to_owned(),
        share => numbers::percent(share),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_have_units() {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(plain(count(1_204_300.0)), "1 204 300");
        assert_eq!(
            (plain(count(0.0)), plain(count(999.0)), plain(count(1000.0))),
            ("0".into(), "999".into(), "1 000".into())
        );
        assert_eq!(plain(counted(1.0, "slice", "slices")), "1 slice");
        assert_eq!(
            (plain(bytes(820.0)), plain(bytes(3.21e6)), plain(bytes(86e6))),
            ("820 bytes".into(), "3.2 MB".into(), "86 MB".into())
        );
        assert_eq!((share(1.0, 3.0), share(1.0, 1e4), share(0.0, 0.0)), ("33%".into(), "<1%".into(), "–".into()));
    }
}
