//! The way from a comparison to the trace view: the recordings as bytes, left where that view looks for them.
//!
//! What is handed over lies in the window's property `interleaveHanded` as `[[name, Blob], …]`; the event
//! `interleave-handed` says that it is new. The view takes it away when it opens it.

use interleave::lab::Plan;
use interleave::trace::raw;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::live::Live;
use super::model::Lab;
use crate::markup::view;
use crate::text::say;

/// The button for it, once there is something to take apart.
pub fn button(lab: &Lab, live: &Live) -> Option<Html> {
    let done: Vec<_> = lab.entries.iter().filter(|entry| entry.figures().is_some()).collect();
    if lab.is_comparing() || done.is_empty() {
        return None;
    }
    let named: Vec<_> = done.iter().map(|entry| (entry.run, name(&entry.plan))).collect();
    let onclick = live.on(move |live| {
        let handed = Array::new();
        for (run, name) in &named {
            let bytes = live.source().with_trace(*run, raw::encode);
            if let Some(blob) = bytes.and_then(|bytes| blob(&bytes)) {
                handed.push(&Array::of2(&name.as_str().into(), &blob));
            }
        }
        let _ = hand(&handed);
    });
    Some(view!(
        "<p class=apart><button type=button class=button data-testid=take-apart onclick={}>{}\
         </button><span class=note>{}</span></p>",
        onclick,
        say::apart_button(),
        say::apart_note()
    ))
}

/// What the trace view calls a run.
pub fn name(plan: &Plan) -> String {
    say::model_run(plan.model.name(), plan.workers)
}

fn blob(bytes: &[u8]) -> Option<JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    web_sys::Blob::new_with_u8_array_sequence(&parts).ok().map(JsValue::from)
}

fn hand(handed: &Array) -> Result<(), JsValue> {
    let Some(window) = web_sys::window() else { return Ok(()) };
    Reflect::set(&window, &"interleaveHanded".into(), handed)?;
    window.location().set_hash("/trace")?;
    window.dispatch_event(&Event::new("interleave-handed")?)?;
    Ok(())
}
