//! What a trace says in numbers. Pure functions of a trace; times are in nanoseconds.
//!
//! # What the words mean
//! A lane does what its *innermost* slice says: a call that waits inside one that runs means that the lane waits. It
//! *executes* where that slice is [`State::is_busy`]. The rows of asynchronous operations and of waits do not nest: each
//! slice in them stands for itself. A slice without a task belongs to that of the slice around it.
//!
//! - *Makespan*: from the first start to the last end. *Busy*: how long a worker's lane executes. *Utilisation*: busy
//!   time over workers times makespan.
//! - *Parallelism*: how many tasks execute at an instant, overhead not counted. In a trace without any task (an imported
//!   one): how many workers execute.
//! - *Concurrency*: how many tasks are in progress at an instant; each is from its first slice's start to its last one's
//!   end. In a trace without any task: each outermost slice of a worker and each operation of an asynchronous lane is one.
//!
//! # Where to find what
//! [`Metrics::of`] is for the traces of the lab: it keeps whole curves and is little code. The modules are for traces of
//! any size: their time grows with the number of slices, their memory with what they return, with lanes and with flows.
//!
//! | module | what it measures |
//! | --- | --- |
//! | [`summary`] | a whole trace in a few numbers |
//! | [`lanes`] | each lane: slices, busy and waiting time, utilisation, context switches |
//! | [`tasks`] | each task: turnaround, response, running, runnable and waiting time |
//! | [`names`] | each name: count, total and self time, the longest slice |
//! | [`python`] | whether a GIL may have been shared without a word of it |
//! | [`waits`] | the longest waits, and who ended each |
//! | [`critical_path`] | the chain of slices and flows that the makespan hung on |
//! | [`curves`] | parallelism and concurrency over a span, in buckets: mean and maximum of each |

mod answers;
mod arrivals;
mod causes;
mod changes;
pub mod critical_path;
mod curve;
pub mod curves;
mod innermost;
pub mod lanes;
pub mod names;
pub mod python;
#[cfg(test)]
mod reference;
pub mod summary;
pub mod tasks;
pub mod waits;

pub use curve::Curve;

use innermost::Innermost;

use super::recording::task_of;
use super::{LaneKind, Slice, State, Trace};
use crate::time::Span;

/// Where a slice is in a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of its lane.
    pub lane: u32,
    /// Its row, 0 being the outermost.
    pub depth: u32,
    /// Its index in that row.
    pub index: u32,
}

impl Place {
    /// The slice there; none where there is no such place.
    #[must_use]
    pub fn slice(&self, trace: &Trace) -> Option<Slice> {
        trace.lanes.get(self.lane as usize)?.row(self.depth as usize)?.get(self.index as usize)
    }
}

/// How a task spent its life, in the terms of Silberschatz, Galvin and Gagne, *Operating System Concepts*, 10th ed.,
/// section 5.2. (Their *waiting time*, which a task spends in the queue of those that could execute, is
/// [`Self::ready_ns`].)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskTimes {
    /// Number of the task.
    pub task: u32,
    /// From its first slice's start to its last slice's end: from there on it is in progress, then done.
    pub span: Span,
    /// Time in which it executed.
    pub running_ns: u64,
    /// Time in which slices say that it could have executed and did not get to; see [`Self::ready_ns`].
    pub runnable_ns: u64,
    /// Time in which it waited for something else.
    pub waiting_ns: u64,
    /// Time in which it was started up or copied.
    pub overhead_ns: u64,
    /// When it executed for the first time, in nanoseconds; none where it never did.
    pub first_run_ns: Option<u64>,
}

impl TaskTimes {
    /// *Turnaround time*: from when the task is first known of to its end, in nanoseconds.
    #[must_use]
    pub fn turnaround_ns(&self) -> u64 {
        self.span.duration_ns()
    }

    /// *Response time*: from when the task is first known of to when it first executes, in nanoseconds; none where it
    /// never does.
    #[must_use]
    pub fn response_ns(&self) -> Option<u64> {
        self.first_run_ns.map(|first_run_ns| first_run_ns - self.span.start_ns)
    }

