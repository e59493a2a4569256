//! The frame around every view: name, navigation, theme. The lab is part of this binary; the trace page is another
//! one, which is loaded when the reader first goes there.

use web_sys::Element;
use yew::prelude::*;

use crate::dom::{self, Listener};
use crate::link::{self, Route};
use crate::markup::view;
use crate::numbers::parse;
use crate::pages::lab::use_lab_page;
use crate::size::use_size;
use crate::text::{self, LANGUAGES, say};
use crate::theme::{Choice, use_theme};

#[component]
pub fn App() -> Html {
    let language = text::use_language();
    let theme = use_theme();
    let (is_large, turn_size) = use_size();
    let route = use_state_eq(|| link::route(&dom::hash()));
    {
        let route = route.setter();
        use_effect_with((), move |()| {
            let set = move || route.set(link::route(&dom::hash()));
            let listener = web_sys::window().map(|window| Listener::new(&window, "popstate", set));
            move || drop(listener)
        });
    }
    let shown = *route;
    let is_lab = shown == Route::Lab;
    let lab = use_lab_page(&theme, is_lab);
    use_effect_with(shown, |shown| match shown {
        Route::Lab => {}
        Route::Trace => load_trace(),
        Route::Program => {
            load("interleave-program", "start.js", "program-script");
        }
    });
    use_effect_with(language, |_| dom::set_title(&say::frame_title()));
    let said = say::frame_theme(theme.choice.name());
    let half = match theme.choice {
        Choice::Auto => Some("M8 1.8a6.2 6.2 0 0 1 0 12.4z"),
        Choice::Light => None,
        Choice::Dark => Some("M8 1.8a6.2 6.2 0 0 1 0 12.4 6.2 6.2 0 0 1 0-12.4"),
    };
    let left = use_mut_ref(<[String; 3]>::default);
    // A view is left as it is and found as it was: its link leads to the address that it had.
    let onclick = Callback::from(move |event: Event| {
        let target: Option<Element> = event.target_dyn_into();
        let Some(target) = target.filter(|target| !target.has_attribute("aria-current")) else { return };
        let mut left = left.borrow_mut();
        left[shown as usize] = dom::hash();
        let asked = target.get_attribute("href").unwrap_or_default();
        let found = &left[link::route(&asked) as usize];
        if !found.is_empty() {
            let _ = target.set_attribute("href", found);
        }
    });
    let mut languages = Vec::new();
    for (index, (tag, name)) in LANGUAGES.iter().enumerate() {
        let is_chosen = index == language;
        languages.push(view!(
            "<option value={} lang={} selected={}>{}</option>",
            index.to_string(),
            *tag,
            is_chosen,
            *name
        ));
    }
    let onlanguage =
        Callback::from(|event: Event| text::choose(parse(&dom::value(&event)).map_or(0, |at| at as usize)));
    let trouble = text::trouble().map(|text| view!("<p class='line apart' data-testid=language-trouble>{}</p>", text));
    let current = |of: Route| (of == shown).then_some("page");
    let share = Callback::from(|_: Event| {
        // Loaded by the first press, it opens by itself; from then on it listens.
        if !load("interleave-embed", "share.js", "share-script") {
            let event = Event::new("interleave-share").ok();
            event.and_then(|event| web_sys::window()?.dispatch_event(&event).ok());
        }
    });
    // The mark: two lanes, the same tasks interleaved and side by side.
    view!(
        "<header class=top>\
            <span class=name>\
                <svg width=22 height=16 viewBox='0 0 22 16' aria-hidden=true>\
                    <rect class=a y=1 width=9 height=5 rx=1/><rect class=b x=11 y=1 width=11 height=5 rx=1/>\
                    <rect class=b y=10 width=5 height=5 rx=1/><rect class=c x=7 y=10 width=6 height=5 rx=1/>\
                    <rect class=a x=15 y=10 width=7 height=5 rx=1/>\
                </svg>Interleave\
            </span>\
            <nav aria-label={} onclick={}>\
                <a href='#/lab' aria-current={}>{}</a><a href='#/program' aria-current={}>{}</a>\
                <a href='#/trace' aria-current={}>{}</a>\
            </nav>\
            <select class=language data-testid=language aria-label={} title={} onchange={}>{}</select>\
            <button type=button class='button plain' data-testid=share onclick={}>{}</button>\
            <button type=button class='button icon size' data-testid=large aria-pressed={} aria-label={} title={} onclick={}>\
                <svg width=18 height=16 viewBox='0 0 18 16' aria-hidden=true>\
                    <path fill=currentColor d='M1.2 14 5 3.6h1.8L10.6 14H8.8l-1-2.9H4l-1 2.9zM4.5 9.6h2.800L5.900 5.500zM13 8V5.800h-2.200V4.400H13V2.200h1.400v2.200h2.200v1.400h-2.200V8z'/>\
                </svg>\
            </button>\
            <button type=button class='button icon' data-testid=theme aria-label={} title={} onclick={}>\
                <svg width=16 height=16 viewBox='0 0 16 16' aria-hidden=true>\
                    <circle cx=8 cy=8 r=6.2 fill=none stroke=currentColor stroke-width=1.4/>\
                    <path fill=currentColor d={}/>\
                </svg>\
            </button>\
        </header>{}{}<main id=trace-view class=trace hidden={}></main>\
        <main id=program-view class=program hidden={}></main>",
        say::frame_views(),
        onclick,
        current(Route::Lab),
        say::frame_lab(),
        current(Route::Program),
        say::frame_program(),
        current(Route::Trace),
        say::frame_trace(),
        say::frame_language(),
        say::frame_language(),
        onlanguage,
        languages,
        share,
        say::frame_share(),
        if is_large { "true" } else { "false" },
        say::frame_large(),
        say::frame_large(),
        turn_size,
        said.clone(),
        said,
        theme.turn,
        half,
        trouble,
        lab,
        shown != Route::Trace,
        shown != Route::Program,
    )
}

/// Loads the trace page's script, once: for that page, and for timelines in others.
pub fn load_trace() {
    load("interleave-trace", "start.js", "trace-script");
}

/// Loads a script of a later part of the page, once; false where it was loaded before. It lies in the folder that the
/// build writes into the document under the name `folder`.
fn load(folder: &str, file: &str, id: &str) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    if document.get_element_by_id(id).is_some() {
        return false;
    }
    let meta = document.query_selector(&["meta[name='", folder, "']"].concat()).ok().flatten();
    let folder = meta.and_then(|meta| meta.get_attribute("content"));
    let (Some(folder), Ok(script), Some(body)) = (folder, document.create_element("script"), document.body()) else {
        return false;
    };
    for (name, value) in [("id", id), ("type", "module"), ("src", &[&folder, file].concat())] {
        let _ = script.set_attribute(name, value);
    }
    body.append_child(&script).is_ok()
}
