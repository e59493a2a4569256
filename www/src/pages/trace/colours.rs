//! The colours that the viewer paints with: the stylesheet's, as they are now and whenever the theme changes.

use interleave_viewer::Colours;
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit};

use crate::dom::{self, Listener};
use crate::timeline::layout::HUES;

/// Reads the stylesheet; none before there is a page.
pub fn read() -> Option<Colours> {
    let style = web_sys::window()?.get_computed_style(&dom::root()?).ok()??;
    let value = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
    let font = |size: &str, family: &str| [size, " ", &value(family)].concat();
    let mut hues: Vec<String> = (1..=HUES).map(|number| value(&["--hue-", &number.to_string()].concat())).collect();
    hues.push(value("--hue-none"));
    Some(Colours {
        hues,
        task_ink: value("--task-ink"),
        ink: value("--ink"),
        ink_2: value("--ink-2"),
        ink_3: value("--ink-3"),
        line: value("--line"),
        ground: value("--bg"),
        lane: value("--lane"),
        accent: value("--accent"),
        pattern: value("--pattern"),
        font: font("11px", "--sans"),
        mono: font("11px", "--mono"),
    })
}

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
