//! The two curves above the lanes, sampled: how many tasks are in progress, and how many lanes execute at once. Pure.
//!
//! What they count is said in `interleave::trace::metrics`. Each sample is the mean over its stretch of time. The whole
//! trace is sampled once when it is opened; a view is resampled from that, and, where it is so narrow that it holds few
//! slices, measured itself.

use interleave::time::Span;
use interleave::trace::metrics::curves::{Sampled, concurrency, parallelism};
use interleave::trace::metrics::tasks::{has_tasks, task_times};
use interleave::trace::{Curve, Lane, LaneKind, NO_TASK, Slices, State, Trace};
use rayon::prelude::*;

use crate::arrange::has_processes;

/// Samples of the whole trace.
const SAMPLES: usize = 1 << 15;
/// Samples of the band of each process, and how many processes are sampled: the bands of more are only drawn where a
/// view holds few slices.
const BAND_SAMPLES: usize = 1 << 12;
const MOST_BANDS: usize = 256;
/// Slices that a view may hold to be measured itself.
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
    in_progress: Sums,
    at_once: Sums,
    /// Tasks in progress, step by step, where the trace knows tasks.
    tasks: Option<Curve>,
    /// Lanes of each process that execute.
    bands: Vec<Sums>,
    /// The largest number at once in each sample.
    most: Vec<u32>,
    /// The largest values: what the strips' full height stands for.
    pub full: [f32; 2],
}

impl Curves {
    /// Samples a trace; returns the samples too, parallelism first.
    pub fn of(trace: &Trace) -> (Self, Sampled, Sampled) {
        let span = trace.span();
        let count = SAMPLES.min(span.duration_ns().max(1) as usize);
        let (at_once, in_progress) = (parallelism(trace, span, count), concurrency(trace, span, count));
        let tasks = || Curve::overlap(task_times(trace).iter().map(|times| times.span));
        let curves = Self {
            full: [in_progress.max() as f32, at_once.max() as f32],
            most: at_once.max.clone(),
            tasks: has_tasks(trace).then(tasks),
            bands: bands(trace, span),
            in_progress: Sums::of(&in_progress),
            at_once: Sums::of(&at_once),
        };
        (curves, at_once, in_progress)
    }

    /// The curves over `count` columns of `ns_per_column` from `start_ns` on, on the trace's own clock.
    pub fn over(&self, trace: &Trace, start_ns: f64, ns_per_column: f64, count: usize) -> Samples {
        let end_ns = start_ns + ns_per_column * count as f64;
        let sums = |sums: &Sums| sums.means(start_ns, ns_per_column, count);
        // A trace that is still growing has no samples.
        let is_coarse = ns_per_column >= self.at_once.ns_per_sample && !self.at_once.before.is_empty();
        if is_coarse || slices_between(trace, start_ns, end_ns) > FEW {
            return Samples { in_progress: sums(&self.in_progress), at_once: sums(&self.at_once) };
        }
        let mut samples = sample(trace.lanes.iter(), self.tasks.as_ref(), start_ns, ns_per_column, count);
        if self.tasks.is_some() && trace.lanes.iter().any(|lane| lane.row_count() > 1) {
            // Slices that nest have the tasks of those around them: that is measured, not sampled.
            let span = Span::new(start_ns.max(0.0).floor() as u64, end_ns.max(0.0).ceil() as u64 + 1);
            let buckets = (count * 2).min(span.duration_ns() as usize);
            samples.at_once = Sums::of(&parallelism(trace, span, buckets)).means(start_ns, ns_per_column, count);
        }
        samples
    }

    /// How many lanes of a process execute, over columns as in [`Self::over`].
    pub fn band(&self, trace: &Trace, process: u32, start_ns: f64, ns_per_column: f64, count: usize) -> Vec<f32> {
        let of_process = || trace.lanes.iter().filter(|lane| lane.process == process);
        let end_ns = start_ns + ns_per_column * count as f64;
        match self.bands.get(process as usize) {
            Some(sums) if ns_per_column >= sums.ns_per_sample || between(of_process(), start_ns, end_ns) > FEW => {
                sums.means(start_ns, ns_per_column, count)
            }
            None if between(of_process(), start_ns, end_ns) > FEW => vec![0.0; count],
            _ => sample(of_process(), None, start_ns, ns_per_column, count).at_once,
        }
    }

    /// The largest value of a process's band, as it was sampled.
    pub fn full_band(&self, process: u32) -> f32 {
        let steps = self.bands.get(process as usize).map_or(&[][..], |sums| &sums.before);
        steps.windows(2).map(|pair| (pair[1] - pair[0]) as f32).fold(0.0, f32::max)
    }

