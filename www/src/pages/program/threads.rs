//! The threads: what each is doing and at which line; and the stack of the one that is looked at.

use interleave_machine::{Moment, Thread};
use interleave_viewer::style::hue_of_task;
use yew::prelude::*;

use super::live::Live;
use super::model::{Action, Page};
use crate::markup::view;
use crate::numbers::{join, list};
use crate::text::say;

/// The colour of a thread, which is that of its slices.
pub fn colour(thread: u32) -> String {
    join(&["var(--hue-", &(hue_of_task(thread) + 1).to_string(), ")"])
}

/// The names of threads, by their numbers.
pub fn names(moment: &Moment, threads: &[u32]) -> String {
    list(threads.iter().map(|thread| name(moment, *thread)))
}

/// The name of a thread.
pub fn name(moment: &Moment, thread: u32) -> String {
    moment.threads.get(thread as usize).map_or_else(String::new, |thread| thread.name.clone())
}

/// What a thread waits for, in words.
fn waits(moment: &Moment, thread: &Thread) -> Option<String> {
    let wait = thread.wait.as_ref()?;
    let holders = names(moment, &wait.holders);
    Some(say::program_waits(&wait.kind, &wait.name, if holders.is_empty() { "no" } else { "yes" }, &holders))
}

/// The panel.
pub fn threads(page: &Page, live: &Live) -> Html {
    let Some(moment) = page.chosen().moment.as_deref() else { return Html::default() };
    let looked_at = page.looked_at();
    let many = moment.threads.iter().any(|thread| thread.process > 0);
    let mut rows = Vec::new();
    for thread in &moment.threads {
        let id = thread.id;
        let line = (thread.line > 0).then(|| thread.line.to_string());
        let core = thread.core.map(|core| say::program_core(core + 1));
        let title = if many { say::program_thread_in(&thread.name, &thread.process_name) } else { thread.name.clone() };
        rows.push(view!(
            "<tr><th scope=row><button type=button class=link aria-pressed={} data-testid={} onclick={}>\
                <i class=dot style={}></i>{}</button></th><td class=quiet data-state={}>{}</td><td>{}</td><td class=quiet>{}</td></tr>",
            if looked_at == Some(id) { "true" } else { "false" },
            join(&["thread-", &id.to_string()]),
            live.on(move |live| live.dispatch(Action::Thread(Some(id)))),
            join(&["--hue:", &colour(id)]),
            title,
            thread.state.clone(),
            say::program_thread_state(&thread.state),
            line,
            core.or_else(|| waits(moment, thread)),
        ));
    }
    view!(
        "<section class='panel threads'><h2>{}</h2><div class=wide tabindex=0 role=group aria-label={}><table data-testid=program-threads><thead><tr>\
            <th scope=col>{}</th><th scope=col class=quiet>{}</th><th scope=col>{}</th><th scope=col class=quiet>{}</th>\
        </tr></thead><tbody>{}</tbody></table></div></section>",
        say::program_threads(),
        say::program_threads(),
        say::program_thread(),
        say::program_state(),
        say::program_line(),
        say::program_where(),
        rows,
    )
}

/// The stack of the thread that is looked at.
pub fn stacks(page: &Page) -> Html {
    let Some(moment) = page.chosen().moment.as_deref() else { return Html::default() };
    let Some(thread) = page.looked_at().and_then(|thread| moment.threads.get(thread as usize)) else {
        return Html::default();
    };
    let mut frames = Vec::new();
    for frame in thread.frames.iter().rev() {
        let place = match (frame.is_own, frame.line) {
            // It stands at no line: it has not begun, or nothing of it is left to do.
            (true, 0) => String::new(),
            (true, line) => say::program_at_line(line),
            (false, _) => say::program_in_library().to_string(),
        };
        // The variables of the module's body are the global ones.
        let locals = if frame.function == "<module>" && frame.is_own { &moment.globals } else { &frame.locals };
        let mut rows = Vec::new();
        for (name, value) in locals {
            rows.push(view!("<div><dt>{}</dt><dd>{}</dd></div>", name.clone(), value.clone()));
        }
        frames.push(view!(
            "<li><b>{}</b> <span class=note>{}</span><dl class=locals>{}</dl></li>",
            frame.function.clone(),
            place,
            rows
        ));
    }
    let nothing = frames.is_empty().then(|| view!("<p class=note>{}</p>", say::program_no_stack()));
    view!(
        "<section class='panel stack'><h2>{}</h2>{}<ol class=frames data-testid=program-stack>{}</ol></section>",
        say::program_stack_of(&thread.name),
        nothing,
        frames
    )
}
