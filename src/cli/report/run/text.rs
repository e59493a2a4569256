//! A run drawn with characters: what it was, its timeline, and how each thread spent its time.

use super::json::bound_name;
use crate::cli::run::Finished;
use crate::machine::config::SwitchPoints;
use crate::machine::{Config, Status};
use crate::time::format_ns;
use crate::trace::export::{self, Run, TextStyle};

/// How many threads the table has at most.
const MOST_THREADS: usize = 32;

/// The report.
pub fn text(run: &Finished, style: TextStyle) -> String {
    let mut out = format!("{}\n", sentence(run));
    out += &format!("{}\n\n", machine(&run.config));
    if run.trace.slice_count() > 0 {
        out += &export::text(&[Run { title: &run.file, trace: &run.trace }], style);
        out.push('\n');
    }
    out += &table(run);
    if run.trace.dropped > 0 {
        out += &format!("The timeline goes without {} records that did not fit.\n", run.trace.dropped);
    }
    if let Some(why) = why(run) {
        out += &format!("\n{why}\n");
    }
    out
}

/// The result in a sentence.
pub fn sentence(run: &Finished) -> String {
    let outcome = &run.outcome;
    let ended = match &outcome.status {
        Status::Ok => "finished",
        Status::Exception => "ended with an exception",
        Status::Deadlock(_) => "came to a deadlock",
        Status::Limit(_) => "was stopped",
    };
    let threads = if outcome.threads.len() == 1 { "1 thread" } else { &format!("{} threads", outcome.threads.len()) };
    format!(
        "{} {ended} after {} of virtual time, with {threads} and {} instructions.",
        run.file,
        format_ns(outcome.virtual_ns),
        outcome.instructions,
    )
}

/// Why the run ended before the program did; none where it did not.
pub fn why(run: &Finished) -> Option<String> {
    match &run.outcome.status {
        Status::Deadlock(deadlock) => Some(format!("Deadlock: nobody can go on.\n{deadlock}")),
        Status::Limit(bound) => {
            let bounds = run.config.bounds;
            let (reached, flag) = match bound {
                crate::machine::engine::Bound::Instructions => {
                    (format!("{} instructions", bounds.instructions), "--max-steps")
                }
                crate::machine::engine::Bound::Memory => (format!("{} MB", bounds.memory >> 20), "--max-memory"),
                crate::machine::engine::Bound::VirtualTime => (format_ns(bounds.virtual_ns), "--max-time"),
                crate::machine::engine::Bound::Processes => {
                    return Some("The limit on processes was reached: the program goes on starting them.".to_owned());
                }
            };
            let name = bound_name(*bound);
            Some(format!("The limit on {name} was reached, {reached}; {flag} sets another."))
        }
        Status::Ok | Status::Exception => None,
    }
}

/// The machine, in a line.
fn machine(config: &Config) -> String {
    let cores = if config.cores == 1 { "1 core".to_owned() } else { format!("{} cores", config.cores) };
    let mut parts = vec![cores, config.policy.title().to_owned()];
    if config.policy.has_quantum() {
        parts.push(format!("slices of {}", format_ns(config.quantum_ns)));
    }
    parts.push(format!("switches of {}", format_ns(config.switch_cost_ns)));
    if config.gil {
        let points = match config.switch_points {
            SwitchPoints::CPython => "",
            SwitchPoints::EveryInstruction => " at every instruction",
        };
        parts.push(format!("GIL asked for after {}{points}", format_ns(config.switch_interval_ns)));
    } else {
        parts.push("no GIL".to_owned());
    }
    parts.push(format!("seed {}", config.seed));
    format!("Machine: {}", parts.join(", "))
}

/// How each thread spent its time.
fn table(run: &Finished) -> String {
    let threads = &run.outcome.threads;
    let mut rows = vec![["thread", "running", "runnable", "waiting", "switches"].map(str::to_owned)];
    for thread in threads.iter().take(MOST_THREADS) {
        let account = &thread.account;
        let times = [account.running_ns, account.runnable_ns, account.waiting_ns].map(format_ns);
        let [running, runnable, waiting] = times;
        rows.push([thread.name.clone(), running, runnable, waiting, account.switches.to_string()]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let mut out = String::new();
    for row in &rows {
        let name: String = row[0].chars().filter(|letter| !letter.is_control()).collect();
        out += &format!("{name:<width$}", width = widths[0]);
        for (cell, width) in row.iter().zip(widths).skip(1) {
            out += &format!("  {cell:>width$}");
        }
        out.push('\n');
    }
    if threads.len() > MOST_THREADS {
        out += &format!("and {} more threads\n", threads.len() - MOST_THREADS);
    }
    let outcome = &run.outcome;
    out += &format!(
        "{} context switches of cores; cores {:.0} % busy; at most {} at once.\n",
        outcome.switches,
        outcome.utilisation * 100.0,
        if outcome.max_parallelism == 1 {
            "1 thread".to_owned()
        } else {
            format!("{} threads", outcome.max_parallelism)
        },
    );
    out
}
