//! The timeline of all machines' runs on one axis: the trace view's, in a place of this page (`pages/trace/mount.rs` says
//! how it is asked for). Each run comes through a port of its own, straight from its machine.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, MessageChannel, MessagePort};

use crate::app::load_trace;

/// A timeline that was asked for. It goes when this is dropped.
pub struct Axis {
    request: Object,
    _moved: Closure<dyn FnMut(f64)>,
}

impl Axis {
    /// Asks for a timeline in an element, of runs with these names. `onplayhead` is told where the reader puts the playhead.
    /// Returns the ports that the recordings are to come through as well.
    pub fn new(
        element: &Element,
        names: &[String],
        playhead_ns: f64,
        onplayhead: impl FnMut(f64) + 'static,
    ) -> Option<(Self, Vec<MessagePort>)> {
        let (request, traces, mut ports) = (Object::new(), Array::new(), Vec::new());
        for name in names {
            let channel = MessageChannel::new().ok()?;
            traces.push(&Array::of2(&name.as_str().into(), &channel.port2()));
            ports.push(channel.port1());
        }
        let moved = Closure::<dyn FnMut(f64)>::new(onplayhead);
        for (name, value) in [
            ("element", element.into()),
            ("traces", traces.into()),
            ("playhead", playhead_ns.into()),
            ("onplayhead", moved.as_ref().clone()),
        ] {
            Reflect::set(&request, &name.into(), &value).ok()?;
        }
        let window = web_sys::window()?;
        let asked = Reflect::get(&window, &"interleaveTimelines".into()).ok();
        let asked = asked.and_then(|asked| asked.dyn_into::<Array>().ok()).unwrap_or_default();
        asked.push(&request);
        Reflect::set(&window, &"interleaveTimelines".into(), &asked).ok()?;
        load_trace();
        let _ = window.dispatch_event(&Event::new("interleave-timeline").ok()?);
        Some((Self { request, _moved: moved }, ports))
    }

    /// Moves the playhead.
    pub fn play(&self, time_ns: f64) {
        // Where the timeline is not there yet, it begins with that.
        let _ = Reflect::set(&self.request, &"playhead".into(), &time_ns.into());
        self.call("play", Some(time_ns));
    }

    fn call(&self, name: &str, value: Option<f64>) {
        let function = Reflect::get(&self.request, &name.into()).ok().and_then(|call| call.dyn_into::<Function>().ok());
        if let Some(function) = function {
            let _ = match value {
                Some(value) => function.call1(&JsValue::NULL, &value.into()),
                None => function.call0(&JsValue::NULL),
            };
        }
    }
}

impl Drop for Axis {
    fn drop(&mut self) {
        // One that was never filled has to be left where it lies: it would be filled later.
        let _ = Reflect::set(&self.request, &"element".into(), &JsValue::NULL);
        let _ = Reflect::delete_property(&self.request, &"onplayhead".into());
        self.call("close", None);
    }
}
