//! The result in words: sentences that stay true in every case. Pure.

use interleave::lab::{Model, Plan};
use interleave::workload::Nature;

use super::model::{Entry, Lab};
use crate::numbers::{capital, fixed, in_words, join};

/// Makespans that differ by less than this share count as equal: runs of the same work differ by as much.
const EQUAL: f64 = 0.06;

/// A sentence in three parts, of which the middle one is the result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headline {
    pub before: String,
    pub result: String,
    pub after: String,
    /// Whether the result is good news.
    pub is_gain: bool,
}

impl Headline {
    fn plain(text: String) -> Self {
        Self { before: text, ..Self::default() }
    }
}

/// Who ran, as the subject of a sentence: `four workers`, `the event loop`.
fn subject(plan: &Plan, others: &Plan) -> String {
    if plan.workers == others.workers {
        return match plan.model {
            Model::Sequential => "one task after another".to_owned(),
            Model::EventLoop => "the event loop".to_owned(),
            Model::Gil => "threads under a GIL".to_owned(),
            Model::Threads => "free threads".to_owned(),
            Model::Processes => "processes".to_owned(),
        };
    }
    let noun = match (plan.model, plan.workers) {
        (Model::Processes, 1) => " process",
        (Model::Processes, _) => " processes",
        (Model::Gil, 2..) => " workers under a GIL",
        (_, 1) => " worker",
        _ => " workers",
    };
    join(&[&in_words(plan.workers), noun])
}

fn is_plural(plan: &Plan, others: &Plan) -> bool {
    plan.workers > 1
        || (plan.workers == others.workers && plan.model != Model::Sequential && plan.model != Model::EventLoop)
}

/// How much sooner, in words: `3.7 times sooner`, `18% sooner`.
fn sooner(ratio: f64) -> String {
    if ratio < 1.5 {
        join(&[&fixed((ratio - 1.0) * 100.0, 0), "% faster"])
    } else {
        join(&[&fixed(ratio, if ratio < 9.95 { 1 } else { 0 }), " times faster"])
    }
}

/// The run that the others are measured against: the first on one worker, else the first.
pub fn baseline(entries: &[Entry]) -> Option<&Entry> {
    entries.iter().find(|entry| entry.plan.workers == 1).or(entries.first())
}

/// The sentence above the timelines.
pub fn headline(lab: &Lab) -> Headline {
    let entries = &lab.entries;
    let Some(base) = baseline(entries) else {
        return Headline::plain("The same tasks, run twice on your machine.".to_owned());
    };
    let Some(base_ns) = base.figures().map(|figures| figures.makespan_ns as f64) else {
        return unfinished(lab);
    };
    if entries.iter().any(|entry| entry.figures().is_none()) {
        return unfinished(lab);
    }
    // The run that differs most from the baseline for the better; the fastest other one where none does.
    let others = entries.iter().filter(|entry| entry.run != base.run);
    let times = |entry: &&Entry| entry.figures().map_or(u64::MAX, |figures| figures.makespan_ns);
    let Some(best) = others.min_by_key(times) else { return unfinished(lab) };
    let best_ns = times(&best).max(1) as f64;
    let (who, whom) = (subject(&best.plan, &base.plan), subject(&base.plan, &best.plan));
    let be = if is_plural(&best.plan, &base.plan) { " were " } else { " was " };
    let is_waiting = lab.settings.nature() == Nature::Waiting;
    let ratio = base_ns / best_ns;
    if ratio > 1.0 + EQUAL {
        return Headline {
            before: join(&[&capital(&who), be]),
            result: sooner(ratio),
            after: join(&[" than ", &whom, "."]),
            is_gain: true,
        };
    }
    if ratio >= 1.0 / (1.0 + EQUAL) {
        let be = if is_plural(&base.plan, &best.plan) { " were " } else { " was " };
        let lead = if is_waiting { "For this waiting work " } else { "" };
        let whom = if is_waiting { whom } else { capital(&whom) };
        return Headline {
            before: join(&[lead, &whom, be]),
            result: "as fast".to_owned(),
            after: join(&[" as ", &who, "."]),
            is_gain: false,
        };
    }
    if is_waiting {
        let be = if is_plural(&base.plan, &best.plan) { " were " } else { " was " };
        return Headline {
            before: join(&["For this waiting work ", &whom, be]),
            result: sooner(1.0 / ratio),
            after: join(&[" than ", &who, "."]),
            is_gain: true,
        };
    }
    let slower = base_ns.max(1.0);
    Headline {
        before: join(&[&capital(&who), " took "]),
        result: if best_ns / slower < 1.5 {
            join(&[&fixed((best_ns / slower - 1.0) * 100.0, 0), "% longer"])
        } else {
            join(&[&fixed(best_ns / slower, 1), " times as long"])
        },
        after: join(&[if best_ns / slower < 1.5 { " than " } else { " as " }, &whom, "."]),
        is_gain: false,
    }
}

