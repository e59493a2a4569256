//! Running a Python program on a simulated computer.
//!
//! What the program writes to standard output goes there, and nothing else does where the report is a text: that goes
//! to standard error, before what the program wrote there, so that a traceback comes last, as it does under CPython.
//!
//! Exit codes: 0, or what the program says to `sys.exit`; 1 after an exception that nothing caught, or where the report
//! cannot be written; 2 where the program cannot be read or run; 3 after a deadlock; 4 where a limit was reached; 130
//! after Ctrl-C.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use super::args::{Format, RunSettings};
use super::interrupt::{Interrupt, Interrupted};
use super::output::{self, Target};
use super::report::run as report;
use crate::gallery::{PROGRAMS, concepts};
use crate::machine::{Config, Machine, Outcome, Status};
use crate::python::World;
use crate::python::guest::{ProcessId, Refused, WorldOptions};
use crate::trace::Trace;

/// How many instructions are executed between two looks at whether Ctrl-C was pressed.
const BETWEEN_LOOKS: u64 = 1_000_000;
/// The largest program, in bytes.
const LARGEST: u64 = 16 << 20;

/// The longest line that is quoted, in characters.
const LONGEST_QUOTED: usize = 200;

/// A run that is over.
pub struct Finished {
    /// What the program is called.
    pub file: String,
    /// The machine it ran on.
    pub config: Config,
    /// What it came to.
    pub outcome: Outcome,
    /// What was recorded.
    pub trace: Trace,
    /// What the program wrote.
    pub stdout: String,
    /// What it wrote to standard error, tracebacks among it.
    pub stderr: String,
    /// The last line of the traceback that ended its main thread.
    pub exception: Option<String>,
    /// What it said to `sys.exit`.
    pub said: u8,
}

impl Finished {
    /// The exit code that says how the run ended.
    pub fn exit_code(&self) -> u8 {
        match self.outcome.status {
            Status::Ok => self.said,
            Status::Exception => 1,
            Status::Deadlock(_) => 3,
            Status::Limit(_) => 4,
        }
    }
}

