//! The part of a trace that is shown, as a trace: what a figure of it draws. Pure.

use interleave::trace::{Flow, Instant, Lane, Slice, Slices, Trace};

/// The rows of some lanes between two moments: `lanes` are their indices, in the order they are shown, and how many rows
/// of each. Slices that reach further are cut; of arrows those stay that lie within.
pub fn shown(trace: &Trace, (start_ns, end_ns): (u64, u64), lanes: &[(u32, u32)]) -> Trace {
    let mut places = vec![None; trace.lanes.len()];
    for (place, &(lane, _)) in (0u32..).zip(lanes) {
        if let Some(known) = places.get_mut(lane as usize) {
            *known = Some(place);
        }
    }
    let place_of = |lane: u32| places.get(lane as usize).copied().flatten();
    let is_in = |time_ns: u64| (start_ns..=end_ns).contains(&time_ns);
    let cut = |row: &Slices| {
        let first = row.first_ending_after(start_ns);
        let last = row.starts_ns().partition_point(|&time_ns| time_ns < end_ns).max(first);
        let mut part = Slices::default();
        for slice in (first..last).filter_map(|index| row.get(index)) {
            let from_ns = slice.start_ns.max(start_ns);
            part.push(Slice { start_ns: from_ns, duration_ns: slice.end_ns().min(end_ns) - from_ns, ..slice });
        }
        part
    };
    let lane = |&(lane, rows): &(u32, u32)| {
        let whole = trace.lanes.get(lane as usize)?;
        let nested = whole.nested.iter().take((rows as usize).saturating_sub(1)).map(cut).collect();
        Some(Lane { slices: cut(&whole.slices), nested, ..*whole })
    };
    let flow = |flow: &Flow| {
        let (from_lane, to_lane) = (place_of(flow.from_lane)?, place_of(flow.to_lane)?);
        (is_in(flow.from_ns) && is_in(flow.to_ns)).then_some(Flow { from_lane, to_lane, ..*flow })
    };
    let instant = |instant: &Instant| {
        let lane = place_of(instant.lane)?;
        is_in(instant.time_ns).then_some(Instant { lane, ..*instant })
    };
    Trace {
        strings: trace.strings.clone(),
        processes: trace.processes.clone(),
        lanes: lanes.iter().filter_map(lane).collect(),
        flows: trace.flows.iter().filter_map(flow).collect(),
        instants: trace.instants.iter().filter_map(instant).collect(),
        ..Trace::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{NO_TASK, State};

    #[test]
    fn what_is_shown_is_cut_to_its_stretch_and_lanes() {
        let row = |slices: &[(u64, u64)]| {
            let mut row = Slices::default();
            for &(start_ns, duration_ns) in slices {
                row.push(Slice { start_ns, duration_ns, name: 0, task: NO_TASK, state: State::Running });
            }
            row
        };
        let lane = |slices| Lane { slices, nested: vec![row(&[(12, 4)])], ..Lane::default() };
        let arrow = |from_lane, to_lane, to_ns| Flow { name: 0, from_lane, from_ns: 14, to_lane, to_ns };
        let trace = Trace {
            lanes: vec![lane(row(&[(0, 5), (10, 20), (40, 5)])), lane(row(&[])), lane(row(&[(15, 1)]))],
            flows: vec![arrow(0, 1, 15), arrow(0, 2, 15), arrow(0, 2, 90)],
            ..Trace::default()
        };
        let part = shown(&trace, (12, 20), &[(2, 1), (0, 2)]);
        assert_eq!(part.lanes.len(), 2);
        assert_eq!(part.lanes[0].slices, row(&[(15, 1)]));
        assert_eq!((&part.lanes[1].slices, &part.lanes[1].nested), (&row(&[(12, 8)]), &vec![row(&[(12, 4)])]));
        assert_eq!(part.flows, [Flow { from_lane: 1, to_lane: 0, ..trace.flows[1] }]);
    }
}
