//! The tasks of event loops: which one runs, which stand in the queue, and what the others await.

use interleave_machine::{Moment, Task};
use yew::prelude::*;

use super::threads::name;
use crate::markup::view;
use crate::numbers::list;
use crate::text::say;

/// The panel; nothing where there is no task.
pub fn tasks(moment: Option<&Moment>) -> Html {
    let Some(moment) = moment.filter(|moment| !moment.tasks.is_empty()) else { return Html::default() };
    let many = moment.tasks.iter().any(|task| task.thread != moment.tasks[0].thread);
    let mut rows = Vec::new();
    for task in &moment.tasks {
        let thread = task.thread.filter(|_| many).map(|thread| name(moment, thread));
        let line = (task.line > 0).then(|| task.line.to_string());
        rows.push(view!(
            "<tr><th scope=row>{} <small>{}</small></th><td class=quiet>{}</td><td>{}</td><td class=quiet>{}</td></tr>",
            task.name.clone(),
            thread,
            say::program_task_state(&task.state),
            line,
            waits(task),
        ));
    }
    view!(
        "<section class='panel tasks'><h2>{}</h2><div class=wide tabindex=0 role=group aria-label={}>\
            <table data-testid=program-tasks><thead><tr>\
                <th scope=col>{}</th><th scope=col class=quiet>{}</th><th scope=col>{}</th><th scope=col class=quiet>{}</th>\
            </tr></thead><tbody>{}</tbody></table></div></section>",
        say::program_tasks(),
        say::program_tasks(),
        say::program_task(),
        say::program_state(),
        say::program_line(),
        say::program_awaits(),
        rows,
    )
}

/// What a task awaits, and who could end that.
fn waits(task: &Task) -> String {
    if task.waits_for.is_empty() || task.held_by.is_empty() {
        return task.waits_for.clone();
    }
    let holders = list(task.held_by.iter().cloned());
    say::program_waits("object", &task.waits_for, "yes", &holders)
}
