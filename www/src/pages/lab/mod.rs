//! The lab: the same tasks under several execution models, on this machine, as timelines on one axis.

mod answer;
mod closer;
mod controls;
mod hand_over;
mod live;
mod matrix;
mod matrix_view;
mod measured;
mod model;
mod picture;
mod repeats;
mod results;
pub mod settings;
mod status;
mod sweep;
mod sweep_view;
mod tiles;
mod words;

use interleave::lab::{Model, Sharing};
use interleave::workload::Nature;
use yew::prelude::*;

use crate::dom::Timer;
use crate::markup::view;
use crate::text::say;
use crate::theme::Theme;
use crate::timeline::{Caption, Figure, Group, Shared};
use live::{Live, use_lab};
use model::{Entry, Lab, Phase, Status};

/// What lies beside and below the figures is drawn in the frames after them, and what is computed only when somebody
/// asks comes last: one task for all of it would be long on a phone. The first paint leaves the same room.
const PARTS: u32 = 4;
const FRAME_MS: i32 = 20;

/// How many of the later parts are there.
#[hook]
fn use_parts() -> u32 {
    let parts = use_state_eq(|| 0);
    let setter = parts.setter();
    use_effect_with(*parts, move |&parts| {
        let timer = (parts < PARTS).then(|| Timer::after(FRAME_MS, move || setter.set(parts + 1)));
        move || drop(timer)
    });
    *parts
}

/// The lab, from its first visit on; nothing runs in it while it is not shown. A hook of the page's one root, because
/// it is most of what the page has to show.
#[hook]
pub fn use_lab_page(theme: &Theme, is_shown: bool) -> Html {
    let (lab, live) = use_lab(is_shown);
    let headline = words::headline(&lab);
    let is_dead = matches!(lab.status, Status::Failed(_));
    let is_busy = lab.is_comparing();
    let sweep_model = use_state_eq(|| Model::Threads);
    let parts = use_parts();
    let tiles = use_memo(lab.settings.config.clone(), tiles::tiles);
    let settings = &lab.settings;
    let figures = html! { <><Group figures={figures(&lab, &live, theme)} />{key(&lab)}</> };
    let figures = closer::use_closer(&lab, &live, figures);
    if !is_shown && !live.has_begun() {
        return Html::default();
    }
    let later = |part: u32, draw: &dyn Fn() -> Html| if parts >= part { draw() } else { Html::default() };
    view!(
        "<main class=lab hidden={}>{}\
            <div class=stage>\
                <header class=said>\
                    <h1 data-testid=headline aria-live=polite>{}<b class={}>{}</b>{}</h1><p class=sub>{}</p>{}\
                </header>{}{}{}{}{}\
            </div>{}\
            <div class=rest>{}{}</div>\
        </main>",
        !is_shown,
        controls::primary(settings, &live, is_busy, is_dead),
        headline.before,
        if headline.is_gain { "gain" } else { "even" },
        headline.result,
        headline.after,
        words::explanation(&lab),
        status::lines(&lab),
        status::failure(&lab.status, &live),
        figures,
        hand_over::button(&lab, &live),
        later(2, &|| picture::pictures(&lab.entries, &tiles, live.source(), &theme.palette)),
        later(2, &|| measured::measured(&lab)),
        later(1, &|| controls::more(settings, &live)),
        later(3, &|| sweep_view::sweep_view(&lab.sweep, settings, &sweep_model, &live, is_dead)),
        later(4, &|| matrix_view::matrix_view(&lab.matrix, settings.workers, &live, is_dead)),
    )
}

/// What the patterns mean, for the states that can be seen.
fn key(lab: &Lab) -> Html {
    let has = |model| lab.settings.models.contains(&model);
    let is_shared = has(Model::Gil) || has(Model::Threads);
    let are_many = lab.settings.workers > 1;
    let is_stealing = has(Model::Threads) && lab.settings.sharing == Sharing::WorkStealing && are_many;
    let states = [
        (true, "running", say::key_running()),
        (lab.settings.nature() != Nature::Computing, "waiting", say::key_waiting()),
        (is_shared && are_many, "others", say::key_others()),
        (has(Model::Gil), "runnable", say::key_runnable()),
        (is_shared || has(Model::Processes), "new", say::key_new()),
        (has(Model::Processes), "overhead", say::key_overhead()),
        (has(Model::Processes) && !is_stealing, "flow", say::key_message()),
        (has(Model::Processes) && is_stealing, "flow", say::key_message_or_stolen()),
        (is_stealing && !has(Model::Processes), "flow", say::key_stolen()),
    ];
    let mut seen = Vec::new();
    for (_, class, text) in states.into_iter().filter(|state| state.0) {
        seen.push(view!("<li><i class={}></i>{}</li>", class, text));
    }
    if seen.len() < 2 {
        return Html::default();
    }
    view!("<ul class='legend key'>{}</ul>", seen)
}

/// Draws a figure for each run, with empty lanes before it begins.
fn figures(lab: &UseReducerHandle<Lab>, live: &Live, theme: &Theme) -> Callback<Shared, Html> {
    let (lab, source, palette) = (lab.clone(), live.source().clone(), theme.palette.clone());
    Callback::from(move |shared| {
        let longest_ns = lab.longest_ns();
        let is_over = !lab.is_comparing();
        let tasks = lab.settings.config.tasks as f32;
        let most_workers = lab.entries.iter().map(|entry| entry.plan.workers).max().unwrap_or(1) as f32;
        let figure = |entry: &Entry| {
            let figures = entry.figures();
            let makespan_ns = figures.map(|figures| figures.makespan_ns);
            let sooner_ns = makespan_ns.map_or(0, |makespan_ns| longest_ns - makespan_ns);
            // Said where it can be told apart: from 2% of the longest run on.
            let done = makespan_ns
                .filter(|_| is_over && sooner_ns * 50 > longest_ns)
                .map(|makespan_ns| (makespan_ns, say::figure_done(&crate::numbers::duration(sooner_ns))));
            let instead = match &entry.phase {
                Phase::Queued => Some(say::figure_waits_turn()),
                Phase::Cancelled => Some(say::figure_cancelled()),
                Phase::Refused(_) => Some(say::figure_refused()),
                Phase::Running | Phase::Done(..) => None,
            };
            let model = entry.plan.model;
            let caption = Caption {
                title: say::model_title(model.name()).into(),
                detail: words::detail(&entry.plan, lab.cores).into(),
                makespan_ns,
                instead,
            };
            html! {
                <Figure key={model.name()} name={model.name()} source={source.clone()} run={entry.run}
                    rows={entry.plan.workers + u32::from(model == Model::Processes)}
                    has_worker_colours={tiles::has_picture(&entry.plan.config)} has_waits={model == Model::EventLoop && lab.settings.nature() != Nature::Computing}
                    {caption} workload={lab.settings.workload_name()} full={[tasks, most_workers]} {done} {shared}
                    palette={palette.clone()} />
            }
        };
        lab.entries.iter().map(figure).collect()
    })
}
