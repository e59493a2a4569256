//! The engine: cores, timers and threads in the order of virtual time.
//!
//! Time goes from one *happening* to the next: a timer that goes off, or the moment up to which a core has executed.
//! The earliest is dealt with first: timers before cores, cores in the order in which they got their threads. A core that executes the program may
//! run ahead of the others by [`AHEAD_NS`] on what nobody else can see, and is never ahead where it touches what is
//! shared (that is what [`Limits::shared_after_ns`] is for); whatever it does to others takes effect at the moment it
//! did it. So a run is a function of the program, the configuration and the seed, however it is cut into steps.
//!
//! The engine executes and keeps time. Who runs is the policy's choice ([`super::policy`]); what the program does is the
//! guest's ([`super::guest`]).

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::config::{Config, ConfigError, SwitchPoints};
use super::deadlock::Deadlock;
use super::events::Timers;
use super::gil::Gil;
use super::guest::{Guest, Kept};
use super::policy::{Pick, Policy};
use super::record::Recorder;
use super::state::{Core, Mode, Phase, Segment, Thread};
use crate::python::guest::{Event, EventKind, Limits, ProcessId, Stop, ThreadId};
use crate::workload::Random;

/// How far ahead of the others a core may execute what nobody else can see, in nanoseconds: what an interrupt from
/// another core takes to arrive.
pub const AHEAD_NS: u64 = 1_000;

/// As how many instructions a happening (a thread is dispatched, preempted, woken, a timer goes off) counts for the bound
/// on them: dealing with one takes the host about as long.
pub const HAPPENING: u64 = 32;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Every thread has ended.
    Finished,
    /// Nobody can go on, and no time that passes will change that.
    Deadlock(Deadlock),
    /// A bound was reached.
    Limit(Bound),
}

/// Which bound was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// [`super::config::Bounds::instructions`].
    Instructions,
    /// [`super::config::Bounds::memory`].
    Memory,
    /// [`super::config::Bounds::virtual_ns`].
    VirtualTime,
    /// So many processes as may be there at the same time.
    Processes,
}

/// What goes off at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Timer {
    /// A thread that the program does not start begins.
    Arrives { thread: u32 },
    /// A sleep, an input or an output is over.
    Over { thread: u32, serial: u32 },
    /// A thread has waited for as long as it wanted.
    TimedOut { thread: u32, serial: u32 },
    /// A thread has waited one switch interval for its interpreter's lock, which had been taken so often before.
    AsksForGil { thread: u32, serial: u32, taken: u64 },
    /// Another thread's action has made it ready.
    Woken { thread: u32 },
    /// It was ended with its process.
    Killed { thread: u32 },
}

/// All of a machine that changes, but for its guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Now {
    pub now_ns: u64,
    pub timers: Timers<Timer>,
    pub cores: Vec<Core>,
    pub threads: Vec<Thread>,
    /// Who could run, in the order in which they got ready.
    pub ready: Vec<u32>,
    /// Of those, who got ready since the scheduler was last asked.
    pub fresh: Vec<u32>,
    /// The lock of each interpreter, by process.
    pub gils: Vec<Gil>,
    pub policy: Policy,
    pub random: Random,
    pub next_period_ns: u64,
    pub instructions: u64,
    /// Work that the bound on instructions counts as well: see [`Ran::work`](crate::python::guest::Ran::work).
    pub work: u64,
    pub happenings: u64,
    pub switches: u64,
    pub picks: u64,
    pub end: Option<End>,
}

/// A simulated computer and what runs on it. All of it is a value: a copy is a snapshot, to go on from at any time.
#[derive(Clone, Debug)]
pub struct Machine<G> {
    pub(super) config: Arc<Config>,
    pub(super) guest: G,
    pub(super) now: Now,
    pub(super) recorder: Option<Box<Recorder>>,
    /// Whom the scheduler picked in a run that is repeated, in order.
    pub(super) steps: Arc<[u32]>,
    pub(super) events: Vec<Event>,
}

/// A machine as it was, without what was recorded.
#[derive(Clone, Debug)]
pub struct Moment<G: Guest> {
    guest: G::Kept,
    pub(super) now: Now,
    bytes: u64,
}

impl<G: Guest> Moment<G> {
    /// What it takes in memory beyond what it shares with the one that was kept before, in bytes, roughly.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl Now {
    /// How many instructions were executed and things happened.
    pub fn tick(&self) -> u64 {
        self.instructions + self.happenings
    }

    /// The virtual time up to which it has come, in nanoseconds.
    pub fn present_ns(&self) -> u64 {
        let open = self.cores.iter().find(|core| core.open.is_some());
        open.map_or(self.now_ns, |core| core.local_ns.max(self.now_ns))
    }
}