    /// Time in which it could have executed and did not get to, recorded or not: a task in progress of which no slice says
    /// anything, such as one that an event loop has not come back to, waits its turn.
    #[must_use]
    pub fn ready_ns(&self) -> u64 {
        let told_ns = self.running_ns + self.waiting_ns + self.overhead_ns;
        self.turnaround_ns().saturating_sub(told_ns).max(self.runnable_ns)
    }

    /// Takes in a stretch of the task's life, in any order.
    fn take(&mut self, span: Span, state: State) {
        self.span = self.span.union(span);
        match state {
            State::Running => {
                self.running_ns += span.duration_ns();
                self.first_run_ns = Some(self.first_run_ns.map_or(span.start_ns, |first| first.min(span.start_ns)));
            }
            State::Runnable => self.runnable_ns += span.duration_ns(),
            State::Waiting => self.waiting_ns += span.duration_ns(),
            State::New | State::Overhead => self.overhead_ns += span.duration_ns(),
            State::Idle | State::Terminated => {}
        }
    }
}

/// The figures of a whole trace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics {
    /// From the first start to the last end.
    pub span: Span,
    /// Time in which workers executed, summed over them, overhead included.
    pub busy_ns: u64,
    /// Busy time of each lane, by its index; zero for lanes that are not workers.
    pub lane_busy_ns: Vec<u64>,
    /// Busy time over workers times makespan: 1 where every worker executed all the time.
    pub utilisation: f64,
    /// How many tasks execute at each instant.
    pub parallelism: Curve,
    /// How many tasks are in progress at each instant.
    pub concurrency: Curve,
    /// Mean of [`Self::parallelism`] over the makespan.
    pub mean_parallelism: f64,
    /// Mean of [`Self::concurrency`] over the makespan.
    pub mean_concurrency: f64,
    /// Each task's life, by task number.
    pub tasks: Vec<TaskTimes>,
}

impl Metrics {
    /// Measures `trace`.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let span = trace.span();
        let mut tasks: Vec<TaskTimes> = Vec::new();
        // What counts in a trace with tasks, and what in one without.
        let (mut tasks_executing, mut workers_executing, mut operations) = (Vec::new(), Vec::new(), Vec::new());
        let mut lane_busy_ns = vec![0; trace.lanes.len()];
        let lanes = trace.lanes.iter().enumerate();
        for (index, lane) in lanes.filter(|(_, lane)| lane.kind != LaneKind::Resource) {
            let is_worker = lane.kind == LaneKind::Worker;
            for piece in Innermost::of(lane) {
                let piece_span = Span::new(piece.start_ns, piece.end_ns);
                if is_worker && piece.state.is_busy() {
                    lane_busy_ns[index] += piece_span.duration_ns();
                    workers_executing.push(piece_span);
                }
                if piece.is_last && (lane.kind == LaneKind::Async || is_worker && piece.depth == 0) {
                    operations.extend(lane.row(piece.depth).and_then(|row| row.get(piece.index)).map(span_of));
                }
                let Some(task) = task_of(piece.task) else { continue };
                let place = tasks.binary_search_by_key(&task, |times| times.task).unwrap_or_else(|place| {
                    tasks.insert(place, TaskTimes { task, span: piece_span, ..TaskTimes::default() });
                    place
                });
                tasks[place].take(piece_span, piece.state);
                if piece.state == State::Running {
                    tasks_executing.push(piece_span);
                }
            }
        }
        let (executing, in_progress) = if tasks.is_empty() {
            (workers_executing, operations)
        } else {
            (tasks_executing, tasks.iter().map(|times| times.span).collect())
        };
        let (parallelism, concurrency) = (Curve::overlap(executing), Curve::overlap(in_progress));
        let busy_ns = lane_busy_ns.iter().sum();
        let available_ns = span.duration_ns() as f64 * trace.workers().count() as f64;
        Self {
            span,
            busy_ns,
            lane_busy_ns,
            utilisation: if available_ns > 0.0 { busy_ns as f64 / available_ns } else { 0.0 },
            mean_parallelism: parallelism.mean(span),
            mean_concurrency: concurrency.mean(span),
            parallelism,
            concurrency,
            tasks,
        }
    }

    /// Wall time from the first start to the last end, in nanoseconds.
    #[must_use]
    pub fn makespan_ns(&self) -> u64 {
        self.span.duration_ns()
    }
}

