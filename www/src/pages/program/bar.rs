//! The row above everything: which program, and Run; and below it what is wrong.

use yew::prelude::*;

use super::live::Live;
use super::model::{Page, Status};
use crate::embed;
use crate::markup::view;
use crate::text::say;

/// The row.
pub fn bar(page: &Page, live: &Live) -> Html {
    let mut options = Vec::new();
    let is_own = page.shown().is_none();
    options.push(view!("<option value='' selected={}>{}</option>", is_own, say::program_own()));
    if let Some(gallery) = &page.gallery {
        // Programs stand in the order of their concepts, so those of a chapter stand together.
        for group in gallery.programs.chunk_by(|one, next| gallery.chapter(one) == gallery.chapter(next)) {
            let mut items = Vec::new();
            for program in group {
                let is_shown = !is_own && page.picked == program.id;
                items.push(view!(
                    "<option value={} selected={}>{}</option>",
                    program.id.clone(),
                    is_shown,
                    program.title.clone()
                ));
            }
            options.push(view!("<optgroup label={}>{}</optgroup>", gallery.chapter(&group[0]).to_owned(), items));
        }
    }
    let onpick = live.on_value(|live, name| {
        if !name.is_empty() {
            live.pick(&name);
        }
    });
    let is_busy = page.is_busy();
    let press = live.on(move |live| if is_busy { live.cancel() } else { live.run() });
    view!(
        "<div class=bar>\
            <label class=pick>{}<select data-testid=program-pick disabled={} onchange={}>{}</select></label>\
            <button type=button class={} data-testid=program-run onclick={}>{}</button>\
        </div>",
        say::program_pick(),
        embed::is_readonly(),
        onpick,
        options,
        if is_busy { "button" } else { "button go" },
        press,
        if is_busy { say::program_cancel() } else { say::program_run() },
    )
}

/// What is wrong with the program, with a machine, or with the address.
pub fn problems(page: &Page, live: &Live) -> Html {
    let mut parts = Vec::new();
    if let Some(fault) = page.faults() {
        let said = if fault.instead.is_empty() {
            fault.message.clone()
        } else {
            say::program_fault_instead(&fault.message, &fault.instead)
        };
        let said = if fault.line > 0 { say::program_fault_at(fault.line, fault.column, &said) } else { said };
        parts.push(view!("<p class='line odd' data-testid=program-fault>{}</p>", said));
    }
    let dead = page.entries.iter().find_map(|entry| match &entry.status {
        Status::Dead(message, is_memory) => {
            Some(if *is_memory { say::program_no_memory().to_string() } else { say::program_dead(message) })
        }
        Status::Silent => Some(say::program_silent().to_string()),
        _ => None,
    });
    if let Some(said) = dead {
        parts.push(view!(
            "<div class=failure data-testid=program-failure><strong>{}</strong><p>{}</p>\
                <button type=button class=button data-testid=program-restart onclick={}>{}</button></div>",
            say::program_stopped(),
            said,
            live.on(Live::restart),
            say::program_restart(),
        ));
    }
    for said in &page.repaired {
        parts.push(view!("<p class='line odd' data-testid=program-repaired>{}</p>", say::program_repaired(said)));
    }
    if let Some(said) = &page.too_long {
        parts.push(view!("<p class='line odd' data-testid=program-long>{}</p>", said.clone()));
    }
    view!("<div role=alert>{}</div>", parts)
}
