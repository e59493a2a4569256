//! What a trace adds up to: by name, its longest waits, its critical path, and what was wrong in its file.

use interleave_viewer::{NameFacts, PathFacts, Summary, WaitFacts, WarningFacts};
use yew::prelude::*;

use super::details::link;
use super::format::{count, duration, moment, named_in, share, state};
use super::live::Live;
use super::model::Same;
use crate::markup::view;
use crate::numbers::sentences;
use crate::text::{say, use_language};

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
    use_language();
    let is_long = [use_state_eq(|| false), use_state_eq(|| false)];
    let Summary { names, waits, path, warnings, more_warnings, wall_ns, .. } = &*props.summary;
    let live = &props.live;
    let most = |index: usize| if *is_long[index] { usize::MAX } else { FIRST_ROWS };
    let more = |index: usize, total: usize| {
        let is_long = is_long[index].clone();
        let onclick = Callback::from(move |_: Event| is_long.set(true));
        (total > most(index)).then(|| {
            let text = say::trace_show_all(total as f64);
            view!("<button type=button class='button small' onclick={}>{}</button>", onclick, text)
        })
    };
    let names_table = by_name(names.iter().take(most(0)), *wall_ns, live);
    view!(
        "{}{}{}{}",
        section(say::trace_by_name(), names.is_empty(), names_table, more(0, names.len())),
        section(say::trace_longest_waits(), waits.is_empty(), by_wait(waits, live), None),
        section(
            say::trace_critical_path(),
            path.is_empty(),
            by_path(&props.summary, path.iter().take(most(1)), live),
            more(1, path.len())
        ),
        warned(warnings, *more_warnings),
    )
}

fn section(title: AttrValue, is_empty: bool, content: Html, more: Option<Html>) -> Html {
    if is_empty {
        return Html::default();
    }
    view!("<section class=part><h2>{}</h2>{}{}</section>", title, content, more)
}

/// A table; its heads, each with whether texts stand below it.
fn table(label: AttrValue, heads: Vec<(AttrValue, bool)>, rows: Vec<Html>) -> Html {
    // Heads of texts stand over them on the left, those of numbers on the right.
    let head =
        |(head, is_text): (AttrValue, bool)| view!("<th scope=col class={}>{}</th>", is_text.then_some("quiet"), head);
    let heads: Vec<Html> = heads.into_iter().map(head).collect();
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
    let heads = [
        say::trace_name(),
        say::trace_slices_head(),
        say::trace_total(),
        say::trace_own_time(),
        say::trace_of_wall(),
        say::trace_longest(),
    ];
    table(say::trace_by_name(), heads.map(|head| (head, false)).to_vec(), names.map(row).collect())
}

fn by_wait(waits: &[WaitFacts], live: &Live) -> Html {
    let row = |wait: &WaitFacts| {
        let cause = wait.cause.as_ref().map(|cause| {
            let said = named_in(&cause.name, &cause.lane);
            let said = if cause.is_guess { say::trace_it_seems(&said) } else { said };
            link(&said, cause.slice, live)
        });
        view!(
            "<tr><th scope=row>{}</th><td class=quiet>{}</td><td>{}</td><td class=quiet>{}</td><td>{}</td></tr>",
            link(&wait.name, Some(wait.slice), live),
            wait.lane.clone(),
            duration(wait.duration_ns),
            cause.unwrap_or_else(|| view!("<span>–</span>")),
            moment(wait.start_ns, wait.duration_ns),
        )
    };
    let heads = vec![
        (say::trace_wait(), false),
        (say::trace_lane(), true),
        (say::trace_duration(), false),
        (say::trace_ended_by(), true),
        (say::trace_start(), false),
    ];
    table(say::trace_longest_waits(), heads, waits.iter().map(row).collect())
}

fn by_path<'a>(summary: &Summary, stretches: impl Iterator<Item = &'a PathFacts>, live: &Live) -> Html {
    let name = |(name, time_ns): &(String, f64)| {
        let share = share(*time_ns, summary.path_ns);
        let name = link(name, None, live);
        view!("<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>", name, duration(*time_ns), share)
    };
    let row = |stretch: &PathFacts| {
        view!(
            "<tr><th scope=row>{}</th><td class=quiet>{}</td><td>{}</td><td>{}</td></tr>",
            link(&path_name(stretch), stretch.slice, live),
            stretch.lane.clone(),
            moment(stretch.start_ns, stretch.duration_ns),
            duration(stretch.duration_ns),
        )
    };
    let guesses = summary.path_guesses;
    let said = sentences([
        Some(say::trace_path_note(&duration(summary.path_ns))),
        (guesses > 0).then(|| say::trace_path_guessed(guesses)),
    ]);
    let heads = vec![(say::trace_what(), true), (say::trace_time(), false), (say::trace_of_it(), false)];
    let names = table(say::trace_on_path(), heads, summary.path_names.iter().map(name).collect());
    let heads = vec![
        (say::trace_what(), true),
        (say::trace_lane(), true),
        (say::trace_start(), false),
        (say::trace_duration(), false),
    ];
    let stretches = table(say::trace_critical_path(), heads, stretches.map(row).collect());
    view!(
        "<p class=note>{}</p>{}<details><summary>{}</summary>{}</details>",
        said,
        names,
        say::trace_path_stretches(),
        stretches
    )
}

