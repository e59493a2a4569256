//! Which slice lies under the pointer, and which one is next. Pure.

use interleave::trace::Trace;

/// A slice of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the lane.
    pub lane: u32,
    /// Index of the slice in the lane.
    pub slice: u32,
}

/// A step of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The slice before, in the same lane.
    Before,
    /// The slice after, in the same lane.
    After,
    /// The lane above, at the same time.
    Up,
    /// The lane below, at the same time.
    Down,
    /// The lane's first slice.
    First,
    /// The lane's last slice.
    Last,
}

/// The slice of `lane` at `time_ns` on the trace's own clock, or one that is at most `reach_ns` away.
pub fn slice_at(trace: &Trace, lane: usize, time_ns: u64, reach_ns: u64) -> Option<Hit> {
    let slices = &trace.lanes.get(lane)?.slices;
    let after = slices.first_ending_after(time_ns);
    let distance = |index: usize| {
        let slice = slices.get(index)?;
        Some((slice.start_ns.saturating_sub(time_ns).max(time_ns.saturating_sub(slice.end_ns())), index))
    };
    let nearest = [distance(after), after.checked_sub(1).and_then(distance)].into_iter().flatten().min()?;
    (nearest.0 <= reach_ns).then_some(Hit { lane: lane as u32, slice: nearest.1 as u32 })
}

/// The lane at height `y`, given each lane's top and height.
pub fn lane_at(rows: &[(f64, f64)], y: f64) -> Option<usize> {
    rows.iter().position(|(top, height)| (*top - 2.0..=top + height + 2.0).contains(&y))
}

/// Where a step leads from `from`; to the first slice there is where nothing is selected. Stays where there is no
/// further slice.
pub fn step(trace: &Trace, from: Option<Hit>, step: Step) -> Option<Hit> {
    let Some(from) = from else {
        let lane = trace.lanes.iter().position(|lane| !lane.slices.is_empty())?;
        return Some(Hit { lane: lane as u32, slice: 0 });
    };
    let slices = &trace.lanes.get(from.lane as usize)?.slices;
    let last = (slices.len() as u32).checked_sub(1)?;
    let along = |slice| Some(Hit { slice, ..from });
    match step {
        Step::Before => along(from.slice.saturating_sub(1)),
        Step::After => along((from.slice + 1).min(last)),
        Step::First => along(0),
        Step::Last => along(last),
        Step::Up | Step::Down => {
            let here = slices.get(from.slice as usize)?;
            let middle_ns = here.start_ns + here.duration_ns / 2;
            let lanes = trace.lanes.len();
            let mut others: Box<dyn Iterator<Item = usize>> = match step {
                Step::Up => Box::new((0..from.lane as usize).rev()),
                _ => Box::new(from.lane as usize + 1..lanes),
            };
            others.find_map(|lane| slice_at(trace, lane, middle_ns, u64::MAX)).or(Some(from))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{Event, NO_TASK, Recording, State};

    /// Lane 0: 10..20 and 30..50; lane 1 is empty; lane 2: 12..14.
    fn trace() -> Trace {
        let mut recording = Recording::new([""]);
        for _ in 0..3 {
            recording.add_worker("w", 0);
        }
        for (lane, start_ns, end_ns) in [(0, 10, 20), (0, 30, 50), (2, 12, 14)] {
            let switch = |time_ns, state, task| Event::Switch { time_ns, state, task, name: 0 };
            recording.record(lane, switch(start_ns, State::Running, 0));
            recording.record(lane, switch(end_ns, State::Idle, NO_TASK));
        }
        recording.into_trace()
    }

    #[test]
    fn the_pointer_finds_the_slice_below_it_or_one_within_reach() {
        let trace = trace();
        for (lane, time_ns, reach_ns, slice) in [
            (0, 10, 0, Some(0)),
            (0, 19, 0, Some(0)),
            (0, 25, 0, None),
            (0, 23, 3, Some(0)),
            (0, 28, 3, Some(1)),
            (0, 60, 5, None),
            (1, 10, 99, None),
            (9, 10, 99, None),
        ] {
            assert_eq!(slice_at(&trace, lane, time_ns, reach_ns).map(|hit| hit.slice), slice, "{lane} at {time_ns}");
        }
        assert_eq!(lane_at(&[(10.0, 20.0), (34.0, 20.0)], 40.0), Some(1));
        assert_eq!(lane_at(&[(10.0, 20.0)], 50.0), None);
    }

    #[test]
    fn the_keyboard_walks_along_lanes_and_between_them() {
        let trace = trace();
        let hit = |lane, slice| Some(Hit { lane, slice });
        for (from, way, to) in [
            (None, Step::After, hit(0, 0)),
            (hit(0, 0), Step::After, hit(0, 1)),
            (hit(0, 1), Step::After, hit(0, 1)),
            (hit(0, 1), Step::Before, hit(0, 0)),
            (hit(0, 0), Step::Before, hit(0, 0)),
            (hit(0, 1), Step::Down, hit(2, 0)),
            (hit(2, 0), Step::Up, hit(0, 0)),
            (hit(2, 0), Step::Down, hit(2, 0)),
            (hit(0, 0), Step::Last, hit(0, 1)),
        ] {
            assert_eq!(step(&trace, from, way), to, "{from:?} {way:?}");
        }
        assert_eq!(step(&Trace::default(), None, Step::After), None);
    }
}
