//! What a figure shows, as tables: for who does not see it, for who wants the numbers, and for tests.

use interleave::trace::{Metrics, NO_TASK, Trace};
use yew::prelude::*;
use yew::virtual_dom::VList;

use super::Source;
use crate::engine::RunId;
use crate::markup::view;
use crate::numbers::{capital, duration, join};

/// More rows would take the browser longer than a few frames to lay out, and tell nobody more.
const MOST_ROWS: usize = 160;

#[derive(Properties, PartialEq)]
pub struct SliceTableProps {
    pub source: Source,
    pub run: RunId,
    /// Of what: each table of a page has a name of its own.
    pub title: AttrValue,
    pub task_name: &'static str,
    /// Tables are made when a run is over: one that changed each frame could not be read.
    pub is_over: bool,
}

#[component]
pub fn SliceTable(props: &SliceTableProps) -> Html {
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
        (true, false) => Some(view!("<p class=note>The table is here when the run is over.</p>")),
        (false, _) => None,
    };
    view!("<details class=as-table ontoggle={}><summary>As a table</summary>{}</details>", ontoggle, content)
}

fn task_label(task_name: &str, task: u32) -> String {
    if task == NO_TASK { "–".to_owned() } else { join(&[&capital(task_name), " ", &(task + 1).to_string()]) }
}

fn tasks(trace: &Trace, props: &SliceTableProps) -> Html {
    let metrics = Metrics::of(trace);
    let origin_ns = metrics.span.start_ns;
    let mut rows = Vec::new();
    for times in metrics.tasks.iter().take(MOST_ROWS) {
        rows.push(view!(
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            task_label(props.task_name, times.task),
            duration(times.span.start_ns - origin_ns),
            duration(times.span.end_ns - origin_ns),
            duration(times.running_ns),
            duration(times.ready_ns()),
            duration(times.waiting_ns),
        ));
    }
    view!(
        "<div class=wide tabindex=0 role=region aria-label={}><table><caption>Tasks</caption>\
            <thead><tr><th scope=col>Task</th><th scope=col>First start</th><th scope=col>Last end</th>\
            <th scope=col>Running</th><th scope=col>Runnable</th><th scope=col>Waiting</th></tr></thead>\
            <tbody>{}</tbody></table></div>",
        join(&["Tasks of ", &props.title]),
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
                trace.strings.get(lane.name).to_owned(),
                task_label(props.task_name, slice.task),
                slice.state.name(),
                trace.strings.get(slice.name).to_owned(),
                duration(start_ns),
                duration(end_ns - start_ns),
            ));
        }
    }
    let shown = rows.len();
    let note = (shown < total).then(|| {
        let said = join(&["The first ", &shown.to_string(), " of ", &total.to_string(), " slices."]);
        view!("<p class=note>{}</p>", said)
    });
    view!(
        "<div class=wide tabindex=0 role=region aria-label={}><table class=slices><caption>Slices</caption>\
            <thead><tr><th scope=col>Lane</th><th scope=col>Task</th><th scope=col>State</th>\
            <th scope=col>What</th><th scope=col>Start</th><th scope=col>Duration</th></tr></thead>\
            <tbody>{}</tbody></table></div>{}",
        join(&["Slices of ", &props.title]),
        rows,
        note
    )
}
