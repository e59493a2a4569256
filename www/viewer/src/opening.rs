//! Importing a file that arrives in pieces. `worker.js` reads them; between two it hears whether to go on.

use interleave_viewer::Reply;
use wasm_bindgen::prelude::*;

use crate::opened::Opened;
use crate::post::say;
use crate::viewer::with;

/// An import under way.
pub struct Opening {
    name: String,
    total_bytes: f64,
    bytes: f64,
    text: Vec<u8>,
}

/// Opens a generated trace: what measurements are made on.
#[cfg(feature = "bench")]
#[wasm_bindgen]
pub fn generate(slot: u32, lanes: u32, slices: u32, depth: u32) {
    let trace = interleave::trace::generate::Shape::new(lanes, slices.into(), depth).generate(1);
    let opened = Opened::of(format!("generated {lanes} {slices} {depth}"), trace);
    let summary = Box::new(opened.summary.clone());
    with(|viewer| viewer.put(slot, Some(opened)));
    say(&Reply::Opened { slot, summary });
}
