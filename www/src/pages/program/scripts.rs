//! The few things that scripts do for this page (`www/machine/start.js`): they load programs and the editor, and pack the
//! address.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;

/// The property of the window that the scripts leave their functions in.
const SCRIPTS: &str = "interleaveProgramPage";
/// The property of the window with a program that came in an address.
const HANDED: &str = "interleaveProgram";

/// The program that came in the address, where one did.
pub fn handed() -> Option<String> {
    let window = web_sys::window()?;
    Reflect::get(&window, &HANDED.into()).ok()?.as_string().filter(|program| !program.is_empty())
}

/// One of the scripts' values.
pub fn script(name: &str) -> Option<JsValue> {
    let window = web_sys::window()?;
    let scripts = Reflect::get(&window, &SCRIPTS.into()).ok()?;
    Reflect::get(&scripts, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// Calls one of the scripts' functions.
pub fn call(name: &str, arguments: &[&str]) -> Option<JsValue> {
    let function: Function = script(name)?.dyn_into().ok()?;
    let arguments: Array = arguments.iter().map(|text| JsValue::from_str(text)).collect();
    function.apply(&JsValue::NULL, &arguments).ok()
}

/// Calls `then` with what a promise comes to; with nothing where it fails.
pub fn when(promise: JsValue, then: impl FnOnce(Option<JsValue>) + 'static) {
    let then = std::rc::Rc::new(std::cell::Cell::new(Some(then)));
    let late = then.clone();
    let resolved = Closure::once(move |value: JsValue| {
        if let Some(then) = then.take() {
            then(Some(value));
        }
    });
    let failed = Closure::once(move |_: JsValue| {
        if let Some(then) = late.take() {
            then(None);
        }
    });
    let _ = Promise::resolve(&promise).then2(&resolved, &failed);
    // One of them is called once, and then they are nobody's.
    resolved.forget();
    failed.forget();
}

/// Writes the address; `program` is empty where the query names it. Calls `then` with how long it would be where it is too
/// long to have the program in it.
pub fn keep(query: &str, program: &str, then: impl FnOnce(Option<f64>) + 'static) {
    if let Some(promise) = call("keep", &[query, program]) {
        when(promise, move |length| then(length.and_then(|length| length.as_f64())));
    }
}
