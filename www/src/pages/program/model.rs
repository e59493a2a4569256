//! The page's state, and how it changes. It knows no browser and no worker.

use std::rc::Rc;

use interleave_machine::{Fault, MOST_MACHINES, Moment, Reply, Setup};
use yew::Reducible;

use super::gallery::{Gallery, Program};

/// How a machine is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
    /// Nothing was asked of it yet.
    #[default]
    Fresh,
    /// It goes on: instructions so far, and how far it has come, in nanoseconds.
    Busy(f64, f64),
    /// What was asked for is done.
    Still,
    /// It does not run the program.
    Refused(Fault),
    /// It has said nothing for a while.
    Silent,
    /// It failed: what the browser says of it, and whether it ran out of memory.
    Dead(String, bool),
}

/// A machine, and what it has told of its run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Tells it from the others for as long as it is there.
    pub key: u32,
    /// What it is like.
    pub setup: Setup,
    /// The number of the load that it was last asked for.
    pub number: u32,
    /// How it is.
    pub status: Status,
    /// The moment that is looked at.
    pub moment: Option<Rc<Moment>>,
    /// The moment at which its run ended, once it has.
    pub last: Option<Rc<Moment>>,
}

impl Entry {
    /// Whether it computes.
    pub fn is_busy(&self) -> bool {
        matches!(self.status, Status::Busy(..) | Status::Silent)
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The program as the reader has it.
    pub program: Rc<str>,
    /// As it was when it was last run.
    pub ran: Option<Rc<str>>,
    /// One to [`MOST_MACHINES`].
    pub entries: Vec<Entry>,
    /// The place of the one that is looked at.
    pub at: usize,
    /// The thread that is looked at, where the reader chose one.
    pub thread: Option<u32>,
    /// What is wrong with the program as it is being written.
    pub fault: Option<Fault>,
    /// What in the address could not be used.
    pub repaired: Vec<String>,
    /// Why the address has not all of it: how long it would be.
    pub too_long: Option<String>,
    /// What programs there are to begin with, once that is known.
    pub gallery: Option<Rc<Gallery>>,
    /// The program of the gallery that was picked last, by its name; empty for none.
    pub picked: String,
    /// Its text as it came.
    pub original: Rc<str>,
    /// Keys given so far.
    keys: u32,
}

/// What happens to the page.
#[derive(Clone, Debug)]
pub enum Action {
    /// The reader has changed the program.
    Edit(Rc<str>),
    /// What programs there are.
    Gallery(Rc<Gallery>),
    /// Another program is there, from the gallery under that name or from an address.
    Open(Rc<str>, String),
    /// A machine is to be like that.
    Setup(usize, Setup),
    /// All machines are these.
    Machines(Vec<Setup>),
    /// One more machine like the one that is looked at.
    Add,
    /// That one goes.
    Remove(usize),
    /// That one is looked at.
    Choose(usize),
    /// That thread is looked at.
    Thread(Option<u32>),
    /// Every machine was asked to load the program, under numbers from that one on.
    Loaded(u32),
    /// A machine, by its key, was asked for something that takes time.
    Busy(u32),
    /// A machine, by its key, said something.
    Heard(u32, Reply),
    /// A machine, by its key, has said nothing for a while.
    Silent(u32),
    /// What is wrong with the program as it is being written.
    Checked(Option<Fault>),
    /// What in an address could not be used.
    Repaired(Vec<String>),
    /// Why the address has not all of it.
    TooLong(Option<String>),
}

impl Page {
    /// A program, on machines like those.
    pub fn new(program: &str, picked: &str, setups: Vec<Setup>) -> Self {
        let mut page = Self {
            program: program.into(),
            ran: None,
            entries: Vec::new(),
            at: 0,
            thread: None,
            fault: None,
            repaired: Vec::new(),
            too_long: None,
            gallery: None,
            picked: picked.to_owned(),
            original: program.into(),
            keys: 0,
        };
        page.machines(setups);
        page
    }

    fn machines(&mut self, mut setups: Vec<Setup>) {
        if setups.is_empty() {
            setups.push(Setup::default());
        }
        self.entries.clear();
        for setup in setups.into_iter().take(MOST_MACHINES) {
            self.push(setup);
        }
        self.at = 0;
    }

    fn push(&mut self, setup: Setup) {
        self.keys += 1;
        self.entries.push(Entry { key: self.keys, setup, ..Entry::default() });
    }

