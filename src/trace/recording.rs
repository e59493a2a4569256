//! A trace that is still being recorded: events go in as they are read, the trace can be looked at any time.
//!
//! Each lane is fed in its own order of time; lanes may be fed in any order among each other. A lane's last state
//! goes on until its next event, and [`Recording::advance`] lets it grow to the present meanwhile.

use super::{Flow, Instant, Lane, LaneKind, NO_TASK, NameId, Scope, Slice, State, Trace};

/// Something a worker noted down. Names are indices into the table the recording was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// From `time_ns` on the lane is in `state`: the end of the slice before and the start of the next, in one stamp.
    Switch {
        /// When, in nanoseconds.
        time_ns: u64,
        /// What the lane does from then on.
        state: State,
        /// For which task, or [`NO_TASK`].
        task: u32,
        /// What to call it.
        name: u16,
    },
    /// `task` begins a wait that takes up no worker.
    WaitStart {
        /// When, in nanoseconds.
        time_ns: u64,
        /// Which task waits.
        task: u32,
        /// What it waits for.
        name: u16,
    },
    /// The wait of `task` is over.
    WaitEnd {
        /// When, in nanoseconds.
        time_ns: u64,
        /// Which task waited.
        task: u32,
    },
    /// Something leaves for another lane.
    FlowOut {
        /// When, in nanoseconds.
        time_ns: u64,
        /// Ties it to the [`Event::FlowIn`] of the same number.
        id: u32,
        /// What is handed over.
        name: u16,
    },
    /// Something arrives from another lane.
    FlowIn {
        /// When, in nanoseconds.
        time_ns: u64,
        /// Ties it to the [`Event::FlowOut`] of the same number.
        id: u32,
    },
    /// A task is taken over from another lane at one moment: an arrow that needs no other end.
    Steal {
        /// When, in nanoseconds.
        time_ns: u64,
        /// Index of the lane it was taken from.
        from_lane: u32,
        /// What to call it.
        name: u16,
    },
    /// Something happened.
    Instant {
        /// When, in nanoseconds.
        time_ns: u64,
        /// What happened.
        name: u16,
    },
}

/// A growing [`Trace`].
#[derive(Clone, Debug, Default)]
pub struct Recording {
    trace: Trace,
    names: Vec<NameId>,
    /// Whether the last slice of a lane is still going on, by lane.
    open: Vec<bool>,
    /// Rows of waits: which lane, whose worker, and the task that waits in it now.
    wait_rows: Vec<WaitRow>,
    /// Flows of which one end was read, by their number: few at a time.
    half_flows: Vec<(u32, HalfFlow)>,
}

#[derive(Clone, Copy, Debug)]
struct WaitRow {
    lane: usize,
    worker: usize,
    task: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
enum HalfFlow {
    Out { lane: u32, time_ns: u64, name: NameId },
    In { lane: u32, time_ns: u64 },
}

impl Recording {
    /// An empty recording, whose events name things by their index in `names`.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut recording = Self::default();
        recording.names = names.into_iter().map(|name| recording.trace.strings.intern(name)).collect();
        recording
    }

    /// Adds a worker's lane and returns its index.
    pub fn add_worker(&mut self, name: &str, process: u32) -> usize {
        self.add_lane(name, process, LaneKind::Worker)
    }

    /// Adds a lane and returns its index.
    pub fn add_lane(&mut self, name: &str, process: u32, kind: LaneKind) -> usize {
        let name = self.trace.strings.intern(name);
        let index = self.trace.lanes.len();
        self.trace.lanes.push(Lane { name, process, thread: index as u64 + 1, kind, ..Lane::default() });
        self.open.push(false);
        index
    }

    /// What has been recorded so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The finished trace: what is still open ends at its last known moment.
    #[must_use]
    pub fn into_trace(mut self) -> Trace {
        self.trace.flows.sort_by_key(|flow| (flow.from_ns, flow.to_ns));
        self.trace.instants.sort_by_key(|instant| instant.time_ns);
        self.trace
    }

    /// Whether something is going on in `lane` that has not ended yet.
    #[must_use]
    pub fn is_open(&self, lane: usize) -> bool {
        self.open.get(lane).copied().unwrap_or(false)
    }

    /// Notes that `count` events in all were dropped by full buffers.
    pub fn set_dropped(&mut self, count: u64) {
        self.trace.dropped = count;
    }

    /// Lets every slice that is still going on, waits included, reach to `now_ns`.
    pub fn advance(&mut self, now_ns: u64) {
        for (lane, _) in self.open.iter().enumerate().filter(|(_, open)| **open) {
            let slices = &mut self.trace.lanes[lane].slices;
            if slices.span().is_some_and(|span| span.end_ns < now_ns) {
                slices.extend_last(now_ns);
            }
        }
    }

    /// Takes in one event of a worker's lane. An event of a lane that does not exist is ignored.
    pub fn record(&mut self, lane: usize, event: Event) {
        if lane >= self.trace.lanes.len() {
            return;
        }
        match event {
            Event::Switch { time_ns, state, task, name } => {
                self.close(lane, time_ns);
                if state != State::Idle && state != State::Terminated {
                    self.open_slice(lane, time_ns, state, task, name);
                }
            }
            Event::WaitStart { time_ns, task, name } => {
                let row = self.free_wait_row(lane, task);
                self.open_slice(row, time_ns, State::Waiting, task, name);
            }
            Event::WaitEnd { time_ns, task } => {
                let waits = |row: &&mut WaitRow| row.worker == lane && row.task == Some(task);
                if let Some(row) = self.wait_rows.iter_mut().find(waits) {
                    row.task = None;
                    let lane = row.lane;
                    self.close(lane, time_ns);
                }
            }
            Event::FlowOut { time_ns, id, name } => {
                let name = self.name(name);
                self.half_flow(id, HalfFlow::Out { lane: lane as u32, time_ns, name });
            }
            Event::FlowIn { time_ns, id } => self.half_flow(id, HalfFlow::In { lane: lane as u32, time_ns }),
            Event::Steal { time_ns, from_lane, name } if (from_lane as usize) < self.trace.lanes.len() => {
                let (name, to_lane) = (self.name(name), lane as u32);
                self.trace.flows.push(Flow { name, from_lane, from_ns: time_ns, to_lane, to_ns: time_ns });
            }
            Event::Steal { .. } => {}
            Event::Instant { time_ns, name } => {
                let name = self.name(name);
                self.trace.instants.push(Instant { name, lane: lane as u32, scope: Scope::Thread, time_ns });
            }
        }
    }

