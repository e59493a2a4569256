//! The sweep over numbers of workers, as two charts with the laws that were fitted to it.

use interleave::lab::Model;
use interleave::lab::scaling::{Finding, find};
use interleave::workload::Nature;
use yew::prelude::*;

use super::live::Live;
use super::settings::Settings;
use super::sweep::Sweep;
use crate::components::{Chart, ChartProps, Curve, legend, select};
use crate::dom;
use crate::engine;
use crate::markup::view;
use crate::numbers::{fixed, join, percent, times};

/// The charts and their button. `now` are the settings that hold now, `model` is the one that the next sweep takes.
pub fn sweep_view(sweep: &Sweep, now: &Settings, model: &UseStateHandle<Model>, live: &Live, is_dead: bool) -> Html {
    let is_open = sweep.is_open();
    let chosen = **model;
    let onclick = live.on(move |live| if is_open { live.cancel() } else { live.sweep(chosen, engine::most_workers()) });
    let options = [Model::Gil, Model::Threads, Model::Processes].map(|model| (model.name(), model.title().to_owned()));
    let onchange = {
        let model = model.clone();
        Callback::from(move |event: Event| {
            Model::find(&dom::value(&event)).into_iter().for_each(|found| model.set(found));
        })
    };
    let (done, total) = sweep.progress();
    let (text, test_id) = match is_open {
        true => ("Cancel".to_owned(), "sweep-cancel"),
        false => (join(&["Sweep from 1 to ", &engine::most_workers().to_string()]), "sweep-run"),
    };
    view!(
        "<section class=further data-testid=sweep>\
            <h2>Speedup by workers</h2>\
            <div class=act>{}<button type=button class=button data-testid={} disabled={} onclick={}>{}</button>{}</div>\
            {}\
        </section>",
        select("sweep-model", "Model", options.to_vec(), chosen.name(), onchange),
        test_id,
        is_dead,
        onclick,
        text,
        is_open.then(|| progress(done, total)),
        (sweep.measured().len() > 1).then(|| charts(sweep, now)),
    )
}

/// How many runs of several are over.
pub fn progress(done: usize, total: usize) -> Html {
    let (done, total) = (done.to_string(), total.to_string());
    let said = join(&[&done, " of ", &total, " runs"]);
    view!(
        "<progress max={} value={} aria-label='Runs that are over'></progress><span class=note>{}</span>",
        total,
        done,
        said
    )
}

