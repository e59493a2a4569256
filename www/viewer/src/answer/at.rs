//! What lies under the pointer: found by halving in what the arrangement says is there.

use interleave_viewer::{Card, Reply, SliceRef, place};

use crate::arrange::Content;
use crate::viewer::Viewer;

/// How far beside a slice the pointer may be, in CSS pixels.
const REACH: f64 = 3.0;
/// From which width on a slice is drawn as itself, and told as itself.
const LEAST_WIDTH: f64 = 3.0;

impl Viewer {
    /// Answers what lies at a place of the latest view.
    pub fn at(&self, number: u32, x: f64, y: f64) -> Reply {
        let time_ns = self.scale().time_from_x(x);
        let is_on_lanes = y >= place::LANES;
        let strip = is_on_lanes.then(|| self.arranged.at(y - place::LANES + self.view.scroll_px)).flatten();
        let (mut card, mut lane) = (None, None);
        if let Some((strip, Content::Row { lane: index, row })) = strip.map(|strip| (strip, strip.content)) {
            lane = Some((strip.slot, index));
            if x >= self.scale().left {
                card = self.card(strip.slot, index, row, time_ns).map(Box::new);
            }
        }
        Reply::At { number, card, lane, time_ns }
    }

    fn card(&self, slot: u32, lane: u32, row: u32, time_ns: f64) -> Option<Card> {
        let opened = self.opened(slot)?;
        let source = opened.source(lane, row)?;
        let px_ns = self.scale().ns_per_px();
        let own_ns = self.own_time(slot, time_ns);
        let within = |reach_ns: f64| {
            let edge = |time_ns: f64| time_ns.max(0.0) as u64;
            source.lod.query(source.slices, edge(own_ns - reach_ns), edge(own_ns + reach_ns) + 1)
        };
        let mut extent = within(px_ns / 2.0);
        if extent.count == 0 {
            extent = within(px_ns * REACH);
        }
        let index = extent.dominant?;
        let slice = source.slices.get(index as usize)?;
        let is_itself = slice.duration_ns as f64 >= LEAST_WIDTH * px_ns;
        let place = SliceRef { slot, lane, row, index };
        Some(Card {
            slice: place,
            count: if is_itself { 1 } else { extent.count },
            title: title(opened.trace.strings.get(slice.name), slice.state.name()),
            lane: opened.lane_name(lane),
            start_ns: opened.since_start(slice.start_ns),
            duration_ns: slice.duration_ns as f64,
            outline_px: self.outline(place)?,
        })
    }
}

/// A slice's name and state, the state left out where it is the usual one.
fn title(name: &str, state: &str) -> String {
    match (name, state) {
        ("", state) => state.to_owned(),
        (name, "running") => name.to_owned(),
        (name, state) => format!("{name} ({state})"),
    }
}
