//! The program page: Python programs on simulated computers. It sends texts and settings to machines, which are workers,
//! and shows what they tell; it runs nothing itself.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `model` | the state, and how it changes |
//! | `address`, `times` | the state as an address; durations as the reader writes them |
//! | `gallery` | programs to begin with |
//! | `live`, `machine`, `axis`, `editor`, `scripts` | effects: the workers, the timeline, the editor |
//! | `bar`, `setups`, `stepping` | what the reader sets and presses |
//! | `verdict`, `output`, `threads`, `states`, `objects`, `waits`, `tasks`, `figures` | what is seen of a moment |
//! | `signs` | threads, permits and items as small signs |
//!
//! The first three rows are pure and tested without a browser.

mod address;
mod axis;
mod bar;
mod editor;
mod figures;
mod gallery;
mod live;
mod machine;
mod model;
mod objects;
mod output;
mod results;
mod scripts;
mod setups;
mod signs;
mod states;
mod stepping;
mod tasks;
mod threads;
mod times;
mod verdict;
mod waits;

use yew::prelude::*;

use crate::dom::{self, Listener};
use crate::link::{self, Route};
use crate::markup::view;
use crate::text::say;
use live::use_live;

/// Stands in for the first application of another module on the same document; see [`show`].
#[component]
fn Nothing() -> Html {
    Html::default()
}

/// Shows the page in the element `program-view`, as soon as the reader goes there.
pub fn show() {
    let Some(window) = web_sys::window() else { return };
    // Yew tells the applications on a document apart by numbers on their elements, and counts them in each module from
    // one. The frame around this page is another module's number one, so this one must not be; the timelines inside of
    // it are a third module's, which begins with three.
    if let Some(element) = window.document().and_then(|document| document.create_element("div").ok()) {
        yew::Renderer::<Nothing>::with_root(element).render();
    }
    if !show_page() {
        // For as long as the page lives.
        std::mem::forget(Listener::new(&window, "popstate", || {
            show_page();
        }));
    }
}

/// Shows the page where its address is the document's; returns whether it is shown.
fn show_page() -> bool {
    let place = || web_sys::window()?.document()?.get_element_by_id("program-view");
    let Some(element) = place().filter(|_| link::route(&dom::hash()) == Route::Program) else { return false };
    if element.child_element_count() == 0 {
        yew::Renderer::<ProgramPage>::with_root(element).render();
    }
    true
}

#[component]
fn ProgramPage() -> Html {
    let (page, live) = use_live();
    let entry = page.chosen();
    let moment = entry.moment.as_deref();
    let stale = page.is_edited().then(|| view!("<p class='line apart'>{}</p>", say::program_edited()));
    view!(
        "<header class=said><h1>{}</h1>{}</header>{}\
        <div class=bench>\
            <div class=source>{}{}</div>\
            <div class=machines>{}</div>\
        </div>\
        {}{}{}<div class=axis ref={} data-testid=axis></div>\
        <div class=panels>{}{}{}{}{}{}{}</div>{}",
        say::program_title(),
        verdict::verdict(&page, &live),
        bar::problems(&page, &live),
        bar::bar(&page, &live),
        editor::place(&page, &live),
        setups::setups(&page, &live),
        stale,
        stepping::stepping(&page, &live),
        verdict::progress(&page),
        live.place(),
        output::output(moment),
        threads::threads(&page, &live),
        states::panel(&page),
        objects::objects(moment),
        tasks::tasks(moment),
        waits::panel(&page),
        threads::stacks(&page),
        figures::figures(&page, &live),
    )
}
