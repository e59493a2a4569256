//! Processes in a page: workers with an instance and a memory of their own, driven by messages.
//!
//! The engine worker is the parent: it returns to its event loop while the children compute. A child says `ready`
//! when its instance is up, then what it recorded (every 30 ms) and each task's reply.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use interleave::lab::wire::FromEngine;
use interleave::lab::{Child, Control, Parent, Plan, Prepared, Reply, Request};
use interleave::record::LaneReader;
use interleave::time::Clock;
use interleave::workload::Payload;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::clock::PageClock;
use crate::host::PageHost;
use crate::runs::post;
use crate::stream;

/// What a child is started with, beside the module.
#[derive(Serialize, Deserialize)]
struct Upbringing {
    plan: Plan,
    /// The origin of the parent's clock, in milliseconds since 1970.
    origin_ms: f64,
}

/// What a child says.
#[derive(Serialize, Deserialize)]
enum FromChild {
    Ready,
    Progress(Payload),
    Reply(Reply),
    Failed(String),
}

/// A run under way. Its closures refer back to it, so it has to be taken apart by hand: see [`Family::end`].
struct Family {
    run: u32,
    parent: Option<Parent<PageClock>>,
    readers: Vec<LaneReader>,
    control: Arc<Control>,
    children: Vec<Worker>,
    listeners: Vec<Listeners>,
    dropped: Vec<u64>,
}

/// What a child's messages and errors are heard with.
type Listeners = (Closure<dyn FnMut(MessageEvent)>, Closure<dyn FnMut(ErrorEvent)>);

thread_local! {
    static FAMILY: RefCell<Option<Rc<RefCell<Family>>>> = const { RefCell::new(None) };
}

/// Starts the children of a run; everything else happens as messages come.
pub fn start(
    run: u32,
    prepared: Prepared<PageClock>,
    control: Arc<Control>,
    module: JsValue,
    child_url: String,
) -> Result<(), String> {
    let (plan, readers) = (prepared.plan.clone(), prepared.readers.clone());
    let parent = Parent::new(prepared, control.clone()).map_err(|error| error.to_string())?;
    let count = parent.child_count();
    let family = Rc::new(RefCell::new(Family {
        run,
        parent: Some(parent),
        readers,
        control,
        children: Vec::new(),
        listeners: Vec::new(),
        dropped: vec![0; count],
    }));
    for child in 0..count {
        if let Err(error) = start_child(&family, child, &plan, &module, &child_url) {
            end_all(&family);
            return Err(describe(&error));
        }
    }
    FAMILY.set(Some(family));
    Ok(())
}

/// Ends the run under way, if it is one of processes: what was recorded stays.
#[wasm_bindgen(js_name = cancelProcesses)]
pub fn cancel_processes() {
    if let Some(family) = FAMILY.take() {
        finish(&family);
    }
}

fn start_child(
    family: &Rc<RefCell<Family>>,
    child: usize,
    plan: &Plan,
    module: &JsValue,
    url: &str,
) -> Result<(), JsValue> {
    if let Some(parent) = &mut family.borrow_mut().parent {
        parent.starting(child);
    }
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(url, &options)?;
    let on_message = {
        let family = family.clone();
        Closure::new(move |event: MessageEvent| heard(&family, child, &event.data()))
    };
    let on_error = {
        let family = family.clone();
        Closure::new(move |event: ErrorEvent| {
            // A script that does not load fires an event without a message.
            let reason = js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
            fail(&family, child, reason.as_deref().unwrap_or("its script did not load"));
        })
    };
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let upbringing = Upbringing { plan: plan.clone(), origin_ms: PageClock::own_origin_ms() };
    let message = js_sys::Object::new();
    js_sys::Reflect::set(&message, &"role".into(), &"child".into())?;
    js_sys::Reflect::set(&message, &"module".into(), module)?;
    js_sys::Reflect::set(&message, &"upbringing".into(), &serde_wasm_bindgen::to_value(&upbringing)?)?;
    worker.post_message(&message)?;
    let mut family = family.borrow_mut();
    family.children.push(worker);
    family.listeners.push((on_message, on_error));
    Ok(())
}

fn heard(family: &Rc<RefCell<Family>>, child: usize, data: &JsValue) {
    let result = family.borrow_mut().heard(child, data);
    match result {
        Ok(false) => stream::flush_if_due(),
        Ok(true) => finish(family),
        Err(reason) => fail(family, child, &reason),
    }
}

