//! What the lab hands over: recordings as bytes, which lie in a property of the window (`pages/lab/hand_over.rs`).

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, FilePropertyBag};

use super::live::Live;
use crate::dom::Listener;

const PROPERTY: &str = "interleaveHanded";
const EVENT: &str = "interleave-handed";
/// What tells a recording from files that have a place on a disc.
const TYPE: &str = "application/x-interleave-trace";

/// Opens what was handed over before this page was there, and what will be while the listener lives.
pub fn take_handed(live: &Live) -> Option<Listener> {
    open(live);
    let live = live.clone();
    Some(Listener::new(&*web_sys::window()?, EVENT, move || open(&live)))
}

fn open(live: &Live) {
    let Some(files) = taken().filter(|files| !files.is_empty()) else { return };
    // A trace that was beside the one before has nothing to do with this one.
    if files.len() == 1 {
        live.close(1);
    }
    live.open_files(files, 0);
}

/// Takes the traces away from where they lie.
fn taken() -> Option<Vec<File>> {
    let window = web_sys::window()?;
    let handed: Array = Reflect::get(&window, &PROPERTY.into()).ok()?.dyn_into().ok()?;
    Reflect::delete_property(&window, &PROPERTY.into()).ok()?;
    let file = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        let (name, blob): (String, Blob) = (pair.get(0).as_string()?, pair.get(1).dyn_into().ok()?);
        let options = FilePropertyBag::new();
        options.set_type(TYPE);
        File::new_with_blob_sequence_and_options(&Array::of1(&blob), &name, &options).ok()
    };
    Some(handed.iter().filter_map(file).collect())
}

/// Whether a file is a recording that was handed over: bytes that only this build of the page can read.
pub fn is_handed(file: &File) -> bool {
    file.type_() == TYPE
}
