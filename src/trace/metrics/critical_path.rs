//! The critical path: the chain of slices and flows that the makespan hung on.
//!
//! Found as in trace-based critical-path analysis, by walking back from the last end (C.-Q. Yang and B. P. Miller,
//! *Critical path analysis for the execution of parallel and distributed programs*, ICDCS 1988; walked backwards over
//! wait states: D. Böhme and others, *Scalable critical-path based performance analysis*, IPDPS 2012):
//!
//! 1. Begin in the lane that ends last, at its end; of equals, in one that executes there, then in the first.
//! 2. While the lane executes, the path stays in it.
//! 3. Where it does not (it waits, is runnable, or nothing is known of it), it is asked what ended that stretch: the flow
//!    that arrived in it last, if it left after the lane stopped executing. Then the path goes over to where the flow
//!    came from. A flow that left before was not what the lane was late for.
//! 4. Where no flow tells, and the lane was in a call that another one must have answered, who did so is guessed by the
//!    names of calls (see [`Cause`](super::waits::Cause)), and the path goes over to that lane. Where nothing can be
//!    guessed, it stays, and the wait is part of it.
//! 5. It ends where a lane begins and no flow led there.
//!
//! Stretches of the path follow each other without gaps, so its length is a sum of what can be shortened. Lanes of what
//! is in flight take no part: nothing executes in them.

use std::cmp::Reverse;

use super::Place;
use super::arrivals::Arrivals;
use super::causes::{Cause, Waited, answered, wait_under_way};
use super::innermost::nests;
use crate::time::Span;
use crate::trace::{Lane, NameId, Slices, State, Trace};

/// A stretch of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The lane it is in; of a flow under way, the one that it reaches.
    pub lane: u32,
    /// From when to when.
    pub span: Span,
    /// What the lane does.
    pub state: State,
    /// The innermost slice; none where there is none, and while a flow is under way.
    pub place: Option<Place>,
    /// The flow that is under way, by its index in [`Trace::flows`].
    pub flow: Option<u32>,
}

/// How much of the path is spent on what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CriticalPath {
    /// From where it begins to the last end of a lane that executes. Where that is not the span of the trace, nothing is
    /// known of the rest.
    pub span: Span,
    /// Time in each state, in nanoseconds, by the number of the state. Idle is where no slice is.
    pub state_ns: [u64; State::ALL.len()],
    /// Time in which a flow was under way, in nanoseconds.
    pub flow_ns: u64,
    /// Time in slices of each name, in nanoseconds, the longest first, then by number of the name.
    pub names_ns: Vec<(NameId, u64)>,
    /// How often it goes from one lane to another.
    pub hops: u64,
    /// How many of these times no flow says so: they are guessed.
    pub guesses: u64,
}

impl CriticalPath {
    /// Its length, in nanoseconds.
    #[must_use]
    pub fn duration_ns(&self) -> u64 {
        self.span.duration_ns()
    }
}

/// The critical path of `trace`, in order of time, and what it is spent on. Stretches of one slice that touch are one.
///
/// O(f log f) for f flows, and O(1) for each stretch and each row of its lane. Where the stretches are not wanted,
/// [`walk_back`] does without the memory for them.
#[must_use]
pub fn critical_path(trace: &Trace) -> (CriticalPath, Vec<Segment>) {
    let mut segments = Vec::new();
    let path = walk_back(trace, |segment| segments.push(segment));
    segments.reverse();
    (path, segments)
}

