//! Threads and cores as the engine keeps them: plain values, so that a machine can be copied and compared.

use super::policy::Candidate;
use crate::python::guest::{Stop, Waits};
use crate::trace::State;

/// A thread of the program, on the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The process it belongs to.
    pub process: u32,
    /// Where it is.
    pub phase: Phase,
    /// How it last went from one state to another; none before it was admitted.
    pub moved: Option<Move>,
    /// What it does when it has a core.
    pub(super) work: Work,
    /// The number of its present wait: what was meant for an earlier one is out of date.
    pub(super) serial: u32,
    /// It has been woken at a moment that has not come yet.
    pub(super) is_woken: bool,
    /// The core it ran on last.
    pub(super) core: Option<u32>,
    /// Who waits until it has run for the first time.
    pub(super) starter: Option<u32>,
    /// Whom it starts when it has paid for that.
    pub(super) starting: Vec<u32>,
    /// The burst that is foretold for it, and how much of the present one it has used, in nanoseconds.
    pub(super) foretold_ns: u64,
    pub(super) used_ns: u64,
    /// It ended with an exception that nothing caught.
    pub has_raised: bool,
    /// How it has spent its life so far.
    pub account: Account,
}

/// Where a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It is being started.
    New,
    /// It could run, and waits for a core.
    Ready,
    /// It has that core.
    OnCore(u32),
    /// It waits.
    Waits(Wait),
    /// It has ended.
    Ended,
}

/// How a thread goes from one state to another: the arrows of the textbook's diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// New to runnable.
    Admit,
    /// Runnable to running: it got a core.
    Dispatch,
    /// Running to runnable: it lost its core, or its interpreter's lock, though it could go on.
    Preempt,
    /// Running to runnable: it let others go first.
    Yield,
    /// Running to waiting.
    Block,
    /// Waiting to runnable: what it waited for has come.
    Wake,
    /// To terminated.
    Exit,
}

impl Move {
    /// Its name, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Admit => "admit",
            Self::Dispatch => "dispatch",
            Self::Preempt => "preempt",
            Self::Yield => "yield",
            Self::Block => "block",
            Self::Wake => "wake",
            Self::Exit => "exit",
        }
    }
}

/// What a thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// The interpreter's lock.
    Gil,
    /// That another takes the interpreter's lock, which it has just given up.
    Switch,
    /// A time to pass.
    Sleep,
    /// Input or output.
    Io,
    /// That a thread it has started runs for the first time; so many are left.
    Start(u32),
    /// Something of the program.
    Program(Waits),
}

/// What a thread does when it has a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Work {
    /// It executes the program.
    Program,
    /// It computes for so long, as the program asked.
    Cpu { left_ns: u64 },
    /// It starts or copies for so long.
    Overhead { left_ns: u64, name: &'static str, needs_gil: bool },
}

impl Work {
    pub(super) fn left_ns(self) -> u64 {
        match self {
            Self::Program => 0,
            Self::Cpu { left_ns } | Self::Overhead { left_ns, .. } => left_ns,
        }
    }

    pub(super) fn needs_gil(self) -> bool {
        !matches!(self, Self::Overhead { needs_gil: false, .. })
    }

    /// The same with so much of it done.
    pub(super) fn after(self, done_ns: u64) -> Self {
        match self {
            Self::Program => Self::Program,
            Self::Cpu { left_ns } => Self::Cpu { left_ns: left_ns.saturating_sub(done_ns) },
            Self::Overhead { left_ns, name, needs_gil } => {
                Self::Overhead { left_ns: left_ns.saturating_sub(done_ns), name, needs_gil }
            }
        }
    }
}

/// How a thread has spent its life, in nanoseconds. The states partition it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Account {
    /// When it was started, or will be.
    pub start_ns: u64,
    /// When it first had a core; none where it never had.
    pub first_run_ns: Option<u64>,
    /// When it ended; none where it has not.
    pub end_ns: Option<u64>,
    /// Time in which it was being started.
    pub new_ns: u64,
    /// Time in which it could have run, and waited for a core or for its interpreter's lock.
    pub runnable_ns: u64,
    /// Time in which it ran, [`Self::overhead_ns`] included.
    pub running_ns: u64,
    /// Of that, time in which it started others or copied.
    pub overhead_ns: u64,
    /// Time in which it waited for something else.
    pub waiting_ns: u64,
    /// How often it gave its core, or lost it, to another thread or to nobody.
    pub switches: u64,
    /// The state it is in, and since when.
    pub state: State,
    /// Since when it has been in that state.
    pub since_ns: u64,
}