fn unfinished(lab: &Lab) -> Headline {
    let tasks =
        join(&[&in_words(lab.settings.config.tasks), if lab.settings.config.tasks == 1 { " task" } else { " tasks" }]);
    if let Some(entry) = lab.entries.iter().find(|entry| entry.is_open()) {
        let on = match (entry.plan.model, entry.plan.workers) {
            (Model::Processes, 1) => "in one process".to_owned(),
            (Model::Processes, workers) => join(&["in ", &in_words(workers), " processes"]),
            (_, 1) => "on one worker".to_owned(),
            (_, workers) => join(&["on ", &in_words(workers), " workers"]),
        };
        return Headline::plain(join(&["Running ", &tasks, " ", &on, "…"]));
    }
    Headline::plain("Not every run came to its end.".to_owned())
}

/// What the timelines show, in a sentence or two.
pub fn explanation(lab: &Lab) -> String {
    let tasks = join(&[
        &in_words(lab.settings.config.tasks),
        " ",
        if lab.settings.config.tasks == 1 { "task" } else { "tasks" },
    ]);
    let runs = if lab.entries.len() == 2 {
        "Both runs do".to_owned()
    } else {
        join(&["All ", &in_words(lab.entries.len().max(2) as u32), " runs do"])
    };
    let mut text = join(&[&runs, " the same ", &tasks, ". "]);
    let nature = lab.settings.nature();
    // Two sentences are read, five are not: the first and the last model stand for the range.
    let ends = [lab.entries.first(), lab.entries.last().filter(|_| lab.entries.len() > 1)];
    for entry in ends.into_iter().flatten() {
        text.push_str(&sentence(&entry.plan, nature));
    }
    text
}

fn sentence(plan: &Plan, nature: Nature) -> String {
    let workers = in_words(plan.workers);
    match (plan.model, nature) {
        (Model::Sequential, Nature::Computing) => "In sequence, each task waits for the one before. ".to_owned(),
        (Model::Sequential, _) => "In sequence, the worker sits through every wait. ".to_owned(),
        (Model::EventLoop, Nature::Computing) => {
            "The event loop’s one worker takes turns: all are in progress, one executes at any instant. ".to_owned()
        }
        (Model::EventLoop, _) => {
            "The event loop’s one worker goes on with another task whenever one waits. ".to_owned()
        }
        (Model::Gil, Nature::Computing) => {
            "Under a GIL only the thread that holds the lock computes; the others stand ready. ".to_owned()
        }
        (Model::Gil, _) => "Under a GIL a thread that waits lets the next one compute. ".to_owned(),
        (Model::Threads, _) if plan.workers == 1 => "One free thread does them one after another. ".to_owned(),
        (Model::Threads, Nature::Computing) => {
            join(&[&capital(&workers), " free threads execute up to ", &workers, " at the same instant. "])
        }
        (Model::Threads, _) => join(&[&capital(&workers), " free threads wait for up to ", &workers, " at a time. "]),
        (Model::Processes, _) if plan.workers == 1 => {
            "One process gets copies of its arguments and sends its results back. ".to_owned()
        }
        (Model::Processes, _) => {
            join(&[&capital(&workers), " processes work side by side, after starting up and copying their arguments. "])
        }
    }
}

