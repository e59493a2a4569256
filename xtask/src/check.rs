//! `cargo xtask check`: formatting and lints, warnings as errors.
//!
//! The page and the engine are checked for WebAssembly, by the web toolchain. rustup's has clippy;
//! Debian's has not, and then they are only compiled.

use std::process::Command;

use anyhow::Result;

use crate::paths;
use crate::run::Step;
use crate::setup::{self, Consent};

const NATIVE: &[&str] =
    &["interleave", "interleave-alloc", "interleave-bench", "interleave-machine", "interleave-text", "xtask"];
const WASM: &[&str] =
    &["interleave-www", "interleave-engine", "interleave-machine", "interleave-viewer", "interleave-bench-web"];

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
    let mut clippy = cargo(&["clippy", "--all-targets"]);
    clippy.args(packages(NATIVE)).args(["--", "-D", "warnings"]);
    step("lints of what runs natively", "clippy", clippy)?;

    let mut wasm = web.cargo();
    wasm.arg(if web.has_clippy() { "clippy" } else { "check" });
    wasm.args(packages(WASM)).args(["--target", "wasm32-unknown-unknown", "--profile", "web"]);
    if web.has_clippy() {
        wasm.args(["--", "-D", "warnings"]);
    } else {
        eprintln!("- the web toolchain has no clippy: the page and the engine are only compiled");
    }
    step("lints of the page and the engine", "clippy-wasm", wasm)?;
    eprintln!("checked");
    Ok(())
}

fn packages<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().flat_map(|name| ["--package", name]).collect()
}

fn step(title: &str, log: &str, mut command: Command) -> Result<()> {
    Step { title, usually: "", log, limit: None }.run(&mut command)?;
    Ok(())
}
