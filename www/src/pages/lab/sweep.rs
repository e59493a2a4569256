//! A sweep: the same work under one model on more and more workers. Pure.

use interleave::lab::Model;

use crate::engine::RunId;

/// How often each number of workers is run; the median counts.
pub const RUNS_A_POINT: usize = 3;

/// One number of workers.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub workers: u32,
    runs: Vec<RunId>,
    makespans_ns: Vec<u64>,
}

impl Point {
    /// The median of what was measured so far, in nanoseconds.
    pub fn median_ns(&self) -> Option<u64> {
        // Of so few, the one that as many of the others are not above as below it, without a sort's kilobytes.
        let middle = self.makespans_ns.len().saturating_sub(1) / 2;
        let below = |of: u64| self.makespans_ns.iter().filter(|other| **other < of).count();
        let not_above = |of: u64| self.makespans_ns.iter().filter(|other| **other <= of).count();
        self.makespans_ns.iter().copied().find(|&of| below(of) <= middle && middle < not_above(of))
    }
}

/// The sweep under way, or the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sweep {
    /// The model that is swept; none before the first sweep.
    pub model: Option<Model>,
    /// What is run, in words.
    pub label: String,
    pub points: Vec<Point>,
    open: Vec<RunId>,
    total: usize,
}

impl Sweep {
    /// A sweep that was just asked for: its runs, each with its number of workers.
    pub fn of(model: Model, label: String, runs: Vec<(u32, RunId)>) -> Self {
        let mut points: Vec<Point> = Vec::new();
        for &(workers, run) in &runs {
            match points.iter_mut().find(|point| point.workers == workers) {
                Some(point) => point.runs.push(run),
                None => points.push(Point { workers, runs: vec![run], makespans_ns: Vec::new() }),
            }
        }
        Self { model: Some(model), label, points, total: runs.len(), open: runs.into_iter().map(|r| r.1).collect() }
    }

    /// Whether runs of it are still to come.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Runs that are over, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        (self.total - self.open.len(), self.total)
    }

    /// Takes note of a run that is over; it counts for nothing where it was not complete.
    pub fn finished(&mut self, run: RunId, makespan_ns: Option<u64>) {
        self.open.retain(|open| *open != run);
        if let Some(point) = self.points.iter_mut().find(|point| point.runs.contains(&run)) {
            point.makespans_ns.extend(makespan_ns);
        }
    }

    /// No further run will come.
    pub fn stop(&mut self) {
        self.open.clear();
    }

    /// Workers and median makespan in nanoseconds of each point that was measured.
    pub fn measured(&self) -> Vec<(u32, u64)> {
        self.points.iter().filter_map(|point| Some((point.workers, point.median_ns()?))).collect()
    }
}

/// Which numbers of workers a sweep up to `most` tries on a machine with `hardware` cores: all of the first few,
/// then fewer and fewer, the machine's own count and the last one always.
pub fn worker_counts(most: u32, hardware: u32) -> Vec<u32> {
    let steps = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
    (1..=most).filter(|count| steps.contains(count) || *count == hardware || *count == most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_each_point_counts() {
        let runs = [1, 2]
            .into_iter()
            .flat_map(|workers| [(workers, workers * 10), (workers, workers * 10 + 1), (workers, workers * 10 + 2)]);
        let mut sweep = Sweep::of(Model::Threads, String::new(), runs.collect());
        for (run, makespan_ns) in [(10, 100), (11, 300), (12, 120), (20, 60)] {
            sweep.finished(run, Some(makespan_ns));
        }
        assert_eq!((sweep.measured(), sweep.progress(), sweep.is_open()), (vec![(1, 120), (2, 60)], (4, 6), true));
        sweep.stop();
        assert!(!sweep.is_open());
        sweep.finished(99, Some(1));
        assert_eq!(sweep.measured().len(), 2);
    }

    #[test]
    fn the_machines_own_count_and_the_last_are_always_tried() {
        assert_eq!(worker_counts(16, 10), [1, 2, 3, 4, 6, 8, 10, 12, 16]);
        assert_eq!(worker_counts(5, 10), [1, 2, 3, 4, 5]);
        assert_eq!(worker_counts(1, 4), [1]);
    }
}
