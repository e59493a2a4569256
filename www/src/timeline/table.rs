//! What a figure shows, as tables: for who does not see it, for who wants the numbers, and for tests.

use interleave::trace::{Metrics, NO_TASK, Trace};
use yew::prelude::*;
use yew::virtual_dom::VList;

use super::{Source, names};
use crate::engine::RunId;
use crate::markup::view;
use crate::numbers::duration;
use crate::text::{say, use_language};

/// More rows would take the browser longer than a few frames to lay out, and tell nobody more.
const MOST_ROWS: usize = 160;

#[derive(Properties, PartialEq)]
pub struct SliceTableProps {
    pub source: Source,
    pub run: RunId,
    /// Of what: each table of a page has a name of its own.
    pub title: AttrValue,
    /// The workload's name, by which its tasks are called.
    pub workload: &'static str,
    /// Tables are made when a run is over: one that changed each frame could not be read.
    pub is_over: bool,
}

#[component]
pub fn SliceTable(props: &SliceTableProps) -> Html {
    use_language();
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details: Option<web_sys::Element> = event.target_dyn_into();
            is_open.set(details.is_some_and(|details| details.has_attribute("open")));
        })
    };
    let content = |trace: &Trace| vec![tasks(trace, props), slices(trace, props)];
    let content: Option<Html> = match (*is_open, props.is_over) {
        (true, true) => props.source.with_trace(props.run, content).map(|parts| VList::from(parts).into()),
        (true, false) => Some(view!("<p class=note>{}</p>", say::table_later())),
        (false, _) => None,
    };
    let summary = say::table_summary();
    view!("<details class=as-table ontoggle={}><summary>{}</summary>{}</details>", ontoggle, summary, content)
}

fn task_label(workload: &str, task: u32) -> String {
    if task == NO_TASK { "–".to_owned() } else { names::task(workload, task) }
}

/// What a slice says, as the lab's own recordings have it.
fn what(name: &str) -> String {
    names::doing("", name)
}

/// The heads of a table's columns.
fn heads(names: [AttrValue; 6]) -> Vec<Html> {
    names.into_iter().map(|name| view!("<th scope=col>{}</th>", name)).collect()
}

fn tasks(trace: &Trace, props: &SliceTableProps) -> Html {
    let metrics = Metrics::of(trace);
    let origin_ns = metrics.span.start_ns;
    let mut rows = Vec::new();
    for times in metrics.tasks.iter().take(MOST_ROWS) {
        rows.push(view!(
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            task_label(props.workload, times.task),
            duration(times.span.start_ns - origin_ns),
            duration(times.span.end_ns - origin_ns),
            duration(times.running_ns),
            duration(times.ready_ns()),
            duration(times.waiting_ns),
        ));
    }
    view!(
        "<div class=wide tabindex=0 role=region aria-label={}><table><caption>{}</caption>\
            <thead><tr>{}</tr></thead>\
            <tbody>{}</tbody></table></div>",
        say::table_tasks_of(&props.title),
        say::table_tasks(),
        heads([
            say::table_task(),
            say::table_first_start(),
            say::table_last_end(),
            say::table_running(),
            say::table_runnable(),
            say::table_waiting(),
        ]),
        rows
    )
}

fn slices(trace: &Trace, props: &SliceTableProps) -> Html {
    let origin_ns = trace.span().start_ns;
    let total = trace.slice_count();
    // Each lane gets its share, so that the table shows all of them.
    let share = (MOST_ROWS / trace.lanes.len().max(1)).max(4);
    let mut rows = Vec::new();
    for (lane_index, lane) in (0u32..).zip(&trace.lanes) {
        for slice in lane.slices.iter().take(share) {
            let (start_ns, end_ns) = (slice.start_ns - origin_ns, slice.end_ns() - origin_ns);
            rows.push(view!(
                "<tr data-lane={} data-task={} data-state={} data-start-ns={} data-end-ns={}>\
                <th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                lane_index,
                (slice.task != NO_TASK).then_some(slice.task),
                slice.state.name(),
                start_ns.to_string(),
                end_ns.to_string(),
                names::lane(trace.strings.get(lane.name)),
                task_label(props.workload, slice.task),
                names::state(slice.state),
                what(trace.strings.get(slice.name)),
                duration(start_ns),
                duration(end_ns - start_ns),
            ));
        }
    }
    let shown = rows.len();
    let note = (shown < total).then(|| view!("<p class=note>{}</p>", say::table_first_of(shown as u32, total as u32)));
    view!(
        "<div class=wide tabindex=0 role=region aria-label={}><table class=slices><caption>{}</caption>\
            <thead><tr>{}</tr></thead>\
            <tbody>{}</tbody></table></div>{}",
        say::table_slices_of(&props.title),
        say::table_slices(),
        heads([
            say::table_lane(),
            say::table_task(),
            say::table_state(),
            say::table_what(),
            say::table_start(),
            say::table_duration(),
        ]),
        rows,
        note
    )
}
