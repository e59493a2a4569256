//! The trace page: a reader's own profiles, on one timeline. It asks the viewer's worker and shows the answers; the
//! files never leave the machine.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `model` | the state, and how it changes |
//! | `look`, `drag`, `arrange`, `keys` | arithmetic of the view, and what hands do to it |
//! | `words`, `format`, `address` | numbers and sentences; the address |
//! | `live`, `viewer`, `gestures`, `typing`, `handed`, `recent`, `save`, `colours` | effects: the worker, the browser |
//! | `opening`, `timeline`, `details`, `lanes`, `statistics`, `table` | what is seen |
//! | `embedded`, `mount` | the timeline as a component, and in the places of other views |
//!
//! The first two rows are pure and tested without a browser; `words` and its neighbours too.

mod address;
mod arrange;
pub mod colours;
mod details;
mod drag;
mod embedded;
mod format;
mod gestures;
mod handed;
mod keys;
mod lanes;
mod live;
mod look;
mod model;
mod mount;
mod opening;
mod recent;
mod save;
mod statistics;
mod table;
mod timeline;
mod typing;
mod viewer;
mod words;

use yew::prelude::*;

use crate::dom::{self, Listener};
use crate::link::{self, Route};
use crate::markup::view;
use embedded::use_timeline;
use live::Live;
use model::Page;

/// Stands in for the first application of another module on the same document; see [`show`].
#[component]
fn Nothing() -> Html {
    Html::default()
}

/// Shows the page in the element `trace-view`, as soon as the reader goes there, and timelines where other views ask for
/// them.
pub fn show() {
    let Some(window) = web_sys::window() else { return };
    // Yew tells the applications on a document apart by numbers on their elements, and counts them in each module from
    // one. The frame around this page is another module's number one, and around a timeline in the program page there
    // is a third one's number two, so this one must be neither.
    for _ in 0..2 {
        if let Some(element) = window.document().and_then(|document| document.create_element("div").ok()) {
            yew::Renderer::<Nothing>::with_root(element).render();
        }
    }
    mount::listen();
    if !show_page() {
        // For as long as the page lives.
        let show = || {
            show_page();
        };
        std::mem::forget(["popstate", "interleave-handed"].map(|event| Listener::new(&window, event, show)));
    }
}

/// Shows the page where its address is the document's; returns whether it is shown.
fn show_page() -> bool {
    let place = || web_sys::window()?.document()?.get_element_by_id("trace-view");
    let Some(element) = place().filter(|_| link::route(&dom::hash()) == Route::Trace) else { return false };
    if element.child_element_count() == 0 {
        yew::Renderer::<TracePage>::with_root(element).render();
    }
    true
}

#[component]
fn TracePage() -> Html {
    let (page, live) = use_timeline("", Some(address::read(&dom::hash())));
    {
        let live = live.clone();
        use_effect_with((), move |()| {
            live.list_recent();
            live.open_address();
            let again = live.clone();
            let address = web_sys::window().map(|window| Listener::new(&window, "popstate", move || again.reopen()));
            let dropped = opening::take_dropped(&live);
            let handed = handed::take_handed(&live);
            let keys = typing::listen(&live);
            move || drop((address, dropped, handed, keys))
        });
    }
    {
        let live = live.clone();
        use_effect_with(page.table.asked_anew, move |_| live.ask_anew());
    }
    {
        let live = live.clone();
        use_effect_with(address::write(&page), move |hash| live.settle(hash.clone()));
    }
    let is_open = page.is_open();
    let parts = if is_open { panels(&page, &live) } else { Html::default() };
    view!(
        "{}{}{}{}{}",
        opening::failure(&page, &live),
        opening::heading(&page, &live),
        opening::imports(&page, &live),
        timeline::timeline(&page, &live),
        parts,
    )
}

/// What stands below the timeline of an open trace.
fn panels(page: &Page, live: &Live) -> Html {
    let mut parts = Vec::new();
    for (slot, summary) in page.open() {
        let summary = summary.clone();
        let title = (page.open().count() > 1).then(|| view!("<h2 class=which>{}</h2>", words::name(&summary)));
        let arrangement = page.slots[slot as usize].arrangement.clone();
        parts.push(view!(
            "<section class=of-trace>{}{}{}</section>",
            title,
            html! { <lanes::Lanes {slot} summary={summary.clone()} {arrangement} live={live.clone()} /> },
            html! { <statistics::Statistics {slot} {summary} live={live.clone()} /> },
        ));
    }
    let slots = page.slots.each_ref().map(|slot| slot.summary.clone());
    view!(
        "{}<div class=of-traces>{}</div>",
        html! { <table::Table table={page.table.clone()} search={page.search.clone()} {slots} live={live.clone()} /> },
        parts
    )
}
