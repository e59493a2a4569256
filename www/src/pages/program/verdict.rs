//! What the run came to, in one sentence; and while it goes on, how far it is.

use interleave_machine::{Ending, Moment, Stuck};
use yew::prelude::*;

use super::live::Live;
use super::model::{Entry, Page, Status};
use super::setups;
use crate::markup::view;
use crate::numbers::{duration, join, list, number};
use crate::text::say;

/// A moment or a length, in words.
pub fn clock(time_ns: f64) -> String {
    duration(time_ns.max(0.0) as u64)
}

/// What became of a run, in a sentence.
pub fn said(ending: &Ending) -> String {
    let time = clock(ending.virtual_ns);
    match ending.status.as_str() {
        "exception" => say::program_exception(ending.exception.as_deref().unwrap_or(""), &time),
        "deadlock" => deadlock(ending, &time),
        "limit" => say::program_limit(ending.limit.as_deref().unwrap_or(""), &time),
        _ if ending.exit_code != 0 => say::program_exit(ending.exit_code, &time),
        _ => say::program_ok(&time),
    }
}

/// Who waits for whom, with the lines of the program.
fn deadlock(ending: &Ending, time: &str) -> String {
    let is_of_tasks = !ending.task_circle.is_empty();
    let all = if is_of_tasks { &ending.task_circle } else { &ending.stuck };
    let named = |number: &u32| all.iter().find(|stuck| stuck.thread == *number);
    let waits = |stuck: &Stuck| {
        let holders = list(stuck.held_by.iter().filter_map(named).map(|holder| holder.name.clone()));
        let what = stuck.waits_for.strip_prefix("join ");
        match (what, holders.is_empty()) {
            (Some(other), _) => say::program_waits_join(&stuck.name, stuck.line, other),
            (None, true) => say::program_waits_nobody(&stuck.name, stuck.line, &stuck.waits_for),
            (None, false) => say::program_waits_holder(&stuck.name, stuck.line, &stuck.waits_for, &holders),
        }
    };
    let circle: Vec<String> = match is_of_tasks {
        true => all.iter().map(waits).collect(),
        false => ending.cycle.iter().filter_map(named).map(waits).collect(),
    };
    if circle.is_empty() {
        let all = list(all.iter().map(waits));
        return say::program_deadlock_open(time, &all);
    }
    say::program_deadlock(time, &list(circle))
}

/// The sentence for each machine.
pub fn verdict(page: &Page, _live: &Live) -> Html {
    let is_one = page.entries.len() == 1;
    let mut lines = Vec::new();
    for (at, entry) in page.entries.iter().enumerate() {
        // Whose it is stands before the sentence and is no part of it.
        let whose = || (!is_one).then(|| view!("<b>{}</b>{}", setups::name(page, at), say::shared_space()));
        let Some(ending) = entry.last.as_deref().and_then(|last: &Moment| last.ending.as_deref()) else {
            if let Some(time) = come_to(entry) {
                let text = say::program_come_to(&time);
                lines.push(view!("<p class=sub data-testid=program-stopped>{}{}</p>", whose(), text));
            }
            continue;
        };
        let good = if ending.status == "ok" && ending.exit_code == 0 { "sub" } else { "sub wrong" };
        let text = said(ending);
        lines.push(view!(
            "<p class={} data-status={} data-testid=program-verdict>{}{}</p>",
            good,
            ending.status.clone(),
            whose(),
            text
        ));
    }
    if lines.is_empty() {
        lines.push(view!("<p class=sub>{}</p>", say::program_intro()));
    }
    if let Some(program) = page.shown() {
        lines.insert(0, view!("<p class=sub lang=en data-testid=program-about>{}</p>", program.about.clone()));
    }
    view!("<div aria-live=polite>{}</div>", lines)
}

/// How far a run has come that was stopped, or is stepped, before its end; nothing for one that has not begun or goes on.
fn come_to(entry: &Entry) -> Option<String> {
    let moment = entry.moment.as_deref().filter(|_| !entry.is_busy())?;
    (moment.front_ns > 0.0).then(|| clock(moment.front_ns))
}

/// How far runs are that go on.
pub fn progress(page: &Page) -> Html {
    let going = page.entries.iter().filter_map(|entry| match &entry.status {
        Status::Busy(instructions, virtual_ns) if *instructions > 0.0 => Some((*instructions, *virtual_ns)),
        _ => None,
    });
    let said = going
        .map(|(instructions, virtual_ns)| say::program_progress(&number(instructions / 1e6, 1, 1), &clock(virtual_ns)));
    let said = said.collect::<Vec<_>>();
    view!("<p class=note data-testid=program-progress>{}</p>", join(&[&list(said)]))
}
