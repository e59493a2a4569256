//! Nanoseconds, spans of them, and the clock that is handed in.
//!
//! Nothing here reads a clock by itself: who runs the core says what time it is.

/// A source of time that never goes backwards.
///
/// All clocks of one run share an origin, so that stamps of different workers can be compared.
pub trait Clock: Copy + Send + Sync + 'static {
    /// Nanoseconds since the origin that all workers of a run share.
    fn now_ns(&self) -> u64;
}

/// An interval of time: from `start_ns` up to, and not including, `end_ns`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First nanosecond.
    pub start_ns: u64,
    /// First nanosecond after the end; never before `start_ns`.
    pub end_ns: u64,
}

impl Span {
    /// The span from `start_ns` to `end_ns`; empty at `start_ns` where the end comes first.
    #[must_use]
    pub fn new(start_ns: u64, end_ns: u64) -> Self {
        Self { start_ns, end_ns: end_ns.max(start_ns) }
    }

    /// Length in nanoseconds.
    #[must_use]
    pub fn duration_ns(self) -> u64 {
        self.end_ns - self.start_ns
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start_ns: self.start_ns.min(other.start_ns), end_ns: self.end_ns.max(other.end_ns) }
    }
}

/// Writes a duration with three significant figures and the unit a reader expects; from two minutes on in minutes and
/// seconds, from an hour on in hours and minutes.
///
/// ```
/// use interleave::time::format_ns;
///
/// assert_eq!(format_ns(1_140_000_000), "1.14 s");
/// assert_eq!(format_ns(85_040), "85.0 µs");
/// assert_eq!(format_ns(125_000_000_000), "2 min 05 s");
/// ```
#[must_use]
pub fn format_ns(duration_ns: u64) -> String {
    const UNITS: [(&str, f64); 4] = [("ns", 1.0), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)];
    // What would be rounded to 120 s is 2 minutes, and what would be rounded to 60 minutes an hour.
    let seconds = duration_ns.saturating_add(500_000_000) / 1_000_000_000;
    let minutes = (seconds + 30) / 60;
    match seconds {
        0..120 => {}
        120..3600 => return format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => return format!("{} h {:02} min", minutes / 60, minutes % 60),
    }
    let value_ns = duration_ns as f64;
    let mut chosen = UNITS[0];
    for unit in UNITS {
        // 999.5 of a unit would be printed as 1000: it belongs to the next one.
        if value_ns >= unit.1 * 0.9995 {
            chosen = unit;
        }
    }
    let (unit, scale) = chosen;
    let value = value_ns / scale;
    let decimals = match value {
        v if unit == "ns" || v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    format!("{value:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_with_three_significant_figures() {
        for (duration_ns, expect) in [
            (0, "0 ns"),
            (7, "7 ns"),
            (999, "999 ns"),
            (1_000, "1.00 µs"),
            (85_040, "85.0 µs"),
            (310_000_000, "310 ms"),
            (999_600_000, "1.00 s"),
            (1_140_000_000, "1.14 s"),
            (61_000_000_000, "61.0 s"),
            (119_400_000_000, "119 s"),
        ] {
            assert_eq!(format_ns(duration_ns), expect);
        }
    }

    #[test]
    fn long_durations_are_written_in_minutes_and_hours() {
        for (duration_ns, expect) in [
            (119_600_000_000, "2 min 00 s"),
            (125_400_000_000, "2 min 05 s"),
            (3_599_400_000_000, "59 min 59 s"),
            (3_599_500_000_000, "1 h 00 min"),
            (7_400_000_000_000, "2 h 03 min"),
            (u64::MAX, "5124095 h 35 min"),
        ] {
            assert_eq!(format_ns(duration_ns), expect);
        }
    }

    #[test]
    fn a_span_never_ends_before_it_starts() {
        assert_eq!(Span::new(5, 3).duration_ns(), 0);
        assert_eq!(Span::new(5, 8).union(Span::new(1, 2)), Span::new(1, 8));
    }
}
