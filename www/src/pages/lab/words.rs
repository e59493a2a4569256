//! The result in words: sentences that stay true in every case. Pure.

use interleave::lab::{Model, Plan, taking_turns, telling_ratio};
use interleave::workload::{Nature, find};

use super::model::{Entry, Lab};
use crate::numbers::{capital, fixed, in_words, join};

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

/// Who ran, as the subject of a sentence, and the verb: `four workers were`, or by the model, `the event loop was`.
fn subject(plan: &Plan, by_model: bool) -> [String; 2] {
    let (text, is_plural) = match (by_model, plan.model) {
        (true, Model::Sequential) => ("one task after another".to_owned(), false),
        (true, Model::EventLoop) => ("the event loop".to_owned(), false),
        (true, Model::Gil) => ("threads under a GIL".to_owned(), true),
        (true, Model::Threads) => ("free threads".to_owned(), true),
        (true, Model::Processes) => ("processes".to_owned(), true),
        (false, model) => {
            let noun = match (model, plan.workers) {
                (Model::Processes, 1) => " process",
                (Model::Processes, _) => " processes",
                (Model::Gil, 2..) => " workers under a GIL",
                (_, 1) => " worker",
                _ => " workers",
            };
            (join(&[&in_words(plan.workers), noun]), plan.workers > 1)
        }
    };
    [text, (if is_plural { " were " } else { " was " }).to_owned()]
}

/// A ratio in words: `3.7 times`.
fn times(ratio: f64) -> String {
    join(&[&fixed(ratio, if ratio < 9.95 { 1 } else { 0 }), " times"])
}

/// The run that the others are measured against: the first on one worker, else the first.
pub fn baseline(entries: &[Entry]) -> Option<&Entry> {
    entries.iter().find(|entry| entry.plan.workers == 1).or(entries.first())
}

/// The two runs that the headline is about, once all are over: the baseline, and the fastest other one.
fn compared(lab: &Lab) -> Option<[(&Entry, u64); 2]> {
    let base = baseline(&lab.entries)?;
    let mut best: Option<(&Entry, u64)> = None;
    for entry in &lab.entries {
        let makespan_ns = entry.figures()?.makespan_ns.max(1);
        if entry.run != base.run && best.is_none_or(|best| makespan_ns < best.1) {
            best = Some((entry, makespan_ns));
        }
    }
    Some([(base, base.figures()?.makespan_ns.max(1)), best?])
}

