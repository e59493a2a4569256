//! The two curves above the lanes, sampled: how many tasks are in progress, and how many lanes execute at once. Pure.
//!
//! Each sample is the exact mean over its column of time. The whole trace is sampled once when it is opened; a view is
//! resampled from that, and, where it is so narrow that it holds few slices, from these.

use interleave::trace::{Lane, LaneKind, Trace};
use rayon::prelude::*;

/// Samples of the whole trace.
const SAMPLES: usize = 1 << 15;
/// Slices that a view may hold to be sampled itself.
const FEW: usize = 60_000;

/// Both curves, a value a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// Tasks, or operations, in progress.
    pub in_progress: Vec<f32>,
    /// Lanes that execute.
    pub at_once: Vec<f32>,
}

/// The curves of a trace.
#[derive(Clone, Debug, Default)]
pub struct Curves {
    /// Running sums of the samples, so that the mean of any stretch is a difference.
    sums: [Vec<f64>; 2],
    start_ns: f64,
    ns_per_sample: f64,
    /// The largest samples: what the strips' full height stands for.
    pub full: [f32; 2],
}

impl Curves {
    /// Samples a trace. `tasks` are the stretches in which tasks are in progress; none where the trace knows no tasks.
    pub fn of(trace: &Trace, tasks: &[(u64, u64)]) -> Self {
        let span = trace.span();
        let start_ns = span.start_ns as f64;
        let ns_per_sample = (span.duration_ns() as f64 / SAMPLES as f64).max(1.0);
        let samples = sample(trace, tasks, start_ns, ns_per_sample, SAMPLES);
        let largest = |values: &[f32]| values.iter().copied().fold(0.0, f32::max);
        let full = [largest(&samples.in_progress), largest(&samples.at_once)];
        let sums = |values: &[f32]| {
            let mut sum = 0.0;
            let after = values.iter().map(|value| {
                sum += f64::from(*value);
                sum
            });
            [0.0].into_iter().chain(after.collect::<Vec<_>>()).collect()
        };
        Self { sums: [sums(&samples.in_progress), sums(&samples.at_once)], start_ns, ns_per_sample, full }
    }

    /// The curves over `count` columns of `ns_per_column` from `start_ns` on, on the trace's own clock.
    pub fn over(&self, trace: &Trace, tasks: &[(u64, u64)], start_ns: f64, ns_per_column: f64, count: usize) -> Samples {
        let end_ns = start_ns + ns_per_column * count as f64;
        if ns_per_column < self.ns_per_sample && slices_between(trace, start_ns, end_ns) + tasks.len() <= FEW {
            return sample(trace, tasks, start_ns, ns_per_column, count);
        }
        let at = |sums: &[f64], time_ns: f64| {
            let last = sums.len().saturating_sub(1);
            let place = ((time_ns - self.start_ns) / self.ns_per_sample.max(1e-9)).clamp(0.0, last as f64);
            let (whole, rest) = (place as usize, place.fract());
            let value = sums.get(whole).copied().unwrap_or(0.0);
            value + rest * (sums.get(whole + 1).copied().unwrap_or(value) - value)
        };
        let means = |sums: &[f64]| {
            let per_sample = self.ns_per_sample / ns_per_column;
            let mut before = at(sums, start_ns);
            let columns = (1..=count).map(|column| {
                let sum = at(sums, start_ns + column as f64 * ns_per_column);
                ((sum - std::mem::replace(&mut before, sum)) * per_sample) as f32
            });
            columns.collect()
        };
        Samples { in_progress: means(&self.sums[0]), at_once: means(&self.sums[1]) }
    }
}

/// How many slices lie in a stretch, or touch it.
pub fn slices_between(trace: &Trace, start_ns: f64, end_ns: f64) -> usize {
    let rows = trace.lanes.iter().flat_map(Lane::rows);
    let (start_ns, end_ns) = (start_ns.max(0.0) as u64, end_ns.max(0.0) as u64);
    rows.map(|row| {
        let first = row.first_ending_after(start_ns);
        row.starts_ns().partition_point(|&time_ns| time_ns < end_ns).saturating_sub(first)
    })
    .sum()
}

/// Sums of how much stretches cover of each column.
#[derive(Clone)]
struct Sums {
    parts: Vec<f64>,
    changes: Vec<f64>,
    start_ns: f64,
    per_ns: f64,
}

impl Sums {
    fn new(start_ns: f64, ns_per_column: f64, count: usize) -> Self {
        Self { parts: vec![0.0; count + 2], changes: vec![0.0; count + 2], start_ns, per_ns: 1.0 / ns_per_column }
    }

    fn add(&mut self, start_ns: u64, end_ns: u64, weight: f64) {
        let most = (self.parts.len() - 2) as f64;
        let place = |time_ns: u64| ((time_ns as f64 - self.start_ns) * self.per_ns).clamp(0.0, most);
        let (from, to) = (place(start_ns), place(end_ns));
        let (first, last) = (from as usize, to as usize);
        if first == last {
            self.parts[first] += (to - from) * weight;
            return;
        }
        self.parts[first] += ((first + 1) as f64 - from) * weight;
        self.parts[last] += (to - last as f64) * weight;
        self.changes[first + 1] += weight;
        self.changes[last] -= weight;
    }

