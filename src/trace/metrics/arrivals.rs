//! Flows by the lane they reach, in order of arrival.

use crate::trace::{Flow, Trace};

/// The numbers of all flows, by lane and then by arrival.
pub(super) struct Arrivals<'a> {
    flows: &'a [Flow],
    order: Vec<u32>,
    /// Where in `order` each lane begins, and at last its end.
    first: Vec<u32>,
}

impl<'a> Arrivals<'a> {
    /// Of all flows that come from another lane and arrive no sooner than they left. O(f log f) for f flows.
    pub fn of(trace: &'a Trace) -> Self {
        let lanes = trace.lanes.len() as u32;
        let is_sound = |flow: &Flow| {
            flow.from_lane != flow.to_lane && flow.from_lane.max(flow.to_lane) < lanes && flow.from_ns <= flow.to_ns
        };
        let mut order: Vec<u32> = (0..).zip(&trace.flows).filter(|(_, flow)| is_sound(flow)).map(|(n, _)| n).collect();
        order.sort_unstable_by_key(|&number| {
            let flow = &trace.flows[number as usize];
            (flow.to_lane, flow.to_ns, flow.from_ns, number)
        });
        let lane_of = |&number: &u32| trace.flows[number as usize].to_lane;
        let first = (0..=lanes).map(|lane| order.partition_point(|number| lane_of(number) < lane) as u32).collect();
        Self { flows: &trace.flows, order, first }
    }

    /// The flows that reach `lane` after `after_ns` and until `until_ns`, the last arrival first and of those the one
    /// that left last, each with its number.
    pub fn backwards(&self, lane: u32, after_ns: Option<u64>, until_ns: u64) -> impl Iterator<Item = (u32, &'a Flow)> {
        let bounds = self.first[lane as usize] as usize..self.first[lane as usize + 1] as usize;
        let order = &self.order[bounds];
        let arrived = order.partition_point(|&number| self.flows[number as usize].to_ns <= until_ns);
        let flows = order[..arrived].iter().rev().map(|&number| (number, &self.flows[number as usize]));
        flows.take_while(move |(_, flow)| after_ns.is_none_or(|after_ns| flow.to_ns > after_ns))
    }
}
