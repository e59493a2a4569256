//! A sweep: the same work under one model on more and more workers. Pure.

use interleave::lab::Model;

use super::repeats::{self, Repeats};
use super::settings::Settings;
use crate::engine::RunId;

/// One number of workers.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub workers: u32,
    runs: Repeats,
}

/// The sweep under way, or the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sweep {
    /// The model that is swept, and the settings that held then; none before the first sweep.
    pub of: Option<(Model, Settings)>,
    pub points: Vec<Point>,
}

impl Sweep {
    /// A sweep that was just asked for: its runs, each with its number of workers.
    pub fn of(model: Model, settings: Settings, runs: Vec<(u32, RunId)>) -> Self {
        let mut points: Vec<Point> = Vec::new();
        for (workers, run) in runs {
            match points.iter_mut().find(|point| point.workers == workers) {
                Some(point) => point.runs.add(run),
                None => {
                    let mut runs = Repeats::default();
                    runs.add(run);
                    points.push(Point { workers, runs });
                }
            }
        }
        Self { of: Some((model, settings)), points }
    }

    /// Whether runs of it are still to come.
    pub fn is_open(&self) -> bool {
        self.points.iter().any(|point| point.runs.is_open())
    }

    /// Runs that are over, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        repeats::progress(self.points.iter().map(|point| &point.runs))
    }

    /// Takes note of a run that is over; it counts for nothing where it was not complete.
    pub fn finished(&mut self, run: RunId, makespan_ns: Option<u64>) {
        self.points.iter_mut().for_each(|point| point.runs.finished(run, makespan_ns));
    }

    /// No further run will come.
    pub fn stop(&mut self) {
        self.points.iter_mut().for_each(|point| point.runs.stop());
    }

    /// Workers and median makespan in nanoseconds of each point that was measured.
    pub fn measured(&self) -> Vec<(u32, u64)> {
        self.points.iter().filter_map(|point| Some((point.workers, point.runs.median_ns()?))).collect()
    }

    /// Whether the settings of the work have changed since.
    pub fn is_former(&self, now: &Settings) -> bool {
        self.of.as_ref().is_some_and(|(_, then)| then.config != now.config || then.sharing != now.sharing)
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
        let settings = Settings::first(4);
        let mut sweep = Sweep::of(Model::Threads, settings.clone(), runs.collect());
        for (run, makespan_ns) in [(10, 100), (11, 300), (12, 120), (20, 60)] {
            sweep.finished(run, Some(makespan_ns));
        }
        assert_eq!((sweep.measured(), sweep.progress(), sweep.is_open()), (vec![(1, 120), (2, 60)], (4, 6), true));
        sweep.stop();
        assert!(!sweep.is_open());
        sweep.finished(99, Some(1));
        assert_eq!(sweep.measured().len(), 2);
        assert!(!sweep.is_former(&Settings { workers: 9, ..settings.clone() }), "it ran on every number of workers");
        let mut changed = settings;
        changed.config.workload = "primes".to_owned();
        assert!(sweep.is_former(&changed) && !Sweep::default().is_former(&changed));
    }

    #[test]
    fn the_machines_own_count_and_the_last_are_always_tried() {
        assert_eq!(worker_counts(16, 10), [1, 2, 3, 4, 6, 8, 10, 12, 16]);
        assert_eq!(worker_counts(5, 10), [1, 2, 3, 4, 5]);
        assert_eq!(worker_counts(1, 4), [1]);
    }
}
