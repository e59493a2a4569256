//! The page's effects: asks the machines, hands their runs to the timeline, keeps the address in step, and notices when a
//! machine falls silent.
//!
//! The state itself is pure (`model`); what is kept here is only what effects need between two notices.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave_machine::{Ask, Reply, Setup, Unit};
use web_sys::Element;
use yew::prelude::*;

use super::address;
use super::axis::Axis;
use super::machine::Machine;
use super::model::{Action, Entry, Page};
use super::{gallery, results, scripts, setups};
use crate::dom::{self, Listener, Timer};
use crate::embed;
use crate::link::{self, Route};
use crate::numbers::number;
use crate::text::{say, use_language};

/// How long a machine that computes may say nothing, in milliseconds.
const SILENCE_MS: f64 = 5_000.0;
/// How often that is looked at.
const LOOK_MS: i32 = 1_000;
/// How long a setting rests before the program is run anew on it.
const REST_MS: i32 = 120;
/// How long the text rests before it is checked and put into the address.
const SETTLE_MS: i32 = 500;

/// The longest part behind `#` that is read, in characters (`www/embed/packed.js`).
const LONGEST_ADDRESS: f64 = 32_000.0;

/// A machine's worker, and what is between it and the page.
struct Slot {
    key: u32,
    machine: Machine,
    /// When it last said something, as `Date.now` has it.
    heard_ms: Rc<Cell<f64>>,
    /// Whether a moment was asked for and has not come.
    is_seeking: Rc<Cell<bool>>,
    /// The moment to ask for next.
    next_ns: Cell<Option<f64>>,
    /// Which load it was last asked for; none where it has no program.
    number: Cell<u32>,
}

/// Handle to the page's effects. Clones are the same one.
#[derive(Clone)]
pub struct Live(Rc<Inner>);

struct Inner {
    dispatcher: UseReducerDispatcher<Page>,
    page: RefCell<Rc<Page>>,
    slots: RefCell<Vec<Slot>>,
    axis: RefCell<Option<Axis>>,
    /// Which machines' runs the timeline shows, by their keys.
    on_axis: RefCell<Vec<u32>>,
    place: NodeRef,
    next_number: Cell<u32>,
    watch: RefCell<Option<Timer>>,
    rest: RefCell<Option<Timer>>,
    settle: RefCell<Option<Timer>>,
    /// Where the playhead is being put by the reader: it is not moved under the reader's hand.
    dragged_ns: Cell<Option<f64>>,
    /// Whether the embed form has ended the workers until there is a turn for them.
    is_resting: Cell<bool>,
    was_busy: Cell<bool>,
    /// Whether the machines are to be those that the program is meant for, once it is known which.
    wants_machines: Cell<bool>,
    /// Whether the program is to run as soon as it is there.
    is_run_due: Cell<bool>,
    /// Counts the programs that were asked for: an earlier one that comes later is of no use.
    asked: Cell<u32>,
}

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The page's state and effects.
#[hook]
pub fn use_live() -> (UseReducerHandle<Page>, Live) {
    let language = use_language();
    let page = use_reducer(first);
    let live = {
        let dispatcher = page.dispatcher();
        let now = Rc::new((*page).clone());
        (*use_memo((), move |()| Live::new(dispatcher, now))).clone()
    };
    live.0.page.replace(Rc::new((*page).clone()));
    {
        let live = live.clone();
        use_effect_with((), move |()| {
            live.load_gallery();
            live.fetch_picked();
            live.mind();
            let again = live.clone();
            let listener = web_sys::window().map(|window| Listener::new(&window, "popstate", move || again.reopen()));
            let asked = {
                let live = live.clone();
                embed::Asked::new(move |word| live.asked(word))
            };
            move || {
                drop((listener, asked));
                live.end();
            }
        });
    }
    {
        let live = live.clone();
        let setups: Vec<Setup> = page.entries.iter().map(|entry| entry.setup.clone()).collect();
        use_effect_with((page.program.clone(), setups), move |_| live.settle());
    }
    {
        let live = live.clone();
        let moment = page.chosen().moment.clone();
        use_effect_with(moment.map(|moment| moment.time_ns), move |time_ns| {
            if let Some(time_ns) = time_ns {
                live.play(*time_ns);
            }
        });
    }
    {
        let live = live.clone();
        use_effect_with((page.is_busy(), language), move |(is_busy, _)| live.busy(*is_busy));
    }
    (page, live)
}

