//! From time to place and back, and where the ruler has its ticks. Pure.

use crate::numbers::{fixed, join};

/// A stretch of time, from 0, laid over a stretch of the figure. Places are in CSS pixels from the figure's left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The last moment that is shown, in nanoseconds; never 0.
    pub end_ns: u64,
    /// Where time 0 lies.
    pub left: f64,
    /// How wide the whole time is.
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

impl Scale {
    /// Where a moment lies.
    pub fn x_from_time(&self, time_ns: u64) -> f64 {
        self.left + self.width * time_ns as f64 / self.end_ns as f64
    }

    /// Which moment lies there; none outside the time that is shown.
    pub fn time_from_x(&self, x: f64) -> Option<u64> {
        let share = (x - self.left) / self.width;
        (0.0..=1.0).contains(&share).then_some((share * self.end_ns as f64) as u64)
    }

    /// Marks at whole numbers of 1, 2 or 5 in a decimal unit, at least `least_gap` pixels apart.
    pub fn ticks(&self, least_gap: f64) -> Vec<Tick> {
        let least_step_ns = (self.end_ns as f64 * least_gap / self.width.max(1.0)).max(1.0);
        let mut step_ns = 1u64;
        // 1, 2, 5, 10, 20, 50: each is two, two and a half, and two times the one before.
        for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
            if step_ns as f64 >= least_step_ns {
                break;
            }
            step_ns = (step_ns as f64 * factor) as u64;
        }
        let (unit, unit_ns) = unit_of(self.end_ns);
        let decimals = (0..3).find(|&d| (step_ns * 10u64.pow(d)).is_multiple_of(unit_ns)).unwrap_or(3);
        let label = |time_ns: u64| match time_ns {
            0 => "0".to_owned(),
            _ => join(&[&fixed(time_ns as f64 / unit_ns as f64, decimals), "\u{a0}", unit]),
        };
        let tick = |number| Tick { x: self.x_from_time(number * step_ns), label: label(number * step_ns) };
        (0..=self.end_ns / step_ns).map(tick).collect()
    }
}

fn unit_of(end_ns: u64) -> (&'static str, u64) {
    match end_ns {
        0..=1_999 => ("ns", 1),
        2_000..=1_999_999 => ("µs", 1_000),
        2_000_000..=999_999_999 => ("ms", 1_000_000),
        _ => ("s", 1_000_000_000),
    }
}

/// The end of an axis that holds `time_ns`: a round number not much beyond it. Axes that grow in such steps stand
/// still most of the time.
pub fn round_end(time_ns: u64) -> u64 {
    const STEPS: [u64; 12] = [100, 110, 120, 140, 160, 200, 240, 300, 400, 500, 600, 800];
    let mut unit_ns = 1;
    loop {
        for step in STEPS {
            // Room for the last slice's edge.
            if step * unit_ns >= time_ns + time_ns / 100 {
                return (step * unit_ns).max(100_000);
            }
        }
        unit_ns *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_to_place_and_back_is_the_same_time() {
        let scale = Scale { end_ns: 1_200_000_000, left: 72.0, width: 880.0 };
        for time_ns in [0, 1, 999, 310_000_000, 1_200_000_000] {
            let back_ns = scale.time_from_x(scale.x_from_time(time_ns)).unwrap();
            assert!(back_ns.abs_diff(time_ns) <= 1, "{time_ns} came back as {back_ns}");
        }
        assert_eq!((scale.time_from_x(71.0), scale.time_from_x(953.0)), (None, None));
    }

    #[test]
    fn ticks_carry_sensible_units() {
        let labels = |end_ns, width| {
            let ticks = Scale { end_ns, left: 0.0, width }.ticks(72.0);
            ticks.into_iter().map(|tick| tick.label.replace('\u{a0}', " ")).collect::<Vec<_>>()
        };
        assert_eq!(
            labels(1_200_000_000, 880.0),
            [
                "0", "0.1 s", "0.2 s", "0.3 s", "0.4 s", "0.5 s", "0.6 s", "0.7 s", "0.8 s", "0.9 s", "1.0 s", "1.1 s",
                "1.2 s"
            ]
        );
        assert_eq!(labels(300_000_000, 300.0), ["0", "100 ms", "200 ms", "300 ms"]);
        assert_eq!(labels(100_000, 200.0), ["0", "50 µs", "100 µs"]);
        assert_eq!(labels(3_000_000, 320.0), ["0", "1 ms", "2 ms", "3 ms"]);
    }

    #[test]
    fn an_axis_ends_at_a_round_number_that_holds_the_time() {
        for (time_ns, end_ns) in
            [(0, 100_000), (310_000_000, 400_000_000), (1_140_000_000, 1_200_000_000), (99_500_000, 110_000_000)]
        {
            assert_eq!(round_end(time_ns), end_ns, "{time_ns}");
        }
    }
}
