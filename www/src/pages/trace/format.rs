//! Numbers of traces as readers see them.

use crate::numbers::{self, in_unit, join, number, ratio_of};
use crate::text::say;

/// A number of things, its thousands set apart: `1,204,300`.
pub fn count(value: f64) -> String {
    number(value.max(0.0).trunc(), 0, 0)
}

/// A mean number of something at once: `2.3`.
pub fn mean(value: f64) -> String {
    ratio_of(value)
}

/// A size: `820 bytes`, `3.2 MB`.
pub fn bytes(value: f64) -> String {
    let (unit, scale) = match value {
        v if v < 1e3 => ("b", 1.0),
        v if v < 999.5e3 => ("kb", 1e3),
        v if v < 999.5e6 => ("mb", 1e6),
        _ => ("gb", 1e9),
    };
    let scaled = value / scale;
    let decimals = u32::from(unit != "b" && scaled < 9.95);
    say::trace_bytes(unit, &number(scaled, decimals, decimals))
}

/// A duration with its unit.
pub fn duration(duration_ns: f64) -> String {
    numbers::duration(duration_ns.max(0.0) as u64)
}

/// A moment, with as many figures as tell it from others within a stretch of that length: `685.628 ms`.
pub fn moment(time_ns: f64, length_ns: f64) -> String {
    const UNITS: [(f64, &str, u32); 4] = [(1e9, "s", 9), (1e6, "ms", 6), (1e3, "us", 3), (1.0, "ns", 0)];
    let time_ns = time_ns.max(0.0);
    let (scale, unit, most) = UNITS.into_iter().find(|unit| time_ns >= unit.0 * 0.9995).unwrap_or(UNITS[3]);
    let mut decimals = match time_ns / scale {
        v if v < 9.995 => 2,
        v if v < 99.95 => 1,
        _ => 0,
    };
    // A hundredth of the stretch is what a reader sees; a stretch without a length has none.
    while length_ns > 0.0
        && decimals < most
        && scale / 10f64.powi(decimals as i32) > (length_ns / 100.0).max(1.0) * 1.001
    {
        decimals += 1;
    }
    in_unit(time_ns / scale, decimals.min(most), unit)
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
        share if share > 0.0 && share < 0.005 => say::trace_share_tiny(&number(1.0, 0, 0)),
        share => numbers::percent(share),
    }
}

/// What there is to say, side by side.
pub fn beside(parts: &[String]) -> String {
    parts.join(&say::trace_beside())
}

/// A name without the path of its file, or that there is none.
pub fn named(name: &str) -> String {
    if name.is_empty() { say::trace_unnamed().to_string() } else { brief(name) }
}

/// A slice's name and its lane; one of them where the other is not there.
pub fn named_in(name: &str, lane: &str) -> String {
    match (name, lane) {
        ("", lane) => lane.to_owned(),
        (name, "") => brief(name),
        (name, lane) => say::trace_in_lane(&brief(name), lane),
    }
}

/// A name with its state, which is left out where it is the usual one.
pub fn titled(name: &str, of: &str) -> String {
    match (name, of) {
        ("", of) => state(of),
        (name, "running") => brief(name),
        (name, of) => say::trace_with_state(&brief(name), &state(of)),
    }
}

/// A state of a thread, or whom a moment concerns.
pub fn state(name: &str) -> String {
    match name.strip_prefix("moment-") {
        Some(scope) => say::trace_moment(scope),
        // Whoever copies or starts another runs: that is no state of its own.
        None if name == "overhead" => say::trace_overhead().to_string(),
        None => say::shared_state(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_have_units() {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(plain(count(1_204_300.0)), "1,204,300");
        assert_eq!(
            (plain(count(0.0)), plain(count(999.0)), plain(count(1000.0))),
            ("0".into(), "999".into(), "1,000".into())
        );
        assert_eq!(plain(say::trace_slices(1.0)), "1 slice");
        assert_eq!(
            (plain(bytes(820.0)), plain(bytes(3.21e6)), plain(bytes(86e6))),
            ("820 bytes".into(), "3.2 MB".into(), "86 MB".into())
        );
        let moment = |time_ns, length_ns| plain(moment(time_ns, length_ns));
        for (time_ns, length_ns, expect) in [
            (0.0, 1e9, "0 ns"),
            (857e6, 857e6, "857 ms"),
            (123.4e6, 330e6, "123 ms"),
            (685_628_400.0, 11_400.0, "685.6284 ms"),
            (500_000.0, 0.0, "500 µs"),
            (685_628_400.0, 10.0, "685.628400 ms"),
            (12_345_678_901.0, 1e6, "12.34568 s"),
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
