//! The trace page's effects: tells the viewer what to do, and the state what came of it. The state itself is pure
//! (`model`); what is kept here is only what effects need in between.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave_viewer::{Ask, Format, Reply, SLOTS, SliceRef, Step, View};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Element, File, HtmlCanvasElement, HtmlElement, Response};
use yew::prelude::*;

use super::address::{self, Address};
use super::keys::Command;
use super::model::{Action, Import, Page, Reach, Same, Status, Table};
use super::viewer::{Heard, Viewer};
use super::{colours, handed, recent, save};
use crate::dom::{self, Timer};
use crate::numbers::join;

/// Rows of a page of the table.
pub const PAGE_ROWS: u32 = 50;
/// The trace that is ready to open, beside the document.
const SAMPLE: &str = "samples/threads.json.gz";
/// How long it is said how to zoom.
const HINT_MS: i32 = 2_600;
/// How long the search has to rest before slices are counted.
const REST_MS: i32 = 150;
/// How long the view has to rest before it is in the address.
const SETTLE_MS: i32 = 400;

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
    files: RefCell<[Option<File>; SLOTS]>,
    opening: RefCell<[Option<(File, f64)>; SLOTS]>,
    /// The slot that the next chosen file is for.
    target: Cell<u32>,
    clicked: Cell<Option<(u32, Clicked)>>,
    pointed: Cell<u32>,
    /// How far the answer to the question about a slice goes.
    reach: Cell<Reach>,
    was_hinted: Cell<bool>,
    /// What the address says, until there is a trace that it can be said of.
    pending: RefCell<Option<Address>>,
    timers: RefCell<[Option<Timer>; 3]>,
}

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

impl Live {
    /// The effects of a page whose state is changed through `dispatcher`.
    pub fn new(dispatcher: UseReducerDispatcher<Page>, nodes: Nodes) -> Self {
        let first = address::read(&dom::hash());
        Self(Rc::new(Inner {
            dispatcher,
            nodes,
            viewer: RefCell::default(),
            page: RefCell::default(),
            files: RefCell::default(),
            opening: RefCell::default(),
            target: Cell::new(0),
            clicked: Cell::new(None),
            pointed: Cell::new(0),
            reach: Cell::new(Reach::Stay),
            was_hinted: Cell::new(false),
            pending: RefCell::new(Some(first)),
            timers: RefCell::default(),
        }))
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

    /// The state as it is rendered now.
    pub fn rendered(&self, page: Rc<Page>) {
        self.0.page.replace(page);
    }

    // The viewer.

    /// Starts a viewer in place of the one there is, and opens again what was open.
    pub fn start(&self) {
        self.0.viewer.replace(None);
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
    }

    /// Tells the viewer the colours that hold now.
    pub fn give_colours(&self) {
        if let Some(colours) = colours::read() {
            self.ask(Ask::Colours(colours));
        }
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
            Reply::Refused { slot, message } => {
                self.opened_not(slot);
                self.dispatch(Action::Refused { slot, message });
            }
            Reply::Cancelled { slot } => {
                self.opened_not(slot);
                self.dispatch(Action::Cancelled { slot });
            }
            Reply::Painted { content_px, .. } => {
                if self.page().content_px != content_px {
                    self.dispatch(Action::Painted { content_px });
                }
            }
            Reply::At { number, card, lane, .. } => match self.0.clicked.get() {
                Some((asked, purpose)) if asked == number => {
                    self.0.clicked.set(None);
                    match (purpose, lane, card) {
                        (Clicked::Name, Some((slot, lane)), _) => self.fold(slot, lane),
                        (Clicked::Slice, _, Some(card)) => self.tell(card.slice, Reach::Stay),
                        (Clicked::Slice, _, None) => self.deselect(),
                        (Clicked::Name, None, _) => {}
                    }
                }
                _ if self.0.pointed.get() == number => {
                    self.dispatch(Action::Hover(card.map(|card| Same::new(*card))));
                }
                _ => {}
            },
            Reply::Details(details) => {
                let reach = self.0.reach.replace(Reach::Stay);
                // There is no further step in that direction: the selection stays.
                if let Some(details) = details {
                    if reach != Reach::Stay {
                        self.reveal(details.top_px);
                    }
                    self.dispatch(Action::Select { details: Some(Same::new(*details)), reach });
                }
            }
            Reply::Stretch(stretch) => self.dispatch(Action::Stretch(Same::new(*stretch))),
            Reply::Rows { slot, first, total, rows } => {
                self.dispatch(Action::Rows { slot, first, total, rows: Same::new(rows) });
            }
            Reply::Written { name } => {
                let saved = file.and_then(|file| save::save(&file, &name));
                let said = if saved.is_some() { join(&[&name, " was saved."]) } else { "It was not saved.".to_owned() };
                self.dispatch(Action::Notice(Some(said)));
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
            if let Some(file) = opening.map(|opening| opening.0).or(file) {
                self.open(slot, file);
            }
        }
    }

    // Files.

    /// Lets the reader choose files: one for that slot, or two, the second of which is compared.
    pub fn choose(&self, slot: u32) {
        self.0.target.set(slot);
        if let Some(picker) = self.0.nodes.picker.cast::<HtmlElement>() {
            picker.click();
        }
    }

    /// The slot that files are chosen for.
    pub fn target(&self) -> u32 {
        self.0.target.replace(0)
    }

    /// Opens the first two of `files`, from that slot on.
    pub fn open_files(&self, files: Vec<File>, slot: u32) {
        let count = files.len();
        let places = SLOTS - slot as usize;
        self.dispatch(Action::Notice(None));
        for (slot, file) in (slot..).zip(files.into_iter().take(places)) {
            self.open(slot, file);
        }
        if count > places {
            let text = if places == 1 { "the first one was opened." } else { "the first two were opened." };
            self.dispatch(Action::Notice(Some(join(&["Of ", &count.to_string(), " files, ", text]))));
        }
    }

    fn open(&self, slot: u32, file: File) {
        let name = file.name();
        self.dispatch(Action::Importing { slot, name: name.clone(), total_bytes: file.size() });
        if let Some(opening) = self.0.opening.borrow_mut().get_mut(slot as usize) {
            *opening = Some((file.clone(), now_ms()));
        }
        // A viewer that is not ready gets it as soon as it is.
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.ask_with(&Ask::Open { slot, name }, "file", &file);
        }
    }

