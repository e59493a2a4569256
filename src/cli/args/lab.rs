//! The arguments of `interleave lab`, which is also what runs without a command.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::idle::idle;
use super::{COLORS, Color, Command, UsageError, choice, file, list, not, real, text, whole};
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

pub(super) const FORMATS: [(Format, &str); 4] =
    [(Format::Text, "text"), (Format::Json, "json"), (Format::Chrome, "chrome"), (Format::Svg, "svg")];

/// How much work there is where nobody says: as much as in the page, so that both show the same comparison.
const SIZE: f64 = 0.5;

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
    /// What was given and has no effect, each in a sentence without its full stop.
    pub idle: Vec<String>,
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
                let most = u64::from(Plan::MAX_WORKERS);
                let one = |word: &str| whole(word, "--workers", 1, most).map(|number| number as u32);
                lab.workers = list(&text(&mut parser, "--workers")?, one)?;
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
            Long("sharing") => lab.sharing = Some(choice(&mut parser, "--sharing", &Sharing::ALL)?),
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
pub(super) struct Lab {
    pub workload: Option<String>,
    pub models: Vec<Model>,
    pub workers: Vec<u32>,
    pub tasks: Option<u32>,
    pub size: Option<f64>,
    pub unevenness: Option<f64>,
    pub latency_ms: Option<f64>,
    pub distribution: Option<Distribution>,
    pub sharing: Option<Sharing>,
    pub switch_interval_ms: Option<f64>,
    pub seed: Option<u64>,
    pub format: Option<Format>,
    pub output: Option<Option<PathBuf>>,
    pub color: Option<Color>,
}

impl Lab {
    fn settings(self) -> Result<Settings, UsageError> {
        let workload = self.workload.as_deref().unwrap_or("mandelbrot");
        let names: Vec<&str> = workload::ALL.iter().map(|description| description.name).collect();
        let mut config =
            Config::of(workload).map_err(|_| UsageError(format!("--workload takes {}", not(&names, workload))))?;
        config.tasks = self.tasks.unwrap_or(config.tasks);
        config.size = self.size.unwrap_or(SIZE);
        config.unevenness = self.unevenness.unwrap_or(config.unevenness);
        config.latency.mean_ms = self.latency_ms.unwrap_or(config.latency.mean_ms);
        config.latency.distribution = self.distribution.unwrap_or(config.latency.distribution);
        config.seed = self.seed.unwrap_or(config.seed);

        let default = vec![Model::EventLoop, Model::Threads];
        let models = if self.models.is_empty() { default } else { self.models.clone() };
        let cores = vec![cores().min(Plan::MAX_WORKERS)];
        let workers = if self.workers.is_empty() { cores } else { self.workers.clone() };
        let mut plans: Vec<Plan> = Vec::new();
        for (model, workers) in models.iter().flat_map(|model| workers.iter().map(|workers| (*model, *workers))) {
            let mut plan = Plan::new(config.clone(), model, workers);
            plan.sharing = self.sharing.unwrap_or_default();
            plan.workers = plan.worker_count();
            if let Some(interval_ms) = self.switch_interval_ms {
                plan.switch_interval_ns = (interval_ms * 1e6) as u64;
            }
            if !plans.contains(&plan) {
                plans.push(plan);
            }
        }
        let idle = idle(&self, &plans);
        let (format, color) = (self.format.unwrap_or(Format::Text), self.color.unwrap_or(Color::Auto));
        Ok(Settings { plans, format, output: self.output.flatten(), color, idle })
    }
}

fn models(given: &str) -> Result<Vec<Model>, UsageError> {
    let one = |name: &str| {
        Model::find(name)
            .ok_or_else(|| UsageError(format!("--model takes a list of {}", not(&Model::ALL.map(Model::name), name))))
    };
    list(given, one)
}

/// How many cores there are for this program.
pub fn cores() -> u32 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32)
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
        assert_eq!((settings.plans[1].config.size, settings.plans[1].sharing), (0.5, Sharing::WorkStealing));
        assert_eq!(settings.idle, Vec::<String>::new());
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
            ("--workers 2,x", "--workers takes whole numbers from 1 to 256, not 'x'"),
            ("--workers 2,", "--workers takes whole numbers from 1 to 256, with commas between them, not '2,'"),
            ("--workers 2,,4", "--workers takes whole numbers from 1 to 256, with commas between them, not '2,,4'"),
            ("--tasks many", "--tasks takes whole numbers from 1 to 1024, not 'many'"),
            ("--size NaN", "--size takes a number from 0.01 to 100, not 'NaN'"),
            ("--format pdf", "--format takes text, json, chrome or svg, not 'pdf'"),
            (
                "--model threads,gli",
                "--model takes a list of sequential, event-loop, gil, threads or processes, not 'gli'",
            ),
            (
                "--model gil,",
                "--model takes a list of sequential, event-loop, gil, threads or processes, with commas between them, \
                 not 'gil,'",
            ),
            ("-o=", "-o takes the name of a file, or '-' for standard output; the name is empty here"),
            ("--output=", "-o takes the name of a file, or '-' for standard output; the name is empty here"),
            ("--sharing", "--sharing takes a value; see interleave --help"),
            ("--nonsense", "there is no option '--nonsense'; see interleave --help"),
            ("extra", "unexpected argument 'extra'; see interleave --help"),
        ] {
            let error = parsed(line).expect_err(line).to_string();
            assert_eq!(error, expect, "{line}");
            assert!(!error.contains('\n'));
        }
        let error = parsed("--workload prime").unwrap_err().to_string();
        assert!(error.starts_with("--workload takes ") && error.ends_with(", not 'prime'"), "{error}");
    }
}
