//! All of a slice: its figures, its arguments from the file, its arrows, its lane.

use interleave::trace::Flow;
use interleave::trace::import::{arguments, stack};
use interleave_viewer::{Details, FlowFacts, LaneFacts, Reply, SliceRef};
use wasm_bindgen::prelude::*;

use crate::post::say;
use crate::viewer::{Viewer, with};

/// Arrows that are told of one slice, in each direction.
const MOST_FLOWS: usize = 50;

/// Where the event of a slice begins in the text of its file; none where it did not come from one.
///
/// # Errors
/// Where this is no slice.
#[wasm_bindgen(js_name = offsetOf)]
pub fn offset_of(slice: JsValue) -> Result<Option<u32>, JsError> {
    let slice: Option<SliceRef> = serde_wasm_bindgen::from_value(slice)?;
    let Some(slice) = slice else { return Ok(None) };
    Ok(with(|viewer| viewer.opened(slice.slot)?.row(slice.lane, slice.row)?.offset(slice.index as usize)))
}

/// Answers the question of that number with all of a slice; `text` is that of its event, and what follows it.
///
/// # Errors
/// Where this is no slice.
#[wasm_bindgen]
pub fn tell(number: u32, slice: JsValue, text: Option<Vec<u8>>) -> Result<(), JsError> {
    let slice: Option<SliceRef> = serde_wasm_bindgen::from_value(slice)?;
    let text = text.unwrap_or_default();
    let details = slice.and_then(|slice| with(|viewer| viewer.details(slice, &text)));
    say(&Reply::Details { number, details: details.map(Box::new) });
    Ok(())
}

impl Viewer {
    /// All of a slice; `text` is that of its event, and what follows it.
    pub fn details(&self, slice: SliceRef, text: &[u8]) -> Option<Details> {
        let opened = self.opened(slice.slot)?;
        let found = opened.slice(slice)?;
        let name = opened.said_of(&found);
        let of_lane = opened.summary.lanes.get(slice.lane as usize).cloned().unwrap_or_default();
        let of_name = opened.names.iter().find(|figures| figures.name == found.name);
        let mut of_name = of_name.map(|figures| opened.name_facts(figures)).unwrap_or_default();
        if let Some(longest) = &mut of_name.longest {
            longest.slot = slice.slot;
        }
        let inner_ns = match (opened.row(slice.lane, slice.row + 1), of_lane.kind.as_str()) {
            (Some(_), "worker" | "main") => {
                let source = opened.source(slice.lane, slice.row + 1)?;
                source.lod.query(source.slices, found.start_ns, found.end_ns()).covered_ns
            }
            _ => 0,
        };
        let touches =
            |lane: u32, time_ns: u64| lane == slice.lane && opened.innermost(slice.slot, lane, time_ns) == Some(slice);
        let out = opened.leaving(found.start_ns, found.end_ns()).iter();
        let out = out.filter(|flow| touches(flow.from_lane, flow.from_ns)).take(MOST_FLOWS);
        let into = opened.arriving(found.start_ns, found.end_ns());
        let into = into.filter(|flow| touches(flow.to_lane, flow.to_ns)).take(MOST_FLOWS);
        let (flows_in, flows_out): (Vec<_>, Vec<_>) = (
            into.map(|flow| self.flow_facts(slice.slot, flow, false)).collect(),
            out.map(|flow| self.flow_facts(slice.slot, flow, true)).collect(),
        );
        let lane = full_name(&of_lane);
        let start_ns = opened.since_start(found.start_ns);
        Some(Details {
            slice,
            name,
            state: found.state.name().to_owned(),
            task: (found.task != interleave::trace::NO_TASK).then_some(found.task),
            lane,
            start_ns,
            duration_ns: found.duration_ns as f64,
            self_ns: found.duration_ns.saturating_sub(inner_ns) as f64,
            arguments: arguments(text),
            stack: stack(text, &opened.frames, |name| opened.trace.strings.get(name)),
            flows_in,
            flows_out,
            of_name,
            of_lane,
            top_px: self.arranged.row(slice.slot, slice.lane, slice.row).map_or(0.0, |strip| strip.top),
        })
    }

    /// A flow, seen from the end that it leaves or from the other one.
    fn flow_facts(&self, slot: u32, flow: &Flow, is_leaving: bool) -> FlowFacts {
        let (lane, time_ns) = if is_leaving { (flow.to_lane, flow.to_ns) } else { (flow.from_lane, flow.from_ns) };
        let opened = self.opened(slot);
        let other = opened.and_then(|opened| opened.innermost(slot, lane, time_ns));
        let lane_name = opened.map(|opened| opened.lane_name(lane)).unwrap_or_default();
        let since_start = |time_ns: u64| opened.map_or(0.0, |opened| opened.since_start(time_ns));
        let slice_name = other.zip(opened).and_then(|(other, opened)| Some(opened.said_of(&opened.slice(other)?)));
        FlowFacts {
            name: opened.map_or("", |opened| opened.trace.strings.get(flow.name)).to_owned(),
            other,
            other_name: slice_name.unwrap_or_default().to_owned(),
            other_lane: lane_name,
            from_ns: since_start(flow.from_ns),
            to_ns: since_start(flow.to_ns),
        }
    }
}

fn full_name(lane: &LaneFacts) -> String {
    if lane.process.is_empty() { lane.name.clone() } else { format!("{}, {}", lane.process, lane.name) }
}