    fn opened(&self, slot: u32, summary: Same<interleave_viewer::Summary>) {
        let file = self.opened_not(slot);
        let is_first = !self.page().is_open();
        self.dispatch(Action::Opened { slot, summary });
        if let Some(file) = file {
            if let Some(kept) = self.0.files.borrow_mut().get_mut(slot as usize) {
                *kept = Some(file.clone());
            }
            if !handed::is_handed(&file) {
                let live = self.clone();
                spawn_local(async move {
                    let recent = recent::keep(&file).await;
                    live.dispatch(Action::Recent(Same::new(recent)));
                });
            }
        }
        let pending = self.0.pending.take().filter(|_| is_first);
        if let Some(Address { look, search, selected }) = pending {
            if let Some(look) = look {
                self.dispatch(Action::Look(look));
            }
            if let Some(search) = search {
                self.search(search);
            }
            if let Some(selected) = selected.filter(|selected| selected.slot == slot) {
                self.tell(selected, Reach::Stay);
            }
        }
    }

    /// The import into a slot is over. Returns its file.
    fn opened_not(&self, slot: u32) -> Option<File> {
        self.0.opening.borrow_mut().get_mut(slot as usize).and_then(Option::take).map(|opening| opening.0)
    }

    /// Stops an import.
    pub fn cancel(&self, slot: u32) {
        let is_heard = self.0.viewer.borrow().as_ref().is_some_and(Viewer::is_ready);
        if is_heard {
            self.ask(Ask::Cancel { slot });
        } else {
            self.opened_not(slot);
            self.dispatch(Action::Cancelled { slot });
        }
    }

    /// Forgets a trace.
    pub fn close(&self, slot: u32) {
        if let Some(file) = self.0.files.borrow_mut().get_mut(slot as usize) {
            *file = None;
        }
        self.ask(Ask::Close { slot });
        self.dispatch(Action::Closed { slot });
    }

    /// Opens the sample.
    pub fn open_sample(&self) {
        let live = self.clone();
        spawn_local(async move {
            match fetch(SAMPLE).await {
                Some(file) => live.open_files(vec![file], 0),
                None => live.dispatch(Action::Notice(Some("The sample did not load.".to_owned()))),
            }
        });
    }

    /// Reads which files are kept.
    pub fn list_recent(&self) {
        let live = self.clone();
        spawn_local(async move { live.dispatch(Action::Recent(Same::new(recent::list().await))) });
    }

    /// Opens a file that is kept.
    pub fn open_recent(&self, id: f64) {
        let live = self.clone();
        spawn_local(async move {
            match recent::get(id).await {
                Some(file) => live.open_files(vec![file], 0),
                None => live.dispatch(Action::Notice(Some("The browser no longer has that file.".to_owned()))),
            }
        });
    }

    /// Lets go of a file that is kept.
    pub fn remove_recent(&self, id: f64) {
        let live = self.clone();
        spawn_local(async move { live.dispatch(Action::Recent(Same::new(recent::remove(id).await))) });
    }

    /// Writes a trace in a format and saves it.
    pub fn write(&self, slot: u32, format: Format) {
        self.ask(Ask::Write { slot, format });
    }

