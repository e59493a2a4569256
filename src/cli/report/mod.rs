//! A comparison or a program's run as text, JSON, Chrome JSON or SVG; what traces say as text or JSON.

mod json;
pub mod run;
mod summary;
mod table;
mod terminal;
pub mod trace;

use std::io::IsTerminal;

pub use json::json;
pub use terminal::text;

use super::args::Color;
use super::lab::Comparison;
use crate::lab::title;
use crate::trace::export::{self, Run, TextStyle};

/// Where nobody says how wide lines may be.
const COLUMNS: usize = 100;

/// For trace viewers.
pub fn chrome(comparison: &Comparison) -> String {
    on_runs(comparison, export::chrome)
}

/// A figure of its own.
pub fn svg(comparison: &Comparison) -> String {
    on_runs(comparison, |runs| export::svg(runs, &summary::result(comparison)))
}

/// Calls `write` with the traces and titles of the runs.
fn on_runs(comparison: &Comparison, write: impl FnOnce(&[Run]) -> String) -> String {
    let titles: Vec<String> = comparison.runs.iter().map(|run| title(run.plan.model, run.plan.workers)).collect();
    let runs = comparison.runs.iter().zip(&titles);
    write(&runs.map(|(run, title)| Run { title, trace: &run.trace }).collect::<Vec<_>>())
}

/// How to write for standard output, or for a file.
pub fn style(color: Color, is_file: bool) -> TextStyle {
    style_on(color, !is_file && std::io::stdout().is_terminal())
}

/// How to write for a terminal, or for what is none.
pub fn style_on(color: Color, is_terminal: bool) -> TextStyle {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb,
    };
    let width = if is_terminal { terminal_size::terminal_size().map(|(width, _)| width.0 as usize) } else { None };
    TextStyle { columns: width.unwrap_or(COLUMNS), color }
}
