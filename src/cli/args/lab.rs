//! The arguments of `interleave lab`, which is also what runs without a command.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::{COLORS, Color, Command, UsageError, choice, file, not, real, text, whole};
use crate::lab::{Model, Plan, Sharing};
use crate::workload::{self, Config, Distribution};

/// In which format a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Drawn with characters.
    Text,
    /// Figures and slices.
    Json,
    /// For trace viewers.
    Chrome,
    /// A figure for documents.
    Svg,
}

const FORMATS: [(Format, &str); 4] =
    [(Format::Text, "text"), (Format::Json, "json"), (Format::Chrome, "chrome"), (Format::Svg, "svg")];

/// A comparison, and where its report goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The runs, in order.
    pub plans: Vec<Plan>,
    /// How it is written.
    pub format: Format,
    /// Where it is written; standard output where nothing stands here.
    pub output: Option<PathBuf>,
    /// Whether colours are used.
    pub color: Color,
}

/// Makes a command of the arguments behind `lab`.
///
/// # Errors
/// The first argument that cannot be used.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut lab = Lab::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("workload") => lab.workload = Some(text(&mut parser, "--workload")?),
            Long("model") => lab.models = models(&text(&mut parser, "--model")?)?,
            Long("workers") => {
                let list = text(&mut parser, "--workers")?;
                let one = |word| whole(word, "--workers", 1, u64::from(Plan::MAX_WORKERS)).map(|n| n as u32);
                lab.workers = list.split(',').map(one).collect::<Result<_, _>>()?;
            }
            Long("tasks") => {
                let most = u64::from(Config::MAX_TASKS);
                lab.tasks = Some(whole(&text(&mut parser, "--tasks")?, "--tasks", 1, most)? as u32);
            }
            Long("size") => lab.size = Some(real(&mut parser, "--size", 0.01, 100.0)?),
            Long("unevenness") => lab.unevenness = Some(real(&mut parser, "--unevenness", 1.0, 16.0)?),
            Long("latency") => lab.latency_ms = Some(real(&mut parser, "--latency", 0.0, 10_000.0)?),
            Long("distribution") => {
                lab.distribution = Some(choice(&mut parser, "--distribution", &Distribution::ALL)?);
            }
            Long("sharing") => lab.sharing = choice(&mut parser, "--sharing", &Sharing::ALL)?,
            Long("switch-interval") => {
                lab.switch_interval_ms = Some(real(&mut parser, "--switch-interval", 0.01, 1000.0)?);
            }
            Long("seed") => lab.seed = Some(whole(&text(&mut parser, "--seed")?, "--seed", 0, u64::MAX)?),
            Long("format") => lab.format = Some(choice(&mut parser, "--format", &FORMATS)?),
            Short('o') | Long("output") => lab.output = Some(file(&mut parser)?),
            Long("color" | "colour") => lab.color = Some(choice(&mut parser, "--color", &COLORS)?),
            other => return Err(other.unexpected().into()),
        }
    }
    lab.settings().map(|settings| Command::Lab(Box::new(settings)))
}

/// What was given for the lab.
#[derive(Default)]
struct Lab {
    workload: Option<String>,
    models: Vec<Model>,
    workers: Vec<u32>,
    tasks: Option<u32>,
    size: Option<f64>,
    unevenness: Option<f64>,
    latency_ms: Option<f64>,
    distribution: Option<Distribution>,
    sharing: Sharing,
    switch_interval_ms: Option<f64>,
    seed: Option<u64>,
    format: Option<Format>,
    output: Option<Option<PathBuf>>,
    color: Option<Color>,
}

