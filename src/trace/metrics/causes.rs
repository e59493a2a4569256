//! Who ended a wait.
//!
//! It is known where a flow arrives when the wait ends. Elsewhere it is *guessed*, from what is nearest:
//!
//! 1. The call that goes with the wait by its name ([`answers`](super::answers)) and ended last before it, of another
//!    lane, in the same process first; for a join, the thread or process that ended last.
//! 2. Where what was waited for is a lock or a core, the slice of the same process that executed and ended at that
//!    very moment: somebody let go of it.
//!
//! Of other waits, such as those for a timer, nothing is guessed. A guess is no proof: of two threads that release two
//! locks, the later one is taken.

use std::cmp::Reverse;

use super::Place;
use super::answers::{Answer, answer_to, is_one_of};
use super::arrivals::Arrivals;
use super::innermost::nests;
use super::waits::{TOLERANCE_NS, waits};
use crate::time::Span;
use crate::trace::{NameId, Slice, Slices, State, Trace};

/// How long before the end of a wait the call may have ended that let it go on, in nanoseconds: the one who is let go
/// still has to get a core, and under a GIL several switch intervals of 5 ms may pass before it does.
const LATENCY_NS: u64 = 50_000_000;

/// What ended a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The lane that did it.
    pub lane: u32,
    /// When it did, in nanoseconds.
    pub time_ns: u64,
    /// The innermost slice that was, or had just been, under way there; none where there was none, and where it is the
    /// end of the lane that counts.
    pub place: Option<Place>,
    /// The flow that says so, by its index in [`Trace::flows`]; none where it is guessed.
    pub flow: Option<u32>,
}

/// A wait that somebody ended: the lane, from when to when it did not execute, and in what slice.
#[derive(Clone, Copy)]
pub(super) struct Waited {
    pub lane: u32,
    pub span: Span,
    pub name: NameId,
    pub state: State,
}

/// What ended the wait that is the slice at `place`.
pub(super) fn cause(trace: &Trace, arrivals: &Arrivals, place: Place, wait: &Slice) -> Option<Cause> {
    let end_ns = wait.end_ns();
    let from_ns = wait.start_ns.max(end_ns.saturating_sub(TOLERANCE_NS));
    let arrived = arrivals.backwards(place.lane, from_ns.checked_sub(1), end_ns.saturating_add(TOLERANCE_NS));
    // Of equals the first that comes: the one that left last.
    if let Some((number, flow)) = arrived.min_by_key(|(_, flow)| flow.to_ns.abs_diff(end_ns)) {
        let (lane, time_ns) = (flow.from_lane, flow.from_ns);
        return Some(Cause { lane, time_ns, place: under_way(trace, lane, time_ns), flow: Some(number) });
    }
    guess(
        trace,
        Waited { lane: place.lane, span: Span::new(wait.start_ns, end_ns), name: wait.name, state: wait.state },
    )
}

/// Who may have ended a wait of which no flow tells.
fn guess(trace: &Trace, wait: Waited) -> Option<Cause> {
    let is_for_what_another_holds = || wait.state == State::Runnable || is_lock(trace.strings.get(wait.name));
    answered(trace, wait).or_else(|| is_for_what_another_holds().then(|| release(trace, wait)).flatten())
}

/// Who answered a wait, by the names of calls.
pub(super) fn answered(trace: &Trace, wait: Waited) -> Option<Cause> {
    match answer_to(trace.strings.get(wait.name))? {
        Answer::Call(calls) => call(trace, wait, calls),
        Answer::ThreadEnds => end(trace, wait, true),
        Answer::ProcessEnds => end(trace, wait, false),
    }
}

/// Whether a wait of that name is for a lock, which somebody else lets go of.
fn is_lock(name: &str) -> bool {
    const WORDS: [&str; 6] = ["lock", "acquire", "mutex", "semaphore", "futex", "condition"];
    let name = name.to_ascii_lowercase();
    // A read or an accept that blocks is no lock.
    let name = name.replace("block", "");
    WORDS.iter().any(|word| name.contains(word))
}

/// The lanes other than that of the wait in which calls nest.
fn elsewhere(trace: &Trace, wait: Waited) -> impl Iterator<Item = (u32, &crate::trace::Lane)> {
    (0u32..).zip(&trace.lanes).filter(move |(number, lane)| *number != wait.lane && nests(lane.kind))
}

/// The call of one of those names that ended last before the wait did, of the same process if there is one.
fn call(trace: &Trace, wait: Waited, calls: &[&str]) -> Option<Cause> {
    let until_ns = wait.span.end_ns.saturating_add(TOLERANCE_NS);
    let from_ns = wait.span.start_ns.max(wait.span.end_ns.saturating_sub(LATENCY_NS));
    let process = trace.lanes[wait.lane as usize].process;
    let found = elsewhere(trace, wait).flat_map(|(number, lane)| {
        let is_same = lane.process == process;
        (0u32..).zip(lane.rows()).filter_map(move |(depth, row)| {
            let index = last_of(trace, row, from_ns, until_ns, calls)?;
            Some((is_same, row.end_ns_of(index), Reverse(depth), Place { lane: number, depth, index: index as u32 }))
        })
    });
    // Of calls within each other that end together, the outermost says most.
    let (_, end_ns, _, place) =
        found.max_by_key(|&(is_same, end_ns, depth, place)| (is_same, end_ns, depth, Reverse(place)))?;
    let place = outermost(trace, place, calls);
    Some(Cause { lane: place.lane, time_ns: end_ns.min(wait.span.end_ns), place: Some(place), flow: None })
}

