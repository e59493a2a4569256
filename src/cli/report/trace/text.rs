//! Traces for a terminal: timelines, one sentence, figures, tables, and what was odd in the files.

use super::{Profile, compare, json, waits};
use crate::cli::report::table::{cell, function, percent, table};
use crate::time::format_ns;
use crate::trace::export::{self, Run, TextStyle, lane_name, process_name};
use crate::trace::metrics::names::NameFigures;

/// How many rows a table has.
pub const MOST: usize = 10;
/// How many warnings are shown of each file.
const WARNINGS: usize = 5;
/// Widest column of names.
pub const NAME: usize = 48;

/// Draws and tabulates `profiles`.
pub fn text(profiles: &[Profile], style: TextStyle) -> String {
    let (bold, plain) = if style.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let runs: Vec<Run> = profiles.iter().map(Profile::run).collect();
    let mut parts = vec![export::text(&runs, style)];
    match profiles {
        [profile] => parts.extend(of_one(profile)),
        profiles => {
            parts.push(format!("{bold}{}{plain}\n", compare::sentence(profiles)));
            parts.push(compare::figures(profiles));
            parts.push(compare::names(profiles));
        }
    }
    parts.extend(profiles.iter().map(|profile| warnings(profile, profiles.len() > 1)));
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

fn of_one(profile: &Profile) -> Vec<String> {
    vec![figures(profile), lanes(profile), names(profile), waits::longest(profile), waits::critical_path(profile)]
}

fn figures(profile: &Profile) -> String {
    let (summary, imported) = (&profile.summary, &profile.imported);
    let workers = if summary.workers == 1 { "worker lane" } else { "worker lanes" };
    let mut lines = vec![
        ("wall", format_ns(summary.makespan_ns())),
        (
            "busy",
            format!(
                "{}, {} of {} {workers}",
                format_ns(summary.busy_ns),
                percent(summary.utilisation),
                summary.workers
            ),
        ),
        ("parallelism", format!("{:.2} in the mean, {} at most", summary.mean_parallelism, summary.max_parallelism)),
        ("concurrency", format!("{:.2} in the mean, {} at most", summary.mean_concurrency, summary.max_concurrency)),
        ("context switches", summary.context_switches.to_string()),
        ("lanes", imported.trace.lanes.len().to_string()),
        ("events", imported.events.to_string()),
        ("slices", summary.slices.to_string()),
        ("warnings", profile.warning_count().to_string()),
    ];
    if imported.trace.dropped > 0 {
        lines.push(("dropped", format!("{} events, which are missing in the trace", imported.trace.dropped)));
    }
    let width = lines.iter().map(|line| line.0.len()).max().unwrap_or(0);
    lines.iter().map(|(name, value)| format!("{name:<width$}  {value}\n")).collect()
}

fn lanes(profile: &Profile) -> String {
    let trace = &profile.imported.trace;
    let mut order: Vec<usize> = (0..trace.lanes.len()).collect();
    let figures = &profile.summary.lanes;
    order.sort_by_key(|&lane| std::cmp::Reverse((figures[lane].busy_ns, figures[lane].slices)));
    let has_processes = trace.processes.len() > 1;
    let row = |&lane: &usize| {
        let (figures, lane) = (&figures[lane], &trace.lanes[lane]);
        let mut row = vec![cell(&lane_name(trace, lane), NAME)];
        row.extend(has_processes.then(|| cell(&process_name(trace, lane.process), NAME)));
        row.extend([
            json::kind(lane.kind).to_owned(),
            figures.slices.to_string(),
            format_ns(figures.busy_ns),
            percent(figures.utilisation),
            format_ns(figures.waiting_ns),
            format_ns(figures.runnable_ns),
        ]);
        row
    };
    let mut heads = vec!["lane"];
    heads.extend(has_processes.then_some("process"));
    heads.extend(["kind", "slices", "busy", "utilisation", "waits", "could run"]);
    let left = 2 + usize::from(has_processes);
    let rows: Vec<_> = order.iter().take(MOST).map(row).collect();
    table(&heads, &rows, left) + &more(order.len(), "lane")
}

fn names(profile: &Profile) -> String {
    let wall_ns = profile.summary.makespan_ns().max(1) as f64;
    let row = |figures: &NameFigures| {
        vec![
            function(profile.name(figures.name), NAME),
            figures.count.to_string(),
            format_ns(figures.self_ns),
            percent(figures.self_ns as f64 / wall_ns),
            format_ns(figures.total_ns),
            format_ns(figures.total_ns / figures.count.max(1)),
            format_ns(figures.longest_ns),
        ]
    };
    let rows: Vec<_> = profile.names.iter().take(MOST).map(row).collect();
    let heads = ["name", "count", "own time", "of wall", "total", "mean", "longest"];
    table(&heads, &rows, 1) + &more(profile.names.len(), "name")
}

/// What a table leaves out.
fn more(count: usize, what: &str) -> String {
    match count.saturating_sub(MOST) {
        0 => String::new(),
        1 => format!("and 1 more {what}\n"),
        more => format!("and {more} more {what}s\n"),
    }
}

fn warnings(profile: &Profile, has_file: bool) -> String {
    let count = profile.warning_count();
    if count == 0 {
        return String::new();
    }
    let of = if has_file { format!(" in {}", cell(&profile.title, NAME)) } else { String::new() };
    let mut out = format!("{count} {}{of}:\n", if count == 1 { "warning" } else { "warnings" });
    for warning in profile.imported.warnings.iter().take(WARNINGS) {
        out += &format!("  at byte {}: {}\n", warning.offset, cell(&warning.message, 200));
    }
    match count.saturating_sub(WARNINGS as u64) {
        0 => {}
        more => out += &format!("  and {more} more\n"),
    }
    out
}
