//! Traces as JSON, on one line. One file is an object of its figures; of several, `files` has one object each, with the
//! file's name, and `compared` says how each other one relates to the first. Times are in nanoseconds.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::Profile;
use crate::trace::export::{lane_name, process_name};
use crate::trace::metrics::critical_path;
use crate::trace::metrics::waits::{Cause, Wait, longest_waits};
use crate::trace::{LaneKind, State, Trace};

/// How many waits are written.
const MOST_WAITS: usize = 20;

#[derive(Serialize)]
struct Report<'a> {
    /// Where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    events: u64,
    slices: u64,
    lanes: u64,
    wall_ns: u64,
    busy_ns: u64,
    max_parallelism: u32,
    mean_parallelism: f64,
    mean_concurrency: f64,
    context_switches: u64,
    /// Whether threads may have shared a GIL that the file does not tell of: times that they execute are upper bounds.
    may_share_gil: bool,
    warnings: Vec<WarningReport>,
    by_lane: Vec<LaneReport>,
    by_name: Vec<NameReport<'a>>,
    longest_waits: Vec<WaitReport<'a>>,
    critical_path: PathReport<'a>,
}

/// A wait, and who ended it.
#[derive(Serialize)]
struct WaitReport<'a> {
    process: String,
    lane: String,
    name: &'a str,
    start_ns: u64,
    waited_ns: u64,
    ended_by: Option<CauseReport<'a>>,
}

#[derive(Serialize)]
struct CauseReport<'a> {
    process: String,
    lane: String,
    name: Option<&'a str>,
    time_ns: u64,
    /// No flow says so.
    is_guessed: bool,
}

/// What the makespan hung on.
#[derive(Serialize)]
struct PathReport<'a> {
    start_ns: u64,
    end_ns: u64,
    running_ns: u64,
    waiting_ns: u64,
    runnable_ns: u64,
    flow_ns: u64,
    lane_changes: u64,
    guessed_lane_changes: u64,
    by_name: Vec<PathName<'a>>,
}

#[derive(Serialize)]
struct PathName<'a> {
    name: &'a str,
    time_ns: u64,
}

#[derive(Serialize)]
struct WarningReport {
    offset: u64,
    /// What it is, by a name that stays; the message may be put into other words.
    kind: &'static str,
    message: String,
}

#[derive(Serialize)]
struct LaneReport {
    process: String,
    lane: String,
    kind: &'static str,
    slices: u64,
    busy_ns: u64,
    waiting_ns: u64,
    runnable_ns: u64,
    utilisation: f64,
    context_switches: u64,
}

#[derive(Serialize)]
struct NameReport<'a> {
    name: &'a str,
    count: u64,
    total_ns: u64,
    self_ns: u64,
    max_ns: u64,
}

#[derive(Serialize)]
struct Several<'a> {
    files: Vec<Report<'a>>,
    compared: Vec<Compared<'a>>,
}

/// How a file relates to the first. A ratio is this file's figure over the first one's; null where that is zero.
#[derive(Serialize)]
struct Compared<'a> {
    file: &'a str,
    with: &'a str,
    wall_ratio: Option<f64>,
    busy_ratio: Option<f64>,
    max_parallelism_ratio: Option<f64>,
    mean_parallelism_ratio: Option<f64>,
    mean_concurrency_ratio: Option<f64>,
    /// Names whose own time differs, the largest difference first.
    by_name: Vec<NameCompared<'a>>,
}

#[derive(Serialize)]
struct NameCompared<'a> {
    name: &'a str,
    self_ns: u64,
    with_self_ns: u64,
    difference_ns: i64,
}

/// Writes the figures of `profiles`.
pub fn json(profiles: &[Profile], out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    match profiles {
        [profile] => serde_json::to_writer(&mut out, &report(profile, None))?,
        profiles => {
            let files = profiles.iter().map(|profile| report(profile, Some(&profile.file))).collect();
            let others =
                || profiles.first().into_iter().flat_map(|first| profiles[1..].iter().map(move |it| (first, it)));
            let compared = others().map(|(first, profile)| compared(first, profile)).collect();
            serde_json::to_writer(&mut out, &Several { files, compared })?;
        }
    }
    io::Write::write_all(&mut out, b"\n")?;
    io::Write::flush(&mut out)
}