    fn name(&self, index: u16) -> NameId {
        self.names.get(index as usize).copied().unwrap_or_default()
    }

    fn close(&mut self, lane: usize, end_ns: u64) {
        if std::mem::take(&mut self.open[lane]) {
            self.trace.lanes[lane].slices.extend_last(end_ns);
        }
    }

    fn open_slice(&mut self, lane: usize, start_ns: u64, state: State, task: u32, name: u16) {
        let name = self.name(name);
        self.trace.lanes[lane].slices.push(Slice { start_ns, duration_ns: 0, name, task, state });
        self.open[lane] = true;
    }

    /// The first row of waits below `worker` that is free; waits at the same time lie in rows of their own.
    fn free_wait_row(&mut self, worker: usize, task: u32) -> usize {
        if let Some(row) = self.wait_rows.iter_mut().find(|row| row.worker == worker && row.task.is_none()) {
            row.task = Some(task);
            return row.lane;
        }
        let process = self.trace.lanes[worker].process;
        let lane = self.add_lane("waits", process, LaneKind::Waits);
        self.wait_rows.push(WaitRow { lane, worker, task: Some(task) });
        lane
    }

    fn half_flow(&mut self, id: u32, half: HalfFlow) {
        let Some(place) = self.half_flows.iter().position(|other| other.0 == id) else {
            self.half_flows.push((id, half));
            return;
        };
        let other = self.half_flows.swap_remove(place).1;
        let (out, arrived) = if matches!(half, HalfFlow::Out { .. }) { (half, other) } else { (other, half) };
        if let (HalfFlow::Out { lane, time_ns, name }, HalfFlow::In { lane: to_lane, time_ns: to_ns }) = (out, arrived)
        {
            let flow = Flow { name, from_lane: lane, from_ns: time_ns, to_lane, to_ns: to_ns.max(time_ns) };
            self.trace.flows.push(flow);
        }
    }
}

/// The task a slice shows in words: none for [`NO_TASK`].
#[must_use]
pub(crate) fn task_of(task: u32) -> Option<u32> {
    (task != NO_TASK).then_some(task)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(time_ns: u64, task: u32) -> Event {
        Event::Switch { time_ns, state: State::Running, task, name: 0 }
    }

    #[test]
    fn one_stamp_ends_a_slice_and_starts_the_next() {
        let mut recording = Recording::new(["tile"]);
        let lane = recording.add_worker("worker 1", 0);
        recording.record(lane, running(10, 0));
        recording.record(lane, running(30, 1));
        recording.advance(45);
        let spans = |recording: &Recording| {
            let slices = &recording.trace().lanes[lane].slices;
            slices.iter().map(|slice| (slice.task, slice.start_ns, slice.end_ns())).collect::<Vec<_>>()
        };
        assert_eq!(spans(&recording), [(0, 10, 30), (1, 30, 45)]);
        recording.record(lane, Event::Switch { time_ns: 50, state: State::Idle, task: NO_TASK, name: 0 });
        recording.advance(90);
        assert_eq!(spans(&recording), [(0, 10, 30), (1, 30, 50)]);
        assert_eq!(recording.trace().strings.get(recording.trace().lanes[0].slices.get(0).unwrap().name), "tile");
    }

    #[test]
    fn waits_at_the_same_time_lie_in_rows_of_their_own() {
        let mut recording = Recording::new(["download"]);
        let lane = recording.add_worker("worker 1", 0);
        for (time_ns, task) in [(0, 0), (5, 1)] {
            recording.record(lane, Event::WaitStart { time_ns, task, name: 0 });
        }
        recording.record(lane, Event::WaitEnd { time_ns: 20, task: 0 });
        recording.record(lane, Event::WaitStart { time_ns: 25, task: 2, name: 0 });
        recording.advance(40);
        let trace = recording.into_trace();
        let rows: Vec<Vec<(u32, u64, u64)>> = trace.lanes[1..]
            .iter()
            .map(|lane| lane.slices.iter().map(|s| (s.task, s.start_ns, s.end_ns())).collect())
            .collect();
        assert_eq!(rows, [vec![(0, 0, 20), (2, 25, 40)], vec![(1, 5, 40)]]);
    }

    #[test]
    fn a_flow_is_whole_whichever_end_is_read_first() {
        for arrival_first in [false, true] {
            let mut recording = Recording::new(["task"]);
            let (from, to) = (recording.add_worker("a", 0), recording.add_worker("b", 1));
            let mut ends =
                [(from, Event::FlowOut { time_ns: 3, id: 7, name: 0 }), (to, Event::FlowIn { time_ns: 9, id: 7 })];
            if arrival_first {
                ends.reverse();
            }
            for (lane, event) in ends {
                recording.record(lane, event);
            }
            let expect = Flow { name: recording.name(0), from_lane: 0, from_ns: 3, to_lane: 1, to_ns: 9 };
            assert_eq!(recording.into_trace().flows, [expect]);
        }
    }
}
