//! The table of what was measured.

use interleave::lab::{taking_turns, telling_ratio};
use yew::prelude::*;

use super::model::{Entry, Lab, Phase};
use super::words::{baseline, takes_turns};
use crate::markup::view;
use crate::numbers::{duration, fixed, join, percent, times};

/// The table of the comparison.
pub fn measured(lab: &Lab) -> Html {
    let entries = &lab.entries[..];
    let crowded = entries.iter().filter(|entry| takes_turns(&entry.plan, lab.cores));
    let turns = taking_turns(crowded.map(|entry| entry.plan.workers).max().unwrap_or(0), lab.cores);
    let mark = if turns.is_some() { "*" } else { "" };
    let base_ns = baseline(entries).and_then(Entry::figures).map(|figures| figures.makespan_ns as f64);
    let best_ns = entries.iter().filter_map(Entry::figures).map(|figures| figures.makespan_ns).min().unwrap_or(0);
    let best_to_ns = best_ns as f64 * telling_ratio(best_ns, turns.is_some());
    let row = |entry: &Entry| {
        let workers = entry.plan.workers;
        let title = entry.plan.model.title();
        let instead = match &entry.phase {
            Phase::Done(figures, outcome) => {
                let speedup = base_ns.map(|base_ns| base_ns / figures.makespan_ns.max(1) as f64);
                let is_best = (figures.makespan_ns as f64) < best_to_ns;
                let answer = outcome.answer.as_ref().map(|answer| {
                    view!(
                        "<span class={} data-verified={}>{}{}</span>",
                        if answer.verified { "right" } else { "wrong" },
                        if answer.verified { "true" } else { "false" },
                        if answer.verified { "✓ " } else { "✗ wrong: " },
                        answer.text.clone()
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
                    fixed(figures.in_progress, 1),
                    fixed(figures.at_once, 1),
                    answer,
                );
            }
            Phase::Queued => "waits its turn",
            Phase::Running => "running",
            Phase::Cancelled => "cancelled",
            Phase::Refused(reason) => reason,
        };
        let instead = instead.to_owned();
        view!("<tr><th scope=row>{}</th><td>{}</td><td colspan=7 class=quiet>{}</td></tr>", title, workers, instead)
    };
    view!(
        "<section>\
            <h2>Measured</h2>\
            <div class=wide tabindex=0 role=region aria-label=Measured>\
                <table data-testid=measured>\
                    <thead><tr>\
                        <th scope=col>Model</th><th scope=col>Workers</th><th scope=col>Makespan</th>\
                        <th scope=col>Speedup</th><th scope=col>Efficiency</th><th scope=col>Utilisation{}</th>\
                        <th scope=col>In progress</th><th scope=col>At once{}</th><th scope=col>Answer</th>\
                    </tr></thead>\
                    <tbody>{}</tbody>\
                </table>\
            </div>\
            <p class=note>{}</p>\
        </section>",
        mark,
        mark,
        entries.iter().map(row).collect::<Vec<_>>(),
        note(entries, turns)
    )
}

fn note(entries: &[Entry], turns: Option<String>) -> String {
    let dropped: u64 = entries.iter().filter_map(Entry::figures).map(|figures| figures.dropped).sum();
    let base = baseline(entries).map_or("", |entry| entry.plan.model.title());
    let mut text = join(&["Speedup is against ", base, ". In progress and at once are means over the run. "]);
    if let Some(turns) = turns {
        text.push_str(&join(&["* ", &turns, " A worker that waits for its turn counts here as one that executes. "]));
    }
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
