//! From time to place and back, and where the ruler has its ticks. Pure.

/// The stretch of the axis that is shown, laid over a stretch of the canvas. Places are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The first moment that is shown, in nanoseconds.
    pub start_ns: f64,
    /// The last; after the first.
    pub end_ns: f64,
    /// Where the first one lies.
    pub left: f64,
    /// How wide the stretch is.
    pub width: f64,
}

/// A mark of the ruler.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// What stands there, with its unit.
    pub label: String,
}

/// The marks of a scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruler {
    /// What the labels count from, where that is not the axis's zero.
    pub base: Option<String>,
    /// The marks, from left to right.
    pub ticks: Vec<Tick>,
}

impl Scale {
    /// A scale whose stretch is never empty.
    pub fn new(start_ns: f64, end_ns: f64, left: f64, width: f64) -> Self {
        let start_ns = if start_ns.is_finite() { start_ns } else { 0.0 };
        let end_ns = if end_ns.is_finite() { end_ns.max(start_ns + 1.0) } else { start_ns + 1.0 };
        Self { start_ns, end_ns, left, width: width.max(1.0) }
    }

    /// How long a pixel is, in nanoseconds.
    pub fn ns_per_px(&self) -> f64 {
        (self.end_ns - self.start_ns) / self.width
    }

    /// Where a moment lies.
    pub fn x_from_time(&self, time_ns: f64) -> f64 {
        self.left + (time_ns - self.start_ns) / self.ns_per_px()
    }

    /// Which moment lies there.
    pub fn time_from_x(&self, x: f64) -> f64 {
        self.start_ns + (x - self.left) * self.ns_per_px()
    }

    /// Marks at round moments, at least `least_gap` pixels apart.
    pub fn ruler(&self, least_gap: f64) -> Ruler {
        let step_ns = step_of(self.ns_per_px() * least_gap);
        let farthest_ns = self.end_ns.abs().max(self.start_ns.abs());
        let unit = unit_of(farthest_ns);
        let first = (self.start_ns / step_ns).ceil();
        let count = ((self.end_ns - first * step_ns) / step_ns).floor().max(-1.0) as i64 + 1;
        let times = (0..count).map(|number| (first + number as f64) * step_ns);
        let decimals = decimals_of(step_ns, unit.1);
        if decimals <= 3 {
            let tick = |time_ns: f64| Tick { x: self.x_from_time(time_ns), label: label(time_ns, step_ns, unit) };
            return Ruler { base: None, ticks: times.map(tick).collect() };
        }
        // Deep in a long trace: what all labels share stands beside the ruler once.
        let near = unit_of(self.end_ns - self.start_ns);
        let base_ns = (self.start_ns / (1000.0 * near.1)).floor() * 1000.0 * near.1;
        let tick = |time_ns: f64| {
            let label = label(time_ns - base_ns, step_ns, near);
            Tick { x: self.x_from_time(time_ns), label: format!("+{label}") }
        };
        let base = format!("{} {}", fixed(base_ns / unit.1, decimals_of(1000.0 * near.1, unit.1)), unit.0);
        Ruler { base: Some(base), ticks: times.map(tick).collect() }
    }
}

/// The least round step that is at least that long: 1, 2 or 5 in a decimal unit, and what divides a minute from 10
/// seconds on.
fn step_of(least_ns: f64) -> f64 {
    const S: f64 = 1e9;
    const LONG: [f64; 11] = [10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_200.0, 1_800.0, 3_600.0, 7_200.0];
    let least_ns = least_ns.max(1.0);
    if least_ns > 5.0 * S {
        let hours = || (least_ns / (3_600.0 * S)).ceil() * 3_600.0;
        return LONG.into_iter().find(|step| step * S >= least_ns).unwrap_or_else(hours) * S;
    }
    let mut step_ns = 1.0;
    // 1, 2, 5, 10, 20, 50: each is two, two and a half, and two times the one before.
    for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
        if step_ns >= least_ns {
            break;
        }
        step_ns *= factor;
    }
    step_ns
}

