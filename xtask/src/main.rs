//! `cargo xtask`: sets up what the page needs, builds, serves, tests and measures it.
//!
//! Each command first prepares exactly the tools it uses (see [`setup`]) and says what it is
//! doing while it waits. Nothing is installed into the checkout but npm packages, nothing into
//! the system but Debian packages, and those only as root or after a yes.

mod bench;
mod check;
mod cli;
mod dist;
mod editor;
mod inline;
mod oembed;
mod optimise;
mod paths;
mod pictures;
mod public;
mod run;
mod setup;
mod sizes;
mod start;
mod test;
mod web;

use std::process::ExitCode;

use cli::Command;

fn main() -> ExitCode {
    if optimise::is_asked_for() {
        return report(optimise::optimise());
    }
    let command = match cli::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    report(match command {
        Command::Help => {
            print!("{}", cli::HELP);
            Ok(())
        }
        Command::Build { consent, public_url } => web::build(consent, public_url.as_deref()),
        Command::Serve { consent, port } => web::serve(consent, port),
        Command::Check(consent) => check::check(consent),
        Command::Test(consent, scope) => test::test(consent, scope),
        Command::Bench(consent, rest) => bench::bench(consent, &rest),
        Command::Pictures(consent) => pictures::make(consent),
        Command::FinishDist => dist::finish_from_environment(),
    })
}

fn report(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
