//! The arguments of `interleave run`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::lab::{FORMATS, Format};
use super::{COLORS, Color, Command, UsageError, choice, file, text};
use crate::gallery::Program;
use crate::machine::config::Config;
use crate::machine::settings::NAMES;

/// What `--help` prints.
pub const HELP: &str = "\
Run a Python program on a simulated computer, and see what each thread, core and lock did when.

Usage: interleave run FILE.py [OPTIONS] [-- ARGUMENT...]
       interleave run --example NAME [OPTIONS]

The same program with the same options runs the same way, on every machine. Times are virtual: a
program that sleeps for an hour is done at once. What the program writes goes to standard output;
timeline and figures go to standard error, or with another format or -o where that says.
FILE '-' is standard input. What holds where an option is not given stands in brackets.

  --example NAME       a program that comes with it, on the machine that it is meant for; 'list'
                       says which there are
  --cores N            1 to 64 [4]
  --policy P           how the scheduler picks: fifo, rr, sjf, srtf, priority, mlfq, lottery or
                       eevdf [rr]
  --quantum D          the time slice of policies that have one [10ms]
  --switch-cost D      what it costs a core to go on with another thread [2us]
  --gil on|off         whether an interpreter executes one thread at a time [on]
  --switch-interval D  how long a thread waits before it asks for the GIL [5ms]
  --switch-points P    where the GIL is given up when asked for: cpython (at calls and the ends of
                       loops) or every-instruction [cpython]
  --start-method M     how processes are started: fork, spawn or forkserver [forkserver]
  --thread-cost D      what starting a thread costs who starts it [50us]
  --fork-cost D        what forking costs the parent, beside its pages [1ms]
  --page-cost D        what forking costs for each 4 KiB of the parent's memory [100ns]
  --spawn-cost D       what a spawned process takes to start its interpreter and to import [40ms]
  --forkserver-cost D  what a child of the fork server takes to import the program [10ms]
  --interpreter-cost D what starting a sub-interpreter costs [10ms]
  --message-cost D     what pickling and sending a message costs, beside its length [10us]
  --kilobyte-cost D    what it costs for each KiB [1us]
  --seed N             what everything random follows from [1]
  --max-steps N        how many instructions of the bytecode may be executed [2000000000]
  --max-memory SIZE    how much memory the program may use, such as 64MB [512MB]
  --max-time D         how much virtual time may pass [8784h]
  --format F           text, json, chrome (for trace viewers) or svg [text]
  -o, --output FILE    where the report is written
  --color WHEN         auto, always, never; NO_COLOR is respected [auto]
  -h, --help           prints this

D is a duration such as 4s, 5ms or 20us. Costs may be 0ns; a slice, an interval, a limit may not.

The exit code is 0; 1 after an exception that nothing caught; 2 where the program cannot be read or
run; 3 after a deadlock; 4 where a limit was reached; or what the program says to sys.exit.
";

/// A program to run, the machine it runs on, and where the report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSettings {
    /// The program; `-` is standard input.
    pub program: PathBuf,
    /// The program, where it is one that comes with it.
    pub example: Option<&'static Program>,
    /// What the program finds in `sys.argv[1:]`.
    pub arguments: Vec<String>,
    /// The machine.
    pub config: Config,
    /// How the report is written.
    pub format: Format,
    /// Where it is written; standard output, or error for text, where nothing stands here.
    pub output: Option<PathBuf>,
    /// Whether colours are used.
    pub color: Color,
}