impl Lab {
    fn settings(self) -> Result<Settings, UsageError> {
        let workload = self.workload.as_deref().unwrap_or("mandelbrot");
        let names: Vec<&str> = workload::ALL.iter().map(|description| description.name).collect();
        let mut config =
            Config::of(workload).map_err(|_| UsageError(format!("--workload takes {}", not(&names, workload))))?;
        config.tasks = self.tasks.unwrap_or(config.tasks);
        config.size = self.size.unwrap_or(config.size);
        config.unevenness = self.unevenness.unwrap_or(config.unevenness);
        config.latency.mean_ms = self.latency_ms.unwrap_or(config.latency.mean_ms);
        config.latency.distribution = self.distribution.unwrap_or(config.latency.distribution);
        config.seed = self.seed.unwrap_or(config.seed);

        let models = if self.models.is_empty() { vec![Model::EventLoop, Model::Threads] } else { self.models };
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32);
        let workers = if self.workers.is_empty() { vec![cores.min(Plan::MAX_WORKERS)] } else { self.workers };
        let mut plans: Vec<Plan> = Vec::new();
        for (model, workers) in models.iter().flat_map(|model| workers.iter().map(|workers| (*model, *workers))) {
            let mut plan = Plan { sharing: self.sharing, ..Plan::new(config.clone(), model, workers) };
            plan.workers = plan.worker_count();
            if let Some(interval_ms) = self.switch_interval_ms {
                plan.switch_interval_ns = (interval_ms * 1e6) as u64;
            }
            if !plans.contains(&plan) {
                plans.push(plan);
            }
        }
        let format = self.format.unwrap_or(Format::Text);
        let output = self.output.flatten();
        Ok(Settings { plans, format, output, color: self.color.unwrap_or(Color::Auto) })
    }
}

fn models(list: &str) -> Result<Vec<Model>, UsageError> {
    let one = |name| {
        Model::find(name)
            .ok_or_else(|| UsageError(format!("--model takes a list of {}", not(&Model::ALL.map(Model::name), name))))
    };
    list.split(',').map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        parse(line.split_whitespace().map(OsString::from))
    }

    fn settings(line: &str) -> Settings {
        match parsed(line) {
            Ok(Command::Lab(settings)) => *settings,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn without_arguments_an_event_loop_is_compared_with_free_threads() {
        let settings = settings("");
        let models: Vec<_> = settings.plans.iter().map(|plan| plan.model).collect();
        assert_eq!(models, [Model::EventLoop, Model::Threads]);
        assert_eq!((settings.plans[0].workers, settings.format, settings.output), (1, Format::Text, None));
    }

    #[test]
    fn each_worker_count_is_a_run_and_single_models_run_once() {
        let settings = settings("--model event-loop,threads --workers 1,2,4 --workload primes --tasks 30");
        let runs: Vec<_> = settings.plans.iter().map(|plan| (plan.model.name(), plan.workers)).collect();
        assert_eq!(runs, [("event-loop", 1), ("threads", 1), ("threads", 2), ("threads", 4)]);
        assert!(settings.plans.iter().all(|plan| plan.config.tasks == 30 && plan.config.workload == "primes"));
    }

    #[test]
    fn settings_reach_the_plan() {
        let settings = settings(
            "--latency 5 --distribution long-tail --sharing static --seed 9 --switch-interval 0.5 --unevenness 3 \
             --size=2 --format svg -o out.svg --color never",
        );
        let plan = &settings.plans[1];
        assert_eq!((plan.config.latency.mean_ms, plan.config.latency.distribution), (5.0, Distribution::LongTail));
        assert_eq!((plan.sharing, plan.config.seed, plan.switch_interval_ns), (Sharing::Static, 9, 500_000));
        assert_eq!((plan.config.unevenness, plan.config.size), (3.0, 2.0));
        assert_eq!((settings.format, settings.color), (Format::Svg, Color::Never));
        assert_eq!(settings.output, Some("out.svg".into()));
        assert!(plan.check().is_ok());
    }

    #[test]
    fn a_wrong_argument_is_named_with_what_it_takes() {
        for (line, expect) in [
            ("--workers 0", "--workers takes whole numbers from 1 to 256, not '0'"),
            ("--workers 2,,4", "--workers takes whole numbers from 1 to 256, not ''"),
            ("--tasks many", "--tasks takes whole numbers from 1 to 1024, not 'many'"),
            ("--size NaN", "--size takes a number from 0.01 to 100, not 'NaN'"),
            ("--format pdf", "--format takes text, json, chrome or svg, not 'pdf'"),
            (
                "--model threads,gli",
                "--model takes a list of sequential, event-loop, gil, threads or processes, not 'gli'",
            ),
            ("--sharing", "--sharing takes a value; see interleave --help"),
            ("--nonsense", "there is no option '--nonsense'; see interleave --help"),
            ("lab", "there is no command 'lab'; there are lab and trace, see interleave --help"),
        ] {
            let error = parsed(line).expect_err(line).to_string();
            assert_eq!(error, expect, "{line}");
            assert!(!error.contains('\n'));
        }
        let error = parsed("--workload prime").unwrap_err().to_string();
        assert!(error.starts_with("--workload takes ") && error.ends_with(", not 'prime'"), "{error}");
    }
}