/// Runs the program and writes the report.
pub fn run(settings: &RunSettings) -> ExitCode {
    let file = settings.program.to_string_lossy();
    let source = match read(settings) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("interleave: cannot read {file}: {error:#}");
            return ExitCode::from(2);
        }
    };
    let world = match load(settings, &source) {
        Ok(world) => world,
        Err(refused) => {
            let Refused { line, column, message, instead } = refused;
            let instead = if instead.is_empty() { String::new() } else { format!("; {instead}") };
            eprint!("{}", quoted(&file, &source, line, column));
            eprintln!("interleave: {file}:{line}:{column}: {message}{instead}");
            return ExitCode::from(2);
        }
    };
    match carry_out(settings, world) {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("interleave: {error}");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("interleave: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The line that is meant, with a caret under the place, in CPython's form; nothing of a line too long to be looked at.
fn quoted(file: &str, source: &str, line: u32, column: u32) -> String {
    let text = source.split('\n').nth(line.saturating_sub(1) as usize).unwrap_or_default().trim_end();
    let indent = text.chars().take_while(|letter| letter.is_whitespace()).count();
    if text.trim().is_empty() || text.chars().count() > LONGEST_QUOTED {
        return format!("  File \"{file}\", line {line}\n");
    }
    // What steers a terminal is not passed on to it.
    let plain = |letter: char| if letter.is_control() && letter != '\t' { '\u{fffd}' } else { letter };
    let shown: String = text.chars().skip(indent).map(plain).collect();
    let before = (column as usize).saturating_sub(1 + indent);
    let gap: String = shown.chars().map(|letter| if letter == '\t' { '\t' } else { ' ' }).take(before).collect();
    format!("  File \"{file}\", line {line}\n    {shown}\n    {gap}^\n")
}

/// The programs that come with it, by chapter: name and title.
pub fn examples() -> String {
    let widest = PROGRAMS.iter().map(|program| program.id.len()).max().unwrap_or(0);
    let (mut told, mut last) = (String::new(), "");
    for program in PROGRAMS {
        let header = program.header().unwrap_or_default();
        let chapter = header.concepts.first().and_then(|number| concepts::find(*number)).map_or("", |it| it.chapter);
        if chapter != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            told.push_str(&format!("{gap}{chapter}\n"));
            last = chapter;
        }
        told.push_str(&format!("  {:widest$}  {}\n", program.id, header.title));
    }
    told
}

fn read(settings: &RunSettings) -> anyhow::Result<String> {
    if let Some(example) = settings.example {
        return Ok(example.source.to_owned());
    }
    let input: Box<dyn Read> = match settings.program.as_os_str() == "-" {
        true => Box::new(std::io::stdin().lock()),
        false => {
            let file = std::fs::File::open(&settings.program)?;
            anyhow::ensure!(!file.metadata()?.is_dir(), "it is a folder");
            Box::new(file)
        }
    };
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    anyhow::ensure!(bytes.len() as u64 <= LARGEST, "it is larger than {} MB", LARGEST >> 20);
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        anyhow::anyhow!("byte {valid} is not UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn load(settings: &RunSettings, source: &str) -> Result<World, Refused> {
    let config = &settings.config;
    let file = settings.program.to_string_lossy();
    let options = WorldOptions {
        file: if file == "-" { "<stdin>".to_owned() } else { file.into_owned() },
        arguments: settings.arguments.clone(),
        seed: config.seed,
        instruction_ns: config.costs.instruction_ns,
        max_memory: config.bounds.memory,
        cores: config.cores,
        start_method: config.start_method,
        gil: config.gil,
        ..WorldOptions::default()
    };
    World::load(source, options)
}

fn carry_out(settings: &RunSettings, world: World) -> anyhow::Result<u8> {
    let target = settings.output.as_deref().map(Target::check).transpose()?;
    let interrupt = Interrupt::listen()?;
    let control = interrupt.next();
    let mut machine = Machine::new(world, settings.config.clone())?.recorded();
    while machine.step(BETWEEN_LOOKS) {
        if control.is_cancelled() {
            return Err(Interrupted.into());
        }
    }
    let run = finished(settings, &machine);
    let is_text = settings.format == Format::Text;
    if is_text {
        output::print(&run.stdout)?;
    }
    let report = match settings.format {
        Format::Text => {
            let is_terminal = target.is_none() && std::io::stderr().is_terminal();
            report::text(&run, super::report::style_on(settings.color, is_terminal))
        }
        Format::Json => report::json(&run)?,
        Format::Chrome => report::chrome(&run),
        Format::Svg => report::svg(&run),
    };
    match target {
        Some(target) => target.write(&report)?,
        None if is_text => eprint!("{report}"),
        None => output::print(&report)?,
    }
    eprint!("{}", run.stderr);
    // Where the text is not on the screen.
    if (!is_text || settings.output.is_some())
        && let Some(why) = report::why(&run)
    {
        eprintln!("{why}");
    }
    Ok(run.exit_code())
}

fn finished(settings: &RunSettings, machine: &Machine<World>) -> Finished {
    let trace = machine
        .recorder()
        .map(|recorder| recorder.trace(|process| machine.guest().process_name(ProcessId(process)).to_owned()));
    let trace = trace.unwrap_or_default();
    let outcome = Outcome::of(machine, &trace);
    let world = machine.guest();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let file = settings.program.file_name().unwrap_or(settings.program.as_os_str());
    Finished {
        file: file.to_string_lossy().into_owned(),
        config: settings.config.clone(),
        outcome,
        trace,
        stdout: text(world.output()),
        stderr: text(world.errors()),
        exception: world.exception().map(str::to_owned),
        // As an operating system passes it on.
        said: world.exit_code(ProcessId(0)).unwrap_or(0) as u8,
    }
}
