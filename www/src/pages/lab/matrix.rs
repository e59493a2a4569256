//! The table "which model for which work": a computing, a waiting and a mixed workload under every model. Pure.

use interleave::lab::{Model, Outcome, Plan};
use interleave::workload::{ALL, Description, Nature};

use super::settings::Settings;
use crate::engine::RunId;

/// One cell of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Name of the workload.
    pub workload: &'static str,
    pub model: Model,
    pub run: RunId,
    pub state: CellState,
}

/// How far a cell is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellState {
    Open,
    /// Its makespan in nanoseconds.
    Done(u64),
    /// Cancelled, refused, or with an answer that is not the known one.
    Missing,
}

/// The table under way, or the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    pub cells: Vec<Cell>,
}

impl Matrix {
    /// A table that was just asked for.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells }
    }

    /// Whether cells are still to be filled.
    pub fn is_open(&self) -> bool {
        self.cells.iter().any(|cell| cell.state == CellState::Open)
    }

    /// Cells that are over, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        (self.cells.iter().filter(|cell| cell.state != CellState::Open).count(), self.cells.len())
    }

    /// Takes note of a run that is over.
    pub fn finished(&mut self, run: RunId, outcome: &Outcome, makespan_ns: u64) {
        let is_right = outcome.answer.as_ref().is_some_and(|answer| answer.verified);
        self.set(run, if is_right { CellState::Done(makespan_ns) } else { CellState::Missing });
    }

    /// Takes note of a run that could not be carried out.
    pub fn refused(&mut self, run: RunId) {
        self.set(run, CellState::Missing);
    }

    fn set(&mut self, run: RunId, state: CellState) {
        if let Some(cell) = self.cells.iter_mut().find(|cell| cell.run == run) {
            cell.state = state;
        }
    }

    /// No further cell will be filled.
    pub fn stop(&mut self) {
        for cell in self.cells.iter_mut().filter(|cell| cell.state == CellState::Open) {
            cell.state = CellState::Missing;
        }
    }

    /// The cell of a workload under a model.
    pub fn cell(&self, workload: &str, model: Model) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.workload == workload && cell.model == model)
    }

    /// The shortest makespan of a workload, in nanoseconds, once the row is full.
    pub fn best_ns(&self, workload: &str) -> Option<u64> {
        let mut row = self.cells.iter().filter(|cell| cell.workload == workload).peekable();
        row.peek()?;
        let mut best_ns = u64::MAX;
        for cell in row {
            match cell.state {
                CellState::Open => return None,
                CellState::Done(makespan_ns) => best_ns = best_ns.min(makespan_ns),
                CellState::Missing => {}
            }
        }
        (best_ns < u64::MAX).then_some(best_ns)
    }
}

/// The workloads of the table: the first of each nature that there is.
pub fn rows() -> impl Iterator<Item = &'static Description> {
    let natures = [Nature::Computing, Nature::Waiting, Nature::Mixed];
    natures.into_iter().filter_map(|nature| ALL.iter().copied().find(|description| description.nature == nature))
}

/// The run of a cell: twelve even tasks, small enough that the whole table takes a few seconds.
pub fn plan(settings: &Settings, description: &Description, model: Model) -> Plan {
    let mut plan = settings.plan(model, settings.workers);
    plan.config.workload = description.name.to_owned();
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
    fn a_row_has_a_best_cell_once_it_is_full() {
        let cell = |model, run| Cell { workload: "primes", model, run, state: CellState::Open };
        let mut matrix = Matrix::of(vec![cell(Model::Sequential, 1), cell(Model::Threads, 2), cell(Model::Gil, 3)]);
        let outcome = |verified| Outcome { answer: Some(Answer { text: String::new(), verified }) };
        matrix.finished(1, &outcome(true), 400);
        matrix.finished(2, &outcome(true), 100);
        assert_eq!((matrix.best_ns("primes"), matrix.progress()), (None, (2, 3)));
        matrix.finished(3, &outcome(false), 1);
        assert_eq!(matrix.best_ns("primes"), Some(100), "a wrong answer is never the best");
        assert_eq!(matrix.best_ns("sort"), None);
    }

    #[test]
    fn every_cell_can_be_run() {
        for description in rows() {
            for model in Model::ALL {
                assert!(plan(&Settings::first(4), description, model).check().is_ok());
            }
        }
    }
}
