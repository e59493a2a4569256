//! What `worker.js` calls. A machine has one run at a time.

use std::cell::RefCell;

use interleave::machine::history::Made;
use interleave_machine::{Reply, Setup, Unit};
use wasm_bindgen::prelude::*;

use crate::run::Run;

thread_local! {
    static RUN: RefCell<Option<(u32, Run)>> = const { RefCell::new(None) };
}

fn words(reply: &Reply) -> Result<JsValue, JsError> {
    serde_wasm_bindgen::to_value(reply).map_err(|error| JsError::new(&error.to_string()))
}

fn with<T>(call: impl FnOnce(u32, &mut Run) -> T) -> Result<T, JsError> {
    RUN.with_borrow_mut(|run| match run {
        Some((number, run)) => Ok(call(*number, run)),
        None => Err(JsError::new("no program is loaded")),
    })
}

/// Puts a program on a machine; what to say where that is not done. What was there before is gone in any case.
///
/// # Errors
/// Where `setup` is no [`Setup`].
#[wasm_bindgen]
pub fn load(number: u32, program: &str, setup: JsValue) -> Result<JsValue, JsError> {
    RUN.take();
    let setup: Setup = serde_wasm_bindgen::from_value(setup).map_err(|error| JsError::new(&error.to_string()))?;
    match Run::load(program, &setup) {
        Ok(run) => {
            RUN.set(Some((number, run)));
            Ok(JsValue::UNDEFINED)
        }
        Err(fault) => words(&Reply::Refused { number, fault }),
    }
}

/// What to say of a program that is not run.
///
/// # Errors
/// None that is known.
#[wasm_bindgen]
pub fn check(program: &str) -> Result<JsValue, JsError> {
    words(&Reply::Checked { fault: Run::load(program, &Setup::default()).err() })
}

/// Whether there is a program.
#[wasm_bindgen(js_name = isLoaded)]
pub fn is_loaded() -> bool {
    RUN.with_borrow(Option::is_some)
}

/// Goes on for a few milliseconds at most; false where the run is over.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen(js_name = goOn)]
pub fn go_on() -> Result<bool, JsError> {
    with(|_, run| run.go_on())
}

/// Goes a step further; false where more calls are needed for it.
///
/// # Errors
/// Where no program is loaded, or `unit` is none.
#[wasm_bindgen]
pub fn forward(unit: JsValue) -> Result<bool, JsError> {
    let unit = read(unit)?;
    with(|_, run| run.forward(unit) != Made::NotYet)
}

/// Goes a step back.
///
/// # Errors
/// Where no program is loaded, or `unit` is none.
#[wasm_bindgen]
pub fn back(unit: JsValue) -> Result<(), JsError> {
    let unit = read(unit)?;
    with(|_, run| run.back(unit))
}

fn read(unit: JsValue) -> Result<Unit, JsError> {
    serde_wasm_bindgen::from_value(unit).map_err(|error| JsError::new(&error.to_string()))
}

/// Looks at that moment, in nanoseconds.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen]
pub fn seek(time_ns: f64) -> Result<(), JsError> {
    with(|_, run| run.seek(time_ns))
}

/// Looks at as far as the run has been followed.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen(js_name = seekFront)]
pub fn seek_front() -> Result<(), JsError> {
    with(|_, run| run.seek_front())
}

/// What to say of the moment that is looked at.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen]
pub fn moment(is_done: bool) -> Result<JsValue, JsError> {
    let reply = with(|number, run| Reply::Moment { number, moment: Box::new(run.moment()), is_done })?;
    words(&reply)
}

/// What to say of how far it has come.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen]
pub fn progress() -> Result<JsValue, JsError> {
    let reply = with(|number, run| {
        let (instructions, virtual_ns) = run.progress();
        Reply::Progress { number, instructions, virtual_ns }
    })?;
    words(&reply)
}

/// How many moments the run has been followed for: when it has grown, there is more to draw.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen]
pub fn front() -> Result<f64, JsError> {
    with(|_, run| run.front() as f64)
}

/// What was recorded so far, as `trace::raw` writes it.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen]
pub fn recorded() -> Result<Vec<u8>, JsError> {
    with(|_, run| run.recorded())
}

/// What to say of the run in Chrome's trace format.
///
/// # Errors
/// Where no program is loaded.
#[wasm_bindgen]
pub fn write() -> Result<JsValue, JsError> {
    let reply = with(|number, run| Reply::Written { number, text: run.chrome() })?;
    words(&reply)
}