/// What was going on in a stretch: a slice, an arrow on its way, or a state.
fn path_name(stretch: &PathFacts) -> String {
    match (stretch.kind.as_str(), stretch.name.as_str()) {
        ("flow", "") => say::trace_path_way_only().to_string(),
        ("flow", name) => say::trace_path_way(name),
        ("state", of) => state(of),
        (_, name) => name.to_owned(),
    }
}

/// A warning in the reader's language.
fn warning_said(WarningFacts { kind, arguments, times, .. }: &WarningFacts) -> String {
    let argument = |at: usize| arguments.get(at).map_or("", String::as_str);
    let said = match kind.as_str() {
        "broken-event" | "searched-on" => say::trace_warning_broken(kind, &say::trace_problem(argument(0))),
        "other-end" => say::trace_warning_other_end(argument(0), argument(1)),
        "unknown-phase" | "no-end" | "beside" | "runs" => say::trace_warning_of(kind, argument(0)),
        _ => say::trace_warning(kind).to_string(),
    };
    if *times > 1.0 { say::trace_warning_first(&said, *times) } else { said }
}

fn warned(warnings: &[WarningFacts], more: f64) -> Html {
    if warnings.is_empty() {
        return Html::default();
    }
    let row = |warning: &WarningFacts| {
        view!("<tr><th scope=row>{}</th><td class=quiet>{}</td></tr>", count(warning.offset), warning_said(warning))
    };
    let rows = warnings.iter().map(row).collect();
    let title = say::trace_warnings(warnings.len() as f64 + more);
    let more = (more > 0.0).then(|| say::trace_and_more(more));
    view!(
        "<section class=part data-testid=warnings><h2>{}</h2>\
            <p class=note>{}</p>{}<p class=note>{}</p></section>",
        title,
        say::trace_warned(),
        table(say::trace_warnings_label(), vec![(say::trace_at_byte(), false), (say::trace_what(), true)], rows),
        more
    )
}

#[cfg(test)]
mod tests {
    use interleave::trace::import::{Oddity, Problem};

    use super::*;

    fn said(oddity: &Oddity, times: f64) -> String {
        let (kind, arguments) = (oddity.kind().to_owned(), oddity.arguments());
        warning_said(&WarningFacts { offset: 0.0, kind, arguments, times })
    }

    #[test]
    fn the_page_warns_in_english_as_the_terminal_does() {
        let (f, g) = (|| "f".to_owned(), || "g".to_owned());
        let mut all = vec![
            Oddity::NotUtf8,
            Oddity::Runs(2),
            Oddity::NegativeTimes,
            Oddity::NoEvent,
            Oddity::NoPhase,
            Oddity::UnknownPhase(f()),
            Oddity::NoTime,
            Oddity::WrongTime,
            Oddity::MemoryDump,
            Oddity::NegativeLength,
            Oddity::NoLength,
            Oddity::WrongLength,
            Oddity::EmptyCounter,
            Oddity::WrongValue,
            Oddity::ArrowNotArrived,
            Oddity::ArrowNotLeft,
            Oddity::LoneEnd,
            Oddity::OtherEnd { end: f(), begin: g() },
            Oddity::NoEnd(f()),
            Oddity::Overlap,
            Oddity::TooDeep,
            Oddity::LoneOperationEnd,
            Oddity::LoneObjectEnd,
            Oddity::OtherOperationEnd,
            Oddity::NoOperationEnd,
            Oddity::Crowded,
            Oddity::OpenList,
            Oddity::Beside(f()),
            Oddity::FileEnds,
            Oddity::TooLong,
            Oddity::GzipDamaged,
            Oddity::GzipChanged,
            Oddity::GzipFollowed,
            Oddity::GzipEnds,
        ];
        let problems =
            [Problem::End, Problem::Key, Problem::Colon, Problem::Value, Problem::Comma, Problem::Depth].into_iter();
        all.extend(problems.flat_map(|problem| [Oddity::BrokenEvent(problem), Oddity::SearchedOn(problem)]));
        for oddity in all {
            assert_eq!(said(&oddity, 1.0), oddity.to_string());
        }
        assert_eq!(said(&Oddity::Overlap, 3.0), format!("{} (the first of 3)", Oddity::Overlap));
    }
}
