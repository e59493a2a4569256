//! Steps from slice to slice: along a row, into and out of what nests, from lane to lane, from match to match.

use interleave::trace::{LaneKind, Slice};
use interleave_viewer::{Ask, Origin, SLOTS, SliceRef, Step};
use wasm_bindgen::prelude::*;

use crate::opened::Opened;
use crate::viewer::{Viewer, with};

/// The slice that an [`Ask::Tell`] names or an [`Ask::Walk`] leads to: where there is no further one, the one it began
/// at, and nothing where there is none at all.
///
/// # Errors
/// Where the words are neither.
#[wasm_bindgen]
pub fn destination(words: JsValue) -> Result<JsValue, JsError> {
    let slice = with(|viewer| {
        viewer.told = match serde_wasm_bindgen::from_value(words)? {
            Ask::Tell { slice, .. } => Some(slice),
            Ask::Walk { step, from: Origin::Selected(slice), .. } => viewer.walk(step, slice),
            Ask::Walk { step, from: Origin::Told, .. } => viewer.walk(step, viewer.told),
            _ => None,
        };
        Ok::<_, JsError>(viewer.told)
    })?;
    Ok(serde_wasm_bindgen::to_value(&slice)?)
}

impl Viewer {
    /// Where a step leads.
    pub fn walk(&mut self, step: Step, from: Option<SliceRef>) -> Option<SliceRef> {
        if let Step::NextMatch | Step::PreviousMatch = step {
            return self.next_match(matches!(step, Step::NextMatch), from).or(from);
        }
        let from = from.and_then(|slice| Some((slice, self.opened(slice.slot)?.slice(slice)?)));
        let Some((slice, found)) = from else { return self.first_in_view() };
        let opened = self.opened(slice.slot)?;
        let to = match step {
            Step::Before => slice.index.checked_sub(1).map(|index| SliceRef { index, ..slice }),
            Step::After => {
                let count = opened.row(slice.lane, slice.row)?.len() as u32;
                (slice.index + 1 < count).then_some(SliceRef { index: slice.index + 1, ..slice })
            }
            Step::Up if slice.row > 0 => nearest(opened, SliceRef { row: slice.row - 1, ..slice }, &found),
            Step::Up => self.beside(slice, &found, true),
            Step::Down => inside(opened, slice, &found).or_else(|| self.beside(slice, &found, false)),
            Step::NextMatch | Step::PreviousMatch => None,
        };
        Some(to.unwrap_or(slice))
    }

    /// The first slice of the uppermost lane that has one in the view, or else of any.
    fn first_in_view(&self) -> Option<SliceRef> {
        let first = |from_view: bool| {
            self.arranged.shown().find_map(|(slot, lane)| {
                let slices = self.opened(slot)?.row(lane, 0)?;
                let own = |time_ns: f64| self.own_time(slot, time_ns).max(0.0) as u64;
                let index = if from_view { slices.first_ending_after(own(self.view.start_ns)) } else { 0 };
                let slice = slices.get(index)?;
                let is_in = !from_view || slice.start_ns < own(self.view.end_ns);
                is_in.then_some(SliceRef { slot, lane, row: 0, index: index as u32 })
            })
        };
        first(true).or_else(|| first(false))
    }

    /// The slice nearest in time in the next lane that has any.
    fn beside(&self, from: SliceRef, found: &Slice, is_up: bool) -> Option<SliceRef> {
        let lanes: Vec<(u32, u32)> = self.arranged.shown().collect();
        let here = lanes.iter().position(|&(slot, lane)| (slot, lane) == (from.slot, from.lane))?;
        let middle_ns = self.axis_time(from.slot, found.start_ns + found.duration_ns / 2);
        let at = |&(slot, lane): &(u32, u32)| {
            let opened = self.opened(slot)?;
            let time_ns = self.own_time(slot, middle_ns).max(0.0) as u64;
            // Upwards the lowest row that is shown comes first.
            let most = self.arranged.rows(slot, lane);
            let inner = opened.innermost(slot, lane, time_ns).filter(|inner| is_up && inner.row < most);
            let moment = Slice { start_ns: time_ns, duration_ns: 0, ..*found };
            inner.or_else(|| nearest(opened, SliceRef { slot, lane, row: 0, index: 0 }, &moment))
        };
        if is_up { lanes[..here].iter().rev().find_map(at) } else { lanes[here + 1..].iter().find_map(at) }
    }

