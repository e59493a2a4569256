//! What a trace says in numbers. Pure functions of a trace; times are in nanoseconds.

use super::recording::task_of;
use super::{LaneKind, State, Trace};
use crate::time::Span;

/// A whole number that changes at certain moments: it holds from each step's time until the next one's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// `(time_ns, value from then on)`, ascending in time, no two steps at one time, no step without a change.
    pub steps: Vec<(u64, u32)>,
}

impl Curve {
    /// How many of `spans` hold each moment. Empty spans count for nothing.
    #[must_use]
    pub fn overlap(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut changes: Vec<(u64, i32)> = Vec::new();
        for span in spans.into_iter().filter(|span| span.duration_ns() > 0) {
            changes.push((span.start_ns, 1));
            changes.push((span.end_ns, -1));
        }
        changes.sort_unstable();
        let mut steps: Vec<(u64, u32)> = Vec::new();
        let mut value = 0i32;
        for run in changes.chunk_by(|a, b| a.0 == b.0) {
            let before = value;
            value += run.iter().map(|change| change.1).sum::<i32>();
            if value != before {
                steps.push((run[0].0, value as u32));
            }
        }
        Self { steps }
    }

    /// The largest value.
    #[must_use]
    pub fn max(&self) -> u32 {
        self.steps.iter().map(|step| step.1).max().unwrap_or(0)
    }

    /// The mean over `span`: the curve's integral divided by the span's length. Zero where the span is empty.
    #[must_use]
    pub fn mean(&self, span: Span) -> f64 {
        if span.duration_ns() == 0 {
            return 0.0;
        }
        let ends = self.steps.iter().skip(1).map(|step| step.0).chain([span.end_ns]);
        let area = self.steps.iter().zip(ends).map(|(&(start_ns, value), end_ns)| {
            let from_ns = start_ns.clamp(span.start_ns, span.end_ns);
            u128::from(end_ns.clamp(from_ns, span.end_ns) - from_ns) * u128::from(value)
        });
        area.sum::<u128>() as f64 / span.duration_ns() as f64
    }
}

/// How a task spent its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskTimes {
    /// Number of the task.
    pub task: u32,
    /// From its first slice's start to its last slice's end: from there on it is in progress, then done.
    pub span: Span,
    /// Time in which it executed.
    pub running_ns: u64,
    /// Time in which it could have executed and did not get to.
    pub runnable_ns: u64,
    /// Time in which it waited for something else.
    pub waiting_ns: u64,
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
        let mut executing = Vec::new();
        let mut lane_busy_ns = vec![0; trace.lanes.len()];
        for (index, lane) in trace.lanes.iter().enumerate() {
            for slice in lane.slices.iter() {
                let slice_span = Span::new(slice.start_ns, slice.end_ns());
                if lane.kind == LaneKind::Worker && slice.state.is_busy() {
                    lane_busy_ns[index] += slice.duration_ns;
                }
                let Some(task) = task_of(slice.task) else { continue };
                let place = tasks.binary_search_by_key(&task, |times| times.task).unwrap_or_else(|place| {
                    tasks.insert(place, TaskTimes { task, span: slice_span, ..TaskTimes::default() });
                    place
                });
                let times = &mut tasks[place];
                times.span = times.span.union(slice_span);
                match slice.state {
                    State::Running => {
                        times.running_ns += slice.duration_ns;
                        executing.push(slice_span);
                    }
                    State::Runnable => times.runnable_ns += slice.duration_ns,
                    State::Waiting => times.waiting_ns += slice.duration_ns,
                    State::Idle | State::New | State::Overhead | State::Terminated => {}
                }
            }
        }
        let parallelism = Curve::overlap(executing);
        let concurrency = Curve::overlap(tasks.iter().map(|times| times.span));
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
    fn an_empty_trace_has_no_figures_and_no_division_by_zero() {
        let metrics = Metrics::of(&Trace::default());
        assert_eq!((metrics.makespan_ns(), metrics.utilisation, metrics.mean_parallelism), (0, 0.0, 0.0));
    }

    #[test]
    fn the_overlap_of_spans_equals_counting_at_every_nanosecond() {
        let mut seed = 1u64;
        for _ in 0..50 {
            let spans: Vec<Span> = (0..12)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let start_ns = (seed >> 33) % 40;
                    Span::new(start_ns, start_ns + (seed >> 50) % 20)
                })
                .collect();
            let curve = Curve::overlap(spans.iter().copied());
            let counted = |time_ns| spans.iter().filter(|s| s.start_ns <= time_ns && time_ns < s.end_ns).count() as u32;
            for time_ns in 0..64 {
                let step = curve.steps.iter().rev().find(|step| step.0 <= time_ns).map_or(0, |step| step.1);
                assert_eq!(step, counted(time_ns), "at {time_ns} of {spans:?}");
            }
            let mean = (0..64).map(|t| f64::from(counted(t))).sum::<f64>() / 64.0;
            assert!((curve.mean(Span::new(0, 64)) - mean).abs() < 1e-12);
        }
    }
}
