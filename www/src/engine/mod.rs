//! The page's end of the engine: starts the worker that computes, reads what it records, and notices when it dies.
//!
//! The engine is an instance of its own (`www/engine`) that can be thrown away; the page's memory is not at stake.
//! Nothing here waits: everything comes back as a [`Notice`].

mod active;
mod heard;
mod live;
mod machine;
mod memory;
mod notice;
mod trouble;

pub use machine::{hardware_threads, is_isolated, most_workers};
pub use notice::{Notice, Pixels, RunId};
pub use trouble::Trouble;

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use interleave::lab::wire::FromEngine;
use interleave::lab::{Model, Outcome, Plan};
use interleave::record::decode;
use interleave::trace::Recording;
use wasm_bindgen::prelude::*;
use yew::Callback;

use active::Active;
use heard::{Heard, Ready};
use live::{Build, Live};

/// How long an engine may take to start, in seconds. Ten times what a slow phone needs.
const START_LIMIT_S: u32 = 20;

/// How long to wait between two looks at what is recorded, in milliseconds: every second frame of most screens. Thirty
/// pictures a second are as smooth, and twice as many would take the time from the worker on the same core.
const LOOK_MS: f64 = 24.0;

/// What is kept of a run.
#[derive(Default)]
struct Kept {
    plan: Option<Plan>,
    recording: Recording,
    pixels: Pixels,
}

/// What is kept of each run: a handful, looked through from the start.
#[derive(Default)]
struct Runs(Vec<(RunId, Kept)>);

impl Runs {
    fn get(&self, run: RunId) -> Option<&Kept> {
        self.0.iter().find(|kept| kept.0 == run).map(|kept| &kept.1)
    }

    fn get_or_insert(&mut self, run: RunId) -> &mut Kept {
        let place = self.0.iter().position(|kept| kept.0 == run).unwrap_or_else(|| {
            self.0.push((run, Kept::default()));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }

    fn get_mut(&mut self, run: RunId) -> Option<&mut Kept> {
        self.0.iter_mut().find(|kept| kept.0 == run).map(|kept| &mut kept.1)
    }
}

/// A handle to the engine; clones are the same one.
#[derive(Clone)]
pub struct Engine {
    inner: Rc<RefCell<Inner>>,
    kept: Rc<RefCell<Runs>>,
}

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

struct Inner {
    notify: Callback<Notice>,
    /// The engine in use; none once it failed.
    live: Option<Live>,
    /// An engine with a larger pool that is being started.
    successor: Option<Live>,
    /// The compiled modules, first and full, which further engines start with.
    modules: [JsValue; 2],
    /// What waits for the engine, first come first.
    queue: Vec<(RunId, Plan)>,
    active: Option<Active>,
    last_run: RunId,
    frame: Option<Closure<dyn FnMut(f64)>>,
    is_watching: bool,
    /// When what is recorded was looked at last.
    looked_ms: f64,
}

impl Engine {
    /// An engine that is to tell `notify` what happens, once it has begun.
    #[must_use]
    pub fn new(notify: Callback<Notice>) -> Self {
        let inner = Inner {
            notify,
            live: None,
            successor: None,
            modules: [JsValue::UNDEFINED, JsValue::UNDEFINED],
            queue: Vec::new(),
            active: None,
            last_run: 0,
            frame: None,
            is_watching: false,
            looked_ms: 0.0,
        };
        Self { inner: Rc::new(RefCell::new(inner)), kept: Rc::default() }
    }

    /// Starts its workers.
    pub fn begin(&self) {
        self.start_anew(Build::First);
    }

    /// Asks for a run; runs wait for each other. Returns its number at once.
    pub fn run(&self, plan: Plan) -> RunId {
        let mut inner = self.inner.borrow_mut();
        inner.last_run += 1;
        let run = inner.last_run;
        inner.queue.push((run, plan));
        drop(inner);
        self.start_next();
        run
    }

    /// Cancels the run under way and those that wait.
    pub fn cancel(&self) {
        let mut inner = self.inner.borrow_mut();
        let mut over: Vec<RunId> = std::mem::take(&mut inner.queue).iter().map(|waiting| waiting.0).collect();
        let mut is_dead = false;
        if let (Some(active), Some(live)) = (&inner.active, &inner.live) {
            if active.plan().model == Model::Processes {
                live.cancel_processes();
            } else if !active.cancel(live.memory()) {
                // Nothing reaches a worker that computes and shares no memory: it is replaced.
                over.insert(0, active.run());
                is_dead = true;
            }
        }
        if is_dead {
            inner.active = None;
            inner.live = None;
        }
        let notify = inner.notify.clone();
        drop(inner);
        for run in over {
            notify.emit(Notice::Finished(run, Outcome { answer: None }));
        }
        if is_dead {
            self.restart();
        }
    }

    /// Throws the engine away and starts a new one, with a pool as large as the hardware.
    pub fn restart(&self) {
        self.start_anew(Build::Full);
    }

    /// Ends its workers, which gives their memory back. What was recorded is kept; what is asked for waits until
    /// [`Self::restart`].
    pub fn rest(&self) {
        let mut inner = self.inner.borrow_mut();
        let active = inner.active.take().map(|active| active.run());
        let waiting = std::mem::take(&mut inner.queue);
        inner.successor = None;
        inner.live = None;
        let notify = inner.notify.clone();
        drop(inner);
        for run in active.into_iter().chain(waiting.into_iter().map(|waiting| waiting.0)) {
            notify.emit(Notice::Finished(run, Outcome { answer: None }));
        }
    }

    fn start_anew(&self, build: Build) {
        let threads = if is_isolated() { hardware_threads() } else { 0 };
        let mut inner = self.inner.borrow_mut();
        inner.active = None;
        inner.successor = None;
        inner.live = None;
        drop(inner);
        match self.start_live(build, threads) {
            Ok(live) => self.inner.borrow_mut().live = Some(live),
            Err(reason) => self.fail(&reason),
        }
        self.watch();
    }

    /// What a run has recorded so far; none once it was forgotten.
    #[must_use]
    pub fn recording(&self, run: RunId) -> Option<Ref<'_, Recording>> {
        Ref::filter_map(self.kept.borrow(), |kept| kept.get(run).map(|kept| &kept.recording)).ok()
    }

    /// What is really run under that number: fewer workers than asked for where the engine has no more.
    #[must_use]
    pub fn plan(&self, run: RunId) -> Option<Plan> {
        self.kept.borrow().get(run).and_then(|kept| kept.plan.clone())
    }

    /// What the tasks of a run have painted so far, where they paint.
    #[must_use]
    pub fn pixels(&self, run: RunId) -> Option<Ref<'_, Pixels>> {
        let kept =
            Ref::filter_map(self.kept.borrow(), |kept| kept.get(run).filter(|kept| kept.pixels.width > 0)).ok()?;
        Some(Ref::map(kept, |kept| &kept.pixels))
    }