    /// Whether that text is another program than the gallery's that was picked, which still has its own machines: it has no
    /// line of it, and those machines were not meant for it.
    fn is_replaced_by(&self, program: &str) -> bool {
        let picked = self.gallery.as_ref().and_then(|gallery| gallery.find(&self.picked));
        let Some(picked) = picked.filter(|_| &*self.program != program) else { return false };
        if !self.entries.iter().map(|entry| &entry.setup).eq(&picked.setups()) {
            return false;
        }
        let is_import = |line: &str| line.starts_with("import ") || line.starts_with("from ");
        let own = |line: &&str| !line.is_empty() && !is_import(line);
        let lines: Vec<&str> = self.original.lines().map(str::trim).filter(own).collect();
        !program.lines().any(|line| lines.contains(&line.trim()))
    }

    /// The machine that is looked at.
    pub fn chosen(&self) -> &Entry {
        // There is always one.
        &self.entries[self.at.min(self.entries.len() - 1)]
    }

    /// The program of the gallery that is shown, where the reader has not changed it.
    pub fn shown(&self) -> Option<&Program> {
        let gallery = self.gallery.as_ref()?;
        gallery.find(&self.picked).filter(|_| self.program == self.original)
    }

    /// Whether one of the machines computes.
    pub fn is_busy(&self) -> bool {
        self.entries.iter().any(Entry::is_busy)
    }

    /// Whether the program was changed since it was run.
    pub fn is_edited(&self) -> bool {
        self.ran.as_ref().is_some_and(|ran| *ran != self.program)
    }

    /// Whether what machines tell is of this program.
    pub fn has_run(&self) -> bool {
        self.ran.is_some()
    }

    /// What is wrong with the program, as the checker or a machine says.
    pub fn faults(&self) -> Option<&Fault> {
        let refused = self.entries.iter().find_map(|entry| match &entry.status {
            Status::Refused(fault) if !self.is_edited() => Some(fault),
            _ => None,
        });
        refused.or(self.fault.as_ref())
    }

    /// The thread that is looked at: the chosen one, else the first that has a core, else the first one.
    pub fn looked_at(&self) -> Option<u32> {
        let moment = self.chosen().moment.as_ref()?;
        let chosen = self.thread.filter(|thread| (*thread as usize) < moment.threads.len());
        chosen.or_else(|| moment.cores.iter().flatten().next().copied()).or((!moment.threads.is_empty()).then_some(0))
    }

    fn entry(&mut self, key: u32) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    fn heard(&mut self, key: u32, reply: Reply) {
        let Some(entry) = self.entry(key) else { return };
        // What is about an earlier program comes too late.
        let is_of = |number: u32| number == entry.number;
        match reply {
            Reply::Ready | Reply::Written { .. } | Reply::Checked { .. } => {}
            Reply::Progress { number, instructions, virtual_ns } if is_of(number) => {
                entry.status = Status::Busy(instructions, virtual_ns);
            }
            Reply::Moment { number, moment, is_done } if is_of(number) => {
                let moment = Rc::new(*moment);
                if moment.ending.is_some() {
                    entry.last = Some(moment.clone());
                }
                entry.moment = Some(moment);
                if is_done {
                    entry.status = Status::Still;
                }
            }
            Reply::Refused { number, fault } if is_of(number) => {
                entry.status = Status::Refused(fault);
                (entry.moment, entry.last) = (None, None);
            }
            Reply::Failed { message, is_memory } => entry.status = Status::Dead(message, is_memory),
            Reply::Progress { .. } | Reply::Moment { .. } | Reply::Refused { .. } => {}
        }
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Edit(program) => {
                if self.is_replaced_by(&program) {
                    self.machines(Vec::new());
                }
                self.program = program;
            }
            Action::Gallery(gallery) => self.gallery = Some(gallery),
            Action::Open(program, picked) => {
                (self.program, self.original, self.picked) = (program.clone(), program, picked);
                (self.ran, self.fault, self.thread, self.too_long) = (None, None, None, None);
                for entry in &mut self.entries {
                    (entry.status, entry.moment, entry.last) = (Status::Fresh, None, None);
                    // What is still on its way is of another program.
                    entry.number = 0;
                }
            }
            Action::Setup(at, setup) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.setup = setup;
                }
            }
            Action::Machines(setups) => self.machines(setups),
            Action::Add => {
                if self.entries.len() < MOST_MACHINES {
                    self.push(self.chosen().setup.clone());
                    self.at = self.entries.len() - 1;
                }
            }
            Action::Remove(at) => {
                if self.entries.len() > 1 && at < self.entries.len() {
                    self.entries.remove(at);
                    self.at = self.at.min(self.entries.len() - 1);
                }
            }
            Action::Choose(at) => self.at = at.min(self.entries.len() - 1),
            Action::Thread(thread) => self.thread = thread,
            Action::Loaded(first) => {
                for (number, entry) in (first..).zip(&mut self.entries) {
                    (entry.number, entry.status) = (number, Status::Busy(0.0, 0.0));
                    entry.last = None;
                }
                self.ran = Some(self.program.clone());
                self.fault = None;
            }
            Action::Busy(key) => {
                if let Some(entry) = self.entry(key).filter(|entry| !entry.is_busy()) {
                    let moment = entry.moment.as_ref();
                    let (instructions, time_ns) =
                        moment.map_or((0.0, 0.0), |moment| (moment.instructions, moment.time_ns));
                    entry.status = Status::Busy(instructions, time_ns);
                }
            }
            Action::Heard(key, reply) => self.heard(key, reply),
            Action::Silent(key) => {
                if let Some(entry) = self.entry(key).filter(|entry| entry.is_busy()) {
                    entry.status = Status::Silent;
                }
            }
            Action::Checked(fault) => self.fault = fault,
            Action::Repaired(repaired) => self.repaired = repaired,
            Action::TooLong(said) => self.too_long = said,
        }
    }
}

