//! Round robin: each in turn, for a time slice at most.

use super::{Candidate, Pick};
use crate::workload::Random;

/// Round robin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RoundRobin {
    quantum_ns: u64,
}

impl RoundRobin {
    /// With slices of so many nanoseconds, at least one.
    #[must_use]
    pub fn new(quantum_ns: u64) -> Self {
        Self { quantum_ns: quantum_ns.max(1) }
    }
}

impl Pick for RoundRobin {
    fn pick(&mut self, _: &[Candidate], _: &mut Random) -> usize {
        0
    }

    fn is_in_order(&self) -> bool {
        true
    }

    fn slice_ns(&self, _: &Candidate) -> Option<u64> {
        Some(self.quantum_ns)
    }
}