fn unit_of(longest_ns: f64) -> (&'static str, f64) {
    match longest_ns {
        ns if ns < 2e3 => ("ns", 1.0),
        ns if ns < 2e6 => ("µs", 1e3),
        ns if ns < 1e9 => ("ms", 1e6),
        ns if ns < 120e9 => ("s", 1e9),
        _ => ("min", 60e9),
    }
}

fn decimals_of(step_ns: f64, unit_ns: f64) -> usize {
    // Minutes are divided by seconds, and these in decimals.
    let unit_ns = if unit_ns == 60e9 { 1e9 } else { unit_ns };
    let is_whole = |decimals: &usize| (step_ns * 10f64.powi(*decimals as i32) / unit_ns).fract() == 0.0;
    (0..10).find(is_whole).unwrap_or(10)
}

fn label(time_ns: f64, step_ns: f64, (unit, unit_ns): (&str, f64)) -> String {
    let decimals = decimals_of(step_ns, unit_ns);
    if time_ns == 0.0 {
        return "0".to_owned();
    }
    if unit == "min" {
        let (sign, seconds) = (if time_ns < 0.0 { "−" } else { "" }, time_ns.abs() / 1e9);
        let minutes = (seconds / 60.0).floor();
        let rest = seconds - minutes * 60.0;
        if step_ns >= 60e9 {
            return format!("{sign}{minutes}\u{a0}min");
        }
        let width = if decimals > 0 { decimals + 3 } else { 2 };
        return format!("{sign}{minutes}:{rest:0width$.decimals$}\u{a0}min");
    }
    format!("{}\u{a0}{unit}", fixed(time_ns / unit_ns, decimals))
}

/// A number with that many decimals and a true minus.
fn fixed(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('-', "−")
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
    fn time_to_place_and_back_is_the_same_time() {
        let scale = Scale::new(-500.0, 1_200_000_000.0, 168.0, 880.0);
        for time_ns in [-500.0, 0.0, 999.0, 310_000_000.0, 1_200_000_000.0] {
            let back_ns = scale.time_from_x(scale.x_from_time(time_ns));
            assert!((back_ns - time_ns).abs() < 1e-3, "{time_ns} came back as {back_ns}");
        }
    }

    fn labels(start_ns: f64, end_ns: f64, width: f64) -> (Option<String>, Vec<String>) {
        let ruler = Scale::new(start_ns, end_ns, 0.0, width).ruler(72.0);
        (ruler.base, ruler.ticks.into_iter().map(|tick| tick.label.replace('\u{a0}', " ")).collect())
    }

    #[test]
    fn ticks_carry_sensible_units_from_nanoseconds_to_minutes() {
        for (start_ns, end_ns, width, expect) in [
            (0.0, 100.0, 200.0, ["0", "50 ns", "100 ns"].as_slice()),
            (0.0, 100_000.0, 200.0, &["0", "50 µs", "100 µs"]),
            (0.0, 3_000_000.0, 320.0, &["0", "1 ms", "2 ms", "3 ms"]),
            (0.0, 1_200_000_000.0, 300.0, &["0", "0.5 s", "1.0 s"]),
            (-1e9, 1e9, 300.0, &["−1.0 s", "−0.5 s", "0", "0.5 s", "1.0 s"]),
            (0.0, 150e9, 450.0, &["0", "0:30 min", "1:00 min", "1:30 min", "2:00 min", "2:30 min"]),
            (0.0, 600e9, 450.0, &["0", "2 min", "4 min", "6 min", "8 min", "10 min"]),
        ] {
            assert_eq!(labels(start_ns, end_ns, width), (None, expect.iter().map(|s| (*s).to_owned()).collect()));
        }
    }

    #[test]
    fn deep_in_a_long_trace_the_ticks_count_from_a_base() {
        let (base, ticks) = labels(12_345_678_010.0, 12_345_678_210.0, 300.0);
        assert_eq!(base.as_deref(), Some("12.345678 s"));
        assert_eq!(ticks, ["+50 ns", "+100 ns", "+150 ns", "+200 ns"]);
    }

    #[test]
    fn durations_have_three_figures() {
        for (ns, expect) in [(0.0, "0 ns"), (85_000.0, "85.0 µs"), (310e6, "310 ms"), (1.14e9, "1.14 s")] {
            assert_eq!(duration(ns).replace('\u{a0}', " "), expect);
        }
    }
}
