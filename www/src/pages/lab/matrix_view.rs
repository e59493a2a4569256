//! The table "which model for which work", filled by the reader's own machine.

use interleave::lab::Model;
use interleave::workload::{Description, Nature};
use yew::prelude::*;

use super::live::Live;
use super::matrix::{Cell, Matrix, rows};
use super::sweep_view::progress;
use crate::markup::view;
use crate::numbers::{duration, fixed, join};

/// The table and its button.
pub fn matrix_view(matrix: &Matrix, workers: u32, live: &Live, is_dead: bool) -> Html {
    let is_open = matrix.is_open();
    let onclick = live.on(move |live| if is_open { live.cancel() } else { live.fill_matrix() });
    let (done, total) = matrix.progress();
    let workers = if matrix.cells.is_empty() { workers } else { matrix.workers }.to_string();
    let note = [
        "Twelve even tasks each, models of several workers on ",
        &workers,
        ": the median of three runs. The bar is the time against the row’s longest; what is less than a tenth from the \
         best counts as equal.",
    ];
    let heads: Vec<Html> = Model::ALL.iter().map(|model| view!("<th scope=col>{}</th>", model.title())).collect();
    let row = |description: &Description| {
        let cells: Vec<Html> = Model::ALL.iter().map(|model| cell(matrix, description.name, *model)).collect();
        let nature = bound(description.nature);
        view!("<tr><th scope=row>{}<small>{}</small></th>{}</tr>", description.title, nature, cells)
    };
    view!(
        "<section class=further data-testid=matrix>\
            <h2>Which model for which work</h2>\
            <div class=wide tabindex=0 role=region aria-label='Which model for which work'><table class=matrix>\
                <thead><tr><th scope=col>Work</th>{}</tr></thead>\
                <tbody>{}</tbody>\
            </table></div>\
            <div class=act>\
                <button type=button class=button data-testid={} disabled={} onclick={}>{}</button>{}\
                <span class=note>{}</span>\
            </div>\
        </section>",
        heads,
        rows().map(row).collect::<Vec<_>>(),
        if is_open { "matrix-cancel" } else { "matrix-run" },
        is_dead,
        onclick,
        if is_open { "Cancel" } else { "Fill the table" },
        is_open.then(|| progress(done, total)),
        join(&note),
    )
}

fn bound(nature: Nature) -> &'static str {
    match nature {
        Nature::Computing => "CPU-bound",
        Nature::Waiting => "I/O-bound",
        Nature::Mixed => "mixed",
    }
}

fn cell(matrix: &Matrix, workload: &str, model: Model) -> Html {
    let quiet = |text: &'static str| view!("<td class=quiet>{}</td>", text);
    let Some(cell) = matrix.row(workload).find(|cell| cell.model == model) else { return quiet("–") };
    let Some(makespan_ns) = cell.makespan_ns() else { return quiet(if cell.runs.is_open() { "…" } else { "none" }) };
    let longest_ns = matrix.row(workload).filter_map(Cell::makespan_ns).max().unwrap_or(1).max(1);
    view!(
        "<td class={} style={}><span class=bar>{}</span></td>",
        matrix.is_best(workload, makespan_ns).then_some("best"),
        join(&["--share:", &fixed(makespan_ns as f64 / longest_ns as f64, 3)]),
        duration(makespan_ns)
    )
}
