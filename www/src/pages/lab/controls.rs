//! The controls of the lab: what is run, how it is cut, and which models are compared. Each acts at once.

use std::rc::Rc;

use interleave::lab::{Model, Sharing};
use interleave::workload::{ALL, Distribution, Nature};
use yew::prelude::*;

use super::live::{Entry, Live};
use super::settings::{LATENCIES_MS, MODELS, SIZES, Settings, TASKS, UNEVENNESS, nearest};
use crate::components::{Check, Slider, checks, select, slider};
use crate::dom;
use crate::embed;
use crate::engine;
use crate::markup::view;
use crate::numbers::{duration, number, parse};
use crate::text::say;

/// Puts the value of a control into the settings.
type Apply = Rc<dyn Fn(&mut Settings, &str)>;

/// A callback that changes the settings; `apply` is told what the element that was changed says.
fn change(settings: &Settings, live: &Live, entry: Entry, apply: Apply) -> Callback<Event> {
    let (live, settings) = (live.clone(), settings.clone());
    Callback::from(move |event: Event| {
        let mut settings = settings.clone();
        apply(&mut settings, &dom::value(&event));
        live.set(settings, entry);
    })
}

/// The worker slider and the button: first on every screen.
pub fn primary(settings: &Settings, live: &Live, is_busy: bool, is_dead: bool) -> Html {
    let most = engine::most_workers();
    let hardware = engine::hardware_threads();
    let cores = say::lab_cores_here(hardware);
    let [first, last] = [1, most].map(|workers| number(workers.into(), 0, 0));
    let set_workers: Apply =
        Rc::new(|settings, index| settings.workers = parse(index).map_or(1, |index| index as u32 + 1));
    let workers = slider(Slider {
        id: "workers",
        label: say::lab_workers(),
        value: number(settings.workers.into(), 0, 0),
        index: settings.workers.saturating_sub(1) as usize,
        count: most as usize,
        scale: Some((&first, &last, hardware.saturating_sub(1) as usize, &cores)),
        oninput: change(settings, live, Entry::Sliding("workers"), set_workers),
        onchange: live.onrest(),
    });
    let onclick = live.on(move |live| if is_busy { live.cancel() } else { live.compare() });
    let (text, test_id, class) =
        if is_busy { (say::lab_cancel(), "cancel", "button") } else { (say::lab_run_again(), "run", "button go") };
    view!(
        "<div class=primary><div class=slide inert={}>{}</div><button type=button class={} data-testid={} disabled={} onclick={}>{}</button></div>",
        embed::is_readonly(),
        workers,
        class,
        test_id,
        is_dead,
        onclick,
        text
    )
}

/// Everything else.
pub fn more(settings: &Settings, live: &Live) -> Html {
    let config = &settings.config;
    let stops = |id, label, value: String, stops: &'static [f64], at: f64, apply: fn(&mut Settings, f64)| {
        let apply = move |settings: &mut Settings, index: &str| {
            let index = parse(index).unwrap_or(0.0) as usize;
            apply(settings, stops.get(index).copied().unwrap_or(1.0));
        };
        let oninput = change(settings, live, Entry::Sliding(id), Rc::new(apply));
        let (index, count) = (nearest(stops, at), stops.len());
        slider(Slider { id, label, value, index, count, scale: None, oninput, onchange: live.onrest() })
    };
    let choose = |id, label, options: Vec<(&'static str, String)>, chosen: &str, apply: fn(&mut Settings, &str)| {
        select(id, label, options, chosen, change(settings, live, Entry::New, Rc::new(apply)))
    };
    let factor = |value: f64| say::shared_times(&number(value, 0, 2));
    let workloads = ALL.iter().map(|known| (known.name, say::workload_title(known.name))).collect();
    let nature = nature_name(settings.nature());
    let mut models = Vec::new();
    for model in Model::ALL {
        let is_ticked = settings.models.contains(&model);
        let is_fixed = is_ticked && settings.models.len() == *MODELS.start();
        let toggle: Apply = Rc::new(move |settings, _| settings.toggle(model));
        let onchange = change(settings, live, Entry::New, toggle);
        models.push(Check {
            name: model.name(),
            title: say::model_title(model.name()),
            detail: say::model_about(model.name()),
            is_ticked,
            is_fixed,
            onchange,
        });
    }
    let waits = (settings.nature() != Nature::Computing).then(|| {
        let named: Vec<_> = Distribution::ALL.iter().map(|(_, name)| (*name, say::lab_distribution(name))).collect();
        let chosen = Distribution::ALL.iter().find(|(d, _)| *d == config.latency.distribution).map_or("", |d| d.1);
        let mean = duration((config.latency.mean_ms * 1e6) as u64);
        vec![
            stops("latency", say::lab_latency_mean(), mean, LATENCIES_MS, config.latency.mean_ms, |settings, value| {
                settings.config.latency.mean_ms = value;
            }),
            choose("distribution", say::lab_latency_distribution(), named, chosen, |settings, name| {
                for (distribution, _) in Distribution::ALL.into_iter().filter(|(_, other)| *other == name) {
                    settings.config.latency.distribution = distribution;
                }
            }),
        ]
    });
    let sharing = settings.models.contains(&Model::Threads).then(|| {
        let named: Vec<_> = Sharing::ALL.iter().map(|(_, name)| (*name, say::lab_sharing(name))).collect();
        let chosen = Sharing::ALL.iter().find(|(s, _)| *s == settings.sharing).map_or("", |s| s.1);
        choose("sharing", say::lab_share(), named, chosen, |settings, name| {
            for (sharing, _) in Sharing::ALL.into_iter().filter(|(_, other)| *other == name) {
                settings.sharing = sharing;
            }
        })
    });
    view!(
        "<div class=more inert={}>{}<p class=nature data-testid=nature data-nature={}>{}<small>{}</small></p>{}{}{}{}{}{}</div>",
        embed::is_readonly(),
        choose("workload", say::lab_workload(), workloads, &config.workload, |settings, name| {
            settings.config.workload = name.to_owned();
        }),
        nature,
        say::workload_nature(nature),
        say::workload_summary(settings.workload_name()),
        stops(
            "tasks",
            say::lab_tasks(),
            number(config.tasks.into(), 0, 0),
            TASKS,
            f64::from(config.tasks),
            |settings, value| {
                settings.config.tasks = value as u32;
            }
        ),
        stops("size", say::lab_size(), factor(config.size), SIZES, config.size, |settings, value| settings
            .config
            .size = value),
        stops(
            "unevenness",
            say::lab_unevenness(),
            factor(config.unevenness),
            UNEVENNESS,
            config.unevenness,
            |settings, value| {
                settings.config.unevenness = value;
            }
        ),
        waits,
        checks(say::lab_compare(), models, say::lab_compare_least()),
        sharing,
    )
}

/// The word by which messages know what bounds a workload's speed.
pub fn nature_name(nature: Nature) -> &'static str {
    match nature {
        Nature::Computing => "computing",
        Nature::Waiting => "waiting",
        Nature::Mixed => "mixed",
    }
}
