//! The machines: what each is like, and which of them are compared.

use interleave_machine::{COSTS, MOST_CORES, MOST_MACHINES, MOST_NS, MOST_SEED, POLICIES, START_METHODS, Setup};
use yew::prelude::*;

use super::live::Live;
use super::model::{Action, Page};
use super::times;
use crate::embed;
use crate::markup::view;
use crate::numbers::{join, list, parse};
use crate::text::say;

/// What a machine is called: what tells it from the others, or the usual.
pub fn name(page: &Page, at: usize) -> String {
    let Some(entry) = page.entries.get(at) else { return String::new() };
    let setup = &entry.setup;
    if !setup.label.is_empty() {
        return setup.label.clone();
    }
    let differs = |of: fn(&Setup) -> String| page.entries.iter().any(|other| of(&other.setup) != of(setup));
    let mut parts = vec![
        say::program_cores(setup.cores),
        (if setup.gil { say::program_gil_on() } else { say::program_gil_off() }).to_string(),
    ];
    if differs(|setup| setup.policy.clone()) {
        parts.push(say::program_policy(&setup.policy));
    }
    for (of, said) in [
        (
            (|setup: &Setup| times::shown(setup.quantum_ns)) as fn(&Setup) -> String,
            say::program_named_quantum as fn(&str) -> String,
        ),
        (|setup| times::shown(setup.switch_cost_ns), say::program_named_cost),
        (|setup| times::shown(setup.switch_interval_ns), say::program_named_interval),
        (|setup| (setup.seed as u64).to_string(), say::program_named_seed),
    ] {
        if differs(of) {
            parts.push(said(&of(setup)));
        }
    }
    for (at, cost) in COSTS.iter().enumerate() {
        let value = setup.costs_ns[at];
        if page.entries.iter().any(|other| other.setup.costs_ns[at] != value) {
            parts.push(say::program_named_cost_of(cost.name, &times::shown(value)));
        }
    }
    if differs(|setup| setup.every_instruction.to_string()) {
        parts.push(say::program_points(if setup.every_instruction { "every" } else { "cpython" }));
    }
    if differs(|setup| setup.start_method.clone()) {
        parts.push(setup.start_method.clone());
    }
    list(parts)
}

/// What a preset makes of a setup.
type Change = fn(&mut Setup);

/// The machines as tabs, and the settings of the one that is looked at.
pub fn setups(page: &Page, live: &Live) -> Html {
    let count = page.entries.len();
    let mut tabs = Vec::new();
    for at in 0..count {
        tabs.push(view!(
            "<button type=button class='button small' aria-pressed={} data-testid={} onclick={}>{}</button>",
            if at == page.at { "true" } else { "false" },
            join(&["machine-", &at.to_string()]),
            live.on(move |live| live.dispatch(Action::Choose(at))),
            name(page, at),
        ));
    }
    let tabs =
        (count > 1).then(|| view!("<div class=tabs role=group aria-label={}>{}</div>", say::program_machines(), tabs));
    let is_fixed = embed::is_readonly();
    let setup = page.chosen().setup.clone();
    let at = page.at;
    let presets: [(&str, AttrValue, [Change; 2]); 2] = [
        ("compare-gil", say::program_compare_gil(), [|setup| setup.gil = true, |setup| setup.gil = false]),
        ("compare-cores", say::program_compare_cores(), [|setup| setup.cores = 1, |setup| setup.cores = 4]),
    ];
    let mut more = Vec::new();
    for (id, text, changes) in presets {
        let setup = setup.clone();
        let press = live.on(move |live| {
            let changed = changes.map(|change| {
                let mut setup = Setup { label: String::new(), ..setup.clone() };
                change(&mut setup);
                setup
            });
            live.set_all(changed.to_vec());
        });
        more.push(view!(
            "<button type=button class='button small' data-testid={} disabled={} onclick={}>{}</button>",
            id,
            is_fixed,
            press,
            text
        ));
    }
    more.push(view!(
        "<button type=button class='button small' data-testid=machine-add disabled={} onclick={}>{}</button>",
        is_fixed || count >= MOST_MACHINES,
        live.on(Live::add),
        say::program_add(),
    ));
    if count > 1 {
        more.push(view!(
            "<button type=button class='button small' data-testid=machine-remove disabled={} onclick={}>{}</button>",
            is_fixed,
            live.on(move |live| live.remove(at)),
            say::program_remove(),
        ));
    }
    view!(
        "<h2>{}</h2>{}<div class=settings>{}</div>{}<h3 id=program-compare>{}</h3><div class=tabs role=group aria-labelledby=program-compare>{}</div>",
        if count > 1 { say::program_machine_of(name(page, at).as_str()).into() } else { say::program_machine() },
        tabs,
        settings(&setup, at, live, is_fixed),
        costs(&setup, at, live, is_fixed),
        say::program_compare(),
        more,
    )
}

/// One setting: its label and its control.
fn control(id: &'static str, label: AttrValue, control: Html) -> Html {
    view!("<div class=control><label for={}>{}</label>{}</div>", id, label, control)
}

struct Field<'a> {
    setup: &'a Setup,
    at: usize,
    live: &'a Live,
    is_fixed: bool,
}

