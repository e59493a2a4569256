//! The table "which model for which work", filled by the reader's own machine.

use interleave::lab::Model;
use interleave::workload::Description;
use yew::prelude::*;

use super::controls::nature_name;
use super::live::Live;
use super::matrix::{Cell, Matrix, rows};
use super::sweep_view::progress;
use crate::markup::view;
use crate::numbers::{duration, fixed, join};
use crate::text::say;

/// The table and its button.
pub fn matrix_view(matrix: &Matrix, workers: u32, live: &Live, is_dead: bool) -> Html {
    let is_open = matrix.is_open();
    let onclick = live.on(move |live| if is_open { live.cancel() } else { live.fill_matrix() });
    let (done, total) = matrix.progress();
    let workers = if matrix.cells.is_empty() { workers } else { matrix.workers };
    let heads = Model::ALL.iter().map(|model| view!("<th scope=col>{}</th>", say::model_title(model.name())));
    let row = |description: &Description| {
        let cells: Vec<Html> = Model::ALL.iter().map(|model| cell(matrix, description.name, *model)).collect();
        let nature = say::workload_bound(nature_name(description.nature));
        let title = say::workload_title(description.name);
        view!("<tr><th scope=row>{}<small>{}</small></th>{}</tr>", title, nature, cells)
    };
    view!(
        "<section class=further data-testid=matrix>\
            <h2>{}</h2>\
            <div class=wide tabindex=0 role=region aria-label={}><table class=matrix>\
                <thead><tr><th scope=col>{}</th>{}</tr></thead>\
                <tbody>{}</tbody>\
            </table></div>\
            <div class=act>\
                <button type=button class=button data-testid={} disabled={} onclick={}>{}</button>{}\
                <span class=note>{}</span>\
            </div>\
        </section>",
        say::matrix_title(),
        say::matrix_title(),
        say::matrix_work(),
        heads.collect::<Vec<_>>(),
        rows().map(row).collect::<Vec<_>>(),
        if is_open { "matrix-cancel" } else { "matrix-run" },
        is_dead,
        onclick,
        if is_open { say::lab_cancel() } else { say::matrix_fill() },
        is_open.then(|| progress(done, total)),
        say::matrix_note(workers),
    )
}

fn cell(matrix: &Matrix, workload: &str, model: Model) -> Html {
    let quiet = |text: AttrValue| view!("<td class=quiet>{}</td>", text);
    let Some(cell) = matrix.row(workload).find(|cell| cell.model == model) else { return quiet("–".into()) };
    let Some(makespan_ns) = cell.makespan_ns() else {
        return quiet(if cell.runs.is_open() { "…".into() } else { say::matrix_none() });
    };
    let longest_ns = matrix.row(workload).filter_map(Cell::makespan_ns).max().unwrap_or(1).max(1);
    view!(
        "<td class={} style={}><span class=bar>{}</span></td>",
        matrix.is_best(workload, makespan_ns).then_some("best"),
        join(&["--share:", &fixed(makespan_ns as f64 / longest_ns as f64, 3)]),
        duration(makespan_ns)
    )
}
