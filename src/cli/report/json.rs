//! A comparison as JSON. Times are in nanoseconds; slices count from the start of their run.

use serde::Serialize;

use crate::cli::args::cores;
use crate::cli::lab::{Comparison, Finished};
use crate::lab::{Figures, Plan, Sharing};
use crate::trace::{Lane, LaneKind, NO_TASK, Trace};
use crate::workload::Distribution;

#[derive(Serialize)]
struct Report<'a> {
    workload: &'a str,
    /// Of the command that wrote this.
    version: &'a str,
    /// How many this machine has for it.
    cores: u32,
    settings: Option<SettingsReport>,
    runs: Vec<RunReport<'a>>,
}

/// What makes the same runs again, by the names of the options, whether they were given or not.
#[derive(Serialize)]
struct SettingsReport {
    tasks: u32,
    size: f64,
    unevenness: f64,
    latency_ms: f64,
    distribution: Distribution,
    sharing: Sharing,
    switch_interval_ms: f64,
    seed: u64,
}

#[derive(Serialize)]
struct RunReport<'a> {
    model: &'a str,
    workers: u32,
    makespan_ns: u64,
    busy_ns: u64,
    speedup: f64,
    efficiency: f64,
    utilisation: f64,
    max_parallelism: u32,
    mean_parallelism: f64,
    mean_concurrency: f64,
    answer: &'a str,
    verified: bool,
    lanes: Vec<LaneReport<'a>>,
}

#[derive(Serialize)]
struct LaneReport<'a> {
    name: &'a str,
    process: u32,
    kind: &'a str,
    busy_ns: u64,
    slices: Vec<SliceReport<'a>>,
}

#[derive(Serialize)]
struct SliceReport<'a> {
    start_ns: u64,
    duration_ns: u64,
    state: &'a str,
    /// Null where the slice belongs to no task.
    task: Option<u32>,
    name: &'a str,
}

/// Writes it on one line.
///
/// # Errors
/// Where a figure cannot be written in JSON.
pub fn json(comparison: &Comparison) -> anyhow::Result<String> {
    let workload = comparison.runs.first().map_or("", |run| &run.plan.config.workload);
    let runs = comparison.runs.iter().zip(&comparison.figures).map(|(run, figures)| of_run(run, figures)).collect();
    let settings = comparison.runs.first().map(|run| settings(&run.plan));
    let version = env!("CARGO_PKG_VERSION");
    let mut text = serde_json::to_string(&Report { workload, version, cores: cores(), settings, runs })?;
    text.push('\n');
    Ok(text)
}

fn settings(plan: &Plan) -> SettingsReport {
    let config = &plan.config;
    SettingsReport {
        tasks: config.tasks,
        size: config.size,
        unevenness: config.unevenness,
        latency_ms: config.latency.mean_ms,
        distribution: config.latency.distribution,
        sharing: plan.sharing,
        switch_interval_ms: plan.switch_interval_ns as f64 / 1e6,
        seed: config.seed,
    }
}

fn of_run<'a>(run: &'a Finished, figures: &Figures) -> RunReport<'a> {
    let lanes = run.trace.lanes.iter().zip(&run.metrics.lane_busy_ns);
    RunReport {
        model: figures.model.name(),
        workers: figures.workers,
        makespan_ns: figures.makespan_ns,
        busy_ns: figures.busy_ns,
        speedup: figures.speedup,
        efficiency: figures.efficiency,
        utilisation: figures.utilisation,
        max_parallelism: figures.max_parallelism,
        mean_parallelism: figures.mean_parallelism,
        mean_concurrency: figures.mean_concurrency,
        answer: &run.answer.text,
        verified: run.answer.verified,
        lanes: lanes.map(|(lane, busy_ns)| of_lane(&run.trace, lane, *busy_ns)).collect(),
    }
}

fn of_lane<'a>(trace: &'a Trace, lane: &'a Lane, busy_ns: u64) -> LaneReport<'a> {
    let origin_ns = trace.span().start_ns;
    let slices = lane.slices.iter().map(|slice| SliceReport {
        start_ns: slice.start_ns - origin_ns,
        duration_ns: slice.duration_ns,
        state: slice.state.name(),
        task: (slice.task != NO_TASK).then_some(slice.task),
        name: trace.strings.get(slice.name),
    });
    let kind = match lane.kind {
        LaneKind::Worker => "worker",
        LaneKind::Main => "main",
        LaneKind::Waits => "waits",
        LaneKind::Async => "async",
        LaneKind::Resource => "resource",
    };
    LaneReport { name: trace.strings.get(lane.name), process: lane.process, kind, busy_ns, slices: slices.collect() }
}
