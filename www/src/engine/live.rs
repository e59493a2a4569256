//! One engine worker, from its start until it is thrown away.

use std::cell::Cell;

use interleave::lab::{Model, Plan};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Url, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use super::heard::{Heard, Ready, get, read};
use super::memory::SharedMemory;
use super::trouble::Trouble;

/// Which of the two builds of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// What the first view runs: small, and there at once.
    First,
    /// Everything.
    Full,
}

impl Build {
    /// The smallest build that can carry out `plan`.
    pub fn for_plan(plan: &Plan) -> Self {
        let is_first = plan.config.workload == "mandelbrot" && !matches!(plan.model, Model::Gil | Model::Processes);
        if is_first { Self::First } else { Self::Full }
    }

    /// Whether everything that `other` can carry out can be carried out by this one.
    pub fn covers(self, other: Self) -> bool {
        self == Self::Full || other == Self::First
    }

    fn name(self) -> &'static str {
        match self {
            Self::First => "interleave-first",
            Self::Full => "interleave-engine",
        }
    }
}

/// An engine worker. It ends when this is dropped.
pub struct Live {
    number: u32,
    build: Build,
    worker: Worker,
    ready: Option<Ready>,
    started_ms: f64,
    // Called by the worker for as long as it lives.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

thread_local! {
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
}

fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// The address of the engine's start script. The build writes its folder into the document.
fn script_url(build: Build) -> Result<String, Trouble> {
    let missing = || Trouble::of("no-script");
    let document = web_sys::window().and_then(|window| window.document()).ok_or_else(missing)?;
    let meta = document.query_selector("meta[name='interleave-engine']").ok().flatten();
    let folder = meta.and_then(|meta| meta.get_attribute("content")).ok_or_else(missing)?;
    let base = document.base_uri().ok().flatten().unwrap_or_default();
    let url = Url::new_with_base(&[folder.as_str(), "worker.js?", build.name()].concat(), &base);
    url.map(|url| url.href()).map_err(|_| missing())
}

impl Live {
    /// Starts a worker of that build whose pool is to have `threads` workers. `heard` is told what it says, with its number.
    ///
    /// # Errors
    /// Where the browser refuses to start a worker.
    pub fn start(build: Build, threads: u32, module: &JsValue, heard: Callback<(u32, Heard)>) -> Result<Self, Trouble> {
        let number = LAST_NUMBER.get() + 1;
        LAST_NUMBER.set(number);
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let refused = |_| Trouble::of("refused");
        let worker = Worker::new_with_options(&script_url(build)?, &options).map_err(refused)?;
        let on_message = {
            let heard = heard.clone();
            Closure::new(move |event: MessageEvent| {
                if let Some(message) = read(&event.data()) {
                    heard.emit((number, message));
                }
            })
        };
        let on_error = Closure::new(move |event: ErrorEvent| {
            // A script that does not load fires an event without a message.
            let message = get(&event, "message").as_string().filter(|text| !text.is_empty());
            let reason = message.map_or_else(|| Trouble::of("no-script"), Trouble::told);
            heard.emit((number, Heard::Failed(reason)));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let start = js_sys::Object::new();
        for (key, value) in [("threads", &threads.into()), ("module", module)] {
            Reflect::set(&start, &key.into(), value).map_err(refused)?;
        }
        worker.post_message(&start).map_err(refused)?;
        let started_ms = now_ms();
        Ok(Self { number, build, worker, ready: None, started_ms, _on_message: on_message, _on_error: on_error })
    }

    /// Tells it from others.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Which build it is.
    pub fn build(&self) -> Build {
        self.build
    }

    /// How many workers its pool has; none while it starts.
    pub fn threads(&self) -> Option<u32> {
        self.ready.as_ref().map(|ready| ready.threads)
    }

    /// How long ago it was started, in milliseconds.
    pub fn age_ms(&self, now_ms: f64) -> f64 {
        now_ms - self.started_ms
    }

    /// Notes that it can take runs.
    pub fn set_ready(&mut self, ready: Ready) {
        self.ready = Some(ready);
    }

    /// Its memory, where it is shared.
    pub fn memory(&self) -> Option<&SharedMemory> {
        self.ready.as_ref()?.memory.as_ref()
    }

    /// The present on its clock, in nanoseconds.
    pub fn now_ns(&self) -> u64 {
        let Some(ready) = &self.ready else { return 0 };
        let performance = web_sys::window().and_then(|window| window.performance());
        performance.map_or(0.0, |own| (own.time_origin() - ready.origin_ms + own.now()).max(0.0) * 1e6) as u64
    }

    /// Asks it to carry out a run.
    ///
    /// # Errors
    /// Where the message cannot be sent.
    pub fn start_run(&self, run: u32, plan: &Plan) -> Result<(), Trouble> {
        let message = js_sys::Object::new();
        let plan = serde_wasm_bindgen::to_value(plan).map_err(|_| Trouble::of("not-sent"))?;
        let unsent = |_| Trouble::of("not-sent");
        for (key, value) in [("run", &run.into()), ("plan", &plan)] {
            Reflect::set(&message, &key.into(), value).map_err(unsent)?;
        }
        self.worker.post_message(&message).map_err(unsent)
    }

    /// Ends the child workers of the run under way.
    pub fn cancel_processes(&self) {
        let message = js_sys::Object::new();
        if Reflect::set(&message, &"cancel".into(), &true.into()).is_ok() {
            let _ = self.worker.post_message(&message);
        }
    }

    /// How many bytes its workers could not have, where they ran out of memory.
    pub fn missing_bytes(&self) -> Option<u32> {
        let ready = self.ready.as_ref()?;
        Some(ready.memory.as_ref()?.load(ready.failure_address)).filter(|bytes| *bytes > 0)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        // Ends the workers it started too.
        self.worker.terminate();
    }
}
