//! What an engine worker says, read from its messages.
//!
//! Messages are read field by field: what serde derives for them would be a thirtieth of the page's download. The
//! shape is the one that [`FromEngine`] has in `serde-wasm-bindgen`, which the engine writes with.

use interleave::lab::Outcome;
use interleave::lab::wire::{FromEngine, Layout};
use interleave::workload::Answer;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::memory::SharedMemory;
use super::trouble::Trouble;

/// What comes from an engine worker.
pub enum Heard {
    /// It can take runs.
    Ready(Ready),
    /// Something about a run.
    Message(FromEngine),
    /// It failed: why.
    Failed(Trouble),
}

/// What an engine that can take runs is known by.
pub struct Ready {
    /// How many workers its pool has; 0 where memory cannot be shared.
    pub threads: u32,
    /// The compiled module, with which the next one starts faster.
    pub module: JsValue,
    /// Its memory, where it is shared.
    pub memory: Option<SharedMemory>,
    /// Where in its memory a worker notes how many bytes it could not have.
    pub failure_address: u32,
    /// The origin of its clock, in milliseconds since 1970.
    pub origin_ms: f64,
}

/// What the engine noted before it died: `note_trap`'s mark, or how many bytes could not be had.
pub fn last_words(missing_bytes: u32) -> Trouble {
    if missing_bytes == u32::MAX {
        return Trouble::of("pool-failed");
    }
    Trouble::with("no-memory", missing_bytes.div_ceil(1 << 20))
}

/// The field `key` of `value`; undefined where there is none.
pub fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn number(value: &JsValue, key: &str) -> f64 {
    get(value, key).as_f64().unwrap_or(0.0)
}

fn word(value: &JsValue, key: &str) -> u32 {
    number(value, key) as u32
}

fn text(value: &JsValue, key: &str) -> String {
    get(value, key).as_string().unwrap_or_default()
}

fn list(value: &JsValue, key: &str) -> Vec<JsValue> {
    get(value, key).dyn_ref::<Array>().map(Array::to_vec).unwrap_or_default()
}

fn pair(value: &JsValue) -> (u32, u32) {
    let at = |index| Reflect::get_u32(value, index).ok().and_then(|item| item.as_f64()).unwrap_or(0.0) as u32;
    (at(0), at(1))
}

fn bytes(value: &JsValue) -> Vec<u8> {
    get(value, "bytes").dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}

/// What a message says; none where it is nothing that an engine says.
pub fn read(data: &JsValue) -> Option<Heard> {
    let ready = get(data, "ready");
    if ready.is_object() {
        return Some(Heard::Ready(Ready {
            threads: word(&ready, "threads"),
            module: get(&ready, "module"),
            memory: SharedMemory::from_value(get(&ready, "memory")),
            failure_address: word(&ready, "failure"),
            origin_ms: number(&ready, "origin"),
        }));
    }
    if let Some(reason) = get(data, "failed").as_string() {
        let missing = word(data, "missing");
        let reason = if missing > 0 { last_words(missing) } else { Trouble::told(reason) };
        return Some(Heard::Failed(reason));
    }
    // An object whose one field is named as the variant.
    let variant = |name| Some(get(data, name)).filter(JsValue::is_object);
    let message = if let Some(of) = variant("Started") {
        let layout = Some(get(&of, "layout")).filter(JsValue::is_object);
        FromEngine::Started {
            run: word(&of, "run"),
            workers: word(&of, "workers"),
            names: list(&of, "names").iter().map(|name| name.as_string().unwrap_or_default()).collect(),
            picture: pair(&get(&of, "picture")),
            layout: layout.map(|layout| Layout {
                lanes: list(&layout, "lanes").iter().map(pair).collect(),
                cancel: word(&layout, "cancel"),
                picture: word(&layout, "picture"),
            }),
        }
    } else if let Some(of) = variant("Records") {
        FromEngine::Records { lane: word(&of, "lane"), bytes: bytes(&of) }
    } else if let Some(of) = variant("Pixels") {
        FromEngine::Pixels { bytes: bytes(&of) }
    } else if let Some(of) = variant("Finished") {
        let answer = Some(get(&get(&of, "outcome"), "answer")).filter(JsValue::is_object);
        let answer =
            answer.map(|answer| Answer { text: text(&answer, "text"), verified: get(&answer, "verified").is_truthy() });
        FromEngine::Finished {
            run: word(&of, "run"),
            outcome: Outcome { answer },
            dropped: number(&of, "dropped") as u64,
        }
    } else {
        let of = variant("Refused")?;
        FromEngine::Refused { run: word(&of, "run"), message: text(&of, "message") }
    };
    Some(Heard::Message(message))
}
