//! From time to place and back, and where the ruler has its ticks, for whoever paints a time axis. Pure: how a number is
//! written is the painters'.

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

/// What stands at a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The moment, or how far it is from the ruler's base, in nanoseconds.
    pub time_ns: f64,
    /// The unit's sign, and how long it is in nanoseconds.
    pub unit: (&'static str, f64),
    /// How many decimals tell neighbours apart.
    pub decimals: u32,
    /// Whether neighbours are whole minutes apart.
    pub is_coarse: bool,
    /// Whether it counts from the ruler's base.
    pub is_after_base: bool,
}

/// A mark of the ruler.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// What stands there.
    pub label: Label,
}

/// The marks of a scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruler {
    /// What the labels count from, where that is not the axis's zero.
    pub base: Option<Label>,
    /// The marks, from left to right.
    pub ticks: Vec<Tick>,
}

impl Scale {
    /// A scale whose stretch is never empty.
    #[must_use]
    pub fn new(start_ns: f64, end_ns: f64, left: f64, width: f64) -> Self {
        let start_ns = if start_ns.is_finite() { start_ns } else { 0.0 };
        let end_ns = if end_ns.is_finite() { end_ns.max(start_ns + 1.0) } else { start_ns + 1.0 };
        Self { start_ns, end_ns, left, width: width.max(1.0) }
    }

    /// How long a pixel is, in nanoseconds.
    #[must_use]
    pub fn ns_per_px(&self) -> f64 {
        (self.end_ns - self.start_ns) / self.width
    }

    /// Where a moment lies, also outside of the stretch.
    #[must_use]
    pub fn x_from_time(&self, time_ns: f64) -> f64 {
        self.left + (time_ns - self.start_ns) / self.ns_per_px()
    }

    /// Which moment lies there, also outside of the stretch.
    #[must_use]
    pub fn time_from_x(&self, x: f64) -> f64 {
        self.start_ns + (x - self.left) * self.ns_per_px()
    }

    /// Marks at round moments, at least `least_gap` pixels apart.
    #[must_use]
    pub fn ruler(&self, least_gap: f64) -> Ruler {
        let step_ns = step_of(self.ns_per_px() * least_gap);
        let unit = unit_of(self.end_ns.abs().max(self.start_ns.abs()));
        let first = (self.start_ns / step_ns).ceil();
        let count = ((self.end_ns - first * step_ns) / step_ns).floor().max(-1.0) as i64 + 1;
        // Deep in a long trace, what all labels share stands beside the ruler once.
        let near = unit_of(self.end_ns - self.start_ns);
        let far_ns = 1000.0 * near.1;
        let has_base = decimals_of(step_ns, unit.1) > 3;
        let base_ns = if has_base { (self.start_ns / far_ns).floor() * far_ns } else { 0.0 };
        let base = Label {
            time_ns: base_ns,
            unit,
            decimals: decimals_of(far_ns, unit.1),
            is_coarse: false,
            is_after_base: false,
        };
        let unit = if has_base { near } else { unit };
        let decimals = decimals_of(step_ns, unit.1);
        let tick = |number: i64| {
            let time_ns = (first + number as f64) * step_ns;
            let is_coarse = step_ns >= 60e9;
            let label = Label { time_ns: time_ns - base_ns, unit, decimals, is_coarse, is_after_base: has_base };
            Tick { x: self.x_from_time(time_ns), label }
        };
        Ruler { base: has_base.then_some(base), ticks: (0..count).map(tick).collect() }
    }
}

impl Label {
    /// The label as text; `fixed` writes a number with so many decimals.
    pub fn text(&self, fixed: impl Fn(f64, u32) -> String) -> String {
        let Self { time_ns, unit: (unit, unit_ns), decimals, is_coarse, is_after_base } = *self;
        let sign = if is_after_base { "+" } else { "" };
        if time_ns == 0.0 {
            return [sign, "0"].concat();
        }
        if unit != "min" || is_coarse {
            return [sign, &fixed(time_ns / unit_ns, decimals), "\u{a0}", unit].concat();
        }
        let minutes = (time_ns.abs() / unit_ns).floor();
        let seconds = time_ns.abs() / 1e9 - minutes * 60.0;
        let minutes = fixed(minutes.copysign(time_ns), 0);
        // Half a minute before zero has a sign too.
        let minus = if time_ns < 0.0 && minutes == "0" { "−" } else { "" };
        let zero = if seconds < 10.0 { "0" } else { "" };
        [sign, minus, &minutes, ":", zero, &fixed(seconds, decimals), "\u{a0}min"].concat()
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

fn decimals_of(step_ns: f64, unit_ns: f64) -> u32 {
    // Minutes are divided by seconds, and these in decimals.
    let unit_ns = if unit_ns == 60e9 { 1e9 } else { unit_ns };
    let mut scaled_ns = step_ns;
    for decimals in 0..10 {
        if (scaled_ns / unit_ns).fract() == 0.0 {
            return decimals;
        }
        scaled_ns *= 10.0;
    }
    10
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
        let fixed = |value: f64, decimals: u32| format!("{value:.*}", decimals as usize).replace('-', "−");
        let text = |label: Label| label.text(fixed).replace('\u{a0}', " ");
        (ruler.base.map(text), ruler.ticks.into_iter().map(|tick| text(tick.label)).collect())
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
}