impl<G: Guest + Hash> Hash for Machine<G> {
    /// As for equality. How the machine came to where it is (its counts, its threads' accounts, the scheduler's memory of
    /// bursts) is its state as well, so two runs meet in one state only where they took the same time.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.guest.hash(state);
        let Now { now_ns, timers, cores, threads, ready, fresh, gils, random, .. } = &self.now;
        (now_ns, timers, ready, fresh, gils, random).hash(state);
        (self.now.next_period_ns, self.now.instructions, self.now.happenings).hash(state);
        for core in cores {
            (core.thread, core.last, core.local_ns, core.mode, core.turn, core.slice_end_ns).hash(state);
        }
        for thread in threads {
            (thread.process, thread.phase, thread.work, thread.serial, thread.foretold_ns, thread.used_ns).hash(state);
        }
    }
}

impl<G: Guest + Eq> Eq for Machine<G> {}

impl<G: Guest + PartialEq> PartialEq for Machine<G> {
    /// Whether both are in the same state; what was recorded does not count.
    fn eq(&self, other: &Self) -> bool {
        self.config == other.config && self.now == other.now && self.guest == other.guest
    }
}

impl<G: Guest> Machine<G> {
    /// A machine on which thread 0 of `guest` starts at time 0.
    ///
    /// # Errors
    /// Where a setting is out of range.
    pub fn new(guest: G, config: Config) -> Result<Self, ConfigError> {
        Self::with_arrivals(guest, config, &[(0, ThreadId(0))])
    }

    /// A machine on which threads of `guest` start by themselves, each at a moment in nanoseconds.
    ///
    /// # Errors
    /// Where a setting is out of range.
    pub fn with_arrivals(guest: G, config: Config, arrivals: &[(u64, ThreadId)]) -> Result<Self, ConfigError> {
        config.check()?;
        let policy = config.policy.build(config.quantum_ns);
        let mut timers = Timers::default();
        for (time_ns, thread) in arrivals {
            timers.put(*time_ns, Timer::Arrives { thread: thread.0 });
        }
        let now = Now {
            now_ns: 0,
            timers,
            cores: vec![Core::default(); config.cores as usize],
            threads: Vec::new(),
            ready: Vec::new(),
            fresh: Vec::new(),
            gils: Vec::new(),
            next_period_ns: policy.period_ns().unwrap_or(u64::MAX),
            policy,
            random: Random::new(config.seed),
            instructions: 0,
            work: 0,
            happenings: 0,
            switches: 0,
            picks: 0,
            end: None,
        };
        let steps = Arc::from([]);
        Ok(Self { config: Arc::new(config), guest, now, recorder: None, steps, events: Vec::new() })
    }

    /// Records from now on. A machine that has begun is recorded from its present on.
    #[must_use]
    pub fn recorded(mut self) -> Self {
        self.recorder = Some(Box::new(Recorder::new(self.config.cores)));
        self
    }

    /// Lets the scheduler pick as it did in a run before (see [`Recorder::steps`]), as long as those can run.
    #[must_use]
    pub fn replaying(mut self, steps: impl Into<Arc<[u32]>>) -> Self {
        self.steps = steps.into();
        self
    }

    /// The state as it is, to go back to with [`Self::go_back`]: it shares what did not change with the last one.
    pub fn keep(&mut self) -> Moment<G> {
        let guest = self.guest.keep();
        let own = (self.now.threads.len() * size_of::<Thread>() + self.now.cores.len() * size_of::<Core>()) as u64;
        let bytes = guest.bytes() + own + size_of::<Now>() as u64;
        Moment { guest, now: self.now.clone(), bytes }
    }

    /// Makes the machine what it was. What was recorded stays.
    pub fn go_back(&mut self, to: &Moment<G>) {
        self.guest.go_back(&to.guest);
        self.now.clone_from(&to.now);
        self.events.clear();
    }

