//! What a trace adds up to: by name, its longest waits, its critical path, and what was wrong in its file.

use interleave_viewer::{NameFacts, PathFacts, Summary, WaitFacts, WarningFacts};
use yew::prelude::*;

use super::details::link;
use super::format::{count, counted, duration, moment, share};
use super::live::Live;
use super::model::Same;
use crate::markup::view;
use crate::numbers::{in_words, join};

/// How many rows are shown at first.
const FIRST_ROWS: usize = 12;

#[derive(Properties, PartialEq)]
pub struct StatisticsProps {
    pub slot: u32,
    pub summary: Same<Summary>,
    pub live: Live,
}

/// The tables of a trace.
#[component]
pub fn Statistics(props: &StatisticsProps) -> Html {
    let is_long = [use_state_eq(|| false), use_state_eq(|| false)];
    let Summary { names, waits, path, warnings, more_warnings, wall_ns, .. } = &*props.summary;
    let live = &props.live;
    let most = |index: usize| if *is_long[index] { usize::MAX } else { FIRST_ROWS };
    let more = |index: usize, total: usize| {
        let is_long = is_long[index].clone();
        let onclick = Callback::from(move |_: Event| is_long.set(true));
        (total > most(index)).then(|| {
            let text = join(&["Show all ", &total.to_string()]);
            view!("<button type=button class='button small' onclick={}>{}</button>", onclick, text)
        })
    };
    let names_table = by_name(names.iter().take(most(0)), *wall_ns, live);
    view!(
        "{}{}{}{}",
        section("By name", names.is_empty(), names_table, more(0, names.len())),
        section("Longest waits", waits.is_empty(), by_wait(waits, live), None),
        section(
            "Critical path",
            path.is_empty(),
            by_path(&props.summary, path.iter().take(most(1)), live),
            more(1, path.len())
        ),
        warned(warnings, *more_warnings),
    )
}

fn section(title: &'static str, is_empty: bool, content: Html, more: Option<Html>) -> Html {
    if is_empty {
        return Html::default();
    }
    view!("<section class=part><h2>{}</h2>{}{}</section>", title, content, more)
}

fn table(label: &'static str, heads: &[&'static str], rows: Vec<Html>) -> Html {
    // Heads of texts stand over them on the left, those of numbers on the right.
    let is_text = |head: &str| matches!(head, "Lane" | "Ended by" | "What");
    let heads: Vec<Html> = heads
        .iter()
        .map(|head| view!("<th scope=col class={}>{}</th>", is_text(head).then_some("quiet"), *head))
        .collect();
    view!(
        "<div class=wide tabindex=0 role=region aria-label={}><table>\
            <thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        label,
        heads,
        rows
    )
}

fn by_name<'a>(names: impl Iterator<Item = &'a NameFacts>, wall_ns: f64, live: &Live) -> Html {
    let row = |facts: &NameFacts| {
        view!(
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            link(&facts.name, facts.longest, live),
            count(f64::from(facts.count)),
            duration(facts.total_ns),
            duration(facts.self_ns),
            share(facts.self_ns, wall_ns),
            duration(facts.longest_ns),
        )
    };
    let heads = ["Name", "Slices", "Total", "Own time", "Of wall time", "Longest"];
    table("By name", &heads, names.map(row).collect())
}

fn by_wait(waits: &[WaitFacts], live: &Live) -> Html {
    let row = |wait: &WaitFacts| {
        let cause = wait.cause.as_ref().map(|(words, slice)| link(words, *slice, live));
        view!(
            "<tr><th scope=row>{}</th><td class=quiet>{}</td><td>{}</td><td>{}</td><td class=quiet>{}</td></tr>",
            link(&wait.name, Some(wait.slice), live),
            wait.lane.clone(),
            moment(wait.start_ns, wait.duration_ns),
            duration(wait.duration_ns),
            cause.unwrap_or_else(|| view!("<span>–</span>")),
        )
    };
    table("Longest waits", &["Wait", "Lane", "Start", "Duration", "Ended by"], waits.iter().map(row).collect())
}

fn by_path<'a>(summary: &Summary, stretches: impl Iterator<Item = &'a PathFacts>, live: &Live) -> Html {
    let name = |(name, time_ns): &(String, f64)| {
        let share = share(*time_ns, summary.path_ns);
        view!("<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>", name.clone(), duration(*time_ns), share)
    };
    let row = |stretch: &PathFacts| {
        view!(
            "<tr><th scope=row>{}</th><td class=quiet>{}</td><td>{}</td><td>{}</td></tr>",
            link(&stretch.name, stretch.slice, live),
            stretch.lane.clone(),
            moment(stretch.start_ns, stretch.duration_ns),
            duration(stretch.duration_ns),
        )
    };
    let guessed = match summary.path_guesses {
        0 => String::new(),
        1 => " Once no arrow says where it came from: that is guessed by the calls that go together.".to_owned(),
        n => join(&[
            " ",
            &in_words(n),
            " times no arrow says where it came from: that is guessed by the calls that go together.",
        ]),
    };
    let said = join(&["What the end had to wait for takes ", &duration(summary.path_ns), ".", &guessed]);
    let names =
        table("On the critical path", &["What", "Time", "Of it"], summary.path_names.iter().map(name).collect());
    let stretches = table("Critical path", &["What", "Lane", "Start", "Duration"], stretches.map(row).collect());
    view!(
        "<p class=note>{}</p>{}<details><summary>Its longest stretches, in order of time</summary>{}</details>",
        said,
        names,
        stretches
    )
}

fn warned(warnings: &[WarningFacts], more: f64) -> Html {
    if warnings.is_empty() {
        return Html::default();
    }
    let row = |warning: &WarningFacts| {
        view!("<tr><th scope=row>{}</th><td class=quiet>{}</td></tr>", count(warning.offset), warning.message.clone())
    };
    let rows = warnings.iter().map(row).collect();
    let title = counted(warnings.len() as f64 + more, "warning", "warnings");
    let more = (more > 0.0).then(|| join(&["And ", &count(more), " more."]));
    view!(
        "<section class=part data-testid=warnings><h2>{}</h2>\
            <p class=note>The file is not quite in order. What made sense of it is shown.</p>{}<p class=note>{}</p></section>",
        title,
        table("Warnings", &["At byte", "What"], rows),
        more
    )
}