/// The page as its address has it.
fn first() -> Page {
    let found = address::read(&dom::hash());
    let (program, picked) = match (scripts::handed(), found.picked) {
        (_, picked) if !picked.is_empty() => (String::new(), picked),
        (Some(program), picked) => (program, picked),
        (None, _) => (String::new(), gallery::FIRST.to_owned()),
    };
    let mut page = Page::new(&program, &picked, found.setups);
    if !program.is_empty() {
        // It is the reader's own, whatever it began as.
        page.original = "".into();
    }
    page.repaired = found.repaired;
    page
}

impl Live {
    fn new(dispatcher: UseReducerDispatcher<Page>, page: Rc<Page>) -> Self {
        Self(Rc::new(Inner {
            dispatcher,
            page: RefCell::new(page),
            slots: RefCell::default(),
            axis: RefCell::default(),
            on_axis: RefCell::default(),
            place: NodeRef::default(),
            next_number: Cell::new(1),
            watch: RefCell::default(),
            rest: RefCell::default(),
            settle: RefCell::default(),
            dragged_ns: Cell::default(),
            is_resting: Cell::default(),
            was_busy: Cell::default(),
            wants_machines: Cell::default(),
            is_run_due: Cell::default(),
            asked: Cell::default(),
        }))
    }

    /// Where the timeline goes.
    pub fn place(&self) -> &NodeRef {
        &self.0.place
    }

    /// The page as it was drawn last, with what was dispatched since.
    pub fn page(&self) -> Rc<Page> {
        self.0.page.borrow().clone()
    }

    /// Changes the state.
    pub fn dispatch(&self, action: Action) {
        // What comes next in the same turn has to see it.
        let now = {
            use yew::Reducible;
            self.page().reduce(action.clone())
        };
        self.0.page.replace(now);
        self.0.dispatcher.dispatch(action);
    }

    /// A callback for a control.
    pub fn on(&self, call: impl Fn(&Self) + 'static) -> Callback<Event> {
        let live = self.clone();
        Callback::from(move |_: Event| call(&live))
    }

    /// A callback that is told the control's value.
    pub fn on_value(&self, call: impl Fn(&Self, String) + 'static) -> Callback<Event> {
        let live = self.clone();
        Callback::from(move |event: Event| call(&live, dom::value(&event)))
    }

    // Machines

    /// Starts workers for machines that have none, and ends those of machines that are gone. Returns whether there are new ones.
    fn man(&self) {
        let page = self.page();
        self.0.slots.borrow_mut().retain(|slot| page.entries.iter().any(|entry| entry.key == slot.key));
        for entry in &page.entries {
            if self.0.slots.borrow().iter().any(|slot| slot.key == entry.key) {
                continue;
            }
            let heard_ms = Rc::new(Cell::new(js_sys::Date::now()));
            let is_seeking = Rc::new(Cell::new(false));
            let (key, live, at) = (entry.key, Rc::downgrade(&self.0), heard_ms.clone());
            let heard = Callback::from(move |reply: Reply| {
                at.set(js_sys::Date::now());
                if let Some(inner) = live.upgrade() {
                    Self(inner).heard(key, reply);
                }
            });
            match Machine::start(heard) {
                Ok(machine) => {
                    let slot =
                        Slot { key, machine, heard_ms, is_seeking, next_ns: Cell::new(None), number: Cell::new(0) };
                    self.0.slots.borrow_mut().push(slot);
                }
                Err(message) => {
                    self.dispatch(Action::Heard(key, Reply::Failed { message, is_memory: false }));
                }
            }
        }
    }

