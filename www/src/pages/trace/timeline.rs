//! The timeline: the canvas that the viewer paints, what lies over it, and a button for everything that hands can do.

use interleave_viewer::place;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::details;
use super::format::{brief, duration, moment};
use super::keys::Command;
use super::live::Live;
use super::model::{Action, Alignment, Page};
use crate::dom;
use crate::markup::view;
use crate::numbers::{fixed, join};

fn px(value: f64) -> String {
    join(&[&fixed(value, 1), "px"])
}

/// A button with a sign on it.
fn button(live: &Live, name: &'static str, title: &'static str, sign: &'static str, command: Command) -> Html {
    view!(
        "<button type=button class='button small' data-testid={} title={} aria-label={} onclick={}>{}</button>",
        name,
        title,
        title,
        live.on(move |live| live.command(command)),
        sign
    )
}

fn tools(page: &Page, live: &Live) -> Html {
    let buttons = |list: &[(&'static str, &'static str, &'static str, Command)]| -> Vec<Html> {
        list.iter().map(|(name, title, sign, command)| button(live, name, title, sign, *command)).collect()
    };
    let moves = buttons(&[
        ("zoom-in", "Zoom in (W)", "+", Command::ZoomIn),
        ("zoom-out", "Zoom out (S)", "−", Command::ZoomOut),
        ("left", "Move left (A)", "←", Command::Left),
        ("right", "Move right (D)", "→", Command::Right),
        ("fit-all", "Show all (Home)", "All", Command::FitAll),
    ]);
    let is_selected = page.selected.is_some() || page.measured_ns.is_some();
    let chosen = [
        ("fit-selection", "Fit the selection (F)", "Fit selection", Command::FitSelection),
        ("measure", "Measure the selection (M)", "Measure selection", Command::MeasureSelection),
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
    let found = found.map(|total| super::format::counted(total, "slice", "slices"));
    view!(
        "<div class=tools role=group aria-label='Timeline controls'>\
            <div class=group>{}</div><div class=group>{}</div>\
            <div class=find><label class=unseen for={}>Find slices by name</label>\
                <input type=search id={} data-testid=search placeholder='Find a name (/)' ref={} value={} oninput={} onkeydown={}/>\
                {}{}<span class=note role=status data-testid=found>{}</span></div>{}\
        </div>",
        moves,
        on_selection,
        live.id("find"),
        live.id("find"),
        &live.nodes().search,
        page.search.clone(),
        oninput,
        onkeydown,
        button(
            live,
            "previous-match",
            "Previous match (Shift+N)",
            "↑",
            Command::Walk(interleave_viewer::Step::PreviousMatch)
        ),
        button(live, "next-match", "Next match (N)", "↓", Command::Walk(interleave_viewer::Step::NextMatch)),
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
        (Alignment::Starts, "align-starts", "at their starts", true),
        (Alignment::Slices, "align-slices", "at the slices selected in each", can_align),
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
    view!("<div class=group role=group aria-label=Alignment><span class=note>Aligned</span>{}</div>", buttons)
}

/// The timeline with its controls; hidden, but there, before a trace is open.
pub fn timeline(page: &Page, live: &Live) -> Html {
    let nodes = live.nodes();
    let height_px = page.height_px();
    let rest_px = (place::LANES + page.content_px - height_px).max(0.0);
    // A canvas can be handed to a viewer once.
    let canvas = html! { <canvas key={page.generation} ref={nodes.canvas.clone()} aria-hidden="true" /> };
    let hint = page.is_hinting.then(|| view!("<p class=hint>Ctrl and the wheel zoom, or pinch</p>"));
    let spoken = page.selected.as_ref().map(|details| details.spoken.clone());
    view!(
        "<section class=view hidden={} aria-label=Timeline onkeydown={}>{}\
            <div class=stretch aria-hidden=true><span>{}</span><span>{}</span></div>\
            <div class=canvas>\
                <div class=scroller data-testid=timeline ref={} style={} tabindex=0 role=application aria-roledescription=timeline \
                aria-label={}>\
                    <div class=sticky style={}>{}</div><div style={}></div>\
                </div>{}{}{}\
            </div>\
            <p class=note><span class=by-hand>Drag to move, Shift-drag to measure, double click to fit. Keys: W S zoom, A D move, \
            arrows go from slice to slice, Home shows all, F fits, M measures, / finds, C folds the process, Enter goes to the \
            details and Escape back.</span><span class=by-touch>Drag to move, pinch to zoom, tap a slice for its details, tap a \
            name to fold its lane.</span></p>\
            {}<p class=unseen aria-live=polite data-testid=spoken>{}</p>{}\
        </section>",
        !page.is_open(),
        super::typing::on_timeline(live),
        tools(page, live),
        join(&["from ", &moment(page.look.start_ns, page.look.length_ns())]),
        join(&[
            "to ",
            &moment(page.look.end_ns, page.look.length_ns()),
            ", ",
            &duration(page.look.length_ns()),
            " of ",
            &duration(page.total_ns())
        ]),
        &nodes.scroller,
        join(&["height:", &px(height_px)]),
        "Timeline of the trace. Arrow keys go from slice to slice, W and S zoom, A and D move.",
        join(&["height:", &px(height_px)]),
        canvas,
        join(&["height:", &px(rest_px)]),
        playhead(page),
        card(page),
        hint,
        legend(page),
        spoken,
        html! { <details::Chosen details={page.selected.clone()} stretch={page.stretch.clone()} names={page.slots.each_ref().map(|slot| slot.summary.as_ref().map(|summary| super::words::name(summary)).unwrap_or_default())} live={live.clone()} /> },
    )
}

/// What the patterns of slices mean, as far as there are such slices.
fn legend(page: &Page) -> Html {
    let mut items = Vec::new();
    for (state, class, text) in [
        ("running", "running", "is executed"),
        ("waiting", "waiting", "waits"),
        ("runnable", "runnable", "could run, and waits for its turn"),
        ("overhead", "overhead", "copies or converts"),
        ("new", "new", "starts"),
    ] {
        if page.open().any(|(_, summary)| summary.states.iter().any(|seen| seen == state)) {
            items.push(view!("<li><i class={}></i>{}</li>", class, text));
        }
    }
    if page.open().any(|(_, summary)| summary.flows > 0.0) {
        items.push(view!("<li><i class=flow></i>{}</li>", "leads to"));
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
    let which = if card.slice.is_some() { "the longest of " } else { "the nearest of " };
    let more = (card.count > 1)
        .then(|| join(&[which, &super::format::count(f64::from(card.count)), " that share this place"]));
    view!(
        "<div class=outline style={}></div>\
        <div class=card style={} data-testid=card><b>{}</b><span>{}</span><span>{}</span><span>{}</span></div>",
        outline,
        join(&[&side, ";top:", &px(top + height + 6.0)]),
        brief(&card.title),
        match card.slice {
            Some(_) => join(&[&duration(card.duration_ns), ", from ", &moment(card.start_ns, card.duration_ns)]),
            None => join(&["at ", &moment(card.start_ns, page.look.length_ns())]),
        },
        card.lane.clone(),
        more
    )
}
