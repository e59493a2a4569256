//! The lab's effects: tells the engine what to run, tells the state what came of it, and keeps the address in step.
//!
//! The state itself is pure (`model`); what is kept here is only what effects need between two notices.

use std::cell::{Cell as Flag, RefCell};
use std::rc::Rc;

use interleave::lab::Model;
use yew::prelude::*;

use super::matrix::{self, Cell, Matrix};
use super::model::{Action, Figures, Lab, Status};
use super::repeats::{REPEATS, Repeats};
use super::results;
use super::settings::Settings;
use super::sweep::{Sweep, worker_counts};
use crate::dom::{self, Listener, Timer};
use crate::embed;
use crate::engine::{self, Engine, Notice, RunId};
use crate::link::{self, Route};
use crate::timeline::Source;

/// How long a slider has to rest before the new comparison starts.
const REST_MS: i32 = 40;

/// How long a slider that was let go may rest before its next move is a new entry of the history. Keys let go of it
/// with every press.
const SETTLE_MS: i32 = 1_000;

/// What a change means for the history of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new entry.
    New,
    /// One of the moves of the slider of that name, which share an entry until it rests.
    Sliding(&'static str),
}

/// Handle to the lab's effects. Clones are the same one.
#[derive(Clone)]
pub struct Live(Rc<Inner>);

