//! What is said of the selected slice, and of a measured stretch.

use interleave_viewer::{Details, FlowFacts, SliceRef, Stretch};
use yew::prelude::*;

use super::format::{duration, moment, named, named_in, share, state};
use super::live::Live;
use super::model::Same;
use crate::markup::view;
use crate::numbers::{capital, number};
use crate::text::{say, use_language};

#[derive(Properties, PartialEq)]
pub struct ChosenProps {
    pub details: Option<Same<Details>>,
    pub stretch: Option<Same<Stretch>>,
    /// What the traces are called.
    pub names: [String; interleave_viewer::SLOTS],
    pub live: Live,
}

/// The two panels below the timeline; empty ones where nothing is selected or measured.
#[component]
pub fn Chosen(props: &ChosenProps) -> Html {
    use_language();
    let live = &props.live;
    let details = props.details.as_ref().map(|details| chosen(details, live));
    let stretch = props.stretch.as_ref().map(|stretch| measured(stretch, &props.names, live));
    view!("<div class=chosen><div tabindex=-1 ref={}>{}</div>{}</div>", &live.nodes().details, details, stretch)
}

/// A button that goes to a slice, or its name alone where there is none.
pub fn link(text: &str, slice: Option<SliceRef>, live: &Live) -> Html {
    let short = named(text);
    // What was left out of it is said where the pointer rests.
    let whole = (short != text && !text.is_empty()).then(|| text.to_owned());
    match slice {
        Some(slice) => {
            let go = live.on(move |live| live.go(slice));
            view!("<button type=button class=link title={} onclick={}>{}</button>", whole, go, short)
        }
        None => view!("<span title={}>{}</span>", whole, short),
    }
}

/// A term and what is said of it.
fn facts(facts: &[(AttrValue, String)]) -> Vec<Html> {
    let fact = |(term, text): &(AttrValue, String)| view!("<div><dt>{}</dt><dd>{}</dd></div>", term, text.clone());
    facts.iter().map(fact).collect()
}

fn flows(title: AttrValue, flows: &[FlowFacts], live: &Live) -> Option<Html> {
    let row = |flow: &FlowFacts| {
        let name = (!flow.name.is_empty()).then(|| say::trace_flow_name(&flow.name));
        let took = say::trace_on_the_way(&duration(flow.to_ns - flow.from_ns));
        let other = named_in(&flow.other_name, &flow.other_lane);
        view!("<li>{}{} <span class=note>{}</span></li>", name, link(&other, flow.other, live), took)
    };
    let rows: Vec<Html> = flows.iter().map(row).collect();
    (!rows.is_empty()).then(|| view!("<h3>{}</h3><ul class=plain>{}</ul>", title, rows))
}

/// Where the program was: the frames, the outermost first.
fn stack(frames: &[String]) -> Option<Html> {
    let mut rows = Vec::new();
    for frame in frames {
        rows.push(view!("<li>{}</li>", named(frame)));
    }
    let title = say::trace_stack(frames.len() as f64);
    (!rows.is_empty()).then(|| view!("<h3>{}</h3><ol class='plain stack' data-testid=stack>{}</ol>", title, rows))
}

/// A duration and the share that it is.
fn both(duration_ns: f64, share: &str) -> String {
    say::trace_and_share(&duration(duration_ns), share)
}

fn chosen(details: &Details, live: &Live) -> Html {
    let mut arguments = Vec::new();
    for (name, value) in &details.arguments {
        arguments.push(view!("<div><dt>{}</dt><dd>{}</dd></div>", name.clone(), value.clone()));
    }
    let arguments = (!arguments.is_empty())
        .then(|| view!("<h3>{}</h3><dl class=facts data-testid=arguments>{}</dl>", say::trace_arguments(), arguments));
    let stack = stack(&details.stack);
    let mut own = vec![
        (say::trace_state(), state(&details.state)),
        (say::trace_start(), moment(details.start_ns, details.duration_ns)),
        (say::trace_duration(), duration(details.duration_ns)),
        (say::trace_own_time(), both(details.self_ns, &share(details.self_ns, details.duration_ns))),
        (say::trace_lane(), details.lane.clone()),
    ];
    if let Some(task) = details.task {
        own.push((say::trace_task(), number(f64::from(task) + 1.0, 0, 0)));
    }
    let (name, lane) = (&details.of_name, &details.of_lane);
    let others = [
        (say::trace_of_name(), say::trace_slices(name.count)),
        (say::trace_together(), duration(name.total_ns)),
        (say::trace_own_together(), duration(name.self_ns)),
        (say::trace_longest(), duration(name.longest_ns)),
        (say::trace_lane_busy(), both(lane.busy_ns, &share(lane.utilisation, 1.0))),
        (say::trace_lane_waiting(), duration(lane.waiting_ns)),
    ];
    let longest = name.longest.filter(|longest| *longest != details.slice);
    let longest = longest.map(|longest| {
        view!(
            "<button type=button class='button small' onclick={}>{}</button>",
            live.on(move |live| live.go(longest)),
            say::trace_go_longest()
        )
    });
    view!(
        "<section class=panel data-testid=details>\
            <header><h2>{}</h2>{}\
            <button type=button class='button small' data-testid=deselect onclick={}>{}</button></header>\
            <dl class=facts>{}</dl>{}{}{}{}<dl class=facts>{}</dl>\
        </section>",
        if details.name.is_empty() { capital(&named("")) } else { details.name.clone() },
        longest,
        live.on(Live::let_go),
        say::trace_let_go(),
        facts(&own),
        arguments,
        stack,
        flows(say::trace_comes_from(), &details.flows_in, live),
        flows(say::trace_leads_to(), &details.flows_out, live),
        facts(&others),
    )
}

fn measured(stretch: &Stretch, names: &[String], live: &Live) -> Html {
    let length_ns = stretch.end_ns - stretch.start_ns;
    let mut rows = Vec::new();
    for slot in &stretch.slots {
        rows.push(view!(
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            names.get(slot.slot as usize).cloned().unwrap_or_default(),
            super::format::count(slot.slices),
            duration(slot.busy_ns),
            number(slot.mean_parallelism, 2, 2),
            number(slot.max_parallelism.into(), 0, 0),
            number(slot.mean_concurrency, 2, 2),
        ));
    }
    let mut heads = Vec::new();
    for head in [
        say::trace_trace(),
        say::trace_slices_head(),
        say::trace_busy(),
        say::trace_at_once(),
        say::trace_most(),
        say::trace_in_progress(),
    ] {
        heads.push(view!("<th scope=col>{}</th>", head));
    }
    view!(
        "<section class=panel data-testid=measured-stretch>\
            <header><h2>{}</h2>\
            <button type=button class='button small' onclick={}>{}</button></header>\
            <p class=note>{}</p>\
            <div class=wide tabindex=0 role=region aria-label={}><table>\
                <thead><tr>{}</tr></thead>\
                <tbody>{}</tbody></table></div>\
        </section>",
        say::trace_measured(&duration(length_ns)),
        live.on(Live::let_go_measured),
        say::trace_let_go(),
        say::trace_from_to(&moment(stretch.start_ns, length_ns), &moment(stretch.end_ns, length_ns)),
        say::trace_measured_stretch(),
        heads,
        rows
    )
}
