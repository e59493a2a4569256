//! Parallelism and concurrency of a trace of any size, as so many buckets of time: exact, and without a list of steps.
//!
//! The changes of all lanes are merged, so what is needed beside the trace is memory for buckets and lanes (and, in a
//! trace with tasks, for tasks). Stretches of time are looked at in parallel, on the thread pool that is there. What
//! the two curves count is said in [`super`].

use rayon::prelude::*;

use super::Curve;
use super::changes::{Changes, Counted, Merge};
use super::tasks::{has_tasks, task_times};
use crate::time::Span;
use crate::trace::{LaneKind, Trace};

/// A curve over a span of time that is cut into buckets of one length, to the nanosecond.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sampled {
    /// The time that all buckets cover.
    pub span: Span,
    /// The mean over each bucket.
    pub mean: Vec<f64>,
    /// The largest value in each bucket.
    pub max: Vec<u32>,
    /// The integral over the span, in nanoseconds times value.
    pub area_ns: u128,
}

impl Sampled {
    /// The time that the bucket at `index` covers. Where there are more buckets than nanoseconds, some are empty: they
    /// have the value at their moment.
    #[must_use]
    pub fn bucket(&self, index: usize) -> Span {
        bucket(self.span, self.mean.len(), index)
    }

    /// The largest value of all.
    #[must_use]
    pub fn max(&self) -> u32 {
        self.max.iter().copied().max().unwrap_or(0)
    }

    /// The mean over the whole span. Zero where it is empty.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let duration_ns = self.span.duration_ns();
        if duration_ns == 0 { 0.0 } else { self.area_ns as f64 / duration_ns as f64 }
    }
}

fn bucket(span: Span, count: usize, index: usize) -> Span {
    let edge =
        |index: usize| span.start_ns + (u128::from(span.duration_ns()) * index as u128 / count.max(1) as u128) as u64;
    Span::new(edge(index), edge(index + 1))
}

impl Curve {
    /// The curve over `span`, in `buckets` buckets. O(n) for n steps.
    #[must_use]
    pub fn sampled(&self, span: Span, buckets: usize) -> Sampled {
        sample(span, buckets, |from_ns| {
            let (past, steps) = self.steps.split_at(self.steps.partition_point(|step| step.0 <= from_ns));
            let value = past.last().map_or(0, |step| step.1);
            (i64::from(value), vec![Changes::Steps { steps, value }])
        })
    }
}

/// The parallelism of `trace` over `span`, in `buckets` buckets. O(n log l) for the n slices of the span in l lanes.
#[must_use]
pub fn parallelism(trace: &Trace, span: Span, buckets: usize) -> Sampled {
    let counts_tasks = has_tasks(trace);
    sample(span, buckets, |from_ns| {
        let lanes = trace
            .lanes
            .iter()
            .filter(|lane| lane.kind == LaneKind::Worker || counts_tasks && lane.kind != LaneKind::Resource);
        let counted = if counts_tasks { Counted::TaskRuns } else { Counted::Busy };
        (0, lanes.flat_map(|lane| Changes::of_lane(lane, counted, from_ns)).collect())
    })
}

/// The concurrency of `trace` over `span`, in `buckets` buckets. O(n log l) for the n outermost slices of the span in
/// l lanes; in a trace with tasks these are looked for in all of it.
#[must_use]
pub fn concurrency(trace: &Trace, span: Span, buckets: usize) -> Sampled {
    if has_tasks(trace) {
        let tasks = task_times(trace);
        return in_progress(tasks.iter().map(|times| times.span), span, buckets);
    }
    sample(span, buckets, |from_ns| {
        let mut rows = Vec::new();
        for lane in &trace.lanes {
            match lane.kind {
                LaneKind::Worker => rows.push(&lane.slices),
                LaneKind::Async => rows.extend(lane.rows()),
                LaneKind::Main | LaneKind::Waits | LaneKind::Resource => {}
            }
        }
        (0, rows.into_iter().map(|row| Changes::of_row(row, Counted::Any, from_ns)).collect())
    })
}

/// How many of `spans` hold each moment, over `span` in `buckets` buckets. Empty ones count for nothing.
pub(super) fn in_progress(spans: impl Iterator<Item = Span>, span: Span, buckets: usize) -> Sampled {
    let (mut starts_ns, mut ends_ns): (Vec<u64>, Vec<u64>) =
        spans.filter(|span| span.duration_ns() > 0).map(|span| (span.start_ns, span.end_ns)).unzip();
    starts_ns.par_sort_unstable();
    ends_ns.par_sort_unstable();
    sample(span, buckets, |from_ns| {
        let (started, ended) = (started_by(&starts_ns, from_ns), started_by(&ends_ns, from_ns));
        let changes = [(&starts_ns[started..], 1), (&ends_ns[ended..], -1)];
        (started as i64 - ended as i64, changes.map(|(times_ns, by)| Changes::Times { times_ns, by }).into())
    })
}

fn started_by(times_ns: &[u64], time_ns: u64) -> usize {
    times_ns.partition_point(|&other_ns| other_ns <= time_ns)
}

/// Samples the curve that has a value and further changes from a given moment on.
fn sample<'a>(span: Span, buckets: usize, from: impl Fn(u64) -> (i64, Vec<Changes<'a>>) + Sync) -> Sampled {
    // Long enough to be worth finding the place in each lane, short enough to keep all threads busy to the end.
    let chunk = buckets.div_ceil(rayon::current_num_threads() * 4).max(1);
    let mut sampled = Sampled { span, mean: vec![0.0; buckets], max: vec![0; buckets], area_ns: 0 };
    let chunks = sampled.mean.par_chunks_mut(chunk).zip(sampled.max.par_chunks_mut(chunk)).enumerate();
    let areas_ns = chunks.map(|(number, (means, maxima))| {
        let mut bounds = (0..means.len()).map(|place| bucket(span, buckets, number * chunk + place));
        let (mut value, changes) = from(bucket(span, buckets, number * chunk).start_ns);
        let mut merge = Merge::new(changes);
        let mut area_ns = 0u128;
        for (mean, max) in means.iter_mut().zip(maxima) {
            let Some(bounds) = bounds.next() else { break };
            let (area, most) = fill(bounds, &mut value, &mut merge);
            let duration_ns = bounds.duration_ns();
            *mean = if duration_ns == 0 { value as f64 } else { area as f64 / duration_ns as f64 };
            *max = most;
            area_ns += area;
        }
        area_ns
    });
    sampled.area_ns = areas_ns.sum();
    sampled
}

/// The integral and the maximum over one bucket.
fn fill(bounds: Span, value: &mut i64, merge: &mut Merge) -> (u128, u32) {
    let mut now_ns = bounds.start_ns;
    while merge.next_ns() <= now_ns {
        *value += i64::from(merge.take());
    }
    let (mut area_ns, mut most) = (0u128, *value);
    while merge.next_ns() < bounds.end_ns {
        let next_ns = merge.next_ns();
        area_ns += u128::from(next_ns - now_ns) * *value as u128;
        now_ns = next_ns;
        while merge.next_ns() == now_ns {
            *value += i64::from(merge.take());
        }
        most = most.max(*value);
    }
    area_ns += u128::from(bounds.end_ns.max(now_ns) - now_ns) * *value as u128;
    (area_ns, most as u32)
}
