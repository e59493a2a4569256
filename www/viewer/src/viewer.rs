//! What `worker.js` calls: one viewer a worker, which is told what is looked at and paints the latest of it.

use std::cell::RefCell;

use interleave::trace::Pyramid;
use interleave::trace::export::write_chrome;
use interleave::trace::generate::Shape;
use interleave::trace::import::{Imported, Importer};
use interleave_viewer::{Ask, Reply, SLOTS, SliceRef, View};
use wasm_bindgen::prelude::*;
use web_sys::OffscreenCanvas;

use crate::arrange::Arranged;
use crate::facts::Figures;
use crate::measuring::Measuring;
use crate::opened::Opened;
use crate::opening::Opening;
use crate::paint::Painter;
use crate::post::{now_ms, say};
use crate::search::Search;
use crate::words;

/// All that the worker keeps.
#[derive(Default)]
pub struct Viewer {
    /// The opened traces.
    pub slots: [Option<Opened>; SLOTS],
    /// Whether the pool has workers to spare for imports.
    pub has_pool: bool,
    /// Imports under way.
    pub openings: [Option<Opening>; SLOTS],
    /// Measurements under way.
    pub measuring: [Option<Measuring>; SLOTS],
    /// What is looked at.
    pub view: View,
    /// Where its lanes lie.
    pub arranged: Arranged,
    /// The slice that was told of last.
    pub told: Option<SliceRef>,
    /// What is searched for.
    pub search: Search,
    /// What the table was last searched for, and that search.
    pub table_search: (String, Search),
    /// Paints it.
    pub painter: Painter,
}

thread_local! {
    static VIEWER: RefCell<Viewer> = RefCell::default();
}

/// Works with this worker's viewer.
pub fn with<R>(work: impl FnOnce(&mut Viewer) -> R) -> R {
    VIEWER.with_borrow_mut(work)
}

impl Viewer {
    /// Lays the lanes out anew: after a trace came or went, or lanes were moved.
    pub fn arrange(&mut self) {
        let traces = self.slots.each_ref().map(|slot| slot.as_ref().map(|opened| &*opened.trace));
        self.arranged = Arranged::of(traces, &self.view.slots);
    }

    /// Forgets what was kept of traces: one of them is another one now.
    pub fn changed(&mut self) {
        self.table_search = Default::default();
        self.painter.forget();
        self.arrange();
        self.search();
    }

    /// Finds matches anew: after a trace came or went, or the search changed.
    pub fn search(&mut self) {
        let strings = self.slots.each_ref().map(|slot| slot.as_ref().map(|opened| &opened.trace.strings));
        self.search = Search::new(&self.view.search, strings);
    }

    /// Puts a trace into a slot, or takes it out.
    pub fn put(&mut self, slot: u32, opened: Option<Opened>) {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = opened;
        }
        self.changed();
    }

    fn look(&mut self, view: View) {
        let (is_rearranged, is_searched) = (self.view.slots != view.slots, self.view.search != view.search);
        self.view = view;
        if is_rearranged {
            self.arrange();
        }
        if is_searched {
            self.search();
        }
    }
}

/// Makes the viewer ready; `threads` is how many workers its pool has.
#[wasm_bindgen]
pub fn start(threads: u32) {
    with(|viewer| viewer.has_pool = threads > 0);
    if threads > 0 {
        rayon::spawn(warm_up);
    }
}

/// Reads, sorts and measures a small trace. Browsers compile what runs often a second time, for speed: then they have
/// begun before the reader has chosen a file.
fn warm_up() {
    const LANES: u32 = 4;
    const SLICES: u64 = 30_000;
    const DEPTH: u32 = 3;
    let mut text = Vec::new();
    let made = Shape::new(LANES, SLICES, DEPTH).generate(1);
    let mut importer = Importer::new();
    // It is only for the doing: what cannot be written or read is as good.
    let _ = write_chrome(&made, &mut text);
    let _ = importer.push(&text);
    if let Ok(Imported { trace, .. }) = importer.finish() {
        std::hint::black_box((Pyramid::of(&trace), Figures::of(&trace)));
    }
}

/// Takes the page's canvas.
#[wasm_bindgen(js_name = setCanvas)]
pub fn set_canvas(canvas: OffscreenCanvas) {
    with(|viewer| viewer.painter.set_canvas(canvas));
}

/// Hears what the page says, and answers; returns whether the view is to be painted anew.
///
/// # Errors
/// Where the words are none of [`Ask`].
#[wasm_bindgen]
pub fn hear(words: JsValue) -> Result<bool, JsError> {
    let ask: Ask = serde_wasm_bindgen::from_value(words)?;
    Ok(with(|viewer| viewer.hear(ask)))
}

impl Viewer {
    fn hear(&mut self, ask: Ask) -> bool {
        match ask {
            Ask::View(view) => self.look(*view),
            Ask::Colours(colours) => self.painter.set_colours(colours),
            Ask::Words(words) => words::set(words),
            Ask::Close { slot } => self.put(slot, None),
            other => {
                self.answer(other);
                return false;
            }
        }
        true
    }
}

/// Paints the latest view.
#[wasm_bindgen]
pub fn paint() {
    with(|viewer| {
        if viewer.view.width_px <= 0.0 {
            return;
        }
        let start_ms = now_ms();
        let Viewer { slots, view, arranged, search, painter, .. } = viewer;
        if !painter.paint(slots, view, arranged, search) {
            return;
        }
        let (number, content_px) = (view.number, arranged.height);
        say(&Reply::Painted { number, content_px, paint_ms: now_ms() - start_ms });
    });
}
