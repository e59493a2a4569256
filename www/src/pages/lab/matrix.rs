//! The table "which model for which work": a computing, a waiting and a mixed workload under every model. Pure.

use interleave::lab::{Model, Outcome, Plan, telling_ratio};
use interleave::workload::{ALL, Description, Nature};

use super::repeats::{self, Repeats};
use super::settings::Settings;
use crate::engine::RunId;

/// One cell of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Name of the workload.
    pub workload: &'static str,
    pub model: Model,
    pub runs: Repeats,
}

impl Cell {
    /// Its makespan in nanoseconds, so far; none before the first run is over, and where one was cancelled or refused, or
    /// had an answer that is not the known one.
    pub fn makespan_ns(&self) -> Option<u64> {
        self.runs.median_ns().filter(|_| self.runs.is_sound())
    }
}

/// The table under way, or the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    pub cells: Vec<Cell>,
    /// On how many workers the models that use several run.
    pub workers: u32,
}

impl Matrix {
    /// Whether cells are still to be filled.
    pub fn is_open(&self) -> bool {
        self.cells.iter().any(|cell| cell.runs.is_open())
    }

    /// Runs that are over, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        repeats::progress(self.cells.iter().map(|cell| &cell.runs))
    }

    /// Takes note of a run that is over.
    pub fn finished(&mut self, run: RunId, outcome: &Outcome, makespan_ns: u64) {
        let is_right = outcome.answer.as_ref().is_some_and(|answer| answer.verified);
        self.over(run, is_right.then_some(makespan_ns));
    }

    /// Takes note of a run that could not be carried out.
    pub fn refused(&mut self, run: RunId) {
        self.over(run, None);
    }

    fn over(&mut self, run: RunId, makespan_ns: Option<u64>) {
        self.cells.iter_mut().for_each(|cell| cell.runs.finished(run, makespan_ns));
    }

    /// No further cell will be filled.
    pub fn stop(&mut self) {
        self.cells.iter_mut().for_each(|cell| cell.runs.stop());
    }

    /// The cells of a workload.
    pub fn row(&self, workload: &str) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(move |cell| cell.workload == workload)
    }

    /// Whether no model did that workload faster than in `makespan_ns`, by more than may be chance. False until the row
    /// is full.
    pub fn is_best(&self, workload: &str, makespan_ns: u64) -> bool {
        let best_ns = self.row(workload).filter_map(Cell::makespan_ns).min().unwrap_or(0);
        let is_full = !self.row(workload).any(|cell| cell.runs.is_open());
        is_full && (makespan_ns as f64) < best_ns as f64 * telling_ratio(best_ns, false)
    }
}

/// The workloads of the table: the first of each nature that there is.
pub fn rows() -> impl Iterator<Item = &'static Description> {
    let natures = [Nature::Computing, Nature::Waiting, Nature::Mixed];
    natures.into_iter().filter_map(|nature| ALL.iter().copied().find(|description| description.nature == nature))
}

/// The run of a cell: twelve even tasks, small enough that the whole table takes a few seconds.
pub fn plan(settings: &Settings, workload: &str, model: Model) -> Plan {
    let mut plan = settings.plan(model, settings.workers);
    plan.config.workload = workload.to_owned();
    plan.config.size = 0.3;
    plan.config.tasks = 12;
    plan.config.unevenness = 1.0;
    plan.config.latency.mean_ms = 40.0;
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::workload::Answer;

    #[test]
    fn a_row_has_best_cells_once_it_is_full() {
        let cell = |model, run| {
            let mut runs = Repeats::default();
            runs.add(run);
            Cell { workload: "primes", model, runs }
        };
        let models = [Model::Sequential, Model::EventLoop, Model::Threads, Model::Gil];
        let cells = models.into_iter().zip(1..).map(|(model, run)| cell(model, run)).collect();
        let mut matrix = Matrix { cells, workers: 4 };
        let outcome = |verified| Outcome { answer: Some(Answer { text: String::new(), verified }) };
        let ms = 1_000_000;
        matrix.finished(1, &outcome(true), 400 * ms);
        matrix.finished(2, &outcome(true), 108 * ms);
        matrix.finished(3, &outcome(true), 100 * ms);
        assert_eq!((matrix.is_best("primes", 100 * ms), matrix.progress()), (false, (3, 4)));
        matrix.finished(4, &outcome(false), 1);
        assert!(matrix.cells[3].makespan_ns().is_none(), "a wrong answer is never the best");
        let is_best = |ms_taken| matrix.is_best("primes", ms_taken * ms);
        assert_eq!([100, 108, 400].map(is_best), [true, true, false], "8% may be chance");
        assert!(!matrix.is_best("sort", 1));
    }

    #[test]
    fn every_cell_can_be_run() {
        for description in rows() {
            for model in Model::ALL {
                assert!(plan(&Settings::first(4), description.name, model).check().is_ok());
            }
        }
    }
}
