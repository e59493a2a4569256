//! The viewer's worker, from its start until it is thrown away. However often the page changes its mind, it hears of
//! what is looked at once a frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave_viewer::{Ask, Reply, View};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ErrorEvent, MessageEvent, Url, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use crate::dom::Timer;
use crate::engine;
use crate::text::say;

/// How long a worker may take to start.
const START_LIMIT_MS: i32 = 20_000;

type Frame = Closure<dyn FnMut(f64)>;

/// What a viewer says, with the file that came along.
pub type Heard = (Reply, Option<Blob>);

/// A viewer's worker. It ends when this is dropped.
pub struct Viewer {
    worker: Worker,
    is_ready: Rc<Cell<bool>>,
    /// What was asked before it was ready.
    held: RefCell<Vec<Ask>>,
    /// What goes with the next frame.
    next: Rc<RefCell<Next>>,
    frame: RefCell<Option<Frame>>,
    is_waiting: Rc<Cell<bool>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _limit: Rc<RefCell<Option<Timer>>>,
}

#[derive(Default)]
struct Next {
    view: Option<Box<View>>,
    at: Option<(u32, f64, f64)>,
    number: u32,
    /// Counts the views.
    views: u32,
}

impl Next {
    /// Sends what is there.
    fn post(&mut self, worker: &Worker) {
        if let Some(mut view) = self.view.take() {
            self.views += 1;
            view.number = self.views;
            let _ = post(worker, &Ask::View(view), None);
        }
        if let Some((number, x, y)) = self.at.take() {
            let _ = post(worker, &Ask::At { number, x, y }, None);
        }
    }
}

/// The address of a file beside the trace page's. The build writes its folder into the document.
pub fn address(file: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name='interleave-trace']").ok()??;
    let base = document.base_uri().ok()??;
    let url = Url::new_with_base(&[&meta.get_attribute("content")?, file].concat(), &base).ok()?;
    Some(url.href())
}

fn post(worker: &Worker, ask: &Ask, beside: Option<(&str, &JsValue)>) -> Result<(), JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"words".into(), &serde_wasm_bindgen::to_value(ask)?)?;
    let transferred = Array::new();
    if let Some((name, value)) = beside {
        Reflect::set(&message, &name.into(), value)?;
        // A canvas and a port are handed over, a file is shared.
        if matches!(name, "canvas" | "port") {
            transferred.push(value);
        }
    }
    worker.post_message_with_transfer(&message, &transferred)
}

impl Viewer {
    /// Starts a worker. `heard` is told what it says.
    ///
    /// # Errors
    /// Where the browser refuses to start one.
    pub fn start(heard: Callback<Heard>) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let script = address("worker.js").ok_or_else(|| say::trace_trouble("no-script", 0, ""))?;
        let refused = |_| say::trace_trouble("refused", 0, "");
        let worker = Worker::new_with_options(&script, &options).map_err(refused)?;
        let is_ready = Rc::new(Cell::new(false));
        let failed = {
            let heard = heard.clone();
            move |message: String| heard.emit((Reply::Failed { message }, None))
        };
        let limit = {
            let (is_ready, failed) = (is_ready.clone(), failed.clone());
            Timer::after(START_LIMIT_MS, move || {
                if !is_ready.get() {
                    failed(say::trace_trouble("not-started", START_LIMIT_MS / 1000, ""));
                }
            })
        };
        let on_message = {
            let is_ready = is_ready.clone();
            Closure::new(move |event: MessageEvent| {
                let words = Reflect::get(&event.data(), &"words".into()).unwrap_or_default();
                let file = Reflect::get(&event.data(), &"file".into()).ok().and_then(|file| file.dyn_into().ok());
                if let Ok(reply) = serde_wasm_bindgen::from_value::<Reply>(words) {
                    if matches!(reply, Reply::Ready { .. }) {
                        is_ready.set(true);
                    }
                    heard.emit((reply, file));
                }
            })
        };
        let on_error = Closure::new(move |event: ErrorEvent| {
            // A script that does not load fires an event without a message.
            let message = Reflect::get(&event, &"message".into()).ok().and_then(|message| message.as_string());
            let message = message.filter(|message| !message.is_empty());
            failed(message.unwrap_or_else(|| say::trace_trouble("no-script", 0, "")));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let start = Object::new();
        let threads = if engine::is_isolated() { engine::hardware_threads() } else { 0 };
        Reflect::set(&start, &"threads".into(), &threads.into()).map_err(refused)?;
        worker.post_message(&start).map_err(refused)?;
        Ok(Self {
            worker,
            is_ready,
            held: RefCell::default(),
            next: Rc::default(),
            frame: RefCell::default(),
            is_waiting: Rc::default(),
            _on_message: on_message,
            _on_error: on_error,
            _limit: Rc::new(RefCell::new(limit)),
        })
    }

    /// Whether it can be asked.
    pub fn is_ready(&self) -> bool {
        self.is_ready.get()
    }

    /// Asks something, now or as soon as it is ready. What is looked at goes before it, for that is what it is about.
    pub fn ask(&self, ask: Ask) {
        if self.is_ready() {
            self.next.borrow_mut().post(&self.worker);
            let _ = post(&self.worker, &ask, None);
        } else {
            self.held.borrow_mut().push(ask);
        }
    }

    /// Sends what was held back. To be called when it is ready.
    pub fn ask_held(&self) {
        for ask in self.held.take() {
            self.ask(ask);
        }
    }

    /// Asks something with a file, a port or a canvas beside it, which only a viewer that is ready can take.
    pub fn ask_with(&self, ask: &Ask, name: &str, value: &JsValue) -> bool {
        self.is_ready() && post(&self.worker, ask, Some((name, value))).is_ok()
    }

    /// Shows a view with the next frame.
    pub fn show(&self, view: View) {
        self.next.borrow_mut().view = Some(Box::new(view));
        self.wait();
    }

    /// Asks what lies at a place, with the next frame. Returns the question's number.
    pub fn find(&self, x: f64, y: f64) -> u32 {
        let mut next = self.next.borrow_mut();
        next.number += 1;
        let number = next.number;
        next.at = Some((number, x, y));
        drop(next);
        self.wait();
        number
    }

    /// Asks what lies at a place, at once. Returns the question's number.
    pub fn find_now(&self, x: f64, y: f64) -> u32 {
        self.next.borrow_mut().number += 1;
        let number = self.next.borrow().number;
        self.ask(Ask::At { number, x, y });
        number
    }

    /// Asks nothing about a place any more.
    pub fn find_nothing(&self) {
        let mut next = self.next.borrow_mut();
        next.number += 1;
        next.at = None;
    }

    fn wait(&self) {
        if self.is_waiting.replace(true) {
            return;
        }
        let mut frame = self.frame.borrow_mut();
        let frame = frame.get_or_insert_with(|| {
            let (worker, next) = (self.worker.clone(), self.next.clone());
            let (is_waiting, is_ready) = (self.is_waiting.clone(), self.is_ready.clone());
            Closure::new(move |_| {
                is_waiting.set(false);
                if is_ready.get() {
                    next.borrow_mut().post(&worker);
                }
            })
        });
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        // Ends the workers it started too.
        self.worker.terminate();
        if let Some(frame) = self.frame.take() {
            // It may still be called once, and then finds nothing to send.
            let mut next = self.next.borrow_mut();
            (next.view, next.at) = (None, None);
            frame.forget();
        }
    }
}
