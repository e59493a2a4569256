//! What leads to an open trace: the first words, choosing a file, importing, and what went wrong.

use interleave_viewer::{Format, Summary};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;

use super::format::bytes;
use super::gestures::Listeners;
use super::live::{Live, Target};
use super::model::{Page, Status};
use super::words;
use crate::markup::view;
use crate::numbers::{fixed, join, list};
use crate::text::say;

/// The files of a list.
fn files(list: Option<FileList>) -> Vec<File> {
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.get(index)).collect())
}

/// Takes files that are dropped anywhere on the page, for as long as the result lives.
pub fn take_dropped(live: &Live) -> Option<Listeners> {
    let root = crate::dom::root()?;
    let place = web_sys::window()?.document()?.get_element_by_id("trace-view")?;
    let mut listeners = Listeners::to(root);
    for name in ["dragover", "dragleave", "drop"] {
        let (live, place) = (live.clone(), place.clone());
        listeners.on(name, move |event| {
            let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
            let has_files = transfer.types().iter().any(|kind| kind == "Files");
            if place.has_attribute("hidden") || !has_files {
                return;
            }
            // Without this, the browser would open the file in place of the page.
            event.prevent_default();
            let _ = place.class_list().toggle_with_force("over", name == "dragover");
            if name == "drop" {
                live.open_files(files(transfer.files()), Target::All);
            }
        });
    }
    Some(listeners)
}

/// The hidden control that opens the browser's list of files.
fn picker(live: &Live) -> Html {
    let onchange = {
        let live = live.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let files = files(input.files());
            // The same file can be chosen again.
            input.set_value("");
            live.open_files(files, live.target());
        })
    };
    view!(
        "<input type=file hidden multiple data-testid=picker aria-label={} \
        accept='.json,.gz,.txt,.trace,application/json,application/gzip' ref={} onchange={}/>",
        say::trace_files(),
        &live.nodes().picker,
        onchange
    )
}

/// What is said first: what the page is for, or what the traces come to.
pub fn heading(page: &Page, live: &Live) -> Html {
    let notice = page.notice.clone().map(|text| view!("<p class=line role=status data-testid=notice>{}</p>", text));
    let refused = refused(page);
    let open: Vec<&Summary> = page.open().map(|(_, summary)| &**summary).collect();
    let (headline, sub, facts) = match open[..] {
        [] => return first(page, live, refused, notice),
        [one] => (words::headline(one), words::explanation(one), words::facts(one)),
        _ => (words::comparison(&open), words::comparison_detail(&open), String::new()),
    };
    view!(
        "<header class=said>\
            <h1 data-testid=headline>{}</h1><p class=sub data-testid=explanation>{}</p><p class=note data-testid=facts>{}</p>{}{}{}\
        </header>{}",
        headline,
        sub,
        facts,
        alone(page),
        refused,
        notice,
        bar(page, live)
    )
}

/// That imports run on one thread, where they do.
fn alone(page: &Page) -> Option<Html> {
    (page.status == Status::Ready { threads: 0 })
        .then(|| view!("<p class=line data-testid=isolation>{}</p>", say::trace_not_isolated()))
}

fn refused(page: &Page) -> Option<Html> {
    let mut texts = Vec::new();
    for (name, message) in page.slots.iter().filter_map(|slot| slot.refused.as_ref()) {
        let title = say::trace_refused(name);
        texts.push(view!("<strong>{}</strong><p>{}</p>", title, message.clone()));
    }
    let open: Vec<&str> = page.slots.iter().filter_map(|slot| Some(slot.summary.as_ref()?.name.as_str())).collect();
    let kept = (!open.is_empty())
        .then(|| say::trace_still_open(open.len() as u32, &list(open.into_iter().map(str::to_owned))));
    (!texts.is_empty())
        .then(|| view!("<div class=failure role=alert data-testid=refused>{}<p>{}</p></div>", texts, kept))
}

/// The page before a trace is open.
fn first(page: &Page, live: &Live, refused: Option<Html>, notice: Option<Html>) -> Html {
    let is_importing = page.slots.iter().any(|slot| slot.import.is_some());
    view!(
        "<header class=said>\
            <h1 data-testid=headline>{}</h1>\
            <p class=sub>{}</p>{}{}{}\
        </header>\
        <div class=choice hidden={}>\
            <div class=drop>\
                <p><b>{}</b></p>\
                <p class=quiet>{}</p>\
                {}<div class=act><button type=button class='button go' data-testid=choose onclick={}>{}</button>\
                <button type=button class=button data-testid=sample onclick={}>{}</button></div>\
                <p class=note>{}</p>\
            </div>\
            <div class=ways>{}<h2>{}</h2>\
                <p>{}</p><pre tabindex=0><code>pip install viztracer\u{a0}&& viztracer program.py</code></pre>\
                <p>{}</p><pre tabindex=0><code>interleave lab --format chrome -o run.json</code></pre>\
                <p class=note>{}</p>\
            </div>\
        </div>",
        say::trace_question(),
        say::trace_invitation(),
        alone(page),
        refused,
        notice,
        is_importing,
        say::trace_drop(),
        say::trace_formats(),
        picker(live),
        live.on(|live| live.choose(Target::All)),
        say::trace_choose(),
        live.on(Live::open_sample),
        say::trace_sample(),
        say::trace_private(),
        recent(page, live),
        say::trace_to_make(),
        say::trace_to_make_python(),
        say::trace_to_make_lab(),
        say::trace_sample_about(),
    )
}

