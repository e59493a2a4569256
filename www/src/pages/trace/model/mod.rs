//! The trace page's state and how it changes. Pure: no view, no browser, no worker.

mod parts;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use interleave_viewer::{Arrangement, Card, Details, SLOTS, SliceRef, Stretch, Summary, TableRow, View, place};
use yew::Reducible;

use super::arrange::{self, Move};
use super::drag::{Change, Drag, press};
use super::look::{Axis, Look};
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
            stretch: None,
            search: String::new(),
            table: Table::default(),
            is_hinting: false,
            recent: Same::new(Vec::new()),
            notice: None,
        }
    }
}

/// What can happen to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The viewer came up, or went down.
    Viewer(Status),
    /// A file was chosen for a slot.
    Importing {
        slot: u32,
        name: String,
        total_bytes: f64,
    },
    Progress {
        slot: u32,
        import: Import,
    },
    Opened {
        slot: u32,
        summary: Same<Summary>,
    },
    /// What a trace adds up to is known now.
    Measured {
        slot: u32,
        summary: Same<Summary>,
    },
    Refused {
        slot: u32,
        message: String,
    },
    Cancelled {
        slot: u32,
    },
    Closed {
        slot: u32,
    },
    Painted {
        content_px: f64,
    },
    Sized(Size),
    Scrolled(f64),
    /// Zoom at a place of the canvas.
    Zoom {
        x: f64,
        factor: f64,
    },
    /// Zoom in the middle.
    ZoomMiddle(f64),
    /// Move by a share of what is seen.
    Move(f64),
    FitAll,
    /// Show a stretch with room around it.
    Fit {
        start_ns: f64,
        end_ns: f64,
    },
    /// Show exactly that stretch: a link says so.
    Look(Look),
    Press {
        x: f64,
        y: f64,
        is_measuring: bool,
    },
    Drag {
        x: f64,
    },
    Release,
    Pointer(Option<f64>),
    Hover(Option<Same<Card>>),
    /// A slice is selected, or none.
    Select {
        details: Option<Same<Details>>,
        reach: Reach,
    },
    Measure(Option<(f64, f64)>),
    Stretch(Same<Stretch>),
    Search(String),
    Align(Alignment),
    Lane {
        slot: u32,
        lane: u32,
        change: Move,
    },
    Table(Table),
    Rows {
        slot: u32,
        first: u32,
        total: f64,
        rows: Same<Vec<TableRow>>,
    },
    Hint(bool),
    Recent(Same<Vec<Recent>>),
    Notice(Option<String>),
}

impl Page {
    /// Whether a trace is there.
    pub fn is_open(&self) -> bool {
        self.slots.iter().any(|slot| slot.summary.is_some())
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
            slots: [0, 1].map(|slot: usize| self.slots[slot].arrangement.clone()),
            selected: self.selected.as_ref().map(|details| details.slice),
            hovered: None,
            measured_ns: self.measured_ns,
            playhead_ns: None,
            search: self.search.clone(),
        })
    }

    fn look_at(&mut self, look: Look) {
        self.look = look.clamped(self.total_ns());
        // What is under the pointer is another slice now.
        self.card = None;
    }

    fn slot(&mut self, slot: u32) -> Option<&mut Slot> {
        self.slots.get_mut(slot as usize)
    }

    fn opened(&mut self, slot: u32, summary: Same<Summary>) {
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
        self.look_at(Look::all(self.total_ns()));
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
        let table = Table { is_open: self.table.is_open, ..Table::default() };
        let is_there = |slot: u32| self.slots.get(slot as usize).is_some_and(|slot| slot.summary.is_some());
        self.table = Table { slot: if is_there(0) { 0 } else { 1 }, ..table };
    }

    /// Moves the traces so that they are aligned as chosen: the one that has to is moved to the right.
    fn align(&mut self) {
        let shifts_ns = match (self.alignment, self.anchors) {
            (Alignment::Slices, [Some((_, first_ns)), Some((_, second_ns))]) => {
                [(second_ns - first_ns).max(0.0), (first_ns - second_ns).max(0.0)]
            }
            _ => [0.0; SLOTS],
        };
        for (slot, shift_ns) in self.slots.iter_mut().zip(shifts_ns) {
            slot.arrangement.shift_ns = shift_ns;
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

    fn apply(&mut self, action: Action) {
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
                    *place = Slot::default();
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
                let (drag, look) = press(self.look, self.axis(), self.total_ns(), x, y, is_measuring);
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
