//! What traces come to, in words: sentences that stay true in every case. Pure.

use interleave_viewer::Summary;

use super::format::{bytes, count, counted, duration, share};
use crate::numbers::{capital, fixed, in_words, join};

/// A mean number of something at once: `2.3`.
fn mean(value: f64) -> String {
    fixed(value, if value < 9.95 { 1 } else { 0 })
}

/// The lanes that execute, which are threads in most traces.
fn threads(summary: &Summary) -> u32 {
    let is_thread = |kind: &str| matches!(kind, "worker" | "main");
    summary.lanes.iter().filter(|lane| lane.slices > 0 && is_thread(&lane.kind)).count() as u32
}

/// The name that most of the longest waits have.
fn main_wait(summary: &Summary) -> Option<&str> {
    let mut names: Vec<(&str, f64)> = Vec::new();
    for wait in &summary.waits {
        match names.iter_mut().find(|(name, _)| *name == wait.name) {
            Some((_, total_ns)) => *total_ns += wait.duration_ns,
            None => names.push((&wait.name, wait.duration_ns)),
        }
    }
    let name = names.into_iter().max_by(|one, other| one.1.total_cmp(&other.1))?.0;
    // Profilers write where a function stands behind its name, which a sentence does without.
    Some(name.split(" (").next().unwrap_or(name)).filter(|name| !name.is_empty())
}

/// The sentence above the timeline.
pub fn headline(summary: &Summary) -> String {
    let threads = threads(summary);
    if summary.slices == 0.0 {
        return "This trace has no slices.".to_owned();
    }
    if summary.is_growing {
        return join(&[&counted(summary.slices, "slice", "slices"), ", being recorded."]);
    }
    if !summary.is_measured {
        return join(&[&counted(summary.slices, "slice", "slices"), ", being measured."]);
    }
    let busy = &mean(summary.mean_parallelism);
    match threads {
        0 => join(&[
            "Nothing in it executes: ",
            &counted(summary.slices, "slice", "slices"),
            " of operations in flight.",
        ]),
        1 => join(&["One thread, at work ", &share(summary.busy_ns, summary.wall_ns), " of the time."]),
        _ => {
            let bound = if summary.may_share_gil { " threads, at most " } else { " threads, " };
            join(&[&capital(&in_words(threads)), bound, busy, " at work at once on average."])
        }
    }
}

/// What a profile of Python's calls leaves open.
const GIL: &str = "A profile of Python’s calls does not tell a thread that waits for the GIL from one that executes: where \
                   there is a GIL, one thread of each process did at a time. ";

/// What they did the rest of the time.
pub fn explanation(summary: &Summary) -> String {
    let lanes = f64::from(threads(summary).max(1));
    let waiting_ns: f64 = summary.lanes.iter().filter(|lane| lane.kind != "async").map(|lane| lane.waiting_ns).sum();
    let mut text = String::new();
    if waiting_ns > 0.0 {
        let who = if lanes > 1.0 { "Threads waited " } else { "It waited " };
        text.push_str(&join(&[who, &share(waiting_ns, lanes * summary.wall_ns), " of the time"]));
        if let Some(name) = main_wait(summary) {
            text.push_str(&join(&[", mostly in ", name]));
        }
        text.push_str(". ");
    }
    if summary.max_parallelism > 1 {
        let most = in_words(summary.max_parallelism);
        text.push_str(&join(&["At most ", &most, " were at work at the same instant, and "]));
        text.push_str(&join(&[&mean(summary.mean_concurrency), " tasks in progress on average. "]));
        if summary.may_share_gil {
            text.push_str(GIL);
        }
    } else if threads(summary) > 1 {
        text.push_str("Never were two of them at work at the same instant: concurrent, and not parallel. ");
    }
    text
}

/// The file in figures.
pub fn facts(summary: &Summary) -> String {
    let mut parts = vec![
        join(&[&duration(summary.wall_ns), " from first to last"]),
        counted(summary.slices, "slice", "slices"),
        counted(summary.lanes.len() as f64, "lane", "lanes"),
    ];
    for (number, one, many) in [
        (summary.flows, "flow", "flows"),
        (summary.counters, "counter", "counters"),
        (summary.instants, "instant", "instants"),
    ] {
        if number > 0.0 {
            parts.push(counted(number, one, many));
        }
    }
    parts.push(join(&[&bytes(summary.file_bytes), " file"]));
    parts.push(join(&[&bytes(summary.memory_bytes), " of memory"]));
    parts.join(" · ")
}

/// How the open traces compare: the fastest of them with the slowest.
pub fn comparison(open: &[&Summary]) -> String {
    let by_time = |one: &&&Summary, other: &&&Summary| one.wall_ns.total_cmp(&other.wall_ns);
    let (Some(faster), Some(slower)) = (open.iter().min_by(by_time), open.iter().max_by(by_time)) else {
        return String::new();
    };
    if open.iter().any(|summary| summary.is_growing) {
        return join(&[&capital(&in_words(open.len() as u32)), " traces, being recorded."]);
    }
    let ratio = slower.wall_ns.max(1.0) / faster.wall_ns.max(1.0);
    if ratio < 1.02 {
        let who = if open.len() == 2 { "Both" } else { "All" };
        return join(&[who, " took as long: ", &duration(slower.wall_ns), "."]);
    }
    let much = if ratio < 1.5 {
        join(&[&fixed((ratio - 1.0) * 100.0, 0), "% faster"])
    } else {
        join(&[&mean(ratio), " times faster"])
    };
    let other = if open.len() == 2 { "" } else { ", the slowest" };
    join(&[&name(faster), " was ", &much, " than ", &name(slower), other, "."])
}