/// The files that were open before.
fn recent(page: &Page, live: &Live) -> Html {
    if page.recent.is_empty() {
        return Html::default();
    }
    let mut rows = Vec::new();
    for file in page.recent.iter() {
        let (id, removed) = (file.id.clone(), file.id.clone());
        rows.push(view!(
            "<li><button type=button class=link data-testid=recent onclick={}>{}</button><span class=note>{}</span>\
            <button type=button class='button small' aria-label={} onclick={}>{}</button></li>",
            live.on(move |live| live.open_recent(id.clone())),
            file.name.clone(),
            bytes(file.bytes),
            say::trace_remove_file(&file.name),
            live.on(move |live| live.remove_recent(removed.clone())),
            say::trace_remove(),
        ));
    }
    view!(
        "<h2>{}</h2><ul class=recent>{}</ul><p class=note>{}</p>",
        say::trace_recent(),
        rows,
        say::trace_recent_kept()
    )
}

/// The buttons for files of an open trace.
fn bar(page: &Page, live: &Live) -> Html {
    let mut parts = Vec::new();
    let are_several = page.slots.iter().filter(|slot| slot.summary.is_some()).count() > 1;
    for (slot, place) in (0u32..).zip(&page.slots) {
        let Some(summary) = &place.summary else { continue };
        let formats = formats(live, slot, &[(Format::Chrome, "Chrome JSON", "chrome"), (Format::Csv, "CSV", "csv")]);
        parts.push(view!(
            "<div class=file><b>{}</b>\
            <div class=formats role=group aria-label={}><span class=note>{}</span>{}</div>{}\
            <button type=button class='button small' aria-label={} data-testid={} onclick={}>{}</button></div>",
            summary.name.clone(),
            say::trace_export_file(&summary.name),
            say::trace_export(),
            formats,
            are_several.then(|| replace(live, slot, &summary.name)),
            say::trace_close_file(&summary.name),
            join(&["close-", &slot.to_string()]),
            live.on(move |live| live.close(slot)),
            say::trace_close(),
        ));
    }
    let first = page.slots.iter().position(|slot| slot.summary.is_some()).unwrap_or(0) as u32;
    let has_room = page.slots.iter().any(|slot| slot.summary.is_none());
    let compare = has_room.then(|| {
        view!(
            "<button type=button class='button small' data-testid=compare onclick={}>{}</button>",
            live.on(|live| live.choose(Target::Beside)),
            say::trace_compare()
        )
    });
    view!(
        "<div class=files>{}{}<div class=formats role=group aria-label={}>\
            <span class=note>{}</span>{}</div><div class=act>\
            <button type=button class='button small' data-testid=choose onclick={}>{}</button>{}\
        </div></div>",
        picker(live),
        parts,
        say::trace_picture_of(),
        say::trace_picture(),
        formats(live, first, &[(Format::Svg, "SVG", "svg"), (Format::Png, "PNG", "png")]),
        live.on(|live| live.choose(Target::All)),
        say::trace_another(),
        compare
    )
}

/// A button for each format that a trace is written in, or a picture of what is shown.
fn formats(live: &Live, slot: u32, formats: &[(Format, &'static str, &'static str)]) -> Vec<Html> {
    let button = |&(format, title, name): &(Format, &'static str, &'static str)| {
        view!(
            "<button type=button class='button small' data-testid={} onclick={}>{}</button>",
            join(&["export-", name]),
            live.on(move |live| live.write(slot, format)),
            title
        )
    };
    formats.iter().map(button).collect()
}

/// The button that puts another file in the place of one of several.
fn replace(live: &Live, slot: u32, name: &str) -> Html {
    view!(
        "<button type=button class='button small' aria-label={} data-testid={} onclick={}>{}</button>",
        say::trace_replace_file(name),
        join(&["replace-", &slot.to_string()]),
        live.on(move |live| live.choose(Target::Slot(slot))),
        say::trace_replace()
    )
}

/// Imports under way. Over an open trace they lie above everything: what is looked at stays where it is.
pub fn imports(page: &Page, live: &Live) -> Html {
    let mut parts = Vec::new();
    for (slot, place) in (0u32..).zip(&page.slots) {
        let Some(import) = &place.import else { continue };
        let percent = (import.bytes / import.total_bytes.max(1.0) * 100.0).clamp(0.0, 100.0);
        let said = words::progress(import);
        parts.push(view!(
            "<div class=import><p><b>{}</b> <span class=quiet>{}</span></p>\
            <div class=act><div class=progress role=progressbar aria-label={} aria-valuemin=0 aria-valuemax=100 aria-valuenow={} \
            aria-valuetext={} data-testid=progress><i style={}></i></div>\
            <button type=button class=button data-testid=cancel onclick={}>{}</button></div></div>",
            say::trace_opening(&import.name),
            said.clone(),
            say::trace_opening(&import.name),
            fixed(percent, 0),
            said,
            join(&["width:", &fixed(percent, 1), "%"]),
            live.on(move |live| live.cancel(slot)),
            say::trace_cancel(),
        ));
    }
    let kind = if page.is_open() { "imports over" } else { "imports" };
    view!("<div class={}>{}</div>", kind, parts)
}

/// The panel that says what happened and offers a restart, where the viewer is dead.
pub fn failure(page: &Page, live: &Live) -> Html {
    let Status::Failed(reason) = &page.status else { return Html::default() };
    view!(
        "<div class=failure role=alert data-testid=error>\
            <strong>{}</strong><p>{}</p><p>{}</p>\
            <button type=button class='button go' data-testid=restart onclick={}>{}</button>\
        </div>",
        say::trace_stopped(),
        reason.clone(),
        say::trace_stopped_kept(),
        live.on(Live::start),
        say::trace_restart()
    )
}