impl Reducible for Page {
    type Action = Action;

    fn reduce(mut self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::make_mut(&mut self).apply(action);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Rc<Page> {
        Rc::new(Page::new("print(1)", "", vec![Setup::default(), Setup { gil: false, ..Setup::default() }]))
    }

    fn moment(number: u32, time_ns: f64) -> Reply {
        Reply::Moment { number, moment: Box::new(Moment { time_ns, ..Moment::default() }), is_done: true }
    }

    #[test]
    fn what_machines_say_of_an_earlier_program_is_not_heard() {
        let page = page().reduce(Action::Loaded(10));
        let keys: Vec<u32> = page.entries.iter().map(|entry| entry.key).collect();
        assert!(page.is_busy());
        let page = page.reduce(Action::Heard(keys[0], moment(9, 5.0)));
        assert_eq!(page.entries[0].moment, None);
        let page = page.reduce(Action::Heard(keys[0], moment(10, 5.0))).reduce(Action::Heard(keys[1], moment(11, 7.0)));
        assert_eq!(
            page.entries.iter().map(|entry| entry.moment.as_ref().unwrap().time_ns).collect::<Vec<_>>(),
            [5.0, 7.0]
        );
        assert!(!page.is_busy());
    }

    #[test]
    fn a_refusal_is_shown_until_the_program_is_changed() {
        let page = page().reduce(Action::Loaded(1));
        let fault = Fault { line: 1, column: 2, message: "wrong".into(), instead: String::new() };
        let page =
            page.clone().reduce(Action::Heard(page.entries[0].key, Reply::Refused { number: 1, fault: fault.clone() }));
        assert_eq!(page.faults(), Some(&fault));
        let page = page.reduce(Action::Edit("print(2)".into()));
        assert_eq!((page.faults(), page.is_edited()), (None, true));
    }

    #[test]
    fn a_program_over_one_of_the_gallery_begins_with_the_usual_machine() {
        use crate::pages::program::gallery::Labelled;
        let labelled = |label: &str| Labelled { label: label.into(), ..Labelled::default() };
        let cooks = Program {
            id: "cooks".into(),
            machines: vec![labelled("one cook"), labelled("two cooks")],
            ..Program::default()
        };
        let gallery = Rc::new(Gallery { programs: vec![cooks.clone()], ..Gallery::default() });
        let text = "import sim\n\nsim.cpu(1)\nsim.io(2)\n";
        let page = Rc::new(Page::new(text, "cooks", cooks.setups())).reduce(Action::Gallery(gallery));
        let count = |program: &str| page.clone().reduce(Action::Edit(program.into())).entries.len();
        assert_eq!((count("import sim\n\n  sim.cpu(1)\n"), count("import sim\nprint(1)\n"), count("")), (2, 1, 1));
        let chosen = page.clone().reduce(Action::Setup(0, Setup { cores: 3, ..Setup::default() }));
        assert_eq!(chosen.reduce(Action::Edit("print(1)".into())).entries.len(), 2, "the reader's own machines stay");
    }

    #[test]
    fn there_is_always_a_machine_and_never_more_than_six() {
        let mut page = page().reduce(Action::Remove(0)).reduce(Action::Remove(0));
        assert_eq!((page.entries.len(), page.entries[0].setup.gil), (1, false));
        for _ in 0..9 {
            page = page.reduce(Action::Add);
        }
        assert_eq!((page.entries.len(), page.at), (6, 5));
        let page = page.reduce(Action::Machines(Vec::new()));
        assert_eq!((page.entries.len(), page.at), (1, 0));
    }
}
