//! The longest waits, and who ended each of them.
//!
//! A wait is a slice that is [`State::Waiting`] or [`State::Runnable`]; one inside another is part of that. It lasts as
//! long as its lane waits: what executes inside of it, such as a callback, is no wait.
//!
//! Who ended a wait is told by a flow, or guessed: see [`Cause`].

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::Place;
use super::arrivals::Arrivals;
use super::causes::cause;
use super::innermost::{Innermost, nests};
use crate::trace::{Slice, State, Trace};

pub use super::causes::Cause;

/// How far apart two moments may be and still count as one, in nanoseconds: the unit of the stamps of most profilers.
pub const TOLERANCE_NS: u64 = 1_000;

/// A wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Which slice it is.
    pub place: Place,
    /// The slice itself.
    pub slice: Slice,
    /// How long its lane waited during it, in nanoseconds.
    pub waited_ns: u64,
    /// Who ended it; none where that is not known.
    pub cause: Option<Cause>,
}

/// The `count` longest waits of `trace`, the longest first, then by place. O(n log c) for n slices, in parallel over
/// lanes.
#[must_use]
pub fn longest_waits(trace: &Trace, count: usize) -> Vec<Wait> {
    let lanes = (0..trace.lanes.len()).into_par_iter().flat_map_iter(|lane| of_lane(trace, lane as u32, count));
    let mut longest: Vec<(Reverse<u64>, Place)> = lanes.collect();
    longest.sort_unstable();
    longest.truncate(count);
    let arrivals = Arrivals::of(trace);
    let wait = |(Reverse(waited_ns), place): (Reverse<u64>, Place)| {
        let slice = place.slice(trace)?;
        Some(Wait { place, slice, waited_ns, cause: cause(trace, &arrivals, place, &slice) })
    };
    longest.into_iter().filter_map(wait).collect()
}

/// Whether a slice of that state is a wait.
pub(super) fn waits(state: State) -> bool {
    matches!(state, State::Waiting | State::Runnable)
}

/// The longest waits of one lane, in no order.
fn of_lane(trace: &Trace, lane: u32, count: usize) -> BinaryHeap<(Reverse<u64>, Place)> {
    /// A slice under way.
    struct Open {
        waits: bool,
        /// Where the wait that it belongs to is among those under way: itself, or further out.
        outermost: usize,
        waited_ns: u64,
    }
    let mut open: Vec<Open> = Vec::new();
    let mut longest = BinaryHeap::with_capacity(count.min(1 << 16) + 1);
    let row = &trace.lanes[lane as usize];
    let nests = nests(row.kind);
    for piece in Innermost::of(row) {
        let depth = if nests { piece.depth } else { 0 };
        if piece.is_first {
            let waits = waits(piece.state);
            let outermost = open.last().filter(|outer| waits && outer.waits).map_or(depth, |outer| outer.outermost);
            open.push(Open { waits, outermost, waited_ns: 0 });
        }
        if open[depth].waits {
            let outermost = open[depth].outermost;
            open[outermost].waited_ns += piece.end_ns - piece.start_ns;
        }
        if piece.is_last
            && let Some(ended) = open.pop()
            && ended.waits
            && ended.outermost == depth
        {
            let place = Place { lane, depth: piece.depth as u32, index: piece.index as u32 };
            let wait = (Reverse(ended.waited_ns), place);
            if longest.len() < count || longest.peek().is_some_and(|shortest| wait < *shortest) {
                longest.push(wait);
                if longest.len() > count {
                    longest.pop();
                }
            }
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, Flow, NO_TASK, Recording};

    /// Two threads: the first waits in `what` from 10 to 40 µs and then executes, the second executes until `let_go`.
    fn two_threads(what: &str, state: State, let_go_ns: u64) -> Trace {
        let mut recording = Recording::new(["work", what]);
        let (first, second) = (recording.add_worker("thread 1", 0), recording.add_worker("thread 2", 0));
        let events = [
            (first, 0, State::Running, 0),
            (first, 10_000, state, 1),
            (first, 40_000, State::Running, 0),
            (first, 50_000, State::Idle, 0),
            (second, 5_000, State::Running, 0),
            (second, let_go_ns, State::Idle, 0),
        ];
        for (lane, time_ns, state, name) in events {
            recording.record(lane, Event::Switch { time_ns, state, task: NO_TASK, name });
        }
        recording.into_trace()
    }

    fn first_cause(trace: &Trace) -> Option<Cause> {
        let waits = longest_waits(trace, 3);
        assert_eq!(waits.len(), 1);
        assert_eq!((waits[0].waited_ns, waits[0].place), (30_000, Place { lane: 0, depth: 0, index: 1 }));
        waits[0].cause
    }

    #[test]
    fn a_lock_is_let_go_of_by_the_slice_that_ends_at_that_moment() {
        let holder = Place { lane: 1, depth: 0, index: 0 };
        let guessed = |time_ns| Some(Cause { lane: 1, time_ns, place: Some(holder), flow: None });
        let (waiting, runnable) = (State::Waiting, State::Runnable);
        assert_eq!(first_cause(&two_threads("Lock.acquire", waiting, 39_500)), guessed(39_500));
        assert_eq!(first_cause(&two_threads("the GIL", runnable, 40_200)), guessed(40_200));
        assert_eq!(first_cause(&two_threads("Lock.acquire", waiting, 38_000)), None, "too long before");
        assert_eq!(first_cause(&two_threads("time.sleep", waiting, 40_000)), None, "nobody ends a timer");
        assert_eq!(first_cause(&two_threads("blocking read", waiting, 40_000)), None);
    }

    #[test]
    fn a_flow_that_arrives_says_who_ended_the_wait() {
        let mut trace = two_threads("queue.get", State::Waiting, 60_000);
        let flow = |from_ns, to_ns| Flow { name: 0, from_lane: 1, from_ns, to_lane: 0, to_ns };
        trace.flows = vec![flow(12_000, 20_000), flow(39_000, 40_100), flow(39_900, 40_100), flow(41_000, 42_000)];
        let place = Some(Place { lane: 1, depth: 0, index: 0 });
        assert_eq!(first_cause(&trace), Some(Cause { lane: 1, time_ns: 39_900, place, flow: Some(2) }));
    }
}
