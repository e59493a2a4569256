//! The view's end of the embed form (`www/embed`): hears what it is to do, and tells what came of it.
//!
//! The embed form is scripts of its own around the page: poster, messages, turns. Between them and a view are two
//! events on the window, `interleave-do` and `interleave-told`; see `www/embed/views.js`. On a page that is not
//! embedded nothing is told and nobody asks.

pub mod json;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CustomEvent, CustomEventInit, Window};

use crate::dom;

/// Whether this page is its embed form.
pub fn is_embedded() -> bool {
    dom::root().is_some_and(|root| root.has_attribute("data-embed"))
}

/// Whether the embedder wants nothing changed.
pub fn is_readonly() -> bool {
    dom::root().is_some_and(|root| root.has_attribute("data-readonly"))
}

/// Tells the embed form something: a JSON text that has a `type`.
pub fn tell(told: &str) {
    if !is_embedded() {
        return;
    }
    let init = CustomEventInit::new();
    init.set_detail(&told.into());
    if let (Some(window), Ok(event)) =
        (web_sys::window(), CustomEvent::new_with_event_init_dict("interleave-told", &init))
    {
        let _ = window.dispatch_event(&event);
    }
}

/// What the embed form asks for, heard until this is dropped.
pub struct Asked {
    window: Window,
    closure: Closure<dyn FnMut(CustomEvent)>,
}

impl Asked {
    /// Calls `call` with each word; none where the page is not embedded.
    pub fn new(call: impl Fn(&str) + 'static) -> Option<Self> {
        let window = web_sys::window().filter(|_| is_embedded())?;
        let closure = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            if let Some(word) = event.detail().as_string() {
                call(&word);
            }
        });
        let function = closure.as_ref().unchecked_ref();
        window.add_event_listener_with_callback("interleave-do", function).ok()?;
        Some(Self { window, closure })
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.window.remove_event_listener_with_callback("interleave-do", function);
    }
}
