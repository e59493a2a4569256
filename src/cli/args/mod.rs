//! What stands on the command line, a file each command. A wrong argument is one line that names the flag and says
//! what it takes.

mod idle;
mod lab;
mod run;
mod serve;
mod trace;

use std::ffi::OsString;
use std::path::PathBuf;

pub use lab::{Format, Settings, cores};
pub use run::RunSettings;
pub use serve::ServeSettings;
pub use trace::{TraceFormat, TraceSettings};

/// What `--help` prints.
pub const HELP: &str = "\
See concurrency and parallelism: real work on real workers, drawn as timelines.

Usage: interleave [lab] [OPTIONS]
       interleave run FILE.py [OPTIONS]
       interleave trace FILE... [OPTIONS]
       interleave serve [OPTIONS]

lab    runs a workload and compares how; what follows is about it
run    runs a Python program on a simulated computer; see interleave run --help
trace  reads traces and says where they were parallel and what they waited for;
       see interleave trace --help
serve  serves the page out of this binary; see interleave serve --help

Without options it compares an event loop on 1 worker with free threads on all cores.
What holds where an option is not given stands in brackets.

  --workload NAME      mandelbrot, primes, matmul, nbody, sort, pi, sha256, wordcount,
                       downloads or kitchen [mandelbrot]
  --model M,...        sequential, event-loop, gil, threads, processes [event-loop,threads]
  --workers N,...      1 to 256; each number is a run of its own [as many as there are cores]
  --tasks T            into how many tasks the work is cut, 1 to 1024 [12]
  --size S             how much work, 0.01 to 100; 1 computes for about 400 ms on one core [0.5]
  --unevenness U       how many times larger the largest task is than the smallest, 1 to 16 [2]
  --latency MS         mean length of waits in milliseconds, 0 to 10000 [80]
  --distribution D     of waits: constant, uniform, exponential, long-tail [uniform]
  --sharing S          how free threads share tasks: static, dynamic, work-stealing
                       [work-stealing]
  --switch-interval MS how long a thread keeps the GIL while others want it, 0.01 to 1000 [5]
  --seed N             what everything random follows from [1]
  --format F           text, json, chrome (for trace viewers) or svg [text]
  -o, --output FILE    where to write; '-' is standard output [-]
  --color WHEN         auto, always, never; NO_COLOR is respected [auto]
  -h, --help           prints this
  -V, --version        prints the version
";

/// What `run --help` prints.
pub const RUN_HELP: &str = run::HELP;

/// What `trace --help` prints.
pub const TRACE_HELP: &str = trace::HELP;

/// What `serve --help` prints.
pub const SERVE_HELP: &str = serve::HELP;

/// What is to be done.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Print how the command is used.
    Help,
    /// Print how `run` is used.
    RunHelp,
    /// List the programs that `run --example` knows.
    Examples,
    /// Print how `trace` is used.
    TraceHelp,
    /// Print how `serve` is used.
    ServeHelp,
    /// Print the version.
    Version,
    /// Be a worker process of another one.
    Child,
    /// Run a comparison.
    Lab(Box<Settings>),
    /// Run a program on a simulated computer.
    Run(Box<RunSettings>),
    /// Read traces.
    Trace(TraceSettings),
    /// Serve the page.
    Serve(ServeSettings),
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Where the output is a terminal that has them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

const COLORS: [(Color, &str); 3] = [(Color::Auto, "auto"), (Color::Always, "always"), (Color::Never, "never")];

/// An argument that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(String);

impl From<lexopt::Error> for UsageError {
    fn from(error: lexopt::Error) -> Self {
        use lexopt::Error as E;
        Self(match error {
            E::MissingValue { option: Some(option) } => format!("{option} takes a value; see interleave --help"),
            E::UnexpectedOption(option) => format!("there is no option '{option}'; see interleave --help"),
            E::UnexpectedArgument(word) => {
                format!("unexpected argument '{}'; see interleave --help", word.to_string_lossy())
            }
            E::UnexpectedValue { option, .. } => format!("{option} takes no value"),
            other => other.to_string(),
        })
    }
}

/// Makes a command of the arguments.
///
/// # Errors
/// The first argument that cannot be used.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut arguments = arguments.into_iter().peekable();
    let first = arguments.peek().and_then(|word| word.to_str()).unwrap_or_default().to_owned();
    match first.as_str() {
        "lab" => lab::parse(arguments.skip(1)),
        "run" => run::parse(arguments.skip(1)),
        "trace" => trace::parse(arguments.skip(1)),
        "serve" => serve::parse(arguments.skip(1)),
        "help" => Ok(match arguments.nth(1).as_deref().and_then(|word| word.to_str()) {
            Some("run") => Command::RunHelp,
            Some("trace") => Command::TraceHelp,
            Some("serve") => Command::ServeHelp,
            _ => Command::Help,
        }),
        "__child" => Ok(Command::Child),
        word if !word.is_empty() && !word.starts_with('-') => Err(UsageError(format!(
            "there is no command '{word}'; there are lab, run, trace and serve, see interleave --help"
        ))),
        _ => lab::parse(arguments),
    }
}