    fn with_slot<T>(&self, key: u32, call: impl FnOnce(&Slot) -> T) -> Option<T> {
        self.0.slots.borrow().iter().find(|slot| slot.key == key).map(call)
    }

    /// Puts the program on every machine; where `run`, they go on at once.
    fn load(&self, run: bool) {
        self.0.rest.replace(None);
        self.0.is_resting.set(false);
        self.man();
        let page = self.page();
        let first = self.0.next_number.get();
        self.0.next_number.set(first + page.entries.len() as u32);
        self.dispatch(Action::Loaded(first));
        self.0.dragged_ns.set(None);
        let mut ports = self.lay();
        for (at, entry) in page.entries.iter().enumerate() {
            let (number, title) = (first + at as u32, setups::name(&page, at));
            let port = ports.iter_mut().find(|(key, _)| *key == entry.key).and_then(|(_, port)| port.take());
            self.with_slot(entry.key, |slot| {
                slot.heard_ms.set(js_sys::Date::now());
                slot.is_seeking.set(false);
                slot.next_ns.set(None);
                slot.number.set(number);
                let (program, setup) = (page.program.to_string(), entry.setup.clone());
                slot.machine.ask(&Ask::Load { number, program, setup, title, run }, port);
            });
        }
        self.watch();
    }

    /// Sees to it that the timeline has a place for each machine's run. Returns new ports, by machine, where it is another.
    fn lay(&self) -> Vec<(u32, Option<web_sys::MessagePort>)> {
        let page = self.page();
        let wanted: Vec<u32> = page.entries.iter().map(|entry| entry.key).collect();
        let Some(element) = self.0.place.cast::<Element>() else { return Vec::new() };
        if *self.0.on_axis.borrow() == wanted && self.0.axis.borrow().is_some() {
            return Vec::new();
        }
        self.0.axis.replace(None);
        let live = Rc::downgrade(&self.0);
        let moved = move |time_ns: f64| {
            if let Some(inner) = live.upgrade() {
                Self(inner).scrub(time_ns);
            }
        };
        let names: Vec<String> = (0..wanted.len()).map(|at| setups::name(&page, at)).collect();
        let Some((axis, ports)) = Axis::new(&element, &names, 0.0, moved) else { return Vec::new() };
        self.0.axis.replace(Some(axis));
        let keyed = wanted.iter().zip(ports).map(|(key, port)| (*key, Some(port))).collect();
        self.0.on_axis.replace(wanted);
        keyed
    }

    fn heard(&self, key: u32, reply: Reply) {
        if let Reply::Checked { fault } = reply {
            return self.dispatch(Action::Checked(fault));
        }
        if let Reply::Written { text, .. } = &reply {
            return results::save(text);
        }
        let has_failed = matches!(reply, Reply::Failed { .. });
        let moment = if let Reply::Moment { moment, is_done: true, .. } = &reply { Some(moment.time_ns) } else { None };
        self.dispatch(Action::Heard(key, reply));
        if has_failed {
            // It is of no use any more.
            self.0.slots.borrow_mut().retain(|slot| slot.key != key);
        }
        if let Some(time_ns) = moment {
            let next = self.with_slot(key, |slot| {
                slot.is_seeking.set(false);
                slot.next_ns.take()
            });
            if let Some(next_ns) = next.flatten() {
                return self.seek(key, next_ns);
            }
            // The others look at the same moment as the one that is stepped.
            if self.page().chosen().key == key && self.0.dragged_ns.get().is_none() && !self.page().is_busy() {
                self.follow(time_ns);
            }
        }
    }

    /// Lets the machines that are not looked at look at that moment as well.
    fn follow(&self, time_ns: f64) {
        let page = self.page();
        for entry in page.entries.iter().filter(|entry| entry.key != page.chosen().key) {
            // One that ended before stays at its end.
            let is_there = entry.moment.as_ref().is_none_or(|moment| {
                moment.time_ns == time_ns || moment.is_front && moment.ending.is_some() && moment.time_ns <= time_ns
            });
            if !is_there {
                self.seek(entry.key, time_ns);
            }
        }
    }