    // The timeline.

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

    fn set_timer(&self, index: usize, delay_ms: i32, call: impl FnOnce() + 'static) {
        self.0.timers.borrow_mut()[index] = Timer::after(delay_ms, call);
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
        if y < interleave_viewer::place::OVERVIEW {
            self.dispatch(Action::Press { x, y, is_measuring: false });
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
        match &page.card {
            Some(card) => {
                let start_ns = card.start_ns + page.slots[card.slice.slot as usize % SLOTS].arrangement.shift_ns;
                self.dispatch(Action::Fit { start_ns, end_ns: start_ns + card.duration_ns });
            }
            None => self.dispatch(Action::FitAll),
        }
    }

    fn fold(&self, slot: u32, lane: u32) {
        self.dispatch(Action::Lane { slot, lane, change: super::arrange::Move::Fold });
    }

    fn tell(&self, slice: SliceRef, reach: Reach) {
        self.0.reach.set(reach);
        self.ask(Ask::Tell(slice));
    }

    fn walk(&self, step: Step) {
        let is_match = matches!(step, Step::NextMatch | Step::PreviousMatch);
        self.0.reach.set(if is_match { Reach::Jump } else { Reach::Follow });
        self.ask(Ask::Walk(step));
    }

    /// Shows a slice in the timeline.
    pub fn select(&self, slice: SliceRef) {
        self.tell(slice, Reach::Jump);
    }

    /// Shows a slice in the timeline, and the timeline in the window.
    pub fn go(&self, slice: SliceRef) {
        self.select(slice);
        if let Some(scroller) = self.0.nodes.scroller.cast::<Element>() {
            if scroller.get_bounding_client_rect().top() < 0.0 {
                scroller.scroll_into_view();
            }
        }
    }

    fn deselect(&self) {
        self.dispatch(Action::Select { details: None, reach: Reach::Stay });
    }

    /// Scrolls the lanes to what lies there, unless it can be seen.
    fn reveal(&self, top_px: f64) {
        let Some(scroller) = self.0.nodes.scroller.cast::<Element>() else { return };
        let seen_px = self.page().height_px() - interleave_viewer::place::LANES;
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
            Command::Walk(step) => self.walk(step),
            Command::Search => focus(&self.0.nodes.search),
            Command::Enter if page.selected.is_none() => self.walk(Step::After),
            Command::Enter => focus(&self.0.nodes.details),
            Command::Escape if page.measured_ns.is_some() => self.dispatch(Action::Measure(None)),
            Command::Escape => self.deselect(),
        }
    }

    // Search and table.

    /// Looks for slices whose name contains `text`.
    pub fn search(&self, text: String) {
        self.dispatch(Action::Search(text));
        let live = self.clone();
        self.set_timer(1, REST_MS, move || live.ask_rows(&live.page().table));
    }

    /// Changes what the table shows.
    pub fn set_table(&self, table: Table) {
        self.ask_rows(&table);
        self.dispatch(Action::Table(table));
    }

    /// Asks for the table's rows, or only for their number where it is closed.
    fn ask_rows(&self, table: &Table) {
        let count = if table.is_open { PAGE_ROWS } else { 0 };
        let search = self.page().search.clone();
        self.ask(Ask::Rows { slot: table.slot, first: table.first, count, search, lane: table.lane });
    }

    // The address.

    /// Writes what is seen into the address, once it rests.
    pub fn settle(&self, hash: String) {
        // Before there is a trace, the address says what is to be seen of it.
        if !self.page().is_open() && self.0.pending.borrow().is_some() {
            return;
        }
        self.set_timer(2, SETTLE_MS, move || {
            if is_shown() && dom::hash() != hash {
                dom::set_hash(&hash, false);
            }
        });
    }

    /// The reader went back or forward, or wrote into the address bar.
    pub fn reopen(&self) {
        if !is_shown() {
            return;
        }
        let address = address::read(&dom::hash());
        if !self.page().is_open() {
            self.0.pending.replace(Some(address));
            return;
        }
        if let Some(look) = address.look {
            self.dispatch(Action::Look(look));
        }
        if let Some(search) = address.search {
            self.search(search);
        }
        if let Some(selected) = address.selected {
            self.tell(selected, Reach::Follow);
        }
    }
}

/// Whether this is the view that is shown.
fn is_shown() -> bool {
    crate::link::route(&dom::hash()) == crate::link::Route::Trace
}

/// A file from beside the document.
async fn fetch(path: &str) -> Option<File> {
    let window = web_sys::window()?;
    let response: Response = JsFuture::from(window.fetch_with_str(path)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let blob: Blob = JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()?;
    let name = path.rsplit('/').next().unwrap_or(path);
    File::new_with_blob_sequence(&js_sys::Array::of1(&blob), name).ok()
}
