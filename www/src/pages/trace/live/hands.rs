//! What the reader's hands do to the timeline, and what of it is told of.

use interleave_viewer::{Ask, Origin, SLOTS, SliceRef, Step, place};
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use super::super::arrange::Move;
use super::super::keys::Command;
use super::super::look::Look;
use super::super::model::{Action, Reach};
use super::{Clicked, Live};

/// How long the viewer may take to lay out lanes that were folded.
const UNFOLD_MS: i32 = 60;
/// By which share of what is seen a key moves the playhead.
const PLAYHEAD_STEP: f64 = 0.01;
/// How long it is said how to zoom.
const HINT_MS: i32 = 2_600;

fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

impl Live {
    /// Zooms at a place of the canvas.
    pub fn zoom(&self, x: f64, factor: f64) {
        self.0.was_hinted.set(true);
        self.dispatch(Action::Zoom { x, factor });
    }

    /// Says how to zoom, to a reader who has not zoomed yet: once.
    pub fn hint(&self) {
        if !self.0.was_hinted.replace(true) {
            self.dispatch(Action::Hint(true));
            let live = self.clone();
            self.set_timer(0, HINT_MS, move || live.dispatch(Action::Hint(false)));
        }
    }

    /// The pointer is there.
    pub fn point(&self, x: f64, y: f64) {
        self.dispatch(Action::Pointer(Some(x)));
        if let Some(viewer) = &*self.0.viewer.borrow() {
            self.0.pointed.set(viewer.find(x, y));
        }
    }