    /// Forgets the recording of a run that is over.
    pub fn forget(&self, run: RunId) {
        self.kept.borrow_mut().0.retain(|kept| kept.0 != run);
    }

    fn start_live(&self, build: Build, threads: u32) -> Result<Live, Trouble> {
        let engine = self.clone();
        let module = self.inner.borrow().modules[build as usize].clone();
        Live::start(build, threads, &module, Callback::from(move |heard| engine.heard(heard)))
    }

    /// Something came from a worker, which may be the one in use or its successor.
    fn heard(&self, (worker, heard): (u32, Heard)) {
        let is_successor = self.inner.borrow().successor.as_ref().is_some_and(|live| live.number() == worker);
        let is_live = self.inner.borrow().live.as_ref().is_some_and(|live| live.number() == worker);
        match heard {
            Heard::Ready(ready) if is_live || is_successor => self.ready(ready, is_successor),
            Heard::Message(message) if is_live => self.message(message),
            Heard::Failed(reason) if is_live => self.fail(&reason),
            // The pool in use goes on; what needs the larger one will say that it cannot be had.
            Heard::Failed(reason) if is_successor => self.successor_failed(&reason),
            // From an engine that was thrown away meanwhile.
            Heard::Ready(_) | Heard::Message(_) | Heard::Failed(_) => {}
        }
    }

    fn ready(&self, ready: Ready, is_successor: bool) {
        let mut inner = self.inner.borrow_mut();
        let (threads, module) = (ready.threads, ready.module.clone());
        let live = if is_successor { &mut inner.successor } else { &mut inner.live };
        if let Some(live) = live {
            let build = live.build();
            live.set_ready(ready);
            inner.modules[build as usize] = module;
        }
        let notify = inner.notify.clone();
        drop(inner);
        if !is_successor {
            notify.emit(Notice::Ready { threads });
        }
        self.start_next();
    }

