//! When the colours change that the viewer paints with: by the page's button, or by the system.

use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit};

use crate::dom::{self, Listener};

/// Watches the theme until it is dropped.
pub struct Watch {
    observer: Option<MutationObserver>,
    _closure: Closure<dyn FnMut()>,
    _system: Option<Listener>,
}

impl Watch {
    /// Calls `call` whenever the theme changes: by the page's button, or by the system.
    pub fn new(call: impl Fn() + Clone + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(call.clone());
        let observer = MutationObserver::new(closure.as_ref().unchecked_ref()).ok();
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        if let (Some(observer), Some(root)) = (&observer, dom::root()) {
            let _ = observer.observe_with_options(&root, &options);
        }
        let query = web_sys::window().and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten());
        Self { observer, _closure: closure, _system: query.map(|query| Listener::new(&query, "change", call)) }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
