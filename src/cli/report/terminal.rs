//! A comparison for a terminal: timelines, one sentence, a table, and the scaling laws where there is a sweep.

use std::io::IsTerminal;

use super::on_runs;
use crate::cli::args::Color;
use crate::cli::lab::Comparison;
use crate::lab::{Figures, sentence};
use crate::time::format_ns;
use crate::trace::export::{self, TextStyle};

/// Where nobody says how wide lines may be.
const COLUMNS: usize = 100;

/// Draws and tabulates it.
pub fn text(comparison: &Comparison, color: Color, is_file: bool) -> String {
    let style = style(color, is_file);
    let mut out = on_runs(comparison, |runs| export::text(runs, style));
    out.push('\n');
    let result = sentence(&comparison.figures);
    if !result.is_empty() {
        let (bold, plain) = if style.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        out += &format!("{bold}{result}{plain}\n\n");
    }
    out += &table(&comparison.figures);
    out.push('\n');
    if let Some(extra) = &comparison.extra {
        let took = format_ns(extra.metrics.makespan_ns());
        out += &format!("Compared with a sequential run made for it, which took {took}.\n");
    }
    out += &answers(comparison);
    out
}

fn style(color: Color, is_file: bool) -> TextStyle {
    let is_terminal = !is_file && std::io::stdout().is_terminal();
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

/// The figures of each run, in columns.
fn table(figures: &[Figures]) -> String {
    let heads = ["model", "workers", "makespan", "speedup", "efficiency", "utilisation", "in progress", "at once"];
    let percent = |value: f64| format!("{:.0} %", value * 100.0);
    let row = |run: &Figures| {
        [
            run.model.name().to_owned(),
            run.workers.to_string(),
            format_ns(run.makespan_ns),
            format!("{:.2}", run.speedup),
            percent(run.efficiency),
            percent(run.utilisation),
            format!("{:.1}", run.mean_concurrency),
            format!("{:.1}", run.mean_parallelism),
        ]
    };
    let rows: Vec<[String; 8]> = [heads.map(str::to_owned)].into_iter().chain(figures.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 8] = std::array::from_fn(width);
    let line = |row: &[String; 8]| {
        let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ") + "\n"
    };
    rows.iter().map(line).collect()
}

/// What was found: once where all found the same.
fn answers(comparison: &Comparison) -> String {
    let mut runs: Vec<_> = comparison.all().map(|run| &run.answer).collect();
    runs.dedup();
    let line = |answer: &&crate::workload::Answer| {
        let verdict = if answer.verified { "verified" } else { "WRONG" };
        format!("Answer: {} ({verdict})\n", answer.text)
    };
    runs.iter().map(line).collect()
}