/// What a timeline's caption says besides the model.
pub fn detail(plan: &Plan) -> String {
    let workers = plan.workers.to_string();
    match (plan.model, plan.workers) {
        (Model::Sequential, _) => "1 worker, one task after another".to_owned(),
        (Model::EventLoop, _) => "1 worker: concurrency".to_owned(),
        (Model::Gil, 1) => "1 worker".to_owned(),
        (Model::Gil, _) => join(&[&workers, " workers: concurrency, one lock"]),
        (Model::Threads, 1) => "1 worker".to_owned(),
        (Model::Threads, _) => join(&[&workers, " workers: parallelism"]),
        (Model::Processes, 1) => "1 process".to_owned(),
        (Model::Processes, _) => join(&[&workers, " processes: parallelism"]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Figures, Phase};
    use super::super::settings::Settings;
    use super::*;
    use interleave::lab::Outcome;

    fn lab(runs: &[(Model, u32, u64)]) -> Lab {
        let mut lab = Lab::new(Settings::first(4));
        let entry = |(&(model, workers, makespan_ms), run): (&(Model, u32, u64), u32)| Entry {
            plan: lab.settings.plan(model, workers),
            run,
            phase: Phase::Done(
                Figures { makespan_ns: makespan_ms * 1_000_000, ..Figures::default() },
                Outcome { answer: None },
            ),
        };
        lab.entries = runs.iter().zip(1..).map(entry).collect();
        lab
    }

    fn said(lab: &Lab) -> String {
        let Headline { before, result, after, .. } = headline(lab);
        [before, result, after].concat()
    }

    #[test]
    fn the_headline_is_true_whoever_was_faster() {
        use Model::{EventLoop, Gil, Processes, Sequential, Threads};
        for (runs, expect) in [
            (&[(EventLoop, 1, 1140), (Threads, 4, 310)][..], "Four workers were 3.7 times faster than one worker."),
            (&[(EventLoop, 1, 1000), (Threads, 4, 990)], "One worker was as fast as four workers."),
            (&[(EventLoop, 1, 1000), (Threads, 4, 850)], "Four workers were 18% faster than one worker."),
            (&[(EventLoop, 1, 100), (Processes, 16, 340)], "16 processes took 3.4 times as long as one worker."),
            (&[(EventLoop, 1, 100), (Processes, 4, 120)], "Four processes took 20% longer than one worker."),
            (&[(Gil, 4, 400), (Threads, 4, 100)], "Free threads were 4.0 times faster than threads under a GIL."),
            (
                &[(Sequential, 1, 400), (EventLoop, 1, 100)],
                "The event loop was 4.0 times faster than one task after another.",
            ),
            (
                &[(Sequential, 1, 400), (Gil, 4, 404), (Threads, 4, 100)],
                "Four workers were 4.0 times faster than one worker.",
            ),
            (&[(Sequential, 1, 400), (Gil, 4, 404)], "One worker was as fast as four workers under a GIL."),
        ] {
            assert_eq!(said(&lab(runs)), expect);
        }
    }

    #[test]
    fn waiting_work_is_said_to_be_waiting() {
        let said_of = |runs: &[(Model, u32, u64)]| {
            let mut lab = lab(runs);
            lab.settings.config.workload = "downloads".to_owned();
            said(&lab)
        };
        let even = said_of(&[(Model::EventLoop, 1, 1000), (Model::Threads, 4, 1010)]);
        assert_eq!(even, "For this waiting work one worker was as fast as four workers.");
        let slower = said_of(&[(Model::EventLoop, 1, 100), (Model::Gil, 4, 150)]);
        assert_eq!(slower, "For this waiting work one worker was 1.5 times faster than four workers under a GIL.");
    }

    #[test]
    fn before_the_end_nothing_is_claimed() {
        let mut lab = lab(&[(Model::EventLoop, 1, 5), (Model::Threads, 4, 5)]);
        lab.entries[1].phase = Phase::Running;
        assert_eq!(said(&lab), "Running twelve tasks on four workers…");
        lab.entries[1].phase = Phase::Cancelled;
        assert_eq!(said(&lab), "Not every run came to its end.");
        lab.entries.clear();
        assert_eq!(said(&lab), "The same tasks, run twice on your machine.");
    }

    #[test]
    fn the_explanation_speaks_of_what_is_shown() {
        let lab = lab(&[(Model::EventLoop, 1, 5), (Model::Threads, 4, 5)]);
        assert_eq!(
            explanation(&lab),
            "Both runs do the same twelve tasks. The event loop’s one worker takes turns: all are in progress, one executes at any instant. Four free threads execute up to four at the same instant. "
        );
    }
}
