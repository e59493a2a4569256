//! The native binary: the lab, the simulated computer and the trace view without a browser, and the page for one.
//!
//! It reads arguments, carries out runs, runs programs or reads traces, and writes reports on them. What it computes
//! lies in the core; here are the threads, processes, clock, files and terminal that the core does not know.
//!
//! Exit codes (`run` has its own, see [`run`]): 0; 1 where something failed, an answer is not the known one, or a trace
//! cannot be read; 2 for wrong arguments; 130 after Ctrl-C. Errors are one line on standard error.

mod args;
mod host;
mod interrupt;
mod lab;
mod output;
mod processes;
mod progress;
mod report;
mod run;
mod serve;
mod trace;

pub use host::{CounterClock, Threads};

use std::ffi::OsString;
use std::process::ExitCode;

use args::Command;

/// Runs the command with these arguments, the program's name not among them.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match args::parse(arguments) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("interleave: {error}");
            return ExitCode::from(2);
        }
    };
    let result = match command {
        Command::Help => output::print(args::HELP),
        Command::RunHelp => output::print(args::RUN_HELP),
        Command::Examples => output::print(&run::examples()),
        Command::TraceHelp => output::print(args::TRACE_HELP),
        Command::ServeHelp => output::print(args::SERVE_HELP),
        Command::Version => output::print(concat!("interleave ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Child => processes::serve(),
        Command::Lab(settings) => lab::run(&settings),
        Command::Run(settings) => return run::run(&settings),
        Command::Trace(settings) => trace::run(&settings),
        Command::Serve(settings) => serve::run(&settings),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<interrupt::Interrupted>() => {
            eprintln!("interleave: {error}");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("interleave: {error:#}");
            ExitCode::FAILURE
        }
    }
}
