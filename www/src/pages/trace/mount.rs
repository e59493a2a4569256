//! Timelines in other views, which are another module's: they ask for one in an element of theirs.
//!
//! Who wants a timeline puts an object into the list that is the window's property `interleaveTimelines` and fires
//! `interleave-timeline`: `{ element, traces, look, playhead, onplayhead }`, of which the last three may be missing.
//! `traces` are pairs of a name and a `Blob` (what `trace::raw::encode` wrote) or a `MessagePort` through which a trace
//! grows (`Ask::Follow`), `look` a pair of moments, `playhead` a moment, in nanoseconds from the axis's start. When the
//! timeline is there, the object has `close()`, which ends it, and `play(moment)`, which moves its playhead.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Callback};

use super::embedded::{Timeline, TimelineProps};
use super::handed::Handed;
use super::look::Look;
use super::model::Same;
use crate::dom::Listener;

const PROPERTY: &str = "interleaveTimelines";
const EVENT: &str = "interleave-timeline";

/// Fills what was asked for, now and from now on.
pub fn listen() {
    take();
    if let Some(window) = web_sys::window() {
        // For as long as the page lives.
        std::mem::forget(Listener::new(&window, EVENT, take));
    }
}

/// Takes the requests away from where they lie.
fn take() {
    let Some(window) = web_sys::window() else { return };
    let asked = Reflect::get(&window, &PROPERTY.into()).ok().and_then(|asked| asked.dyn_into::<Array>().ok());
    let _ = Reflect::delete_property(&window, &PROPERTY.into());
    for request in asked.iter().flat_map(Array::iter) {
        // Whichever realm made it.
        if request.is_object() {
            mount(request.unchecked_ref());
        }
    }
}

fn get(request: &Object, name: &str) -> Option<JsValue> {
    Reflect::get(request, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn look(request: &Object) -> Option<Look> {
    let pair: Array = get(request, "look")?.dyn_into().ok()?;
    let (start_ns, end_ns) = (pair.get(0).as_f64()?, pair.get(1).as_f64()?);
    (end_ns > start_ns).then_some(Look { start_ns, end_ns })
}

fn mount(request: &Object) -> Option<()> {
    let element: Element = get(request, "element")?.dyn_into().ok()?;
    let traces: Array = get(request, "traces")?.dyn_into().ok()?;
    let traces = Same::new(traces.iter().filter_map(Handed::of).collect::<Vec<_>>());
    let told: Option<Function> = get(request, "onplayhead").and_then(|call| call.dyn_into().ok());
    let onplayhead = Callback::from(move |time_ns: f64| {
        if let Some(told) = &told {
            let _ = told.call1(&JsValue::NULL, &time_ns.into());
        }
    });
    let props = {
        let look = look(request);
        move |playhead_ns| TimelineProps { traces: traces.clone(), look, playhead_ns, onplayhead: onplayhead.clone() }
    };
    let first = get(request, "playhead").and_then(|moment| moment.as_f64());
    let handle = yew::Renderer::<Timeline>::with_root_and_props(element, props(first)).render();
    let handle: Rc<RefCell<Option<AppHandle<Timeline>>>> = Rc::new(RefCell::new(Some(handle)));
    let play = {
        let handle = handle.clone();
        Closure::<dyn FnMut(f64)>::new(move |moment| {
            if let Some(handle) = &mut *handle.borrow_mut() {
                handle.update(props(Some(moment)));
            }
        })
    };
    let close = Closure::once(move || {
        if let Some(handle) = handle.borrow_mut().take() {
            handle.destroy();
        }
    });
    Reflect::set(request, &"play".into(), &play.into_js_value()).ok()?;
    Reflect::set(request, &"close".into(), &close.into_js_value()).ok()?;
    Some(())
}
