//! What the metrics have to equal: counts made at every nanosecond, as slowly and as plainly as possible.

use super::Metrics;
use super::curves;
use super::lanes;
use super::summary::Summary;
use super::tasks::{has_tasks, task_times};
use crate::time::Span;
use crate::trace::generate::Shape;
use crate::trace::{Lane, LaneKind, NO_TASK, Slice, State, Trace};

/// Small traces with coinciding moments: nested, flat, with and without tasks, with and without empty slices.
pub(super) fn small_traces() -> impl Iterator<Item = Trace> {
    (0..120u64).map(|seed| {
        let shape = Shape {
            async_every: 3,
            tasks: if seed % 2 == 0 { 0 } else { 7 },
            flow_every: 3,
            step_ns: 1 + seed % 4,
            empty_slices: seed % 3 == 0,
            ..Shape::new(1 + (seed % 6) as u32, 10 + seed, 1 + (seed % 5) as u32)
        };
        let mut trace = shape.generate(seed);
        if seed % 5 == 0 && trace.lanes.len() > 1 {
            trace.lanes[0].kind = LaneKind::Main;
        }
        trace
    })
}

fn holds(slice: &Slice, time_ns: u64) -> bool {
    slice.start_ns <= time_ns && time_ns < slice.end_ns()
}

fn nests(lane: &Lane) -> bool {
    matches!(lane.kind, LaneKind::Worker | LaneKind::Main)
}

/// What goes on in `lane` during the nanosecond that starts at `time_ns`: states and tasks, one where rows nest.
fn at(lane: &Lane, time_ns: u64) -> Vec<(State, u32)> {
    let open: Vec<Slice> = lane.rows().filter_map(|row| row.iter().find(|slice| holds(slice, time_ns))).collect();
    if !nests(lane) {
        return open.iter().map(|slice| (slice.state, slice.task)).collect();
    }
    let task = open.iter().rev().map(|slice| slice.task).find(|&task| task != NO_TASK).unwrap_or(NO_TASK);
    open.last().map(|slice| (slice.state, task)).into_iter().collect()
}

/// The spans of tasks in progress, or of operations where there are no tasks.
fn in_progress(trace: &Trace) -> Vec<Span> {
    let span = |slice: Slice| Span::new(slice.start_ns, slice.end_ns());
    let all = || trace.lanes.iter().flat_map(Lane::rows).flat_map(|row| row.iter());
    if all().any(|slice| slice.task != NO_TASK) {
        let mut tasks: Vec<u32> = all().map(|slice| slice.task).filter(|&task| task != NO_TASK).collect();
        tasks.sort_unstable();
        tasks.dedup();
        let of_task = |task| all().filter(|slice| slice.task == task).map(span).reduce(Span::union).unwrap();
        return tasks.into_iter().map(of_task).collect();
    }
    let rows = |lane: &Lane| match lane.kind {
        LaneKind::Worker => 1,
        LaneKind::Async => lane.row_count(),
        LaneKind::Main | LaneKind::Waits => 0,
    };
    trace.lanes.iter().flat_map(|lane| lane.rows().take(rows(lane)).flat_map(|row| row.iter().map(span))).collect()
}

fn parallelism_at(trace: &Trace, time_ns: u64, counts_tasks: bool) -> u32 {
    let counts = |lane: &Lane, state: State, task: u32| {
        if counts_tasks {
            state == State::Running && task != NO_TASK
        } else {
            lane.kind == LaneKind::Worker && state.is_busy()
        }
    };
    let of_lane =
        |lane: &Lane| at(lane, time_ns).into_iter().filter(|&(state, task)| counts(lane, state, task)).count();
    trace.lanes.iter().map(of_lane).sum::<usize>() as u32
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(1.0)
}

