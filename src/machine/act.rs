//! What a core does when its time has come, and what becomes of a thread that stopped.

use super::config::SwitchPoints;
use super::engine::{Bound, End, Machine, Timer};
use super::guest::Guest;
use super::policy::{Pick, Why};
use super::state::{Mode, Move, Phase, Wait, Work};
use crate::python::guest::{Request, StartMethod, Stop, ThreadId};
use crate::trace::State;

impl<G: Guest> Machine<G> {
    /// Deals with what is due on `core`.
    pub(super) fn act(&mut self, core: usize, max_instructions: u64) {
        let now_ns = self.now.now_ns;
        let Some(thread) = self.now.cores[core].thread else { return };
        match self.now.cores[core].mode {
            Mode::Idle => {}
            Mode::Switching { until_ns } => {
                self.now.happenings += 1;
                self.now.cores[core].local_ns = until_ns;
                self.now.cores[core].mode = Mode::Begins;
            }
            Mode::Begins => {
                self.now.happenings += 1;
                let candidate = self.candidate(thread);
                let slice_ns = self.now.policy.slice_ns(&candidate);
                self.now.cores[core].slice_end_ns = slice_ns.map_or(u64::MAX, |ns| now_ns.saturating_add(ns));
                self.proceed(core);
            }
            Mode::Busy => {
                self.now.happenings += 1;
                self.charge(core);
                if self.now.threads[thread as usize].work.left_ns() == 0 {
                    self.work_is_done(core, thread);
                } else if now_ns >= self.now.cores[core].slice_end_ns {
                    self.slice_over(core);
                }
            }
            Mode::Program => {
                if let Some(stop) = self.now.cores[core].stop.take() {
                    self.now.happenings += 1;
                    self.stopped(core, thread, stop);
                } else if self.now.cores[core].is_preempted {
                    self.now.happenings += 1;
                    self.requeue(core, Why::Preempted);
                } else if now_ns >= self.now.cores[core].slice_end_ns && !self.now.cores[core].is_fresh {
                    self.now.happenings += 1;
                    self.slice_over(core);
                } else if self.config.switch_points == SwitchPoints::EveryInstruction && self.is_asked(thread) {
                    self.now.happenings += 1;
                    self.hand_over(core);
                } else {
                    self.execute(core, max_instructions);
                }
            }
        }
    }

    /// The thread on `core` goes on with its work: with the interpreter's lock, where it needs that.
    pub(super) fn proceed(&mut self, core: usize) {
        let Some(thread) = self.now.cores[core].thread else { return };
        let work = self.now.threads[thread as usize].work;
        if work.needs_gil() && self.config.gil && !self.take_gil(core, thread) {
            return;
        }
        let (mode, state, name) = match work {
            Work::Program => (Mode::Program, State::Running, ""),
            Work::Cpu { .. } => (Mode::Busy, State::Running, "computes"),
            Work::Overhead { name, .. } => (Mode::Busy, State::Overhead, name),
        };
        self.now.cores[core].mode = mode;
        self.now.cores[core].is_fresh = mode == Mode::Program;
        self.enter(thread, state, name);
        if let Some(recorder) = &mut self.recorder {
            recorder.core(core, self.now.now_ns, state, Some(thread));
        }
        if let Some(starter) = self.now.threads[thread as usize].starter.take() {
            self.has_begun(starter);
        }
        if matches!(work, Work::Cpu { .. }) && self.is_asked(thread) {
            self.hand_over(core);
        }
    }

    /// A thread that `starter` has started runs for the first time.
    fn has_begun(&mut self, starter: u32) {
        let phase = &mut self.now.threads[starter as usize].phase;
        if let Phase::Waits(Wait::Start(left)) = *phase {
            *phase = Phase::Waits(Wait::Start(left.saturating_sub(1)));
            if left <= 1 {
                self.guest.answer(ThreadId(starter));
                self.make_ready(starter, Why::Woken);
            }
        }
    }

    fn work_is_done(&mut self, core: usize, thread: u32) {
        let done = std::mem::replace(&mut self.now.threads[thread as usize].work, Work::Program);
        let starting = std::mem::take(&mut self.now.threads[thread as usize].starting);
        if !starting.is_empty() {
            return self.start(core, thread, &starting);
        }
        // A process that has started up has asked for nothing.
        if done.needs_gil() {
            self.guest.answer(ThreadId(thread));
        }
        self.proceed(core);
    }

