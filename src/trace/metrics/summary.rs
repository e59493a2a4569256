//! A whole trace in a few numbers: what [`super::Metrics`] says, for a trace of any size.

use super::curves::{self, Sampled};
use super::lanes::{self, LaneFigures};
use crate::time::Span;
use crate::trace::{LaneKind, Trace};

/// The figures of a whole trace, without its curves and tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// From the first start to the last end.
    pub span: Span,
    /// How many slices there are.
    pub slices: u64,
    /// How many lanes are workers.
    pub workers: u32,
    /// Time in which workers execute, summed over them, overhead included, in nanoseconds.
    pub busy_ns: u64,
    /// Busy time over workers times makespan: 1 where every worker executes all the time.
    pub utilisation: f64,
    /// The largest number that executes at one instant.
    pub max_parallelism: u32,
    /// Mean number that executes, over the makespan.
    pub mean_parallelism: f64,
    /// The largest number in progress.
    pub max_concurrency: u32,
    /// Mean number in progress, over the makespan.
    pub mean_concurrency: f64,
    /// Context switches of all workers.
    pub context_switches: u64,
    /// The figures of each lane, by its index.
    pub lanes: Vec<LaneFigures>,
}

impl Summary {
    /// Measures `trace`. O(n log l) for n slices in l lanes, in parallel on the thread pool that is there.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        // As many buckets as give all threads something to do.
        let buckets = rayon::current_num_threads() * 4;
        let span = trace.span();
        Self::with_curves(trace, &curves::parallelism(trace, span, buckets), &curves::concurrency(trace, span, buckets))
    }

    /// Measures `trace`, whose curves over its span are known already.
    #[must_use]
    pub fn with_curves(trace: &Trace, parallelism: &Sampled, concurrency: &Sampled) -> Self {
        let span = trace.span();
        let lanes = lanes::by_lane(trace);
        let of_workers = || trace.lanes.iter().zip(&lanes).filter(|(lane, _)| lane.kind == LaneKind::Worker);
        let workers = of_workers().count() as u32;
        let busy_ns = of_workers().map(|(_, figures)| figures.busy_ns).sum();
        let available_ns = span.duration_ns() as f64 * f64::from(workers);
        Self {
            span,
            slices: trace.slice_count() as u64,
            workers,
            busy_ns,
            utilisation: if available_ns > 0.0 { busy_ns as f64 / available_ns } else { 0.0 },
            max_parallelism: parallelism.max(),
            mean_parallelism: parallelism.mean(),
            max_concurrency: concurrency.max(),
            mean_concurrency: concurrency.mean(),
            context_switches: of_workers().map(|(_, figures)| figures.context_switches).sum(),
            lanes,
        }
    }

    /// Wall time from the first start to the last end, in nanoseconds.
    #[must_use]
    pub fn makespan_ns(&self) -> u64 {
        self.span.duration_ns()
    }
}
