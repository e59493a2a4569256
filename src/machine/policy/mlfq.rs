//! A multi-level feedback queue: whoever computes for long sinks, whoever waits often stays on top.
//!
//! After Corbató's scheduler ("An Experimental Time-Sharing System", 1962), with the rules as Arpaci-Dusseau and
//! Arpaci-Dusseau give them in *Operating Systems: Three Easy Pieces*, chapter 8: a thread starts on the top level; the
//! top level that has a ready thread runs, in turn; a thread that has used up its allotment on a level, in one go or in
//! many, sinks by one; and after each period all rise to the top, so that none starves. An allotment is one time slice,
//! which doubles from level to level.

use super::{Candidate, Pick, Why, entry, first_by};
use crate::workload::Random;

/// How many levels there are.
const LEVELS: u32 = 3;
/// How many time slices of the top level a period has.
const PERIOD: u64 = 100;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Place {
    /// 0 is the top.
    level: u32,
    /// How much of its allotment on that level it has used, in nanoseconds.
    used_ns: u64,
}

/// A multi-level feedback queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mlfq {
    quantum_ns: u64,
    places: Vec<Place>,
}

impl Mlfq {
    /// With a slice of so many nanoseconds on the top level, at least one.
    #[must_use]
    pub fn new(quantum_ns: u64) -> Self {
        Self { quantum_ns: quantum_ns.max(1), places: Vec::new() }
    }

    fn place(&self, thread: u32) -> Place {
        self.places.get(thread as usize).copied().unwrap_or_default()
    }

    fn allotment_ns(&self, level: u32) -> u64 {
        self.quantum_ns << level
    }

    /// The level of `thread`, 0 being the top.
    #[must_use]
    pub fn level(&self, thread: u32) -> u32 {
        self.place(thread).level
    }
}

impl Pick for Mlfq {
    fn pick(&mut self, ready: &[Candidate], _: &mut Random) -> usize {
        first_by(ready, |thread| self.level(thread.thread))
    }

    fn slice_ns(&self, thread: &Candidate) -> Option<u64> {
        let place = self.place(thread.thread);
        Some((self.allotment_ns(place.level) - place.used_ns).max(1))
    }

    fn preempts(&self, thread: &Candidate, running: &Candidate) -> bool {
        self.level(thread.thread) < self.level(running.thread)
    }

    fn ready(&mut self, thread: &Candidate, why: Why) {
        if why == Why::New {
            *entry(&mut self.places, thread.thread) = Place::default();
        }
    }

    fn ran(&mut self, thread: u32, ran_ns: u64) {
        let place = self.place(thread);
        let (mut level, mut used_ns) = (place.level, place.used_ns + ran_ns);
        if used_ns >= self.allotment_ns(level) {
            (level, used_ns) = ((level + 1).min(LEVELS - 1), 0);
        }
        *entry(&mut self.places, thread) = Place { level, used_ns };
    }

    fn period_ns(&self) -> Option<u64> {
        Some(self.quantum_ns.saturating_mul(PERIOD))
    }

    fn period(&mut self) {
        self.places.fill(Place::default());
    }
}
