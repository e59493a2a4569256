//! The time axis of a figure: all of a run, from 0 to a round end. Pure; what a scale is, and where its ruler has marks,
//! all timelines share ([`interleave_viewer::axis`]).

use interleave_viewer::axis::Label;
pub use interleave_viewer::axis::Scale;

use crate::numbers::number;

/// The scale of a figure whose time, from 0 to `end_ns`, begins at `left` and is `width` wide.
pub fn whole(end_ns: u64, left: f64, width: f64) -> Scale {
    Scale::new(0.0, end_ns as f64, left, width)
}

/// Which moment lies there; none outside the time that is shown.
pub fn moment(scale: &Scale, x: f64) -> Option<u64> {
    let time_ns = scale.time_from_x(x);
    (0.0..=scale.end_ns).contains(&time_ns).then_some(time_ns as u64)
}

/// What stands at a mark of the ruler.
pub fn label(label: &Label) -> String {
    label.text(|value, decimals| number(value, decimals, decimals))
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
    fn a_place_outside_of_the_time_is_no_moment() {
        let scale = whole(1_200_000_000, 72.0, 880.0);
        for time_ns in [0, 999, 310_000_000, 1_200_000_000] {
            let back_ns = moment(&scale, scale.x_from_time(time_ns as f64)).unwrap();
            assert!(back_ns.abs_diff(time_ns) <= 1, "{time_ns} came back as {back_ns}");
        }
        assert_eq!((moment(&scale, 71.0), moment(&scale, 953.0)), (None, None));
    }

    #[test]
    fn marks_carry_sensible_units() {
        let labels = |end_ns, width| {
            let ticks = whole(end_ns, 0.0, width).ruler(72.0).ticks;
            ticks.iter().map(|tick| label(&tick.label).replace('\u{a0}', " ")).collect::<Vec<_>>()
        };
        assert_eq!(labels(300_000_000, 300.0), ["0", "100 ms", "200 ms", "300 ms"]);
        assert_eq!(labels(3_000_000, 320.0), ["0", "1 ms", "2 ms", "3 ms"]);
        assert_eq!(labels(1_200_000_000, 300.0), ["0", "0.5 s", "1.0 s"]);
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
