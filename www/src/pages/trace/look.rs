//! Which stretch of the axis is looked at, and how that changes. Pure: each change returns a new look.
//!
//! Times are nanoseconds on the common axis, places CSS pixels from the canvas's left.

use interleave_viewer::axis::Scale;
use interleave_viewer::place;

/// The shortest stretch that is shown, in nanoseconds: below it a clock has nothing to say.
pub const LEAST_NS: f64 = 20.0;

/// Where the time axis lies on a canvas of that width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    pub left: f64,
    pub width: f64,
}

impl Axis {
    /// The axis of a canvas that is that wide.
    pub fn of(canvas_width: f64) -> Self {
        let left = place::left(canvas_width);
        Self { left, width: (canvas_width - left).max(1.0) }
    }
}

/// A stretch of the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    pub start_ns: f64,
    pub end_ns: f64,
}

impl Look {
    /// All of an axis that is that long.
    pub fn all(total_ns: f64) -> Self {
        Self { start_ns: 0.0, end_ns: total_ns.max(LEAST_NS) }
    }

    /// A stretch with some room on both sides.
    pub fn around(start_ns: f64, end_ns: f64, total_ns: f64) -> Self {
        let room_ns = (end_ns - start_ns).max(LEAST_NS) * 0.08;
        Self { start_ns: start_ns - room_ns, end_ns: end_ns + room_ns }.clamped(total_ns)
    }

    /// How long it is.
    pub fn length_ns(self) -> f64 {
        self.end_ns - self.start_ns
    }

    fn scale(self, axis: Axis) -> Scale {
        Scale { start_ns: self.start_ns, end_ns: self.end_ns, left: axis.left, width: axis.width }
    }

    /// Which moment lies there, also outside of it.
    pub fn time_from_x(self, x: f64, axis: Axis) -> f64 {
        self.scale(axis).time_from_x(x)
    }

    /// Where a moment lies, also outside of it.
    pub fn x_from_time(self, time_ns: f64, axis: Axis) -> f64 {
        self.scale(axis).x_from_time(time_ns)
    }

    /// Within the axis, and no shorter than [`LEAST_NS`].
    pub fn clamped(self, total_ns: f64) -> Self {
        let total_ns = total_ns.max(LEAST_NS);
        let length_ns = self.length_ns().clamp(LEAST_NS, total_ns);
        let middle_ns = (self.start_ns + self.end_ns) / 2.0;
        let start_ns = (middle_ns - length_ns / 2.0).clamp(0.0, total_ns - length_ns);
        Self { start_ns, end_ns: start_ns + length_ns }
    }

    /// `factor` times as close, where `at_ns` stays in its place as long as the axis's ends allow.
    pub fn zoomed(self, at_ns: f64, factor: f64, total_ns: f64) -> Self {
        let length_ns = (self.length_ns() / factor).clamp(LEAST_NS, total_ns.max(LEAST_NS));
        let share = (at_ns - self.start_ns) / self.length_ns();
        let start_ns = at_ns - share * length_ns;
        Self { start_ns, end_ns: start_ns + length_ns }.clamped(total_ns)
    }

    /// Moved along the axis, to its end at most.
    pub fn moved(self, by_ns: f64, total_ns: f64) -> Self {
        Self { start_ns: self.start_ns + by_ns, end_ns: self.end_ns + by_ns }.clamped(total_ns)
    }

    /// As long as it is, with `at_ns` in the middle.
    pub fn centred(self, at_ns: f64, total_ns: f64) -> Self {
        self.moved(at_ns - (self.start_ns + self.end_ns) / 2.0, total_ns)
    }

    /// Moved as little as it takes to show a stretch, or its start where it is too long and not seen at all.
    pub fn with(self, start_ns: f64, end_ns: f64, total_ns: f64) -> Self {
        let room_ns = self.length_ns() * 0.05;
        let is_long = end_ns - start_ns > self.length_ns();
        let is_seen = start_ns < self.end_ns && end_ns > self.start_ns;
        if is_long && is_seen {
            self
        } else if start_ns < self.start_ns || is_long {
            self.moved(start_ns - room_ns - self.start_ns, total_ns)
        } else if end_ns > self.end_ns {
            self.moved(end_ns + room_ns - self.end_ns, total_ns)
        } else {
            self
        }
    }

