//! The few things of the browser that Yew does not wrap. Every call copes with a browser that refuses it.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, MouseEvent, PerformanceNavigation, ResizeObserver};
use yew::NodeRef;

/// A listener that is removed when it is dropped.
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    closure: Closure<dyn FnMut()>,
}

impl Listener {
    /// Calls `call` whenever `event` happens to `target`.
    pub fn new(target: &EventTarget, event: &'static str, call: impl FnMut() + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(call);
        let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), event, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, function);
    }
}

/// A call that comes later, and never where this is dropped before.
pub struct Timer {
    handle: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `call` once, after `delay_ms`.
    pub fn after(delay_ms: i32, call: impl FnOnce() + 'static) -> Option<Self> {
        let closure = Closure::once(call);
        let function = closure.as_ref().unchecked_ref();
        let handle = web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(function, delay_ms);
        handle.ok().map(|handle| Self { handle, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.handle);
        }
    }
}

/// Watches the width of an element until it is dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Calls `call` with the width of `element`, in CSS pixels, now and whenever it changes.
    pub fn new(element: &Element, call: impl Fn(f64) + 'static) -> Option<Self> {
        let watched = element.clone();
        let closure = Closure::<dyn FnMut()>::new(move || call(f64::from(watched.client_width())));
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The attribute of the root that says that type is large, for a projector.
pub const SIZE: &str = "data-size";

/// How much larger than otherwise the stylesheet shows everything: its `zoom` in large type, else 1.
pub fn zoom() -> f64 {
    if root().is_some_and(|root| root.has_attribute(SIZE)) { 1.5 } else { 1.0 }
}

/// Device pixels in a CSS pixel of the page's own.
pub fn pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio() * zoom()).clamp(0.5, 4.0)
}

/// A pointer's place, from the left and top of an element, in CSS pixels of the page's own.
pub fn place(element: &Element, event: &MouseEvent) -> (f64, f64) {
    let (bounds, zoom) = (element.get_bounding_client_rect(), zoom());
    ((f64::from(event.client_x()) - bounds.left()) / zoom, (f64::from(event.client_y()) - bounds.top()) / zoom)
}

/// Whether this document was loaded again rather than opened by a link.
pub fn is_reloaded() -> bool {
    let kind = web_sys::window().and_then(|window| Some(window.performance()?.navigation().type_()));
    kind == Some(PerformanceNavigation::TYPE_RELOAD)
}

/// The address part behind `#`, with it.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Writes the address part behind `#`: as a new entry of the history, or in place of the present one.
pub fn set_hash(hash: &str, is_new_entry: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let nothing = wasm_bindgen::JsValue::NULL;
    // Refused in some frames, and where it is called too often: the page goes on without.
    let _ = if is_new_entry {
        history.push_state_with_url(&nothing, "", Some(hash))
    } else {
        history.replace_state_with_url(&nothing, "", Some(hash))
    };
}

/// Something kept on this machine from an earlier visit.
pub fn stored(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Keeps something on this machine, where the browser lets it.
pub fn store(key: &str, value: &str) {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) {
        let _ = storage.set_item(key, value);
    }
}

/// The page's root element.
pub fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// Names the page, for its tab and for bookmarks.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// The value of the control that `event` happened to; empty where it has none.
pub fn value(event: &Event) -> String {
    let target = event.target().and_then(|target| Reflect::get(&target, &"value".into()).ok());
    target.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Where the pointer is, from the left and top of the element that `node` knows; none where it knows none.
pub fn place_in(node: &NodeRef, event: &Event) -> Option<(f64, f64)> {
    Some(place(&node.cast::<Element>()?, event.dyn_ref()?))
}
