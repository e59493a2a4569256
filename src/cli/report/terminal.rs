//! A comparison for a terminal: timelines, one sentence, a table, and the scaling laws where there is a sweep.

use super::table::percent;
use super::{on_runs, style};
use crate::cli::args::Color;
use crate::cli::lab::Comparison;
use crate::lab::scaling::{Amdahl, Point, Scalability};
use crate::lab::{Figures, Model, sentence};
use crate::time::format_ns;
use crate::trace::export;

/// Draws and tabulates it.
pub fn text(comparison: &Comparison, color: Color, is_file: bool) -> String {
    let style = style(color, is_file);
    let mut out = on_runs(comparison, |runs| export::text(runs, style));
    out.push('\n');
    let result = sentence(&comparison.figures);
    if !result.is_empty() {
        let (bold, plain) = if style.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        out += &format!("{bold}{result}{plain}\n\n");
    }
    out += &table(&comparison.figures);
    out.push('\n');
    let laws: String = Model::ALL.iter().filter_map(|model| laws(*model, &comparison.figures)).collect();
    if !laws.is_empty() {
        out += &format!("{laws}\n");
    }
    if let Some(extra) = &comparison.extra {
        let took = format_ns(extra.metrics.makespan_ns());
        out += &format!("Compared with a sequential run made for it, which took {took}.\n");
    }
    out += &answers(comparison);
    out
}

/// The figures of each run, in columns.
fn table(figures: &[Figures]) -> String {
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
    super::table::table(&heads, &figures.iter().map(row).collect::<Vec<_>>(), 1)
}

/// The scaling laws of a model that ran on at least three numbers of workers, as a paragraph. Its speedup counts from
/// its own run on one worker, or else from what the comparison counts from.
fn laws(model: Model, figures: &[Figures]) -> Option<String> {
    let runs = || figures.iter().filter(|run| run.model == model);
    let mut counts: Vec<u32> = runs().map(|run| run.workers).collect();
    counts.sort_unstable();
    counts.dedup();
    if counts.len() < 3 {
        return None;
    }
    let own = runs().find(|run| run.workers == 1).map_or(1.0, |run| run.speedup);
    let points: Vec<Point> = runs().map(|run| (run.workers, run.speedup / own)).collect();
    let (amdahl, law) = (Amdahl::fit(&points)?, Scalability::fit(&points)?);
    let limit = match amdahl.limit() {
        limit if limit.is_finite() => format!("never more than {limit:.1} times faster"),
        _ => "no limit".to_owned(),
    };
    let peak = match law.peak() {
        Some(peak) => format!("fastest on {peak:.0} workers"),
        None => "more workers are always faster".to_owned(),
    };
    Some(format!(
        "{}, fitted to {} numbers of workers:\n  Amdahl's law: serial fraction {:.3}; {limit}\n  \
         universal scalability law: contention {:.4}, coherency {:.5}; {peak}\n",
        model.title(),
        counts.len(),
        amdahl.serial_fraction,
        law.contention,
        law.coherency,
    ))
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
        let threads = [(1, 1.0), (2, 1.0 / 0.55), (4, 1.0 / 0.325)].map(|(n, s)| run(Model::Threads, n, 2.0 * s));
        let expect = "Free threads, fitted to 3 numbers of workers:\n  \
            Amdahl's law: serial fraction 0.100; never more than 10.0 times faster\n  \
            universal scalability law: contention 0.1000, coherency 0.00000; more workers are always faster\n";
        let law = laws(Model::Threads, &threads).expect("three counts are enough");
        // Rounding may leave a coherency of 1e-17, which has a peak far away.
        assert_eq!(law.split("; ").next(), expect.split("; ").next());
        assert!(law.contains("contention 0.1000, coherency 0.00000"), "{law}");
        assert_eq!(laws(Model::Threads, &threads[..2]), None);
        assert_eq!(laws(Model::Gil, &threads), None);
    }

    #[test]
    fn columns_of_the_table_are_as_wide_as_what_stands_in_them() {
        let table = table(&[run(Model::EventLoop, 1, 1.0), run(Model::Threads, 16, 10.0)]);
        let expect = "\
model       workers  makespan  speedup  efficiency  utilisation  in progress  at once
event-loop        1    1.00 s     1.00       100 %         95 %         12.0      1.0
threads          16    100 ms    10.00        62 %         95 %         12.0     10.0
";
        assert_eq!(table, expect);
    }
}