/// The sentence above the timelines.
pub fn headline(lab: &Lab) -> Headline {
    if lab.entries.is_empty() {
        return Headline::plain("The same tasks, run twice on your machine.".to_owned());
    }
    let Some([(base, base_ns), (best, best_ns)]) = compared(lab) else { return unfinished(lab) };
    // Of three runs and more, which two are meant is clear by their models only.
    let by_model = lab.entries.len() > 2 || best.plan.workers == base.plan.workers;
    let ([who, be], [whom, whom_be]) = (subject(&best.plan, by_model), subject(&base.plan, by_model));
    let is_waiting = lab.settings.nature() == Nature::Waiting;
    let ratio = base_ns as f64 / best_ns as f64;
    let most_workers = best.plan.workers.max(base.plan.workers);
    let telling = telling_ratio(base_ns.min(best_ns), most_workers > lab.cores);
    let lead = if is_waiting { "For this waiting work " } else { "" };
    let led = |whom: &str| if is_waiting { whom.to_owned() } else { capital(whom) };
    if lab.settings.config.tasks == 1 && most_workers > 1 && ratio * telling > 1.0 {
        // Whatever the two runs took, it was not the number of workers.
        return Headline {
            before: "One task occupies one worker: ".to_owned(),
            result: "more are no faster".to_owned(),
            after: ".".to_owned(),
            is_gain: false,
        };
    }
    if ratio >= telling {
        return Headline {
            before: join(&[&capital(&who), &be]),
            result: join(&[&times(ratio), " faster"]),
            after: join(&[" than ", &whom, "."]),
            is_gain: true,
        };
    }
    if ratio * telling > 1.0 {
        return Headline {
            before: join(&[lead, &led(&whom), &whom_be]),
            result: "about as fast".to_owned(),
            after: join(&[" as ", &who, "."]),
            is_gain: false,
        };
    }
    if is_waiting {
        return Headline {
            before: join(&[lead, &whom, &whom_be]),
            result: join(&[&times(1.0 / ratio), " faster"]),
            after: join(&[" than ", &who, "."]),
            is_gain: true,
        };
    }
    Headline {
        before: join(&[&capital(&who), " took "]),
        result: join(&[&times(1.0 / ratio), " as long"]),
        after: join(&[" as ", &whom, "."]),
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
    let runs = if lab.entries.len() == 2 {
        "Both runs do".to_owned()
    } else {
        join(&["All ", &in_words(lab.entries.len().max(2) as u32), " runs do"])
    };
    let tasks = lab.settings.config.tasks;
    if tasks == 1 {
        return join(&[&runs, " the same task."]);
    }
    let mut text = join(&[&runs, " the same ", &in_words(tasks), " tasks. "]);
    let nature = lab.settings.nature();
    // Two sentences are read, five are not: those that the headline compares, or else the first and the last.
    let entries = &lab.entries;
    let told = compared(lab).map(|compared| compared.map(|(entry, _)| entry.run));
    let (mut others, mut most_workers) = (String::new(), 0);
    for (index, entry) in entries.iter().enumerate() {
        let is_end = index == 0 || index + 1 == entries.len();
        if told.map_or(is_end, |told| told.contains(&entry.run)) {
            text.push_str(&sentence(&entry.plan, nature, lab.cores));
        } else {
            others.push_str(if others.is_empty() { "Also measured: " } else { ", " });
            others.push_str(entry.plan.model.title());
        }
        if takes_turns(&entry.plan, lab.cores) {
            most_workers = most_workers.max(entry.plan.workers);
        }
    }
    if !others.is_empty() {
        text.push_str(&join(&[&others, ". "]));
    }
    text.push_str(&taking_turns(most_workers, lab.cores).unwrap_or_default());
    text
}

/// Whether a run has more workers compute at once than there are cores for.
pub fn takes_turns(plan: &Plan, cores: u32) -> bool {
    let is_waiting = find(&plan.config.workload).is_some_and(|work| work.nature == Nature::Waiting);
    let is_parallel = matches!(plan.model, Model::Threads | Model::Processes);
    !is_waiting && is_parallel && plan.workers.min(plan.config.tasks) > cores
}

fn sentence(plan: &Plan, nature: Nature, cores: u32) -> String {
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
            let at_once = in_words(plan.workers.min(cores).min(plan.config.tasks));
            join(&[&capital(&workers), " free threads execute up to ", &at_once, " at the same instant. "])
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
pub fn detail(plan: &Plan, cores: u32) -> String {
    let noun = if plan.model == Model::Processes { " process" } else { " worker" };
    let mut text = join(&[&plan.workers.to_string(), noun]);
    if takes_turns(plan, cores) {
        let plural = if plan.model == Model::Processes { "es" } else { "s" };
        let on = if cores == 1 { " core" } else { " cores" };
        return join(&[&text, plural, " taking turns on ", &in_words(cores), on]);
    }
    text.push_str(match (plan.model, plan.workers) {
        (Model::Sequential, _) => ", one task after another",
        (Model::EventLoop, _) => ": concurrency",
        (_, 1) => "",
        (Model::Gil, _) => "s: concurrency, one lock",
        (Model::Threads, _) => "s: parallelism",
        (Model::Processes, _) => "es: parallelism",
    });
    text
}

#[cfg(test)]
mod tests {
    use super::super::model::{Figures, Phase};
    use super::super::settings::Settings;
    use super::*;
    use interleave::lab::Outcome;

    fn lab(runs: &[(Model, u32, u64)]) -> Lab {
        let mut lab = Lab::new(Settings::first(4), 4);
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
            (&[(EventLoop, 1, 1000), (Threads, 4, 990)], "One worker was about as fast as four workers."),
            (&[(EventLoop, 1, 1000), (Threads, 4, 850)], "Four workers were 1.2 times faster than one worker."),
            (&[(EventLoop, 1, 100), (Processes, 16, 340)], "16 processes took 3.4 times as long as one worker."),
            (&[(EventLoop, 1, 100), (Processes, 4, 120)], "Four processes took 1.2 times as long as one worker."),
            (&[(Gil, 4, 400), (Threads, 4, 100)], "Free threads were 4.0 times faster than threads under a GIL."),
            (
                &[(Sequential, 1, 400), (EventLoop, 1, 100)],
                "The event loop was 4.0 times faster than one task after another.",
            ),
            (
                &[(Sequential, 1, 400), (Gil, 4, 404), (Threads, 4, 100)],
                "Free threads were 4.0 times faster than one task after another.",
            ),
            (&[(Sequential, 1, 400), (Gil, 4, 404)], "One worker was about as fast as four workers under a GIL."),
        ] {
            assert_eq!(said(&lab(runs)), expect);
        }
    }

    #[test]
    fn what_may_be_chance_is_no_gain() {
        use Model::{EventLoop, Threads};
        let even = "One worker was about as fast as four workers.";
        assert_eq!(said(&lab(&[(EventLoop, 1, 1080), (Threads, 4, 1000)])), even);
        assert_eq!(said(&lab(&[(EventLoop, 1, 36), (Threads, 4, 30)])), even, "a short run");
        let crowded = said(&lab(&[(EventLoop, 1, 1180), (Threads, 16, 1000)]));
        assert_eq!(crowded, "One worker was about as fast as 16 workers.");
    }

    #[test]
    fn one_task_is_no_faster_on_many_workers() {
        for one_ms in [1_000, 1_600, 5_000] {
            let mut lab = lab(&[(Model::EventLoop, 1, one_ms), (Model::Threads, 4, 1_000)]);
            lab.settings.config.tasks = 1;
            assert_eq!(explanation(&lab), "Both runs do the same task.");
            assert_eq!(said(&lab), "One task occupies one worker: more are no faster.");
            assert!(!headline(&lab).is_gain);
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
        assert_eq!(even, "For this waiting work one worker was about as fast as four workers.");
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

    #[test]
    fn the_explanation_is_of_the_runs_that_the_headline_compares_and_names_the_others() {
        use Model::{EventLoop, Gil, Processes, Sequential, Threads};
        let runs = [(Sequential, 1, 400), (EventLoop, 1, 390), (Gil, 4, 380), (Threads, 4, 100), (Processes, 4, 160)];
        let said = explanation(&lab(&runs));
        assert!(said.starts_with("All five runs do the same twelve tasks. In sequence, "), "{said}");
        assert!(said.contains("Four free threads"), "{said}");
        assert!(said.ends_with("Also measured: Event loop, Threads under a GIL, Processes. "), "{said}");
    }

    #[test]
    fn no_more_are_said_to_execute_at_once_than_there_are_cores() {
        let lab = lab(&[(Model::EventLoop, 1, 500), (Model::Threads, 16, 130)]);
        let said = explanation(&lab);
        assert!(said.contains("16 free threads execute up to four at the same instant. "), "{said}");
        assert!(said.contains("4 cores here: at most 4 of 16 workers truly execute at an instant. "), "{said}");
        let details = |plan: &Plan| (detail(plan, 4), detail(plan, 16));
        let expect = ("16 workers taking turns on four cores".to_owned(), "16 workers: parallelism".to_owned());
        assert_eq!(details(&lab.entries[1].plan), expect);
        let mut waiting = lab.entries[1].plan.clone();
        waiting.config.workload = "downloads".to_owned();
        assert_eq!(detail(&waiting, 4), "16 workers: parallelism", "waiting takes no core");
        let mut few = lab.entries[1].plan.clone();
        few.config.tasks = 3;
        assert!(!takes_turns(&few, 4) && takes_turns(&few, 2), "workers without a task take no core");
    }
}
