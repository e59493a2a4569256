//! The trace page's effects: tells the viewer what to do, and the state what came of it. The state itself is pure
//! (`model`); what is kept here is only what effects need in between.

mod files;
mod finding;
mod hands;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave_viewer::{Ask, Reply, SLOTS, View, Words};
use web_sys::{File, HtmlCanvasElement, MessagePort};
use yew::prelude::*;

use super::address::{self, Address};
use super::model::{Action, Import, Page, Reach, Same, Status};
use super::save;
use super::viewer::{Heard, Viewer};
use crate::dom::Timer;
use crate::numbers::{join, number};
use crate::text::say;
use crate::theme;
pub use finding::PAGE_ROWS;

/// The elements that effects reach for.
#[derive(Clone, Default, PartialEq)]
pub struct Nodes {
    pub canvas: NodeRef,
    pub scroller: NodeRef,
    pub search: NodeRef,
    pub details: NodeRef,
    pub picker: NodeRef,
}

/// What the answer to a click is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clicked {
    Name,
    Slice,
}

/// What files are chosen for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// They take the place of all that is open.
    #[default]
    All,
    /// They come beside it, where there is room.
    Beside,
    /// One takes that slot, the others stay.
    Slot(u32),
}

/// A file, and which set of files it is opened with.
#[derive(Clone)]
struct Held {
    file: File,
    set: u32,
}

/// Handle to the page's effects. Clones are the same one.
#[derive(Clone)]
pub struct Live(Rc<Inner>);

struct Inner {
    dispatcher: UseReducerDispatcher<Page>,
    nodes: Nodes,
    viewer: RefCell<Option<Viewer>>,
    /// The state as last rendered.
    page: RefCell<Rc<Page>>,
    /// What is open in each slot, and what is being opened.
    files: RefCell<[Option<Held>; SLOTS]>,
    opening: RefCell<[Option<(Held, f64)>; SLOTS]>,
    /// What is to be followed in each slot, until the viewer can.
    followed: RefCell<[Option<(String, MessagePort)>; SLOTS]>,
    /// Counts the times that files were opened in place of all that was.
    set: Cell<u32>,
    /// What the next chosen files are for.
    target: Cell<Target>,
    clicked: Cell<Option<(u32, Clicked)>>,
    pointed: Cell<u32>,
    /// The number of the last question about a slice, and of the last that was answered.
    asked: Cell<u32>,
    answered: Cell<u32>,
    /// How far the answer to the question about a slice goes.
    reach: Cell<Reach>,
    was_hinted: Cell<bool>,
    /// What the address says, until there is a trace that it can be said of.
    pending: RefCell<Option<Address>>,
    timers: RefCell<[Option<Timer>; 4]>,
    /// What tells the elements of this timeline from those of another one on the page.
    name: &'static str,
}

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

impl Live {
    /// The effects of a page whose state is changed through `dispatcher`. `first` is what is to be seen of the first
    /// trace, `name` what the page's elements are called by.
    pub fn new(dispatcher: UseReducerDispatcher<Page>, first: Option<Address>, name: &'static str) -> Self {
        Self(Rc::new(Inner {
            dispatcher,
            nodes: Nodes::default(),
            viewer: RefCell::default(),
            page: RefCell::default(),
            files: RefCell::default(),
            opening: RefCell::default(),
            followed: RefCell::default(),
            set: Cell::new(0),
            target: Cell::default(),
            clicked: Cell::new(None),
            pointed: Cell::new(0),
            asked: Cell::new(0),
            answered: Cell::new(0),
            reach: Cell::new(Reach::Stay),
            was_hinted: Cell::new(false),
            pending: RefCell::new(first),
            timers: RefCell::default(),
            name,
        }))
    }

    /// The id of an element of this timeline.
    pub fn id(&self, of: &str) -> String {
        join(&[self.0.name, of])
    }

    /// The elements that the page is to fill in.
    pub fn nodes(&self) -> &Nodes {
        &self.0.nodes
    }

    /// Changes the state.
    pub fn dispatch(&self, action: Action) {
        self.0.dispatcher.dispatch(action);
    }

    /// A callback that does something to the page.
    pub fn on(&self, act: impl Fn(&Self) + 'static) -> Callback<Event> {
        let live = self.clone();
        Callback::from(move |_| act(&live))
    }

    fn page(&self) -> Rc<Page> {
        self.0.page.borrow().clone()
    }

    /// Whether a trace is there.
    pub fn is_open(&self) -> bool {
        self.page().is_open()
    }

    /// The state as it is rendered now.
    pub fn rendered(&self, page: Rc<Page>) {
        self.0.page.replace(page);
    }

    /// Starts a viewer in place of the one there is, and opens again what was open.
    pub fn start(&self) {
        self.0.viewer.replace(None);
        self.forget_asked();
        let page = self.page();
        if page.is_open() {
            // What was seen is to be seen again.
            self.0.pending.replace(Some(address::read(&address::write(&page))));
        }
        self.dispatch(Action::Viewer(Status::Starting));
        let heard = {
            let live = self.clone();
            Callback::from(move |heard| live.heard(heard))
        };
        match Viewer::start(heard) {
            Ok(viewer) => drop(self.0.viewer.replace(Some(viewer))),
            Err(message) => self.dispatch(Action::Viewer(Status::Failed(message))),
        }
    }

    /// Ends the viewer: the timeline is gone.
    pub fn stop(&self) {
        self.0.viewer.replace(None);
        self.0.timers.replace(Default::default());
    }

