//! The documentation tools that the Share panel's snippets are rendered with, in a virtual environment of their own in
//! the shared cache. Nothing but the browser tests needs them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{Consent, system};
use crate::paths;
use crate::run::{Step, output};

/// Pinned; what they depend on is not.
const PACKAGES: &[&str] =
    &["mkdocs==1.6.1", "sphinx==9.0.4", "myst-parser==5.2.0", "nbconvert==7.17.2", "ipykernel==7.4.0"];
/// Written when the environment is complete: the packages that are in it.
const STAMP: &str = "interleave-packages.txt";

/// The folder of the tools' programs, after making it if need be.
///
/// # Errors
/// When Python 3 with its `venv` module is missing, or the packages cannot be installed.
pub fn documentation_tools(consent: Consent) -> Result<PathBuf> {
    let _lock = super::lock()?;
    let place = paths::cache().join("documentation-tools");
    let programs = place.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wanted = PACKAGES.join("\n");
    if fs::read_to_string(place.join(STAMP)).is_ok_and(|present| present == wanted) {
        return Ok(programs);
    }
    // Debian has the module's installer in a package of its own.
    if output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_none() && system::has_apt() {
        system::install(&["python3", "python3-venv"], "tests of the Share panel's snippets", consent)?;
    }
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let run = |title: &str, usually: &str, command: &mut Command| {
        Step { title, usually, log: "documentation-tools", limit: None }.run(command)
    };
    run("Python environment", "", Command::new("python3").args(["-m", "venv"]).arg(&place))
        .context("tests of the Share panel's snippets need Python 3 with its venv module")?;
    let mut pip = Command::new(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
    run("MkDocs, Sphinx, MyST and Jupyter", "about a minute", &mut pip)?;
    fs::write(place.join(STAMP), wanted)?;
    Ok(programs)
}
