//! Keys that are pressed on a timeline or elsewhere on its page: what they ask for is said in `keys`; here is only where
//! the focus is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use yew::Callback;

use super::gestures::Listeners;
use super::keys::{Place, command};
use super::live::Live;

/// Where an event happened.
fn place_of(event: &Event) -> Place {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Place::Beyond;
    };
    let is_in = |selector: &str| target.closest(selector).ok().flatten().is_some();
    if is_in("input:not([type=checkbox]), select, textarea") {
        Place::Field
    } else if is_in(".scroller") {
        Place::Timeline
    } else if is_in(".chosen") {
        Place::Details
    } else if is_in(".view") {
        Place::Controls
    } else {
        Place::Beyond
    }
}

fn heard(event: &Event, place: Place, live: &Live) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let has_modifier = key.ctrl_key() || key.meta_key() || key.alt_key();
    if let Some(command) = command(&key.key(), has_modifier, place) {
        event.prevent_default();
        live.command(command);
    }
}

/// What keys do on a timeline, its buttons and its panels.
pub fn on_timeline(live: &Live) -> Callback<Event> {
    let live = live.clone();
    Callback::from(move |event: Event| heard(&event, place_of(&event), &live))
}

/// Listens to keys on the rest of the trace page for as long as the result lives.
pub fn listen(live: &Live) -> Option<Listeners> {
    let page = web_sys::window()?.document()?.get_element_by_id("trace-view")?;
    let mut listeners = Listeners::to(page);
    let live = live.clone();
    listeners.on("keydown", move |event| {
        if live.is_open() && place_of(&event) == Place::Beyond {
            heard(&event, Place::Beyond, &live);
        }
    });
    Some(listeners)
}