/// Walks the critical path of `trace` from its end to its beginning.
pub fn walk_back(trace: &Trace, mut each: impl FnMut(Segment)) -> CriticalPath {
    let mut walk = Walk { trace, arrivals: Arrivals::of(trace), lanes: trace.lanes.iter().map(Back::new).collect() };
    let mut path = CriticalPath::default();
    let mut names_ns = vec![0u64; trace.strings.len()];
    let mut last: Option<Segment> = None;
    path.guesses = walk.run(|segment| {
        let duration_ns = segment.span.duration_ns();
        path.span.start_ns = segment.span.start_ns;
        path.span.end_ns = path.span.end_ns.max(segment.span.end_ns);
        match (segment.flow, segment.place.and_then(|place| place.slice(trace))) {
            (Some(_), _) => path.flow_ns += duration_ns,
            (None, slice) => {
                path.state_ns[segment.state as usize] += duration_ns;
                if let Some(name_ns) = slice.and_then(|slice| names_ns.get_mut(slice.name as usize)) {
                    *name_ns += duration_ns;
                }
            }
        }
        match &mut last {
            Some(last) if last.lane == segment.lane && last.place == segment.place && last.flow == segment.flow => {
                last.span.start_ns = segment.span.start_ns;
            }
            _ => {
                path.hops += u64::from(last.is_some_and(|last| last.lane != segment.lane));
                if let Some(done) = last.replace(segment) {
                    each(done);
                }
            }
        }
    });
    last.into_iter().for_each(each);
    path.names_ns = (0..).zip(names_ns).filter(|&(_, time_ns)| time_ns > 0).collect();
    path.names_ns.sort_unstable_by_key(|&(name, time_ns)| (Reverse(time_ns), name));
    path
}

struct Walk<'a> {
    trace: &'a Trace,
    arrivals: Arrivals<'a>,
    lanes: Vec<Back<'a>>,
}

impl Walk<'_> {
    /// Hands over stretch after stretch; returns how often it went over to another lane on a guess.
    fn run(&mut self, mut each: impl FnMut(Segment)) -> u64 {
        let mut guesses = 0;
        let ends = (0u32..).zip(&self.trace.lanes).zip(&mut self.lanes).filter(|((_, lane), _)| nests(lane.kind));
        let ends = ends.filter_map(|((number, lane), back)| {
            let end_ns = lane.span()?.end_ns;
            let executes = back.before(end_ns).is_some_and(|piece| piece.state.is_busy());
            Some((end_ns, executes, Reverse(number)))
        });
        let Some((mut now_ns, _, Reverse(mut lane))) = ends.max() else { return 0 };
        // Lanes that the path was in at this very moment: flows that take no time could lead in circles.
        let mut seen = Vec::new();
        loop {
            let back = &mut self.lanes[lane as usize];
            let segment = |piece: Piece, from_ns: u64, now_ns: u64| {
                let place = piece.place.map(|(depth, index)| Place { lane, depth, index });
                Segment { lane, span: Span::new(from_ns, now_ns), state: piece.state, place, flow: None }
            };
            if let Some(piece) = back.before(now_ns).filter(|piece| piece.state.is_busy()) {
                each(segment(piece, piece.from_ns, now_ns));
                now_ns = piece.from_ns;
                seen.clear();
                continue;
            }
            let idle_from = back.idle_from(now_ns);
            let flow = self.arrivals.backwards(lane, idle_from, now_ns).find(|(_, flow)| {
                let left_in_time = idle_from.is_none_or(|idle_ns| flow.from_ns >= idle_ns);
                let is_new = flow.from_ns < now_ns || flow.from_lane != lane && !seen.contains(&flow.from_lane);
                left_in_time && is_new && nests(self.trace.lanes[flow.from_lane as usize].kind)
            });
            let guessed = if flow.is_some() { None } else { self.guess(lane, idle_from, now_ns, &seen) };
            let back = &mut self.lanes[lane as usize];
            // Back to the arrival; else to where the lane executes, or to where it begins.
            let until_ns = flow.map(|(_, flow)| flow.to_ns).or(guessed.map(|cause| cause.time_ns)).or(idle_from);
            let start_ns = now_ns;
            while until_ns.is_none_or(|until_ns| now_ns > until_ns) {
                let Some(piece) = back.before(now_ns) else { break };
                let from_ns = until_ns.map_or(piece.from_ns, |until_ns| piece.from_ns.max(until_ns));
                each(segment(piece, from_ns, now_ns));
                now_ns = from_ns;
            }
            if let Some((number, flow)) = flow {
                if flow.to_ns < now_ns {
                    // It arrived before anything is known of the lane.
                    let span = Span::new(flow.to_ns, now_ns);
                    each(Segment { lane, span, state: State::Idle, place: None, flow: None });
                }
                if flow.from_ns < flow.to_ns {
                    let span = Span::new(flow.from_ns, flow.to_ns);
                    each(Segment { lane, span, state: State::Idle, place: None, flow: Some(number) });
                }
                if flow.from_ns < start_ns {
                    seen.clear();
                } else {
                    seen.push(lane);
                }
                (lane, now_ns) = (flow.from_lane, flow.from_ns);
            } else if let Some(cause) = guessed {
                guesses += 1;
                if cause.time_ns < start_ns {
                    seen.clear();
                } else {
                    seen.push(lane);
                }
                (lane, now_ns) = (cause.lane, cause.time_ns);
            } else if idle_from.is_none() {
                return guesses;
            }
        }
    }

    /// Who may have ended the wait in which `lane` is just before `now_ns`, and does not execute since `idle_from`.
    fn guess(&self, lane: u32, idle_from: Option<u64>, now_ns: u64, seen: &[u32]) -> Option<Cause> {
        let wait = wait_under_way(self.trace, lane, now_ns)?;
        let from_ns = idle_from.unwrap_or(wait.start_ns).max(wait.start_ns);
        let waited = Waited { lane, span: Span::new(from_ns, now_ns), name: wait.name, state: wait.state };
        let cause = answered(self.trace, waited)?;
        // What it goes back to lies within the wait, and not where the path has been at this very moment.
        let is_new = cause.time_ns < now_ns || !seen.contains(&cause.lane);
        (is_new && cause.time_ns > from_ns && cause.time_ns <= now_ns).then_some(cause)
    }
}

