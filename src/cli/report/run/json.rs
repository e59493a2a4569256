//! A run as JSON. Times are in virtual nanoseconds.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::run::Finished;
use crate::machine::Status;
use crate::machine::config::Costs;
use crate::machine::deadlock::{Deadlock, Stuck, StuckTask};
use crate::machine::engine::Bound;
use crate::machine::outcome::ThreadOutcome;
use crate::python::guest::StartMethod;

#[derive(Serialize)]
struct Report<'a> {
    status: &'a str,
    /// What the program wrote.
    stdout: &'a str,
    stderr: &'a str,
    exit_code: u8,
    virtual_ns: u64,
    /// The last line of the traceback that ended the main thread.
    exception: Option<&'a str>,
    deadlock: Option<DeadlockReport<'a>>,
    /// Which bound was reached.
    limit: Option<&'a str>,
    threads: Vec<ThreadReport<'a>>,
    cores: u32,
    machine: MachineReport<'a>,
    metrics: MetricsReport,
    /// Of the command that wrote this.
    version: &'a str,
}

#[derive(Serialize)]
struct DeadlockReport<'a> {
    threads: Vec<StuckReport<'a>>,
    /// The names of those that wait for each other in a circle.
    cycle: Vec<&'a str>,
    /// Tasks of event loops, behind threads that wait for their event loop.
    tasks: Vec<StuckReport<'a>>,
    task_cycle: Vec<&'a str>,
}

#[derive(Serialize)]
struct StuckReport<'a> {
    name: &'a str,
    line: u32,
    waits_for: &'a str,
    held_by: Vec<&'a str>,
}

#[derive(Serialize)]
struct ThreadReport<'a> {
    name: &'a str,
    process: u32,
    start_ns: u64,
    /// Null where it had not ended.
    end_ns: Option<u64>,
    /// The four partition its life; `overhead_ns` is a part of `running_ns`.
    new_ns: u64,
    running_ns: u64,
    runnable_ns: u64,
    waiting_ns: u64,
    overhead_ns: u64,
    response_ns: Option<u64>,
    switches: u64,
}

/// What makes the same run again, by the names of the options.
#[derive(Serialize)]
struct MachineReport<'a> {
    policy: &'a str,
    quantum_ns: u64,
    switch_cost_ns: u64,
    gil: bool,
    switch_interval_ns: u64,
    switch_points: &'a str,
    start_method: &'a str,
    /// By the names of their options, with what they are of: `thread_cost_ns`.
    #[serde(flatten)]
    costs: BTreeMap<String, u64>,
    seed: u64,
}

#[derive(Serialize)]
struct MetricsReport {
    instructions: u64,
    switches: u64,
    busy_ns: u64,
    utilisation: f64,
    mean_parallelism: f64,
    max_parallelism: u32,
    mean_concurrency: f64,
}

fn costs(config: &crate::machine::Config) -> BTreeMap<String, u64> {
    let mut costs = config.costs;
    let named = Costs::NAMED.iter();
    named.map(|(name, cost)| (format!("{}_ns", name.replace('-', "_")), *cost(&mut costs))).collect()
}

/// Writes it on one line.
///
/// # Errors
/// Where a figure cannot be written in JSON.
pub fn json(run: &Finished) -> anyhow::Result<String> {
    let (outcome, config) = (&run.outcome, &run.config);
    let deadlock =
        if let Status::Deadlock(deadlock) = &outcome.status { Some(of_deadlock(run, deadlock)) } else { None };
    let limit = if let Status::Limit(bound) = outcome.status { Some(bound_name(bound)) } else { None };
    let points = crate::machine::config::SwitchPoints::ALL;
    let report = Report {
        status: outcome.status.name(),
        stdout: &run.stdout,
        stderr: &run.stderr,
        exit_code: run.exit_code(),
        virtual_ns: outcome.virtual_ns,
        exception: run.exception.as_deref(),
        deadlock,
        limit,
        threads: outcome.threads.iter().map(of_thread).collect(),
        cores: outcome.cores,
        machine: MachineReport {
            policy: config.policy.name(),
            quantum_ns: config.quantum_ns,
            switch_cost_ns: config.switch_cost_ns,
            gil: config.gil,
            switch_interval_ns: config.switch_interval_ns,
            switch_points: points.iter().find(|one| one.0 == config.switch_points).map_or("", |one| one.1),
            start_method: match config.start_method {
                StartMethod::Fork => "fork",
                StartMethod::Spawn => "spawn",
                StartMethod::Forkserver => "forkserver",
                StartMethod::Interpreter => "interpreter",
            },
            costs: costs(config),
            seed: config.seed,
        },
        metrics: MetricsReport {
            instructions: outcome.instructions,
            switches: outcome.switches,
            busy_ns: outcome.busy_ns,
            utilisation: outcome.utilisation,
            mean_parallelism: outcome.mean_parallelism,
            max_parallelism: outcome.max_parallelism,
            mean_concurrency: outcome.mean_concurrency,
        },
        version: env!("CARGO_PKG_VERSION"),
    };
    let mut text = serde_json::to_string(&report)?;
    text.push('\n');
    Ok(text)
}

/// What the bound is called.
pub fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Instructions => "steps",
        Bound::Memory => "memory",
        Bound::VirtualTime => "virtual time",
        Bound::Processes => "processes",
    }
}

fn of_thread(thread: &ThreadOutcome) -> ThreadReport<'_> {
    let account = &thread.account;
    ThreadReport {
        name: &thread.name,
        process: thread.process,
        start_ns: account.start_ns,
        end_ns: account.end_ns,
        new_ns: account.new_ns,
        running_ns: account.running_ns,
        runnable_ns: account.runnable_ns,
        waiting_ns: account.waiting_ns,
        overhead_ns: account.overhead_ns,
        response_ns: account.response_ns(),
        switches: account.switches,
    }
}

fn of_deadlock<'a>(run: &'a Finished, deadlock: &'a Deadlock) -> DeadlockReport<'a> {
    let name = |thread: &u32| run.outcome.threads.get(*thread as usize).map_or("", |thread| thread.name.as_str());
    let of_stuck = |stuck: &'a Stuck| StuckReport {
        name: &stuck.name,
        line: stuck.line,
        waits_for: &stuck.waits_for,
        held_by: stuck.held_by.iter().map(name).collect(),
    };
    let task_name =
        |task: &u32| deadlock.tasks.iter().find(|stuck| stuck.task == *task).map_or("", |stuck| stuck.name.as_str());
    let of_task = |stuck: &'a StuckTask| StuckReport {
        name: &stuck.name,
        line: stuck.line,
        waits_for: &stuck.waits_for,
        held_by: stuck.held_by.iter().map(task_name).collect(),
    };
    DeadlockReport {
        threads: deadlock.threads.iter().map(of_stuck).collect(),
        cycle: deadlock.cycle.iter().map(name).collect(),
        tasks: deadlock.tasks.iter().map(of_task).collect(),
        task_cycle: deadlock.task_cycle.iter().map(task_name).collect(),
    }
}
