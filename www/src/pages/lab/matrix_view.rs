//! The table "which model for which work", filled by the reader's own machine.

use interleave::lab::Model;
use interleave::workload::{Description, Nature};
use yew::prelude::*;

use super::live::Live;
use super::matrix::{CellState, Matrix, rows};
use super::sweep_view::progress;
use crate::markup::view;
use crate::numbers::{duration, fixed, join};

/// The table and its button.
pub fn matrix_view(matrix: &Matrix, live: &Live, is_dead: bool) -> Html {
    let is_open = matrix.is_open();
    let onclick = live.on(move |live| if is_open { live.cancel() } else { live.fill_matrix() });
    let (done, total) = matrix.progress();
    let heads: Vec<Html> = Model::ALL.iter().map(|model| view!("<th scope=col>{}</th>", model.title())).collect();
    let row = |description: &Description| {
        let cells: Vec<Html> = Model::ALL.iter().map(|model| cell(matrix, description.name, *model)).collect();
        let nature = bound(description.nature);
        view!("<tr><th scope=row>{}<small>{}</small></th>{}</tr>", description.title, nature, cells)
    };
    view!(
        "<section data-testid=matrix>\
            <h2>Which model for which work</h2>\
            <div class=wide tabindex=0 role=region aria-label='Which model for which work'><table class=matrix>\
                <thead><tr><th scope=col>Work</th>{}</tr></thead>\
                <tbody>{}</tbody>\
            </table></div>\
            <div class=act>\
                <button type=button class=button data-testid={} disabled={} onclick={}>{}</button>{}\
                <span class=note>Twelve even tasks each, run here one after another. \
                The bar is the time against the row’s longest.</span>\
            </div>\
        </section>",
        heads,
        rows().map(row).collect::<Vec<_>>(),
        if is_open { "matrix-cancel" } else { "matrix-run" },
        is_dead,
        onclick,
        if is_open { "Cancel" } else { "Fill the table" },
        is_open.then(|| progress(done, total)),
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
    match matrix.cell(workload, model).map(|cell| cell.state) {
        None => quiet("–"),
        Some(CellState::Open) => quiet("…"),
        Some(CellState::Missing) => quiet("none"),
        Some(CellState::Done(makespan_ns)) => {
            let mut longest_ns = 1;
            for other in matrix.cells.iter().filter(|other| other.workload == workload) {
                if let CellState::Done(other_ns) = other.state {
                    longest_ns = longest_ns.max(other_ns);
                }
            }
            let share = makespan_ns as f64 / longest_ns as f64;
            let is_best = matrix.best_ns(workload) == Some(makespan_ns);
            view!(
                "<td class={} style={}><span class=bar>{}</span></td>",
                is_best.then_some("best"),
                join(&["--share:", &fixed(share, 3)]),
                duration(makespan_ns)
            )
        }
    }
}