    /// Runs the program on every machine, from its beginning.
    pub fn run(&self) {
        if self.page().program.is_empty() && self.0.asked.get() > 0 && !self.page().picked.is_empty() {
            self.0.is_run_due.set(true);
            return;
        }
        self.load(true);
    }

    /// Goes on from as far as the runs have come.
    fn go_on(&self) {
        if !self.is_loaded() {
            return self.run();
        }
        for key in self.keys() {
            self.ask(key, Ask::Run);
        }
    }

    fn keys(&self) -> Vec<u32> {
        self.page().entries.iter().map(|entry| entry.key).collect()
    }

    fn is_loaded(&self) -> bool {
        let page = self.page();
        let has_program = |entry: &Entry| {
            entry.moment.is_some() && self.with_slot(entry.key, |slot| slot.number.get() == entry.number) == Some(true)
        };
        page.ran.as_ref() == Some(&page.program) && page.entries.iter().all(has_program)
    }

    fn ask(&self, key: u32, ask: Ask) {
        self.dispatch(Action::Busy(key));
        self.with_slot(key, |slot| {
            slot.heard_ms.set(js_sys::Date::now());
            slot.machine.ask(&ask, None);
        });
        self.watch();
    }

    /// Stops what goes on. What has been reached stays.
    pub fn cancel(&self) {
        let page = self.page();
        for entry in page.entries.iter().filter(|entry| entry.is_busy()) {
            self.with_slot(entry.key, |slot| slot.machine.ask(&Ask::Pause, None));
        }
    }

    /// Goes a step on the machine that is looked at; the others follow.
    pub fn step(&self, unit: Unit, back: bool) {
        let page = self.page();
        if page.is_busy() {
            return;
        }
        self.0.dragged_ns.set(None);
        if !self.is_loaded() {
            if back {
                return;
            }
            // The first step is made at once.
            self.load(false);
        }
        self.ask(page.chosen().key, Ask::Step { unit, back });
    }

    /// Looks at the first moment, or at the last one that has been reached; from there on it goes on.
    pub fn jump(&self, is_end: bool) {
        if self.page().is_busy() {
            return;
        }
        self.0.dragged_ns.set(None);
        let is_at_front =
            |entry: &Entry| entry.moment.as_ref().is_none_or(|moment| moment.is_front && moment.ending.is_none());
        if is_end && self.page().entries.iter().any(is_at_front) {
            return self.go_on();
        }
        if self.is_loaded() {
            for key in self.keys() {
                self.seek(key, if is_end { f64::MAX } else { 0.0 });
            }
        }
    }

    /// The reader has put the playhead there.
    fn scrub(&self, time_ns: f64) {
        if !self.is_loaded() || self.page().entries.iter().any(|entry| entry.is_busy() && !self.is_seeking(entry.key)) {
            return;
        }
        self.0.dragged_ns.set(Some(time_ns));
        for key in self.keys() {
            self.seek(key, time_ns);
        }
    }

    fn is_seeking(&self, key: u32) -> bool {
        self.with_slot(key, |slot| slot.is_seeking.get()).unwrap_or(false)
    }

    /// Asks a machine for a moment, or for that one next where it is still looking for another.
    fn seek(&self, key: u32, time_ns: f64) {
        let is_waiting = self.with_slot(key, |slot| {
            let is_waiting = slot.is_seeking.replace(true);
            slot.next_ns.set(is_waiting.then_some(time_ns));
            is_waiting
        });
        if is_waiting == Some(false) {
            self.ask(key, Ask::Seek { time_ns });
        }
    }

    /// Moves the playhead to where the machine that is looked at is, unless the reader has put it somewhere.
    fn play(&self, time_ns: f64) {
        if let (Some(axis), None) = (&*self.0.axis.borrow(), self.0.dragged_ns.get()) {
            axis.play(time_ns);
        }
    }

    /// Writes the run of the machine that is looked at into a file.
    pub fn save(&self) {
        self.with_slot(self.page().chosen().key, |slot| slot.machine.ask(&Ask::Write, None));
    }

