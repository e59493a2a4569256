//! Shortest remaining time first: whoever needs least until it waits or ends, at every moment.
//!
//! It has the least mean turnaround of all policies (Schrage, "A Proof of the Optimality of the Shortest Remaining
//! Processing Time Discipline", 1968), and lets long jobs starve.

use super::{Candidate, Pick, first_by};
use crate::workload::Random;

/// Shortest remaining time first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Srtf;

impl Pick for Srtf {
    fn pick(&mut self, ready: &[Candidate], _: &mut Random) -> usize {
        first_by(ready, |thread| thread.left_ns)
    }

    fn preempts(&self, thread: &Candidate, running: &Candidate) -> bool {
        thread.left_ns < running.left_ns
    }
}
