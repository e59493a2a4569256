//! The table of what was measured.

use yew::prelude::*;

use super::model::{Entry, Lab, Phase};
use super::words::baseline;
use crate::numbers::{duration, fixed, join, percent, times};

/// The table of the comparison.
pub fn measured(entries: &[Entry]) -> Html {
    let base_ns = baseline(entries).and_then(Entry::figures).map(|figures| figures.makespan_ns as f64);
    let best = entries.iter().filter_map(Entry::figures).map(|figures| figures.makespan_ns).min();
    let row = |entry: &Entry| {
        let workers = entry.plan.workers;
        let title = html! { <><th scope="row">{ entry.plan.model.title() }</th><td>{ workers }</td></> };
        match &entry.phase {
            Phase::Done(figures, outcome) => {
                let speedup = base_ns.map(|base_ns| base_ns / figures.makespan_ns.max(1) as f64);
                let answer = outcome.answer.as_ref();
                let is_best = best == Some(figures.makespan_ns);
                html! {
                    <tr class={is_best.then_some("best")} data-testid={join(&["row-", entry.plan.model.name()])}
                        data-makespan-ns={figures.makespan_ns.to_string()}>
                        { title }
                        <td>{ duration(figures.makespan_ns) }</td>
                        <td>{ speedup.map(times) }</td>
                        <td>{ speedup.map(|speedup| percent(speedup / f64::from(workers.max(1)))) }</td>
                        <td>{ percent(figures.utilisation) }</td>
                        <td>{ fixed(figures.in_progress, 1) }</td>
                        <td>{ fixed(figures.at_once, 1) }</td>
                        <td class="answer">
                            if let Some(answer) = answer {
                                <span class={if answer.verified { "right" } else { "wrong" }}
                                    data-verified={answer.verified.to_string()}>
                                    { if answer.verified { "✓ " } else { "✗ wrong: " } }{ &answer.text }
                                </span>
                            }
                        </td>
                    </tr>
                }
            }
            phase => html! {
                <tr>{ title }<td colspan="7" class="quiet">{ match phase {
                    Phase::Queued => "waits its turn",
                    Phase::Running => "running",
                    Phase::Cancelled => "cancelled",
                    Phase::Refused(reason) => reason,
                    Phase::Done(..) => "",
                } }</td></tr>
            },
        }
    };
    html! {
        <section>
            <h2>{ "Measured" }</h2>
            <div class="wide" tabindex="0" role="region" aria-label="Measured">
                <table data-testid="measured">
                    <thead><tr>
                        { for ["Model", "Workers", "Makespan", "Speedup", "Efficiency", "Utilisation", "In progress", "At once", "Answer"]
                            .map(|text| html! { <th scope="col">{ text }</th> }) }
                    </tr></thead>
                    <tbody>{ for entries.iter().map(row) }</tbody>
                </table>
            </div>
            <p class="note">{ note(entries) }</p>
        </section>
    }
}

fn note(entries: &[Entry]) -> String {
    let dropped: u64 = entries.iter().filter_map(Entry::figures).map(|figures| figures.dropped).sum();
    let base = baseline(entries).map_or("", |entry| entry.plan.model.title());
    let mut text = join(&["Speedup is against ", base, ". In progress and at once are means over the run. "]);
    if dropped > 0 {
        text.push_str(&join(&[
            &dropped.to_string(),
            " records did not fit and were dropped: the timelines lack them.",
        ]));
    }
    text
}

/// What the sender of the link had measured, in words.
pub fn received(lab: &Lab) -> Option<String> {
    let (models, results_us) = lab.received.as_ref()?;
    let parts: Vec<String> = models
        .iter()
        .zip(results_us)
        .map(|(model, us)| join(&[model.title(), " ", &duration(us.saturating_mul(1_000))]))
        .collect();
    Some(join(&["The link’s sender measured: ", &parts.join(", "), "."]))
}
