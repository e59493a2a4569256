//! What the metrics have to equal: counts made at every nanosecond, as slowly and as plainly as possible.

use super::critical_path::critical_path;
use super::curves;
use super::lanes;
use super::names::by_name;
use super::summary::Summary;
use super::tasks::{has_tasks, task_times};
use super::waits::{TOLERANCE_NS, longest_waits};
use super::{Metrics, Place};
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
        LaneKind::Main | LaneKind::Waits | LaneKind::Resource => 0,
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
            let full = Metrics::of(&trace);
            for (curve, (sampled, _)) in [full.parallelism, full.concurrency].iter().zip(&both) {
                assert_eq!(curve.sampled(window, buckets), *sampled, "trace {number}");
            }
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

/// All slices with their places, by lane, row and index.
fn places(trace: &Trace) -> Vec<(Place, Slice)> {
    let mut places = Vec::new();
    for (lane, rows) in (0..).zip(&trace.lanes) {
        for (depth, row) in (0..).zip(rows.rows()) {
            places.extend((0..).zip(row.iter()).map(|(index, slice)| (Place { lane, depth, index }, slice)));
        }
    }
    places
}

/// What is under way in `lane` at a nanosecond, the outermost first.
fn stack(all: &[(Place, Slice)], lane: u32, time_ns: u64) -> Vec<(Place, Slice)> {
    all.iter().filter(|(place, slice)| place.lane == lane && holds(slice, time_ns)).copied().collect()
}

/// The slices under way at every nanosecond, once for each lane, and once for each row of those that do not nest.
fn each_stack(trace: &Trace, mut each: impl FnMut(&[(Place, Slice)])) {
    let (all, span) = (places(trace), trace.span());
    for (number, lane) in (0..).zip(&trace.lanes) {
        for time_ns in span.start_ns..span.end_ns {
            let stack = stack(&all, number, time_ns);
            if nests(lane) {
                each(&stack);
            } else {
                stack.chunks(1).for_each(&mut each);
            }
        }
    }
}

#[test]
fn names_equal_counting_at_every_nanosecond() {
    for (number, trace) in small_traces().enumerate() {
        let figures = by_name(&trace);
        let names = trace.strings.len();
        let (mut self_ns, mut total_ns) = (vec![0; names], vec![0; names]);
        each_stack(&trace, |stack| {
            let mut open: Vec<u32> = stack.iter().map(|(_, slice)| slice.name).collect();
            open.last().into_iter().for_each(|&name| self_ns[name as usize] += 1);
            open.sort_unstable();
            open.dedup();
            open.iter().for_each(|&name| total_ns[name as usize] += 1);
        });
        assert!(figures.is_sorted_by_key(|figures| std::cmp::Reverse(figures.self_ns)), "trace {number}");
        assert_eq!(figures.iter().map(|figures| figures.count).sum::<u64>(), trace.slice_count() as u64);
        for of in figures {
            let named: Vec<_> = places(&trace).into_iter().filter(|(_, slice)| slice.name == of.name).collect();
            let longest = named.iter().rev().max_by_key(|(_, slice)| slice.duration_ns).unwrap();
            assert_eq!(of.count, named.len() as u64, "trace {number}");
            assert_eq!((of.longest, of.longest_ns), (longest.0, longest.1.duration_ns), "trace {number}");
            assert_eq!(of.self_ns, self_ns[of.name as usize], "trace {number}");
            assert_eq!(of.total_ns, total_ns[of.name as usize], "trace {number}");
        }
    }
}

#[test]
fn waits_equal_counting_at_every_nanosecond() {
    let is_wait = |slice: &Slice| matches!(slice.state, State::Waiting | State::Runnable);
    for (number, trace) in small_traces().enumerate() {
        let mut waited: std::collections::BTreeMap<Place, u64> = std::collections::BTreeMap::new();
        each_stack(&trace, |stack| {
            let waiting = stack.iter().rev().take_while(|(_, slice)| is_wait(slice)).last();
            waiting.into_iter().for_each(|(place, _)| *waited.entry(*place).or_default() += 1);
        });
        let mut expect: Vec<(u64, Place)> = waited.into_iter().map(|(place, waited_ns)| (waited_ns, place)).collect();
        expect.sort_unstable_by_key(|&(waited_ns, place)| (std::cmp::Reverse(waited_ns), place));
        for count in [0, 3, 1_000] {
            let waits = longest_waits(&trace, count);
            let got: Vec<(u64, Place)> = waits.iter().map(|wait| (wait.waited_ns, wait.place)).collect();
            let got: Vec<(u64, Place)> = got.into_iter().filter(|wait| wait.0 > 0).collect();
            assert_eq!(got, expect[..expect.len().min(count)], "trace {number}, {count} waits");
            for wait in waits {
                let end_ns = wait.slice.end_ns();
                let arrives = |flow: &&crate::trace::Flow| {
                    let arrived = wait.slice.start_ns.max(end_ns.saturating_sub(TOLERANCE_NS))..=end_ns + TOLERANCE_NS;
                    flow.to_lane == wait.place.lane && arrived.contains(&flow.to_ns)
                };
                let nearest_ns = trace.flows.iter().filter(arrives).map(|flow| flow.to_ns.abs_diff(end_ns)).min();
                let flow = wait.cause.and_then(|cause| cause.flow).map(|flow| trace.flows[flow as usize]);
                assert_eq!(flow.map(|flow| flow.to_ns.abs_diff(end_ns)), nearest_ns, "trace {number}");
                if let (Some(flow), Some(cause)) = (flow, wait.cause) {
                    assert_eq!((cause.lane, cause.time_ns), (flow.from_lane, flow.from_ns));
                }
            }
        }
    }
}

