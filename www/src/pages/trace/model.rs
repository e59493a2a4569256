//! The trace page's state and how it changes. Pure: no view, no browser, no worker.

use std::ops::Deref;
use std::rc::Rc;

use interleave_viewer::{Arrangement, Card, Details, SLOTS, SliceRef, Stretch, Summary, TableRow, View, place};
use yew::Reducible;

use super::arrange::{self, Move};
use super::drag::{Change, Drag, press};
use super::look::{Axis, Look};

/// Something that came from the viewer, and is compared by where it is and not by what is in it.
#[derive(Debug)]
pub struct Same<T>(Rc<T>);

impl<T> Same<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How the viewer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Starting,
    /// It can be asked. Where memory cannot be shared, it has no threads.
    Ready {
        threads: u32,
    },
    /// It is dead: why.
    Failed(String),
}

/// An import under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    pub name: String,
    pub bytes: f64,
    pub total_bytes: f64,
    pub events: f64,
    pub stage: String,
    /// How long it has been going on.
    pub elapsed_ms: f64,
}

/// The place of one trace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    pub summary: Option<Same<Summary>>,
    pub import: Option<Import>,
    /// The name of a file that could not be opened, and why.
    pub refused: Option<(String, String)>,
    pub arrangement: Arrangement,
}

/// The sizes of what is on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Of the canvas.
    pub width: f64,
    /// How high the canvas may get.
    pub most_height: f64,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
}

/// How two traces lie on one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Both begin together.
    #[default]
    Starts,
    /// The slice chosen in each begins at the same place.
    Slices,
}

/// How far the view goes to show a slice that is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere: it was clicked where it is.
    Stay,
    /// Along the axis, to see it.
    Follow,
    /// Closer too, to see it as more than a line.
    Jump,
}

/// Which slices the table shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub is_open: bool,
    pub slot: u32,
    /// Only those of this lane.
    pub lane: Option<u32>,
    /// The number of the first row.
    pub first: u32,
    /// How many there are in all, once that is known.
    pub total: Option<f64>,
    pub rows: Option<Same<Vec<TableRow>>>,
}

