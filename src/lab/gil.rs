//! Threads under a global interpreter lock: as many workers as asked for, of which one computes at a time.
//!
//! The lock is CPython's, in its form since 3.2 (`Python/ceval_gil.c`, after Antoine Pitrou's design): who wants it
//! waits one switch interval, then asks the holder to give it up; the holder does so between two steps and lets
//! another take it before it asks again. Around waits it is given up at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::drive::{Gate, drive};
use super::hand_out::{Meeting, on_workers, queues};
use super::plan::name;
use super::{Control, Host, HostError};
use crate::record::LaneWriter;
use crate::time::Clock;
use crate::trace::{NO_TASK, State};
use crate::workload::{Results, Workload};

#[derive(Default)]
struct Inner {
    is_held: bool,
    /// How often the lock was taken: tells a holder whether somebody else had it meanwhile.
    taken: u64,
    waiters: u32,
}

/// The lock.
struct Gil {
    inner: Mutex<Inner>,
    released: Condvar,
    switched: Condvar,
    drop_request: AtomicBool,
    interval: Duration,
}

impl Gil {
    fn new(interval_ns: u64) -> Self {
        Self {
            inner: Mutex::default(),
            released: Condvar::new(),
            switched: Condvar::new(),
            drop_request: AtomicBool::new(false),
            interval: Duration::from_nanos(interval_ns.max(1)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lock if it is free.
    fn try_take(&self) -> bool {
        let mut inner = self.lock();
        let is_free = !inner.is_held;
        if is_free {
            self.taken(&mut inner);
        }
        is_free
    }

    /// Waits for the lock and takes it; calls `waiting` every switch interval meanwhile.
    fn take(&self, mut waiting: impl FnMut()) {
        let mut inner = self.lock();
        inner.waiters += 1;
        while inner.is_held {
            let taken = inner.taken;
            let (again, wait) =
                self.released.wait_timeout(inner, self.interval).unwrap_or_else(PoisonError::into_inner);
            inner = again;
            waiting();
            if wait.timed_out() && inner.is_held && inner.taken == taken {
                self.drop_request.store(true, Ordering::Relaxed);
            }
        }
        inner.waiters -= 1;
        self.taken(&mut inner);
    }

    fn taken(&self, inner: &mut Inner) {
        inner.is_held = true;
        inner.taken += 1;
        self.drop_request.store(false, Ordering::Relaxed);
        self.switched.notify_all();
    }

    fn release(&self) {
        self.lock().is_held = false;
        self.released.notify_one();
    }

    /// Gives the lock to another that waits for it, if one does, and waits until it has it.
    fn hand_over(&self) {
        let mut inner = self.lock();
        inner.is_held = false;
        self.released.notify_one();
        let taken = inner.taken;
        while inner.taken == taken && inner.waiters > 0 {
            inner = self.switched.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// One worker's relation to the lock.
struct Holder<'a> {
    gil: &'a Gil,
    holds: bool,
}

impl<C: Clock> Gate<C> for Holder<'_> {
    fn enter(&mut self, lane: &mut LaneWriter<C>, task: u32) {
        if !self.holds && !self.gil.try_take() {
            lane.switch(State::Runnable, task, name::WAIT_FOR_GIL);
            lane.publish();
            self.gil.take(|| lane.beat());
        }
        self.holds = true;
    }

    fn between_steps(&mut self, lane: &mut LaneWriter<C>, task: u32) -> bool {
        if !self.gil.drop_request.load(Ordering::Relaxed) {
            return false;
        }
        lane.switch(State::Runnable, task, name::WAIT_FOR_GIL);
        lane.publish();
        self.gil.hand_over();
        self.gil.take(|| lane.beat());
        true
    }

    fn leave(&mut self) {
        if std::mem::take(&mut self.holds) {
            self.gil.release();
        }
    }
}

impl Drop for Holder<'_> {
    fn drop(&mut self) {
        if self.holds {
            self.gil.release();
        }
    }
}

/// Runs every task on as many workers as there are lanes.
pub fn run<H: Host>(
    workload: Arc<dyn Workload>,
    lanes: Vec<LaneWriter<H::Clock>>,
    host: &H,
    control: &Arc<Control>,
    switch_interval_ns: u64,
) -> Result<Arc<Results>, HostError> {
    let phases = workload.phases();
    let results = Arc::new(Results::new(phases.iter().sum()));
    let (gil, queues, meeting) = (Gil::new(switch_interval_ns), queues(&phases), Meeting::new(lanes.len()));
    let body = {
        let (results, host, control) = (results.clone(), host.clone(), control.clone());
        move |_: usize, lane: &mut LaneWriter<H::Clock>| {
            for queue in &queues {
                let mut holder = Holder { gil: &gil, holds: false };
                while let Some(task) = queue.take() {
                    if control.is_cancelled() {
                        break;
                    }
                    drive(&*workload, task, &results, lane, &host, &control, &mut holder);
                }
                // The stamp comes first: once the lock is free, another worker's slice may start.
                lane.switch(State::Idle, NO_TASK, name::NONE);
                drop(holder);
                meeting.wait(lane, &control);
            }
        }
    };
    on_workers(lanes, host, control, body)?;
    Ok(results)
}