    /// `thread` has paid for starting others.
    fn start(&mut self, core: usize, thread: u32, starting: &[u32]) {
        let now_ns = self.now.now_ns;
        let mut own = 0;
        for &started in starting {
            if let Some(recorder) = &mut self.recorder {
                recorder.flow("start", thread, now_ns, started, now_ns);
            }
            // A thread's start waits until the new thread runs, as CPython's does; a process's does not.
            if self.now.threads[started as usize].process == self.now.threads[thread as usize].process {
                self.now.threads[started as usize].starter = Some(thread);
                own += 1;
            }
            self.make_ready(started, Why::New);
        }
        if own == 0 {
            self.guest.answer(ThreadId(thread));
            return self.proceed(core);
        }
        self.release_gil(thread);
        self.leave(core, Wait::Start(own), "thread start");
    }

    /// The program stopped on `core`.
    fn stopped(&mut self, core: usize, thread: u32, stop: Stop) {
        let costs = self.config.costs;
        match stop {
            Stop::Budget | Stop::Shared(_) | Stop::Instructions | Stop::Woke => {}
            Stop::SwitchPoint => {
                if self.is_asked(thread) {
                    self.hand_over(core);
                }
            }
            Stop::Blocked { on, timeout_ns } => {
                self.release_gil(thread);
                let name = if self.recorder.is_some() { self.guest.waits_name(on) } else { String::new() };
                self.leave(core, Wait::Program(on), &name);
                if let Some(timeout_ns) = timeout_ns {
                    let serial = self.now.threads[thread as usize].serial;
                    let time_ns = self.now.now_ns.saturating_add(timeout_ns);
                    self.now.timers.put(time_ns, Timer::TimedOut { thread, serial });
                }
            }
            Stop::Exited => self.exited(core, thread),
            Stop::Uncaught => {
                self.now.threads[thread as usize].has_raised = true;
                self.exited(core, thread);
            }
            Stop::OutOfMemory => self.end(End::Limit(Bound::Memory)),
            Stop::TooManyProcesses => self.end(End::Limit(Bound::Processes)),
            Stop::Request(request) => match request {
                Request::Spawn { threads } => {
                    let starting: Vec<u32> = threads.iter().map(|thread| thread.0).collect();
                    let cost_ns = costs.thread_ns.saturating_mul(starting.len() as u64);
                    self.announce(&starting);
                    self.now.threads[thread as usize].starting = starting;
                    self.pay(core, thread, cost_ns, "starts a thread");
                }
                Request::SpawnProcess { thread: main, method, bytes, .. } => {
                    let copy_ns = costs.message_ns.saturating_add((bytes >> 10).saturating_mul(costs.kilobyte_ns));
                    let (parent_ns, child_ns) = match method {
                        StartMethod::Fork => {
                            (costs.fork_ns.saturating_add((bytes >> 12).saturating_mul(costs.page_ns)), 0)
                        }
                        StartMethod::Spawn => (costs.fork_ns.saturating_add(copy_ns), costs.spawn_ns),
                        StartMethod::Forkserver => (costs.thread_ns.saturating_add(copy_ns), costs.forkserver_ns),
                        StartMethod::Interpreter => (costs.interpreter_ns.saturating_add(copy_ns), 0),
                    };
                    self.announce(&[main.0]);
                    if child_ns > 0 {
                        let work = Work::Overhead { left_ns: child_ns, name: "imports", needs_gil: false };
                        self.now.threads[main.0 as usize].work = work;
                    }
                    self.now.threads[thread as usize].starting = vec![main.0];
                    self.pay(core, thread, parent_ns, "starts a process");
                }
                Request::Copy { bytes } => {
                    let cost_ns = costs.message_ns.saturating_add((bytes >> 10).saturating_mul(costs.kilobyte_ns));
                    self.pay(core, thread, cost_ns, "copies");
                }
                Request::Cpu { ns } => {
                    self.now.threads[thread as usize].work = Work::Cpu { left_ns: ns };
                    if ns == 0 {
                        self.work_is_done(core, thread);
                    } else {
                        self.proceed(core);
                    }
                }
                Request::Sleep { ns } => self.wait_for(core, thread, ns, Wait::Sleep, "sleep"),
                Request::Io { ns } => self.wait_for(core, thread, ns, Wait::Io, "io"),
                Request::Yield => {
                    self.release_gil(thread);
                    self.guest.answer(ThreadId(thread));
                    self.requeue(core, Why::Yielded);
                }
            },
        }
    }

