//! `cargo xtask check`: formatting and lints, warnings as errors.
//!
//! The engine compiles only for WebAssembly with threads, so it is checked by the web toolchain:
//! with clippy where that toolchain has it, with the compiler's own lints otherwise.

use std::process::Command;

use anyhow::Result;

use crate::paths;
use crate::run::Step;
use crate::setup::{self, Consent};

/// Runs every check.
///
/// # Errors
/// At the first check that fails.
pub fn check(consent: Consent) -> Result<()> {
    let web = setup::web(consent)?;
    let root = paths::root();
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.current_dir(root).args(arguments);
        command
    };
    step("formatting", "fmt", cargo(&["fmt", "--all", "--check"]))?;
    let native = ["clippy", "--workspace", "--exclude", "interleave-engine", "--all-targets"];
    let mut clippy = cargo(&native);
    clippy.args(["--", "-D", "warnings"]);
    step("lints of everything native", "clippy", clippy)?;

    let mut engine = web.cargo();
    let lints = if web.has_clippy() { "clippy" } else { "check" };
    engine.args([lints, "--package", "interleave-engine", "--package", "interleave-www"]);
    engine.args(["--target", "wasm32-unknown-unknown", "--profile", "web"]);
    // The environment's warnings flag would replace the target's; `-D` through cargo does not.
    engine.args(["--config", "build.warnings=\"deny\""]);
    step(&format!("the page and the engine, by cargo {lints}"), "web-check", engine)?;
    eprintln!("checked");
    Ok(())
}

fn step(title: &str, log: &str, mut command: Command) -> Result<()> {
    Step { title, usually: "", log, limit: None }.run(&mut command)?;
    Ok(())
}
