//! The figures of runs that are over, machine beside machine, and of the threads of the one that is looked at.

use interleave_machine::Ending;
use yew::prelude::*;

use super::live::Live;
use super::model::Page;
use super::setups;
use super::verdict::clock;
use crate::markup::view;
use crate::numbers::{number, percent};
use crate::text::say;

fn ending(page: &Page, at: usize) -> Option<&Ending> {
    page.entries.get(at)?.last.as_deref()?.ending.as_deref()
}

/// Both tables.
pub fn figures(page: &Page, live: &Live) -> Html {
    let mut rows = Vec::new();
    for at in 0..page.entries.len() {
        let Some(ending) = ending(page, at) else { continue };
        rows.push(view!(
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            setups::name(page, at),
            clock(ending.virtual_ns),
            percent(ending.utilisation),
            number(ending.mean_parallelism, 2, 2),
            ending.max_parallelism.to_string(),
            number(ending.mean_concurrency, 2, 2),
            number(ending.switches, 0, 0),
            number(ending.instructions, 0, 0),
        ));
    }
    if rows.is_empty() {
        return Html::default();
    }
    let threads = ending(page, page.at).map(|ending| {
        let mut rows = Vec::new();
        for account in &ending.accounts {
            rows.push(view!(
                "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                account.name.clone(),
                clock(account.running_ns),
                clock(account.runnable_ns),
                clock(account.waiting_ns),
                account.response_ns.map(clock),
                account.turnaround_ns.map(clock),
                number(account.switches, 0, 0),
            ));
        }
        view!(
            "<div class=wide tabindex=0 role=group aria-label={}><table data-testid=program-accounts><thead><tr><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th>\
            <th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th></tr></thead><tbody>{}</tbody></table></div>",
            say::program_threads(),
            say::program_thread(),
            say::program_running(),
            say::program_runnable(),
            say::program_waited(),
            say::program_response(),
            say::program_turnaround(),
            say::program_switches(),
            rows
        )
    });
    view!(
        "<section class=results><h2>{}</h2><div class=wide tabindex=0 role=group aria-label={}><table data-testid=program-figures><thead><tr><th scope=col>{}</th>\
            <th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th>\
        </tr></thead><tbody>{}</tbody></table></div>{}\
        <p class=apart><button type=button class=button data-testid=program-save onclick={}>{}</button><span class=note>{}</span></p></section>",
        say::program_figures(),
        say::program_figures(),
        say::program_machine(),
        say::program_took(),
        say::program_utilisation(),
        say::program_parallelism(),
        say::program_at_once(),
        say::program_concurrency(),
        say::program_switches(),
        say::program_instructions(),
        rows,
        threads,
        live.on(Live::save),
        say::program_save(),
        say::program_save_note(),
    )
}