/// Makes a command of the arguments behind `run`.
///
/// # Errors
/// The first argument that cannot be used.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut all: Vec<OsString> = arguments.into_iter().collect();
    // What stands behind `--` is the program's.
    let own = all.iter().position(|word| word == "--").map_or(Vec::new(), |place| all.split_off(place));
    let plain = |word: &OsString| word.to_str().map(str::to_owned);
    let arguments: Option<Vec<String>> = own.iter().skip(1).map(plain).collect();
    let arguments = arguments.ok_or_else(|| UsageError("a program's arguments are plain text".to_owned()))?;
    let mut parser = lexopt::Parser::from_args(all);
    let mut program: Option<PathBuf> = None;
    let (mut format, mut output, mut color) = (Format::Text, None, Color::Auto);
    let mut example = None;
    let mut settings: Vec<(String, String)> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if program.is_none() => program = Some(path.into()),
            Value(word) => {
                let word = word.to_string_lossy();
                return Err(UsageError(format!(
                    "run takes one FILE, and '{word}' is another; a program's arguments stand behind '--'"
                )));
            }
            Short('h') | Long("help") => return Ok(Command::RunHelp),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("example") => {
                let name = text(&mut parser, "--example")?;
                if name == "list" {
                    return Ok(Command::Examples);
                }
                let found = Program::find(&name);
                example = Some(found.ok_or_else(|| {
                    UsageError(format!("there is no example '{name}'; see interleave run --example list"))
                })?);
            }
            Long("format") => format = choice(&mut parser, "--format", &FORMATS)?,
            Short('o') | Long("output") => output = file(&mut parser)?,
            Long("color" | "colour") => color = choice(&mut parser, "--color", &COLORS)?,
            Long(name) if NAMES.contains(&name) => {
                let name = name.to_owned();
                let given = text(&mut parser, &format!("--{name}"))?;
                settings.push((name, given));
            }
            other => {
                let error = UsageError::from(other.unexpected());
                return Err(UsageError(error.0.replace("see interleave --help", "see interleave run --help")));
            }
        }
    }
    let mut config = match example {
        Some(example) => meant_for(example)?,
        None => Config::default(),
    };
    for (name, given) in &settings {
        config.set(name, given).map_err(|error| UsageError(format!("--{error}")))?;
    }
    let program = match (program, example) {
        (Some(path), None) => path,
        (None, Some(example)) => PathBuf::from(format!("{}.py", example.id)),
        (Some(path), Some(_)) => {
            let path = path.display();
            return Err(UsageError(format!("run takes a FILE or an --example, and '{path}' is one more")));
        }
        (None, None) => return Err(UsageError("run takes a FILE; see interleave run --help".to_owned())),
    };
    Ok(Command::Run(Box::new(RunSettings { program, example, arguments, config, format, output, color })))
}

