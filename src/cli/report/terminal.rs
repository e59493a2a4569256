//! A comparison for a terminal: timelines, one sentence, a table, and the scaling laws where there is a sweep.

use super::summary::{result, settings};
use super::table::{fitting, percent, wrapped};
use super::{on_runs, style};
use crate::cli::args::{Color, cores};
use crate::cli::lab::Comparison;
use crate::lab::scaling::{Finding, Point, find};
use crate::lab::{Figures, Model, taking_turns};
use crate::time::format_ns;
use crate::trace::export;
use crate::workload::Nature;

/// Draws and tabulates it.
pub fn text(comparison: &Comparison, color: Color, is_file: bool) -> String {
    let style = style(color, is_file);
    let mut out = on_runs(comparison, |runs| export::text(runs, style));
    out.push('\n');
    let result = wrapped(&result(comparison), style.columns);
    if !result.is_empty() {
        let (bold, plain) = if style.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        out += &format!("{bold}{}{plain}\n\n", result.trim_end());
    }
    out += &table(&comparison.figures, style.columns);
    out.push('\n');
    // Waits overlap on any number of workers: there the tasks are the limit, and nobody takes turns.
    let work = comparison.runs.first().map(|run| &run.plan.config);
    let is_waiting = work.and_then(|work| work.description().ok()).is_some_and(|work| work.nature == Nature::Waiting);
    let tasks = work.map_or(0, |work| work.tasks);
    let cores = cores();
    let computing = comparison.figures.iter().filter(|run| matches!(run.model, Model::Threads | Model::Processes));
    let most = computing.map(|run| run.workers).max().filter(|_| !is_waiting).unwrap_or(0);
    if let Some(turns) = taking_turns(most, cores) {
        let turns = format!("{turns} A worker that waits for its turn counts here as one that executes.");
        out += &format!("{}\n", wrapped(&turns, style.columns));
    }
    let limit = if is_waiting { tasks } else { cores.min(tasks) };
    let laws: String = Model::ALL.iter().filter_map(|model| laws(*model, &comparison.figures, limit)).collect();
    if !laws.is_empty() {
        out += &format!("{}\n", wrapped(&laws, style.columns));
    }
    if let Some(extra) = &comparison.extra {
        let took = format_ns(extra.metrics.makespan_ns());
        let compared = format!("Compared with a sequential run made for it, which took {took}.");
        out += &wrapped(&compared, style.columns);
    }
    out += &wrapped(&settings(comparison), style.columns);
    out += &wrapped(&answers(comparison), style.columns);
    out
}

/// The figures of each run, as many columns as there is room for.
fn table(figures: &[Figures], room: usize) -> String {
    let heads = ["model", "workers", "makespan", "speedup", "efficiency", "utilisation", "in progress", "at once"];
    let row = |run: &Figures| {
        vec![
            run.model.name().to_owned(),
            run.workers.to_string(),
            format_ns(run.makespan_ns),
            format!("{:.2}", run.speedup),
            percent(run.efficiency),
            percent(run.utilisation),
            format!("{:.1}", run.mean_concurrency),
            format!("{:.1}", run.mean_parallelism),
        ]
    };
    // The last of these gives way first.
    let order = [0, 1, 2, 3, 7, 4, 6, 5];
    fitting(&heads, &figures.iter().map(row).collect::<Vec<_>>(), 1, &order, room)
}