/// The figures of a comparison.
pub fn comparison_detail(open: &[&Summary]) -> String {
    let one = |summary: &&Summary| {
        let at_once = mean(summary.mean_parallelism);
        let measured = join(&[", ", &at_once, " at work at once on average"]);
        let measured = if summary.is_measured { measured.as_str() } else { "" };
        join(&[&name(summary), ": ", &duration(summary.wall_ns), measured, "."])
    };
    let mut told: Vec<String> = open.iter().map(one).collect();
    if open.iter().any(|summary| summary.may_share_gil) {
        told.push(GIL.trim_end().to_owned());
    }
    told.join(" ")
}

/// That more files were chosen than there is room for.
pub fn too_many(count: usize, places: usize) -> String {
    let opened = match places {
        0 => "none was opened: close a trace first.".to_owned(),
        1 => "the first one was opened.".to_owned(),
        _ => join(&["the first ", &in_words(places as u32), " were opened."]),
    };
    join(&["Of ", &count.to_string(), " files, ", &opened])
}

/// A file's name without what it always ends in.
pub fn name(summary: &Summary) -> String {
    let name = summary.name.trim_end_matches(".gz").trim_end_matches(".json");
    if name.is_empty() { summary.name.clone() } else { name.to_owned() }
}

/// How far an import is, in words.
pub fn progress(import: &super::model::Import) -> String {
    let read = join(&[&bytes(import.bytes), " of ", &bytes(import.total_bytes)]);
    let rate = if import.elapsed_ms > 200.0 && import.bytes > 0.0 {
        join(&[" · ", &fixed(import.bytes / 1e3 / import.elapsed_ms, 0), "\u{a0}MB/s"])
    } else {
        String::new()
    };
    match import.stage.as_str() {
        "sorting" => join(&["Sorting ", &count(import.events), " events"]),
        _ if import.events > 0.0 => join(&[&read, rate.as_str(), " · ", &count(import.events), " events"]),
        _ => join(&[&read, rate.as_str()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_viewer::{LaneFacts, SliceRef, WaitFacts};

    fn summary(threads: usize) -> Summary {
        let lane = LaneFacts { kind: "worker".to_owned(), slices: 3, waiting_ns: 41.0, ..LaneFacts::default() };
        let wait = |name: &str, duration_ns| WaitFacts {
            slice: SliceRef { slot: 0, lane: 0, row: 0, index: 0 },
            name: name.to_owned(),
            lane: "Main".to_owned(),
            start_ns: 0.0,
            duration_ns,
            cause: None,
        };
        Summary {
            is_measured: true,
            name: "pool.json.gz".to_owned(),
            slices: 24.0,
            wall_ns: 100.0,
            busy_ns: 40.0,
            mean_parallelism: 2.34,
            max_parallelism: 4,
            mean_concurrency: 5.0,
            lanes: vec![lane; threads],
            waits: vec![wait("sleep", 30.0), wait("acquire", 20.0), wait("acquire (lock.py:7)", 35.0)],
            ..Summary::default()
        }
    }

    #[test]
    fn the_result_is_said_in_a_sentence() {
        let eight = summary(8);
        assert_eq!(headline(&eight), "Eight threads, 2.3 at work at once on average.");
        assert_eq!(
            explanation(&eight),
            "Threads waited 41% of the time, mostly in acquire. At most four were at work at the same instant, and 5.0 tasks \
             in progress on average. "
        );
        assert_eq!(headline(&summary(1)), "One thread, at work 40% of the time.");
        assert_eq!(headline(&Summary::default()), "This trace has no slices.");
        let taking_turns = Summary { max_parallelism: 1, waits: Vec::new(), ..summary(2) };
        assert!(explanation(&taking_turns).contains("concurrent, and not parallel"));
    }

    #[test]
    fn what_a_profile_of_python_cannot_tell_is_said() {
        let mut eight = summary(8);
        assert!(!explanation(&eight).contains("GIL"));
        eight.may_share_gil = true;
        assert!(explanation(&eight).contains("waits for the GIL"), "{}", explanation(&eight));
        assert_eq!(headline(&eight), "Eight threads, at most 2.3 at work at once on average.");
        assert!(comparison_detail(&[&eight, &summary(2)]).contains("waits for the GIL"));
    }

    #[test]
    fn traces_are_compared_whichever_was_faster() {
        let (slow, fast) = (summary(1), Summary { name: "b.json".to_owned(), wall_ns: 40.0, ..summary(4) });
        for open in [[&slow, &fast], [&fast, &slow]] {
            assert_eq!(comparison(&open), "b was 2.5 times faster than pool.");
        }
        assert!(comparison(&[&slow, &slow]).starts_with("Both took as long"));
        let middle = Summary { name: "c.json".to_owned(), wall_ns: 60.0, ..summary(2) };
        assert_eq!(comparison(&[&middle, &slow, &fast]), "b was 2.5 times faster than pool, the slowest.");
        let growing = Summary { is_growing: true, ..summary(2) };
        assert_eq!(comparison(&[&slow, &growing]), "Two traces, being recorded.");
        assert_eq!(
            comparison_detail(&[&Summary { is_measured: false, ..summary(1) }, &fast]),
            "pool: 100\u{a0}ns. b: 40\u{a0}ns, 2.3 at work at once on average."
        );
    }

    #[test]
    fn that_there_were_too_many_files_is_said() {
        assert_eq!(too_many(8, 6), "Of 8 files, the first six were opened.");
        assert_eq!(too_many(3, 0), "Of 3 files, none was opened: close a trace first.");
    }
}
