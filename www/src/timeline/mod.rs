//! Timelines: traces drawn on one time axis, live.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`scale`] | from time to place and back; the ruler |
//! | [`geometry`] | where strips, lanes and ruler lie |
//! | [`layout`] | from a growing trace to a display list |
//! | [`hit`] | which slice is under the pointer, and which is next |
//! | `paint` | the display list on a canvas |
//! | `figure` | one trace with its caption, hover card and keyboard |
//! | `names` | what lanes, tasks and states are called in the reader's language |
//! | `table` | the same content as a table |
//!
//! Everything but `paint`, `figure` and `table` is pure and tested without a browser.

mod figure;
pub mod geometry;
pub mod hit;
pub mod layout;
mod names;
mod paint;
pub mod scale;
mod source;
mod table;

use yew::prelude::*;

pub use figure::{Caption, Figure};
pub use source::{Source, Watch};

use crate::dom::{self, WidthWatch};
use crate::markup::view;

/// What all figures of a group show at the same place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shared {
    /// Width of each figure, in CSS pixels; 0 before it is known.
    pub width: f64,
    /// Where the pointer is, from the left of the figures.
    pub pointer: Option<f64>,
}

#[derive(Properties, PartialEq)]
pub struct GroupProps {
    /// Draws the figures, given what they share.
    pub figures: Callback<Shared, Html>,
}

/// Figures below one another, with one playhead through all of them.
#[component]
pub fn Group(props: &GroupProps) -> Html {
    let node = use_node_ref();
    let shared = use_state_eq(Shared::default);
    {
        // The latest value: the observer outlives the rendering it was made in.
        let latest = use_mut_ref(Shared::default);
        *latest.borrow_mut() = *shared;
        let (node, setter) = (node.clone(), shared.setter());
        use_effect_with((), move |()| {
            let set = move |width| setter.set(Shared { width, ..*latest.borrow() });
            let watch = node.cast::<web_sys::Element>().and_then(|element| WidthWatch::new(&element, set));
            move || drop(watch)
        });
    }
    let onpointermove = {
        let (node, shared) = (node.clone(), shared.clone());
        Callback::from(move |event: Event| {
            if let Some((x, _)) = dom::place_in(&node, &event) {
                shared.set(Shared { pointer: Some(x), ..*shared });
            }
        })
    };
    let onpointerleave = {
        let shared = shared.clone();
        Callback::from(move |_: Event| shared.set(Shared { pointer: None, ..*shared }))
    };
    view!(
        "<div class=timelines ref={} onpointermove={} onpointerleave={}>{}</div>",
        &node,
        onpointermove,
        onpointerleave,
        props.figures.emit(*shared)
    )
}