    /// The pointer is gone.
    pub fn leave(&self) {
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.find_nothing();
        }
        self.0.pointed.set(0);
        self.dispatch(Action::Pointer(None));
    }

    /// A press that was no drag: selects the slice there, or folds the lane whose name it is.
    pub fn click(&self, x: f64, y: f64) {
        let page = self.page();
        let is_ruler = y < place::LANES && page.playhead_ns.is_some();
        if y < place::OVERVIEW || is_ruler {
            self.dispatch(Action::Press { x, y, is_measuring: false });
            if is_ruler {
                self.dispatch(Action::Drag { x });
            }
            self.dispatch(Action::Release);
            return;
        }
        let purpose = if x < page.axis().left { Clicked::Name } else { Clicked::Slice };
        if let Some(viewer) = &*self.0.viewer.borrow() {
            self.0.clicked.set(Some((viewer.find_now(x, y), purpose)));
        }
    }

    /// A drag is over.
    pub fn release(&self) {
        self.dispatch(Action::Release);
        if let Some((start_ns, end_ns)) = self.page().measured_ns {
            self.measure(start_ns, end_ns);
        }
    }

    /// Fits what is under the pointer, or all.
    pub fn fit_pointed(&self) {
        let page = self.page();
        // A moment, and a place on the curves, has a card and no length.
        match page.card.as_ref().filter(|card| card.slice.is_some()) {
            Some(card) => {
                let start_ns = card.start_ns + page.slots[card.slot as usize % SLOTS].arrangement.shift_ns;
                self.dispatch(Action::Fit { start_ns, end_ns: start_ns + card.duration_ns });
            }
            None => self.dispatch(Action::FitAll),
        }
    }

    pub(super) fn fold(&self, slot: u32, lane: u32) {
        self.dispatch(Action::Lane { slot, lane, change: Move::Fold });
    }

    pub(super) fn tell(&self, slice: SliceRef, reach: Reach) {
        self.0.reach.set(reach);
        self.ask(Ask::Tell { number: self.number(), slice });
    }

    /// Shows the lanes of a slice that is gone to, where its process is folded, and tells of it again. Returns whether
    /// that is so.
    pub(super) fn unfold(&self, slice: SliceRef, reach: Reach) -> bool {
        let process = self.page().folded_process(slice).filter(|_| reach == Reach::Jump);
        let Some(process) = process else { return false };
        self.dispatch(Action::Process { slot: slice.slot, process });
        // Once the viewer has laid its lanes out.
        let live = self.clone();
        self.set_timer(3, UNFOLD_MS, move || live.tell(slice, reach));
        true
    }

    /// The number of the next question about a slice.
    fn number(&self) -> u32 {
        self.0.asked.set(self.0.asked.get() + 1);
        self.0.asked.get()
    }

    /// Whatever was asked about a slice, its answer is not wanted any more.
    pub(super) fn forget_asked(&self) {
        self.0.answered.set(self.0.asked.get());
    }

    pub(super) fn walk(&self, step: Step) {
        let is_match = matches!(step, Step::NextMatch | Step::PreviousMatch);
        self.0.reach.set(if is_match { Reach::Jump } else { Reach::Follow });
        let is_told = self.0.answered.get() == self.0.asked.get();
        let selected = || self.page().selected.as_ref().map(|details| details.slice);
        let from = if is_told { Origin::Selected(selected()) } else { Origin::Told };
        self.ask(Ask::Walk { number: self.number(), step, from });
    }

    /// Shows a slice in the timeline.
    pub fn select(&self, slice: SliceRef) {
        self.tell(slice, Reach::Jump);
    }

    /// Shows a slice in the timeline, and the timeline in the window.
    pub fn go(&self, slice: SliceRef) {
        self.select(slice);
        let scroller = self.0.nodes.scroller.cast::<Element>();
        if let Some(scroller) = scroller.filter(|scroller| scroller.get_bounding_client_rect().top() < 0.0) {
            scroller.scroll_into_view();
        }
    }

    /// Shows a moment of a trace in the middle of the timeline.
    pub fn go_to(&self, slot: u32, time_ns: f64) {
        let page = self.page();
        let shift_ns = page.slots.get(slot as usize).map_or(0.0, |slot| slot.arrangement.shift_ns);
        let length_ns = (page.total_ns() / 50.0).min(page.look.length_ns());
        let start_ns = time_ns + shift_ns - length_ns / 2.0;
        self.dispatch(Action::Look(Look { start_ns, end_ns: start_ns + length_ns }));
    }

    /// Lets go of the selected slice by its button, which goes with it: the focus goes on to the timeline.
    pub fn let_go(&self) {
        self.deselect();
        focus(&self.0.nodes.scroller);
    }

    /// Lets go of what is measured, in the same way.
    pub fn let_go_measured(&self) {
        self.dispatch(Action::Measure(None));
        focus(&self.0.nodes.scroller);
    }

    pub(super) fn deselect(&self) {
        self.forget_asked();
        self.dispatch(Action::Select { details: None, reach: Reach::Stay });
    }

    /// Scrolls the lanes to what lies there, unless it can be seen.
    pub(super) fn reveal(&self, top_px: f64) {
        let Some(scroller) = self.0.nodes.scroller.cast::<Element>() else { return };
        let seen_px = self.page().height_px() - place::LANES;
        let scroll_px = f64::from(scroller.scroll_top());
        if top_px < scroll_px || top_px > scroll_px + seen_px - 24.0 {
            scroller.set_scroll_top((top_px - seen_px / 3.0).max(0.0) as i32);
        }
    }

    /// Measures a stretch of the axis.
    pub fn measure(&self, start_ns: f64, end_ns: f64) {
        self.dispatch(Action::Measure(Some((start_ns, end_ns))));
        self.ask(Ask::Measure { start_ns, end_ns });
    }

    /// Folds the process of the selected slice, or of the first lane, or unfolds it.
    fn fold_process(&self) {
        let page = self.page();
        let chosen = page.selected.as_ref().map(|details| details.slice);
        let lane_of = |slice: SliceRef| Some((slice.slot, page.slots.get(slice.slot as usize)?, slice.lane));
        let first = || page.open().next().and_then(|(slot, _)| Some((slot, page.slots.get(slot as usize)?, 0)));
        let Some((slot, place, lane)) = chosen.and_then(lane_of).or_else(first) else { return };
        let facts = place.summary.as_ref().and_then(|summary| summary.lanes.get(lane as usize));
        if let Some(process) = facts.filter(|facts| !facts.process.is_empty()).map(|facts| facts.process_index) {
            self.dispatch(Action::Process { slot, process });
        }
    }

    fn move_playhead(&self, share: f64) {
        let page = self.page();
        if let Some(time_ns) = page.playhead_ns {
            let moved_ns = (time_ns + share * page.look.length_ns()).clamp(0.0, page.total_ns());
            self.dispatch(Action::Playhead(Some(moved_ns)));
        }
    }

    /// Carries out what a key or a button asks for.
    pub fn command(&self, command: Command) {
        let page = self.page();
        match command {
            Command::ZoomIn => self.dispatch(Action::ZoomMiddle(1.6)),
            Command::ZoomOut => self.dispatch(Action::ZoomMiddle(1.0 / 1.6)),
            Command::Left => self.dispatch(Action::Move(-0.25)),
            Command::Right => self.dispatch(Action::Move(0.25)),
            Command::FitAll => self.dispatch(Action::FitAll),
            Command::FitSelection => {
                if let Some((start_ns, end_ns)) = page.measured_ns.or(page.selected_ns()) {
                    self.dispatch(Action::Fit { start_ns, end_ns });
                }
            }
            Command::MeasureSelection => {
                if let Some((start_ns, end_ns)) = page.selected_ns() {
                    self.measure(start_ns, end_ns);
                }
            }
            Command::FoldProcess => self.fold_process(),
            Command::PlayheadBack => self.move_playhead(-PLAYHEAD_STEP),
            Command::PlayheadOn => self.move_playhead(PLAYHEAD_STEP),
            Command::Walk(step) => self.walk(step),
            Command::Search => focus(&self.0.nodes.search),
            Command::Enter if page.selected.is_none() => self.walk(Step::After),
            Command::Enter => focus(&self.0.nodes.details),
            Command::Back => focus(&self.0.nodes.scroller),
            Command::Escape if page.measured_ns.is_some() => self.dispatch(Action::Measure(None)),
            Command::Escape => self.deselect(),
        }
    }
}
