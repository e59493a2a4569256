//! The figures of a stretch of the axis.

use interleave::time::Span;
use interleave::trace::metrics::curves::{concurrency, parallelism};
use interleave_viewer::{Reply, SLOTS, Stretch, StretchFacts};

use crate::curves::slices_between;
use crate::viewer::Viewer;

/// Slices that a stretch may hold to be measured itself, and not from the samples of the whole trace.
const FEW: usize = 400_000;

impl Viewer {
    /// Answers what each trace does between two moments.
    pub fn stretch(&self, start_ns: f64, end_ns: f64) -> Reply {
        let (start_ns, end_ns) = (start_ns.min(end_ns), start_ns.max(end_ns));
        let slots = (0..SLOTS as u32).filter_map(|slot| self.stretch_of(slot, start_ns, end_ns)).collect();
        Reply::Stretch(Box::new(Stretch { start_ns, end_ns, slots }))
    }

    fn stretch_of(&self, slot: u32, start_ns: f64, end_ns: f64) -> Option<StretchFacts> {
        let opened = self.opened(slot)?;
        let (from_ns, to_ns) = (self.own_time(slot, start_ns), self.own_time(slot, end_ns));
        let slices = slices_between(&opened.trace, from_ns, to_ns);
        let facts = StretchFacts { slot, slices: slices as f64, ..StretchFacts::default() };
        let length_ns = to_ns - from_ns;
        if slices > FEW {
            let (in_progress, at_once, max_parallelism) = opened.curves.mean(from_ns, to_ns);
            let busy_ns = at_once * length_ns;
            return Some(StretchFacts {
                busy_ns,
                mean_parallelism: at_once,
                max_parallelism,
                mean_concurrency: in_progress,
                ..facts
            });
        }
        let whole = |time_ns: f64| time_ns.round().max(0.0) as u64;
        let span = Span::new(whole(from_ns), whole(to_ns).max(whole(from_ns)));
        let buckets = rayon::current_num_threads() * 4;
        let (at_once, in_progress) =
            (parallelism(&opened.trace, span, buckets), concurrency(&opened.trace, span, buckets));
        // What lies before the trace's start is part of the stretch, too.
        let share = if length_ns > 0.0 { span.duration_ns() as f64 / length_ns } else { 1.0 };
        Some(StretchFacts {
            busy_ns: at_once.area_ns as f64,
            mean_parallelism: at_once.mean() * share.min(1.0),
            max_parallelism: at_once.max(),
            mean_concurrency: in_progress.mean() * share.min(1.0),
            ..facts
        })
    }
}
