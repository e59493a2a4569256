//! What lies under the pointer: found by halving in what the arrangement says is there.

use interleave_viewer::{Card, Reply, SliceRef, place};

use crate::arrange::{Content, Strip};
use crate::facts::scope_name;
use crate::viewer::Viewer;

/// How far beside a slice the pointer may be, in CSS pixels.
const REACH: f64 = 3.0;
/// How far beside a mark the pointer may be.
const REACH_OF_MARK: f64 = 6.0;
/// From which width on a slice is drawn as itself, and told as itself.
const LEAST_WIDTH: f64 = 3.0;

impl Viewer {
    /// Answers what lies at a place of the latest view.
    pub fn at(&self, number: u32, x: f64, y: f64) -> Reply {
        let time_ns = self.scale().time_from_x(x);
        let is_on_lanes = y >= place::LANES;
        let strip = is_on_lanes.then(|| self.arranged.at(y - place::LANES + self.view.scroll_px)).flatten();
        let (mut card, mut lane, mut process) = (None, None, None);
        let is_on_axis = x >= self.scale().left;
        match strip.map(|strip| (strip, strip.content)) {
            Some((strip, Content::Row { lane: index, row })) => {
                lane = Some((strip.slot, index));
                if is_on_axis {
                    card = self.card(strip.slot, index, row, time_ns).map(Box::new);
                }
            }
            Some((strip, Content::Instants(index))) => {
                lane = Some((strip.slot, index));
                if is_on_axis {
                    card = self.moment(strip, index, time_ns).map(Box::new);
                }
            }
            Some((strip, Content::InProgress | Content::AtOnce)) if is_on_axis => {
                card = self.levels(strip, time_ns).map(Box::new);
            }
            Some((strip, Content::Process(index) | Content::Band(index))) => process = Some((strip.slot, index)),
            _ => {}
        }
        Reply::At { number, card, lane, process, time_ns }
    }

    /// What both curves say of a moment.
    fn levels(&self, strip: &Strip, time_ns: f64) -> Option<Card> {
        let (opened, scale) = (self.opened(strip.slot)?, self.scale());
        let own_ns = self.own_time(strip.slot, time_ns);
        let px_ns = scale.ns_per_px();
        let samples = opened.curves.over(&opened.trace, own_ns - px_ns / 2.0, px_ns, 1);
        let level = |values: &[f32]| values.first().map(|value| format!("{value:.1}"));
        let top = place::LANES + strip.top - self.view.scroll_px;
        Some(Card {
            slice: None,
            slot: strip.slot,
            count: 1,
            title: level(&samples.at_once)?,
            state: "levels".to_owned(),
            lane: level(&samples.in_progress)?,
            start_ns: time_ns - self.shift_ns(strip.slot),
            duration_ns: 0.0,
            outline_px: [scale.x_from_time(time_ns) - 1.0, top, 2.0, strip.height],
        })
    }

    /// The moment nearest to a place of a lane's marks.
    fn moment(&self, strip: &Strip, lane: u32, time_ns: f64) -> Option<Card> {
        let (opened, scale) = (self.opened(strip.slot)?, self.scale());
        let of_lane = opened.instants.get(lane as usize)?;
        let time_of = |index: &u32| opened.trace.instants[*index as usize].time_ns;
        let own_ns = self.own_time(strip.slot, time_ns);
        let reach_ns = scale.ns_per_px() * REACH_OF_MARK;
        let first = of_lane.partition_point(|index| (time_of(index) as f64) < own_ns - reach_ns);
        let count = of_lane[first..].partition_point(|index| (time_of(index) as f64) <= own_ns + reach_ns);
        let distance = |index: &u32| (time_of(index) as f64 - own_ns).abs();
        let nearest =
            of_lane[first..first + count].iter().min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
        let instant = opened.trace.instants[*nearest as usize];
        let x = scale.x_from_time(self.axis_time(strip.slot, instant.time_ns));
        let top = place::LANES + strip.top - self.view.scroll_px;
        Some(Card {
            slice: None,
            slot: strip.slot,
            count: count as u32,
            title: opened.trace.strings.get(instant.name).to_owned(),
            state: scope_name(instant.scope).to_owned(),
            lane: opened.lane_name(lane),
            start_ns: opened.since_start(instant.time_ns),
            duration_ns: 0.0,
            outline_px: [x - REACH_OF_MARK / 2.0, top, REACH_OF_MARK, strip.height],
        })
    }

    fn card(&self, slot: u32, lane: u32, row: u32, time_ns: f64) -> Option<Card> {
        let opened = self.opened(slot)?;
        // A lane that is folded shows what is innermost.
        let is_folded = self.arranged.is_collapsed(slot, lane, &opened.trace);
        let inner =
            is_folded.then(|| opened.innermost(slot, lane, self.own_time(slot, time_ns).max(0.0) as u64)).flatten();
        let row = inner.map_or(row, |inner| inner.row);
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
            slice: Some(place),
            slot,
            count: if is_itself { 1 } else { extent.count },
            title: if opened.trace.strings.get(slice.name).is_empty() { String::new() } else { opened.said_of(&slice) },
            state: slice.state.name().to_owned(),
            lane: opened.lane_name(lane),
            start_ns: opened.since_start(slice.start_ns),
            duration_ns: slice.duration_ns as f64,
            outline_px: self.outline(place)?,
        })
    }
}