/// What a lane does just before a moment, back to when that began.
#[derive(Clone, Copy)]
struct Piece {
    from_ns: u64,
    state: State,
    /// Row and index of the innermost slice.
    place: Option<(u32, u32)>,
}

/// Reads a lane backwards.
struct Back<'a> {
    /// Each row, and how many of its slices start before the moment that was asked for last.
    rows: Vec<(&'a Slices, usize)>,
    /// Where the stretch without execution began that was looked for last: all moments from there to that one share it.
    idle: Option<(Option<u64>, u64)>,
}

impl<'a> Back<'a> {
    fn new(lane: &'a Lane) -> Self {
        Self { rows: lane.rows().map(|row| (row, row.len())).collect(), idle: None }
    }

    /// What goes on just before `now_ns`; none where the lane has not begun.
    fn before(&mut self, now_ns: u64) -> Option<Piece> {
        let mut piece: Option<Piece> = None;
        for (depth, (row, started)) in (0u32..).zip(&mut self.rows) {
            *started = started_before(row, *started, now_ns);
            let Some(index) = started.checked_sub(1) else { break };
            let end_ns = row.end_ns_of(index);
            if end_ns < now_ns {
                // Nothing of this row is under way: what is further out is the innermost since that end, or nothing is.
                match &mut piece {
                    Some(outer) => outer.from_ns = outer.from_ns.max(end_ns),
                    None => piece = Some(Piece { from_ns: end_ns, state: State::Idle, place: None }),
                }
                break;
            }
            let (from_ns, state) = (row.starts_ns()[index], row.states()[index]);
            piece = Some(Piece { from_ns, state, place: Some((depth, index as u32)) });
        }
        piece
    }

    /// Since when the lane does not execute, just before `now_ns`: `now_ns` where it does; none where it never did.
    fn idle_from(&mut self, now_ns: u64) -> Option<u64> {
        if let Some((idle_from, until_ns)) = self.idle
            && now_ns <= until_ns
            && idle_from.is_none_or(|idle_ns| idle_ns < now_ns)
        {
            return idle_from;
        }
        let mut from_ns = now_ns;
        let idle_from = loop {
            match self.before(from_ns) {
                Some(piece) if piece.state.is_busy() => break Some(from_ns),
                Some(piece) => from_ns = piece.from_ns,
                None => break None,
            }
        };
        self.idle = Some((idle_from, now_ns));
        idle_from
    }
}

