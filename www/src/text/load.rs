//! Languages' files: loaded when they are chosen, from beside the page. Where one cannot be had the page is English.

use std::cell::Cell;
use std::rc::Rc;

use interleave_text::table::Table;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::choice::{self, Trouble};
use super::intl::Intl;
use super::made::{LANGUAGES, SHAPE_PAGE, SHAPE_TRACE, WORDS};
use super::{Loaded, Part, set};
use crate::dom::{Listener, Timer};

/// The event of the window after the page's language has changed.
pub(super) const CHANGED: &str = "interleave-language";
/// How long the page waits for its first language before it shows itself in English, in milliseconds.
const PATIENCE_MS: i32 = 2_000;

thread_local! {
    static PART: Cell<Part> = const { Cell::new(Part::Page) };
    /// Which change was asked for last: an earlier file that comes later is of no use.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// Calls `ready` when the texts of this part of the page are there. The frame chooses the language, other parts follow
/// it.
pub fn begin(part: Part, ready: impl FnOnce() + 'static) {
    PART.set(part);
    if part == Part::Trace
        && let Some(window) = web_sys::window()
    {
        // As long as the page lives.
        std::mem::forget(Listener::new(&window, CHANGED, || change(choice::announced())));
    }
    let index = if part == Part::Page { choice::first() } else { choice::announced() };
    if index == 0 {
        if part == Part::Page {
            choice::announce(0);
        }
        return ready();
    }
    let ready = Rc::new(Cell::new(Some(ready)));
    let late = ready.clone();
    let timer = Timer::after(PATIENCE_MS, move || {
        call(&late);
    });
    spawn_local(async move {
        load(index).await;
        drop(timer);
        call(&ready);
    });
}

/// Calls what is there to be called, once.
fn call(ready: &Cell<Option<impl FnOnce()>>) {
    if let Some(ready) = ready.take() {
        ready();
    }
}

/// Changes to the language at that place, as soon as its file is there.
pub(super) fn change(index: usize) {
    spawn_local(load(index));
}

async fn load(index: usize) {
    let latest = LATEST.get() + 1;
    LATEST.set(latest);
    let table = if index == 0 { None } else { read(index).await };
    if LATEST.get() != latest {
        return;
    }
    let is_frame = PART.get() == Part::Page;
    let loaded = table.map(|table| {
        let words = table.get(WORDS.0).unwrap_or(WORDS.1).to_owned();
        Loaded { index, rules: Box::new(Intl::new(choice::number_tag(index), words)), table }
    });
    let is_missing = index != 0 && loaded.is_none();
    if is_missing {
        choice::note(Some(Trouble::NotLoaded(index)));
    } else if index != 0 || super::language() != 0 {
        choice::note(None);
    }
    set(loaded);
    if is_frame {
        choice::announce(if is_missing { 0 } else { index });
    }
}

/// The messages of a language; none where the file is missing or another build's.
async fn read(index: usize) -> Option<Table> {
    let (part, shape) = match PART.get() {
        Part::Page => (".page.txt", SHAPE_PAGE),
        Part::Trace => (".trace.txt", SHAPE_TRACE),
    };
    let address = [&choice::folder()?, LANGUAGES[index].0, part].concat();
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(&address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok().filter(web_sys::Response::ok)?;
    Table::read(JsFuture::from(response.text().ok()?).await.ok()?.as_string()?, shape)
}