/// What the runs of a model on several numbers of workers say about scaling, as a paragraph. Its speedup counts from
/// its own run on one worker, or else from what the comparison counts from. Points on more than `limit` workers, which
/// cannot all have something to do, count for nothing.
fn laws(model: Model, figures: &[Figures], limit: u32) -> Option<String> {
    let runs = || figures.iter().filter(|run| run.model == model);
    if runs().map(|run| run.workers).collect::<std::collections::BTreeSet<_>>().len() < 3 {
        return None;
    }
    let own = runs().find(|run| run.workers == 1).map_or(1.0, |run| run.speedup);
    let points: Vec<Point> = runs().map(|run| (run.workers, run.speedup / own)).collect();
    let title = model.title();
    let fit = match find(&points, limit) {
        Finding::Nothing => return None,
        Finding::Measured { workers, serial_fraction } => {
            return Some(format!(
                "{title}: one point is too few for a law; {workers} workers come to a serial fraction of \
                 {serial_fraction:.3} (Karp-Flatt)\n"
            ));
        }
        Finding::Fitted(fit) => fit,
    };
    let mut text = format!(
        "{title}, fitted to the {} points up to {} workers:\n  Amdahl's law: serial fraction {:.3}, off by {}\n",
        fit.points,
        fit.most,
        fit.amdahl.serial_fraction,
        percent(fit.amdahl_error)
    );
    if let Some((law, error)) = fit.universal {
        let peak = fit.peak().map(|peak| format!("; fastest on {peak:.0} workers")).unwrap_or_default();
        text += &format!(
            "  universal scalability law: contention {:.4}, coherency {:.5}, off by {}{peak}\n",
            law.contention,
            law.coherency,
            percent(error)
        );
    }
    Some(text)
}

/// What was found: once where all found the same.
fn answers(comparison: &Comparison) -> String {
    let mut runs: Vec<_> = comparison.all().map(|run| &run.answer).collect();
    runs.dedup();
    let line = |answer: &&crate::workload::Answer| {
        let verdict = if answer.verified { "verified" } else { "WRONG" };
        format!("Answer: {} ({verdict})\n", answer.text)
    };
    runs.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(model: Model, workers: u32, speedup: f64) -> Figures {
        Figures {
            model,
            workers,
            makespan_ns: (1e9 / speedup) as u64,
            busy_ns: 1_000_000_000,
            speedup,
            efficiency: speedup / f64::from(workers),
            utilisation: 0.954,
            max_parallelism: workers,
            mean_parallelism: speedup,
            mean_concurrency: 12.0,
        }
    }

    #[test]
    fn a_sweep_names_the_parameters_of_its_curve() {
        // Amdahl's law with a serial fraction of 0.1, relative to something twice as slow as one thread.
        let threads = [(1, 1.0), (2, 1.0 / 0.55), (4, 1.0 / 0.325), (8, 1.0 / 0.2125), (16, 1.0)];
        let threads = threads.map(|(n, s)| run(Model::Threads, n, 2.0 * s));
        let expect = "Free threads, fitted to the 4 points up to 8 workers:\n  \
            Amdahl's law: serial fraction 0.100, off by 0 %\n  \
            universal scalability law: contention 0.1000, coherency 0.00000, off by 0 %\n";
        assert_eq!(laws(Model::Threads, &threads, 8).as_deref(), Some(expect));
        let few = "Free threads: one point is too few for a law; 2 workers come to a serial fraction of 0.100 \
            (Karp-Flatt)\n";
        assert_eq!(laws(Model::Threads, &threads, 2).as_deref(), Some(few));
        assert_eq!((laws(Model::Threads, &threads, 1), laws(Model::Threads, &threads[..2], 8)), (None, None));
        assert_eq!(laws(Model::Gil, &threads, 8), None);
    }

    #[test]
    fn columns_of_the_table_are_as_wide_as_what_stands_in_them() {
        let runs = [run(Model::EventLoop, 1, 1.0), run(Model::Threads, 16, 10.0)];
        let expect = "\
model       workers  makespan  speedup  efficiency  utilisation  in progress  at once
event-loop        1    1.00 s     1.00       100 %         95 %         12.0      1.0
threads          16    100 ms    10.00        62 %         95 %         12.0     10.0
";
        assert_eq!(table(&runs, 100), expect);
        let narrow = "\
model       workers  makespan  speedup
event-loop        1    1.00 s     1.00
threads          16    100 ms    10.00
No room for efficiency, utilisation, in
progress, at once.
";
        assert_eq!(table(&runs, 40), narrow);
    }
}
