//! Carrying out a comparison: one run after another, each recorded.

use std::process::Command;

use super::args::{Format, Settings};
use super::host::{CounterClock, Threads};
use super::interrupt::{Interrupt, Interrupted};
use super::output::{self, Target};
use super::processes;
use super::progress::Progress;
use super::report;
use crate::lab::{self, Figures, Model, Plan};
use crate::trace::{Metrics, Trace};
use crate::workload::Answer;

/// A run that is over.
pub struct Finished {
    /// What was run.
    pub plan: Plan,
    /// What was recorded.
    pub trace: Trace,
    /// The figures of the trace.
    pub metrics: Metrics,
    /// What the workload found.
    pub answer: Answer,
}

/// All runs of a comparison, in the order that was asked for.
pub struct Comparison {
    /// The runs.
    pub runs: Vec<Finished>,
    /// The figures of each.
    pub figures: Vec<Figures>,
    /// The run that was made only because the others needed something to be compared with.
    pub extra: Option<Finished>,
}

/// Carries out the comparison and writes its report.
///
/// # Errors
/// Where a run fails, an answer is not the known one, or the report cannot be written.
pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let target = settings.output.as_deref().map(Target::check).transpose()?;
    if !settings.idle.is_empty() {
        eprintln!("interleave: {}", settings.idle.join("; "));
    }
    let interrupt = Interrupt::listen()?;
    let comparison = compare(&settings.plans, &interrupt)?;
    let text = match settings.format {
        Format::Text => report::text(&comparison, settings.color, target.is_some()),
        Format::Json => report::json(&comparison)?,
        Format::Chrome => report::chrome(&comparison),
        Format::Svg => report::svg(&comparison),
    };
    match target {
        Some(target) => target.write(&text)?,
        None => output::print(&text)?,
    }
    for run in comparison.all().filter(|run| run.trace.dropped > 0) {
        let title = lab::title(run.plan.model, run.plan.workers);
        eprintln!("interleave: {title}: {} records did not fit and are missing in the trace", run.trace.dropped);
    }
    match comparison.all().find(|run| !run.answer.verified) {
        Some(run) => {
            let title = lab::title(run.plan.model, run.plan.workers);
            anyhow::bail!("{title}: the answer is wrong: {}", run.answer.text)
        }
        None => Ok(()),
    }
}

impl Comparison {
    /// Every run, one made only as a baseline included.
    pub fn all(&self) -> impl Iterator<Item = &Finished> {
        self.runs.iter().chain(&self.extra)
    }
}

fn compare(plans: &[Plan], interrupt: &Interrupt) -> anyhow::Result<Comparison> {
    let clock = CounterClock::start();
    let runs = plans.iter().map(|plan| carry_out(plan, clock, interrupt)).collect::<anyhow::Result<Vec<_>>>()?;
    let models: Vec<(Model, u32)> = plans.iter().map(|plan| (plan.model, plan.worker_count())).collect();
    let baseline = lab::baseline(&models);
    let extra = match (baseline, plans.first()) {
        (None, Some(plan)) => {
            let plan = Plan { model: Model::Sequential, workers: 1, ..plan.clone() };
            Some(carry_out(&plan, clock, interrupt)?)
        }
        _ => None,
    };
    let baseline = baseline.map(|index| &runs[index]).or(extra.as_ref());
    let baseline_ns = baseline.map_or(0, |run| run.metrics.makespan_ns());
    let figures = runs.iter().map(|run| Figures::new(&run.plan, &run.metrics, baseline_ns)).collect();
    Ok(Comparison { runs, figures, extra })
}

fn carry_out(plan: &Plan, clock: CounterClock, interrupt: &Interrupt) -> anyhow::Result<Finished> {
    let prepared = lab::prepare(plan, clock)?;
    let (names, readers) = (prepared.names(), prepared.readers.clone());
    let control = interrupt.next();
    let tasks = prepared.workload.phases().iter().sum();
    let progress = Progress::watch(lab::title(plan.model, plan.workers), control.clone(), tasks);
    let (outcome, dropped) = match plan.model {
        Model::Processes => {
            let program = std::env::current_exe()?;
            processes::run(prepared, clock, &control, || {
                let mut command = Command::new(&program);
                command.arg(processes::COMMAND);
                command
            })?
        }
        model => {
            let threads = if model.is_single() { 0 } else { plan.worker_count() };
            (lab::run(prepared, &Threads::new(clock, threads)?, &control)?, 0)
        }
    };
    drop(progress);
    let Some(answer) = outcome.answer else { return Err(Interrupted.into()) };
    let mut trace = lab::trace(plan, names, &readers);
    trace.dropped += dropped;
    let metrics = Metrics::of(&trace);
    Ok(Finished { plan: plan.clone(), trace, metrics, answer })
}