/// Where the critical path of `trace` is during each nanosecond, from the last to the first: the lane, and whether a
/// flow is under way to it.
fn path_back(trace: &Trace) -> Vec<(u64, u32, bool)> {
    let busy = |lane: u32, time_ns| at(&trace.lanes[lane as usize], time_ns).iter().any(|(state, _)| state.is_busy());
    let ends = (0u32..).zip(&trace.lanes).filter(|(_, lane)| nests(lane)).filter_map(|(n, l)| Some((l.span()?, n)));
    let ends: Vec<(Span, u32)> = ends.collect();
    let executes = |end_ns: u64, lane| end_ns > 0 && busy(lane, end_ns - 1);
    let last = ends.iter().rev().max_by_key(|(span, lane)| (span.end_ns, executes(span.end_ns, *lane)));
    let Some(&(last, mut lane)) = last else { return Vec::new() };
    let (mut now_ns, mut seen, mut path) = (last.end_ns, Vec::new(), Vec::new());
    loop {
        let idle_from = (0..now_ns).rev().find(|&time_ns| busy(lane, time_ns)).map(|time_ns| time_ns + 1);
        let arrived = trace.flows.iter().filter(|flow| {
            flow.to_lane == lane
                && flow.to_ns <= now_ns
                && idle_from.is_none_or(|idle_ns| idle_ns < flow.to_ns && idle_ns <= flow.from_ns)
                && nests(&trace.lanes[flow.from_lane as usize])
                && (flow.from_ns < now_ns || !seen.contains(&flow.from_lane))
        });
        if let Some(flow) = arrived.max_by_key(|flow| (flow.to_ns, flow.from_ns)) {
            path.extend((flow.to_ns..now_ns).rev().map(|time_ns| (time_ns, lane, false)));
            path.extend((flow.from_ns..flow.to_ns).rev().map(|time_ns| (time_ns, lane, true)));
            if flow.from_ns < now_ns {
                seen.clear();
            } else {
                seen.push(lane);
            }
            (lane, now_ns) = (flow.from_lane, flow.from_ns);
            continue;
        }
        let begins = trace.lanes[lane as usize].span().is_some_and(|span| span.start_ns < now_ns);
        if !begins {
            return path;
        }
        now_ns -= 1;
        path.push((now_ns, lane, false));
        seen.clear();
    }
}

#[test]
fn the_critical_path_equals_walking_back_by_the_nanosecond() {
    let mut hops = 0;
    for (number, trace) in small_traces().enumerate() {
        let (path, segments) = critical_path(&trace);
        assert!(segments.windows(2).all(|pair| pair[0].span.end_ns == pair[1].span.start_ns), "trace {number}");
        let each = |segment: &super::critical_path::Segment| {
            let (lane, in_flight) = (segment.lane, segment.flow.is_some());
            (segment.span.start_ns..segment.span.end_ns).rev().map(move |time_ns| (time_ns, lane, in_flight))
        };
        let got: Vec<(u64, u32, bool)> = segments.iter().rev().flat_map(each).collect();
        assert_eq!(got, path_back(&trace), "trace {number}");
        let all = places(&trace);
        for segment in &segments {
            let stack = stack(&all, segment.lane, segment.span.start_ns);
            let innermost = stack.last().filter(|_| segment.flow.is_none());
            assert_eq!(segment.place, innermost.map(|(place, _)| *place), "trace {number}");
            assert!(segment.flow.is_some() || segment.state == innermost.map_or(State::Idle, |(_, slice)| slice.state));
        }
        assert_eq!(path.state_ns.iter().sum::<u64>() + path.flow_ns, path.duration_ns(), "trace {number}");
        hops += path.hops;
    }
    assert!(hops > 100, "the flows of these traces matter: {hops}");
}
