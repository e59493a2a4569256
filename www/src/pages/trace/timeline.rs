//! The timeline: the canvas that the viewer paints, what lies over it, and a button for everything that hands can do.

use interleave_viewer::place;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::details;
use super::format::{duration, moment, named, state, titled};
use super::keys::Command;
use super::live::Live;
use super::model::{Action, Alignment, Page};
use crate::dom;
use crate::markup::view;
use crate::numbers::{fixed, join, number, parse};
use crate::text::say;

fn px(value: f64) -> String {
    join(&[&fixed(value, 1), "px"])
}

/// A button with a sign on it.
fn button(live: &Live, name: &'static str, title: AttrValue, sign: AttrValue, command: Command) -> Html {
    view!(
        "<button type=button class='button small' data-testid={} title={} aria-label={} onclick={}>{}</button>",
        name,
        &title,
        &title,
        live.on(move |live| live.command(command)),
        sign
    )
}

fn tools(page: &Page, live: &Live) -> Html {
    let mut moves = Vec::new();
    for (name, title, sign, command) in [
        ("zoom-in", say::trace_zoom_in(), "+".into(), Command::ZoomIn),
        ("zoom-out", say::trace_zoom_out(), "−".into(), Command::ZoomOut),
        ("left", say::trace_left(), "←".into(), Command::Left),
        ("right", say::trace_right(), "→".into(), Command::Right),
        ("fit-all", say::trace_fit_all(), say::trace_all(), Command::FitAll),
    ] {
        moves.push(button(live, name, title, sign, command));
    }
    let is_selected = page.selected.is_some() || page.measured_ns.is_some();
    let chosen = [
        ("fit-selection", say::trace_fit_selection(), say::trace_fit_selection_short(), Command::FitSelection),
        ("measure", say::trace_measure(), say::trace_measure_short(), Command::MeasureSelection),
    ];
    let mut on_selection = Vec::new();
    for (name, title, text, command) in chosen {
        on_selection.push(view!(
            "<button type=button class='button small' data-testid={} title={} disabled={} onclick={}>{}</button>",
            name,
            title,
            !is_selected,
            live.on(move |live| live.command(command)),
            text
        ));
    }
    let oninput = {
        let live = live.clone();
        Callback::from(move |event: Event| live.search(dom::value(&event)))
    };
    let onkeydown = {
        let live = live.clone();
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let step = match (event.key().as_str(), event.shift_key()) {
                ("Enter", false) => interleave_viewer::Step::NextMatch,
                ("Enter", true) => interleave_viewer::Step::PreviousMatch,
                ("Escape", _) if dom::value(event).is_empty() => return live.command(Command::Back),
                ("Escape", _) => return live.search(String::new()),
                _ => return,
            };
            live.command(Command::Walk(step));
        })
    };
    let found = page.table.total.filter(|_| !page.search.is_empty());
    let found = found.map(say::trace_slices);
    view!(
        "<div class=tools role=group aria-label={}>\
            <div class=group>{}</div><div class=group>{}</div>\
            <div class=find><label class=unseen for={}>{}</label>\
                <input type=search id={} data-testid=search placeholder={} ref={} value={} oninput={} onkeydown={}/>\
                {}{}<span class=note role=status data-testid=found>{}</span></div>{}\
        </div>",
        say::trace_controls(),
        moves,
        on_selection,
        live.id("find"),
        say::trace_find(),
        live.id("find"),
        say::trace_find_short(),
        &live.nodes().search,
        page.search.clone(),
        oninput,
        onkeydown,
        button(
            live,
            "previous-match",
            say::trace_previous(),
            "↑".into(),
            Command::Walk(interleave_viewer::Step::PreviousMatch)
        ),
        button(live, "next-match", say::trace_next(), "↓".into(), Command::Walk(interleave_viewer::Step::NextMatch)),
        found,
        alignment(page, live)
    )
}

/// How several traces lie on the axis.
fn alignment(page: &Page, live: &Live) -> Html {
    if page.open().count() < 2 {
        return Html::default();
    }
    let can_align = page.can_align();
    let mut buttons = Vec::new();
    for (alignment, name, text, is_possible) in [
        (Alignment::Starts, "align-starts", say::trace_align_starts(), true),
        (Alignment::Slices, "align-slices", say::trace_align_slices(), can_align),
    ] {
        buttons.push(view!(
            "<button type=button class='button small' data-testid={} aria-pressed={} disabled={} onclick={}>{}</button>",
            name,
            if page.alignment == alignment { "true" } else { "false" },
            !is_possible,
            live.on(move |live| live.dispatch(Action::Align(alignment))),
            text
        ));
    }
    view!(
        "<div class=group role=group aria-label={}><span class=note>{}</span>{}</div>",
        say::trace_alignment(),
        say::trace_aligned(),
        buttons
    )
}

