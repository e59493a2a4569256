//! Durations as the reader writes them, which is how the command line takes them: `5ms`, `20 us`, `0.5s`.

use crate::numbers::{fixed, join, parse};

/// Units and how many nanoseconds they are, the largest first.
const UNITS: [(&str, f64); 4] = [("s", 1e9), ("ms", 1e6), ("us", 1e3), ("ns", 1.0)];

/// The nanoseconds that `text` says; none where it says none.
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim().replace(['µ', 'μ'], "u").replace(',', ".");
    let unit = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit);
    let scale = UNITS.iter().find(|(name, _)| *name == unit.trim())?.1;
    let value = parse(number.trim())? * scale;
    (value.fract() == 0.0).then_some(value)
}

/// The shortest text that [`read`] reads again, with that between number and unit.
pub fn write(value_ns: f64, between: &str) -> String {
    let fits = |scale: f64| {
        let thousandths = value_ns * 1_000.0 / scale;
        value_ns >= scale && thousandths.fract() == 0.0
    };
    let (unit, scale) = UNITS.into_iter().find(|(_, scale)| fits(*scale)).unwrap_or(("ns", 1.0));
    let number = fixed(value_ns / scale, 3);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    join(&[if number.is_empty() { "0" } else { number }, between, unit])
}

/// The same for the reader's eyes.
pub fn shown(value_ns: f64) -> String {
    write(value_ns, " ").replace("us", "µs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_they_are_read() {
        for (text, expect) in [
            ("5ms", Some(5e6)),
            (" 20 µs ", Some(20e3)),
            ("1.5s", Some(1.5e9)),
            ("0,5 ms", Some(5e5)),
            ("0ns", Some(0.0)),
            ("5", None),
            ("ms", None),
            ("5 min", None),
            ("0.5ns", None),
            ("-5ms", None),
        ] {
            assert_eq!(read(text), expect, "{text}");
        }
        for (value_ns, expect) in [
            (0.0, "0ns"),
            (2_000.0, "2us"),
            (10e6, "10ms"),
            (1.5e9, "1.5s"),
            (1_234_567.0, "1234.567us"),
            (60e9, "60s"),
        ] {
            assert_eq!(write(value_ns, ""), expect);
            assert_eq!(read(&shown(value_ns)), Some(value_ns));
        }
        assert_eq!(shown(2_000.0), "2 µs");
    }
}
