//! The table of what was measured.

use interleave::lab::{Model, telling_ratio};
use yew::prelude::*;

use super::answer::answer as said;
use super::model::{Entry, Lab, Phase};
use super::words::{baseline, takes_turns, turns};
use crate::markup::view;
use crate::numbers::{duration, join, list, number, percent, sentences, times};
use crate::text::say;

/// The table of the comparison.
pub fn measured(lab: &Lab) -> Html {
    let entries = &lab.entries[..];
    let crowded = entries.iter().filter(|entry| takes_turns(&entry.plan, lab.cores));
    let turns = turns(crowded.map(|entry| entry.plan.workers).max().unwrap_or(0), lab.cores);
    let mark = if turns.is_some() { "*" } else { "" };
    let base_ns = baseline(entries).and_then(Entry::figures).map(|figures| figures.makespan_ns as f64);
    let best_ns = entries.iter().filter_map(Entry::figures).map(|figures| figures.makespan_ns).min().unwrap_or(0);
    let best_to_ns = best_ns as f64 * telling_ratio(best_ns, turns.is_some());
    let row = |entry: &Entry| {
        let workers = entry.plan.workers;
        let title = say::model_title(entry.plan.model.name());
        let instead = match &entry.phase {
            Phase::Done(figures, outcome) => {
                let speedup = base_ns.map(|base_ns| base_ns / figures.makespan_ns.max(1) as f64);
                let is_best = (figures.makespan_ns as f64) < best_to_ns;
                let answer = outcome.answer.as_ref().map(|answer| {
                    let mark =
                        if answer.verified { "✓ ".into() } else { join(&["✗ ", &say::measured_wrong(), " "]) };
                    view!(
                        "<span class={} data-verified={}>{}{}</span>",
                        if answer.verified { "right" } else { "wrong" },
                        if answer.verified { "true" } else { "false" },
                        mark,
                        if answer.verified {
                            said(&entry.plan.config.workload, &answer.text)
                        } else {
                            answer.text.clone()
                        }
                    )
                });
                return view!(
                    "<tr class={} data-testid={} data-makespan-ns={}><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td>\
                    <td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=answer>{}</td></tr>",
                    is_best.then_some("best"),
                    join(&["row-", entry.plan.model.name()]),
                    figures.makespan_ns.to_string(),
                    title,
                    workers,
                    duration(figures.makespan_ns),
                    speedup.map(times),
                    speedup.map(|speedup| percent(speedup / f64::from(workers.max(1)))),
                    percent(figures.utilisation),
                    number(figures.in_progress, 1, 1),
                    number(figures.at_once, 1, 1),
                    answer,
                );
            }
            Phase::Queued => say::figure_waits_turn(),
            Phase::Running => say::measured_running(),
            Phase::Cancelled => say::figure_cancelled(),
            Phase::Refused(reason) => reason.said().into(),
        };
        view!("<tr><th scope=row>{}</th><td>{}</td><td colspan=7 class=quiet>{}</td></tr>", title, workers, instead)
    };
    let mut heads = Vec::new();
    for (name, mark) in [
        (say::measured_model(), ""),
        (say::measured_workers(), ""),
        (say::measured_makespan(), ""),
        (say::measured_speedup(), ""),
        (say::measured_efficiency(), ""),
        (say::measured_utilisation(), mark),
        (say::measured_in_progress(), ""),
        (say::measured_at_once(), mark),
        (say::measured_answer(), ""),
    ] {
        heads.push(view!("<th scope=col>{}{}</th>", name, mark));
    }
    view!(
        "<section>\
            <h2>{}</h2>\
            <div class=wide tabindex=0 role=region aria-label={}>\
                <table data-testid=measured>\
                    <thead><tr>{}</tr></thead>\
                    <tbody>{}</tbody>\
                </table>\
            </div>\
            <p class=note>{}</p>\
        </section>",
        say::measured_title(),
        say::measured_title(),
        heads,
        entries.iter().map(row).collect::<Vec<_>>(),
        note(entries, turns)
    )
}

fn note(entries: &[Entry], turns: Option<String>) -> String {
    let dropped: u64 = entries.iter().filter_map(Entry::figures).map(|figures| figures.dropped).sum();
    let base = baseline(entries).map(|entry| say::measured_note(&say::model_title(entry.plan.model.name())));
    let has_turns = turns.is_some();
    sentences([
        base,
        turns.map(|turns| join(&["* ", &turns])),
        has_turns.then(|| say::measured_turns().to_string()),
        (dropped > 0).then(|| say::measured_dropped(dropped as f64)),
    ])
}

/// What the sender of the link had measured, in words.
pub fn received(lab: &Lab) -> Option<String> {
    let (models, results_us) = lab.received.as_ref()?;
    let run = |(model, us): (&Model, &u64)| {
        say::lab_received_run(&say::model_title(model.name()), &duration(us.saturating_mul(1_000)))
    };
    Some(say::lab_received(&list(models.iter().zip(results_us).map(run))))
}
