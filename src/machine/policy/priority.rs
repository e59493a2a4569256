//! By priority: the smallest number goes first and takes the place of larger ones; equals go in order.
//!
//! Whose place was taken stays in front of its equals, as POSIX has it for `SCHED_FIFO`. Nothing ages: a thread of low
//! priority can starve, and one that holds a lock keeps those waiting that are above it.

use super::{Candidate, Pick, first_by};
use crate::workload::Random;

/// By priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Priority;

impl Pick for Priority {
    fn pick(&mut self, ready: &[Candidate], _: &mut Random) -> usize {
        first_by(ready, |thread| thread.priority)
    }

    fn preempts(&self, thread: &Candidate, running: &Candidate) -> bool {
        thread.priority < running.priority
    }
}
