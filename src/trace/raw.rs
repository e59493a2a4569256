//! A trace as bytes, for handing it from one instance to another: the lab's page to the trace view's worker.
//!
//! A trace that is still being recorded is handed over in parts, each of which says what is new since the one before.
//!
//! The columns as they are, in little-endian order, behind a magic number with a version. No format for files: an
//! instance of another build refuses it. What is read is checked, so that no bytes can make a trace that breaks the
//! promises of [`Trace`].

use super::{Counter, Flow, Instant, Lane, LaneKind, Process, Scope, Slice, Slices, State, Trace};

/// What the bytes begin with.
pub const MAGIC: &[u8; 8] = b"ILtrace\x02";

/// These bytes are no trace of this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no trace that this version of Interleave has handed over")]
pub struct NoTrace;

const KINDS: [LaneKind; 5] = [LaneKind::Worker, LaneKind::Main, LaneKind::Waits, LaneKind::Async, LaneKind::Resource];
const SCOPES: [Scope; 3] = [Scope::Thread, Scope::Process, Scope::Global];

/// How much of a growing trace has been written: see [`encode_since`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    strings: usize,
    processes: usize,
    /// The slices of each row that will not change any more.
    lanes: Vec<Vec<usize>>,
    flows: usize,
    counters: Vec<usize>,
    instants: usize,
}

impl Mark {
    /// Slices of a row that were written and have ended since.
    fn settled(&self, lane: usize, row: usize) -> usize {
        self.lanes.get(lane).and_then(|rows| rows.get(row)).copied().unwrap_or(0)
    }
}

/// The bytes of a trace. Where slices came from in their file is not among them.
#[must_use]
pub fn encode(trace: &Trace) -> Vec<u8> {
    encode_since(trace, &mut Mark::default())
}

/// The bytes of what a growing trace has more than at the mark, which is moved on: [`append`] adds them to the trace
/// that the bytes before them led to. The last slice of each row may grow and is written again.
#[must_use]
pub fn encode_since(trace: &Trace, mark: &mut Mark) -> Vec<u8> {
    let mut out = Out(MAGIC.to_vec());
    out.part(mark.strings, trace.strings.len());
    for id in mark.strings..trace.strings.len() {
        let text = trace.strings.get(id as u32);
        out.count(text.len());
        out.0.extend_from_slice(text.as_bytes());
    }
    mark.strings = trace.strings.len();
    out.part(mark.processes, trace.processes.len());
    for process in trace.processes.iter().skip(mark.processes) {
        out.u64(process.number);
        out.u32(process.name);
    }
    mark.processes = trace.processes.len();
    out.count(trace.lanes.len());
    for (index, lane) in trace.lanes.iter().enumerate() {
        out.u32(lane.name);
        out.u32(lane.process);
        out.u64(lane.thread);
        out.0.push(KINDS.iter().position(|kind| *kind == lane.kind).unwrap_or_default() as u8);
        out.count(lane.row_count());
        for (depth, row) in lane.rows().enumerate() {
            let first = mark.settled(index, depth);
            out.part(first, row.len());
            for slice in (first..row.len()).filter_map(|index| row.get(index)) {
                out.u64(slice.start_ns);
                out.u64(slice.duration_ns);
                out.u32(slice.name);
                out.u32(slice.task);
                out.0.push(slice.state as u8);
            }
        }
    }
    let settled = |lane: &Lane| lane.rows().map(|row| row.len().saturating_sub(1)).collect();
    mark.lanes = trace.lanes.iter().map(settled).collect();
    out.part(mark.flows, trace.flows.len());
    for flow in trace.flows.iter().skip(mark.flows) {
        out.u32(flow.name);
        out.u32(flow.from_lane);
        out.u64(flow.from_ns);
        out.u32(flow.to_lane);
        out.u64(flow.to_ns);
    }
    mark.flows = trace.flows.len();
    out.count(trace.counters.len());
    for (index, counter) in trace.counters.iter().enumerate() {
        out.u32(counter.name);
        out.u32(counter.series);
        out.u32(counter.process);
        let first = mark.counters.get(index).copied().unwrap_or(0);
        out.part(first, counter.time_ns.len());
        for (time_ns, value) in counter.time_ns.iter().zip(&counter.value).skip(first) {
            out.u64(*time_ns);
            out.u64(value.to_bits());
        }
    }
    mark.counters = trace.counters.iter().map(|counter| counter.time_ns.len()).collect();
    out.part(mark.instants, trace.instants.len());
    for instant in trace.instants.iter().skip(mark.instants) {
        out.u32(instant.name);
        out.u32(instant.lane);
        out.0.push(instant.scope as u8);
        out.u64(instant.time_ns);
    }
    mark.instants = trace.instants.len();
    out.u64(trace.dropped);
    out.0
}

/// The trace that [`encode`] made these bytes of.
///
/// # Errors
/// Where they are of another version, cut, or not of a trace.
pub fn decode(bytes: &[u8]) -> Result<Trace, NoTrace> {
    let mut trace = Trace::default();
    append(&mut trace, bytes)?;
    Ok(trace)
}