impl Account {
    /// It is in `state` from `now_ns` on.
    pub(super) fn enter(&mut self, state: State, now_ns: u64) {
        let passed_ns = now_ns.saturating_sub(self.since_ns);
        match self.state {
            State::New => self.new_ns += passed_ns,
            State::Runnable => self.runnable_ns += passed_ns,
            State::Running => self.running_ns += passed_ns,
            State::Overhead => {
                self.running_ns += passed_ns;
                self.overhead_ns += passed_ns;
            }
            State::Waiting => self.waiting_ns += passed_ns,
            State::Idle | State::Terminated => {}
        }
        if state.is_busy() {
            self.first_run_ns.get_or_insert(now_ns);
        }
        if state == State::Terminated {
            self.end_ns = Some(now_ns);
        }
        (self.state, self.since_ns) = (state, now_ns);
    }

    /// How long it has lived at `now_ns`, in nanoseconds.
    #[must_use]
    pub fn life_ns(&self, now_ns: u64) -> u64 {
        self.end_ns.unwrap_or(now_ns).saturating_sub(self.start_ns)
    }

    /// *Turnaround*: from its start to its end, in nanoseconds; none where it has not ended.
    #[must_use]
    pub fn turnaround_ns(&self) -> Option<u64> {
        self.end_ns.map(|end_ns| end_ns - self.start_ns)
    }

    /// *Response*: from its start to when it first had a core, in nanoseconds; none where it never had.
    #[must_use]
    pub fn response_ns(&self) -> Option<u64> {
        self.first_run_ns.map(|first_ns| first_ns - self.start_ns)
    }
}

/// What burst is foretold for a thread that has not run yet, in nanoseconds.
const FIRST_BURST_NS: u64 = 1_000_000;

impl Thread {
    pub(super) fn new(process: u32) -> Self {
        Self {
            process,
            phase: Phase::New,
            moved: None,
            work: Work::Program,
            serial: 0,
            is_woken: false,
            core: None,
            starter: None,
            starting: Vec::new(),
            foretold_ns: FIRST_BURST_NS,
            used_ns: 0,
            has_raised: false,
            account: Account::default(),
        }
    }

    /// What policies see of it. `known_ns` is its burst where that is known beforehand.
    pub(super) fn candidate(&self, thread: u32, known_ns: Option<u64>, priority: i32, weight: u32) -> Candidate {
        let burst_ns = known_ns.unwrap_or(self.foretold_ns);
        Candidate { thread, burst_ns, left_ns: burst_ns.saturating_sub(self.used_ns), priority, weight }
    }

    /// Its burst is over. The next one is foretold as the mean of what was foretold and what came (Silberschatz, Galvin
    /// and Gagne, section 5.3.2, with α = ½).
    pub(super) fn burst_is_over(&mut self) {
        self.foretold_ns = self.foretold_ns / 2 + self.used_ns / 2;
        self.used_ns = 0;
    }
}

/// A core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Core {
    /// Who has it.
    pub thread: Option<u32>,
    /// Who had it last: going on with another costs a switch.
    pub(super) last: Option<u32>,
    /// Up to when it has executed: later than the machine's time where it went ahead on what nobody else can see.
    pub(super) local_ns: u64,
    pub(super) mode: Mode,
    /// How many had been picked when its thread was: the order of cores at the same moment.
    pub(super) turn: u64,
    /// When the time slice is over.
    pub(super) slice_end_ns: u64,
    /// Somebody else is to have it as soon as it stops.
    pub(super) is_preempted: bool,
    /// It has not executed the program since its thread finished something: a burst that ends with its time slice has
    /// ended, if the program asks for nothing more.
    pub(super) is_fresh: bool,
    /// Why the program stopped at `local_ns`: still to be dealt with.
    pub(super) stop: Option<Stop>,
    /// The limits of a run that was cut short by whoever steps: it is resumed before anything else.
    pub(super) open: Option<Segment>,
}

/// What a core does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Mode {
    /// Nothing.
    #[default]
    Idle,
    /// It switches to its thread until that moment.
    Switching { until_ns: u64 },
    /// Its thread is about to go on.
    Begins,
    /// Its thread computes, starts or copies.
    Busy,
    /// Its thread executes the program.
    Program,
}

/// How far a thread may execute at a stretch, in virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Segment {
    pub end_ns: u64,
    pub shared_end_ns: u64,
    pub at_switch_point: bool,
    pub one_instruction: bool,
}
