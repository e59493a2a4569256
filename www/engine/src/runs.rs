//! The engine worker: carries out one run after another.

use std::cell::RefCell;
use std::sync::Arc;

use interleave::lab::wire::{FromEngine, Layout};
use interleave::lab::{Control, Model, Plan, Prepared, prepare, run};
use interleave::record::LaneReader;
use interleave::time::Clock;
use interleave::workload::{Config, Picture, Workload, build, run_tasks};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

use crate::clock::PageClock;
use crate::host::PageHost;
#[cfg(feature = "full")]
use crate::processes;
use crate::stream;

/// What the page may still read: kept until the next run begins.
struct Kept {
    _readers: Vec<LaneReader>,
    _workload: Arc<dyn Workload>,
    _control: Arc<Control>,
}

/// How long a workload's code runs before it is measured for the first time, in nanoseconds: browsers compile what
/// runs often once more, and better.
const WARM_UP_NS: u64 = 50_000_000;

thread_local! {
    /// The workloads whose code is warm.
    static WARM: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// Makes this instance an engine with a pool of `threads` workers; 0 where memory cannot be shared.
#[wasm_bindgen(js_name = becomeEngine)]
pub fn become_engine(threads: u32) {
    PageClock::set_origin_ms(PageClock::own_origin_ms());
    PageHost::set_threads(threads);
}

/// Posts a message to whoever started this worker. A message that cannot be posted is reported on the console: there
/// is nobody else to tell.
pub fn post(message: &FromEngine) {
    let value = match serde_wasm_bindgen::to_value(message) {
        Ok(value) => value,
        Err(error) => error.into(),
    };
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if let Err(error) = scope.post_message(&value) {
        web_sys::console::error_1(&error);
    }
}

/// Carries out a run of `plan`, an [`interleave::lab::Plan`]. Blocks, except for processes, which go on by message.
/// `module` and `child_url` are what child workers are started with.
#[wasm_bindgen(js_name = startRun)]
pub fn start_run(run: u32, plan: JsValue, module: JsValue, child_url: String) {
    let plan = serde_wasm_bindgen::from_value(plan).map_err(|error| error.to_string());
    if let Err(message) = plan.and_then(|plan| try_run(run, plan, module, child_url)) {
        post(&FromEngine::Refused { run, message });
    }
}

#[cfg_attr(not(feature = "full"), allow(unused_variables))]
fn try_run(run_id: u32, mut plan: Plan, module: JsValue, child_url: String) -> Result<(), String> {
    if matches!(plan.model, Model::Gil | Model::Threads) {
        plan.workers = plan.workers.min(PageHost::threads().max(1));
    }
    // The page has read the last run by now, and this one may need its memory.
    KEPT.set(None);
    warm_up(&plan);
    let prepared = prepare(&plan, PageClock).map_err(|error| error.to_string())?;
    let control = Arc::new(Control::default());
    let readers = prepared.readers.clone();
    announce(run_id, &prepared, &control);
    let kept = Kept { _readers: readers.clone(), _workload: prepared.workload.clone(), _control: control.clone() };
    KEPT.set(Some(kept));
    if PageHost::threads() == 0 {
        stream::start(send_new(readers.clone(), prepared.workload.picture().cloned()));
    }
    #[cfg(feature = "full")]
    if plan.model == Model::Processes {
        return processes::start(run_id, prepared, control, module, child_url);
    }
    let outcome = run(prepared, &PageHost, &control).map_err(|error| error.to_string());
    stream::finish();
    let dropped = readers.iter().map(LaneReader::dropped).sum();
    post(&FromEngine::Finished { run: run_id, outcome: outcome?, dropped });
    Ok(())
}

/// Runs a small piece of the workload again and again until its code is warm. What it finds is thrown away.
fn warm_up(plan: &Plan) {
    let name = &plan.config.workload;
    if WARM.with_borrow(|warm| warm.contains(name)) {
        return;
    }
    let config = Config { tasks: 4, size: 0.01, ..plan.config.clone() };
    let start_ns = PageClock.now_ns();
    while PageClock.now_ns().saturating_sub(start_ns) < WARM_UP_NS {
        let Ok(workload) = build(&config) else { return };
        std::hint::black_box(run_tasks(&*workload));
    }
    WARM.with_borrow_mut(|warm| warm.push(name.clone()));
}

fn announce(run: u32, prepared: &Prepared<PageClock>, control: &Control) {
    let picture = prepared.workload.picture();
    let address = |reader: &LaneReader| (reader.header_address() as u32, reader.records_address() as u32);
    let layout = Layout {
        lanes: prepared.readers.iter().map(address).collect(),
        cancel: control.cancel_address() as u32,
        picture: picture.map_or(0, |picture| picture.address() as u32),
    };
    post(&FromEngine::Started {
        run,
        workers: prepared.plan.workers,
        names: prepared.names().into_iter().map(str::to_owned).collect(),
        picture: picture.map_or((0, 0), |picture| (picture.width(), picture.height())),
        layout: (PageHost::threads() > 0).then_some(layout),
    });
}

/// Posts what lanes and picture have gained since the last call.
fn send_new(readers: Vec<LaneReader>, picture: Option<Arc<Picture>>) -> impl FnMut() {
    let mut sent = vec![0; readers.len()];
    move || {
        for (lane, (reader, sent)) in readers.iter().zip(&mut sent).enumerate() {
            let bytes: Vec<u8> = reader.read(*sent).flatten().flat_map(u64::to_le_bytes).collect();
            if !bytes.is_empty() {
                *sent += bytes.len() / 16;
                post(&FromEngine::Records { lane: lane as u32, bytes });
            }
        }
        if let Some(picture) = &picture {
            let cells = picture.values().map(|value| value.map_or(0, |value| value + 1));
            post(&FromEngine::Pixels { bytes: cells.flat_map(u32::to_le_bytes).collect() });
        }
    }
}
