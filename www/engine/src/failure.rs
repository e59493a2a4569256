//! The last words of a worker that fails, where the page can read them.
//!
//! After a panic in one worker the instance cannot be used any more, and the worker that could report it may be
//! blocked: so the message goes into the instance's memory, which the page looks at while a run goes on.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

use wasm_bindgen::prelude::*;

const CAPACITY_BYTES: usize = 512;

/// Read by the page: the length in bytes, 0 while nothing failed, and behind it the text.
#[repr(C)]
struct Note {
    length: AtomicU32,
    text: [AtomicU8; CAPACITY_BYTES],
}

static NOTE: Note = Note { length: AtomicU32::new(0), text: [const { AtomicU8::new(0) }; CAPACITY_BYTES] };

/// Where the note stands in this instance's memory.
#[wasm_bindgen(js_name = failureAddress)]
pub fn failure_address() -> u32 {
    &raw const NOTE as usize as u32
}

/// Leaves a message. The last one stays.
fn leave(text: &str) {
    let bytes = &text.as_bytes()[..text.floor_char_boundary(CAPACITY_BYTES)];
    for (cell, byte) in NOTE.text.iter().zip(bytes) {
        cell.store(*byte, Ordering::Relaxed);
    }
    NOTE.length.store(bytes.len() as u32, Ordering::Release);
}

/// From now on panics of any worker of this instance are noted.
pub fn note_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string();
        leave(&text);
        web_sys::console::error_1(&JsValue::from_str(&text));
    }));
}
