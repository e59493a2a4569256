//! A comparison as text, JSON, Chrome JSON or SVG.

mod json;
mod terminal;

pub use json::json;
pub use terminal::text;

use super::lab::Comparison;
use crate::lab::title;
use crate::trace::export::{self, Run};

/// For trace viewers.
pub fn chrome(comparison: &Comparison) -> String {
    on_runs(comparison, export::chrome)
}

/// A figure of its own.
pub fn svg(comparison: &Comparison) -> String {
    on_runs(comparison, |runs| export::svg(runs, &crate::lab::sentence(&comparison.figures)))
}

/// Calls `write` with the traces and titles of the runs.
fn on_runs(comparison: &Comparison, write: impl FnOnce(&[Run]) -> String) -> String {
    let titles: Vec<String> = comparison.runs.iter().map(|run| title(run.plan.model, run.plan.workers)).collect();
    let runs = comparison.runs.iter().zip(&titles);
    write(&runs.map(|(run, title)| Run { title, trace: &run.trace }).collect::<Vec<_>>())
}