    /// The next slice that the search finds, in order of time, then of lanes.
    fn next_match(&mut self, is_forward: bool, from: Option<SliceRef>) -> Option<SliceRef> {
        if !self.search.is_on() {
            return None;
        }
        let from = from.and_then(|slice| {
            let found = self.opened(slice.slot)?.slice(slice)?;
            Some((self.axis_time(slice.slot, found.start_ns), slice))
        });
        let here = from.map(|(time_ns, slice)| (time_ns, key(slice)));
        // One that begins with the view is a next one too.
        let here = here.unwrap_or((self.view.start_ns.next_down(), (0, 0, 0, 0)));
        let mut best: Option<(f64, SliceRef)> = None;
        for slot in 0..SLOTS as u32 {
            let Some(opened) = self.slots[slot as usize].as_ref() else { continue };
            let shift_ns = self.view.slots[slot as usize].shift_ns;
            for (lane, of_lane) in (0..).zip(&opened.trace.lanes) {
                for (row, slices) in (0..).zip(of_lane.rows()) {
                    let matches = self.search.row((slot, lane, row), slices);
                    let place = |index: u32| {
                        let time_ns = opened.since_start(slices.starts_ns()[index as usize]) + shift_ns;
                        (time_ns, SliceRef { slot, lane, row, index })
                    };
                    let order = |(time_ns, slice): (f64, SliceRef)| (time_ns, key(slice));
                    let after = matches.partition_point(|&index| order(place(index)) <= here);
                    let before = || matches.partition_point(|&index| order(place(index)) < here).checked_sub(1);
                    let next = if is_forward { Some(after) } else { before() };
                    let Some(&index) = next.and_then(|next| matches.get(next)) else { continue };
                    let found = place(index);
                    let is_nearer = best.is_none_or(|best| (order(found) < order(best)) == is_forward);
                    if is_nearer {
                        best = Some(found);
                    }
                }
            }
        }
        best.map(|(_, slice)| slice)
    }
}

fn key(slice: SliceRef) -> (u32, u32, u32, u32) {
    (slice.slot, slice.lane, slice.row, slice.index)
}

/// The slice of a row that is nearest to the middle of another.
fn nearest(opened: &Opened, row: SliceRef, to: &Slice) -> Option<SliceRef> {
    let slices = opened.row(row.lane, row.row)?;
    let time_ns = to.start_ns + to.duration_ns / 2;
    let after = slices.first_ending_after(time_ns);
    let distance = |index: usize| {
        let slice = slices.get(index)?;
        Some((slice.start_ns.saturating_sub(time_ns).max(time_ns.saturating_sub(slice.end_ns())), index))
    };
    let (_, index) = [distance(after), after.checked_sub(1).and_then(distance)].into_iter().flatten().min()?;
    Some(SliceRef { index: index as u32, ..row })
}

/// The first slice in the row below that lies in this one; where rows do not nest, the one nearest to it.
fn inside(opened: &Opened, slice: SliceRef, found: &Slice) -> Option<SliceRef> {
    let row = SliceRef { row: slice.row + 1, ..slice };
    let slices = opened.row(row.lane, row.row)?;
    if let Some(LaneKind::Async | LaneKind::Waits) = opened.trace.lanes.get(slice.lane as usize).map(|lane| lane.kind) {
        return nearest(opened, row, found);
    }
    let index = slices.starts_ns().partition_point(|&start_ns| start_ns < found.start_ns);
    let is_in = slices.get(index).is_some_and(|inner| inner.end_ns() <= found.end_ns());
    is_in.then_some(SliceRef { index: index as u32, ..row })
}