    /// Moved to a stretch, and zoomed where it could not be seen or not be seen in full.
    pub fn at(self, start_ns: f64, end_ns: f64, total_ns: f64) -> Self {
        let share = (end_ns - start_ns) / self.length_ns();
        if (0.01..=1.0).contains(&share) {
            self.with(start_ns, end_ns, total_ns)
        } else if share > 1.0 {
            Self::around(start_ns, end_ns, total_ns)
        } else {
            let half_ns = (end_ns - start_ns).max(LEAST_NS) * 10.0;
            let middle_ns = (start_ns + end_ns) / 2.0;
            Self { start_ns: middle_ns - half_ns, end_ns: middle_ns + half_ns }.clamped(total_ns)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOTAL_NS: f64 = 1e9;

    fn look(start_ns: f64, end_ns: f64) -> Look {
        Look { start_ns, end_ns }
    }

    #[test]
    fn place_to_time_and_back_is_the_same_place() {
        let axis = Axis::of(1_000.0);
        for look in [look(0.0, 1e9), look(123_456_789.0, 123_456_889.0), look(5e8, 9e8)] {
            for x in [168.0, 200.5, 999.0, 0.0] {
                let back = look.x_from_time(look.time_from_x(x, axis), axis);
                assert!((back - x).abs() < 1e-4, "{x} came back as {back}");
            }
        }
        assert_eq!((Axis::of(1_000.0).left, Axis::of(400.0).left), (168.0, 76.0));
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_while_zooming() {
        let axis = Axis::of(1_000.0);
        let mut view = look(2e8, 6e8);
        let at_ns = view.time_from_x(700.0, axis);
        for factor in [1.5, 3.0, 0.8, 40.0, 0.5] {
            view = view.zoomed(at_ns, factor, TOTAL_NS);
            assert!((view.x_from_time(at_ns, axis) - 700.0).abs() < 1e-3, "{view:?}");
        }
    }

    #[test]
    fn a_look_stays_on_the_axis_and_has_a_length() {
        assert_eq!(look(-5e8, 5e8).clamped(TOTAL_NS), look(0.0, 1e9));
        assert_eq!(look(9e8, 1.1e9).clamped(TOTAL_NS), look(8e8, 1e9));
        assert_eq!(look(1e8, 2e8).moved(-5e8, TOTAL_NS), look(0.0, 1e8));
        assert_eq!(look(0.0, 1e9).zoomed(5e8, 0.1, TOTAL_NS), look(0.0, 1e9));
        assert_eq!(look(0.0, 1e9).zoomed(5e8, 1e12, TOTAL_NS).length_ns(), LEAST_NS);
        assert_eq!(Look::all(0.0).length_ns(), LEAST_NS);
        assert_eq!(look(0.0, 0.0).clamped(0.0), look(0.0, LEAST_NS));
    }

    #[test]
    fn going_to_a_slice_moves_no_further_than_it_must() {
        let view = look(2e8, 4e8);
        assert_eq!(view.with(2.5e8, 3e8, TOTAL_NS), view);
        assert_eq!(view.with(5e8, 5.5e8, TOTAL_NS), look(3.6e8, 5.6e8));
        assert_eq!(view.with(1e8, 1.5e8, TOTAL_NS), look(0.9e8, 2.9e8));
        assert_eq!(view.with(1e8, 9e8, TOTAL_NS), view, "what is too long and seen");
        let moved = view.with(5e8, 9e8, TOTAL_NS);
        assert!((moved.start_ns - 4.9e8).abs() < 1.0, "the start of what is too long and not seen: {moved:?}");
        let near = view.at(5e8, 5e8 + 1_000.0, TOTAL_NS);
        assert!(near.length_ns() <= 20_000.0 && near.start_ns < 5e8 && near.end_ns > 5e8, "{near:?}");
    }
}
