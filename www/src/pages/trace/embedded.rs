//! The timeline as a component: the traces that it is handed on one axis, with everything that hands, keys and buttons
//! do to it. The trace page is this and what concerns files; other views have it in a place of their own (`mount`).
//!
//! What happens in traces it does not know: its viewer, a worker, owns them.

use std::rc::Rc;

use yew::prelude::*;

use super::address::Address;
use super::handed::{Handed, open_handed};
use super::live::Live;
use super::look::Look;
use super::model::{Action, Page, Same, Size, Status};
use super::{colours, gestures, opening, timeline};
use crate::dom::{Listener, WidthWatch, pixel_ratio};
use crate::markup::view;
use crate::text::use_language;

/// How much of the window's height the timeline takes at most.
const MOST_SHARE: f64 = 0.75;

/// What a timeline is used with.
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// What it shows, one below the other.
    pub traces: Same<Vec<Handed>>,
    /// What of it is seen at first; all where that is not said.
    #[prop_or_default]
    pub look: Option<Look>,
    /// Where the playhead stands, in nanoseconds from the axis's start; none where there is none.
    #[prop_or_default]
    pub playhead_ns: Option<f64>,
    /// Told where the reader puts the playhead.
    #[prop_or_default]
    pub onplayhead: Callback<f64>,
}

/// Traces on one axis.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let first = props.look.map(|look| Address { look: Some(look), ..Address::default() });
    let (page, live) = use_timeline("closer-", first);
    {
        let live = live.clone();
        use_effect_with(props.traces.clone(), move |traces| open_handed(&live, traces));
    }
    {
        let live = live.clone();
        use_effect_with(props.playhead_ns, move |playhead_ns| live.dispatch(Action::Playhead(*playhead_ns)));
    }
    {
        let (told, onplayhead) = (props.playhead_ns, props.onplayhead.clone());
        use_effect_with(page.playhead_ns, move |playhead_ns| {
            if let Some(time_ns) = playhead_ns.filter(|_| *playhead_ns != told) {
                onplayhead.emit(time_ns);
            }
        });
    }
    view!(
        "<div class=closer-view>{}{}{}</div>",
        opening::failure(&page, &live),
        opening::imports(&page, &live),
        timeline::timeline(&page, &live)
    )
}

/// The size of the timeline, as the window has it.
fn size_of(width: f64) -> Size {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()).and_then(|height| height.as_f64());
    Size { width, most_height: (window.unwrap_or(800.0) * MOST_SHARE).round(), ratio: pixel_ratio() }
}

/// A timeline's state and effects: its viewer, its colours, its size, what hands do to it. `name` tells its elements
/// from those of others, `first` says what is to be seen of its first trace.
#[hook]
pub fn use_timeline(name: &'static str, first: Option<Address>) -> (UseReducerHandle<Page>, Live) {
    let page = use_reducer_eq(Page::default);
    let live = {
        let dispatcher = page.dispatcher();
        (*use_memo((), move |()| Live::new(dispatcher, first, name))).clone()
    };
    live.rendered(Rc::new((*page).clone()));
    {
        let live = live.clone();
        use_effect_with((), move |()| {
            live.start();
            let again = live.clone();
            let colours = colours::Watch::new(move || again.give_colours());
            move || {
                drop(colours);
                live.stop();
            }
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
    let language = use_language();
    {
        let live = live.clone();
        use_effect_with(language, move |_| live.give_words());
    }
    let is_ready = matches!(page.status, Status::Ready { .. });
    {
        let live = live.clone();
        use_effect_with(is_ready, move |is_ready| {
            if *is_ready {
                live.ready();
            }
        });
    }
    {
        let live = live.clone();
        use_effect_with((is_ready, page.view()), move |(_, view)| {
            if let Some(view) = view {
                live.show(view);
            }
        });
    }
    (page, live)
}
