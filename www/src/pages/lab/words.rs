//! The result in words: sentences that stay true in every case. Pure.

use interleave::lab::{Model, Plan, telling_ratio};
use interleave::workload::{Nature, find};

use super::controls::nature_name;
use super::model::{Entry, Lab};
use crate::numbers::{list, ratio_of, sentences};
use crate::text::say;

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
    /// A sentence whose result stands between `<b>` and `</b>`, if it has one.
    fn new(text: &str, is_gain: bool) -> Self {
        let (before, rest) = text.split_once("<b>").unwrap_or((text, ""));
        let (result, after) = rest.split_once("</b>").unwrap_or((rest, ""));
        Self { before: before.to_owned(), result: result.to_owned(), after: after.to_owned(), is_gain }
    }
}

/// Who ran: by the model, or so many workers; and the number that the verb agrees with.
fn who(plan: &Plan, by_model: bool) -> (&'static str, u32) {
    match (by_model, plan.model) {
        (true, Model::Sequential | Model::EventLoop) => (plan.model.name(), 1),
        (true, _) => (plan.model.name(), 2),
        (false, Model::Processes) => ("counted-processes", plan.workers),
        (false, Model::Gil) => ("counted-gil", plan.workers),
        (false, _) => ("counted-workers", plan.workers),
    }
}

/// What runs a plan, as messages know it.
fn unit(plan: &Plan) -> &'static str {
    if plan.model == Model::Processes { "process" } else { "worker" }
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
        return Headline::new(&say::headline_nothing(), false);
    }
    let Some([(base, base_ns), (best, best_ns)]) = compared(lab) else { return unfinished(lab) };
    // Of three runs and more, which two are meant is clear by their models only.
    let by_model = lab.entries.len() > 2 || best.plan.workers == base.plan.workers;
    let ((best_is, best_count), (base_is, base_count)) = (who(&best.plan, by_model), who(&base.plan, by_model));
    let is_waiting = lab.settings.nature() == Nature::Waiting;
    let ratio = base_ns as f64 / best_ns as f64;
    let most_workers = best.plan.workers.max(base.plan.workers);
    let telling = telling_ratio(base_ns.min(best_ns), most_workers > lab.cores);
    if lab.settings.config.tasks == 1 && most_workers > 1 && ratio * telling > 1.0 {
        // Whatever the two runs took, it was not the number of workers.
        return Headline::new(&say::headline_one_task(), false);
    }
    if ratio >= telling {
        return Headline::new(&say::headline_faster(best_is, best_count, &ratio_of(ratio), base_is, base_count), true);
    }
    if ratio * telling > 1.0 {
        let even = if is_waiting {
            say::headline_even_waiting(base_is, base_count, best_is, best_count)
        } else {
            say::headline_even(base_is, base_count, best_is, best_count)
        };
        return Headline::new(&even, false);
    }
    let ratio = ratio_of(1.0 / ratio);
    if is_waiting {
        let faster = say::headline_faster_waiting(base_is, base_count, &ratio, best_is, best_count);
        return Headline::new(&faster, true);
    }
    Headline::new(&say::headline_slower(best_is, best_count, &ratio, base_is, base_count), false)
}

fn unfinished(lab: &Lab) -> Headline {
    let text = match lab.entries.iter().find(|entry| entry.is_open()) {
        Some(entry) => say::headline_running(lab.settings.config.tasks, unit(&entry.plan), entry.plan.workers),
        None => say::headline_unfinished().to_string(),
    };
    Headline::new(&text, false)
}

/// What the timelines show, in a sentence or two.
pub fn explanation(lab: &Lab) -> String {
    let tasks = lab.settings.config.tasks;
    let runs = say::explain_runs(lab.entries.len().max(2) as u32, tasks);
    if tasks == 1 {
        return runs;
    }
    let nature = lab.settings.nature();
    // Two sentences are read, five are not: those that the headline compares, or else the first and the last.
    let entries = &lab.entries;
    let told = compared(lab).map(|compared| compared.map(|(entry, _)| entry.run));
    let (mut said, mut others, mut most_workers) = (vec![Some(runs)], Vec::new(), 0);
    for (index, entry) in entries.iter().enumerate() {
        let is_end = index == 0 || index + 1 == entries.len();
        if told.map_or(is_end, |told| told.contains(&entry.run)) {
            said.push(Some(sentence(&entry.plan, nature, lab.cores)));
        } else {
            others.push(say::model_title(entry.plan.model.name()));
        }
        if takes_turns(&entry.plan, lab.cores) {
            most_workers = most_workers.max(entry.plan.workers);
        }
    }
    said.push((!others.is_empty()).then(|| say::explain_others(&list(others))));
    said.push(turns(most_workers, lab.cores));
    sentences(said)
}

/// Whether a run has more workers compute at once than there are cores for.
pub fn takes_turns(plan: &Plan, cores: u32) -> bool {
    let is_waiting = find(&plan.config.workload).is_some_and(|work| work.nature == Nature::Waiting);
    let is_parallel = matches!(plan.model, Model::Threads | Model::Processes);
    !is_waiting && is_parallel && plan.workers.min(plan.config.tasks) > cores
}

/// What has to be said where more workers compute than there are cores; nothing where there are not more.
pub fn turns(workers: u32, cores: u32) -> Option<String> {
    (workers > cores && cores > 0).then(|| say::explain_turns(cores, workers))
}

fn sentence(plan: &Plan, nature: Nature, cores: u32) -> String {
    // Mixed work waits too.
    let nature = nature_name(if nature == Nature::Mixed { Nature::Waiting } else { nature });
    match plan.model {
        Model::Sequential => say::explain_sequential(nature),
        Model::EventLoop => say::explain_event_loop(nature),
        Model::Gil => say::explain_gil(nature),
        Model::Threads if nature == "computing" => {
            say::explain_threads(plan.workers, nature, plan.workers.min(cores).min(plan.config.tasks))
        }
        Model::Threads => say::explain_threads(plan.workers, nature, plan.workers),
        Model::Processes => say::explain_processes(plan.workers),
    }
}

/// What a timeline's caption says besides the model.
pub fn detail(plan: &Plan, cores: u32) -> String {
    if takes_turns(plan, cores) {
        return say::detail_turns(unit(plan), plan.workers, cores);
    }
    say::detail_run(plan.model.name(), plan.workers)
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
            "Both runs do the same twelve tasks. The event loop’s one worker takes turns: all are in progress, one executes at any instant. Four free threads execute up to four at the same instant."
        );
    }

    #[test]
    fn the_explanation_is_of_the_runs_that_the_headline_compares_and_names_the_others() {
        use Model::{EventLoop, Gil, Processes, Sequential, Threads};
        let runs = [(Sequential, 1, 400), (EventLoop, 1, 390), (Gil, 4, 380), (Threads, 4, 100), (Processes, 4, 160)];
        let said = explanation(&lab(&runs));
        assert!(said.starts_with("All five runs do the same twelve tasks. In sequence, "), "{said}");
        assert!(said.contains("Four free threads"), "{said}");
        assert!(said.ends_with("Also measured: Event loop, Threads under a GIL, Processes."), "{said}");
    }

    #[test]
    fn no_more_are_said_to_execute_at_once_than_there_are_cores() {
        let lab = lab(&[(Model::EventLoop, 1, 500), (Model::Threads, 16, 130)]);
        let said = explanation(&lab);
        assert!(said.contains("16 free threads execute up to four at the same instant. 4"), "{said}");
        assert!(said.contains("4 cores here: at most 4 of 16 workers truly execute at an instant. The"), "{said}");
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
