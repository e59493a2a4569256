//! Several runs of the same work side by side: their figures, and what they come to in one sentence.
//!
//! It measures nothing by itself: it takes the [`Metrics`] of finished runs.

use super::{Model, Plan};
use crate::time::format_ns;
use crate::trace::Metrics;

/// The figures of one run in a comparison. Times are in nanoseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// How the tasks were executed.
    pub model: Model,
    /// On how many workers.
    pub workers: u32,
    /// From the first start to the last end.
    pub makespan_ns: u64,
    /// Time in which workers executed, summed over them.
    pub busy_ns: u64,
    /// How many times sooner it finished than the baseline.
    pub speedup: f64,
    /// Speedup over workers: 1 where every worker counted in full.
    pub efficiency: f64,
    /// Busy time over workers times makespan.
    pub utilisation: f64,
    /// Most tasks executing at one instant.
    pub max_parallelism: u32,
    /// Mean number of tasks executing.
    pub mean_parallelism: f64,
    /// Mean number of tasks in progress.
    pub mean_concurrency: f64,
}

impl Figures {
    /// The figures of a run under `plan`, compared with one that took `baseline_ns`.
    #[must_use]
    pub fn new(plan: &Plan, metrics: &Metrics, baseline_ns: u64) -> Self {
        let (workers, makespan_ns) = (plan.worker_count(), metrics.makespan_ns());
        let speedup = if makespan_ns > 0 { baseline_ns as f64 / makespan_ns as f64 } else { 0.0 };
        Self {
            model: plan.model,
            workers,
            makespan_ns,
            busy_ns: metrics.busy_ns,
            speedup,
            efficiency: speedup / f64::from(workers),
            utilisation: metrics.utilisation,
            max_parallelism: metrics.parallelism.max(),
            mean_parallelism: metrics.mean_parallelism,
            mean_concurrency: metrics.mean_concurrency,
        }
    }
}

/// The run that the others are compared with: the sequential one, else the first on one worker. None where a
/// sequential run has to be made for it.
#[must_use]
pub fn baseline(runs: &[(Model, u32)]) -> Option<usize> {
    let sequential = runs.iter().position(|run| run.0 == Model::Sequential);
    sequential.or_else(|| runs.iter().position(|run| run.1 == 1))
}

/// By what factor two runs of the same work must differ before that is a result and not chance, where the shorter one
/// took `shortest_ns`. It is larger where workers take turns on the cores, because then it matters when each has its.
#[must_use]
pub fn telling_ratio(shortest_ns: u64, takes_turns: bool) -> f64 {
    match shortest_ns {
        0..10_000_000 => 1.5,
        10_000_000..50_000_000 => 1.25,
        _ if takes_turns => 1.2,
        _ => 1.1,
    }
}

/// What has to be known of runs on more workers than there are cores, in a sentence; none where there are not more.
///
/// No recording tells a worker that executes from one that the operating system has stopped to let another have its
/// core.
#[must_use]
pub fn taking_turns(workers: u32, cores: u32) -> Option<String> {
    if workers <= cores || cores == 0 {
        return None;
    }
    let (workers, cores) = (workers.to_string(), cores.to_string());
    let here = if cores == "1" { " core here: at most " } else { " cores here: at most " };
    let parts = [
        cores.as_str(),
        here,
        &cores,
        " of ",
        &workers,
        " workers truly execute at an instant. The operating system takes turns with the rest, which no recording can see.",
    ];
    Some(parts.concat())
}

/// A run in words: `Free threads on 4 workers`.
#[must_use]
pub fn title(model: Model, workers: u32) -> String {
    match (model, workers) {
        (Model::Processes, 1) => "One process".to_owned(),
        (Model::Processes, _) => format!("{workers} processes"),
        (Model::Threads, 1) => "One free thread".to_owned(),
        (Model::Gil, 1) => "One thread under a GIL".to_owned(),
        (Model::Sequential | Model::EventLoop, _) => format!("{} on 1 worker", model.title()),
        _ => format!("{} on {workers} workers", model.title()),
    }
}

