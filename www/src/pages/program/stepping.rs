//! The buttons that go back and forth in the run, and the keys that do the same.

use interleave_machine::Unit;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::live::Live;
use super::model::Page;
use crate::markup::view;
use crate::numbers::{fixed, join, number};
use crate::pages::program::verdict::clock;
use crate::text::say;

/// What a key does, where it does something.
fn keyed(live: &Live, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let unit = match event.code().as_str() {
        "KeyI" => Unit::Instruction,
        "KeyL" => Unit::Line,
        "KeyS" => Unit::Switch,
        "KeyE" => Unit::Event,
        "Home" => {
            live.jump(false);
            return true;
        }
        "End" => {
            live.jump(true);
            return true;
        }
        _ => return false,
    };
    live.step(unit, event.shift_key());
    true
}

/// A button that can do nothing now keeps the focus: it is only said to be off, and does nothing.
fn off(is_off: bool) -> Option<&'static str> {
    is_off.then_some("true")
}

fn press(live: &Live, is_off: bool, call: impl Fn(&Live) + 'static) -> Callback<Event> {
    live.on(move |live| {
        if !is_off {
            call(live);
        }
    })
}

/// The row of buttons.
pub fn stepping(page: &Page, live: &Live) -> Html {
    let entry = page.chosen();
    let moment = entry.moment.as_deref().filter(|_| !page.is_edited());
    let is_busy = page.is_busy();
    let is_first = moment.is_none_or(|moment| moment.is_beginning);
    let is_last = moment.is_some_and(|moment| moment.is_front && moment.ending.is_some());
    let onkeydown = {
        let live = live.clone();
        Callback::from(move |event: Event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                && keyed(&live, event)
            {
                event.prevent_default();
            }
        })
    };
    let mut groups = Vec::new();
    for (back, sign) in [(true, "◂"), (false, "▸")] {
        let mut buttons = Vec::new();
        let (jump, end) = if back { ("|◂", is_first) } else { ("▸|", is_last) };
        let to_end = view!(
            "<button type=button class='button small' data-testid={} aria-disabled={} title={} aria-label={} onclick={}>{}</button>",
            if back { "to-first" } else { "to-last" },
            off(is_busy || end),
            if back { say::program_first_title() } else { say::program_last_title() },
            if back { say::program_first_title() } else { say::program_last_title() },
            press(live, is_busy || end, move |live| live.jump(!back)),
            jump,
        );
        for (unit, name) in Unit::ALL {
            let title = if back { say::program_back_title(name) } else { say::program_on_title(name) };
            let text = say::program_unit(name);
            buttons.push(view!(
                "<button type=button class='button small' data-testid={} aria-disabled={} title={} aria-label={} onclick={}>{}</button>",
                join(&[if back { "back-" } else { "step-" }, name]),
                off(is_busy || end),
                title.clone(),
                title,
                press(live, is_busy || end, move |live| live.step(unit, back)),
                if back { join(&[sign, " ", &text]) } else { join(&[&text, " ", sign]) },
            ));
        }
        if back {
            buttons.insert(0, to_end);
        } else {
            buttons.push(to_end);
        }
        let label = if back { say::program_backwards() } else { say::program_forwards() };
        groups.push(view!("<div class=group role=group aria-label={}>{}</div>", label, buttons));
    }
    let now = moment.map(|moment| {
        let instructions = number(moment.instructions, 0, 0);
        say::program_now(&clock(moment.time_ns), &instructions)
    });
    view!(
        "<div class=stepping role=group aria-label={} onkeydown={}>{}<span class=time data-testid=program-now data-tick={}>{}</span></div>\
        <p class=note><span class=by-hand>{}</span></p>",
        say::program_stepping(),
        onkeydown,
        groups,
        moment.map(|moment| fixed(moment.tick, 0)),
        now,
        say::program_keys(),
    )
}
