//! The table "which model for which work", filled by the reader's own machine.

use interleave::lab::Model;
use interleave::workload::Nature;
use yew::prelude::*;

use super::live::Live;
use super::matrix::{CellState, Matrix, rows};
use super::sweep_view::progress;
use crate::numbers::{duration, fixed, join};

/// The table and its button.
pub fn matrix_view(matrix: &Matrix, live: &Live, is_dead: bool) -> Html {
    let is_open = matrix.is_open();
    let onclick = {
        let live = live.clone();
        Callback::from(move |_: MouseEvent| if is_open { live.cancel() } else { live.fill_matrix() })
    };
    let (done, total) = matrix.progress();
    html! {
        <section data-testid="matrix">
            <h2>{ "Which model for which work" }</h2>
            <div class="wide" tabindex="0" role="region" aria-label="Which model for which work"><table class="matrix">
                <thead><tr><th scope="col">{ "Work" }</th>
                    { for Model::ALL.map(|model| html! { <th scope="col">{ model.title() }</th> }) }
                </tr></thead>
                <tbody>{ for rows().map(|description| html! {
                    <tr>
                        <th scope="row">{ description.title }<small>{ bound(description.nature) }</small></th>
                        { for Model::ALL.map(|model| cell(matrix, description.name, model)) }
                    </tr>
                }) }</tbody>
            </table></div>
            <div class="act">
                <button type="button" class="button" data-testid={if is_open { "matrix-cancel" } else { "matrix-run" }}
                    disabled={is_dead} {onclick}>{ if is_open { "Cancel" } else { "Fill the table" } }</button>
                if is_open { { progress(done, total) } }
                <span class="note">{ "Twelve even tasks each, run here one after another. The bar is the time against the row’s longest." }</span>
            </div>
        </section>
    }
}

fn bound(nature: Nature) -> &'static str {
    match nature {
        Nature::Computing => "CPU-bound",
        Nature::Waiting => "I/O-bound",
        Nature::Mixed => "mixed",
    }
}

fn cell(matrix: &Matrix, workload: &str, model: Model) -> Html {
    let Some(cell) = matrix.cell(workload, model) else { return html! { <td class="quiet">{ "–" }</td> } };
    match cell.state {
        CellState::Open => html! { <td class="quiet">{ "…" }</td> },
        CellState::Missing => html! { <td class="quiet">{ "none" }</td> },
        CellState::Done(makespan_ns) => {
            let of_row = |other: &&super::matrix::Cell| other.workload == workload;
            let longest_ns = matrix.cells.iter().filter(of_row).map(|other| match other.state {
                CellState::Done(other_ns) => other_ns,
                _ => 0,
            });
            let share = makespan_ns as f64 / longest_ns.max().unwrap_or(1).max(1) as f64;
            let is_best = matrix.best_ns(workload) == Some(makespan_ns);
            html! {
                <td class={is_best.then_some("best")} style={join(&["--share:", &fixed(share, 3)])}>
                    <span class="bar">{ duration(makespan_ns) }</span>
                </td>
            }
        }
    }
}