/// A file that was open before and is kept by this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    pub id: f64,
    pub name: String,
    pub bytes: f64,
}

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
        *place = Slot { summary: Some(summary), ..Slot::default() };
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

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_viewer::{LaneFacts, NameFacts};

    fn summary(wall_ns: f64) -> Same<Summary> {
        Same::new(Summary { wall_ns, lanes: vec![LaneFacts::default(); 3], ..Summary::default() })
    }

    fn details(slot: u32, start_ns: f64, duration_ns: f64) -> Same<Details> {
        Same::new(Details {
            slice: SliceRef { slot, lane: 0, row: 0, index: 4 },
            name: "work".to_owned(),
            state: "running".to_owned(),
            task: None,
            lane: "Main".to_owned(),
            start_ns,
            duration_ns,
            self_ns: duration_ns,
            arguments: Vec::new(),
            flows_in: Vec::new(),
            flows_out: Vec::new(),
            of_name: NameFacts::default(),
            of_lane: LaneFacts::default(),
            top_px: 0.0,
            spoken: String::new(),
        })
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Page> {
        actions.into_iter().fold(Rc::new(Page::default()), |page, action| page.reduce(action))
    }

    fn opened() -> Rc<Page> {
        let size = Size { width: 1_168.0, most_height: 600.0, ratio: 1.0 };
        after([Action::Sized(size), Action::Opened { slot: 0, summary: summary(10_000.0) }])
    }

    fn importing(slot: u32) -> Action {
        Action::Importing { slot, name: "a.json".to_owned(), total_bytes: 86e6 }
    }

    #[test]
    fn a_trace_that_was_opened_is_seen_in_full() {
        assert_eq!(after([]).view(), None);
        let view = opened().view().unwrap();
        assert_eq!((view.start_ns, view.end_ns, view.width_px), (0.0, 10_000.0, 1_168.0));
    }

    #[test]
    fn a_refused_or_cancelled_file_leaves_what_was_there() {
        for over in [Action::Refused { slot: 0, message: "no JSON".to_owned() }, Action::Cancelled { slot: 0 }] {
            let page = opened().reduce(importing(0)).reduce(over.clone());
            assert!(page.is_open() && page.slots[0].import.is_none());
            let is_refused = matches!(over, Action::Refused { .. });
            assert_eq!(
                page.slots[0].refused.as_ref().map(|refused| refused.0.as_str()),
                is_refused.then_some("a.json")
            );
            let next = page.reduce(importing(0));
            assert_eq!(next.slots[0].refused, None, "the next file is another matter");
        }
    }

    #[test]
    fn progress_of_an_import_that_is_over_is_not_shown() {
        let progress = |bytes| Action::Progress { slot: 0, import: Import { bytes, ..Import::default() } };
        let page = opened().reduce(importing(0)).reduce(progress(5.0));
        let import = page.slots[0].import.as_ref().unwrap();
        assert_eq!((import.name.as_str(), import.bytes), ("a.json", 5.0));
        let page = page.reduce(Action::Cancelled { slot: 0 }).reduce(progress(6.0));
        assert_eq!(page.slots[0].import, None);
    }

    #[test]
    fn two_traces_are_aligned_at_their_starts_or_at_a_slice_of_each() {
        let page = opened().reduce(Action::Opened { slot: 1, summary: summary(4_000.0) });
        assert_eq!(page.total_ns(), 10_000.0);
        let select =
            |slot, start_ns| Action::Select { details: Some(details(slot, start_ns, 500.0)), reach: Reach::Stay };
        let page = page.reduce(select(0, 7_000.0)).reduce(select(1, 1_000.0)).reduce(Action::Align(Alignment::Slices));
        assert_eq!(page.slots.each_ref().map(|slot| slot.arrangement.shift_ns), [0.0, 6_000.0]);
        assert_eq!(page.selected_ns(), Some((7_000.0, 7_500.0)), "both slices begin at one place");
        let page = page.reduce(Action::Align(Alignment::Starts));
        assert_eq!(page.slots.each_ref().map(|slot| slot.arrangement.shift_ns), [0.0, 0.0]);
        let page = page.reduce(Action::Align(Alignment::Slices)).reduce(Action::Closed { slot: 0 });
        assert_eq!((page.total_ns(), page.anchors[0], page.table.slot), (4_000.0, None, 1));
    }

    #[test]
    fn a_jump_shows_the_slice_large_enough_to_be_seen() {
        let page = opened().reduce(Action::Select { details: Some(details(0, 5_000.0, 30.0)), reach: Reach::Jump });
        assert!(page.look.length_ns() <= 600.0, "{:?}", page.look);
        assert!(page.look.start_ns < 5_000.0 && page.look.end_ns > 5_030.0);
        let still = opened().reduce(Action::Select { details: Some(details(0, 5_000.0, 30.0)), reach: Reach::Stay });
        assert_eq!(still.look, Look::all(10_000.0), "what was clicked is in view");
    }

    #[test]
    fn the_wheel_zooms_at_the_pointer_and_buttons_at_the_selection() {
        // The axis has 1 000 px from 168 on.
        let page = opened().reduce(Action::Zoom { x: 168.0, factor: 2.0 });
        assert_eq!(page.look, Look { start_ns: 0.0, end_ns: 5_000.0 });
        let page = opened().reduce(Action::ZoomMiddle(2.0));
        assert_eq!(page.look, Look { start_ns: 2_500.0, end_ns: 7_500.0 });
        let page = opened().reduce(Action::Select { details: Some(details(0, 9_900.0, 100.0)), reach: Reach::Stay });
        let page = page.reduce(Action::ZoomMiddle(2.0));
        assert_eq!(page.look, Look { start_ns: 4_975.0, end_ns: 9_975.0 });
    }

    #[test]
    fn a_drag_with_shift_measures_and_escape_lets_go() {
        let page = opened().reduce(Action::Press { x: 268.0, y: 200.0, is_measuring: true });
        let page = page.reduce(Action::Drag { x: 368.0 }).reduce(Action::Release);
        assert_eq!((page.measured_ns, page.drag), (Some((1_000.0, 2_000.0)), None));
        let page = page.reduce(Action::Stretch(Same::new(Stretch::default())));
        assert!(page.stretch.is_some());
        let page = page.reduce(Action::Measure(None));
        assert_eq!((page.measured_ns, page.stretch.is_some()), (None, false));
        let late = page.reduce(Action::Stretch(Same::new(Stretch::default())));
        assert!(late.stretch.is_none(), "an answer that comes late is not shown");
    }

    #[test]
    fn a_search_starts_the_table_anew() {
        let rows = |first| Action::Rows { slot: 0, first, total: 900.0, rows: Same::new(Vec::new()) };
        let table = Table { is_open: true, first: 50, ..Table::default() };
        let page = opened().reduce(Action::Table(table)).reduce(rows(50));
        assert_eq!((page.table.total, page.table.rows.is_some()), (Some(900.0), true));
        let page = page.reduce(Action::Search("lock".to_owned()));
        assert_eq!((page.table.first, page.table.total), (0, None));
    }

    #[test]
    fn a_dead_viewer_imports_nothing_and_keeps_what_was_read() {
        let page = opened().reduce(importing(1)).reduce(Action::Viewer(Status::Failed("memory".to_owned())));
        assert!(page.is_open() && page.slots[1].import.is_none());
    }
}
