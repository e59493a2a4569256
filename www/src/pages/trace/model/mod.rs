//! The trace page's state and how it changes. Pure: no view, no browser, no worker.

mod action;
mod change;
mod parts;
#[cfg(test)]
mod tests;

use interleave_viewer::{Card, Details, SLOTS, SliceRef, Stretch, Summary, View, place};

use super::drag::Drag;
use super::look::{Axis, Look};
pub use action::Action;
pub use parts::{Alignment, Import, Reach, Recent, Same, Size, Slot, Status, Table};

/// The whole state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub status: Status,
    /// Which viewer it is; each has a canvas of its own.
    pub generation: u32,
    pub slots: [Slot; SLOTS],
    pub look: Look,
    pub size: Size,
    /// Height of all lanes.
    pub content_px: f64,
    pub scroll_px: f64,
    pub drag: Option<Drag>,
    /// What is under the pointer.
    pub card: Option<Same<Card>>,
    /// Where the pointer is, from the left of the canvas.
    pub pointer_px: Option<f64>,
    pub selected: Option<Same<Details>>,
    /// In each trace, the slice that was selected last.
    pub anchors: [Option<(SliceRef, f64)>; SLOTS],
    pub alignment: Alignment,
    pub measured_ns: Option<(f64, f64)>,
    /// Where the playhead stands, where there is one.
    pub playhead_ns: Option<f64>,
    pub stretch: Option<Same<Stretch>>,
    pub search: String,
    pub table: Table,
    /// Whether it is said how to zoom.
    pub is_hinting: bool,
    pub recent: Same<Vec<Recent>>,
    /// What the reader should know about the last thing done.
    pub notice: Option<String>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            status: Status::Starting,
            generation: 0,
            slots: Default::default(),
            look: Look::all(0.0),
            size: Size::default(),
            content_px: 0.0,
            scroll_px: 0.0,
            drag: None,
            card: None,
            pointer_px: None,
            selected: None,
            anchors: [None; SLOTS],
            alignment: Alignment::default(),
            measured_ns: None,
            playhead_ns: None,
            stretch: None,
            search: String::new(),
            table: Table::default(),
            is_hinting: false,
            recent: Same::new(Vec::new()),
            notice: None,
        }
    }
}

impl Page {
    /// Whether a trace is there.
    pub fn is_open(&self) -> bool {
        self.slots.iter().any(|slot| slot.summary.is_some())
    }

    /// The traces that are there, and where.
    pub fn open(&self) -> impl Iterator<Item = (u32, &Same<Summary>)> {
        (0u32..).zip(&self.slots).filter_map(|(slot, place)| Some((slot, place.summary.as_ref()?)))
    }

    /// Whether a slice was selected in each of several traces.
    pub fn can_align(&self) -> bool {
        self.open().count() > 1 && self.open().all(|(slot, _)| self.anchors[slot as usize].is_some())
    }

    /// The process of a slice's lane, where its lanes are folded away.
    pub fn folded_process(&self, slice: SliceRef) -> Option<u32> {
        let slot = self.slots.get(slice.slot as usize)?;
        let lane = slot.summary.as_ref()?.lanes.get(slice.lane as usize)?;
        Some(lane.process_index).filter(|process| slot.arrangement.folded.contains(process))
    }

    /// The end of the common axis, in nanoseconds.
    pub fn total_ns(&self) -> f64 {
        let end = |slot: &Slot| slot.summary.as_ref().map(|summary| summary.wall_ns + slot.arrangement.shift_ns);
        self.slots.iter().filter_map(end).fold(0.0, f64::max)
    }

    /// Where the time axis lies on the canvas.
    pub fn axis(&self) -> Axis {
        Axis::of(self.size.width)
    }

    /// How high the canvas is.
    pub fn height_px(&self) -> f64 {
        (place::LANES + self.content_px.max(96.0)).min(self.size.most_height.max(240.0)).round()
    }

    /// What lies at a place of the axis that belongs to a slice of that slot.
    fn shift_ns(&self, slot: u32) -> f64 {
        self.slots.get(slot as usize).map_or(0.0, |slot| slot.arrangement.shift_ns)
    }

    /// The stretch of the axis that the selected slice takes up.
    pub fn selected_ns(&self) -> Option<(f64, f64)> {
        let details = self.selected.as_ref()?;
        let start_ns = details.start_ns + self.shift_ns(details.slice.slot);
        Some((start_ns, start_ns + details.duration_ns))
    }

    /// What the viewer is to paint; none while there is nothing to paint or nowhere to.
    pub fn view(&self) -> Option<View> {
        let is_visible = self.is_open() && self.size.width > 0.0;
        is_visible.then(|| View {
            number: 0,
            start_ns: self.look.start_ns,
            end_ns: self.look.end_ns,
            scroll_px: self.scroll_px,
            width_px: self.size.width,
            height_px: self.height_px(),
            ratio: self.size.ratio,
            slots: self.slots.each_ref().map(|slot| slot.arrangement.clone()),
            selected: self.selected.as_ref().map(|details| details.slice),
            hovered: None,
            measured_ns: self.measured_ns,
            playhead_ns: self.playhead_ns,
            search: self.search.clone(),
        })
    }
}
