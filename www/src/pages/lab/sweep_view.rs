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
use crate::numbers::{list, percent, percent_fine, sentences, times};
use crate::text::say;

/// The charts and their button. `now` are the settings that hold now, `model` is the one that the next sweep takes.
pub fn sweep_view(sweep: &Sweep, now: &Settings, model: &UseStateHandle<Model>, live: &Live, is_dead: bool) -> Html {
    let is_open = sweep.is_open();
    let chosen = **model;
    let onclick = live.on(move |live| if is_open { live.cancel() } else { live.sweep(chosen, engine::most_workers()) });
    let options =
        [Model::Gil, Model::Threads, Model::Processes].map(|model| (model.name(), say::model_title(model.name())));
    let onchange = {
        let model = model.clone();
        Callback::from(move |event: Event| {
            Model::find(&dom::value(&event)).into_iter().for_each(|found| model.set(found));
        })
    };
    let (done, total) = sweep.progress();
    let (text, test_id) = match is_open {
        true => (say::lab_cancel(), "sweep-cancel"),
        false => (say::sweep_run(engine::most_workers()).into(), "sweep-run"),
    };
    view!(
        "<section class=further data-testid=sweep>\
            <h2>{}</h2>\
            <div class=act>{}<button type=button class=button data-testid={} disabled={} onclick={}>{}</button>{}</div>\
            {}\
        </section>",
        say::sweep_title(),
        select("sweep-model", say::measured_model(), options.to_vec(), chosen.name(), onchange),
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
    view!(
        "<progress max={} value={} aria-label={}></progress><span class=note>{}</span>",
        total.to_string(),
        done.to_string(),
        say::progress_label(),
        say::progress_runs(done as f64, total as f64)
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
        vec![("measured", say::sweep_measured().to_string()), ("ideal", say::sweep_ideal().to_string())];
    let said_of_law = match find(&speedups, limit) {
        Finding::Nothing => say::sweep_no_law().to_string(),
        Finding::Measured { workers, serial_fraction } => say::sweep_one_point(workers, &percent_fine(serial_fraction)),
        Finding::Fitted(fit) => {
            laws.push(("amdahl", sample(fit.most, &|workers| fit.amdahl.predict(workers))));
            let serial = percent_fine(fit.amdahl.serial_fraction);
            entries.push(("amdahl", say::sweep_amdahl(&serial, &percent_fine(fit.amdahl_error))));
            if let Some((law, error)) = fit.universal {
                laws.push(("universal", sample(fit.most, &|workers| law.predict(workers))));
                let said = say::sweep_universal(law.contention, law.coherency, &percent_fine(error));
                entries.push(("universal", said));
            }
            say::sweep_fitted(fit.points, fit.most)
        }
    };
    let beyond = (x_end > ideal)
        .then(|| if limit == hardware { say::sweep_beyond_cores() } else { say::sweep_beyond_tasks() }.to_string());
    let efficiency = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
        points.iter().map(|&(workers, speedup)| (workers, 100.0 * speedup / workers)).collect()
    };
    let points: Vec<(f64, f64)> = speedups.iter().map(|&(workers, speedup)| (f64::from(workers), speedup)).collect();
    let curves = laws.iter().map(|(class, points)| Curve { class, points: points.clone() }).collect::<Vec<_>>();
    let shares = laws.iter().map(|(class, points)| Curve { class, points: efficiency(points) });
    let mark = Some((f64::from(hardware), AttrValue::from(say::sweep_cores(hardware))));
    let said = |value: &dyn Fn(&(u32, f64)) -> String| -> AttrValue {
        list(speedups.iter().map(|point| say::sweep_point(point.0, &value(point)))).into()
    };
    let chart = |props: ChartProps| html! { <Chart ..props /> };
    let speedup = ChartProps {
        title: say::measured_speedup(),
        summary: said(&|point| times(point.1)),
        x_end,
        y_end,
        is_share: false,
        mark: mark.clone(),
        curves,
        points: points.clone(),
    };
    let efficiency = ChartProps {
        title: say::measured_efficiency(),
        summary: said(&|point| percent(point.1 / f64::from(point.0))),
        x_end,
        y_end: 120.0,
        is_share: true,
        mark,
        curves: shares.collect(),
        points: efficiency(&points),
    };
    let is_former = sweep.is_former(now);
    let (model, workload) = (say::model_title(model.name()), say::workload_title(then.workload_name()));
    let of = if is_former {
        say::sweep_of_former(&model, &workload, tasks)
    } else {
        say::sweep_of(&model, &workload, tasks)
    };
    view!(
        "<div class={}><p class=line>{}</p><div class=charts>{}{}</div>{}<p class=note>{}</p></div>",
        is_former.then_some("former"),
        of,
        chart(speedup),
        chart(efficiency),
        legend(entries),
        sentences([Some(said_of_law), beyond])
    )
}
