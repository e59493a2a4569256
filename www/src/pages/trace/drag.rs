//! What a pointer that is pressed does while it moves: pans, measures, or moves the brush of the overview. Pure.

use interleave_viewer::place;

use super::look::{Axis, LEAST_NS, Look};

/// How near to an edge of the brush, in CSS pixels, a press takes hold of that edge.
const GRIP: f64 = 7.0;

/// How near to the playhead a press takes hold of it.
const PLAYHEAD_GRIP: f64 = 6.0;

/// A press on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    pub x: f64,
    pub y: f64,
    pub is_measuring: bool,
    /// Where the playhead stands, where there is one.
    pub playhead_ns: Option<f64>,
}

/// A drag under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    /// The stretch moves with the pointer.
    Pan { from: Look, x: f64 },
    /// A stretch is measured, from that moment on.
    Measure { from_ns: f64 },
    /// The brush is moved as a whole.
    Brush { from: Look, x: f64 },
    /// The playhead is moved.
    Playhead,
    /// One edge of the brush is moved; the other one stays.
    Edge { fixed_ns: f64 },
}

/// What a drag comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    Look(Look),
    Measured(f64, f64),
    Playhead(f64),
}

/// The drag that a press begins, and the look that the press alone leads to: beside the brush, it is centred there.
pub fn press(look: Look, axis: Axis, total_ns: f64, at: Press) -> (Drag, Look) {
    let Press { x, y, is_measuring, playhead_ns } = at;
    if y >= place::OVERVIEW {
        let is_held = |time_ns: f64| (look.x_from_time(time_ns, axis) - x).abs() <= PLAYHEAD_GRIP;
        // On the ruler it is called to any place.
        let is_on_ruler = y < place::LANES && x >= axis.left;
        if !is_measuring && playhead_ns.is_some_and(|time_ns| is_held(time_ns) || is_on_ruler) {
            return (Drag::Playhead, look);
        }
        let from_ns = look.time_from_x(x, axis).clamp(0.0, total_ns);
        return (if is_measuring { Drag::Measure { from_ns } } else { Drag::Pan { from: look, x } }, look);
    }
    let all = Look::all(total_ns);
    let (left, right) = (all.x_from_time(look.start_ns, axis), all.x_from_time(look.end_ns, axis));
    // A brush that shows everything has nowhere to go: whoever drags in it draws a new one.
    if look.length_ns() >= all.length_ns() * 0.999 {
        return (Drag::Edge { fixed_ns: all.time_from_x(x, axis).clamp(0.0, total_ns) }, look);
    }
    // In a narrow brush there must be some middle left.
    let grip = GRIP.min((right - left) / 3.0).max(2.0);
    if (x - left).abs() <= grip {
        return (Drag::Edge { fixed_ns: look.end_ns }, look);
    }
    if (x - right).abs() <= grip {
        return (Drag::Edge { fixed_ns: look.start_ns }, look);
    }
    let from = if (left..=right).contains(&x) { look } else { look.centred(all.time_from_x(x, axis), total_ns) };
    (Drag::Brush { from, x }, from)
}

