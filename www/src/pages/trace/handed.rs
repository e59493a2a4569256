//! What the lab hands over: recordings as bytes, which lie in a property of the window (`pages/lab/hand_over.rs`).

use interleave_viewer::SLOTS;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, FilePropertyBag, MessagePort};

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
    let Some(handed) = taken() else { return };
    let handed: Vec<Handed> = handed.iter().filter_map(Handed::of).collect();
    if !handed.is_empty() {
        open_handed(live, &handed);
    }
}

/// Takes the traces away from where they lie.
fn taken() -> Option<Array> {
    let window = web_sys::window()?;
    let handed: Array = Reflect::get(&window, &PROPERTY.into()).ok()?.dyn_into().ok()?;
    Reflect::delete_property(&window, &PROPERTY.into()).ok()?;
    Some(handed)
}

/// A trace that was handed over.
#[derive(Clone, Debug, PartialEq)]
pub enum Handed {
    /// One that is complete.
    Whole(File),
    /// One that is being recorded: its name, and the port that its parts come through.
    Growing(String, MessagePort),
}

impl Handed {
    /// From a pair of a name and a `Blob` or a `MessagePort`.
    pub fn of(pair: JsValue) -> Option<Self> {
        let pair: Array = pair.dyn_into().ok()?;
        let name = pair.get(0).as_string()?;
        let blob: Blob = match pair.get(1).dyn_into::<MessagePort>() {
            Ok(port) => return Some(Self::Growing(name, port)),
            Err(other) => other.dyn_into().ok()?,
        };
        let options = FilePropertyBag::new();
        options.set_type(TYPE);
        let file = File::new_with_blob_sequence_and_options(&Array::of1(&blob), &name, &options).ok()?;
        Some(Self::Whole(file))
    }
}

/// Shows traces that were handed over in the place of those that are open.
pub fn open_handed(live: &Live, handed: &[Handed]) {
    live.begin_set();
    // A trace that was there before has nothing to do with these.
    for slot in handed.len() as u32..SLOTS as u32 {
        live.close(slot);
    }
    for (slot, handed) in (0u32..).zip(handed.iter().take(SLOTS)) {
        match handed {
            Handed::Whole(file) => live.open(slot, file.clone()),
            Handed::Growing(name, port) => live.follow(slot, name.clone(), port.clone()),
        }
    }
}

/// Whether a file is a recording that was handed over: bytes that only this build of the page can read.
pub fn is_handed(file: &File) -> bool {
    file.type_() == TYPE
}
