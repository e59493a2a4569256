//! Cores and locks change hands: getting ready, being picked, giving up a core, taking and giving up the GIL.

use super::engine::{Machine, Timer};
use super::guest::Guest;
use super::policy::{Candidate, Pick, Why};
use super::state::{Mode, Move, Phase, Wait, Work};
use crate::python::guest::ThreadId;
use crate::trace::State;

/// What a thread without a core waits for, and why it has none.
fn for_a_core(why: Why) -> &'static str {
    match why {
        Why::New => "started, waits for a core",
        Why::Woken => "woken, waits for a core",
        Why::SliceOver => "preempted at the end of its time slice, waits for a core",
        Why::Yielded => "yielded, waits for a core",
        Why::Preempted => "preempted by another, waits for a core",
    }
}

/// What a thread without its interpreter's lock waits for.
const FOR_THE_GIL: &str = "waits for the GIL";

impl<G: Guest> Machine<G> {
    /// What the policy sees of `thread`.
    pub(super) fn candidate(&self, thread: u32) -> Candidate {
        let id = ThreadId(thread);
        let known_ns = self.guest.burst_ns(id);
        self.now.threads[thread as usize].candidate(thread, known_ns, self.guest.priority(id), self.guest.weight(id))
    }

    /// `thread` is in `state` from now on.
    pub(super) fn enter(&mut self, thread: u32, state: State, name: &str) {
        let now_ns = self.now.now_ns;
        self.now.threads[thread as usize].account.enter(state, now_ns);
        if let Some(recorder) = &mut self.recorder {
            recorder.thread(thread, now_ns, state, name);
        }
    }

    /// `thread` is there from now on.
    pub(super) fn born(&mut self, thread: u32, state: State) {
        let now_ns = self.now.now_ns;
        let process = self.now.threads[thread as usize].process;
        let account = &mut self.now.threads[thread as usize].account;
        (account.start_ns, account.since_ns, account.state) = (now_ns, now_ns, state);
        if let Some(recorder) = &mut self.recorder {
            recorder.born(thread, process, self.guest.thread_name(ThreadId(thread)));
            recorder.thread(thread, now_ns, state, "");
        }
    }

    /// `thread` could run from now on.
    pub(super) fn make_ready(&mut self, thread: u32, why: Why) {
        self.charge_busy();
        let it = &mut self.now.threads[thread as usize];
        let moved = match why {
            Why::New => Some(Move::Admit),
            // Who waits for its interpreter's lock counts as runnable already.
            Why::Woken if matches!(it.phase, Phase::Waits(Wait::Gil | Wait::Switch)) => it.moved,
            Why::Woken => Some(Move::Wake),
            Why::SliceOver | Why::Preempted => Some(Move::Preempt),
            Why::Yielded => Some(Move::Yield),
        };
        (it.phase, it.moved) = (Phase::Ready, moved);
        it.serial += 1;
        let candidate = self.candidate(thread);
        self.now.policy.ready(&candidate, why);
        match why {
            Why::Preempted => self.now.ready.insert(0, thread),
            _ => self.now.ready.push(thread),
        }
        if matches!(why, Why::New | Why::Woken) {
            self.now.fresh.push(thread);
        }
        self.enter(thread, State::Runnable, for_a_core(why));
        self.count_ready();
    }

    fn count_ready(&mut self) {
        if let Some(recorder) = &mut self.recorder {
            recorder.count("ready threads", self.now.now_ns, self.now.ready.len());
        }
    }

    /// Gives cores to those that could run: idle ones, then those the policy takes away.
    pub(super) fn dispatch(&mut self) {
        self.fill();
        if self.now.fresh.is_empty() {
            return;
        }
        let fresh = std::mem::take(&mut self.now.fresh);
        for thread in fresh.into_iter().filter(|thread| self.now.ready.contains(thread)).collect::<Vec<_>>() {
            let Some(core) = self.victim(thread) else { continue };
            let it = &mut self.now.cores[core];
            if it.mode == Mode::Program && (it.local_ns > self.now.now_ns || it.stop.is_some()) {
                it.is_preempted = true;
            } else {
                self.requeue(core, Why::Preempted);
                self.fill();
            }
        }
    }

    /// The core that `thread` takes away: of those it may, the one whose thread would lose its core to all others'.
    fn victim(&self, thread: u32) -> Option<usize> {
        let thread = self.candidate(thread);
        let mut victim: Option<(usize, Candidate)> = None;
        for (core, it) in self.now.cores.iter().enumerate() {
            let Some(running) = it.thread.filter(|_| !it.is_preempted).map(|running| self.candidate(running)) else {
                continue;
            };
            let policy = &self.now.policy;
            if policy.preempts(&thread, &running) && victim.is_none_or(|(_, victim)| policy.preempts(&victim, &running))
            {
                victim = Some((core, running));
            }
        }
        victim.map(|(core, _)| core)
    }