/// The result in one sentence: the quickest run against the slowest. Empty where there are not two.
#[must_use]
pub fn sentence(runs: &[Figures]) -> String {
    let quickest = runs.iter().min_by_key(|run| run.makespan_ns);
    let slowest = runs.iter().rev().max_by_key(|run| run.makespan_ns);
    let (Some(quickest), Some(slowest)) = (quickest, slowest) else { return String::new() };
    if runs.len() < 2 || quickest.makespan_ns == 0 {
        return String::new();
    }
    let ratio = slowest.makespan_ns as f64 / quickest.makespan_ns as f64;
    let (winner, loser) = (title(quickest.model, quickest.workers), in_a_sentence(slowest));
    if ratio < telling_ratio(quickest.makespan_ns, false) {
        let last = format_ns(slowest.makespan_ns);
        return match runs.len() {
            2 => format!("{winner} and {loser} took about the same time, {last}."),
            _ => format!("All took about the same time, {last}."),
        };
    }
    let ratio = if ratio < 9.95 { format!("{ratio:.1}") } else { format!("{ratio:.0}") };
    format!("{winner} finished {ratio} times sooner than {loser}.")
}

fn in_a_sentence(run: &Figures) -> String {
    match run.model {
        Model::Sequential => return "the sequential run".to_owned(),
        Model::EventLoop => return "the event loop on 1 worker".to_owned(),
        _ => {}
    }
    let title = title(run.model, run.workers);
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(model: Model, workers: u32, makespan_ns: u64) -> Figures {
        Figures {
            model,
            workers,
            makespan_ns,
            busy_ns: 0,
            speedup: 1.0,
            efficiency: 1.0,
            utilisation: 1.0,
            max_parallelism: 1,
            mean_parallelism: 1.0,
            mean_concurrency: 1.0,
        }
    }

    #[test]
    fn the_baseline_is_the_sequential_run_or_the_first_on_one_worker() {
        let (sequential, event_loop, gil, threads) = (Model::Sequential, Model::EventLoop, Model::Gil, Model::Threads);
        assert_eq!(baseline(&[(gil, 1), (sequential, 1)]), Some(1));
        assert_eq!(baseline(&[(threads, 4), (event_loop, 1), (gil, 1)]), Some(1));
        assert_eq!(baseline(&[(threads, 4), (gil, 2)]), None);
    }

    #[test]
    fn the_sentence_names_the_quickest_and_the_slowest() {
        let runs = [run(Model::EventLoop, 1, 1_900), run(Model::Threads, 2, 1_000)];
        assert_eq!(
            sentence(&runs),
            "Free threads on 2 workers finished 1.9 times sooner than the event loop on 1 worker."
        );
        let same = [run(Model::Gil, 2, 1_000), run(Model::Processes, 3, 1_020)];
        assert_eq!(
            sentence(&same),
            "Threads under a GIL on 2 workers and 3 processes took about the same time, 1.02 µs."
        );
        assert_eq!(sentence(&same[..1]), "");
    }

    #[test]
    fn what_may_be_chance_is_no_result() {
        for (shortest_ms, takes_turns, expect) in
            [(1, false, 1.5), (20, false, 1.25), (20, true, 1.25), (80, true, 1.2)]
        {
            assert_eq!(telling_ratio(shortest_ms * 1_000_000, takes_turns), expect);
        }
        let even = [run(Model::EventLoop, 1, 108_000_000), run(Model::Threads, 2, 100_000_000)];
        assert!(sentence(&even).ends_with("took about the same time, 108 ms."), "{}", sentence(&even));
    }

    #[test]
    fn more_workers_than_cores_are_said_to_take_turns() {
        assert_eq!((taking_turns(4, 4), taking_turns(2, 0)), (None, None));
        assert_eq!(
            taking_turns(16, 2).unwrap(),
            "2 cores here: at most 2 of 16 workers truly execute at an instant. The operating system takes turns with the \
             rest, which no recording can see."
        );
    }

    #[test]
    fn the_figures_of_a_run_follow_from_its_makespan() {
        let plan = Plan::new(crate::workload::Config::of("primes").unwrap(), Model::Threads, 4);
        let metrics = Metrics { span: crate::time::Span::new(100, 600), ..Metrics::default() };
        let figures = Figures::new(&plan, &metrics, 1_000);
        assert_eq!((figures.makespan_ns, figures.speedup, figures.efficiency), (500, 2.0, 0.5));
        assert_eq!(Figures::new(&plan, &Metrics::default(), 1_000).speedup, 0.0);
    }
}