/// The last slice of a row with one of those names that ends between two moments.
fn last_of(trace: &Trace, row: &Slices, from_ns: u64, until_ns: u64, calls: &[&str]) -> Option<usize> {
    let started = row.starts_ns().partition_point(|&start_ns| start_ns < until_ns);
    let ended = (0..started).rev().skip_while(|&index| row.end_ns_of(index) > until_ns);
    let mut recent = ended.take_while(|&index| row.end_ns_of(index) >= from_ns);
    recent.find(|&index| row.get(index).is_some_and(|slice| is_one_of(trace.strings.get(slice.name), calls)))
}

/// The outermost call of one of those names around the one at `place`, itself included.
fn outermost(trace: &Trace, place: Place, calls: &[&str]) -> Place {
    let (Some(slice), Some(lane)) = (place.slice(trace), trace.lanes.get(place.lane as usize)) else { return place };
    let around = (0u32..).zip(lane.rows()).take(place.depth as usize).find_map(|(depth, row)| {
        let index = row.first_ending_after(slice.start_ns);
        let outer = row.get(index).filter(|outer| outer.start_ns <= slice.start_ns)?;
        is_one_of(trace.strings.get(outer.name), calls).then_some(Place {
            lane: place.lane,
            depth,
            index: index as u32,
        })
    });
    around.unwrap_or(place)
}

/// The lane that ended last while the wait lasted: of the same process, or of another one.
fn end(trace: &Trace, wait: Waited, same_process: bool) -> Option<Cause> {
    let until_ns = wait.span.end_ns.saturating_add(TOLERANCE_NS);
    let process = trace.lanes[wait.lane as usize].process;
    let ends = elsewhere(trace, wait).filter(|(_, lane)| (lane.process == process) == same_process);
    let ends = ends.filter_map(|(number, lane)| Some((lane.span()?.end_ns, Reverse(number))));
    let within = ends.filter(|(end_ns, _)| (wait.span.start_ns..=until_ns).contains(end_ns));
    let (end_ns, Reverse(lane)) = within.max()?;
    let time_ns = end_ns.min(wait.span.end_ns);
    // It is the end that counts, and not what was called last.
    Some(Cause { lane, time_ns, place: None, flow: None })
}

/// The slice elsewhere that executed and ended when the wait did: the nearest in time, of equals the longest.
fn release(trace: &Trace, wait: Waited) -> Option<Cause> {
    let end_ns = wait.span.end_ns;
    let process = trace.lanes[wait.lane as usize].process;
    let ended = elsewhere(trace, wait).filter(|(_, lane)| lane.process == process).flat_map(|(number, lane)| {
        (0u32..).zip(lane.rows()).flat_map(move |(depth, row)| {
            let near = ending_near(row, end_ns).filter(|(_, slice)| slice.state.is_busy() && slice.duration_ns > 0);
            near.map(move |(index, slice)| (Place { lane: number, depth, index }, slice))
        })
    });
    let (place, slice) =
        ended.min_by_key(|(place, slice)| (slice.end_ns().abs_diff(end_ns), Reverse(slice.duration_ns), *place))?;
    Some(Cause { lane: place.lane, time_ns: slice.end_ns(), place: Some(place), flow: None })
}

/// The slices of a row that end no further than the tolerance from `time_ns`.
fn ending_near(row: &Slices, time_ns: u64) -> impl Iterator<Item = (u32, Slice)> + '_ {
    let bounds = Span::new(time_ns.saturating_sub(TOLERANCE_NS), time_ns.saturating_add(TOLERANCE_NS));
    let first = row.starts_ns().partition_point(|&start_ns| start_ns < bounds.start_ns).saturating_sub(1);
    let from_first = (first..row.len()).filter_map(move |index| Some((index as u32, row.get(index)?)));
    from_first
        .take_while(move |(_, slice)| slice.start_ns <= bounds.end_ns)
        .filter(move |(_, slice)| bounds.start_ns <= slice.end_ns() && slice.end_ns() <= bounds.end_ns)
}

/// The innermost slice of `lane` at `time_ns`; where something is under way just before and nothing then, that.
pub(super) fn under_way(trace: &Trace, lane: u32, time_ns: u64) -> Option<Place> {
    let rows = trace.lanes.get(lane as usize)?;
    let at = |time_ns: u64| {
        let open = (0u32..).zip(rows.rows()).filter_map(|(depth, row)| {
            let index = row.first_ending_after(time_ns);
            (*row.starts_ns().get(index)? <= time_ns).then_some(Place { lane, depth, index: index as u32 })
        });
        open.last()
    };
    at(time_ns).or_else(|| at(time_ns.checked_sub(1)?))
}

/// The outermost wait under way just before `time_ns` in `lane`.
pub(super) fn wait_under_way(trace: &Trace, lane: u32, time_ns: u64) -> Option<Slice> {
    let rows = trace.lanes.get(lane as usize)?.rows();
    let before_ns = time_ns.checked_sub(1)?;
    let open = rows.filter_map(|row| row.get(row.first_ending_after(before_ns)));
    open.take_while(|slice| slice.start_ns <= before_ns).find(|slice| waits(slice.state))
}
