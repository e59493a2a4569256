//! What is shared between a run and those who watch it: cancel, progress, failure.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{Host, HostError};
use crate::record::LaneWriter;

/// How long a wait may go on before it looks whether the run was cancelled.
const LONGEST_NAP_NS: u64 = 20_000_000;

/// The shared state of one run.
#[derive(Debug, Default)]
pub struct Control {
    /// Not 0 once the run was cancelled; the page sets it in shared memory.
    cancelled: AtomicU32,
    /// Tasks that are complete.
    done: AtomicU32,
    failure: Mutex<Option<HostError>>,
}

impl Control {
    /// Asks every worker to stop at its next step.
    pub fn cancel(&self) {
        self.cancelled.store(1, Ordering::Relaxed);
    }

    /// Whether the run is to stop.
    #[inline]
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed) != 0
    }

    /// Where the flag stands in this instance's memory: anything but 0 there cancels the run.
    #[must_use]
    pub fn cancel_address(&self) -> usize {
        self.cancelled.as_ptr() as usize
    }

    /// How many tasks are complete.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.done.load(Ordering::Relaxed)
    }

    pub(super) fn task_done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that a worker failed, and stops the others. The first failure stays.
    pub fn fail(&self, error: HostError) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        self.cancel();
    }

    pub(super) fn failure(&self) -> Option<HostError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sleeps in naps until `until_ns` on the lane's clock, or until the run is cancelled; the lane beats meanwhile.
    pub(super) fn sleep_until<H: Host>(&self, host: &H, lane: &mut LaneWriter<H::Clock>, until_ns: u64) {
        loop {
            lane.beat();
            host.between_steps();
            let left_ns = until_ns.saturating_sub(lane.now_ns());
            if left_ns == 0 || self.is_cancelled() {
                return;
            }
            host.sleep(left_ns.min(LONGEST_NAP_NS));
        }
    }
}
