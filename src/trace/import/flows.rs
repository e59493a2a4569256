//! Arrows: the points that share an id, each joined with the next one.

use std::collections::HashMap;

use super::event::Reach;
use super::oddity::Oddity;
use super::records::{Detail, Key, Number, Point};
use super::warnings::Warnings;
use crate::trace::{Flow, Lane};

/// A point of a flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlowPoint {
    pub(super) time_ns: u64,
    pub(super) name: u32,
    /// Index of the lane it is in.
    pub(super) lane: u32,
    pub(super) process: Number,
    pub(super) offset: u32,
    /// Its id, where that is a number: our own export counts with it.
    pub(super) id: u64,
    pub(super) detail: Detail,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    from: FlowPoint,
    name: u32,
    /// Whether an arrow has left it.
    is_used: bool,
    /// Its place among all that have begun.
    number: usize,
}

/// The arrows between `points`.
pub(super) fn flows(mut points: Vec<FlowPoint>, lanes: &[Lane], warnings: &mut Warnings) -> Vec<Flow> {
    let rank = |point: &FlowPoint| match point.detail {
        Detail::Flow { point: Point::Start, .. } => 0,
        Detail::Flow { point: Point::Step, .. } => 1,
        _ => 2,
    };
    points.sort_by_key(|point| (point.time_ns, rank(point)));
    let mut open: HashMap<(bool, u32, u32, Option<Number>, Key), Open> = HashMap::new();
    // With the order of arrows that leave at one time.
    let mut flows: Vec<(Flow, (u64, u32))> = Vec::new();
    let dangling = |open: &Open, warnings: &mut Warnings| {
        if !open.is_used {
            warnings.count(open.from.offset.into(), Oddity::ArrowNotArrived);
        }
    };
    for (number, here) in points.into_iter().enumerate() {
        let Detail::Flow { point, category, key, is_around, is_bound } = here.detail else { continue };
        let process = (key.reach == Reach::Local).then_some(here.process);
        let name = if is_bound { 0 } else { here.name };
        let key = (is_bound, category, name, process, key);
        if point == Point::Start {
            let next = Open { from: here, name: here.name, is_used: false, number };
            if let Some(before) = open.insert(key, next) {
                dangling(&before, warnings);
            }
            continue;
        }
        let Some(before) = open.get_mut(&key) else {
            if point == Point::Step {
                open.insert(key, Open { from: here, name: here.name, is_used: false, number });
            } else {
                warnings.count(here.offset.into(), Oddity::ArrowNotLeft);
            }
            continue;
        };
        let to_ns = if is_around { here.time_ns } else { next_start_ns(lanes, here.lane, here.time_ns) };
        let flow = Flow {
            name: before.name,
            from_lane: before.from.lane,
            from_ns: before.from.time_ns,
            to_lane: here.lane,
            to_ns,
        };
        flows.push((flow, (before.from.id, before.from.offset)));
        if point == Point::End {
            open.remove(&key);
        } else {
            *before = Open { from: here, is_used: true, ..*before };
        }
    }
    let mut left: Vec<Open> = open.into_values().collect();
    left.sort_unstable_by_key(|open| open.number);
    left.iter().for_each(|open| dangling(open, warnings));
    flows.sort_by_key(|(flow, order)| (flow.from_ns, *order));
    flows.into_iter().map(|(flow, _)| flow).collect()
}

/// When the next slice of a lane begins, at `time_ns` or later; `time_ns` where none does.
fn next_start_ns(lanes: &[Lane], lane: u32, time_ns: u64) -> u64 {
    let Some(lane) = lanes.get(lane as usize) else { return time_ns };
    let starts = lane.rows().filter_map(|row| {
        let starts_ns = row.starts_ns();
        starts_ns.get(starts_ns.partition_point(|&start_ns| start_ns < time_ns)).copied()
    });
    starts.min().unwrap_or(time_ns)
}