impl Drag {
    /// What it comes to with the pointer there.
    pub fn to(self, look: Look, axis: Axis, total_ns: f64, x: f64) -> Change {
        let all = Look::all(total_ns);
        match self {
            Self::Pan { from, x: from_x } => {
                Change::Look(from.moved((from_x - x) / axis.width * from.length_ns(), total_ns))
            }
            Self::Brush { from, x: from_x } => {
                Change::Look(from.moved((x - from_x) / axis.width * all.length_ns(), total_ns))
            }
            Self::Edge { fixed_ns } => {
                let moving_ns = all.time_from_x(x, axis).clamp(0.0, all.end_ns);
                let (start_ns, end_ns) = (fixed_ns.min(moving_ns), fixed_ns.max(moving_ns));
                Change::Look(Look { start_ns, end_ns: end_ns.max(start_ns + LEAST_NS) }.clamped(total_ns))
            }
            Self::Playhead => Change::Playhead(look.time_from_x(x, axis).clamp(0.0, total_ns)),
            Self::Measure { from_ns } => {
                let to_ns = look.time_from_x(x, axis).clamp(0.0, total_ns);
                Change::Measured(from_ns.min(to_ns), from_ns.max(to_ns))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Ten thousand nanoseconds on a thousand pixels.
    const AXIS: Axis = Axis { left: 100.0, width: 1_000.0 };
    const TOTAL_NS: f64 = 10_000.0;
    const LOOK: Look = Look { start_ns: 2_000.0, end_ns: 4_000.0 };

    fn drag(x: f64, y: f64, is_measuring: bool, to: f64) -> Change {
        let at = Press { x, y, is_measuring, playhead_ns: None };
        let (drag, look) = press(LOOK, AXIS, TOTAL_NS, at);
        drag.to(look, AXIS, TOTAL_NS, to)
    }

    fn looked(start_ns: f64, end_ns: f64) -> Change {
        Change::Look(Look { start_ns, end_ns })
    }

    #[test]
    fn lanes_follow_the_pointer() {
        assert_eq!(drag(600.0, 200.0, false, 500.0), looked(2_200.0, 4_200.0));
        assert_eq!(drag(600.0, 200.0, false, 5_000.0), looked(0.0, 2_000.0));
    }

    #[test]
    fn the_playhead_is_taken_hold_of_where_it_stands_and_called_on_the_ruler() {
        // It stands at 600 px.
        let drag = |x: f64, y: f64, is_measuring| {
            let at = Press { x, y, is_measuring, playhead_ns: Some(3_000.0) };
            press(LOOK, AXIS, TOTAL_NS, at).0
        };
        assert_eq!(drag(604.0, 200.0, false), Drag::Playhead);
        assert_eq!(drag(900.0, 50.0, false), Drag::Playhead);
        assert_eq!(drag(604.0, 200.0, true), Drag::Measure { from_ns: 3_008.0 });
        assert_eq!(drag(900.0, 200.0, false), Drag::Pan { from: LOOK, x: 900.0 });
        assert_eq!(Drag::Playhead.to(LOOK, AXIS, TOTAL_NS, 50.0), Change::Playhead(1_900.0));
        assert_eq!(Drag::Playhead.to(LOOK, AXIS, TOTAL_NS, 9_999.0), Change::Playhead(TOTAL_NS));
    }

    #[test]
    fn with_shift_a_stretch_is_measured_in_either_direction() {
        assert_eq!(drag(600.0, 200.0, true, 850.0), Change::Measured(3_000.0, 3_500.0));
        assert_eq!(drag(600.0, 200.0, true, 350.0), Change::Measured(2_500.0, 3_000.0));
    }

    #[test]
    fn the_brush_moves_by_its_middle_and_changes_by_its_edges() {
        assert_eq!(drag(400.0, 10.0, false, 500.0), looked(3_000.0, 5_000.0));
        assert_eq!(drag(300.0, 10.0, false, 200.0), looked(1_000.0, 4_000.0));
        assert_eq!(drag(500.0, 10.0, false, 700.0), looked(2_000.0, 6_000.0));
        assert_eq!(drag(500.0, 10.0, false, 200.0), looked(1_000.0, 2_000.0), "across the other edge");
    }

    #[test]
    fn a_press_beside_the_brush_centres_it_there() {
        let at = Press { x: 900.0, y: 10.0, is_measuring: false, playhead_ns: None };
        let (_, look) = press(LOOK, AXIS, TOTAL_NS, at);
        assert_eq!(look, Look { start_ns: 7_000.0, end_ns: 9_000.0 });
    }

    #[test]
    fn where_all_is_shown_a_drag_in_the_overview_draws_a_brush() {
        let at = Press { x: 300.0, y: 10.0, is_measuring: false, playhead_ns: None };
        let (drag, look) = press(Look::all(TOTAL_NS), AXIS, TOTAL_NS, at);
        assert_eq!(drag.to(look, AXIS, TOTAL_NS, 500.0), looked(2_000.0, 4_000.0));
    }
}
