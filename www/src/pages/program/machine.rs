//! A machine's worker, from its start until it is thrown away.

use interleave_machine::{Ask, Reply};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Url, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use crate::text::say;

/// A worker. It ends when this is dropped.
pub struct Machine {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// The address of a file beside this page's. The build writes its folder into the document.
fn address(file: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name='interleave-program']").ok()??;
    let base = document.base_uri().ok()??;
    Some(Url::new_with_base(&[&meta.get_attribute("content")?, file].concat(), &base).ok()?.href())
}

impl Machine {
    /// Starts a worker. `heard` is told what it says.
    ///
    /// # Errors
    /// Where the browser refuses to start one, in the reader's language.
    pub fn start(heard: Callback<Reply>) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let refused = || say::program_no_worker().to_string();
        let script = address("worker.js").ok_or_else(refused)?;
        let worker = Worker::new_with_options(&script, &options).map_err(|_| refused())?;
        let failed = heard.clone();
        let on_message = Closure::new(move |event: MessageEvent| {
            let words = Reflect::get(&event.data(), &"words".into()).unwrap_or_default();
            // A worker of another build than the page's is of no use, and silence would not say why.
            let failed =
                |error: serde_wasm_bindgen::Error| Reply::Failed { message: error.to_string(), is_memory: false };
            heard.emit(serde_wasm_bindgen::from_value(words).unwrap_or_else(failed));
        });
        let on_error = Closure::new(move |event: ErrorEvent| {
            // A script that does not load fires an event without a message.
            let message = Reflect::get(&event, &"message".into()).ok().and_then(|message| message.as_string());
            let message = message.filter(|message| !message.is_empty()).unwrap_or_else(refused);
            failed.emit(Reply::Failed { message, is_memory: false });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Asks it something. A port is handed over with it.
    pub fn ask(&self, ask: &Ask, port: Option<MessagePort>) {
        let message = Object::new();
        let transferred = Array::new();
        let Ok(words) = serde_wasm_bindgen::to_value(ask) else { return };
        let _ = Reflect::set(&message, &"words".into(), &words);
        if let Some(port) = port {
            let _ = Reflect::set(&message, &"port".into(), &port);
            transferred.push(&port);
        }
        let _ = self.worker.post_message_with_transfer(&message, &transferred);
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
