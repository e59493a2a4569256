//! How the page's state changes.

use std::rc::Rc;

use interleave_viewer::{Arrangement, Details, SLOTS, Summary};
use yew::Reducible;

use super::super::arrange;
use super::super::drag::{Change, Press, press};
use super::super::look::Look;
use super::{Action, Alignment, Import, Page, Reach, Same, Slot, Status, Table};

impl Page {
    fn look_at(&mut self, look: Look) {
        self.look = look.clamped(self.total_ns());
        // What is under the pointer is another slice now.
        self.card = None;
    }

    fn slot(&mut self, slot: u32) -> Option<&mut Slot> {
        self.slots.get_mut(slot as usize)
    }

    fn opened(&mut self, slot: u32, summary: Same<Summary>) {
        // Beside others that are looked at closely it comes into view as it is.
        let is_beside = self.open().any(|(other, _)| other != slot)
            && self.slots.get(slot as usize).is_some_and(|slot| slot.summary.is_none());
        let look = self.look;
        let is_close = is_beside && look != Look::all(self.total_ns());
        let Some(place) = self.slot(slot) else { return };
        // The same file, opened again, stays as the reader arranged it.
        let is_same = place.summary.as_ref().is_some_and(|before| {
            (&before.name, before.file_bytes, before.lanes.len())
                == (&summary.name, summary.file_bytes, summary.lanes.len())
        });
        let arrangement = if is_same { std::mem::take(&mut place.arrangement) } else { Arrangement::default() };
        *place = Slot { summary: Some(summary), arrangement, ..Slot::default() };
        self.forget(slot);
        self.align();
        self.look_at(if is_close { look } else { Look::all(self.total_ns()) });
    }

    fn grown(&mut self, slot: u32, summary: Same<Summary>) {
        let was_all = self.look == Look::all(self.total_ns());
        let Some(place) = self.slot(slot).filter(|place| place.summary.is_some()) else { return };
        place.summary = Some(summary);
        // Who looks at all of it goes on to; who looks closer is left there.
        if was_all {
            self.look = Look::all(self.total_ns());
        }
    }

    /// Lets go of everything that belongs to a trace that is no longer there.
    fn forget(&mut self, slot: u32) {
        if self.selected.as_ref().is_some_and(|details| details.slice.slot == slot) {
            self.selected = None;
        }
        if let Some(anchor) = self.anchors.get_mut(slot as usize) {
            *anchor = None;
        }
        (self.card, self.measured_ns, self.stretch) = (None, None, None);
        let asked_anew = self.table.asked_anew + 1;
        let table = Table { is_open: self.table.is_open, asked_anew, ..Table::default() };
        let is_there = |slot: u32| self.slots.get(slot as usize).is_some_and(|slot| slot.summary.is_some());
        let slot = (0..SLOTS as u32).find(|&slot| is_there(slot)).unwrap_or(0);
        self.table = Table { slot, ..table };
    }

    /// Moves the traces so that they are aligned as chosen: the one that has to is moved to the right.
    fn align(&mut self) {
        let is_at_slices = self.alignment == Alignment::Slices && self.can_align();
        let latest_ns = self.anchors.iter().flatten().map(|anchor| anchor.1).fold(0.0, f64::max);
        for (slot, anchor) in self.slots.iter_mut().zip(&self.anchors) {
            let shift_ns = anchor.filter(|_| is_at_slices).map(|anchor| latest_ns - anchor.1);
            slot.arrangement.shift_ns = shift_ns.unwrap_or(0.0);
        }
    }

    fn select(&mut self, details: Option<Same<Details>>, reach: Reach) {
        if let Some(details) = &details {
            let slot = details.slice.slot;
            if let Some(anchor) = self.anchors.get_mut(slot as usize) {
                *anchor = Some((details.slice, details.start_ns));
            }
            let start_ns = details.start_ns + self.shift_ns(slot);
            let (end_ns, total_ns) = (start_ns + details.duration_ns, self.total_ns());
            let look = match reach {
                Reach::Stay => self.look,
                Reach::Follow => self.look.with(start_ns, end_ns, total_ns),
                Reach::Jump => self.look.at(start_ns, end_ns, total_ns),
            };
            if look != self.look {
                self.look_at(look);
            }
        }
        self.selected = details;
    }