    /// Threads that are about to be started.
    fn announce(&mut self, starting: &[u32]) {
        for &started in starting {
            self.thread_mut(started);
            self.born(started, State::New);
        }
    }

    /// The thread on `core` pays for what it asked for.
    fn pay(&mut self, core: usize, thread: u32, left_ns: u64, name: &'static str) {
        self.now.threads[thread as usize].work = Work::Overhead { left_ns, name, needs_gil: true };
        if left_ns == 0 {
            return self.work_is_done(core, thread);
        }
        self.proceed(core);
    }

    fn wait_for(&mut self, core: usize, thread: u32, ns: u64, wait: Wait, name: &str) {
        self.release_gil(thread);
        self.leave(core, wait, name);
        let serial = self.now.threads[thread as usize].serial;
        self.now.timers.put(self.now.now_ns.saturating_add(ns), Timer::Over { thread, serial });
    }

    /// The thread on `core` has ended.
    fn exited(&mut self, core: usize, thread: u32) {
        self.release_gil(thread);
        self.vacate(core);
        self.now.policy.left(thread);
        let it = &mut self.now.threads[thread as usize];
        (it.phase, it.moved) = (Phase::Ended, Some(Move::Exit));
        self.enter(thread, State::Terminated, "");
    }

    /// A timer has gone off.
    pub(super) fn go_off(&mut self, time_ns: u64, timer: Timer) {
        // What is out of date lets no time pass.
        let is_current = |thread: u32, serial: u32| {
            let thread = &self.now.threads[thread as usize];
            thread.serial == serial && matches!(thread.phase, Phase::Waits(_))
        };
        let is_due = match timer {
            Timer::Over { thread, serial } | Timer::AsksForGil { thread, serial, .. } => is_current(thread, serial),
            Timer::TimedOut { thread, serial } => {
                is_current(thread, serial) && !self.now.threads[thread as usize].is_woken
            }
            Timer::Arrives { .. } | Timer::Woken { .. } | Timer::Killed { .. } => true,
        };
        if !is_due {
            return;
        }
        self.now.now_ns = self.now.now_ns.max(time_ns);
        match timer {
            Timer::Arrives { thread } => {
                self.thread_mut(thread);
                self.born(thread, State::Runnable);
                self.make_ready(thread, Why::New);
            }
            Timer::Over { thread, .. } => {
                self.guest.answer(ThreadId(thread));
                self.make_ready(thread, Why::Woken);
            }
            Timer::TimedOut { thread, .. } => {
                self.guest.time_out(ThreadId(thread));
                self.take_events(thread, time_ns);
                if let Some(recorder) = &mut self.recorder {
                    recorder.timed_out(thread, time_ns);
                }
                self.make_ready(thread, Why::Woken);
            }
            Timer::AsksForGil { thread, serial, taken } => self.ask_for_gil(thread, serial, taken),
            Timer::Woken { thread } => self.woken(thread),
            Timer::Killed { thread } => self.killed(thread),
        }
    }

    fn woken(&mut self, thread: u32) {
        self.thread_mut(thread).is_woken = false;
        match self.now.threads[thread as usize].phase {
            Phase::Waits(Wait::Program(_)) => self.make_ready(thread, Why::Woken),
            // It has stopped at this very moment, and need not wait after all.
            Phase::OnCore(core) => {
                self.now.cores[core as usize].stop.take_if(|stop| matches!(stop, Stop::Blocked { .. }));
            }
            _ => {}
        }
    }

    fn killed(&mut self, thread: u32) {
        let phase = self.thread_mut(thread).phase;
        match phase {
            Phase::Ended => return,
            Phase::OnCore(core) => self.vacate(core as usize),
            Phase::Ready => {
                self.now.ready.retain(|&ready| ready != thread);
                self.now.fresh.retain(|&ready| ready != thread);
            }
            Phase::New | Phase::Waits(_) => {}
        }
        let process = self.now.threads[thread as usize].process as usize;
        if self.now.gils[process].forget(thread) {
            self.release_gil(thread);
        }
        self.now.policy.left(thread);
        let it = &mut self.now.threads[thread as usize];
        (it.phase, it.moved) = (Phase::Ended, Some(Move::Exit));
        it.serial += 1;
        if let Some(starter) = it.starter.take() {
            self.has_begun(starter);
        }
        self.enter(thread, State::Terminated, "");
    }
}
