//! Handing out tasks to workers that share memory, and waiting until all of them are through.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::host::Job;
use super::plan::name;
use super::{Control, Host, HostError};
use crate::record::LaneWriter;
use crate::trace::{NO_TASK, State};

/// The tasks of one phase, taken one at a time by whoever is free.
pub struct Queue {
    next: AtomicU32,
    end: u32,
}

impl Queue {
    /// A queue of the tasks with these numbers.
    pub fn new(tasks: Range<u32>) -> Self {
        Self { next: AtomicU32::new(tasks.start), end: tasks.end }
    }

    /// The next task, while there is one.
    pub fn take(&self) -> Option<u32> {
        let task = self.next.fetch_add(1, Ordering::Relaxed);
        (task < self.end).then_some(task)
    }
}

/// The queue of each phase.
pub fn queues(phases: &[u32]) -> Vec<Queue> {
    ranges(phases).into_iter().map(Queue::new).collect()
}

/// The numbers of the tasks of each phase.
pub fn ranges(phases: &[u32]) -> Vec<Range<u32>> {
    let mut end = 0;
    let range = phases.iter().map(|count| {
        end += count;
        end - count..end
    });
    range.collect()
}

/// The part of `tasks` that is worker `index`'s own where `workers` share them evenly beforehand.
pub fn part(tasks: &Range<u32>, index: usize, workers: usize) -> Range<u32> {
    let count = u64::from(tasks.end - tasks.start);
    let cut = |index: usize| tasks.start + (count * index as u64 / workers as u64) as u32;
    cut(index)..cut(index + 1)
}

/// Counts workers down to the last one.
struct Latch {
    left: Mutex<usize>,
    zero: Condvar,
}

/// Counts a worker down when its job ends, in a panic too, and says which it was then.
struct Arrival {
    latch: Arc<Latch>,
    control: Arc<Control>,
    worker: u32,
}

impl Drop for Arrival {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let reason = "it panicked; see above".to_owned();
            self.control.fail(HostError { worker: self.worker, reason });
        }
        *self.latch.left.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.latch.zero.notify_all();
    }
}

/// Runs `body` on one worker a lane and returns when all of them are through.
///
/// A lane is in state new from the moment its worker is asked for until it executes.
///
/// # Errors
/// Where a worker cannot be started, or panics.
pub fn on_workers<H: Host>(
    lanes: Vec<LaneWriter<H::Clock>>,
    host: &H,
    control: &Arc<Control>,
    body: impl Fn(usize, &mut LaneWriter<H::Clock>) + Send + Sync + 'static,
) -> Result<(), HostError> {
    let latch = Arc::new(Latch { left: Mutex::new(lanes.len()), zero: Condvar::new() });
    let body = Arc::new(body);
    for (index, mut lane) in lanes.into_iter().enumerate() {
        let worker = index as u32 + 1;
        let arrival = Arrival { latch: latch.clone(), control: control.clone(), worker };
        let body = body.clone();
        lane.switch(State::New, NO_TASK, name::START);
        lane.publish();
        let job: Job = Box::new(move || {
            let arrival = arrival;
            body(index, &mut lane);
            lane.switch(State::Idle, NO_TASK, name::NONE);
            // The lane's last records are published before the worker counts as through.
            drop(lane);
            drop(arrival);
        });
        // A job that is not run is dropped, and its arrival with it: the latch below still comes to zero.
        if let Err(error) = host.spawn(job) {
            control.fail(error);
        }
    }
    let mut left = latch.left.lock().unwrap_or_else(PoisonError::into_inner);
    while *left > 0 {
        left = latch.zero.wait(left).unwrap_or_else(PoisonError::into_inner);
    }
    control.failure().map_or(Ok(()), Err)
}

/// Where the workers of a run meet between two phases.
///
/// Unlike [`std::sync::Barrier`] it lets everybody through once the run is cancelled, so that a worker that failed
/// does not leave the others waiting.
pub struct Meeting {
    workers: usize,
    state: Mutex<(usize, u32)>,
    changed: Condvar,
}

impl Meeting {
    /// A meeting of `workers` workers.
    pub fn new(workers: usize) -> Self {
        Self { workers, state: Mutex::new((0, 0)), changed: Condvar::new() }
    }

    /// Waits for the others, and records it.
    pub fn wait<C: crate::time::Clock>(&self, lane: &mut LaneWriter<C>, control: &Control) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 += 1;
        if state.0 == self.workers {
            *state = (0, state.1 + 1);
            self.changed.notify_all();
            return;
        }
        lane.switch(State::Waiting, NO_TASK, name::WAIT_FOR_OTHERS);
        lane.publish();
        let round = state.1;
        while state.1 == round && !control.is_cancelled() {
            lane.beat();
            let nap = std::time::Duration::from_millis(20);
            state = self.changed.wait_timeout(state, nap).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_tasks_of_a_phase_in_order() {
        let phase = 5..17;
        let parts: Vec<_> = (0..5).map(|index| part(&phase, index, 5)).collect();
        assert_eq!(parts, [5..7, 7..9, 9..12, 12..14, 14..17]);
        assert_eq!(ranges(&[3, 1, 2]), [0..3, 3..4, 4..6]);
    }

    #[test]
    fn a_queue_gives_each_task_once() {
        let queue = Queue::new(2..4);
        assert_eq!([queue.take(), queue.take(), queue.take(), queue.take()], [Some(2), Some(3), None, None]);
    }
}