    fn ask(&self, ask: Ask) {
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.ask(ask);
        }
    }

    /// Hands the canvas over. A canvas can be handed over once: each viewer has its own.
    pub fn give_canvas(&self) {
        let canvas = self.0.nodes.canvas.cast::<HtmlCanvasElement>();
        let Some(canvas) = canvas.and_then(|canvas| canvas.transfer_control_to_offscreen().ok()) else { return };
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.ask_with(&Ask::Canvas, "canvas", &canvas);
        }
        self.give_colours();
        self.give_words();
    }

    /// Tells the viewer the colours that hold now.
    pub fn give_colours(&self) {
        if let Some(colours) = theme::colours() {
            self.ask(Ask::Colours(colours));
        }
    }

    /// Tells the viewer the words that hold now.
    pub fn give_words(&self) {
        let half = number(0.5, 1, 1);
        self.ask(Ask::Words(Words {
            decimal: half.chars().filter(|letter| !letter.is_numeric()).collect(),
            in_progress: say::trace_paint_in_progress().to_string(),
            at_once: say::trace_paint_at_once().to_string(),
            whole: [say::trace_paint_whole(), say::trace_paint_all()].map(|text| text.to_string()),
            band: say::trace_paint_band("{}"),
        }));
    }

    /// Shows what the state says.
    pub fn show(&self, view: &View) {
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.show(view.clone());
        }
    }

    fn heard(&self, (reply, file): Heard) {
        match reply {
            Reply::Ready { threads } => {
                // The canvas is handed over when the page has rendered this.
                self.dispatch(Action::Viewer(Status::Ready { threads }));
            }
            Reply::Progress { slot, bytes, total_bytes, events, stage } => {
                let begun_ms = self.0.opening.borrow().get(slot as usize).and_then(|opening| Some(opening.as_ref()?.1));
                let elapsed_ms = begun_ms.map_or(0.0, |begun_ms| now_ms() - begun_ms);
                let import = Import { name: String::new(), bytes, total_bytes, events, stage, elapsed_ms };
                self.dispatch(Action::Progress { slot, import });
            }
            Reply::Opened { slot, summary } => self.opened(slot, Same::new(*summary)),
            Reply::Measured { slot, summary } => {
                self.dispatch(Action::Measured { slot, summary: Same::new(*summary) });
            }
            Reply::Grown { slot, summary } => {
                self.dispatch(Action::Grown { slot, summary: Same::new(*summary) });
            }
            Reply::Refused { slot, message } => {
                self.opened_not(slot);
                self.dispatch(Action::Refused { slot, message });
                self.show_pending();
            }
            Reply::Cancelled { slot } => {
                self.opened_not(slot);
                self.dispatch(Action::Cancelled { slot });
                self.show_pending();
            }
            Reply::Painted { content_px, .. } => {
                if self.page().content_px != content_px {
                    self.dispatch(Action::Painted { content_px });
                }
            }
            Reply::At { number, card, lane, process, .. } => match self.0.clicked.get() {
                Some((asked, purpose)) if asked == number => {
                    self.0.clicked.set(None);
                    match (purpose, lane, process, card.and_then(|card| card.slice)) {
                        (_, _, Some((slot, process)), _) => self.dispatch(Action::Process { slot, process }),
                        (Clicked::Name, Some((slot, lane)), ..) => self.fold(slot, lane),
                        (Clicked::Slice, .., Some(slice)) => self.tell(slice, Reach::Stay),
                        (Clicked::Slice, .., None) => self.deselect(),
                        (Clicked::Name, None, ..) => {}
                    }
                }
                _ if self.0.pointed.get() == number => {
                    self.dispatch(Action::Hover(card.map(|card| Same::new(*card))));
                }
                _ => {}
            },
            Reply::Details { number, .. } if number <= self.0.answered.get() => {}
            Reply::Details { number, details } => {
                let reach = self.0.reach.replace(Reach::Stay);
                // There is no further step in that direction: the selection stays.
                if let Some(details) = details {
                    if self.unfold(details.slice, reach) {
                        return;
                    }
                    if reach != Reach::Stay {
                        self.reveal(details.top_px);
                    }
                    self.dispatch(Action::Select { details: Some(Same::new(*details)), reach });
                }
                self.0.answered.set(number);
            }
            Reply::Stretch(stretch) => self.dispatch(Action::Stretch(Same::new(*stretch))),
            Reply::Rows { slot, first, total, rows } => {
                self.dispatch(Action::Rows { slot, first, total, rows: Same::new(rows) });
            }
            Reply::Written { name } => {
                let saved = file.and_then(|file| save::save(&file, &name));
                let said = if saved.is_some() { say::trace_saved(&name) } else { say::trace_not_saved().to_string() };
                self.dispatch(Action::Notice(Some(said)));
            }
            Reply::Unwritten { message } => {
                self.dispatch(Action::Notice(Some(say::trace_not_written(&message))));
            }
            Reply::Failed { message } => {
                self.0.viewer.replace(None);
                self.dispatch(Action::Viewer(Status::Failed(message)));
            }
        }
    }

    /// The viewer can be asked, and has its canvas: what was open is opened again, what was asked for meanwhile is asked.
    pub fn ready(&self) {
        self.give_canvas();
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.ask_held();
        }
        let files = self.0.files.borrow().clone();
        let opening = self.0.opening.borrow().clone();
        for (slot, (file, opening)) in (0u32..).zip(files.into_iter().zip(opening)) {
            if let Some(held) = opening.map(|opening| opening.0).or(file) {
                self.open_held(slot, held);
            }
        }
        for (slot, followed) in (0u32..).zip(self.0.followed.take()) {
            if let Some((name, port)) = followed {
                self.follow(slot, name, port);
            }
        }
    }

    fn set_timer(&self, index: usize, delay_ms: i32, call: impl FnOnce() + 'static) {
        self.0.timers.borrow_mut()[index] = Timer::after(delay_ms, call);
    }
}
