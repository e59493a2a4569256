//! The lanes of a trace with their figures, and how they are shown.

use interleave_viewer::{Arrangement, LaneFacts, Summary};
use yew::prelude::*;

use super::arrange::{self, Move};
use super::format::{count, duration, share};
use super::live::Live;
use super::model::{Action, Same};
use crate::markup::view;
use crate::numbers::join;
use crate::text::{say, use_language};

/// More rows would keep the browser busy for long; the rest is shown when it is asked for.
const MOST_ROWS: usize = 64;

#[derive(Properties, PartialEq)]
pub struct LanesProps {
    pub slot: u32,
    pub summary: Same<Summary>,
    pub arrangement: Arrangement,
    pub live: Live,
}

/// The table of lanes.
#[component]
pub fn Lanes(props: &LanesProps) -> Html {
    use_language();
    let shown = use_state_eq(|| MOST_ROWS);
    let lanes = &props.summary.lanes;
    let order = arrange::order(&props.arrangement, lanes.len() as u32);
    let process_of = |lane: u32| lanes.get(lane as usize).map_or(0, |facts| facts.process_index);
    let order = if are_processes(&props.summary) { arrange::grouped(order, process_of) } else { order };
    let mut rows: Vec<Html> = Vec::new();
    let mut last = None;
    for lane in order.iter().take(*shown) {
        let Some(facts) = lanes.get(*lane as usize) else { continue };
        if !facts.process.is_empty() && last != Some(facts.process_index) {
            rows.push(process(props, facts));
        }
        last = Some(facts.process_index);
        if !props.arrangement.folded.contains(&facts.process_index) {
            rows.push(row(props, *lane, facts));
        }
    }
    let more = (order.len() > *shown).then(|| {
        let shown = shown.clone();
        let onclick = Callback::from(move |_: Event| shown.set(*shown * 4));
        view!("<button type=button class=button onclick={}>{}</button>", onclick, say::trace_more_lanes())
    });
    let mut heads = Vec::new();
    for (head, is_quiet) in [
        (say::trace_lane(), false),
        (say::trace_show(), true),
        (say::trace_at_work(), false),
        (say::trace_waiting(), false),
        (say::trace_utilisation(), false),
        (say::trace_switches(), false),
        (say::trace_slices_head(), false),
    ] {
        heads.push(view!("<th scope=col class={}>{}</th>", is_quiet.then_some("quiet"), head));
    }
    view!(
        "<section class='part all'><h2>{}</h2>\
        <div class=wide tabindex=0 role=region aria-label={}><table class=lanes data-testid=lanes>\
            <thead><tr>{}</tr></thead>\
            <tbody>{}</tbody></table></div>{}</section>",
        say::trace_lanes_head(),
        say::trace_lanes_head(),
        heads,
        rows,
        more
    )
}

/// The row of a process, above those of its lanes.
fn process(props: &LanesProps, facts: &LaneFacts) -> Html {
    let (slot, process) = (props.slot, facts.process_index);
    let is_folded = props.arrangement.folded.contains(&process);
    let of_process = || props.summary.lanes.iter().filter(|lane| lane.process_index == process);
    let busy_ns = of_process().map(|lane| lane.busy_ns).sum();
    let (lanes, slices) = (of_process().count() as f64, of_process().map(|lane| f64::from(lane.slices)).sum());
    let measured = if props.summary.is_measured { duration(busy_ns) } else { "…".to_owned() };
    view!(
        "<tr class=process><th scope=row><button type=button class=link aria-expanded={} data-testid={} onclick={}>\
            <span aria-hidden=true>{}</span> {}</button></th><td class=quiet>{}</td><td>{}</td><td></td><td></td><td></td><td>{}</td></tr>",
        if is_folded { "false" } else { "true" },
        join(&["process-", &process.to_string()]),
        props.live.on(move |live| live.dispatch(Action::Process { slot, process })),
        if is_folded { "▸" } else { "▾" },
        facts.process.clone(),
        say::trace_lanes(lanes),
        measured,
        count(slices),
    )
}

/// Whether the lanes are of more than one process.
fn are_processes(summary: &Summary) -> bool {
    summary.lanes.windows(2).any(|pair| pair[0].process != pair[1].process)
}

fn row(props: &LanesProps, lane: u32, facts: &LaneFacts) -> Html {
    let (slot, live) = (props.slot, &props.live);
    let is_hidden = props.arrangement.hidden.contains(&lane);
    let is_folded = props.arrangement.collapsed.contains(&lane);
    let change = |change: Move| live.on(move |live| live.dispatch(Action::Lane { slot, lane, change }));
    let button = |title: AttrValue, label: String, sign: &'static str, what: Move| {
        view!(
            "<button type=button class='button small' title={} aria-label={} onclick={}>{}</button>",
            title,
            label,
            change(what),
            sign
        )
    };
    let measured = |text: String| if props.summary.is_measured { text } else { "…".to_owned() };
    let fold = (facts.rows > 1).then(|| {
        view!(
            "<button type=button class='button small' aria-pressed={} aria-label={} title={} onclick={}>{}</button>",
            if is_folded { "true" } else { "false" },
            say::trace_fold_lane(&facts.name),
            say::trace_fold(),
            change(Move::Fold),
            if is_folded { "▸" } else { "▾" }
        )
    });
    view!(
        "<tr class={} data-lane={}><th scope=row>{}</th>\
            <td class=acts><div><label class=tick><input type=checkbox checked={} aria-label={} onchange={}/></label>{}{}{}</div></td>\
            <td>{}</td><td>{}</td><td><span class=bar style={}>{}</span></td><td>{}</td><td>{}</td></tr>",
        is_hidden.then_some("off"),
        lane,
        facts.name.clone(),
        !is_hidden,
        say::trace_show_lane(&facts.name),
        change(Move::Hide),
        button(say::trace_up(), say::trace_up_lane(&facts.name), "↑", Move::Up),
        button(say::trace_down(), say::trace_down_lane(&facts.name), "↓", Move::Down),
        fold,
        measured(duration(facts.busy_ns)),
        measured(duration(facts.waiting_ns)),
        join(&["--share:", &crate::numbers::fixed(facts.utilisation.clamp(0.0, 1.0), 3)]),
        measured(share(facts.utilisation, 1.0)),
        measured(count(f64::from(facts.context_switches))),
        count(f64::from(facts.slices)),
    )
}