    fn successor_failed(&self, reason: &Trouble) {
        let mut inner = self.inner.borrow_mut();
        inner.successor = None;
        let Inner { live, queue, .. } = &mut *inner;
        let mut refused = Vec::new();
        queue.retain(|(run, plan)| {
            let can_run = live.as_ref().is_some_and(|live| can_run(live, plan));
            if !can_run {
                refused.push(*run);
            }
            can_run
        });
        let notify = inner.notify.clone();
        drop(inner);
        for run in refused {
            let reason = Trouble::from("no-successor", reason);
            notify.emit(Notice::Refused(run, reason));
        }
    }

    /// Takes the next run from the queue if the engine is free; first takes over a successor that is ready, or starts
    /// one where the run needs more workers than the pool has.
    fn start_next(&self) {
        let mut inner = self.inner.borrow_mut();
        if inner.active.is_some() {
            return;
        }
        if inner.successor.as_ref().is_some_and(|live| live.threads().is_some()) {
            inner.live = inner.successor.take();
        }
        let Some(live) = inner.live.as_ref().filter(|live| live.threads().is_some()) else { return };
        let threads = live.threads().unwrap_or(0);
        let most = if threads > 0 { most_workers() } else { 0 };
        let wanted = match inner.queue.first() {
            // Nothing to do: time to get ready for all that may be asked for.
            None => (live.build() == Build::First || threads < most).then_some(most),
            Some((_, plan)) => (!can_run(live, plan)).then(|| most.max(if threads > 0 { plan.workers } else { 0 })),
        };
        if let Some(threads) = wanted {
            drop(inner);
            self.start_successor(threads);
            return;
        }
        if inner.queue.is_empty() {
            return;
        }
        let (run, plan) = inner.queue.remove(0);
        inner.active = Some(Active::new(run, plan.clone()));
        let sent = inner.live.as_ref().map_or(Ok(()), |live| live.start_run(run, &plan));
        let notify = inner.notify.clone();
        if sent.is_err() {
            inner.active = None;
        }
        drop(inner);
        self.kept.borrow_mut().0.push((run, Kept::default()));
        if let Err(reason) = sent {
            notify.emit(Notice::Refused(run, reason));
        }
        self.watch();
    }

    fn start_successor(&self, threads: u32) {
        if self.inner.borrow().successor.is_some() {
            return;
        }
        match self.start_live(Build::Full, threads) {
            Ok(live) => self.inner.borrow_mut().successor = Some(live),
            Err(reason) => self.successor_failed(&reason),
        }
        self.watch();
    }

    fn message(&self, message: FromEngine) {
        let mut inner = self.inner.borrow_mut();
        let notify = inner.notify.clone();
        let Some(active) = inner.active.as_mut() else { return };
        active.touch();
        let run = active.run();
        let mut kept = self.kept.borrow_mut();
        // A run that was cancelled may have been forgotten before its last messages come.
        let record = kept.get_or_insert(run);
        let notice = match message {
            FromEngine::Started { run: started, workers, names, picture, layout } if started == run => {
                let plan = active.begin(workers, layout);
                record.recording = interleave::lab::recording(&plan, names.iter().map(String::as_str));
                record.plan = Some(plan);
                let (width, height) = picture;
                record.pixels = Pixels { width, height, cells: vec![0; width as usize * height as usize] };
                Some(Notice::Started(run))
            }
            FromEngine::Records { lane, bytes } => {
                for event in memory::records(&bytes).filter_map(decode) {
                    record.recording.record(lane as usize, event);
                }
                None
            }
            FromEngine::Pixels { bytes } => {
                let (words, _) = bytes.as_chunks::<4>();
                record.pixels.cells = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
                None
            }
            FromEngine::Finished { run: finished, outcome, dropped } if finished == run => {
                drop(kept);
                inner.read_memory(&self.kept, false);
                if let Some(record) = self.kept.borrow_mut().get_mut(run) {
                    record.recording.set_dropped(dropped);
                }
                inner.active = None;
                drop(inner);
                notify.emit(Notice::Finished(run, outcome));
                self.start_next();
                return;
            }
            FromEngine::Refused { run: refused, message } if refused == run => {
                inner.active = None;
                drop((kept, inner));
                notify.emit(Notice::Refused(run, Trouble::told(message)));
                self.start_next();
                return;
            }
            FromEngine::Started { .. } | FromEngine::Finished { .. } | FromEngine::Refused { .. } => None,
        };
        drop((kept, inner));
        if let Some(notice) = notice {
            notify.emit(notice);
        }
    }