    fn fill(&mut self) {
        while !self.now.ready.is_empty() {
            // A core that nobody had yet has nothing to switch from.
            let idle = (0..self.now.cores.len()).filter(|&core| self.now.cores[core].thread.is_none());
            let Some(first) = idle.min_by_key(|&core| self.now.cores[core].last.is_some()) else { return };
            let place = self.pick();
            let thread = self.now.ready.remove(place);
            let last = self.now.threads[thread as usize].core.map(|core| core as usize);
            let core = last.filter(|core| self.now.cores[*core].thread.is_none()).unwrap_or(first);
            self.put_on(core, thread);
        }
    }

    fn pick(&mut self) -> usize {
        let wanted = self.steps.get(self.now.picks as usize);
        self.now.picks += 1;
        let repeated = wanted.and_then(|wanted| self.now.ready.iter().position(|thread| thread == wanted));
        let place = repeated.unwrap_or_else(|| {
            if self.now.policy.is_in_order() {
                return 0;
            }
            let ready: Vec<Candidate> = self.now.ready.iter().map(|&thread| self.candidate(thread)).collect();
            self.now.policy.pick(&ready, &mut self.now.random).min(ready.len() - 1)
        });
        if let Some(recorder) = &mut self.recorder {
            recorder.picked(self.now.ready[place]);
        }
        place
    }

    fn put_on(&mut self, core: usize, thread: u32) {
        let is_switch = self.now.cores[core].last.is_some_and(|last| last != thread);
        let it = &mut self.now.cores[core];
        it.thread = Some(thread);
        it.local_ns = it.local_ns.max(self.now.now_ns);
        it.mode = Mode::Begins;
        it.turn = self.now.picks;
        it.is_preempted = false;
        it.stop = None;
        let local_ns = it.local_ns;
        if is_switch {
            self.now.switches += 1;
            let cost_ns = self.config.switch_cost_ns;
            if cost_ns > 0 {
                self.now.cores[core].mode = Mode::Switching { until_ns: local_ns.saturating_add(cost_ns) };
                if let Some(recorder) = &mut self.recorder {
                    recorder.core(core, local_ns, State::Overhead, None);
                }
            }
        }
        let it = &mut self.now.threads[thread as usize];
        (it.phase, it.moved) = (Phase::OnCore(core as u32), Some(Move::Dispatch));
        it.core = Some(core as u32);
        self.count_ready();
    }

    /// The core has nobody from now on.
    pub(super) fn vacate(&mut self, core: usize) {
        let it = &mut self.now.cores[core];
        let Some(thread) = it.thread.take() else { return };
        it.last = Some(thread);
        it.mode = Mode::Idle;
        it.is_preempted = false;
        it.stop = None;
        it.open = None;
        self.now.threads[thread as usize].account.switches += 1;
        if let Some(recorder) = &mut self.recorder {
            recorder.core(core, self.now.now_ns, State::Idle, None);
        }
    }

    /// The thread on `core` waits from now on.
    pub(super) fn leave(&mut self, core: usize, wait: Wait, name: &str) {
        let Some(thread) = self.now.cores[core].thread else { return };
        self.vacate(core);
        self.now.policy.left(thread);
        let it = &mut self.now.threads[thread as usize];
        it.phase = Phase::Waits(wait);
        it.serial += 1;
        let is_for_gil = matches!(wait, Wait::Gil | Wait::Switch);
        it.moved = Some(if is_for_gil { Move::Preempt } else { Move::Block });
        if !is_for_gil {
            it.burst_is_over();
        }
        self.enter(thread, if is_for_gil { State::Runnable } else { State::Waiting }, name);
    }

    /// The thread on `core` could still run, and no longer does.
    pub(super) fn requeue(&mut self, core: usize, why: Why) {
        self.charge(core);
        let Some(thread) = self.now.cores[core].thread else { return };
        self.vacate(core);
        if why == Why::Yielded {
            self.now.threads[thread as usize].burst_is_over();
        }
        self.make_ready(thread, why);
    }

    /// The time slice of the thread on `core` is over.
    pub(super) fn slice_over(&mut self, core: usize) {
        let Some(thread) = self.now.cores[core].thread else { return };
        if self.now.ready.is_empty() {
            let candidate = self.candidate(thread);
            self.now.policy.ready(&candidate, Why::SliceOver);
            let slice_ns = self.now.policy.slice_ns(&candidate);
            self.now.cores[core].slice_end_ns = slice_ns.map_or(u64::MAX, |ns| self.now.now_ns.saturating_add(ns));
            return;
        }
        self.requeue(core, Why::SliceOver);
        self.fill();
        if self.now.threads[thread as usize].phase == Phase::OnCore(core as u32) {
            // It was picked again: it has lost nothing.
            self.now.threads[thread as usize].account.switches -= 1;
        }
    }

