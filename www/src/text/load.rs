//! Languages' files: loaded when they are chosen, from beside the page. Where one cannot be had the page is English.

use std::cell::Cell;
use std::rc::Rc;

use interleave_text::table::Table;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::XmlHttpRequest;

use super::choice::{self, Trouble};
use super::intl::Intl;
use super::made::{LANGUAGES, SHAPE_PAGE, SHAPE_PROGRAM, SHAPE_TRACE, WORDS};
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
    if part != Part::Page
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
    let timer = Timer::after(PATIENCE_MS, move || call(&late));
    load(index, move || {
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
    load(index, || {});
}

/// Calls `then` when the language is in force, or English in its place.
fn load(index: usize, then: impl FnOnce() + 'static) {
    let latest = LATEST.get() + 1;
    LATEST.set(latest);
    let put = move |text: Option<String>| {
        if LATEST.get() == latest {
            put_in_force(index, text);
        }
        then();
    };
    if index == 0 {
        return put(None);
    }
    // No `fetch`: what promises need of Rust's would be a thirtieth of the page's download.
    let (Ok(request), Some(address)) = (XmlHttpRequest::new(), address_of(index)) else { return put(None) };
    if request.open("GET", &address).is_err() {
        return put(None);
    }
    let asked = request.clone();
    let over = Closure::once_into_js(move || {
        put(asked.response_text().ok().flatten().filter(|_| asked.status().is_ok_and(|status| status == 200)));
    });
    request.set_onloadend(over.dyn_ref());
    // Where it is refused, `loadend` says so too.
    let _ = request.send();
}

/// Where the messages of a language lie.
fn address_of(index: usize) -> Option<String> {
    Some([&choice::folder()?, LANGUAGES[index].0, part().0].concat())
}

/// How the files of this part of the page end, and which build's messages they have to hold.
fn part() -> (&'static str, &'static str) {
    match PART.get() {
        Part::Page => (".page.txt", SHAPE_PAGE),
        Part::Trace => (".trace.txt", SHAPE_TRACE),
        Part::Program => (".program.txt", SHAPE_PROGRAM),
    }
}

fn put_in_force(index: usize, text: Option<String>) {
    let is_frame = PART.get() == Part::Page;
    let table = text.and_then(|text| Table::read(text, part().1));
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
