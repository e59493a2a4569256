//! The slices as a table, a page at a time: what the timeline shows, for who reads or hears it. A trace has more of
//! them than a document can hold, so the viewer is asked for each page.

use interleave_viewer::{SLOTS, Summary, TableRow};
use yew::prelude::*;

use super::details::link;
use super::format::{duration, moment, named, state};
use super::live::{Live, PAGE_ROWS};
use super::model::{self, Same};
use super::words;
use crate::components::select;
use crate::dom;
use crate::markup::view;
use crate::text::{say, use_language};

/// More lanes would make the list of the browser useless.
const MOST_LANES: usize = 500;

#[derive(Properties, PartialEq)]
pub struct TableProps {
    pub table: model::Table,
    pub search: String,
    pub slots: [Option<Same<Summary>>; SLOTS],
    pub live: Live,
}

/// The table, closed at first.
#[component]
pub fn Table(props: &TableProps) -> Html {
    use_language();
    let TableProps { table, live, .. } = props;
    let ontoggle = {
        let (live, table) = (live.clone(), table.clone());
        Callback::from(move |event: Event| {
            let details: Option<web_sys::Element> = event.target_dyn_into();
            let is_open = details.is_some_and(|details| details.has_attribute("open"));
            if is_open != table.is_open {
                live.set_table(model::Table { is_open, ..table.clone() });
            }
        })
    };
    let content = table.is_open.then(|| content(props));
    view!(
        "<details class=as-table data-testid=table ontoggle={}><summary>{}</summary>{}</details>",
        ontoggle,
        say::trace_as_table(),
        content
    )
}

fn content(props: &TableProps) -> Html {
    let TableProps { table, live, slots, search } = props;
    let set = {
        let (live, table) = (live.clone(), table.clone());
        move |change: fn(&mut model::Table, &str)| {
            let (live, table) = (live.clone(), table.clone());
            Callback::from(move |event: Event| {
                let mut table = model::Table { first: 0, total: None, ..table.clone() };
                change(&mut table, &dom::value(&event));
                live.set_table(table);
            })
        }
    };
    let summary = slots.get(table.slot as usize).and_then(Option::as_ref);
    let mut lanes = vec![(String::new(), say::trace_all_lanes().to_string())];
    for (index, lane) in summary.iter().flat_map(|summary| &summary.lanes).enumerate().take(MOST_LANES) {
        lanes.push((index.to_string(), lane.name.clone()));
    }
    let traces: Vec<(String, String)> = slots
        .iter()
        .enumerate()
        .filter_map(|(slot, summary)| Some((slot.to_string(), words::name(summary.as_ref()?))))
        .collect();
    let trace = (traces.len() > 1).then(|| {
        let onchange = set(|table, value| (table.slot, table.lane) = (value.parse().unwrap_or(0), None));
        select("table-trace", say::trace_trace(), traces, &table.slot.to_string(), onchange)
    });
    let has_moments = summary.is_some_and(|summary| summary.instants > 0.0);
    let kinds = ["slices", "moments"].map(|kind| (kind.to_owned(), say::trace_kind(kind))).to_vec();
    let kind = if table.of_moments { "moments" } else { "slices" };
    let kind = (has_moments || table.of_moments).then(|| {
        select("table-kind", say::trace_show(), kinds, kind, set(|table, value| table.of_moments = value == "moments"))
    });
    let lane = table.lane.map_or_else(String::new, |lane| lane.to_string());
    let lane =
        select("table-lane", say::trace_lane(), lanes, &lane, set(|table, value| table.lane = value.parse().ok()));
    let oninput = {
        let live = live.clone();
        Callback::from(move |event: Event| live.search(dom::value(&event)))
    };
    let total = table.total.unwrap_or(0.0);
    let shown = table.rows.as_ref().map_or(0, |rows| rows.len());
    let kind_name = if table.of_moments { "moments" } else { "slices" };
    let said = match (table.total, shown) {
        (None, _) => say::trace_looking().to_string(),
        (Some(_), 0) => say::trace_none(kind_name),
        (Some(total), shown) => {
            let (first, last) = (f64::from(table.first) + 1.0, f64::from(table.first) + shown as f64);
            say::trace_page_of(kind_name, first, last, total)
        }
    };
    let last = ((total.max(1.0) - 1.0) / f64::from(PAGE_ROWS)).floor() * f64::from(PAGE_ROWS);
    let at = f64::from(table.first);
    let page = |name: &'static str, title: AttrValue, to: f64| {
        let to = to.clamp(0.0, last);
        let table = table.clone();
        view!(
            "<button type=button class='button small' data-testid={} disabled={} onclick={}>{}</button>",
            name,
            to == at,
            live.on(move |live| live.set_table(model::Table { first: to as u32, ..table.clone() })),
            title
        )
    };
    let step = f64::from(PAGE_ROWS);
    let rows: Vec<Html> =
        table.rows.iter().flat_map(|rows| rows.iter()).map(|row| slice(row, table.slot, live)).collect();
    view!(
        "<div class=act>{}{}{}\
            <div class=control><label for={}>{}</label>\
            <input type=search id={} value={} oninput={}/></div></div>\
        <div class=act><p role=status data-testid=table-said>{}</p><div class=group>{}{}{}{}</div></div>\
        <div class=wide tabindex=0 role=region aria-label={}><table data-testid=slices>\
            <thead><tr><th scope=col>{}</th><th scope=col class=quiet>{}</th><th scope=col class=quiet>{}</th>\
            <th scope=col>{}</th><th scope=col>{}</th></tr></thead><tbody>{}</tbody></table></div>",
        trace,
        kind,
        lane,
        "table-search",
        say::trace_name_contains(),
        "table-search",
        search.clone(),
        oninput,
        said,
        page("table-first", say::trace_first(), 0.0),
        page("table-before", say::trace_before(), at - step),
        page("table-next", say::trace_next_page(), at + step),
        page("table-last", say::trace_last(), last),
        say::trace_slices_head(),
        say::trace_name(),
        say::trace_lane(),
        say::trace_state(),
        say::trace_start(),
        say::trace_duration(),
        rows
    )
}

fn slice(row: &TableRow, slot: u32, live: &Live) -> Html {
    let start_ns = row.start_ns;
    let name = match row.slice {
        Some(slice) => link(&row.name, Some(slice), live),
        None => view!(
            "<button type=button class=link onclick={}>{}</button>",
            live.on(move |live| live.go_to(slot, start_ns)),
            named(&row.name)
        ),
    };
    view!(
        "<tr><th scope=row>{}</th><td class=quiet>{}</td><td class=quiet>{}</td><td>{}</td><td>{}</td></tr>",
        name,
        row.lane.clone(),
        state(&row.state),
        moment(row.start_ns, row.duration_ns),
        if row.slice.is_some() { duration(row.duration_ns) } else { "–".to_owned() },
    )
}
