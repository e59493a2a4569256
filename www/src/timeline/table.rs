//! What a figure shows, as tables: for who does not see it, for who wants the numbers, and for tests.

use interleave::trace::{Metrics, NO_TASK, Trace};
use yew::prelude::*;

use super::Source;
use crate::engine::RunId;
use crate::numbers::{capital, duration, join};

/// More rows would make the page slow without telling anyone more.
const MOST_ROWS: usize = 400;

#[derive(Properties, PartialEq)]
pub struct SliceTableProps {
    pub source: Source,
    pub run: RunId,
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
    let content = |trace: &Trace| html! { <>{ tasks(trace, props.task_name) }{ slices(trace, props.task_name) }</> };
    html! {
        <details class="as-table" {ontoggle}>
            <summary>{ "As a table" }</summary>
            if *is_open && props.is_over {
                { props.source.with_trace(props.run, content) }
            } else if *is_open {
                <p class="note">{ "The table is here when the run is over." }</p>
            }
        </details>
    }
}

fn task_label(task_name: &str, task: u32) -> String {
    if task == NO_TASK { "–".to_owned() } else { join(&[&capital(task_name), " ", &(task + 1).to_string()]) }
}

fn tasks(trace: &Trace, task_name: &str) -> Html {
    let metrics = Metrics::of(trace);
    let origin_ns = metrics.span.start_ns;
    let row = |times: &interleave::trace::TaskTimes| {
        html! {
            <tr>
                <th scope="row">{ task_label(task_name, times.task) }</th>
                <td>{ duration(times.span.start_ns - origin_ns) }</td>
                <td>{ duration(times.span.end_ns - origin_ns) }</td>
                <td>{ duration(times.running_ns) }</td>
                <td>{ duration(times.runnable_ns) }</td>
                <td>{ duration(times.waiting_ns) }</td>
            </tr>
        }
    };
    html! {
        <div class="wide" tabindex="0" role="region" aria-label="Tasks"><table>
            <caption>{ "Tasks" }</caption>
            <thead><tr>{ for ["Task", "First start", "Last end", "Running", "Runnable", "Waiting"].map(head) }</tr></thead>
            <tbody>{ for metrics.tasks.iter().take(MOST_ROWS).map(row) }</tbody>
        </table></div>
    }
}

fn head(text: &'static str) -> Html {
    html! { <th scope="col">{ text }</th> }
}

fn slices(trace: &Trace, task_name: &str) -> Html {
    let origin_ns = trace.span().start_ns;
    let total = trace.slice_count();
    // Each lane gets its share, so that the table shows all of them.
    let share = (MOST_ROWS / trace.lanes.len().max(1)).max(4);
    let rows = trace.lanes.iter().enumerate().flat_map(|(lane_index, lane)| {
        lane.slices.iter().take(share).map(move |slice| {
            let (start_ns, end_ns) = (slice.start_ns - origin_ns, slice.end_ns() - origin_ns);
            let task = (slice.task != NO_TASK).then(|| slice.task.to_string());
            html! {
                <tr data-lane={lane_index.to_string()} data-task={task} data-state={slice.state.name()}
                    data-start-ns={start_ns.to_string()} data-end-ns={end_ns.to_string()}>
                    <th scope="row">{ trace.strings.get(lane.name) }</th>
                    <td>{ task_label(task_name, slice.task) }</td>
                    <td>{ slice.state.name() }</td>
                    <td>{ trace.strings.get(slice.name) }</td>
                    <td>{ duration(start_ns) }</td>
                    <td>{ duration(end_ns - start_ns) }</td>
                </tr>
            }
        })
    });
    let rows: Html = rows.collect();
    let shown: usize = trace.lanes.iter().map(|lane| lane.slices.len().min(share)).sum();
    html! { <>
        <div class="wide" tabindex="0" role="region" aria-label="Slices"><table>
            <caption>{ "Slices" }</caption>
            <thead><tr>{ for ["Lane", "Task", "State", "What", "Start", "Duration"].map(head) }</tr></thead>
            <tbody>{ rows }</tbody>
        </table></div>
        if shown < total {
            <p class="note">{ join(&["The first ", &shown.to_string(), " of ", &total.to_string(), " slices."]) }</p>
        }
    </> }
}