struct Inner {
    source: Source,
    dispatcher: UseReducerDispatcher<Lab>,
    /// The settings as the reader sees them, which the next comparison starts with.
    settings: RefCell<Settings>,
    /// Runs whose recordings are shown; forgotten when the next comparison starts.
    shown: RefCell<Vec<RunId>>,
    is_dead: Flag<bool>,
    /// Whether the embed form has ended the workers until there is a turn for them.
    is_resting: Flag<bool>,
    /// Whether the lab was ever shown.
    has_begun: Flag<bool>,
    /// Whether a comparison ever came to its end.
    has_compared: Flag<bool>,
    /// Whether another view is shown.
    is_away: Flag<bool>,
    /// The slider that has been moved and does not rest yet.
    sliding: Flag<Option<&'static str>>,
    /// Until it rests.
    settling: RefCell<Option<Timer>>,
    /// Notices that came while runs were being asked for: the state has to know their numbers first.
    held: RefCell<Option<Vec<Notice>>>,
    timer: RefCell<Option<Timer>>,
}

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The lab's state and effects. The first comparison starts when the lab is first shown.
#[hook]
pub fn use_lab(is_shown: bool) -> (UseReducerHandle<Lab>, Live) {
    let lab = use_reducer(|| {
        let cores = engine::hardware_threads();
        let link = link::read(&dom::hash(), &Settings::first(cores), engine::most_workers());
        let mut lab = Lab::new(link.settings, cores);
        lab.repaired = link.repaired;
        // A page that is loaded again has its own results in the address.
        let is_sent = !link.results_us.is_empty() && !dom::is_reloaded();
        lab.received = is_sent.then(|| (lab.settings.models.clone(), link.results_us));
        lab
    });
    let live = {
        let (dispatcher, settings) = (lab.dispatcher(), lab.settings.clone());
        (*use_memo((), move |()| Live::start(dispatcher, settings))).clone()
    };
    {
        let live = live.clone();
        use_effect_with((), move |()| {
            let again = live.clone();
            let listener = web_sys::window().map(|window| Listener::new(&window, "popstate", move || again.reopen()));
            let asked = embed::Asked::new(move |word| live.asked(word));
            move || drop((listener, asked))
        });
    }
    if is_shown {
        live.begin();
    }
    {
        let live = live.clone();
        use_effect_with(is_shown, move |is_shown| if *is_shown { live.enter() } else { live.leave() });
    }
    {
        // A comparison that is over fits the axis and goes into the address; a doubtful first one is made once more.
        let live = live.clone();
        let is_doubtful = lab.is_doubtful();
        let over = lab.clone();
        use_effect_with((lab.is_comparing(), lab.results_us()), move |(is_comparing, results_us)| {
            if !is_comparing && !results_us.is_empty() {
                if !live.0.has_compared.replace(true) && is_doubtful {
                    return live.compare();
                }
                let longest_us = results_us.iter().max().copied().unwrap_or(0);
                live.source().fit(longest_us * 1_000);
                dom::set_hash(&link::write(&live.0.settings.borrow(), results_us), false);
                if embed::is_embedded() {
                    embed::tell(&results::told(&over));
                }
            }
        });
        // Once the results are told: what waits for a turn may have it now.
        use_effect_with(lab.is_busy(), |is_busy| {
            embed::tell(if *is_busy { r#"{"type":"busy"}"# } else { r#"{"type":"idle"}"# });
        });
    }
    (lab, live)
}

impl Live {
    fn start(dispatcher: UseReducerDispatcher<Lab>, settings: Settings) -> Self {
        // The engine's notices need the handle, and the handle the engine, which says nothing before it is begun.
        let slot: Rc<RefCell<Option<Self>>> = Rc::default();
        let notify = {
            let slot = slot.clone();
            Callback::from(move |notice| {
                if let Some(live) = slot.borrow().clone() {
                    live.heard(notice);
                }
            })
        };
        let live = Self(Rc::new(Inner {
            source: Source::new(Engine::new(notify)),
            dispatcher,
            settings: RefCell::new(settings),
            shown: RefCell::default(),
            is_dead: Flag::new(false),
            is_resting: Flag::new(false),
            has_begun: Flag::new(false),
            has_compared: Flag::new(false),
            is_away: Flag::new(false),
            sliding: Flag::new(None),
            settling: RefCell::default(),
            held: RefCell::default(),
            timer: RefCell::default(),
        }));
        *slot.borrow_mut() = Some(live.clone());
        live
    }

    /// Whether the lab was ever shown.
    pub fn has_begun(&self) -> bool {
        self.0.has_begun.get()
    }

    /// Starts the engine, unless it was started before: the sooner it starts, the sooner the first comparison does.
    fn begin(&self) {
        if !self.0.has_begun.replace(true) {
            self.engine().begin();
        }
    }

    /// The lab is shown.
    fn enter(&self) {
        if !self.0.is_away.replace(false) {
            self.compare();
        }
    }

    /// Another view is shown.
    fn leave(&self) {
        if self.has_begun() {
            self.0.is_away.set(true);
            self.cancel();
        }
    }

    /// The embed form asks for something.
    fn asked(&self, word: &str) {
        match word {
            "run" => self.compare(),
            "cancel" => self.cancel(),
            "rest" => {
                self.0.is_resting.set(true);
                self.0.timer.replace(None);
                self.engine().rest();
                self.dispatch(Action::Cancelled);
            }
            "wake" if self.0.is_resting.replace(false) => self.engine().restart(),
            _ => {}
        }
    }

    /// Where the figures get their traces from.
    pub fn source(&self) -> &Source {
        &self.0.source
    }

    fn engine(&self) -> &Engine {
        self.0.source.engine()
    }

    fn dispatch(&self, action: Action) {
        self.0.dispatcher.dispatch(action);
    }

    fn heard(&self, notice: Notice) {
        if let Some(held) = self.0.held.borrow_mut().as_mut() {
            held.push(notice);
            return;
        }
        self.act_on(notice);
    }

    /// Asks the engine for runs, and lets nothing be heard of them before `ask` is through.
    fn asking(&self, ask: impl FnOnce()) {
        self.0.held.replace(Some(Vec::new()));
        if self.0.is_resting.get() {
            embed::tell(r#"{"type":"wants"}"#);
        }
        ask();
        let held = self.0.held.replace(None);
        held.into_iter().flatten().for_each(|notice| self.act_on(notice));
    }

    fn act_on(&self, notice: Notice) {
        match notice {
            Notice::Ready { threads } => {
                self.0.is_dead.set(false);
                self.dispatch(Action::Engine(Status::Ready { threads }));
            }
            Notice::Started(run) => self.dispatch(Action::Started(run, self.engine().plan(run))),
            Notice::Grown(run) => {
                // Runs of a sweep or of the table are in no figure and move no axis.
                if self.0.shown.borrow().contains(&run) {
                    self.source().grown(run);
                }
            }
            Notice::Finished(run, outcome) => {
                let figures = self.source().with_trace(run, Figures::of).unwrap_or_default();
                if !self.0.shown.borrow().contains(&run) {
                    self.engine().forget(run);
                }
                self.dispatch(Action::Finished(run, outcome, figures));
            }
            Notice::Refused(run, reason) => self.dispatch(Action::Refused(run, reason)),
            Notice::Failed(reason) => {
                self.0.is_dead.set(true);
                embed::tell(&embed::json::object(&[
                    ("type", embed::json::text("error")),
                    ("code", embed::json::text("engine")),
                    ("message", embed::json::text(&reason.said())),
                ]));
                self.dispatch(Action::Engine(Status::Failed(reason)));
            }
        }
    }

    /// Takes over new settings: cancels what runs, and starts anew as soon as the reader pauses.
    pub fn set(&self, settings: Settings, entry: Entry) {
        if embed::is_readonly() {
            return;
        }
        let slider = if let Entry::Sliding(name) = entry { Some(name) } else { None };
        let before = self.0.sliding.replace(slider);
        self.0.settling.replace(None);
        dom::set_hash(&link::write(&settings, &[]), slider.is_none() || slider != before);
        self.cancel();
        self.0.settings.replace(settings.clone());
        self.dispatch(Action::Set(settings));
        self.compare_soon();
    }

    /// A callback that does something to the lab.
    pub fn on(&self, act: impl Fn(&Self) + 'static) -> Callback<Event> {
        let live = self.clone();
        Callback::from(move |_| act(&live))
    }

    /// For sliders to say that they were let go.
    pub fn onrest(&self) -> Callback<Event> {
        self.on(|live| {
            let settled = live.clone();
            live.0.settling.replace(Timer::after(SETTLE_MS, move || settled.0.sliding.set(None)));
        })
    }

    fn compare_soon(&self) {
        let live = self.clone();
        self.0.timer.replace(Timer::after(REST_MS, move || live.compare()));
    }

    /// The reader went back or forward, or wrote into the address bar.
    fn reopen(&self) {
        if link::route(&dom::hash()) != Route::Lab {
            return;
        }
        let first = Settings::first(engine::hardware_threads());
        let link = link::read(&dom::hash(), &first, engine::most_workers());
        // Back from another view, to what stands there already.
        if self.0.is_away.get() && link.settings == *self.0.settings.borrow() {
            return;
        }
        self.cancel();
        self.0.settings.replace(link.settings.clone());
        let (settings, results_us, repaired) = (link.settings, link.results_us, link.repaired);
        self.dispatch(Action::Open { settings, results_us, repaired });
        self.compare_soon();
    }

    /// Runs the comparison; the engine starts with the first one. A dead engine is asked for nothing.
    pub fn compare(&self) {
        self.cancel();
        if self.0.is_dead.get() {
            return;
        }
        self.asking(|| {
            let plans = self.0.settings.borrow().plans();
            let runs: Vec<_> = plans.into_iter().map(|plan| (plan.clone(), self.engine().run(plan))).collect();
            let shown = self.0.shown.replace(runs.iter().map(|run| run.1).collect());
            self.dispatch(Action::Compare(runs));
            shown.into_iter().for_each(|run| self.engine().forget(run));
        });
    }

    /// Cancels everything that waits or runs.
    pub fn cancel(&self) {
        self.0.timer.replace(None);
        self.engine().cancel();
        self.dispatch(Action::Cancelled);
    }

    /// Runs the work under `model` on more and more workers.
    pub fn sweep(&self, model: Model, most: u32) {
        let settings = self.0.settings.borrow().clone();
        let counts = worker_counts(most, engine::hardware_threads());
        self.asking(|| {
            let runs = std::iter::repeat_n(counts, REPEATS).flatten();
            let runs = runs.map(|workers| (workers, self.engine().run(settings.plan(model, workers)))).collect();
            self.dispatch(Action::Sweep(Sweep::of(model, settings, runs)));
        });
    }

    /// Runs a computing, a waiting and a mixed workload under every model.
    pub fn fill_matrix(&self) {
        let settings = self.0.settings.borrow().clone();
        self.asking(|| {
            let mut matrix = Matrix { cells: Vec::new(), workers: settings.workers };
            for description in matrix::rows() {
                for model in Model::ALL {
                    matrix.cells.push(Cell { workload: description.name, model, runs: Repeats::default() });
                }
            }
            for _ in 0..REPEATS {
                for Cell { workload, model, runs } in &mut matrix.cells {
                    runs.add(self.engine().run(matrix::plan(&settings, workload, *model)));
                }
            }
            self.dispatch(Action::Matrix(matrix));
        });
    }

    /// Throws the engine away and starts a new one; what was set stays.
    pub fn restart(&self) {
        self.0.is_dead.set(false);
        self.dispatch(Action::Engine(Status::Starting));
        self.engine().restart();
        self.compare();
    }
}
