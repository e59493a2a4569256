//! Earliest eligible virtual deadline first: fair shares, in the order of deadlines.
//!
//! After Stoica and Abdel-Wahab, "Earliest Eligible Virtual Deadline First: A Flexible and Accurate Mechanism for
//! Proportional Share Resource Allocation", 1995, and Linux since 6.6 (`kernel/sched/fair.c`). A thread's *virtual time*
//! is the CPU time it had, divided by its weight; the weighted mean of all is what each would have had if all had run at
//! once. The difference is its *lag*: who has had less than its share is *eligible*. Of those, the one whose next slice
//! would have to be over first runs, and it runs that slice to its end. Who waits takes its lag along, and comes back
//! with it.
//!
//! As in Linux, a thread that wakes does not cut the slice of the one that runs (`RUN_TO_PARITY`), and lag is kept
//! within two slices. Unlike there, all cores share one queue, a slice may end by a nanosecond only, and a new thread's
//! first deadline is that of a whole slice.

use super::{Candidate, Pick, USUAL_WEIGHT, Why, entry};
use crate::workload::Random;

/// Virtual times have so many parts in a nanosecond: divisions by weights lose little.
const PARTS: i128 = 1 << 10;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Share {
    weight: u32,
    virtual_time: i128,
    deadline: i128,
    /// What it was owed when it left, in parts of virtual time.
    lag: i128,
    /// Whether it runs or could run.
    competes: bool,
}

/// Earliest eligible virtual deadline first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Eevdf {
    slice_ns: u64,
    shares: Vec<Share>,
}

impl Eevdf {
    /// With slices of so many nanoseconds, at least one.
    #[must_use]
    pub fn new(slice_ns: u64) -> Self {
        Self { slice_ns: slice_ns.max(1), shares: Vec::new() }
    }

    /// The weight of all that compete, and their weighted mean virtual time, rounded down.
    fn mean(&self) -> (i128, i128) {
        let competing = || self.shares.iter().filter(|share| share.competes);
        let weight: i128 = competing().map(|share| i128::from(share.weight)).sum();
        let sum: i128 = competing().map(|share| i128::from(share.weight) * share.virtual_time).sum();
        // With nobody there, time stands where the last one left it.
        let last = || self.shares.iter().map(|share| share.virtual_time).max().unwrap_or(0);
        (weight, if weight == 0 { last() } else { sum.div_euclid(weight) })
    }

    /// So much CPU time in virtual time, for a thread of that weight.
    fn virtual_of(ns: u64, weight: u32) -> i128 {
        i128::from(ns) * PARTS * i128::from(USUAL_WEIGHT) / i128::from(weight.max(1))
    }

    /// What `thread` is owed, in nanoseconds of a thread of usual weight: negative where it had more than its share.
    #[must_use]
    pub fn lag_ns(&self, thread: u32) -> i64 {
        let Some(share) = self.shares.get(thread as usize) else { return 0 };
        let lag = if share.competes { self.mean().1 - share.virtual_time } else { share.lag };
        (lag / PARTS) as i64
    }
}

impl Pick for Eevdf {
    fn pick(&mut self, ready: &[Candidate], _: &mut Random) -> usize {
        let (weight, _) = self.mean();
        let sum: i128 = {
            let competing = self.shares.iter().filter(|share| share.competes);
            competing.map(|share| i128::from(share.weight) * share.virtual_time).sum()
        };
        let share = |place: usize| self.shares.get(ready[place].thread as usize).copied().unwrap_or_default();
        // Compared without a division: virtual_time <= sum / weight.
        let eligible = (0..ready.len()).filter(|&place| share(place).virtual_time * weight <= sum);
        let earliest = eligible.min_by_key(|&place| share(place).deadline);
        // With several cores those that run may all be behind those that are ready.
        earliest.or_else(|| (0..ready.len()).min_by_key(|&place| share(place).deadline)).unwrap_or(0)
    }

    fn slice_ns(&self, thread: &Candidate) -> Option<u64> {
        let share = self.shares.get(thread.thread as usize).copied().unwrap_or_default();
        let left = (share.deadline - share.virtual_time).max(0) * i128::from(share.weight.max(1));
        let parts = PARTS * i128::from(USUAL_WEIGHT);
        Some((((left + parts - 1) / parts) as u64).clamp(1, self.slice_ns))
    }

    fn ready(&mut self, thread: &Candidate, why: Why) {
        let slice = Self::virtual_of(self.slice_ns, thread.weight);
        match why {
            Why::New | Why::Woken => {
                let (weight, mean) = self.mean();
                let own = i128::from(thread.weight.max(1));
                let share = entry(&mut self.shares, thread.thread);
                share.weight = thread.weight.max(1);
                // That it joins moves the mean towards it: its lag is stretched so that it is the old one afterwards.
                let lag = if weight > 0 { share.lag * (weight + own) / weight } else { 0 };
                share.virtual_time = mean - lag;
                share.deadline = share.virtual_time + slice;
                share.competes = true;
            }
            Why::Yielded => entry(&mut self.shares, thread.thread).deadline += slice,
            Why::SliceOver | Why::Preempted => {
                let share = entry(&mut self.shares, thread.thread);
                if share.virtual_time >= share.deadline {
                    share.deadline = share.virtual_time + slice;
                }
            }
        }
    }

    fn ran(&mut self, thread: u32, ran_ns: u64) {
        let share = entry(&mut self.shares, thread);
        share.virtual_time += Self::virtual_of(ran_ns, share.weight);
    }

    fn left(&mut self, thread: u32) {
        let (_, mean) = self.mean();
        let slice_ns = self.slice_ns;
        let share = entry(&mut self.shares, thread);
        let most = Self::virtual_of(2 * slice_ns, share.weight);
        share.lag = (mean - share.virtual_time).clamp(-most, most);
        share.competes = false;
    }
}