    /// Starts the workers anew, with the text and the settings as they are.
    pub fn restart(&self) {
        self.0.slots.borrow_mut().clear();
        self.0.axis.replace(None);
        self.run();
    }

    fn end(&self) {
        self.0.slots.borrow_mut().clear();
        self.0.axis.replace(None);
        for timer in [&self.0.watch, &self.0.rest, &self.0.settle] {
            timer.replace(None);
        }
    }

    /// Looks now and then whether machines that compute still say something.
    fn watch(&self) {
        let live = Rc::downgrade(&self.0);
        let look = move || {
            let Some(live) = live.upgrade().map(Self) else { return };
            live.0.watch.replace(None);
            let (page, now_ms) = (live.page(), js_sys::Date::now());
            for entry in page.entries.iter().filter(|entry| entry.is_busy()) {
                let silent_ms = live.with_slot(entry.key, |slot| now_ms - slot.heard_ms.get());
                if silent_ms.is_none_or(|silent_ms| silent_ms > SILENCE_MS) {
                    live.dispatch(Action::Silent(entry.key));
                }
            }
            if page.is_busy() {
                live.watch();
            }
        };
        if self.0.watch.borrow().is_none() {
            self.0.watch.replace(Timer::after(LOOK_MS, look));
        }
    }

    // What is set

    /// The reader changes the text.
    pub fn edit(&self, program: String) {
        self.dispatch(Action::Edit(program.into()));
    }

    /// A machine is to be like that; where the program has been run it is run anew.
    pub fn set(&self, at: usize, setup: Setup) {
        self.0.wants_machines.set(false);
        // It is another machine than the one that had a name.
        self.dispatch(Action::Setup(at, Setup { label: String::new(), ..setup }));
        self.rerun();
    }

    /// All machines are to be these.
    pub fn set_all(&self, setups: Vec<Setup>) {
        self.dispatch(Action::Machines(setups));
        self.rerun();
    }

    /// One more machine, or one less.
    pub fn add(&self) {
        self.dispatch(Action::Add);
        self.rerun();
    }

    /// That machine goes.
    pub fn remove(&self, at: usize) {
        self.dispatch(Action::Remove(at));
        self.rerun();
    }

    fn rerun(&self) {
        if !self.page().has_run() {
            return;
        }
        let live = self.clone();
        self.0.rest.replace(Timer::after(REST_MS, move || {
            live.0.rest.replace(None);
            live.run();
        }));
    }

    fn load_gallery(&self) {
        let live = self.clone();
        gallery::load(move |list| match list {
            Some(list) => {
                live.dispatch(Action::Gallery(Rc::new(list)));
                // The program may have been there before.
                if live.0.wants_machines.get() && !live.page().program.is_empty() {
                    live.meant();
                }
            }
            None => live.dispatch(Action::Repaired(vec![say::program_no_gallery().to_string()])),
        });
    }

    /// Opens a program of the gallery, on the machines that it is meant for.
    pub fn pick(&self, name: &str) {
        self.cancel();
        self.dispatch(Action::Repaired(Vec::new()));
        self.0.wants_machines.set(true);
        self.fetch(name);
    }

    /// Takes the machines that the program is meant for, where nobody has chosen others.
    fn meant(&self) {
        let page = self.page();
        if let Some(program) = page.gallery.as_ref().and_then(|gallery| gallery.find(&page.picked)) {
            self.0.wants_machines.set(false);
            self.dispatch(Action::Machines(program.setups()));
        }
    }

    /// Where the address names a program of the gallery that has to be loaded first.
    fn fetch_picked(&self) {
        let page = self.page();
        if page.program.is_empty() && !page.picked.is_empty() {
            self.0.wants_machines.set(address::read(&dom::hash()).setups.is_empty());
            self.fetch(&page.picked);
        }
    }

