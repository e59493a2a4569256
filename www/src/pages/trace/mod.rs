//! The trace page: a reader's own profiles, on one timeline. It asks the viewer's worker and shows the answers; the
//! files never leave the machine.
//!
//! | module | what it is for |
//! | --- | --- |
//! | `model` | the state, and how it changes |
//! | `look`, `drag`, `arrange`, `keys` | arithmetic of the view, and what hands do to it |
//! | `words`, `format`, `address` | numbers and sentences; the address |
//! | `live`, `viewer`, `gestures`, `handed`, `recent`, `save`, `colours` | effects: the worker, the browser |
//! | `opening`, `timeline`, `details`, `lanes`, `statistics`, `table` | what is seen |
//!
//! The first two rows are pure and tested without a browser; `words` and its neighbours too.

mod address;
mod arrange;
mod colours;
mod details;
mod drag;
mod format;
mod gestures;
mod handed;
mod keys;
mod lanes;
mod live;
mod look;
mod model;
mod opening;
mod recent;
mod save;
mod statistics;
mod table;
mod timeline;
mod viewer;
mod words;

use yew::prelude::*;

use crate::dom::{Listener, WidthWatch, pixel_ratio};
use crate::markup::view;
use live::{Live, Nodes};
use model::{Action, Page, Size, Status};

/// How much of the window's height the timeline takes at most.
const MOST_SHARE: f64 = 0.75;

/// Stands in for the first application of another module on the same document; see [`show`].
#[component]
fn Nothing() -> Html {
    Html::default()
}

/// Shows the page in the element `trace-view`.
pub fn show() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else { return };
    // Yew tells the applications on a document apart by numbers on their elements, and counts them in each module from
    // one. The frame around this page is another module's number one, so this one must not be.
    if let Ok(element) = document.create_element("div") {
        yew::Renderer::<Nothing>::with_root(element).render();
    }
    if let Some(element) = document.get_element_by_id("trace-view") {
        yew::Renderer::<TracePage>::with_root(element).render();
    }
}

/// The size of the timeline, as the window has it.
fn size_of(width: f64) -> Size {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()).and_then(|height| height.as_f64());
    Size { width, most_height: (window.unwrap_or(800.0) * MOST_SHARE).round(), ratio: pixel_ratio() }
}

#[component]
fn TracePage() -> Html {
    let page = use_reducer_eq(Page::default);
    let live = {
        let (dispatcher, nodes) = (page.dispatcher(), Nodes::default());
        (*use_memo((), move |()| Live::new(dispatcher, nodes))).clone()
    };
    live.rendered(std::rc::Rc::new((*page).clone()));
    {
        let live = live.clone();
        use_effect_with((), move |()| {
            live.start();
            live.list_recent();
            let again = live.clone();
            let address = web_sys::window().map(|window| Listener::new(&window, "popstate", move || again.reopen()));
            let again = live.clone();
            let colours = colours::Watch::new(move || again.give_colours());
            let dropped = opening::take_dropped(&live);
            let handed = handed::take_handed(&live);
            move || drop((address, colours, dropped, handed))
        });
    }
    {
        let live = live.clone();
        use_effect_with((), move |()| {
            let scroller = live.nodes().scroller.cast::<web_sys::Element>();
            let gestures = scroller.clone().map(|scroller| gestures::listen(scroller, &live));
            let resized = {
                let (live, scroller) = (live.clone(), scroller.clone());
                move || {
                    let width = scroller.as_ref().map_or(0, |scroller| scroller.client_width());
                    live.dispatch(Action::Sized(size_of(f64::from(width))));
                }
            };
            let window = web_sys::window().map(|window| Listener::new(&window, "resize", resized));
            let set = move |width| live.dispatch(Action::Sized(size_of(width)));
            let watch = scroller.and_then(|scroller| WidthWatch::new(&scroller, set));
            move || drop((gestures, window, watch))
        });
    }
    {
        let live = live.clone();
        let is_ready = matches!(page.status, Status::Ready { .. });
        use_effect_with(is_ready, move |is_ready| {
            if *is_ready {
                live.ready();
            }
        });
    }
    {
        let live = live.clone();
        let is_ready = matches!(page.status, Status::Ready { .. });
        use_effect_with((is_ready, page.view()), move |(_, view)| {
            if let Some(view) = view {
                live.show(view);
            }
        });
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
    for (slot, place) in (0u32..).zip(&page.slots) {
        let Some(summary) = place.summary.clone() else { continue };
        let title = (page.slots.iter().filter(|slot| slot.summary.is_some()).count() > 1)
            .then(|| view!("<h2 class=which>{}</h2>", words::name(&summary)));
        let arrangement = place.arrangement.clone();
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