    /// Mean number in progress, mean number at once, and most at once between two moments, as the samples say.
    pub fn mean(&self, start_ns: f64, end_ns: f64) -> (f64, f64, u32) {
        let length_ns = (end_ns - start_ns).max(1e-3);
        let mean = |sums: &Sums| (sums.at(end_ns) - sums.at(start_ns)) * sums.ns_per_sample / length_ns;
        let number = |time_ns: f64| self.at_once.place(time_ns) as usize;
        let last = self.most.len().min(number(end_ns) + 1);
        let most = self.most.get(number(start_ns).min(last)..last).unwrap_or(&[]).iter().copied().max();
        (mean(&self.in_progress), mean(&self.at_once), most.unwrap_or(0))
    }
}

/// Running sums of samples, so that the mean of any stretch is a difference.
#[derive(Clone, Debug, Default)]
struct Sums {
    start_ns: f64,
    ns_per_sample: f64,
    before: Vec<f64>,
}

impl Sums {
    fn of(sampled: &Sampled) -> Self {
        let ns_per_sample = sampled.span.duration_ns() as f64 / sampled.mean.len().max(1) as f64;
        Self::new(sampled.span.start_ns as f64, ns_per_sample, sampled.mean.iter().copied())
    }

    fn new(start_ns: f64, ns_per_sample: f64, means: impl Iterator<Item = f64>) -> Self {
        let mut before = vec![0.0];
        let mut sum = 0.0;
        before.extend(means.map(|mean| {
            sum += mean;
            sum
        }));
        Self { start_ns, ns_per_sample: ns_per_sample.max(1e-3), before }
    }

    fn place(&self, time_ns: f64) -> f64 {
        let last = self.before.len().saturating_sub(1);
        ((time_ns - self.start_ns) / self.ns_per_sample).clamp(0.0, last as f64)
    }

    fn at(&self, time_ns: f64) -> f64 {
        if self.before.is_empty() {
            return 0.0;
        }
        let place = self.place(time_ns);
        let value = self.before.get(place as usize).copied().unwrap_or(0.0);
        value + place.fract() * (self.before.get(place as usize + 1).copied().unwrap_or(value) - value)
    }

    fn means(&self, start_ns: f64, ns_per_column: f64, count: usize) -> Vec<f32> {
        let per_sample = self.ns_per_sample / ns_per_column;
        let mut before = self.at(start_ns);
        let columns = (1..=count).map(|column| {
            let sum = self.at(start_ns + column as f64 * ns_per_column);
            ((sum - std::mem::replace(&mut before, sum)) * per_sample) as f32
        });
        columns.collect()
    }
}

/// Adds up how much of each column stretches cover.
struct Cover {
    parts: Vec<f64>,
    changes: Vec<f64>,
    start_ns: f64,
    per_ns: f64,
}

impl Cover {
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

    fn columns(self) -> Vec<f32> {
        let count = self.parts.len() - 2;
        let mut level = 0.0;
        let columns = self.parts.iter().zip(&self.changes).take(count).map(|(part, change)| {
            level += change;
            (level + part).max(0.0) as f32
        });
        columns.collect()
    }
}

/// The curves from the slices of a stretch, in time that grows with their number alone.
fn sample<'a>(
    lanes: impl Iterator<Item = &'a Lane>,
    tasks: Option<&Curve>,
    start_ns: f64,
    ns_per_column: f64,
    count: usize,
) -> Samples {
    let cover = || Cover::new(start_ns, ns_per_column, count);
    let (mut in_progress, mut at_once) = (cover(), cover());
    let (from_ns, to_ns) = (start_ns.max(0.0) as u64, (start_ns + ns_per_column * count as f64).max(0.0).ceil() as u64);
    for lane in lanes {
        lane_into(lane, (from_ns, to_ns), tasks.is_some(), &mut in_progress, &mut at_once);
    }
    if let Some(tasks) = tasks {
        let first = tasks.steps.partition_point(|step| step.0 <= from_ns).saturating_sub(1);
        for (number, step) in tasks.steps.iter().enumerate().skip(first).take_while(|(_, step)| step.0 < to_ns) {
            let end_ns = tasks.steps.get(number + 1).map_or(step.0, |next| next.0);
            in_progress.add(step.0, end_ns, f64::from(step.1));
        }
    }
    Samples { in_progress: in_progress.columns(), at_once: at_once.columns() }
}

