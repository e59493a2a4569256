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

pub use chrome::{chrome, write_chrome, write_chrome_runs, write_chrome_runs_with, write_chrome_with};
pub use csv::write_csv;
pub use figure::{HUES, hue, lane_name, process_name};
pub use svg::{svg, svg_of_stretch};
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

/// A stretch of the axis that runs lie on.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// Where it begins.
    pub start_ns: u64,
    /// Where it ends.
    pub end_ns: u64,
    /// What each run's own clock says where it begins.
    pub origins_ns: &'a [i64],
}

impl Stretch<'_> {
    /// From when to when, in words.
    fn said(&self) -> String {
        let tick_ns = tick_ns(self.end_ns.saturating_sub(self.start_ns).max(1), 1_000);
        let round = |time_ns: u64| tick_label((time_ns + tick_ns / 2) / tick_ns * tick_ns, tick_ns);
        format!("{} to {}", round(self.start_ns), round(self.end_ns))
    }
}

/// The longest of the runs, in nanoseconds; 1 where there is none, so that nothing is divided by zero.
fn longest_ns(runs: &[Run]) -> u64 {
    runs.iter().map(|run| run.trace.span().duration_ns()).max().unwrap_or(0).max(1)
}

/// The distance between ticks of an axis, and at most `most` of them in `span_ns`: 1, 2 or 5 times a power of ten, but
/// from 30 s on what clocks are divided by.
fn tick_ns(span_ns: u64, most: usize) -> u64 {
    const MINUTE_NS: u64 = 60_000_000_000;
    let fits = |tick_ns: &u64| span_ns / tick_ns <= most as u64;
    if !fits(&(MINUTE_NS / 3)) {
        let halves = [1, 2, 4, 10, 20, 40, 60, 120, 240, 480, 960, 1440, 2880];
        if let Some(tick_ns) = halves.into_iter().map(|half| half * MINUTE_NS / 2).find(fits) {
            return tick_ns;
        }
    }
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

/// What stands at a tick of an axis with ticks every `tick_ns`: `0`, `200 ms`, `1.5 s`, `2:30 min`, `8 h`.
fn tick_label(time_ns: u64, tick_ns: u64) -> String {
    const S: u64 = 1_000_000_000;
    const UNITS: [(u64, &str); 4] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs"), (1, "ns")];
    if time_ns == 0 {
        return "0".to_owned();
    }
    let seconds = time_ns / S;
    match tick_ns / S {
        0..30 => {}
        30..60 => return format!("{}:{:02} min", seconds / 60, seconds % 60),
        60..3600 => return format!("{} min", seconds / 60),
        _ => return format!("{} h", seconds / 3600),
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
        const S: u64 = 1_000_000_000;
        for (span_s, expect_s) in [(90, 20), (170, 30), (400, 60), (5_000, 1_200), (30_000, 7_200), (90_000, 14_400)] {
            assert_eq!(tick_ns(span_s * S, 6), expect_s * S, "{span_s}");
        }
        assert!(tick_ns(u64::MAX, 1) > 0);
        let labels: Vec<_> = [0, 200_000_000, 1_500_000_000, 2_000].map(|time_ns| tick_label(time_ns, 1)).into();
        assert_eq!(labels, ["0", "200 ms", "1.5 s", "2 µs"]);
        let ticks = [(60, 20), (90, 30), (120, 30), (3_600, 1_200), (7_200, 3_600)];
        let labels: Vec<_> = ticks.map(|(at, tick)| tick_label(at * S, tick * S)).into();
        assert_eq!(labels, ["60 s", "1:30 min", "2:00 min", "60 min", "2 h"]);
    }
}
