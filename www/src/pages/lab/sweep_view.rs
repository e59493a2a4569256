//! The sweep over numbers of workers, as two charts with the laws that were fitted to it.

use interleave::lab::Model;
use interleave::lab::scaling::{Amdahl, Scalability};
use yew::prelude::*;

use super::live::Live;
use super::sweep::Sweep;
use crate::components::{Chart, ChartProps, Curve, legend, select};
use crate::dom;
use crate::engine;
use crate::markup::view;
use crate::numbers::{fixed, join, percent, times};

/// The charts and their button. `model` is the one that the next sweep takes.
pub fn sweep_view(sweep: &Sweep, model: &UseStateHandle<Model>, live: &Live, is_dead: bool) -> Html {
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
        "<section data-testid=sweep>\
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
        (sweep.measured().len() > 1).then(|| charts(sweep)),
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

fn charts(sweep: &Sweep) -> Html {
    let measured = sweep.measured();
    let Some(&(first_workers, first_ns)) = measured.first() else { return Html::default() };
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
    // Amdahl's law knows nothing of how many cores there are: it is fitted up to that number. On a single core there
    // is nothing to fit; on two, one point says all there is, as in Karp and Flatt's measured serial fraction.
    let fitted: Vec<(u32, f64)> = speedups.iter().copied().filter(|point| point.0 <= hardware).collect();
    let (amdahl, universal) = (Amdahl::fit(&fitted), Scalability::fit(&speedups));
    let sample = |law: &dyn Fn(f64) -> f64| -> Vec<(f64, f64)> {
        let place = |step: u32| 1.0 + (x_end - 1.0) * f64::from(step) / 60.0;
        (0..=60).map(|step| (place(step), law(place(step)))).collect()
    };
    let mut laws: Vec<(&'static str, Vec<(f64, f64)>)> =
        vec![("ideal", vec![(1.0, 1.0), (x_end.min(y_end), x_end.min(y_end))])];
    let mut entries: Vec<(&'static str, String)> =
        vec![("measured", "measured, median of three".to_owned()), ("ideal", "ideal".to_owned())];
    if let Some(law) = &amdahl {
        laws.push(("amdahl", sample(&|workers| law.predict(workers))));
        let last = fitted.last().map_or(0, |point| point.0).to_string();
        let serial = percent_fine(law.serial_fraction);
        let from = if fitted.len() < 3 { "Amdahl, from the one point at " } else { "Amdahl up to " };
        entries.push(("amdahl", join(&[from, &last, " workers: serial fraction ", &serial])));
    } else if hardware < 2 {
        entries.push(("amdahl", "Amdahl: no fit, one core executes nothing in parallel".to_owned()));
    }
    if let Some(law) = &universal {
        laws.push(("universal", sample(&|workers| law.predict(workers))));
        let values =
            ["universal scalability: contention ", &fixed(law.contention, 3), ", coherency ", &fixed(law.coherency, 4)];
        entries.push(("universal", join(&values)));
    }
    let efficiency = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
        points.iter().map(|&(workers, speedup)| (workers, 100.0 * speedup / workers)).collect()
    };
    let points: Vec<(f64, f64)> = speedups.iter().map(|&(workers, speedup)| (f64::from(workers), speedup)).collect();
    let curves = laws.iter().map(|(class, points)| Curve { class, points: points.clone() }).collect::<Vec<_>>();
    let shares = laws.iter().map(|(class, points)| {
        let points = if *class == "ideal" { vec![(1.0, 100.0), (x_end, 100.0)] } else { efficiency(points) };
        Curve { class, points }
    });
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
    view!(
        "<p class=note>{}</p><div class=charts>{}{}</div>{}",
        join(&[sweep.model.map_or("", Model::title), ", ", &sweep.label]),
        chart(speedup),
        chart(efficiency),
        legend(entries)
    )
}

fn percent_fine(share: f64) -> String {
    join(&[&fixed(share * 100.0, 1), "%"])
}