    fn fetch(&self, name: &str) {
        let (live, name) = (self.clone(), name.to_owned());
        let asked = self.0.asked.get() + 1;
        self.0.asked.set(asked);
        gallery::fetch(&name.clone(), move |program| {
            if live.0.asked.get() != asked {
                return;
            }
            let Some(program) = program else {
                return live.dispatch(Action::Repaired(vec![say::program_not_there(&name)]));
            };
            live.dispatch(Action::Open(program, name));
            if live.0.wants_machines.get() {
                live.meant();
            }
            if live.0.is_run_due.take() {
                live.run();
            }
        });
    }

    // The address

    /// Checks the text and writes the address when both have rested.
    fn settle(&self) {
        let live = self.clone();
        self.0.settle.replace(Timer::after(SETTLE_MS, move || {
            live.0.settle.replace(None);
            if link::route(&dom::hash()) != Route::Program {
                return;
            }
            live.keep(|| {});
            if live.page().is_edited() && !live.page().is_busy() {
                live.man();
                let page = live.page();
                let program = page.program.to_string();
                live.with_slot(page.entries[0].key, |slot| slot.machine.ask(&Ask::Check { program }, None));
            }
        }));
    }

    /// Writes the address; calls `then` when that is done.
    fn keep(&self, then: impl FnOnce() + 'static) {
        let page = self.page();
        let setups: Vec<Setup> = page.entries.iter().map(|entry| entry.setup.clone()).collect();
        if page.program.is_empty() {
            return then();
        }
        let shown = page.shown();
        let is_known = shown.is_some();
        // The machines that a program is meant for need no words.
        let is_meant = shown.is_some_and(|program| program.setups() == setups);
        let query = address::write(if is_meant { &[] } else { &setups }, if is_known { &page.picked } else { "" });
        let live = Rc::downgrade(&self.0);
        scripts::keep(&query, if is_known { "" } else { &page.program }, move |said| {
            let said = said.map(|length| say::program_too_long(&number(length, 0, 0), &number(LONGEST_ADDRESS, 0, 0)));
            if let Some(inner) = live.upgrade() {
                Self(inner).dispatch(Action::TooLong(said));
            }
            then();
        });
    }

    /// The address was changed by somebody else.
    fn reopen(&self) {
        if link::route(&dom::hash()) != Route::Program {
            return;
        }
        let (now, page) = (self.page(), first());
        let setups = |page: &Page| page.entries.iter().map(|entry| entry.setup.clone()).collect::<Vec<_>>();
        let is_picked = page.program.is_empty() && now.shown().is_some() && page.picked == now.picked;
        let is_same = is_picked && (address::read(&dom::hash()).setups.is_empty() || setups(&page) == setups(&now));
        if is_same || page.program == now.program && setups(&page) == setups(&now) {
            // The reader comes back to what was left.
            return;
        }
        self.cancel();
        self.dispatch(Action::Machines(setups(&page)));
        self.dispatch(Action::Repaired(page.repaired.clone()));
        self.dispatch(Action::Open(page.program, page.picked));
        self.0.is_run_due.set(now.has_run());
        if self.page().program.is_empty() {
            self.fetch_picked();
        } else if self.0.is_run_due.take() {
            self.run();
        }
    }

    // The embed form

    fn asked(&self, word: &str) {
        match word {
            "run" => self.run(),
            "step" => self.step(Unit::Line, false),
            "cancel" => self.cancel(),
            "rest" => {
                self.0.slots.borrow_mut().clear();
                self.0.is_resting.set(true);
            }
            _ => {}
        }
    }

    /// A demo's first run begins by itself: that is what its button was pressed for.
    fn mind(&self) {
        if embed::is_embedded() && link::route(&dom::hash()) == Route::Program {
            self.run();
        }
    }

    fn busy(&self, is_busy: bool) {
        let was_busy = self.0.was_busy.replace(is_busy);
        if is_busy && !was_busy {
            embed::tell("{\"type\":\"busy\"}");
        }
        if !is_busy && was_busy && embed::is_embedded() {
            // What is told has the address with it, so that comes first.
            let live = self.clone();
            self.keep(move || {
                embed::tell(&results::told(&live.page()));
                embed::tell("{\"type\":\"idle\"}");
            });
        }
    }
}
