//! What is said of the selected slice, and of a measured stretch.

use interleave_viewer::{Details, FlowFacts, SliceRef, Stretch};
use yew::prelude::*;

use super::format::{brief, counted, duration, moment, share};
use super::live::Live;
use super::model::Same;
use crate::markup::view;
use crate::numbers::{fixed, join};

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
    let live = &props.live;
    let details = props.details.as_ref().map(|details| chosen(details, live));
    let stretch = props.stretch.as_ref().map(|stretch| measured(stretch, &props.names, live));
    view!("<div class=chosen><div tabindex=-1 ref={}>{}</div>{}</div>", &live.nodes().details, details, stretch)
}

/// A button that goes to a slice, or its name alone where there is none.
pub fn link(text: &str, slice: Option<SliceRef>, live: &Live) -> Html {
    let text = if text.is_empty() { "without a name" } else { text };
    let short = brief(text);
    // What was left out of it is said where the pointer rests.
    let whole = (short != text).then(|| text.to_owned());
    match slice {
        Some(slice) => {
            let go = live.on(move |live| live.go(slice));
            view!("<button type=button class=link title={} onclick={}>{}</button>", whole, go, short)
        }
        None => view!("<span title={}>{}</span>", whole, short),
    }
}

/// A term and what is said of it.
fn facts(facts: &[(&'static str, String)]) -> Vec<Html> {
    let fact = |(term, text): &(&'static str, String)| view!("<div><dt>{}</dt><dd>{}</dd></div>", *term, text.clone());
    facts.iter().map(fact).collect()
}

fn flows(title: &'static str, flows: &[FlowFacts], live: &Live) -> Option<Html> {
    let row = |flow: &FlowFacts| {
        let name = (!flow.name.is_empty()).then(|| join(&[&flow.name, ": "]));
        let took = join(&[" ", &duration(flow.to_ns - flow.from_ns), " on the way"]);
        view!("<li>{}{}<span class=note>{}</span></li>", name, link(&flow.other_name, flow.other, live), took)
    };
    let rows: Vec<Html> = flows.iter().map(row).collect();
    (!rows.is_empty()).then(|| view!("<h3>{}</h3><ul class=plain>{}</ul>", title, rows))
}

/// Where the program was: the frames, the outermost first.
fn stack(frames: &[String]) -> Option<Html> {
    let mut rows = Vec::new();
    for frame in frames {
        rows.push(view!("<li>{}</li>", if frame.is_empty() { "without a name".to_owned() } else { frame.clone() }));
    }
    let title = join(&["Stack, ", &counted(frames.len() as f64, "frame", "frames"), ", the outermost first"]);
    (!rows.is_empty()).then(|| view!("<h3>{}</h3><ol class='plain stack' data-testid=stack>{}</ol>", title, rows))
}

fn chosen(details: &Details, live: &Live) -> Html {
    let mut arguments = Vec::new();
    for (name, value) in &details.arguments {
        arguments.push(view!("<div><dt>{}</dt><dd>{}</dd></div>", name.clone(), value.clone()));
    }
    let arguments = (!arguments.is_empty())
        .then(|| view!("<h3>Arguments</h3><dl class=facts data-testid=arguments>{}</dl>", arguments));
    let stack = stack(&details.stack);
    let mut own = vec![
        ("State", details.state.clone()),
        ("Start", moment(details.start_ns, details.duration_ns)),
        ("Duration", duration(details.duration_ns)),
        ("Own time", join(&[&duration(details.self_ns), ", ", &share(details.self_ns, details.duration_ns)])),
        ("Lane", details.lane.clone()),
    ];
    if let Some(task) = details.task {
        own.push(("Task", (task + 1).to_string()));
    }
    let (name, lane) = (&details.of_name, &details.of_lane);
    let others = [
        ("All of this name", counted(f64::from(name.count), "slice", "slices")),
        ("Together", duration(name.total_ns)),
        ("Own time together", duration(name.self_ns)),
        ("Longest", duration(name.longest_ns)),
        ("Its lane at work", join(&[&duration(lane.busy_ns), ", ", &share(lane.utilisation, 1.0)])),
        ("Its lane waiting", duration(lane.waiting_ns)),
    ];
    let longest = name.longest.filter(|longest| *longest != details.slice);
    let longest = longest.map(|longest| {
        view!(
            "<button type=button class='button small' onclick={}>Go to the longest</button>",
            live.on(move |live| live.go(longest))
        )
    });
    view!(
        "<section class=panel data-testid=details>\
            <header><h2>{}</h2>{}\
            <button type=button class='button small' data-testid=deselect onclick={}>Let go</button></header>\
            <dl class=facts>{}</dl>{}{}{}{}<dl class=facts>{}</dl>\
        </section>",
        if details.name.is_empty() { "Without a name".to_owned() } else { details.name.clone() },
        longest,
        live.on(Live::let_go),
        facts(&own),
        arguments,
        stack,
        flows("Comes from", &details.flows_in, live),
        flows("Leads to", &details.flows_out, live),
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
            fixed(slot.mean_parallelism, 2),
            slot.max_parallelism,
            fixed(slot.mean_concurrency, 2),
        ));
    }
    view!(
        "<section class=panel data-testid=measured-stretch>\
            <header><h2>{}</h2>\
            <button type=button class='button small' onclick={}>Let go</button></header>\
            <p class=note>{}</p>\
            <div class=wide tabindex=0 role=region aria-label='Measured stretch'><table>\
                <thead><tr><th scope=col>Trace</th><th scope=col>Slices</th><th scope=col>Busy</th>\
                <th scope=col>At once</th><th scope=col>At most</th><th scope=col>In progress</th></tr></thead>\
                <tbody>{}</tbody></table></div>\
        </section>",
        join(&["Measured: ", &duration(length_ns)]),
        live.on(Live::let_go_measured),
        join(&["from ", &moment(stretch.start_ns, length_ns), " to ", &moment(stretch.end_ns, length_ns)]),
        rows
    )
}
