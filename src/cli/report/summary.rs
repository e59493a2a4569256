//! What a comparison comes to in a sentence, and what it was of.

use crate::cli::lab::Comparison;
use crate::lab::{Figures, Model, Sharing, baseline, sentence};
use crate::workload::{Distribution, Nature};

/// The result in one sentence. A sweep over numbers of workers is compared with what its speedups count from, anything
/// else quickest with slowest. Empty where there is nothing to compare.
pub fn result(comparison: &Comparison) -> String {
    let extra = comparison.extra.as_ref();
    let extra = extra.map(|run| Figures::new(&run.plan, &run.metrics, run.metrics.makespan_ns()));
    sentence(&compared(&comparison.figures, extra))
}

/// The runs that the sentence is about.
fn compared(runs: &[Figures], extra: Option<Figures>) -> Vec<Figures> {
    let is_swept = |run: &Figures| runs.iter().any(|other| other.model == run.model && other.workers != run.workers);
    if runs.len() > 1 && !runs.iter().any(is_swept) {
        return runs.to_vec();
    }
    let models: Vec<(Model, u32)> = runs.iter().map(|run| (run.model, run.workers)).collect();
    let index = baseline(&models);
    let others = runs.iter().enumerate().filter(|(other, _)| Some(*other) != index).map(|other| other.1);
    let quickest = others.min_by_key(|run| run.makespan_ns).cloned();
    let base = index.map(|index| runs[index].clone()).or(extra);
    base.into_iter().chain(quickest).collect()
}

/// What was run, as far as it had an effect, on one line: enough to run the same again.
pub fn settings(comparison: &Comparison) -> String {
    let Some(plan) = comparison.runs.first().map(|run| &run.plan) else { return String::new() };
    let (config, has) = (&plan.config, |model| comparison.runs.iter().any(|run| run.plan.model == model));
    let tasks = if config.tasks == 1 { "task" } else { "tasks" };
    let mut parts = vec![format!("{} {tasks}", config.tasks), format!("size {}", config.size)];
    if config.tasks > 1 {
        parts.push(format!("unevenness {}", config.unevenness));
    }
    if config.description().is_ok_and(|work| work.nature != Nature::Computing) {
        let latency = config.latency;
        let name = Distribution::ALL.iter().find(|one| one.0 == latency.distribution).map_or("", |one| one.1);
        parts.push(format!("latency {} ms, {name}", latency.mean_ms));
    }
    if has(Model::Gil) {
        parts.push(format!("switch interval {} ms", plan.switch_interval_ns as f64 / 1e6));
    }
    parts.push(format!("seed {}", config.seed));
    let sharing = match plan.sharing {
        Sharing::Static => "; free threads had their tasks before the start (static sharing)",
        Sharing::Dynamic => "; free threads took one task at a time (dynamic sharing)",
        Sharing::WorkStealing => "; free threads shared tasks by work-stealing",
    };
    let sharing = if has(Model::Threads) { sharing } else { "" };
    format!("Settings: {}, {}{sharing}\n", config.workload, parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(runs: &[(Model, u32, u64)]) -> Vec<Figures> {
        let run = |&(model, workers, makespan_ns): &(Model, u32, u64)| Figures {
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
        };
        runs.iter().map(run).collect()
    }

    const S: u64 = 1_000_000_000;
    use Model::{EventLoop, Gil, Sequential, Threads};

    #[test]
    fn a_sweep_is_compared_with_one_worker_and_not_with_its_worst() {
        for (of, extra, expect) in [
            (
                &[(Threads, 1, 10 * S), (Threads, 2, 5 * S), (Threads, 4, 12 * S)][..],
                None,
                "Free threads on 2 workers finished 2.0 times sooner than one free thread.",
            ),
            (
                &[(Threads, 4, 6 * S), (Threads, 1, 3 * S), (Threads, 2, 5 * S)],
                None,
                "One free thread finished 1.7 times sooner than free threads on 2 workers.",
            ),
            (
                &[(Threads, 2, 5 * S), (Threads, 4, 8 * S)],
                Some((Sequential, 1, 10 * S)),
                "Free threads on 2 workers finished 2.0 times sooner than the sequential run.",
            ),
            (
                &[(EventLoop, 1, 9 * S), (Threads, 1, 10 * S), (Threads, 2, 3 * S)],
                None,
                "Free threads on 2 workers finished 3.0 times sooner than the event loop on 1 worker.",
            ),
            (
                &[(Gil, 3, 5 * S)],
                Some((Sequential, 1, 5 * S + 1)),
                "Threads under a GIL on 3 workers and the sequential run took about the same time, 5.00 s.",
            ),
            (
                &[(EventLoop, 1, 9 * S), (Gil, 2, 10 * S), (Threads, 2, 5 * S)],
                None,
                "Free threads on 2 workers finished 2.0 times sooner than threads under a GIL on 2 workers.",
            ),
            (&[(Sequential, 1, 5 * S)], None, ""),
        ] {
            let extra = extra.and_then(|extra| runs(&[extra]).pop());
            assert_eq!(sentence(&compared(&runs(of), extra)), expect);
        }
    }
}
