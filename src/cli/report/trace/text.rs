//! Traces for a terminal: timelines, one sentence, figures, tables, and what was odd in the files.

use super::{Profile, compare, json, waits};
use crate::cli::report::table::{cell, fitting, function, percent, wrapped};
use crate::time::format_ns;
use crate::trace::export::{self, Run, TextStyle, lane_name, process_name};
use crate::trace::metrics::names::NameFigures;

/// How many rows a table has.
pub const MOST: usize = 10;
/// How many warnings are shown of each file.
const WARNINGS: usize = 5;
/// Widest column of names.
pub const NAME: usize = 48;
/// Narrowest column of names.
const LEAST_NAME: usize = 16;

/// How wide a column of names is beside others of `others` columns in a terminal of `room`.
pub fn name_room(room: usize, others: usize) -> usize {
    room.saturating_sub(others).clamp(LEAST_NAME, NAME)
}

/// Draws and tabulates `profiles`.
pub fn text(profiles: &[Profile], style: TextStyle) -> String {
    let (bold, plain) = if style.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let runs: Vec<Run> = profiles.iter().map(Profile::run).collect();
    let mut parts = vec![export::text(&runs, style)];
    match profiles {
        [profile] => parts.extend(of_one(profile, style.columns)),
        profiles => {
            let sentence = wrapped(&compare::sentence(profiles), style.columns);
            parts.push(format!("{bold}{}{plain}\n", sentence.trim_end()));
            parts.push(compare::figures(profiles));
            parts.extend(profiles.iter().find(|profile| profile.may_share_gil()).map(|it| gil(it, style.columns)));
            parts.push(compare::names(profiles));
        }
    }
    let told = profiles.iter().map(|profile| warnings(profile, profiles.len() > 1));
    parts.extend(told.map(|told| wrapped(&told, style.columns)));
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

fn of_one(profile: &Profile, room: usize) -> Vec<String> {
    vec![
        figures(profile, room),
        gil(profile, room),
        lanes(profile, room),
        names(profile, room),
        waits::longest(profile, room),
        waits::critical_path(profile, room),
    ]
}

fn figures(profile: &Profile, room: usize) -> String {
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
    let line = |(name, value): &(&str, String)| {
        let value = wrapped(value, room.saturating_sub(width + 2));
        let rest = format!("\n{:width$}  ", "");
        format!("{name:<width$}  {}\n", value.trim_end().replace('\n', &rest))
    };
    lines.iter().map(line).collect()
}

/// What a profile of Python's calls leaves open.
fn gil(profile: &Profile, room: usize) -> String {
    const SENTENCE: &str = "A profile of Python’s calls does not tell a thread that waits for the GIL from one that \
        executes. Where there is a GIL, one thread of each process executed at a time: busy time and parallelism are \
        upper bounds then.\n";
    if profile.may_share_gil() { wrapped(SENTENCE, room) } else { String::new() }
}

fn lanes(profile: &Profile, room: usize) -> String {
    let trace = &profile.imported.trace;
    let mut order: Vec<usize> = (0..trace.lanes.len()).collect();
    let figures = &profile.summary.lanes;
    order.sort_by_key(|&lane| std::cmp::Reverse((figures[lane].busy_ns, figures[lane].slices)));
    let has_processes = trace.processes.len() > 1;
    let name = name_room(room, 58) / if has_processes { 2 } else { 1 };
    let row = |&lane: &usize| {
        let (figures, lane) = (&figures[lane], &trace.lanes[lane]);
        let mut row = vec![cell(&lane_name(trace, lane), name)];
        row.extend(has_processes.then(|| cell(&process_name(trace, lane.process), name)));
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
    // Kind, number of slices and what is seldom there give way first.
    let columns: &[usize] = if has_processes { &[0, 4, 1, 5, 6, 7, 3, 2] } else { &[0, 3, 4, 5, 6, 2, 1] };
    fitting(&heads, &rows, left, columns, room) + &more(order.len(), "lane")
}

fn names(profile: &Profile, room: usize) -> String {
    let wall_ns = profile.summary.makespan_ns().max(1) as f64;
    let name = name_room(room, 54);
    let row = |figures: &NameFigures| {
        vec![
            function(profile.name(figures.name), name),
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
    fitting(&heads, &rows, 1, &[0, 2, 3, 1, 4, 6, 5], room) + &more(profile.names.len(), "name")
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
        out += &format!("  at byte {}: {}\n", warning.offset, cell(&warning.message(), 200));
    }
    match count.saturating_sub(WARNINGS as u64) {
        0 => {}
        more => out += &format!("  and {more} more\n"),
    }
    out
}
