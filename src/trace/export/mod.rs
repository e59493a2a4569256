//! Traces written for other eyes: Chrome JSON for trace viewers, CSV for tables, SVG for documents, text for terminals.
//!
//! Figures take several runs and put them on one axis that starts with each run's first slice; their size is bounded,
//! whatever the size of the trace. Chrome JSON and CSV hold every slice and are written piece by piece. Writers return
//! text or write to what they are handed; they open no file and ask no terminal.

mod cells;
mod chrome;
mod csv;
mod figure;
mod line;
mod svg;
mod text;
mod width;

pub use chrome::{chrome, write_chrome, write_chrome_runs};
pub use csv::write_csv;
pub use figure::{lane_name, process_name};
pub use svg::svg;
pub use text::{TextStyle, text};
pub use width::{columns, fitted};

use super::Trace;

/// A trace and what to call it.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// What the reader sees above it, such as `Free threads on 4 workers`.
    pub title: &'a str,
    /// What ran.
    pub trace: &'a Trace,
}

/// The longest of the runs, in nanoseconds; 1 where there is none, so that nothing is divided by zero.
fn longest_ns(runs: &[Run]) -> u64 {
    runs.iter().map(|run| run.trace.span().duration_ns()).max().unwrap_or(0).max(1)
}

/// The distance between ticks of an axis: 1, 2 or 5 times a power of ten, and at most `most` of them in `span_ns`.
fn tick_ns(span_ns: u64, most: usize) -> u64 {
    let mut tick_ns = 1u64;
    loop {
        for factor in [1, 2, 5] {
            if span_ns / (tick_ns.saturating_mul(factor)) <= most as u64 {
                return tick_ns.saturating_mul(factor);
            }
        }
        tick_ns = tick_ns.saturating_mul(10);
    }
}

/// What stands at a tick: `0`, `200 ms`, `1.5 s`.
fn tick_label(time_ns: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs"), (1, "ns")];
    if time_ns == 0 {
        return "0".to_owned();
    }
    let (scale, unit) = UNITS.into_iter().find(|(scale, _)| time_ns >= *scale).unwrap_or((1, "ns"));
    format!("{} {unit}", time_ns as f64 / scale as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (span_ns, most, expect) in [(0, 5, 1), (9, 5, 2), (812_000_000, 6, 200_000_000), (1_000, 2, 500)] {
            assert_eq!(tick_ns(span_ns, most), expect, "{span_ns} in {most}");
        }
        assert!(tick_ns(u64::MAX, 1) > 0);
        let labels: Vec<_> = [0, 200_000_000, 1_500_000_000, 2_000].map(tick_label).into();
        assert_eq!(labels, ["0", "200 ms", "1.5 s", "2 µs"]);
    }
}