fn report<'a>(profile: &'a Profile, file: Option<&'a str>) -> Report<'a> {
    let (imported, summary) = (&profile.imported, &profile.summary);
    let trace = &imported.trace;
    let warning = |offset, kind, message| WarningReport { offset, kind, message };
    let told = imported.warnings.iter().map(|warned| warning(warned.offset, warned.oddity.kind(), warned.message()));
    let mut warnings: Vec<_> = told.collect();
    if let (Some(last), 1..) = (imported.warnings.last(), imported.more_warnings) {
        warnings.push(warning(last.offset, "more", format!("and {} more warnings", imported.more_warnings)));
    }
    let lanes = trace.lanes.iter().zip(&summary.lanes).map(|(lane, figures)| LaneReport {
        process: process_name(trace, lane.process).into_owned(),
        lane: lane_name(trace, lane).into_owned(),
        kind: kind(lane.kind),
        slices: figures.slices,
        busy_ns: figures.busy_ns,
        waiting_ns: figures.waiting_ns,
        runnable_ns: figures.runnable_ns,
        utilisation: figures.utilisation,
        context_switches: figures.context_switches,
    });
    let names = profile.names.iter().map(|figures| NameReport {
        name: trace.strings.get(figures.name),
        count: figures.count,
        total_ns: figures.total_ns,
        self_ns: figures.self_ns,
        max_ns: figures.longest_ns,
    });
    Report {
        file,
        events: imported.events,
        slices: summary.slices,
        lanes: trace.lanes.len() as u64,
        wall_ns: summary.makespan_ns(),
        busy_ns: summary.busy_ns,
        max_parallelism: summary.max_parallelism,
        mean_parallelism: summary.mean_parallelism,
        mean_concurrency: summary.mean_concurrency,
        context_switches: summary.context_switches,
        may_share_gil: profile.may_share_gil(),
        warnings,
        by_lane: lanes.collect(),
        by_name: names.collect(),
        longest_waits: waits(trace),
        critical_path: path(trace),
    }
}

fn waits(trace: &Trace) -> Vec<WaitReport<'_>> {
    let place = |lane: u32| {
        let lane = trace.lanes.get(lane as usize);
        let process = lane.map(|lane| process_name(trace, lane.process).into_owned());
        (process.unwrap_or_default(), lane.map(|lane| lane_name(trace, lane).into_owned()).unwrap_or_default())
    };
    let ended_by = |cause: &Cause| {
        let (process, lane) = place(cause.lane);
        let name = cause.place.and_then(|place| place.slice(trace)).map(|slice| trace.strings.get(slice.name));
        CauseReport { process, lane, name, time_ns: cause.time_ns, is_guessed: cause.flow.is_none() }
    };
    let report = |wait: Wait| {
        let (process, lane) = place(wait.place.lane);
        let (name, start_ns) = (trace.strings.get(wait.slice.name), wait.slice.start_ns);
        let ended_by = wait.cause.as_ref().map(ended_by);
        WaitReport { process, lane, name, start_ns, waited_ns: wait.waited_ns, ended_by }
    };
    longest_waits(trace, MOST_WAITS).into_iter().filter(|wait| wait.waited_ns > 0).map(report).collect()
}

fn path(trace: &Trace) -> PathReport<'_> {
    let path = critical_path::walk_back(trace, |_| ());
    let of = |state: State| path.state_ns[state as usize];
    let name = |&(name, time_ns): &(u32, u64)| PathName { name: trace.strings.get(name), time_ns };
    PathReport {
        start_ns: path.span.start_ns,
        end_ns: path.span.end_ns,
        running_ns: of(State::Running),
        waiting_ns: of(State::Waiting),
        runnable_ns: of(State::Runnable),
        flow_ns: path.flow_ns,
        lane_changes: path.hops,
        guessed_lane_changes: path.guesses,
        by_name: path.names_ns.iter().map(name).collect(),
    }
}

fn compared<'a>(first: &'a Profile, profile: &'a Profile) -> Compared<'a> {
    let (with, it) = (&first.summary, &profile.summary);
    let mut names: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (name, self_ns) in first.comparable_names() {
        names.entry(name).or_default().0 += self_ns;
    }
    for (name, self_ns) in profile.comparable_names() {
        names.entry(name).or_default().1 += self_ns;
    }
    let mut by_name: Vec<NameCompared> = names
        .into_iter()
        .filter(|(_, (with_ns, self_ns))| with_ns != self_ns)
        .map(|(name, (with_self_ns, self_ns))| {
            let difference_ns = self_ns as i64 - with_self_ns as i64;
            NameCompared { name, self_ns, with_self_ns, difference_ns }
        })
        .collect();
    by_name.sort_by_key(|name| std::cmp::Reverse(name.difference_ns.unsigned_abs()));
    let ratio = |a: f64, b: f64| (b > 0.0).then(|| a / b);
    Compared {
        file: &profile.file,
        with: &first.file,
        wall_ratio: ratio(it.makespan_ns() as f64, with.makespan_ns() as f64),
        busy_ratio: ratio(it.busy_ns as f64, with.busy_ns as f64),
        max_parallelism_ratio: ratio(f64::from(it.max_parallelism), f64::from(with.max_parallelism)),
        mean_parallelism_ratio: ratio(it.mean_parallelism, with.mean_parallelism),
        mean_concurrency_ratio: ratio(it.mean_concurrency, with.mean_concurrency),
        by_name,
    }
}

/// The word for what a lane stands for.
pub fn kind(kind: LaneKind) -> &'static str {
    match kind {
        LaneKind::Worker => "worker",
        LaneKind::Main => "main",
        LaneKind::Waits => "waits",
        LaneKind::Async => "async",
        LaneKind::Resource => "resource",
    }
}
