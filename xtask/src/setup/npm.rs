//! npm packages: `wasm-opt` for the build, the drivers and checkers of the browser tests.
//!
//! Their versions are pinned by `tests/browser/package-lock.json`, and by `www/editor/package-lock.json` for what the
//! editor of programs is made of. The build goes on without Node: its result is larger, and programs are written in
//! a plain field. The browser tests do not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::paths;
use crate::run::{Step, output};

/// What the drivers of the browser tests ask for.
const OLDEST_NODE: u32 = 20;
/// A copy of the lock file that `node_modules` was made from, written when it is complete.
const STAMP: &str = ".interleave-lock.json";

/// Makes the tests' and the build's `node_modules` match their lock file.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install() -> Result<()> {
    install_in(&paths::npm(), "about 10 seconds, 150 MB")
}

/// Makes the `node_modules` of `folder` match its lock file.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install_in(folder: &Path, usually: &str) -> Result<()> {
    if let Some(reason) = missing_node() {
        bail!("{reason}: install Node {OLDEST_NODE} or later (on Debian, from nodejs.org), with npm");
    }
    let wanted = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules").join(STAMP);
    if fs::read(&stamp).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    npm.current_dir(folder);
    Step { title: "npm packages", usually, log: "npm", limit: None }.run(&mut npm)?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// The path of `wasm-opt`, or nothing (and one line about it) when Node is missing.
///
/// # Errors
/// When Node is there and npm fails.
pub fn wasm_opt() -> Result<Option<PathBuf>> {
    if let Some(reason) = missing_node() {
        eprintln!(
            "- {reason}, so the page is built without wasm-opt and CodeMirror: larger, and with a plain field for programs"
        );
        return Ok(None);
    }
    install()?;
    Ok(Some(paths::npm().join("node_modules/.bin").join(if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" })))
}

/// The packages that the editor of programs is made of; without Node nothing, and the line about it is said already.
///
/// # Errors
/// When Node is there and npm fails.
pub fn editor() -> Result<()> {
    if missing_node().is_some() {
        return Ok(());
    }
    install_in(&paths::editor(), "about 5 seconds, 20 MB")
}

fn missing_node() -> Option<String> {
    let Some(version) = output(Command::new("node").arg("--version")) else {
        return Some("Node is not installed".to_owned());
    };
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => None,
        _ => Some(format!("Node {version} is too old")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_what_counts() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }

    #[test]
    fn the_lock_files_name_versions_and_no_host() {
        for folder in [paths::npm(), paths::editor(), paths::pictures()] {
            let lock = fs::read_to_string(folder.join("package-lock.json")).unwrap();
            assert!(lock.contains("\"integrity\""));
            assert!(!lock.contains("\"resolved\""), "install with omit-lockfile-registry-resolved");
        }
    }
}
