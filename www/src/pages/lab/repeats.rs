//! The same run several times, of which the median counts. Pure.
//!
//! What is compared takes turns with what it is compared with: three runs in a row share what else the machine does.

use crate::engine::RunId;

/// How often.
pub const REPEATS: usize = 3;

/// The runs, and what was measured of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repeats {
    runs: Vec<RunId>,
    over: usize,
    makespans_ns: Vec<u64>,
}

impl Repeats {
    /// Adds a run that was just asked for.
    pub fn add(&mut self, run: RunId) {
        self.runs.push(run);
    }

    /// Takes note of a run that is over, where it is one of these; it counts for nothing without a makespan.
    pub fn finished(&mut self, run: RunId, makespan_ns: Option<u64>) {
        if self.is_open() && self.runs.contains(&run) {
            self.over += 1;
            self.makespans_ns.extend(makespan_ns);
        }
    }

    /// No further run will come.
    pub fn stop(&mut self) {
        self.over = self.runs.len();
    }

    /// Whether runs are still to come.
    pub fn is_open(&self) -> bool {
        self.over < self.runs.len()
    }

    /// Whether every run that is over came to a makespan that counts.
    pub fn is_sound(&self) -> bool {
        self.makespans_ns.len() == self.over
    }

    /// The median of what was measured so far, in nanoseconds.
    pub fn median_ns(&self) -> Option<u64> {
        // Of so few, the one that as many of the others are not above as below it, without a sort's kilobytes.
        let middle = self.makespans_ns.len().saturating_sub(1) / 2;
        let below = |of: u64| self.makespans_ns.iter().filter(|other| **other < of).count();
        let not_above = |of: u64| self.makespans_ns.iter().filter(|other| **other <= of).count();
        self.makespans_ns.iter().copied().find(|&of| below(of) <= middle && middle < not_above(of))
    }
}

/// How many of all these runs are over, and how many there are.
pub fn progress<'a>(all: impl Iterator<Item = &'a Repeats>) -> (usize, usize) {
    all.fold((0, 0), |(over, total), repeats| (over + repeats.over, total + repeats.runs.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_counts_and_runs_without_a_makespan_do_not() {
        let mut repeats = Repeats::default();
        [7, 8, 9].into_iter().for_each(|run| repeats.add(run));
        for (run, makespan_ns, expect) in
            [(7, Some(300), Some(300)), (6, Some(1), Some(300)), (8, Some(100), Some(100)), (9, Some(120), Some(120))]
        {
            assert!(repeats.is_open());
            repeats.finished(run, makespan_ns);
            assert_eq!(repeats.median_ns(), expect);
        }
        assert!(repeats.is_sound() && !repeats.is_open());
        repeats.finished(7, Some(1));
        assert_eq!((repeats.median_ns(), progress([&repeats].into_iter())), (Some(120), (3, 3)));
    }

    #[test]
    fn what_was_stopped_is_over_and_not_sound() {
        let mut repeats = Repeats::default();
        repeats.add(1);
        repeats.stop();
        repeats.finished(1, Some(5));
        assert_eq!((repeats.is_open(), repeats.is_sound(), repeats.median_ns()), (false, false, None));
    }
}
