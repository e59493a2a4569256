//! A lottery: for each time slice a ticket is drawn, and who holds it runs.
//!
//! After Waldspurger and Weihl, "Lottery Scheduling: Flexible Proportional-Share Resource Management", 1994. A thread's
//! weight is how many tickets it holds. Tickets are numbered through in the order in which threads got ready. Their
//! compensation tickets, for threads that wait before their slice is over, are left out.

use super::{Candidate, Pick};
use crate::machine::random::below;
use crate::workload::Random;

/// A lottery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lottery {
    quantum_ns: u64,
}

impl Lottery {
    /// With slices of so many nanoseconds, at least one.
    #[must_use]
    pub fn new(quantum_ns: u64) -> Self {
        Self { quantum_ns: quantum_ns.max(1) }
    }
}

impl Pick for Lottery {
    fn pick(&mut self, ready: &[Candidate], random: &mut Random) -> usize {
        if ready.len() == 1 {
            return 0;
        }
        let tickets = |thread: &Candidate| u64::from(thread.weight.max(1));
        let mut drawn = below(random, ready.iter().map(tickets).sum());
        for (place, thread) in ready.iter().enumerate() {
            match drawn.checked_sub(tickets(thread)) {
                Some(rest) => drawn = rest,
                None => return place,
            }
        }
        0
    }

    fn slice_ns(&self, _: &Candidate) -> Option<u64> {
        Some(self.quantum_ns)
    }
}
