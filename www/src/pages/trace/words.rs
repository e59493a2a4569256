//! What traces come to, in words: sentences that stay true in every case. Pure.

use interleave_viewer::Summary;

use super::format::{beside, bytes, duration, mean, share};
use crate::numbers::{number, percent, sentences};
use crate::text::say;

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
        return say::trace_empty().to_string();
    }
    if summary.is_growing {
        return say::trace_growing(summary.slices);
    }
    if !summary.is_measured {
        return say::trace_measuring(summary.slices);
    }
    let busy = mean(summary.mean_parallelism);
    match threads {
        0 => say::trace_no_thread(summary.slices),
        1 => say::trace_one_thread(&share(summary.busy_ns, summary.wall_ns)),
        _ if summary.may_share_gil => say::trace_threads_bound(threads, &busy),
        _ => say::trace_threads(threads, &busy),
    }
}

/// What they did the rest of the time.
pub fn explanation(summary: &Summary) -> String {
    let lanes = threads(summary).max(1);
    let waiting_ns: f64 = summary.lanes.iter().filter(|lane| lane.kind != "async").map(|lane| lane.waiting_ns).sum();
    let waited = share(waiting_ns, f64::from(lanes) * summary.wall_ns);
    let waited = (waiting_ns > 0.0).then(|| match main_wait(summary) {
        Some(name) => say::trace_waited_in(lanes, &waited, name),
        None => say::trace_waited(lanes, &waited),
    });
    let is_parallel = summary.max_parallelism > 1;
    sentences([
        waited,
        is_parallel.then(|| say::trace_at_most(summary.max_parallelism, &mean(summary.mean_concurrency))),
        (is_parallel && summary.may_share_gil).then(|| say::trace_python().to_string()),
        (!is_parallel && threads(summary) > 1).then(|| say::trace_never_two().to_string()),
    ])
}

/// The file in figures.
pub fn facts(summary: &Summary) -> String {
    let mut parts = vec![
        say::trace_wall(&duration(summary.wall_ns)),
        say::trace_slices(summary.slices),
        say::trace_lanes(summary.lanes.len() as f64),
    ];
    if summary.flows > 0.0 {
        parts.push(say::trace_flows(summary.flows));
    }
    if summary.counters > 0.0 {
        parts.push(say::trace_counters(summary.counters));
    }
    if summary.instants > 0.0 {
        parts.push(say::trace_instants(summary.instants));
    }
    parts.push(say::trace_file_size(&bytes(summary.file_bytes)));
    parts.push(say::trace_memory(&bytes(summary.memory_bytes)));
    beside(&parts)
}

/// How the open traces compare: the fastest of them with the slowest.
pub fn comparison(open: &[&Summary]) -> String {
    let by_time = |one: &&&Summary, other: &&&Summary| one.wall_ns.total_cmp(&other.wall_ns);
    let (Some(faster), Some(slower)) = (open.iter().min_by(by_time), open.iter().max_by(by_time)) else {
        return String::new();
    };
    let count = open.len() as u32;
    if open.iter().any(|summary| summary.is_growing) {
        return say::trace_several_growing(count);
    }
    let ratio = slower.wall_ns.max(1.0) / faster.wall_ns.max(1.0);
    if ratio < 1.02 {
        say::trace_same(count, &duration(slower.wall_ns))
    } else if ratio < 1.5 {
        say::trace_faster_by(count, &name(faster), &percent(ratio - 1.0), &name(slower))
    } else {
        say::trace_faster_times(count, &name(faster), &mean(ratio), &name(slower))
    }
}

/// The figures of a comparison.
pub fn comparison_detail(open: &[&Summary]) -> String {
    let one = |summary: &&Summary| {
        let (name, took) = (name(summary), duration(summary.wall_ns));
        Some(match summary.is_measured {
            true => say::trace_took_at_once(&name, &took, &mean(summary.mean_parallelism)),
            false => say::trace_took(&name, &took),
        })
    };
    let may_share_gil = open.iter().any(|summary| summary.may_share_gil);
    sentences(open.iter().map(one).chain([may_share_gil.then(|| say::trace_python().to_string())]))
}

/// That more files were chosen than there is room for.
pub fn too_many(count: usize, places: usize) -> String {
    say::trace_too_many(places as u32, count as u32)
}

/// A file's name without what it always ends in.
pub fn name(summary: &Summary) -> String {
    let name = summary.name.trim_end_matches(".gz").trim_end_matches(".json");
    if name.is_empty() { summary.name.clone() } else { name.to_owned() }
}

/// How far an import is, in words.
pub fn progress(import: &super::model::Import) -> String {
    if import.stage == "sorting" {
        return say::trace_sorting(import.events);
    }
    let mut parts = vec![say::trace_read_of(&bytes(import.bytes), &bytes(import.total_bytes))];
    if import.elapsed_ms > 200.0 && import.bytes > 0.0 {
        parts.push(say::trace_rate(&number(import.bytes / 1e3 / import.elapsed_ms, 0, 0)));
    }
    if import.events > 0.0 {
        parts.push(say::trace_events(import.events));
    }
    beside(&parts)
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
             in progress on average."
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
