//! Moments and lengths in words, as the viewer paints and says them. Pure.

use crate::words;
pub use interleave_viewer::axis::{Label, Scale};

/// What stands at a mark of the ruler.
pub fn label(label: &Label) -> String {
    label.text(|value, decimals| fixed(value, decimals as usize))
}

/// A number with that many decimals and a true minus.
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}").replace('-', "−");
    words::with(|words| if words.decimal == "." { text } else { text.replace('.', &words.decimal) })
}

/// A duration with three significant figures and its unit: `1.14 s`, `310 ms`, `85.0 µs`, `12.3 min`.
pub fn duration(duration_ns: f64) -> String {
    let (unit, scale) = match duration_ns.abs() {
        ns if ns < 999.5 => ("ns", 1.0),
        ns if ns < 999_500.0 => ("µs", 1e3),
        ns if ns < 999_500_000.0 => ("ms", 1e6),
        ns if ns < 599.5e9 => ("s", 1e9),
        _ => ("min", 60e9),
    };
    let value = duration_ns / scale;
    let decimals = match value.abs() {
        v if unit == "ns" || v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    format!("{}\u{a0}{unit}", fixed(value, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_three_figures() {
        for (ns, expect) in [(0.0, "0 ns"), (85_000.0, "85.0 µs"), (310e6, "310 ms"), (1.14e9, "1.14 s")] {
            assert_eq!(duration(ns).replace('\u{a0}', " "), expect);
        }
    }
}