impl Family {
    /// Takes in a message; true when the run is over.
    fn heard(&mut self, child: usize, data: &JsValue) -> Result<bool, String> {
        let Some(parent) = &mut self.parent else { return Ok(false) };
        let unreadable = |error: serde_wasm_bindgen::Error| error.to_string();
        let is_reply = js_sys::Reflect::has(data, &"Reply".into()).unwrap_or(false);
        if is_reply {
            let mut dropped = 0;
            parent.receive(child, || match serde_wasm_bindgen::from_value(data.clone()) {
                Ok(FromChild::Reply(reply)) => {
                    dropped = reply.dropped;
                    Ok(reply)
                }
                Ok(_) => Err("no reply".to_owned()),
                Err(error) => Err(unreadable(error)),
            })?;
            self.dropped[child] = dropped;
        } else {
            match serde_wasm_bindgen::from_value(data.clone()).map_err(unreadable)? {
                FromChild::Ready => parent.ready(child),
                FromChild::Progress(records) => parent.progress(child, &records),
                FromChild::Failed(reason) => return Err(reason),
                FromChild::Reply(_) => {}
            }
        }
        let children = &self.children;
        parent
            .hand_out(|child, request| {
                let value = serde_wasm_bindgen::to_value(request)?;
                children[child].post_message(&value)
            })
            .map_err(|error| describe(&error))?;
        Ok(parent.is_over() || self.control.is_cancelled())
    }

    /// Ends the children and lets go of what they refer to.
    fn end(&mut self) -> Option<Parent<PageClock>> {
        for worker in self.children.drain(..) {
            worker.terminate();
            worker.set_onmessage(None);
            worker.set_onerror(None);
        }
        self.parent.take()
    }
}

fn end_all(family: &Rc<RefCell<Family>>) -> Option<Parent<PageClock>> {
    let parent = family.borrow_mut().end();
    // A listener may be what called this: it is freed when it has returned, with the next run.
    let listeners = std::mem::take(&mut family.borrow_mut().listeners);
    LAST_LISTENERS.with_borrow_mut(|last| *last = Box::new(listeners));
    FAMILY.set(None);
    parent
}

thread_local! {
    static LAST_LISTENERS: RefCell<Box<dyn std::any::Any>> = RefCell::new(Box::new(()));
}

fn finish(family: &Rc<RefCell<Family>>) {
    if let Some(parent) = end_all(family) {
        let outcome = parent.finish();
        stream::finish();
        let family = family.borrow();
        let dropped = family.readers.iter().map(LaneReader::dropped).chain(family.dropped.iter().copied()).sum();
        post(&FromEngine::Finished { run: family.run, outcome, dropped });
    }
}

fn fail(family: &Rc<RefCell<Family>>, child: usize, reason: &str) {
    if end_all(family).is_some() {
        stream::finish();
        let message = format!("process {} failed: {reason}", child + 1);
        post(&FromEngine::Refused { run: family.borrow().run, message });
    }
}

fn describe(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    message.unwrap_or_else(|| "the browser refused a worker".to_owned())
}

fn say(message: &FromChild) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Ok(value) = serde_wasm_bindgen::to_value(message) {
        let _ = scope.post_message(&value);
    }
}

/// Makes this instance a child: from now on it serves the requests that come as messages.
#[wasm_bindgen(js_name = becomeChild)]
pub fn become_child(upbringing: JsValue) {
    let child = serde_wasm_bindgen::from_value(upbringing).map_err(|error| error.to_string()).and_then(
        |Upbringing { plan, origin_ms }| {
            PageClock::set_origin_ms(origin_ms);
            Child::new(&plan, PageHost).map_err(|error| error.to_string())
        },
    );
    let mut child = match child {
        Ok(child) => child,
        Err(reason) => return say(&FromChild::Failed(reason)),
    };
    let tap = child.tap();
    stream::start(move || say(&FromChild::Progress(tap.take())));
    let serve = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let arrived_ns = PageClock.now_ns();
        match serde_wasm_bindgen::from_value::<Request>(event.data()) {
            Ok(request) => say(&FromChild::Reply(child.serve(arrived_ns, request))),
            Err(error) => say(&FromChild::Failed(error.to_string())),
        }
    });
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope.set_onmessage(Some(serve.as_ref().unchecked_ref()));
    // It serves until the worker is ended from outside.
    serve.forget();
    say(&FromChild::Ready);
}