    /// A machine of its own in the same state, without what was recorded.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        Self {
            config: self.config.clone(),
            guest: self.guest.clone(),
            now: self.now.clone(),
            recorder: None,
            steps: self.steps.clone(),
            events: Vec::new(),
        }
    }

    /// Runs until it ends, and says how.
    pub fn run(&mut self) -> &End {
        while self.step(u64::MAX) {}
        self.now.end.get_or_insert(End::Finished)
    }

    /// Goes on to the next happening, or until `max_instructions` (at least 1) were executed. False where the run is
    /// over.
    pub fn step(&mut self, max_instructions: u64) -> bool {
        if self.now.end.is_some() {
            return false;
        }
        let max = max_instructions.max(1);
        if let Some(core) = self.now.cores.iter().position(|core| core.open.is_some()) {
            self.execute(core, max);
            return true;
        }
        // What computes for a year of virtual time executes next to nothing, and is preempted thousands of millions of times.
        if self.now.happenings.saturating_mul(HAPPENING) > self.config.bounds.instructions {
            self.end(End::Limit(Bound::Instructions));
            return false;
        }
        let acts = |core: usize| Some((self.acts_ns(core)?, self.now.cores[core].turn, core));
        let core = (0..self.now.cores.len()).filter_map(acts).min();
        let timer_ns = self.now.timers.next_ns();
        let next_ns = match (timer_ns, core) {
            (None, None) => {
                self.finish();
                return false;
            }
            (timer_ns, core) => timer_ns.unwrap_or(u64::MAX).min(core.map_or(u64::MAX, |core| core.0)),
        };
        if next_ns > self.config.bounds.virtual_ns {
            self.now.now_ns = self.now.now_ns.max(self.config.bounds.virtual_ns);
            self.end(End::Limit(Bound::VirtualTime));
            return false;
        }
        if self.now.next_period_ns <= next_ns {
            self.period();
            return true;
        }
        match core {
            Some((time_ns, _, core)) if timer_ns.is_none_or(|timer_ns| time_ns < timer_ns) => {
                self.now.now_ns = time_ns;
                self.act(core, max);
            }
            _ => {
                if let Some((time_ns, timer)) = self.now.timers.take() {
                    self.now.happenings += 1;
                    self.go_off(time_ns, timer);
                }
            }
        }
        self.dispatch();
        self.now.end.is_none()
    }

    /// When a core next has something to be dealt with; none where it is idle.
    pub(super) fn acts_ns(&self, core: usize) -> Option<u64> {
        let core = &self.now.cores[core];
        let thread = core.thread?;
        match core.mode {
            Mode::Idle => None,
            Mode::Switching { until_ns } => Some(until_ns),
            Mode::Begins | Mode::Program => Some(core.local_ns),
            Mode::Busy => {
                let left_ns = self.now.threads[thread as usize].work.left_ns();
                Some(core.local_ns.saturating_add(left_ns).min(core.slice_end_ns.max(core.local_ns)))
            }
        }
    }

    fn period(&mut self) {
        self.now.happenings += 1;
        self.now.now_ns = self.now.now_ns.max(self.now.next_period_ns);
        self.charge_busy();
        self.now.policy.period();
        self.now.next_period_ns += self.now.policy.period_ns().unwrap_or(u64::MAX / 2);
    }

    /// Lets the program's thread on `core` execute as far as it may at a stretch.
    pub(super) fn execute(&mut self, core: usize, max_instructions: u64) {
        let Some(thread) = self.now.cores[core].thread else { return };
        let done = self.now.instructions.saturating_add(self.now.work);
        let left = self.config.bounds.instructions.saturating_sub(done);
        if left == 0 {
            return self.end(End::Limit(Bound::Instructions));
        }
        if !self.guest.is_ready(ThreadId(thread)) {
            self.now.cores[core].stop = Some(Stop::Exited);
            return;
        }
        let segment = self.now.cores[core].open.take().unwrap_or_else(|| self.segment(core));
        let local_ns = self.now.cores[core].local_ns;
        let max = if segment.one_instruction { 1 } else { max_instructions.min(left) };
        let limits = Limits {
            now_ns: local_ns,
            budget_ns: segment.end_ns.saturating_sub(local_ns).max(1),
            shared_after_ns: segment.shared_end_ns.saturating_sub(local_ns),
            at_switch_point: segment.at_switch_point,
            at_wake: true,
            max_instructions: max,
        };
        let ran = self.guest.run(ThreadId(thread), &limits);
        self.now.instructions += ran.instructions;
        self.now.work = self.now.work.saturating_add(ran.work);
        self.now.cores[core].local_ns = local_ns + ran.cpu_ns;
        self.now.threads[thread as usize].used_ns += ran.cpu_ns;
        self.now.policy.ran(thread, ran.cpu_ns);
        self.take_events(thread, local_ns);
        let core = &mut self.now.cores[core];
        core.is_fresh = false;
        match ran.stop {
            Stop::Instructions if !segment.one_instruction => core.open = Some(segment),
            Stop::Instructions | Stop::Budget | Stop::Shared(_) | Stop::Woke => {}
            stop => core.stop = Some(stop),
        }
    }

    /// How far the thread on `core` may execute at a stretch.
    fn segment(&self, core: usize) -> Segment {
        let here = &self.now.cores[core];
        let bound_ns = self.config.bounds.virtual_ns.saturating_add(1);
        let timer_ns = self.now.timers.next_ns().unwrap_or(u64::MAX).min(self.now.next_period_ns);
        let (mut end_ns, mut shared_end_ns) = (timer_ns.min(here.slice_end_ns).min(bound_ns), u64::MAX);
        for other in (0..self.now.cores.len()).filter(|&other| other != core) {
            let Some(acts_ns) = self.acts_ns(other) else { continue };
            let ahead_ns = if self.now.cores[other].mode == Mode::Program { AHEAD_NS } else { 0 };
            end_ns = end_ns.min(acts_ns.saturating_add(ahead_ns));
            // At the same moment the one that got its thread first goes first.
            let is_first = here.turn < self.now.cores[other].turn;
            shared_end_ns = shared_end_ns.min(acts_ns.saturating_add(u64::from(is_first)));
        }
        let thread = here.thread.map(|thread| &self.now.threads[thread as usize]);
        let gil = thread.and_then(|thread| self.now.gils.get(thread.process as usize));
        let is_asked = gil.is_some_and(Gil::is_requested);
        let every = self.config.switch_points == SwitchPoints::EveryInstruction;
        Segment { end_ns, shared_end_ns, at_switch_point: is_asked && !every, one_instruction: false }
    }

    /// Takes in what `thread` did in a run that began at `start_ns`.
    pub(super) fn take_events(&mut self, thread: u32, start_ns: u64) {
        let mut events = std::mem::take(&mut self.events);
        self.guest.take_events(&mut events);
        for event in events.drain(..) {
            let time_ns = start_ns + event.at_cpu_ns;
            match event.kind {
                EventKind::Woken { thread: woken, .. } => {
                    if let Some(woken) = self.now.threads.get_mut(woken.0 as usize) {
                        woken.is_woken = true;
                    }
                    self.now.timers.put(time_ns, Timer::Woken { thread: woken.0 });
                }
                EventKind::Killed(killed) => self.now.timers.put(time_ns, Timer::Killed { thread: killed.0 }),
                _ => {}
            }
            if let Some(recorder) = &mut self.recorder {
                recorder.event(thread, time_ns, &event, &self.guest);
            }
        }
        self.events = events;
    }

    /// What is known of `thread`, which may be new.
    pub(super) fn thread_mut(&mut self, thread: u32) -> &mut Thread {
        while self.now.threads.len() <= thread as usize {
            let process = self.guest.process_of(ThreadId(self.now.threads.len() as u32));
            self.now.threads.push(Thread::new(process.0));
            self.now.gils.resize(self.now.gils.len().max(process.0 as usize + 1), Gil::default());
        }
        &mut self.now.threads[thread as usize]
    }

    pub(super) fn end(&mut self, end: End) {
        let now_ns = self.now.now_ns;
        // A core that went ahead has gone that far.
        let last_ns = self.now.cores.iter().filter(|core| core.thread.is_some()).map(|core| core.local_ns).max();
        let end_ns = last_ns.unwrap_or(0).max(now_ns).min(self.config.bounds.virtual_ns.max(now_ns));
        self.now.now_ns = end_ns;
        self.now.end.get_or_insert(end);
        if let Some(recorder) = &mut self.recorder {
            recorder.end(end_ns);
        }
    }

    fn finish(&mut self) {
        let is_over = self.now.threads.iter().all(|thread| matches!(thread.phase, Phase::Ended));
        let end = if is_over { End::Finished } else { End::Deadlock(Deadlock::of(self)) };
        self.end(end);
    }

    /// What runs on it.
    pub fn guest(&self) -> &G {
        &self.guest
    }

    /// How it is set.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The virtual time, in nanoseconds.
    #[must_use]
    pub fn now_ns(&self) -> u64 {
        self.now.now_ns
    }

    /// How many instructions were executed, over all threads.
    #[must_use]
    pub fn instructions(&self) -> u64 {
        self.now.instructions
    }

    /// How often a core went on with another thread than before.
    #[must_use]
    pub fn switches(&self) -> u64 {
        self.now.switches
    }

    /// How many things happened, instructions not counted: timers that went off, threads that stopped.
    #[must_use]
    pub fn happenings(&self) -> u64 {
        self.now.happenings
    }

    /// How the run ended; none where it has not.
    #[must_use]
    pub fn ending(&self) -> Option<&End> {
        self.now.end.as_ref()
    }

    /// Its threads, by number.
    #[must_use]
    pub fn threads(&self) -> &[Thread] {
        &self.now.threads
    }

    /// Its cores.
    #[must_use]
    pub fn cores(&self) -> &[Core] {
        &self.now.cores
    }

    /// Who could run and waits for a core, in the order in which they got ready.
    #[must_use]
    pub fn ready(&self) -> &[u32] {
        &self.now.ready
    }

    /// The lock of a process's interpreter; none where interpreters have none.
    #[must_use]
    pub fn gil(&self, process: ProcessId) -> Option<&Gil> {
        if self.config.gil { self.now.gils.get(process.0 as usize) } else { None }
    }

    /// What was recorded.
    #[must_use]
    pub fn recorder(&self) -> Option<&Recorder> {
        self.recorder.as_deref()
    }
}