/// The timeline with its controls; hidden, but there, before a trace is open.
pub fn timeline(page: &Page, live: &Live) -> Html {
    let nodes = live.nodes();
    let height_px = page.height_px();
    let rest_px = (place::LANES + page.content_px - height_px).max(0.0);
    // A canvas can be handed to a viewer once.
    let canvas = html! { <canvas key={page.generation} ref={nodes.canvas.clone()} aria-hidden="true" /> };
    let hint = page.is_hinting.then(|| view!("<p class=hint>{}</p>", say::trace_hint()));
    let spoken = page.selected.as_ref().map(|details| {
        let (start, lasts) = (duration(details.start_ns), duration(details.duration_ns));
        let name = named(&details.name);
        say::trace_spoken(&name, &state(&details.state), &details.lane, &start, &lasts)
    });
    view!(
        "<section class=view hidden={} aria-label={} onkeydown={}>{}\
            <div class=stretch aria-hidden=true><span>{}</span><span>{}</span></div>\
            <div class=canvas>\
                <div class=scroller data-testid=timeline ref={} style={} tabindex=0 role=application aria-roledescription={} \
                aria-label={}>\
                    <div class=sticky style={}>{}</div><div style={}></div>\
                </div>{}{}{}\
            </div>\
            <p class=note><span class=by-hand>{}</span><span class=by-touch>{}</span></p>\
            {}<p class=unseen aria-live=polite data-testid=spoken>{}</p>{}\
        </section>",
        !page.is_open(),
        say::trace_timeline(),
        super::typing::on_timeline(live),
        tools(page, live),
        say::trace_from(&moment(page.look.start_ns, page.look.length_ns())),
        say::trace_to(
            &moment(page.look.end_ns, page.look.length_ns()),
            &duration(page.look.length_ns()),
            &duration(page.total_ns())
        ),
        &nodes.scroller,
        join(&["height:", &px(height_px)]),
        say::trace_timeline_role(),
        say::trace_timeline_label(),
        join(&["height:", &px(height_px)]),
        canvas,
        join(&["height:", &px(rest_px)]),
        playhead(page),
        card(page),
        hint,
        say::trace_help(),
        say::trace_help_touch(),
        legend(page),
        spoken,
        html! { <details::Chosen details={page.selected.clone()} stretch={page.stretch.clone()} names={page.slots.each_ref().map(|slot| slot.summary.as_ref().map(|summary| super::words::name(summary)).unwrap_or_default())} live={live.clone()} /> },
    )
}

/// What the patterns of slices mean, as far as there are such slices.
fn legend(page: &Page) -> Html {
    let mut items = Vec::new();
    for state in ["running", "waiting", "runnable", "overhead", "new"] {
        if page.open().any(|(_, summary)| summary.states.iter().any(|seen| seen == state)) {
            items.push(view!("<li><i class={}></i>{}</li>", state, say::trace_legend(state)));
        }
    }
    if page.open().any(|(_, summary)| summary.flows > 0.0) {
        items.push(view!("<li><i class=flow></i>{}</li>", say::trace_legend("flow")));
    }
    view!("<ul class='legend key' data-testid=legend>{}</ul>", items)
}

/// The line through everything at the pointer's moment.
fn playhead(page: &Page) -> Html {
    let axis = page.axis();
    let Some(x) = page.pointer_px.filter(|x| *x >= axis.left && page.drag.is_none()) else { return Html::default() };
    let time_ns = page.look.time_from_x(x, axis);
    let style = join(&["transform:translateX(", &px(x), ");top:", &px(place::OVERVIEW)]);
    view!("<div class=playhead style={}><span>{}</span></div>", style, moment(time_ns, page.look.length_ns()))
}

/// What is under the pointer.
fn card(page: &Page) -> Html {
    let Some(card) = &page.card else { return Html::default() };
    let [left, top, width, height] = card.outline_px;
    let outline =
        join(&["left:", &px(left), ";top:", &px(top), ";width:", &px(width.max(2.0)), ";height:", &px(height)]);
    // Beside the pointer, where there is room.
    let at = page.pointer_px.unwrap_or(left);
    let side = if at > page.size.width * 0.6 {
        join(&["right:", &px((page.size.width - at + 10.0).max(0.0))])
    } else {
        join(&["left:", &px(at + 10.0)])
    };
    let level = |text: &str| number(parse(text).unwrap_or(0.0), 1, 1);
    let (title, lane) = match card.state.as_str() {
        "levels" => (say::trace_level_at_once(&level(&card.title)), say::trace_level_in_progress(&level(&card.lane))),
        _ => (titled(&card.title, &card.state), card.lane.clone()),
    };
    let more = (card.count > 1).then(|| match card.slice {
        Some(_) => say::trace_longest_of(card.count),
        None => say::trace_nearest_of(card.count),
    });
    view!(
        "<div class=outline style={}></div>\
        <div class=card style={} data-testid=card><b>{}</b><span>{}</span><span>{}</span><span>{}</span></div>",
        outline,
        join(&[&side, ";top:", &px(top + height + 6.0)]),
        title,
        match card.slice {
            Some(_) => say::trace_lasts_from(&duration(card.duration_ns), &moment(card.start_ns, card.duration_ns)),
            None => say::trace_at(&moment(card.start_ns, page.look.length_ns())),
        },
        lane,
        more
    )
}
