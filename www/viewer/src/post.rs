//! Words to the page.

use interleave_viewer::Reply;
use js_sys::{Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

/// The worker that this runs in.
pub fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Milliseconds of the worker's clock.
pub fn now_ms() -> f64 {
    worker().performance().map_or(0.0, |performance| performance.now())
}

/// Says something to the page. What cannot be written or posted is dropped: nobody is left to be told.
pub fn say(reply: &Reply) {
    let Ok(words) = reply.serialize(&serde_wasm_bindgen::Serializer::new()) else { return };
    let message = Object::new();
    let _ = Reflect::set(&message, &"words".into(), &words);
    let _ = worker().post_message(&message);
}