fn charts(sweep: &Sweep, now: &Settings) -> Html {
    let measured = sweep.measured();
    let Some(&(first_workers, first_ns)) = measured.first() else { return Html::default() };
    let Some((model, then)) = &sweep.of else { return Html::default() };
    // Where the first point is missing there is nothing to measure the others against.
    if first_workers != 1 {
        return Html::default();
    }
    let speedups: Vec<(u32, f64)> =
        measured.iter().map(|&(workers, ns)| (workers, first_ns as f64 / ns.max(1) as f64)).collect();
    let x_end = sweep.points.last().map_or(2.0, |point| f64::from(point.workers)).max(2.0);
    let hardware = engine::hardware_threads();
    let highest = speedups.iter().map(|point| point.1).fold(1.0, f64::max);
    let y_end = (highest * 1.2).max(2.0).ceil();
    let tasks = then.config.tasks;
    // How many workers can have something to do: as many as there are cores to compute on, or tasks to wait for.
    let limit = if then.nature() == Nature::Waiting { tasks } else { hardware.min(tasks) };
    // A law is drawn as far as it was fitted.
    let sample = |end: u32, law: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
        let place = |step: u32| 1.0 + (f64::from(end).min(x_end) - 1.0) * f64::from(step) / 60.0;
        (0..=60).map(|step| (place(step), law(place(step)))).collect()
    };
    let ideal = f64::from(limit);
    let mut laws: Vec<(&'static str, Vec<(f64, f64)>)> =
        vec![("ideal", sample(u32::MAX, &|workers| workers.min(ideal)))];
    let mut entries: Vec<(&'static str, String)> =
        vec![("measured", "measured, median of three".to_owned()), ("ideal", "ideal".to_owned())];
    let off = |error: f64| join(&[", off by ", &percent_fine(error)]);
    let said_of_law = match find(&speedups, limit) {
        Finding::Nothing => "No law is fitted: nothing here executes in parallel.".to_owned(),
        Finding::Measured { workers, serial_fraction } => join(&[
            "One point is too few for a law: ",
            &workers.to_string(),
            " workers come to a serial fraction of ",
            &percent_fine(serial_fraction),
            " (Karp-Flatt).",
        ]),
        Finding::Fitted(fit) => {
            laws.push(("amdahl", sample(fit.most, &|workers| fit.amdahl.predict(workers))));
            let serial = percent_fine(fit.amdahl.serial_fraction);
            entries.push(("amdahl", join(&["Amdahl: serial fraction ", &serial, &off(fit.amdahl_error)])));
            if let Some((law, error)) = fit.universal {
                laws.push(("universal", sample(fit.most, &|workers| law.predict(workers))));
                let (contention, coherency) = (fixed(law.contention, 3), fixed(law.coherency, 4));
                let values =
                    ["universal scalability: contention ", &contention, ", coherency ", &coherency, &off(error)];
                entries.push(("universal", join(&values)));
            }
            join(&["Fitted to the ", &fit.points.to_string(), " points up to ", &fit.most.to_string(), " workers."])
        }
    };
    let beyond = if x_end <= ideal {
        ""
    } else if limit == hardware {
        " With more workers than cores they take turns: shown, not fitted."
    } else {
        " With more workers than tasks some have nothing to do: shown, not fitted."
    };
    let efficiency = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
        points.iter().map(|&(workers, speedup)| (workers, 100.0 * speedup / workers)).collect()
    };
    let points: Vec<(f64, f64)> = speedups.iter().map(|&(workers, speedup)| (f64::from(workers), speedup)).collect();
    let curves = laws.iter().map(|(class, points)| Curve { class, points: points.clone() }).collect::<Vec<_>>();
    let shares = laws.iter().map(|(class, points)| Curve { class, points: efficiency(points) });
    let mark = Some((
        f64::from(hardware),
        AttrValue::from(join(&[&hardware.to_string(), if hardware == 1 { " core" } else { " cores" }])),
    ));
    let said = |value: &dyn Fn(&(u32, f64)) -> String| -> AttrValue {
        let parts: Vec<String> =
            speedups.iter().map(|point| join(&[&point.0.to_string(), ": ", &value(point)])).collect();
        parts.join(", ").into()
    };
    let chart = |props: ChartProps| html! { <Chart ..props /> };
    let speedup = ChartProps {
        title: "Speedup",
        summary: said(&|point| times(point.1)),
        x_end,
        y_end,
        y_unit: "×",
        mark: mark.clone(),
        curves,
        points: points.clone(),
    };
    let efficiency = ChartProps {
        title: "Efficiency",
        summary: said(&|point| percent(point.1 / f64::from(point.0))),
        x_end,
        y_end: 120.0,
        y_unit: "%",
        mark,
        curves: shares.collect(),
        points: efficiency(&points),
    };
    let is_former = sweep.is_former(now);
    let title = then.description().map_or("", |description| description.title);
    let of = [
        if is_former { "Of the settings before your change: " } else { "" },
        model.title(),
        ", ",
        title,
        ", ",
        &tasks.to_string(),
        " tasks",
    ];
    view!(
        "<div class={}><p class=line>{}</p><div class=charts>{}{}</div>{}<p class=note>{}</p></div>",
        is_former.then_some("former"),
        join(&of),
        chart(speedup),
        chart(efficiency),
        legend(entries),
        join(&[&said_of_law, beyond])
    )
}

fn percent_fine(share: f64) -> String {
    join(&[&fixed(share * 100.0, 1), "%"])
}