    /// Counts what the thread on `core` has computed so far, where that is only a time that passes.
    pub(super) fn charge(&mut self, core: usize) {
        let it = &mut self.now.cores[core];
        let Some(thread) = it.thread.filter(|_| it.mode == Mode::Busy) else { return };
        let passed_ns = self.now.now_ns.saturating_sub(it.local_ns);
        it.local_ns += passed_ns;
        let thread_ = &mut self.now.threads[thread as usize];
        thread_.work = thread_.work.after(passed_ns);
        thread_.used_ns += passed_ns;
        self.now.policy.ran(thread, passed_ns);
    }

    /// [`Self::charge`] for all cores: before anything is compared.
    pub(super) fn charge_busy(&mut self) {
        (0..self.now.cores.len()).for_each(|core| self.charge(core));
    }

    fn gil_of(&mut self, thread: u32) -> &mut super::gil::Gil {
        let process = self.now.threads[thread as usize].process as usize;
        &mut self.now.gils[process]
    }

    fn record_gil(&mut self, thread: u32) {
        let process = self.now.threads[thread as usize].process;
        if let Some(recorder) = &mut self.recorder {
            let gil = &self.now.gils[process as usize];
            recorder.gil(process, self.now.now_ns, gil.holder(), gil.waiting());
        }
    }

    /// Whether `thread` holds its interpreter's lock and has been asked to give it up.
    pub(super) fn is_asked(&self, thread: u32) -> bool {
        let gil = &self.now.gils[self.now.threads[thread as usize].process as usize];
        self.config.gil && gil.holder() == Some(thread) && gil.is_requested()
    }

    /// Takes the lock for the thread on `core`, or lets it wait for that. True where it has it.
    pub(super) fn take_gil(&mut self, core: usize, thread: u32) -> bool {
        let had_it = self.gil_of(thread).holder() == Some(thread);
        let (has_it, switched) = self.gil_of(thread).try_take(thread);
        if let Some(switched) = switched {
            self.now.threads[switched as usize].phase = Phase::Waits(Wait::Gil);
            self.set_interval(switched);
        }
        if !has_it {
            self.gil_of(thread).wait(thread);
            self.leave(core, Wait::Gil, FOR_THE_GIL);
            self.set_interval(thread);
        }
        if !had_it {
            self.record_gil(thread);
        }
        has_it
    }

    /// `thread` waits one interval before it asks for the lock.
    fn set_interval(&mut self, thread: u32) {
        let taken = self.gil_of(thread).taken();
        let serial = self.now.threads[thread as usize].serial;
        let time_ns = self.now.now_ns.saturating_add(self.config.switch_interval_ns);
        self.now.timers.put(time_ns, Timer::AsksForGil { thread, serial, taken });
    }

    pub(super) fn ask_for_gil(&mut self, thread: u32, serial: u32, taken: u64) {
        debug_assert_eq!(self.now.threads[thread as usize].serial, serial, "it is out of date");
        self.gil_of(thread).time_out(taken);
        self.set_interval(thread);
        let Some(holder) = self.gil_of(thread).holder().filter(|&holder| self.is_asked(holder)) else { return };
        if let (Phase::OnCore(core), Work::Cpu { .. }) =
            (self.now.threads[holder as usize].phase, self.now.threads[holder as usize].work)
            && self.now.cores[core as usize].mode == Mode::Busy
        {
            self.hand_over(core as usize);
        }
    }

    /// Gives up the lock, if `thread` holds it, and tells who waits longest.
    pub(super) fn release_gil(&mut self, thread: u32) {
        if !self.config.gil || self.gil_of(thread).holder() != Some(thread) {
            return;
        }
        let told = self.gil_of(thread).release();
        self.record_gil(thread);
        self.tell(thread, told);
    }

    fn tell(&mut self, holder: u32, told: Option<u32>) {
        let Some(told) = told else { return };
        if let Some(recorder) = &mut self.recorder {
            recorder.flow("GIL", holder, self.now.now_ns, told, self.now.now_ns);
        }
        self.make_ready(told, Why::Woken);
    }

    /// The thread on `core` gives up the lock because it was asked to.
    pub(super) fn hand_over(&mut self, core: usize) {
        self.charge(core);
        let Some(thread) = self.now.cores[core].thread else { return };
        if self.gil_of(thread).waiters().next().is_none() {
            // Who asked for it has been ended.
            return self.gil_of(thread).forget_request();
        }
        let told = self.gil_of(thread).hand_over();
        self.record_gil(thread);
        self.leave(core, Wait::Switch, FOR_THE_GIL);
        self.tell(thread, told);
    }
}