    fn merge(mut self, other: Self) -> Self {
        for (a, b) in self.parts.iter_mut().zip(other.parts) {
            *a += b;
        }
        for (a, b) in self.changes.iter_mut().zip(other.changes) {
            *a += b;
        }
        self
    }

    fn finish(self, count: usize) -> Vec<f32> {
        let mut level = 0.0;
        let columns = self.parts.iter().zip(&self.changes).take(count);
        columns
            .map(|(part, change)| {
                level += change;
                (level + part).max(0.0) as f32
            })
            .collect()
    }
}

fn sample(trace: &Trace, tasks: &[(u64, u64)], start_ns: f64, ns_per_column: f64, count: usize) -> Samples {
    let empty = || [Sums::new(start_ns, ns_per_column, count), Sums::new(start_ns, ns_per_column, count)];
    let end_ns = (start_ns + ns_per_column * count as f64).max(0.0).ceil() as u64;
    let has_tasks = !tasks.is_empty();
    let add = |mut sums: [Sums; 2], lane: &Lane| {
        lane_into(&mut sums, lane, start_ns.max(0.0) as u64, end_ns, has_tasks);
        sums
    };
    let merge = |[a, b]: [Sums; 2], [c, d]: [Sums; 2]| [a.merge(c), b.merge(d)];
    let [mut in_progress, at_once] = trace.lanes.par_iter().fold(empty, add).reduce(empty, merge);
    for (from_ns, to_ns) in tasks {
        in_progress.add(*from_ns, *to_ns, 1.0);
    }
    Samples { in_progress: in_progress.finish(count), at_once: at_once.finish(count) }
}

fn lane_into([in_progress, at_once]: &mut [Sums; 2], lane: &Lane, start_ns: u64, end_ns: u64, has_tasks: bool) {
    let mut outer: Option<&interleave::trace::Slices> = None;
    for row in lane.rows() {
        let first = row.first_ending_after(start_ns);
        let last = row.starts_ns().partition_point(|&time_ns| time_ns < end_ns).max(first);
        // What is around the row's slices, side by side with them.
        let mut around = outer.map_or(0, |outer| outer.first_ending_after(start_ns));
        for index in first..last {
            let (from_ns, to_ns) = (row.starts_ns()[index], row.end_ns_of(index));
            let counts = lane.kind == LaneKind::Async || (lane.kind == LaneKind::Worker && outer.is_none());
            if counts && !has_tasks {
                in_progress.add(from_ns, to_ns, 1.0);
            }
            if lane.kind != LaneKind::Worker {
                continue;
            }
            let mut weight = f64::from(u8::from(row.states()[index].is_busy()));
            if let Some(outer) = outer {
                while around < outer.len() && outer.end_ns_of(around) <= from_ns {
                    around += 1;
                }
                let is_in = around < outer.len() && outer.starts_ns()[around] <= from_ns;
                // The innermost slice decides: what the outer one counted is taken back.
                weight -= f64::from(u8::from(is_in && outer.states()[around].is_busy()));
            }
            if weight != 0.0 {
                at_once.add(from_ns, to_ns, weight);
            }
        }
        outer = Some(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{NO_TASK, Slice, Slices, State};

    fn row(slices: &[(u64, u64, State)]) -> Slices {
        let mut row = Slices::default();
        for &(start_ns, duration_ns, state) in slices {
            row.push(Slice { start_ns, duration_ns, name: 0, task: NO_TASK, state });
        }
        row
    }

    /// One lane that runs 0..80 and waits within it 20..40, one that runs 40..60.
    fn trace() -> Trace {
        let nested = vec![row(&[(10, 50, State::Running)]), row(&[(20, 20, State::Waiting)])];
        let first = Lane { slices: row(&[(0, 80, State::Running)]), nested, ..Lane::default() };
        let second = Lane { slices: row(&[(40, 20, State::Running)]), ..Lane::default() };
        Trace { lanes: vec![first, second], ..Trace::default() }
    }

    #[test]
    fn the_innermost_slice_decides_whether_a_lane_executes() {
        let samples = sample(&trace(), &[], 0.0, 10.0, 9);
        assert_eq!(samples.at_once, [1.0, 1.0, 0.0, 0.0, 2.0, 2.0, 1.0, 1.0, 0.0]);
        assert_eq!(samples.in_progress, [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 0.0]);
        let tasks = sample(&trace(), &[(0, 45)], 0.0, 30.0, 3);
        assert_eq!(tasks.in_progress, [1.0, 0.5, 0.0]);
    }

    #[test]
    fn a_part_is_sampled_as_the_whole_is() {
        let trace = trace();
        let curves = Curves::of(&trace, &[]);
        assert_eq!(curves.full, [2.0, 2.0]);
        for (start_ns, ns_per_column, count) in [(0.0, 10.0, 8), (-20.0, 5.0, 30), (15.0, 0.5, 100), (0.0, 40.0, 2)] {
            let direct = sample(&trace, &[], start_ns, ns_per_column, count);
            let over = curves.over(&trace, &[], start_ns, ns_per_column, count);
            let is_near = |(a, b): (&f32, &f32)| (a - b).abs() < 1e-3;
            assert!(direct.at_once.iter().zip(&over.at_once).all(is_near), "{start_ns} {ns_per_column}");
        }
    }
}