    /// The engine is of no use any more.
    fn fail(&self, reason: &Trouble) {
        let mut inner = self.inner.borrow_mut();
        let missing_bytes = inner.live.as_ref().and_then(Live::missing_bytes);
        let reason = missing_bytes.map_or_else(|| reason.clone(), heard::last_words);
        // What the workers wrote before they died is still there to be read.
        inner.read_memory(&self.kept, false);
        inner.active = None;
        inner.live = None;
        inner.successor = None;
        inner.queue.clear();
        let notify = inner.notify.clone();
        drop(inner);
        notify.emit(Notice::Failed(reason));
    }

    /// Looks at the engine every animation frame for as long as something is going on.
    fn watch(&self) {
        let mut inner = self.inner.borrow_mut();
        if inner.frame.is_none() {
            let engine = self.clone();
            inner.frame = Some(Closure::new(move |now_ms| engine.look(now_ms)));
        }
        if !std::mem::replace(&mut inner.is_watching, true) {
            inner.ask_for_frame();
        }
    }

    fn look(&self, now_ms: f64) {
        let mut inner = self.inner.borrow_mut();
        if now_ms - inner.looked_ms < LOOK_MS {
            return inner.ask_for_frame();
        }
        inner.looked_ms = now_ms;
        let grown = inner.read_memory(&self.kept, true);
        let notify = inner.notify.clone();
        let failure = inner.failure(now_ms);
        let is_starting = |live: &Option<Live>| live.as_ref().is_some_and(|live| live.threads().is_none());
        let late = |live: &Option<Live>| {
            live.as_ref()
                .is_some_and(|live| live.threads().is_none() && live.age_ms(now_ms) > f64::from(START_LIMIT_S) * 1e3)
        };
        let (live_late, successor_late) = (late(&inner.live), late(&inner.successor));
        let goes_on = inner.active.is_some() || is_starting(&inner.live) || is_starting(&inner.successor);
        inner.is_watching = goes_on;
        if goes_on {
            inner.ask_for_frame();
        }
        drop(inner);
        if let Some(run) = grown {
            notify.emit(Notice::Grown(run));
        }
        if let Some(reason) = failure {
            self.fail(&reason);
        } else if live_late {
            self.fail(&Trouble::with("not-started", START_LIMIT_S));
        } else if successor_late {
            self.successor_failed(&Trouble::with("not-started", START_LIMIT_S));
        }
    }
}

/// Whether `live` has the code and the workers for `plan`.
fn can_run(live: &Live, plan: &Plan) -> bool {
    let threads = live.threads().unwrap_or(0);
    let is_on_pool = matches!(plan.model, Model::Gil | Model::Threads);
    live.build().covers(Build::for_plan(plan)) && (!is_on_pool || threads == 0 || plan.workers <= threads)
}

impl Inner {
    fn ask_for_frame(&self) {
        if let (Some(window), Some(frame)) = (web_sys::window(), &self.frame) {
            let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    /// Takes in what the active run has written since the last time. Returns the run if there is something new to
    /// show; a run that goes on has, because its slices grow.
    fn read_memory(&mut self, kept: &RefCell<Runs>, goes_on: bool) -> Option<RunId> {
        let (active, live) = (self.active.as_mut()?, self.live.as_ref()?);
        let mut kept = kept.borrow_mut();
        let record = kept.get_mut(active.run())?;
        record.plan.as_ref()?;
        if let Some(memory) = live.memory() {
            active.read(memory, &mut record.recording, &mut record.pixels);
        }
        if goes_on {
            record.recording.advance(live.now_ns());
        }
        Some(active.run())
    }

    /// Why the engine must be given up, where it must.
    fn failure(&mut self, now_ms: f64) -> Option<Trouble> {
        let live = self.live.as_ref()?;
        if let Some(missing_bytes) = live.missing_bytes() {
            return Some(heard::last_words(missing_bytes));
        }
        self.active.as_mut()?.stalled(live.memory(), now_ms)
    }
}
