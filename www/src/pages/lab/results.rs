//! What a comparison came to, for the page around an embedded lab: figures and verdicts as JSON. Pure.

use super::model::{Entry, Lab, Phase};
use super::words;
use crate::embed::json;
use crate::numbers::join;

/// The message about a comparison that is over.
pub fn told(lab: &Lab) -> String {
    let base = words::baseline(&lab.entries).and_then(Entry::figures);
    let speedup = |makespan_ns: u64| base.map_or(f64::NAN, |base| base.makespan_ns as f64 / makespan_ns.max(1) as f64);
    let mut runs = Vec::new();
    let mut fastest: Option<(&str, u64)> = None;
    for entry in &lab.entries {
        let Phase::Done(figures, outcome) = &entry.phase else { continue };
        let (model, makespan_ns) = (entry.plan.model.name(), figures.makespan_ns);
        if fastest.is_none_or(|fastest| makespan_ns < fastest.1) {
            fastest = Some((model, makespan_ns));
        }
        let speedup = speedup(makespan_ns);
        let answer = outcome.answer.as_ref();
        runs.push(json::object(&[
            ("model", json::text(model)),
            ("workers", entry.plan.workers.to_string()),
            ("makespanNs", makespan_ns.to_string()),
            ("speedup", json::number(speedup)),
            ("efficiency", json::number(speedup / f64::from(entry.plan.workers.max(1)))),
            ("utilisation", json::number(figures.utilisation)),
            ("inProgress", json::number(figures.in_progress)),
            ("atOnce", json::number(figures.at_once)),
            ("droppedRecords", figures.dropped.to_string()),
            ("answer", json::text(answer.map_or("", |answer| &answer.text))),
            ("verified", json::flag(answer.is_some_and(|answer| answer.verified))),
        ]));
    }
    let is_verified = |entry: &Entry| matches!(&entry.phase, Phase::Done(_, outcome) if outcome.answer.as_ref().is_some_and(|answer| answer.verified));
    let headline = words::headline(lab);
    let (fastest, fastest_ns) = fastest.unwrap_or_default();
    json::object(&[
        ("type", json::text("results")),
        ("workload", json::text(&lab.settings.config.workload)),
        ("tasks", lab.settings.config.tasks.to_string()),
        ("cores", lab.cores.to_string()),
        ("runs", json::list(&runs)),
        (
            "verdicts",
            json::object(&[
                ("complete", json::flag(runs.len() == lab.entries.len())),
                ("verified", json::flag(!runs.is_empty() && lab.entries.iter().all(is_verified))),
                ("fastest", json::text(fastest)),
                ("speedup", json::number(speedup(fastest_ns))),
                ("headline", json::text(&join(&[&headline.before, &headline.result, &headline.after]))),
            ]),
        ),
        ("repaired", json::list(&lab.repaired.iter().map(|said| json::text(&said.said())).collect::<Vec<_>>())),
    ])
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use interleave::lab::Outcome;
    use interleave::workload::Answer;
    use yew::Reducible;

    use super::super::model::{Action, Figures};
    use super::super::settings::Settings;
    use super::*;

    #[test]
    fn a_comparison_is_told_with_figures_and_verdicts() {
        let settings = Settings::first(4);
        let runs = settings.plans().into_iter().zip(1..).collect();
        let mut lab = Rc::new(Lab::new(settings, 4)).reduce(Action::Compare(runs));
        for (run, makespan_ns, verified) in [(1, 1_000_000, true), (2, 250_000, false)] {
            let answer = Some(Answer { text: "42".to_owned(), verified });
            let figures = Figures { makespan_ns, utilisation: 0.5, ..Figures::default() };
            lab = lab.reduce(Action::Finished(run, Outcome { answer }, figures));
        }
        let told = told(&lab);
        for part in [
            r#"{"type":"results","workload":"mandelbrot","tasks":12,"cores":4,"runs":[{"model":"event-loop","#,
            r#""makespanNs":250000,"speedup":4.000,"efficiency":1.000,"utilisation":0.500"#,
            r#""answer":"42","verified":false}"#,
            r#""verdicts":{"complete":true,"verified":false,"fastest":"threads","speedup":4.000,"headline":""#,
            r#""repaired":[]}"#,
        ] {
            assert!(told.contains(part), "{part} is not in {told}");
        }
    }
}