/// The first of the machines that an example names.
fn meant_for(example: &Program) -> Result<Config, UsageError> {
    let header = example.header().map_err(|error| UsageError(format!("{}.py: {error}", example.id)))?;
    Ok(header.machines.into_iter().next().map(|machine| machine.config).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::config::SwitchPoints;
    use crate::machine::policy::PolicyKind;
    use crate::machine::settings::duration_ns;
    use crate::python::guest::StartMethod;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        parse(line.split_whitespace().map(OsString::from))
    }

    fn settings(line: &str) -> RunSettings {
        match parsed(line) {
            Ok(Command::Run(settings)) => *settings,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn settings_reach_the_machine() {
        let settings = settings(
            "--cores 2 a.py --policy eevdf --quantum 4ms --switch-cost 0ns --gil off --switch-interval 20us \
             --switch-points every-instruction --start-method spawn --seed 9 --max-steps 1000 --max-memory 1.5MB \
             --max-time 2h --format json -o out.json -- --own x",
        );
        let config = &settings.config;
        assert_eq!((settings.program, settings.arguments), ("a.py".into(), vec!["--own".to_owned(), "x".to_owned()]));
        assert_eq!((config.cores, config.policy, config.gil, config.seed), (2, PolicyKind::Eevdf, false, 9));
        assert_eq!((config.quantum_ns, config.switch_cost_ns, config.switch_interval_ns), (4_000_000, 0, 20_000));
        assert_eq!(config.switch_points, SwitchPoints::EveryInstruction);
        assert_eq!(config.start_method, StartMethod::Spawn);
        let bounds = config.bounds;
        assert_eq!((bounds.instructions, bounds.memory, bounds.virtual_ns), (1_000, 3 << 19, 7_200_000_000_000));
        assert_eq!((settings.format, settings.output), (Format::Json, Some("out.json".into())));
        assert!(config.check().is_ok());
    }

    #[test]
    fn an_example_comes_with_its_machine_and_options_change_it() {
        let meant = settings("--example semaphore");
        assert_eq!((meant.program, meant.config.cores), ("semaphore.py".into(), 4));
        assert_eq!(meant.example.map(|example| example.id), Some("semaphore"));
        let changed = settings("--cores 1 --example quantum --quantum 5ms").config;
        assert_eq!((changed.cores, changed.gil, changed.quantum_ns), (1, false, 5_000_000));
        assert_eq!(parsed("--example list").ok(), Some(Command::Examples));
    }

    #[test]
    fn a_wrong_argument_is_named_with_what_it_takes() {
        for (line, expect) in [
            ("", "run takes a FILE; see interleave run --help"),
            ("a.py b.py", "run takes one FILE, and 'b.py' is another; a program's arguments stand behind '--'"),
            ("a.py --cores 65", "--cores takes whole numbers from 1 to 64, not '65'"),
            ("a.py --quantum 5", "--quantum takes a duration such as 4s, 5ms or 20us, not '5'"),
            ("a.py --quantum 0ms", "--quantum takes a duration longer than 0, not '0ms'"),
            ("a.py --gil maybe", "--gil takes on or off, not 'maybe'"),
            ("a.py --max-memory 5", "--max-memory takes a size from 1MB on, such as 64MB, not '5'"),
            ("a.py --policy cfs", "--policy takes fifo, rr, sjf, srtf, priority, mlfq, lottery or eevdf, not 'cfs'"),
            ("--example nothing", "there is no example 'nothing'; see interleave run --example list"),
            ("--example gil a.py", "run takes a FILE or an --example, and 'a.py' is one more"),
            ("a.py --workers 2", "there is no option '--workers'; see interleave run --help"),
        ] {
            assert_eq!(parsed(line).expect_err(line).to_string(), expect);
        }
    }

    #[test]
    fn help_says_what_holds_where_an_option_is_not_given() {
        let config = settings("a.py").config;
        for (flag, default_ns) in [
            ("--quantum", config.quantum_ns),
            ("--switch-cost", config.switch_cost_ns),
            ("--switch-interval", config.switch_interval_ns),
            ("--thread-cost", config.costs.thread_ns),
            ("--fork-cost", config.costs.fork_ns),
            ("--page-cost", config.costs.page_ns),
            ("--spawn-cost", config.costs.spawn_ns),
            ("--forkserver-cost", config.costs.forkserver_ns),
            ("--interpreter-cost", config.costs.interpreter_ns),
            ("--message-cost", config.costs.message_ns),
            ("--kilobyte-cost", config.costs.kilobyte_ns),
            ("--max-time", config.bounds.virtual_ns),
        ] {
            let told = told(flag);
            assert_eq!(duration_ns(&told), Some(default_ns), "{flag}: {told}");
        }
        for (flag, default) in [
            ("--cores", config.cores.to_string()),
            ("--policy", config.policy.name().to_owned()),
            ("--seed", config.seed.to_string()),
            ("--max-steps", config.bounds.instructions.to_string()),
            ("--switch-points", "cpython".to_owned()),
        ] {
            assert_eq!(told(flag), default, "{flag}");
        }
        let mut given = config.clone();
        given.set("max-memory", &told("--max-memory")).expect("the default is a size");
        assert_eq!(given.bounds.memory, config.bounds.memory);
        assert!(HELP.lines().all(|line| line.chars().count() <= 100), "{HELP}");
    }

    /// What stands in brackets behind `flag`.
    fn told(flag: &str) -> String {
        let entry = HELP.split(&format!("\n  {flag} ")).nth(1).and_then(|rest| rest.split("\n  -").next());
        let entry = entry.expect("every option is explained");
        entry.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']')).expect(entry).to_owned()
    }
}