/// Adds what [`encode_since`] wrote to the trace that the bytes before led to. Flows and instants stay in the order in
/// which they were written.
///
/// # Errors
/// Where the bytes are of another version, cut, or do not follow those before. The trace is then of no use any more.
pub fn append(trace: &mut Trace, bytes: &[u8]) -> Result<(), NoTrace> {
    let mut input = In(bytes.strip_prefix(MAGIC).ok_or(NoTrace)?);
    // An empty trace knows the empty text already.
    let known = trace.strings.len();
    let (first, count) = input.part(4)?;
    if first != known && (first, known) != (0, 1) {
        return Err(NoTrace);
    }
    for id in first..first + count {
        let length = input.count(1)?;
        let text = std::str::from_utf8(input.take(length)?).map_err(|_| NoTrace)?;
        // Each text once, in the order of their numbers.
        if trace.strings.intern(text) as usize != id {
            return Err(NoTrace);
        }
    }
    let names = trace.strings.len() as u32;
    for _ in 0..input.after(trace.processes.len(), 12)? {
        trace.processes.push(Process { number: input.u64()?, name: input.below(names)? });
    }
    let lanes = input.count(21)?;
    if lanes < trace.lanes.len() {
        return Err(NoTrace);
    }
    for index in 0..lanes {
        let (name, process, thread) = (input.below(names)?, input.u32()?, input.u64()?);
        let kind = *KINDS.get(usize::from(input.u8()?)).ok_or(NoTrace)?;
        if index == trace.lanes.len() {
            trace.lanes.push(Lane { name, process, thread, kind, ..Lane::default() });
        }
        let (lane, rows) = (&mut trace.lanes[index], input.count(8)?);
        if rows < lane.row_count() {
            return Err(NoTrace);
        }
        input.row(&mut lane.slices, names)?;
        lane.nested.resize_with(rows - 1, Slices::default);
        for row in &mut lane.nested {
            input.row(row, names)?;
        }
    }
    let lanes = lanes as u32;
    for _ in 0..input.after(trace.flows.len(), 28)? {
        let (name, from_lane, from_ns) = (input.below(names)?, input.below(lanes)?, input.u64()?);
        trace.flows.push(Flow { name, from_lane, from_ns, to_lane: input.below(lanes)?, to_ns: input.u64()? });
    }
    let counters = input.count(20)?;
    for index in 0..counters {
        let (name, series, process) = (input.below(names)?, input.below(names)?, input.u32()?);
        if index == trace.counters.len() {
            trace.counters.push(Counter { name, series, process, ..Counter::default() });
        }
        let counter = &mut trace.counters[index];
        for _ in 0..input.after(counter.time_ns.len(), 16)? {
            counter.time_ns.push(input.u64()?);
            counter.value.push(f64::from_bits(input.u64()?));
        }
        if !counter.time_ns.is_sorted() {
            return Err(NoTrace);
        }
    }
    if counters < trace.counters.len() {
        return Err(NoTrace);
    }
    for _ in 0..input.after(trace.instants.len(), 17)? {
        let (name, lane) = (input.below(names)?, input.below(lanes)?);
        let scope = *SCOPES.get(usize::from(input.u8()?)).ok_or(NoTrace)?;
        trace.instants.push(Instant { name, lane, scope, time_ns: input.u64()? });
    }
    trace.dropped = input.u64()?;
    if input.0.is_empty() { Ok(()) } else { Err(NoTrace) }
}

struct Out(Vec<u8>);

impl Out {
    fn u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        self.u32(count as u32);
    }

    /// What follows is what comes after the first `first` of `len`.
    fn part(&mut self, first: usize, len: usize) {
        self.count(first);
        self.count(len - first);
    }
}

struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], NoTrace> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(NoTrace)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], NoTrace> {
        self.take(N)?.try_into().map_err(|_| NoTrace)
    }

    fn u8(&mut self) -> Result<u8, NoTrace> {
        Ok(self.array::<1>()?[0])
    }

    fn u32(&mut self) -> Result<u32, NoTrace> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, NoTrace> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn below(&mut self, bound: u32) -> Result<u32, NoTrace> {
        Some(self.u32()?).filter(|number| *number < bound).ok_or(NoTrace)
    }

    /// How many things of at least `least_bytes` each follow: no more than there are bytes for.
    fn count(&mut self, least_bytes: usize) -> Result<usize, NoTrace> {
        let count = self.u32()? as usize;
        if count <= self.0.len() / least_bytes { Ok(count) } else { Err(NoTrace) }
    }

    /// How many things were there before, and how many follow.
    fn part(&mut self, least_bytes: usize) -> Result<(usize, usize), NoTrace> {
        Ok((self.u32()? as usize, self.count(least_bytes)?))
    }

    /// How many things follow those `known` that there are.
    fn after(&mut self, known: usize, least_bytes: usize) -> Result<usize, NoTrace> {
        let (first, count) = self.part(least_bytes)?;
        if first == known { Ok(count) } else { Err(NoTrace) }
    }

    /// Reads a row on: its last slice is read again.
    fn row(&mut self, row: &mut Slices, names: u32) -> Result<(), NoTrace> {
        let (first, count) = self.part(25)?;
        if first != row.len().saturating_sub(1) {
            return Err(NoTrace);
        }
        if row.is_empty() {
            *row = Slices::with_capacity(count, false);
        }
        row.truncate(first);
        let mut end_ns = row.span().map_or(0, |span| span.end_ns);
        for _ in 0..count {
            let (start_ns, duration_ns) = (self.u64()?, self.u64()?);
            let (name, task, state) = (self.below(names)?, self.u32()?, State::from_number(self.u8()?));
            if start_ns < end_ns {
                return Err(NoTrace);
            }
            end_ns = start_ns.checked_add(duration_ns).ok_or(NoTrace)?;
            row.push(Slice { start_ns, duration_ns, name, task, state });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, Recording};

    fn recorded() -> Trace {
        let mut recording = Recording::new(["tile", "wait", "task"]);
        let lanes = [recording.add_worker("Worker 1", 0), recording.add_lane("Parent", 1, LaneKind::Main)];
        for (lane, time_ns, state) in [(0, 10, State::Running), (1, 12, State::Overhead), (0, 30, State::Waiting)] {
            recording.record(lanes[lane], Event::Switch { time_ns, state, task: lane as u32, name: 0 });
        }
        recording.record(lanes[0], Event::WaitStart { time_ns: 20, task: 3, name: 1 });
        recording.record(lanes[0], Event::FlowOut { time_ns: 25, id: 1, name: 2 });
        recording.record(lanes[1], Event::FlowIn { time_ns: 28, id: 1 });
        recording.record(lanes[1], Event::Instant { time_ns: 33, name: 2 });
        recording.advance(50);
        recording.set_dropped(4);
        let mut trace = recording.into_trace();
        trace.processes.push(Process { number: 77, name: 2 });
        let (time_ns, value) = (vec![1, 5], vec![0.5, -3.0]);
        trace.counters.push(Counter { name: 1, series: 2, process: 0, time_ns, value });
        let inner = Slice { start_ns: 12, duration_ns: 3, name: 1, task: 0, state: State::Running };
        let mut nested = Slices::default();
        nested.push(inner);
        trace.lanes[0].nested.push(nested);
        trace
    }

    #[test]
    fn what_is_handed_over_arrives_as_it_was() {
        for trace in [Trace::default(), recorded()] {
            assert_eq!(decode(&encode(&trace)), Ok(trace));
        }
    }

    #[test]
    fn what_grows_is_handed_over_in_parts() {
        let mut recording = Recording::new(["tile", "wait", "task"]);
        let lanes = [recording.add_worker("Worker 1", 0), recording.add_worker("Worker 2", 0)];
        let (mut mark, mut grown, mut bytes) = (Mark::default(), Trace::default(), 0);
        for step in 0..200u64 {
            let (lane, time_ns) = (lanes[(step % 3 / 2) as usize], 10 + step * 7);
            let state = if step % 5 == 4 { State::Idle } else { State::Running };
            recording.record(lane, Event::Switch { time_ns, state, task: step as u32, name: (step % 3) as u16 });
            match step {
                20 => recording.record(lane, Event::WaitStart { time_ns, task: 3, name: 1 }),
                60 => recording.record(lane, Event::Steal { time_ns, from_lane: 1, name: 2 }),
                70 => recording.record(lane, Event::Instant { time_ns, name: 2 }),
                90 => recording.record(lane, Event::WaitEnd { time_ns, task: 3 }),
                _ => {}
            }
            recording.advance(time_ns + 3);
            if step % 4 == 0 {
                let part = encode_since(recording.trace(), &mut mark);
                bytes = part.len();
                assert_eq!(append(&mut grown, &part), Ok(()), "step {step}");
                assert_eq!(&grown, recording.trace(), "step {step}");
            }
        }
        assert!(bytes * 4 < encode(recording.trace()).len(), "a part says what is new, in {bytes} bytes");
        let part = encode_since(recording.trace(), &mut mark);
        assert_eq!(append(&mut Trace::default(), &part), Err(NoTrace), "a part alone is no trace");
    }

    #[test]
    fn cut_or_changed_bytes_are_refused_or_another_trace_but_no_panic() {
        let bytes = encode(&recorded());
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end]), Err(NoTrace), "cut at {end}");
        }
        assert_eq!(decode(&[&bytes[..], b"x"].concat()), Err(NoTrace));
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = value;
                if let Ok(trace) = decode(&changed) {
                    assert_eq!(decode(&encode(&trace)), Ok(trace), "byte {at} as {value}");
                }
            }
        }
    }
}
