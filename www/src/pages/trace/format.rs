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

/// A moment, with as many figures as tell it from others within a stretch of that length: `685.628 ms`.
pub fn moment(time_ns: f64, length_ns: f64) -> String {
    const UNITS: [(f64, &str, u32); 4] = [(1e9, "s", 9), (1e6, "ms", 6), (1e3, "µs", 3), (1.0, "ns", 0)];
    let time_ns = time_ns.max(0.0);
    let (scale, unit, most) = UNITS.into_iter().find(|unit| time_ns >= unit.0 * 0.9995).unwrap_or(UNITS[3]);
    let mut decimals = match time_ns / scale {
        v if v < 9.995 => 2,
        v if v < 99.95 => 1,
        _ => 0,
    };
    // A two hundredth of the stretch is what a reader sees.
    while decimals < most && scale / 10f64.powi(decimals as i32) > (length_ns / 200.0).max(1.0) * 1.001 {
        decimals += 1;
    }
    join(&[&fixed(time_ns / scale, decimals.min(most)), "\u{a0}", unit])
}

/// A name with the place in the program that profilers add, its path left out: `wait (threading.py:295)`.
pub fn brief(name: &str) -> String {
    let Some((head, place)) = name.split_once(" (") else { return name.to_owned() };
    let Some(place) = place.strip_suffix(')') else { return name.to_owned() };
    let file = place.rsplit(['/', '\\']).next().unwrap_or(place);
    if file.is_empty() || file.len() == place.len() { name.to_owned() } else { join(&[head, " (", file, ")"]) }
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
        let moment = |time_ns, length_ns| plain(moment(time_ns, length_ns));
        for (time_ns, length_ns, expect) in [
            (0.0, 1e9, "0 ns"),
            (857e6, 857e6, "857 ms"),
            (123.4e6, 330e6, "123 ms"),
            (685_628_400.0, 11_400.0, "685.62840 ms"),
            (685_628_400.0, 10.0, "685.628400 ms"),
            (12_345_678_901.0, 1e6, "12.345679 s"),
            (7.0, 1.0, "7 ns"),
        ] {
            assert_eq!(moment(time_ns, length_ns), expect, "{time_ns} in {length_ns}");
        }
        assert_eq!((share(1.0, 3.0), share(1.0, 1e4), share(0.0, 0.0)), ("33%".into(), "<1%".into(), "–".into()));
    }

    #[test]
    fn a_place_in_a_program_is_told_without_its_path() {
        for (name, expect) in [
            ("Condition.wait (/usr/lib/python3/threading.py:295)", "Condition.wait (threading.py:295)"),
            ("work (C:\\tmp\\a.py:3)", "work (a.py:3)"),
            ("work (a.py:3)", "work (a.py:3)"),
            ("f(x / y)", "f(x / y)"),
            ("<module> (/)", "<module> (/)"),
        ] {
            assert_eq!(brief(name), expect);
        }
    }
}
