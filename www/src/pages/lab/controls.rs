//! The controls of the lab: what is run, how it is cut, and which models are compared. Each acts at once.

use interleave::lab::{Model, Sharing};
use interleave::workload::{ALL, Distribution, Nature};
use yew::prelude::*;

use super::live::Live;
use super::settings::{LATENCIES_MS, MODELS, SIZES, Settings, TASKS, UNEVENNESS, nearest};
use crate::components::{Change, Check, Checks, Select, Slider};
use crate::engine;
use crate::numbers::{capital, duration, join, short};

#[derive(Properties, PartialEq)]
pub struct ControlsProps {
    pub settings: Settings,
    pub live: Live,
    /// Whether the comparison waits or runs.
    pub is_busy: bool,
    /// Whether runs can be started.
    pub is_ready: bool,
}

/// A callback that changes the settings; the flag says whether the history gets a new entry.
fn change<T: 'static>(props: &ControlsProps, apply: impl Fn(&mut Settings, T) -> bool + 'static) -> Callback<T> {
    let (live, settings) = (props.live.clone(), props.settings.clone());
    Callback::from(move |value| {
        let mut settings = settings.clone();
        let is_new_entry = apply(&mut settings, value);
        live.set(settings, is_new_entry);
    })
}

/// The worker slider and the button: first on every screen.
#[component]
pub fn Primary(props: &ControlsProps) -> Html {
    let most = engine::most_workers();
    let hardware = engine::hardware_threads();
    let onworkers = change(props, |settings, Change::Move { index, is_first }| {
        settings.workers = index as u32 + 1;
        is_first
    });
    let cores = join(&[&hardware.to_string(), if hardware == 1 { " core here" } else { " cores here" }]);
    let onclick = {
        let (live, is_busy) = (props.live.clone(), props.is_busy);
        Callback::from(move |_: MouseEvent| if is_busy { live.cancel() } else { live.compare() })
    };
    let (text, test_id) = if props.is_busy { ("Cancel", "cancel") } else { ("Run again", "run") };
    html! {
        <div class="primary">
            <Slider id="workers" label="Workers" value={props.settings.workers.to_string()}
                index={props.settings.workers.saturating_sub(1) as usize} count={most as usize}
                ends={Some(("1".into(), most.to_string().into()))}
                mark={Some((hardware.saturating_sub(1) as usize, cores.into()))} onchange={onworkers} />
            <button type="button" class={classes!("button", (!props.is_busy).then_some("go"))} data-testid={test_id}
                disabled={!props.is_ready} {onclick}>{ text }</button>
        </div>
    }
}

/// Everything else.
#[component]
pub fn More(props: &ControlsProps) -> Html {
    let settings = &props.settings;
    let config = &settings.config;
    let workloads: Vec<_> = ALL.iter().map(|description| (description.name, description.title.into())).collect();
    let onworkload = change(props, |settings, name| {
        settings.config.workload = name;
        true
    });
    let stops = |apply: fn(&mut Settings, f64), stops: &'static [f64]| {
        change(props, move |settings, Change::Move { index, is_first }| {
            apply(settings, stops.get(index).copied().unwrap_or(1.0));
            is_first
        })
    };
    let (nature, nature_text) = match settings.nature() {
        Nature::Computing => ("computing", "CPU-bound: always computing"),
        Nature::Waiting => ("waiting", "I/O-bound: mostly waiting"),
        Nature::Mixed => ("mixed", "Mixed: computes and waits"),
    };
    let is_waiting = settings.nature() != Nature::Computing;
    let checks = Model::ALL.map(|model| {
        let is_ticked = settings.models.contains(&model);
        Check {
            name: model.name(),
            title: model.title().into(),
            detail: about(model).into(),
            is_ticked,
            is_fixed: is_ticked && settings.models.len() == *MODELS.start(),
        }
    });
    let onmodel = change(props, |settings, name: &'static str| {
        Model::find(name).into_iter().for_each(|model| settings.toggle(model));
        true
    });
    let distributions: Vec<_> = Distribution::ALL.iter().map(|(_, name)| (*name, capital(name).into())).collect();
    let distribution = Distribution::ALL.iter().find(|(d, _)| *d == config.latency.distribution).map_or("", |d| d.1);
    let ondistribution = change(props, |settings, name: String| {
        let found = Distribution::ALL.iter().find(|(_, other)| *other == name);
        found.into_iter().for_each(|(d, _)| settings.config.latency.distribution = *d);
        true
    });
    let sharings: Vec<_> = Sharing::ALL.iter().map(|(_, name)| (*name, capital(name).into())).collect();
    let sharing = Sharing::ALL.iter().find(|(s, _)| *s == settings.sharing).map_or("", |s| s.1);
    let onsharing = change(props, |settings, name: String| {
        let found = Sharing::ALL.iter().find(|(_, other)| *other == name);
        found.into_iter().for_each(|(s, _)| settings.sharing = *s);
        true
    });
    html! {
        <div class="more">
            <Select id="workload" label="Workload" options={workloads} value={config.workload.clone()} onchange={onworkload} />
            <p class="nature" data-testid="nature" data-nature={nature}>
                { nature_text }
                if let Some(description) = settings.description() { <small>{ description.summary }</small> }
            </p>
            <Slider id="tasks" label="Tasks" value={config.tasks.to_string()} index={nearest(TASKS, f64::from(config.tasks))}
                count={TASKS.len()} onchange={stops(|s, value| s.config.tasks = value as u32, TASKS)} />
            <Slider id="size" label="Size" value={join(&[&short(config.size, 2), "×"])} index={nearest(SIZES, config.size)}
                count={SIZES.len()} onchange={stops(|s, value| s.config.size = value, SIZES)} />
            <Slider id="unevenness" label="Unevenness" value={join(&[&short(config.unevenness, 1), "×"])}
                index={nearest(UNEVENNESS, config.unevenness)} count={UNEVENNESS.len()}
                onchange={stops(|s, value| s.config.unevenness = value, UNEVENNESS)} />
            if is_waiting {
                <Slider id="latency" label="Latency, mean" value={duration((config.latency.mean_ms * 1e6) as u64)}
                    index={nearest(LATENCIES_MS, config.latency.mean_ms)} count={LATENCIES_MS.len()}
                    onchange={stops(|s, value| s.config.latency.mean_ms = value, LATENCIES_MS)} />
                <Select id="distribution" label="Latency, distribution" options={distributions} value={distribution}
                    onchange={ondistribution} />
            }
            <Checks label="Compare" checks={checks.to_vec()} onchange={onmodel} />
            if settings.models.contains(&Model::Threads) {
                <Select id="sharing" label="Free threads share tasks" options={sharings} value={sharing} onchange={onsharing} />
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