fn span_of(slice: Slice) -> Span {
    Span::new(slice.start_ns, slice.end_ns())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, NO_TASK, Recording};

    /// Two workers: task 0 runs 0..40 with a wait 10..20; task 1 runs 10..30; the second worker copies 30..35.
    fn two_workers() -> Trace {
        let mut recording = Recording::new(["work"]);
        let (first, second) = (recording.add_worker("worker 1", 0), recording.add_worker("worker 2", 0));
        let events = [
            (first, 0, State::Running, 0),
            (first, 10, State::Waiting, 0),
            (first, 20, State::Running, 0),
            (first, 40, State::Idle, NO_TASK),
            (second, 10, State::Running, 1),
            (second, 30, State::Overhead, 1),
            (second, 35, State::Idle, NO_TASK),
        ];
        for (lane, time_ns, state, task) in events {
            recording.record(lane, Event::Switch { time_ns, state, task, name: 0 });
        }
        recording.into_trace()
    }

    #[test]
    fn the_figures_of_two_workers_are_those_counted_by_hand() {
        let metrics = Metrics::of(&two_workers());
        assert_eq!(metrics.makespan_ns(), 40);
        assert_eq!(metrics.lane_busy_ns, [30, 25]);
        assert_eq!(metrics.utilisation, 55.0 / 80.0);
        assert_eq!(metrics.parallelism.steps, [(0, 1), (20, 2), (30, 1), (40, 0)]);
        assert_eq!(metrics.concurrency.steps, [(0, 1), (10, 2), (35, 1), (40, 0)]);
        assert_eq!((metrics.mean_parallelism, metrics.parallelism.max()), (50.0 / 40.0, 2));
        assert_eq!(metrics.mean_concurrency, 65.0 / 40.0);
        let task = metrics.tasks[0];
        assert_eq!((task.span, task.running_ns, task.waiting_ns), (Span::new(0, 40), 30, 10));
    }

    #[test]
    fn a_task_that_no_slice_tells_of_waits_its_turn() {
        let mut recording = Recording::new(["work"]);
        let lane = recording.add_worker("worker 1", 0);
        let switch = |time_ns, state, task| Event::Switch { time_ns, state, task, name: 0 };
        // Task 0 runs 0..10 and 30..35, is waited for 10..18 and copied 35..40; task 1 has the worker meanwhile.
        recording.record(lane, switch(0, State::Running, 0));
        recording.record(lane, Event::WaitStart { time_ns: 10, task: 0, name: 0 });
        recording.record(lane, switch(10, State::Running, 1));
        recording.record(lane, Event::WaitEnd { time_ns: 18, task: 0 });
        recording.record(lane, switch(30, State::Running, 0));
        recording.record(lane, switch(35, State::Overhead, 0));
        recording.record(lane, switch(40, State::Idle, NO_TASK));
        let times = Metrics::of(recording.trace()).tasks;
        assert_eq!((times[0].running_ns, times[0].waiting_ns, times[0].overhead_ns), (15, 8, 5));
        assert_eq!((times[0].runnable_ns, times[0].ready_ns(), times[1].ready_ns()), (0, 12, 0));
        assert_eq!(tasks::task_times(recording.trace()), times);
    }

    #[test]
    fn an_empty_trace_has_no_figures_and_no_division_by_zero() {
        let metrics = Metrics::of(&Trace::default());
        assert_eq!((metrics.makespan_ns(), metrics.utilisation, metrics.mean_parallelism), (0, 0.0, 0.0));
    }
}
