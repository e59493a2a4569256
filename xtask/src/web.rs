//! Builds the page with Trunk, and serves it.

use std::net::TcpListener;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::run::Step;
use crate::setup::{self, Consent, Web};
use crate::{paths, public, sizes};

/// A change below these makes Trunk build again.
const WATCHED: &[&str] = &["src", "www", "static", "Cargo.toml", "Cargo.lock"];

/// `cargo xtask build`: the page in `dist/`, and the table of its sizes. `public_url` is where it will be, for what other
/// sites show of it.
///
/// # Errors
/// When set-up or the build fails.
pub fn build(consent: Consent, public_url: Option<&str>) -> Result<()> {
    let web = setup::web(consent)?;
    build_for(&web, public_url)?;
    print!("{}", sizes::table(&paths::dist())?);
    Ok(())
}

/// Builds the page with tools that are already there.
///
/// # Errors
/// When the build fails.
pub fn build_with(web: &Web) -> Result<()> {
    build_for(web, None)
}

fn build_for(web: &Web, public_url: Option<&str>) -> Result<()> {
    let first = !paths::web_target().join("wasm32-unknown-unknown").is_dir();
    let step = Step {
        title: "building the page",
        usually: if first { "about 4 minutes on 2 cores the first time" } else { "" },
        log: "web",
        limit: None,
    };
    let mut command = trunk(web, "build");
    if let Some(address) = public_url {
        command.env(public::VARIABLE, address);
    }
    step.run(command.args(["--minify", "true"]))?;
    Ok(())
}

/// `cargo xtask serve`: builds, serves on the loopback address, and rebuilds when a file changes.
///
/// # Errors
/// When set-up or the first build fails, or the port is taken.
pub fn serve(consent: Consent, port: u16) -> Result<()> {
    // Before minutes of set-up, not after them.
    TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("port {port} is taken; `--port N` chooses another"))?;
    let web = setup::web(consent)?;
    // Once here, where it shows how long it takes; Trunk's own build then finds it done.
    build_with(&web)?;
    eprintln!("- serving http://127.0.0.1:{port}/ in a moment, built anew after each change; Ctrl-C ends it");
    let mut command = trunk(&web, "serve");
    // What went well needs no lines: the address above is the last one until something goes wrong.
    command.env("CARGO_TERM_QUIET", "true").args(["--log", "warn"]);
    command.arg("--port").arg(port.to_string());
    // Trunk stops at a path that is not there.
    for path in WATCHED.iter().filter(|path| paths::root().join(path).exists()) {
        command.args(["--watch", path]);
    }
    become_process(command.stdin(Stdio::null())).context("trunk could not be started")
}

/// Lets `command` take the place of this process, so that who ends the one ends the other.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result<()> {
    Err(std::os::unix::process::CommandExt::exec(command).into())
}

/// Runs `command` to its end: a process cannot become another one here.
#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    anyhow::ensure!(status.success(), "it ended with {status}");
    Ok(())
}

/// Trunk optimises only in release mode; the cargo profile is the page's own in both.
fn trunk(web: &Web, subcommand: &str) -> Command {
    let mut command = web.trunk();
    command.args([subcommand, "--skip-version-check"]);
    if web.optimises() {
        command.arg("--release");
    }
    command
}