fn lane_into(lane: &Lane, (from_ns, to_ns): (u64, u64), has_tasks: bool, in_progress: &mut Cover, at_once: &mut Cover) {
    // With tasks, those that run are counted, wherever they do; without, the workers that are busy.
    let executes = |slices: &Slices, index: usize| match has_tasks {
        true => {
            slices.states()[index] == State::Running && slices.get(index).is_some_and(|slice| slice.task != NO_TASK)
        }
        false => lane.kind == LaneKind::Worker && slices.states()[index].is_busy(),
    };
    let nests = matches!(lane.kind, LaneKind::Worker | LaneKind::Main);
    let mut outer: Option<&Slices> = None;
    for row in lane.rows() {
        let first = row.first_ending_after(from_ns);
        let last = row.starts_ns().partition_point(|&time_ns| time_ns < to_ns).max(first);
        // What is around the row's slices, side by side with them.
        let mut around = outer.map_or(0, |outer| outer.first_ending_after(from_ns));
        let counts = lane.kind == LaneKind::Async || (lane.kind == LaneKind::Worker && outer.is_none());
        for index in first..last {
            let (start_ns, end_ns) = (row.starts_ns()[index], row.end_ns_of(index));
            if counts && !has_tasks {
                in_progress.add(start_ns, end_ns, 1.0);
            }
            let mut weight = f64::from(u8::from(executes(row, index)));
            if let Some(outer) = outer {
                while around < outer.len() && outer.end_ns_of(around) <= start_ns {
                    around += 1;
                }
                let is_in = around < outer.len() && outer.starts_ns()[around] <= start_ns;
                // The innermost slice decides: what the outer one counted is taken back.
                weight -= f64::from(u8::from(is_in && executes(outer, around)));
            }
            if weight != 0.0 {
                at_once.add(start_ns, end_ns, weight);
            }
        }
        outer = nests.then_some(row);
    }
}

/// The bands of all processes, where lanes are told apart by them.
fn bands(trace: &Trace, span: Span) -> Vec<Sums> {
    if !has_processes(trace) || trace.processes.len() > MOST_BANDS {
        return Vec::new();
    }
    let count = BAND_SAMPLES.min(span.duration_ns().max(1) as usize);
    let (start_ns, ns_per_sample) = (span.start_ns as f64, span.duration_ns() as f64 / count as f64);
    let band = |process: u32| {
        let lanes = trace.lanes.iter().filter(|lane| lane.process == process);
        let samples = sample(lanes, None, start_ns, ns_per_sample.max(1e-3), count);
        Sums::new(start_ns, ns_per_sample, samples.at_once.into_iter().map(f64::from))
    };
    (0..trace.processes.len() as u32).into_par_iter().map(band).collect()
}

/// How many slices lie in a stretch, or touch it.
pub fn slices_between(trace: &Trace, start_ns: f64, end_ns: f64) -> usize {
    between(trace.lanes.iter(), start_ns, end_ns)
}

fn between<'a>(lanes: impl Iterator<Item = &'a Lane>, start_ns: f64, end_ns: f64) -> usize {
    let rows = lanes.flat_map(Lane::rows);
    let (start_ns, end_ns) = (start_ns.max(0.0) as u64, end_ns.max(0.0) as u64);
    rows.map(|row| {
        let first = row.first_ending_after(start_ns);
        row.starts_ns().partition_point(|&time_ns| time_ns < end_ns).saturating_sub(first)
    })
    .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::Slice;

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
    fn columns_hold_the_mean_of_their_stretch() {
        let trace = trace();
        let curves = Curves::of(&trace).0;
        assert_eq!(curves.full, [2.0, 2.0]);
        let samples = curves.over(&trace, 0.0, 10.0, 9);
        assert_eq!(samples.at_once, [1.0, 1.0, 0.0, 0.0, 2.0, 2.0, 1.0, 1.0, 0.0]);
        assert_eq!(samples.in_progress, [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 0.0]);
        assert_eq!(curves.over(&trace, -30.0, 40.0, 2).at_once, [0.25, 0.75]);
    }

    #[test]
    fn a_process_has_a_band_of_its_own_lanes() {
        let mut trace = trace();
        trace.processes = vec![interleave::trace::Process::default(); 2];
        trace.lanes[1].process = 1;
        let curves = Curves::of(&trace).0;
        let first = [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0];
        assert_eq!(curves.band(&trace, 0, 0.0, 10.0, 9), first);
        assert_eq!(curves.band(&trace, 1, 0.0, 10.0, 9), [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!((curves.full_band(0), curves.full_band(7)), (1.0, 0.0));
        assert_eq!(Curves::default().band(&trace, 0, 0.0, 10.0, 9), first, "before it is measured, too");
    }

    #[test]
    fn a_narrow_view_is_measured_itself() {
        let trace = trace();
        let samples = Curves::of(&trace).0.over(&trace, 19.0, 0.25, 8);
        assert_eq!(samples.at_once, [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(slices_between(&trace, 45.0, 50.0), 3);
    }
}
