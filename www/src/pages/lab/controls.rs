//! The controls of the lab: what is run, how it is cut, and which models are compared. Each acts at once.

use interleave::lab::{Model, Sharing};
use interleave::workload::{ALL, Distribution, Nature};
use yew::prelude::*;

use super::live::{Entry, Live};
use super::settings::{LATENCIES_MS, MODELS, SIZES, Settings, TASKS, UNEVENNESS, nearest};
use crate::components::{Check, Slider, checks, select, slider};
use crate::engine;
use crate::numbers::{capital, duration, join, short};

/// A callback that changes the settings.
fn change<T: 'static>(
    settings: &Settings,
    live: &Live,
    entry: Entry,
    apply: impl Fn(&mut Settings, T) + 'static,
) -> Callback<T> {
    let (live, settings) = (live.clone(), settings.clone());
    Callback::from(move |value| {
        let mut settings = settings.clone();
        apply(&mut settings, value);
        live.set(settings, entry);
    })
}

/// The worker slider and the button: first on every screen.
pub fn primary(settings: &Settings, live: &Live, is_busy: bool, is_dead: bool) -> Html {
    let most = engine::most_workers();
    let hardware = engine::hardware_threads();
    let cores = join(&[&hardware.to_string(), if hardware == 1 { " core here" } else { " cores here" }]);
    let workers = slider(Slider {
        id: "workers",
        label: "Workers",
        value: settings.workers.to_string(),
        index: settings.workers.saturating_sub(1) as usize,
        count: most as usize,
        scale: Some(("1", &most.to_string(), hardware.saturating_sub(1) as usize, &cores)),
        onmove: change(settings, live, Entry::Sliding, |settings, index| settings.workers = index as u32 + 1),
        onrest: live.onrest(),
    });
    let onclick = {
        let live = live.clone();
        Callback::from(move |_: MouseEvent| if is_busy { live.cancel() } else { live.compare() })
    };
    let (text, test_id, class) =
        if is_busy { ("Cancel", "cancel", "button") } else { ("Run again", "run", "button go") };
    html! {
        <div class="primary">
            { workers }
            <button type="button" {class} data-testid={test_id} disabled={is_dead} {onclick}>{ text }</button>
        </div>
    }
}

/// Everything else.
pub fn more(settings: &Settings, live: &Live) -> Html {
    let config = &settings.config;
    let stops = |id, label, value: String, stops: &'static [f64], at: f64, apply: fn(&mut Settings, f64)| {
        let apply = move |settings: &mut Settings, index: usize| {
            apply(settings, stops.get(index).copied().unwrap_or(1.0));
        };
        let onmove = change(settings, live, Entry::Sliding, apply);
        let (index, count) = (nearest(stops, at), stops.len());
        slider(Slider { id, label, value, index, count, scale: None, onmove, onrest: live.onrest() })
    };
    let choose = |id, label, options: Vec<(&'static str, String)>, chosen: &str, apply: fn(&mut Settings, String)| {
        select(id, label, options, chosen, change(settings, live, Entry::New, apply))
    };
    let named = |name: &'static str| (name, capital(name));
    let workloads = ALL.iter().map(|description| (description.name, description.title.to_owned())).collect();
    let (nature, nature_text) = match settings.nature() {
        Nature::Computing => ("computing", "CPU-bound: always computing"),
        Nature::Waiting => ("waiting", "I/O-bound: mostly waiting"),
        Nature::Mixed => ("mixed", "Mixed: computes and waits"),
    };
    let models = Model::ALL.map(|model| {
        let is_ticked = settings.models.contains(&model);
        let is_fixed = is_ticked && settings.models.len() == *MODELS.start();
        Check { name: model.name(), title: model.title(), detail: about(model), is_ticked, is_fixed }
    });
    let onmodel = change(settings, live, Entry::New, |settings, name| {
        Model::find(name).into_iter().for_each(|model| settings.toggle(model));
    });
    let distributions = Distribution::ALL.map(|(_, name)| named(name)).to_vec();
    let distribution = Distribution::ALL.iter().find(|(d, _)| *d == config.latency.distribution).map_or("", |d| d.1);
    let sharings = Sharing::ALL.map(|(_, name)| named(name)).to_vec();
    let sharing = Sharing::ALL.iter().find(|(s, _)| *s == settings.sharing).map_or("", |s| s.1);
    html! {
        <div class="more">
            { choose("workload", "Workload", workloads, &config.workload, |settings, name| settings.config.workload = name) }
            <p class="nature" data-testid="nature" data-nature={nature}>
                { nature_text }<small>{ settings.description().map(|description| description.summary) }</small>
            </p>
            { stops("tasks", "Tasks", config.tasks.to_string(), TASKS, f64::from(config.tasks), |settings, value| settings.config.tasks = value as u32) }
            { stops("size", "Size", join(&[&short(config.size, 2), "×"]), SIZES, config.size, |settings, value| settings.config.size = value) }
            { stops("unevenness", "Unevenness", join(&[&short(config.unevenness, 1), "×"]), UNEVENNESS, config.unevenness, |settings, value| settings.config.unevenness = value) }
            if settings.nature() != Nature::Computing {
                { stops("latency", "Latency, mean", duration((config.latency.mean_ms * 1e6) as u64), LATENCIES_MS, config.latency.mean_ms, |settings, value| settings.config.latency.mean_ms = value) }
                { choose("distribution", "Latency, distribution", distributions, distribution, |settings, name| {
                    let found = Distribution::ALL.iter().find(|(_, other)| *other == name);
                    found.into_iter().for_each(|(distribution, _)| settings.config.latency.distribution = *distribution);
                }) }
            }
            { checks("Compare", models, &onmodel) }
            if settings.models.contains(&Model::Threads) {
                { choose("sharing", "Free threads share tasks", sharings, sharing, |settings, name| {
                    let found = Sharing::ALL.iter().find(|(_, other)| *other == name);
                    found.into_iter().for_each(|(sharing, _)| settings.sharing = *sharing);
                }) }
            }
        </div>
    }
}

fn about(model: Model) -> &'static str {
    match model {
        Model::Sequential => "1 worker, in order",
        Model::EventLoop => "1 worker, taking turns",
        Model::Gil => "one computes at a time",
        Model::Threads => "all compute at once",
        Model::Processes => "own memory, copies",
    }
}
