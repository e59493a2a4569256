//! Several traces side by side: what differs, in words and in columns.

use std::collections::BTreeMap;

use super::Profile;
use crate::cli::report::table::{cell, function, table};
use crate::time::format_ns;

/// Widest column of names.
const NAME: usize = 40;
/// How many names are compared.
const MOST: usize = 10;

/// The result in words, a sentence for each file but the first; empty where there is nothing to compare.
pub fn sentence(profiles: &[Profile]) -> String {
    let Some((first, others)) = profiles.split_first() else { return String::new() };
    let one = |profile: &Profile| {
        let (wall, with) = (profile.summary.makespan_ns() as f64, first.summary.makespan_ns() as f64);
        let took = in_words(wall, with, &cell(&first.title, NAME));
        let (mean, mean_with) = (profile.summary.mean_parallelism, first.summary.mean_parallelism);
        let (mean, mean_with) = (format!("{mean:.1}"), format!("{mean_with:.1}"));
        let instead = if mean == mean_with { " in both".to_owned() } else { format!(" instead of {mean_with}") };
        let name = cell(&profile.title, NAME);
        format!("{name} {took}, with {mean} executing at once in the mean{instead}.")
    };
    others.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// How `wall` relates to `with`, the wall time of `name`.
fn in_words(wall: f64, with: f64, name: &str) -> String {
    match wall / with {
        ratio if (0.995..1.005).contains(&ratio) => format!("took as long as {name}"),
        ratio if ratio < 1.0 && wall > 0.0 => format!("finished {} times sooner than {name}", times(with / wall)),
        ratio if ratio.is_finite() && ratio > 1.0 => format!("took {} times as long as {name}", times(ratio)),
        _ => format!("cannot be compared with {name}"),
    }
}

/// A ratio with as many decimals as say something.
fn times(ratio: f64) -> String {
    match ratio {
        ratio if ratio < 1.095 => format!("{ratio:.2}"),
        ratio if ratio < 99.5 => format!("{ratio:.1}"),
        ratio => format!("{ratio:.0}"),
    }
}

/// The figures of all files, a column each, and how each other one relates to the first.
pub fn figures(profiles: &[Profile]) -> String {
    type Figure = (&'static str, fn(&Profile) -> f64, fn(f64) -> String);
    let time: fn(f64) -> String = |value| format_ns(value as u64);
    let count: fn(f64) -> String = |value| format!("{value:.0}");
    let mean: fn(f64) -> String = |value| format!("{value:.2}");
    let all: [Figure; 9] = [
        ("wall", |profile| profile.summary.makespan_ns() as f64, time),
        ("busy", |profile| profile.summary.busy_ns as f64, time),
        ("utilisation", |profile| profile.summary.utilisation * 100.0, |value| format!("{value:.0} %")),
        ("parallelism, mean", |profile| profile.summary.mean_parallelism, mean),
        ("parallelism, most", |profile| f64::from(profile.summary.max_parallelism), count),
        ("concurrency, mean", |profile| profile.summary.mean_concurrency, mean),
        ("context switches", |profile| profile.summary.context_switches as f64, count),
        ("lanes", |profile| profile.imported.trace.lanes.len() as f64, count),
        ("slices", |profile| profile.summary.slices as f64, count),
    ];
    let row = |(name, value, written): &Figure| {
        let first = profiles.first().map_or(0.0, value);
        let cells = profiles.iter().enumerate().flat_map(|(index, profile)| {
            let value = value(profile);
            let ratio = if first > 0.0 { format!("× {}", times_of(value / first)) } else { String::new() };
            [Some(written(value)), (index > 0).then_some(ratio)]
        });
        std::iter::once((*name).to_owned()).chain(cells.flatten()).collect()
    };
    let titles: Vec<String> = profiles.iter().map(|profile| cell(&profile.title, 24)).collect();
    let mut heads = vec![""];
    for (index, title) in titles.iter().enumerate() {
        heads.push(title);
        heads.extend((index > 0).then_some(""));
    }
    table(&heads, &all.iter().map(row).collect::<Vec<_>>(), 1)
}

fn times_of(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
}

/// The names whose own time differs most, a column for each file.
pub fn names(profiles: &[Profile]) -> String {
    let mut times: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        for (name, self_ns) in profile.comparable_names() {
            times.entry(name).or_insert_with(|| vec![0; profiles.len()])[index] += self_ns;
        }
    }
    let spread = |times: &[u64]| times.iter().max().unwrap_or(&0) - times.iter().min().unwrap_or(&0);
    let mut rows: Vec<(&str, Vec<u64>)> = times.into_iter().filter(|(_, times)| spread(times) > 0).collect();
    rows.sort_by_key(|(_, times)| std::cmp::Reverse(spread(times)));
    rows.truncate(MOST);
    let titles: Vec<String> = profiles.iter().map(|profile| cell(&profile.title, 24)).collect();
    let heads: Vec<&str> = std::iter::once("own time").chain(titles.iter().map(String::as_str)).collect();
    let row = |(name, times): &(&str, Vec<u64>)| {
        std::iter::once(function(name, NAME)).chain(times.iter().map(|time_ns| format_ns(*time_ns))).collect()
    };
    table(&heads, &rows.iter().map(row).collect::<Vec<_>>(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_said_in_words() {
        for (wall, with, expect) in [
            (50.0, 100.0, "finished 2.0 times sooner than a"),
            (300.0, 100.0, "took 3.0 times as long as a"),
            (100.1, 100.0, "took as long as a"),
            (101.0, 100.0, "took 1.01 times as long as a"),
            (1.0, 1000.0, "finished 1000 times sooner than a"),
            (1.0, 0.0, "cannot be compared with a"),
            (0.0, 0.0, "cannot be compared with a"),
            (0.0, 1.0, "cannot be compared with a"),
        ] {
            assert_eq!(in_words(wall, with, "a"), expect);
        }
    }
}