    /// Carries out what happened.
    pub(super) fn apply(&mut self, action: Action) {
        match action {
            Action::Viewer(status) => {
                if !matches!(status, Status::Ready { .. }) {
                    for slot in &mut self.slots {
                        slot.import = None;
                    }
                    self.drag = None;
                    self.card = None;
                }
                self.generation += u32::from(status == Status::Starting);
                self.status = status;
            }
            Action::Choosing => {
                self.notice = None;
                for slot in &mut self.slots {
                    slot.refused = None;
                }
            }
            Action::Importing { slot, name, total_bytes } => {
                if let Some(slot) = self.slot(slot) {
                    slot.import = Some(Import { name, total_bytes, ..Import::default() });
                    slot.refused = None;
                }
            }
            Action::Progress { slot, import } => {
                if let Some(kept) = self.slot(slot).and_then(|slot| slot.import.as_mut()) {
                    *kept = Import { name: std::mem::take(&mut kept.name), ..import };
                }
            }
            Action::Opened { slot, summary } => self.opened(slot, summary),
            Action::Measured { slot, summary } => {
                if let Some(place) = self.slot(slot).filter(|place| place.summary.is_some()) {
                    place.summary = Some(summary);
                }
            }
            Action::Grown { slot, summary } => self.grown(slot, summary),
            Action::Refused { slot, message } => {
                if let Some(slot) = self.slot(slot) {
                    let name = slot.import.take().map(|import| import.name);
                    slot.refused = Some((name.unwrap_or_default(), message));
                }
            }
            Action::Cancelled { slot } => {
                if let Some(slot) = self.slot(slot) {
                    slot.import = None;
                }
            }
            Action::Closed { slot } => {
                if let Some(place) = self.slot(slot) {
                    // What is being opened, or could not be, is another file.
                    let (import, refused) = (place.import.take(), place.refused.take());
                    *place = Slot { import, refused, ..Slot::default() };
                }
                self.forget(slot);
                self.align();
                self.look_at(Look::all(self.total_ns()));
            }
            Action::Painted { content_px } => self.content_px = content_px,
            Action::Sized(size) => self.size = size,
            Action::Scrolled(scroll_px) => {
                self.scroll_px = scroll_px;
                self.card = None;
            }
            Action::Zoom { x, factor } => {
                let at_ns = self.look.time_from_x(x.max(self.axis().left), self.axis());
                self.look_at(self.look.zoomed(at_ns, factor, self.total_ns()));
            }
            Action::ZoomMiddle(factor) => {
                // Where the selection can be seen, it is what the reader looks at.
                let (start_ns, end_ns) = (self.look.start_ns, self.look.end_ns);
                let chosen = self.selected_ns().map(|(start_ns, end_ns)| (start_ns + end_ns) / 2.0);
                let chosen = chosen.filter(|at_ns| (start_ns..=end_ns).contains(at_ns));
                let at_ns = chosen.unwrap_or((start_ns + end_ns) / 2.0);
                self.look_at(self.look.zoomed(at_ns, factor, self.total_ns()));
            }
            Action::Move(share) => self.look_at(self.look.moved(self.look.length_ns() * share, self.total_ns())),
            Action::FitAll => self.look_at(Look::all(self.total_ns())),
            Action::Fit { start_ns, end_ns } => self.look_at(Look::around(start_ns, end_ns, self.total_ns())),
            Action::Look(look) => self.look_at(look),
            Action::Press { x, y, is_measuring } => {
                let at = Press { x, y, is_measuring, playhead_ns: self.playhead_ns };
                let (drag, look) = press(self.look, self.axis(), self.total_ns(), at);
                self.drag = Some(drag);
                if look != self.look {
                    self.look_at(look);
                }
                if is_measuring {
                    (self.measured_ns, self.stretch) = (None, None);
                }
            }
            Action::Drag { x } => {
                let change = self.drag.map(|drag| drag.to(self.look, self.axis(), self.total_ns(), x));
                match change {
                    Some(Change::Look(look)) => self.look_at(look),
                    Some(Change::Measured(start_ns, end_ns)) => self.measured_ns = Some((start_ns, end_ns)),
                    Some(Change::Playhead(time_ns)) => self.playhead_ns = Some(time_ns),
                    None => {}
                }
            }
            Action::Release => self.drag = None,
            Action::Pointer(x) => {
                self.pointer_px = x;
                if x.is_none() {
                    self.card = None;
                }
            }
            Action::Hover(card) => self.card = card.filter(|_| self.drag.is_none()),
            Action::Select { details, reach } => self.select(details, reach),
            Action::Measure(measured_ns) => {
                self.measured_ns = measured_ns;
                if measured_ns.is_none() {
                    self.stretch = None;
                }
            }
            Action::Stretch(stretch) => self.stretch = Some(stretch).filter(|_| self.measured_ns.is_some()),
            Action::Search(search) => {
                self.search = search;
                (self.table.first, self.table.total) = (0, None);
            }
            Action::Align(alignment) => {
                self.alignment = alignment;
                self.align();
                self.look_at(Look::all(self.total_ns()));
            }
            Action::Lane { slot, lane, change } => {
                if let Some(slot) = self.slot(slot) {
                    let lanes = slot.summary.as_ref().map_or(0, |summary| summary.lanes.len()) as u32;
                    slot.arrangement = arrange::changed(&slot.arrangement, lanes, lane, change);
                }
            }
            Action::Process { slot, process } => {
                if let Some(slot) = self.slot(slot) {
                    slot.arrangement.folded = arrange::toggled(&slot.arrangement.folded, process);
                }
                self.card = None;
            }
            Action::Playhead(playhead_ns) => self.playhead_ns = playhead_ns,
            Action::Table(table) => self.table = table,
            Action::Rows { slot, first, total, rows } => {
                if slot == self.table.slot {
                    self.table.total = Some(total);
                    // A question for the number alone is answered without rows.
                    if first == self.table.first && self.table.is_open {
                        self.table.rows = Some(rows);
                    }
                }
            }
            Action::Hint(is_hinting) => self.is_hinting = is_hinting,
            Action::Recent(recent) => self.recent = recent,
            Action::Notice(notice) => self.notice = notice,
        }
    }
}

impl Reducible for Page {
    type Action = Action;

    fn reduce(mut self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::make_mut(&mut self).apply(action);
        self
    }
}