#[test]
fn curves_equal_counting_at_every_nanosecond() {
    for (number, trace) in small_traces().enumerate() {
        let counts_tasks = has_tasks(&trace);
        let spans = in_progress(&trace);
        let whole = trace.span();
        let windows = [whole, Span::new(whole.start_ns + whole.duration_ns() / 3, whole.end_ns + 5), Span::new(0, 3)];
        for (window, buckets) in windows.into_iter().flat_map(|window| [(window, 1), (window, 7), (window, 200)]) {
            let executing = |time_ns| parallelism_at(&trace, time_ns, counts_tasks);
            let progressing =
                |time_ns| spans.iter().filter(|s| s.start_ns <= time_ns && time_ns < s.end_ns).count() as u32;
            let both: [(_, &dyn Fn(u64) -> u32); 2] = [
                (curves::parallelism(&trace, window, buckets), &executing),
                (curves::concurrency(&trace, window, buckets), &progressing),
            ];
            for (sampled, count) in both {
                for bucket in 0..buckets {
                    let Span { start_ns, end_ns } = sampled.bucket(bucket);
                    let values: Vec<u32> = (start_ns..end_ns.max(start_ns + 1)).map(count).collect();
                    let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64;
                    assert_eq!(
                        sampled.max[bucket],
                        *values.iter().max().unwrap(),
                        "trace {number}, {bucket} of {buckets}"
                    );
                    assert!(close(sampled.mean[bucket], mean), "trace {number}, bucket {bucket} of {buckets}");
                }
                let area: u128 = (window.start_ns..window.end_ns).map(|time_ns| u128::from(count(time_ns))).sum();
                assert_eq!(sampled.area_ns, area, "trace {number}");
            }
        }
    }
}

#[test]
fn lanes_and_tasks_equal_counting_at_every_nanosecond() {
    for (number, trace) in small_traces().enumerate() {
        let span = trace.span();
        let figures = lanes::by_lane(&trace);
        let mut tasks = task_times(&trace);
        for (lane, figures) in trace.lanes.iter().zip(figures) {
            let all: Vec<(State, u32)> = (span.start_ns..span.end_ns).flat_map(|time_ns| at(lane, time_ns)).collect();
            let time = |counts: fn(State) -> bool| all.iter().filter(|&&(state, _)| counts(state)).count() as u64;
            assert_eq!(figures.busy_ns, if nests(lane) { time(State::is_busy) } else { 0 }, "trace {number}");
            assert_eq!(figures.waiting_ns, time(|state| state == State::Waiting), "trace {number}");
            assert_eq!(figures.runnable_ns, time(|state| state == State::Runnable), "trace {number}");
            for times in &mut tasks {
                let time = |of: State| all.iter().filter(|&&did| did == (of, times.task)).count() as u64;
                times.running_ns -= time(State::Running);
                times.runnable_ns -= time(State::Runnable);
                times.waiting_ns -= time(State::Waiting);
            }
        }
        let none_left = |times: &super::TaskTimes| times.running_ns + times.runnable_ns + times.waiting_ns == 0;
        assert!(tasks.iter().all(none_left), "trace {number}");
        if has_tasks(&trace) {
            let spans: Vec<Span> = tasks.iter().map(|times| times.span).collect();
            assert_eq!(spans, in_progress(&trace), "trace {number}");
        }
        for times in tasks {
            let runs = |&time_ns: &u64| {
                trace.lanes.iter().any(|lane| at(lane, time_ns).contains(&(State::Running, times.task)))
            };
            let first = (span.start_ns..span.end_ns).find(runs);
            // An empty slice is no time to execute in; all the same it says when execution began.
            let first_run_ns = times.first_run_ns;
            assert!(first_run_ns == first || first_run_ns.is_some() && first_run_ns < first.or(Some(u64::MAX)));
        }
    }
}

#[test]
fn the_summary_says_the_same_as_the_metrics_of_a_small_trace() {
    for trace in small_traces() {
        let (summary, metrics) = (Summary::of(&trace), Metrics::of(&trace));
        assert_eq!((summary.span, summary.busy_ns), (metrics.span, metrics.busy_ns));
        assert_eq!(summary.utilisation, metrics.utilisation);
        assert_eq!(summary.max_parallelism, metrics.parallelism.max());
        assert_eq!(summary.max_concurrency, metrics.concurrency.max());
        assert!(close(summary.mean_parallelism, metrics.mean_parallelism));
        assert!(close(summary.mean_concurrency, metrics.mean_concurrency));
        assert_eq!(task_times(&trace), metrics.tasks);
    }
}