/// `a, b or c, not 'x'`.
fn not(choices: &[&str], given: &str) -> String {
    let (last, others) = choices.split_last().map_or(("nothing", &[][..]), |(last, others)| (*last, others));
    let or = if others.is_empty() { "" } else { " or " };
    format!("{}{or}{last}, not '{given}'", others.join(", "))
}

fn text(parser: &mut lexopt::Parser, flag: &str) -> Result<String, UsageError> {
    parser.value()?.into_string().map_err(|_| UsageError(format!("{flag} takes plain text")))
}

fn choice<T: Copy>(parser: &mut lexopt::Parser, flag: &str, choices: &[(T, &str)]) -> Result<T, UsageError> {
    let given = text(parser, flag)?;
    let names: Vec<&str> = choices.iter().map(|choice| choice.1).collect();
    let found = choices.iter().find(|choice| choice.1 == given).map(|choice| choice.0);
    found.ok_or_else(|| UsageError(format!("{flag} takes {}", not(&names, &given))))
}

/// A file to write; none for `-`, which is standard output.
fn file(parser: &mut lexopt::Parser) -> Result<Option<PathBuf>, UsageError> {
    let path: PathBuf = parser.value()?.into();
    if path.as_os_str().is_empty() {
        let takes = "-o takes the name of a file, or '-' for standard output; the name is empty here";
        return Err(UsageError(takes.to_owned()));
    }
    Ok((path.as_os_str() != "-").then_some(path))
}

/// The items of a list, each as `one` reads it. An item that is empty is a mistake of the list's.
fn list<T>(given: &str, one: impl Fn(&str) -> Result<T, UsageError>) -> Result<Vec<T>, UsageError> {
    let item = |word: &str| {
        one(word).map_err(|error| match word.is_empty() && given.contains(',') {
            true => UsageError(error.0.replace(", not ''", &format!(", with commas between them, not '{given}'"))),
            false => error,
        })
    };
    given.split(',').map(item).collect()
}

fn whole(given: &str, flag: &str, least: u64, most: u64) -> Result<u64, UsageError> {
    let number = given.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| UsageError(format!("{flag} takes whole numbers from {least} to {most}, not '{given}'")))
}

fn real(parser: &mut lexopt::Parser, flag: &str, least: f64, most: f64) -> Result<f64, UsageError> {
    let given = text(parser, flag)?;
    let number = given.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| UsageError(format!("{flag} takes a number from {least} to {most}, not '{given}'")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_is_the_command_and_lab_runs_without_one() {
        let parsed = |line: &str| parse(line.split_whitespace().map(OsString::from));
        for (line, expect) in [
            ("help", Command::Help),
            ("-h", Command::Help),
            ("lab --help", Command::Help),
            ("help trace", Command::TraceHelp),
            ("help serve", Command::ServeHelp),
            ("help run", Command::RunHelp),
            ("run a.py -h", Command::RunHelp),
            ("trace a.json -h", Command::TraceHelp),
            ("-V", Command::Version),
            ("__child", Command::Child),
        ] {
            assert_eq!(parsed(line), Ok(expect), "{line}");
        }
        assert_eq!(parsed(""), parsed("lab"));
        for (line, expect) in [
            ("lap", "there is no command 'lap'; there are lab, run, trace and serve, see interleave --help"),
            ("lab extra", "unexpected argument 'extra'; see interleave --help"),
            ("lab trace", "unexpected argument 'trace'; see interleave --help"),
            ("--seed 1 lab", "unexpected argument 'lab'; see interleave --help"),
        ] {
            assert_eq!(parsed(line).expect_err(line).to_string(), expect);
        }
    }

    #[test]
    fn help_says_what_holds_where_an_option_is_not_given() {
        let Ok(Command::Lab(settings)) = parse([]) else { panic!("it is the default comparison") };
        let plan = &settings.plans[1];
        let config = &plan.config;
        for (flag, default) in [
            ("--workload", config.workload.clone()),
            ("--model", "event-loop,threads".to_owned()),
            ("--tasks", config.tasks.to_string()),
            ("--size", config.size.to_string()),
            ("--unevenness", config.unevenness.to_string()),
            ("--latency", config.latency.mean_ms.to_string()),
            ("--distribution", "uniform".to_owned()),
            ("--sharing", "work-stealing".to_owned()),
            ("--switch-interval", (plan.switch_interval_ns as f64 / 1e6).to_string()),
            ("--seed", config.seed.to_string()),
        ] {
            let entry = HELP.split(&format!("\n  {flag} ")).nth(1).and_then(|rest| rest.split("\n  -").next());
            let entry = entry.expect("every option is explained");
            assert!(entry.ends_with(&format!("[{default}]")), "{flag}: {entry}");
        }
        assert!(HELP.lines().all(|line| line.chars().count() <= 100), "{HELP}");
    }
}