/// How many slices of `row` start before `now_ns`, looked for around `guess` in steps that double: moments that follow
/// each other closely cost next to nothing.
fn started_before(row: &Slices, guess: usize, now_ns: u64) -> usize {
    let starts_ns = row.starts_ns();
    let is_before = |index: usize| starts_ns[index] < now_ns;
    let (mut low, mut high, mut step) = (guess, guess, 1);
    if guess > 0 && !is_before(guess - 1) {
        high = guess - 1;
        while high > 0 && !is_before(high - 1) {
            high = high.saturating_sub(step);
            step *= 2;
        }
        low = high;
        high = (high + step).min(guess);
    } else {
        while high < starts_ns.len() && is_before(high) {
            low = high + 1;
            high = (high + step).min(starts_ns.len());
            step *= 2;
        }
    }
    low + starts_ns[low..high].partition_point(|&start_ns| start_ns < now_ns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, Flow, NO_TASK, Recording};

    /// The main thread hands over at 10 and waits from 20 until it is told at 80; the worker starts late, executes from
    /// 15 to 78 with a wait from 30 to 40 that nobody ended; another worker executes all the time.
    fn hand_over() -> Trace {
        use State::{Idle, Running, Waiting};
        let mut recording = Recording::new(["prepare", "compute", "read", "wait", "finish"]);
        let lanes = ["main", "worker", "other"].map(|name| recording.add_worker(name, 0));
        let events = [
            (0, 0, Running, 0),
            (0, 20, Waiting, 3),
            (0, 82, Running, 4),
            (0, 100, Idle, 0),
            (1, 15, Running, 1),
            (1, 30, Waiting, 2),
            (1, 40, Running, 1),
            (1, 78, Idle, 0),
            (2, 0, Running, 1),
            (2, 95, Idle, 0),
        ];
        for (lane, time_ns, state, name) in events {
            recording.record(lanes[lane], Event::Switch { time_ns, state, task: NO_TASK, name });
        }
        let mut trace = recording.into_trace();
        let flow = |from_lane, from_ns, to_lane, to_ns| Flow { name: 0, from_lane, from_ns, to_lane, to_ns };
        trace.flows = vec![flow(2, 5, 1, 12), flow(0, 10, 1, 15), flow(2, 12, 0, 60), flow(1, 78, 0, 80)];
        trace
    }

    #[test]
    fn the_path_goes_back_to_whom_a_lane_waited_for() {
        let trace = hand_over();
        let (path, segments) = critical_path(&trace);
        let names = |segment: &Segment| {
            let name = segment.place.and_then(|place| place.slice(&trace)).map(|slice| slice.name);
            (segment.lane, segment.span.start_ns, segment.span.end_ns, trace.strings.get(name.unwrap_or(0)))
        };
        let expect = [
            (0, 0, 10, "prepare"),
            (1, 10, 15, ""),
            (1, 15, 30, "compute"),
            (1, 30, 40, "read"),
            (1, 40, 78, "compute"),
            (0, 78, 80, ""),
            (0, 80, 82, "wait"),
            (0, 82, 100, "finish"),
        ];
        assert_eq!(segments.iter().map(names).collect::<Vec<_>>(), expect);
        assert_eq!((path.span, path.duration_ns()), (Span::new(0, 100), 100));
        assert_eq!((path.flow_ns, path.hops), (7, 2));
        assert_eq!((path.state_ns[State::Running as usize], path.state_ns[State::Waiting as usize]), (81, 12));
        let (first, second) = (path.names_ns[0], path.names_ns[1]);
        assert_eq!((trace.strings.get(first.0), first.1), ("compute", 53));
        assert_eq!((trace.strings.get(second.0), second.1), ("finish", 18));
    }

    /// The main thread waits in `wait` from 10 to 90; the worker computes until 85, in `call` at last, and ends at `end`.
    fn answered_at_85(wait: &str, call: &str, end_ns: u64) -> Trace {
        let mut recording = Recording::new(["main", wait, "compute", call]);
        let lanes = ["main", "worker"].map(|name| recording.add_worker(name, 0));
        let events = [
            (0, 0, State::Running, 0),
            (0, 10, State::Waiting, 1),
            (0, 90, State::Running, 0),
            (0, 100, State::Idle, 0),
            (1, 5, State::Running, 2),
            (1, 80, State::Running, 3),
            (1, 85, State::Running, 2),
            (1, end_ns, State::Idle, 0),
        ];
        for (lane, time_ns, state, name) in events {
            recording.record(lanes[lane], Event::Switch { time_ns, state, task: NO_TASK, name });
        }
        recording.into_trace()
    }

    #[test]
    fn without_flows_the_path_goes_back_to_the_call_that_answers() {
        for (wait, call, end_ns, expect) in [
            ("Queue.get (queue.py:154)", "Queue.put (queue.py:122)", 100, (1, 85)),
            ("Thread.join", "compute", 88, (1, 88)),
            ("Process.join", "compute", 88, (0, 0)),
            ("Queue.get", "Queue.get", 100, (0, 0)),
            ("time.sleep", "Queue.put", 100, (0, 0)),
        ] {
            let trace = answered_at_85(wait, call, end_ns);
            let (path, segments) = critical_path(&trace);
            let before = segments.iter().find(|segment| segment.lane == 1).map_or(0, |_| 1);
            let until_ns =
                segments.iter().filter(|segment| segment.lane == 1).map(|s| s.span.end_ns).max().unwrap_or(0);
            assert_eq!((before, until_ns), expect, "{wait} and {call}");
            assert_eq!((path.guesses, path.hops), (before, before), "{wait} and {call}");
            let waited_ns: u64 = if before == 1 { 90 - expect.1 } else { 80 };
            assert_eq!(path.state_ns[State::Waiting as usize], waited_ns, "{wait} and {call}");
        }
    }

    #[test]
    fn of_lanes_that_end_together_the_one_that_executes_is_the_path() {
        let mut recording = Recording::new(["wait", "compute"]);
        let lanes = ["first", "second"].map(|name| recording.add_worker(name, 0));
        for (lane, state) in [(0, State::Waiting), (1, State::Running)] {
            recording.record(lanes[lane], Event::Switch { time_ns: 0, state, task: NO_TASK, name: lane as u16 });
            recording.record(lanes[lane], Event::Switch { time_ns: 50, state: State::Idle, task: NO_TASK, name: 0 });
        }
        let (path, _) = critical_path(&recording.into_trace());
        assert_eq!(path.state_ns[State::Running as usize], 50);
    }

    #[test]
    fn flows_that_take_no_time_do_not_lead_in_circles() {
        let mut recording = Recording::new(["work"]);
        for name in ["a", "b"] {
            let lane = recording.add_worker(name, 0);
            for (time_ns, state) in [(0, State::Waiting), (10, State::Running), (20, State::Idle)] {
                recording.record(lane, Event::Switch { time_ns, state, task: NO_TASK, name: 0 });
            }
        }
        let mut trace = recording.into_trace();
        let flow = |from_lane, to_lane| Flow { name: 0, from_lane, from_ns: 10, to_lane, to_ns: 10 };
        trace.flows = vec![flow(0, 1), flow(1, 0)];
        let (path, segments) = critical_path(&trace);
        assert_eq!((path.span, segments.len(), path.hops), (Span::new(0, 20), 2, 1));
    }

    #[test]
    fn a_trace_in_which_nothing_executes_has_no_path() {
        assert_eq!(critical_path(&Trace::default()), (CriticalPath::default(), vec![]));
    }
}