impl Field<'_> {
    /// A choice of one out of several words.
    fn choice(
        &self,
        id: &'static str,
        label: AttrValue,
        options: Vec<(&'static str, String)>,
        chosen: &str,
        set: fn(&mut Setup, &str),
    ) -> Html {
        let mut items = Vec::new();
        for (value, text) in options {
            items.push(view!("<option value={} selected={}>{}</option>", value, value == chosen, text));
        }
        let (setup, at) = (self.setup.clone(), self.at);
        let onchange = self.live.on_value(move |live, value| {
            let mut setup = setup.clone();
            set(&mut setup, &value);
            live.set(at, setup);
        });
        let select = view!(
            "<select id={} data-testid={} disabled={} onchange={}>{}</select>",
            id,
            id,
            self.is_fixed,
            onchange,
            items
        );
        control(id, label, select)
    }

    /// A value that is written. What cannot be read stays as it was.
    fn text(
        &self,
        id: &'static str,
        label: AttrValue,
        value: String,
        set: impl Fn(&mut Setup, &str) -> Option<()> + 'static,
    ) -> Html {
        let (setup, at) = (self.setup.clone(), self.at);
        let kept = value.clone();
        let live = self.live.clone();
        let onchange = Callback::from(move |event: Event| {
            let mut setup = setup.clone();
            if set(&mut setup, &crate::dom::value(&event)).is_some() {
                live.set(at, setup);
            } else if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                input.set_value(&kept);
            }
        });
        let input = view!(
            "<input type=text id={} data-testid={} value={} disabled={} onchange={} autocomplete=off spellcheck=false/>",
            id,
            id,
            value,
            self.is_fixed,
            onchange
        );
        control(id, label, input)
    }
}

fn time(text: &str, least_ns: f64) -> Option<f64> {
    times::read(text).filter(|ns| (least_ns..=MOST_NS).contains(ns))
}

fn settings(setup: &Setup, at: usize, live: &Live, is_fixed: bool) -> Html {
    let field = Field { setup, at, live, is_fixed };
    let on_off = |is_on: bool| if is_on { "on" } else { "off" };
    let policies = POLICIES.into_iter().map(|policy| (policy, say::program_policy(policy))).collect();
    let mut controls = vec![
        field.text("cores", say::program_set_cores(), setup.cores.to_string(), |setup, text| {
            let cores =
                parse(text).filter(|cores| cores.fract() == 0.0 && (1.0..=f64::from(MOST_CORES)).contains(cores))?;
            setup.cores = cores as u32;
            Some(())
        }),
        field.choice(
            "gil",
            say::program_set_gil(),
            vec![("on", say::program_on().to_string()), ("off", say::program_off().to_string())],
            on_off(setup.gil),
            |setup, value| setup.gil = value == "on",
        ),
        field.choice("policy", say::program_set_policy(), policies, &setup.policy, |setup, value| {
            setup.policy = value.to_owned();
        }),
    ];
    if !matches!(setup.policy.as_str(), "fifo" | "sjf" | "srtf" | "priority") {
        controls.push(field.text(
            "quantum",
            say::program_set_quantum(),
            times::shown(setup.quantum_ns),
            |setup, text| time(text, 1.0).map(|ns| setup.quantum_ns = ns),
        ));
    }
    controls.push(field.text(
        "switch-cost",
        say::program_set_cost(),
        times::shown(setup.switch_cost_ns),
        |setup, text| time(text, 0.0).map(|ns| setup.switch_cost_ns = ns),
    ));
    if setup.gil {
        controls.push(field.text(
            "switch-interval",
            say::program_set_interval(),
            times::shown(setup.switch_interval_ns),
            |setup, text| time(text, 1.0).map(|ns| setup.switch_interval_ns = ns),
        ));
        controls.push(field.choice(
            "switch-points",
            say::program_set_points(),
            ["cpython", "every"].map(|points| (points, say::program_points(points))).into(),
            if setup.every_instruction { "every" } else { "cpython" },
            |setup, value| setup.every_instruction = value == "every",
        ));
    }
    controls.push(field.choice(
        "start-method",
        say::program_set_method(),
        START_METHODS.into_iter().map(|method| (method, method.to_owned())).collect(),
        &setup.start_method,
        |setup, value| setup.start_method = value.to_owned(),
    ));
    controls.push(field.text("seed", say::program_set_seed(), (setup.seed as u64).to_string(), |setup, text| {
        let seed = parse(text.trim()).filter(|seed| seed.fract() == 0.0 && *seed <= MOST_SEED)?;
        setup.seed = seed;
        Some(())
    }));
    controls.into_iter().collect()
}

/// What starting and copying cost, folded up; what is not as usual is said on the outside.
fn costs(setup: &Setup, at: usize, live: &Live, is_fixed: bool) -> Html {
    let field = Field { setup, at, live, is_fixed };
    let (mut controls, mut unusual) = (Vec::new(), Vec::new());
    for (at, (cost, value)) in COSTS.iter().zip(setup.costs_ns).enumerate() {
        if value != cost.usual_ns {
            unusual.push(say::program_named_cost_of(cost.name, &times::shown(value)));
        }
        let label = say::program_set_cost_of(cost.name).into();
        controls.push(field.text(cost.name, label, times::shown(value), move |setup, text| {
            setup.costs_ns[at] = time(text, 0.0)?;
            Some(())
        }));
    }
    let summary =
        if unusual.is_empty() { say::program_costs().to_string() } else { say::program_costs_of(&list(unusual)) };
    view!(
        "<details class='as-table costs' data-testid=costs><summary>{}</summary><div class=settings>{}</div></details>",
        summary,
        controls
    )
}
