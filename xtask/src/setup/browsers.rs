//! The browsers that the tests drive: installed ones are taken, Debian's are installed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::{Consent, Web, npm, system, tools};
use crate::paths;

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIREFOX: &[&str] = &["firefox-esr", "firefox"];

/// What the browser tests call; they find it in the environment.
pub struct Browsers {
    chromium: PathBuf,
    firefox: PathBuf,
    geckodriver: PathBuf,
}

/// Finds both browsers and the drivers, installing what is missing.
///
/// # Errors
/// When something is missing and cannot be installed; the message is the remedy.
pub fn find_or_install(consent: Consent, web: &Web) -> Result<Browsers> {
    let _lock = super::lock()?;
    npm::install()?;
    let geckodriver = tools::GECKODRIVER.find_or_install(&web.toolchain)?;
    let missing: Vec<&str> = [(CHROMIUM, "CHROMIUM"), (FIREFOX, "FIREFOX")]
        .into_iter()
        .filter(|(names, variable)| find(names, variable).is_none())
        .map(|(names, _)| names[0])
        .collect();
    if !missing.is_empty() && system::has_apt() {
        system::install(&missing, "the browser tests", consent)?;
    }
    match (find(CHROMIUM, "CHROMIUM"), find(FIREFOX, "FIREFOX")) {
        (Some(chromium), Some(firefox)) => Ok(Browsers { chromium, firefox, geckodriver }),
        (None, _) => bail!("the browser tests need Chromium: install it, or set CHROMIUM to its path"),
        (_, None) => bail!("the browser tests need Firefox: install it, or set FIREFOX to its path"),
    }
}

impl Browsers {
    /// Tells `command` where the browsers and the driver are.
    pub fn apply(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("FIREFOX", &self.firefox).env("GECKODRIVER", &self.geckodriver);
    }
}

fn find(names: &[&str], variable: &str) -> Option<PathBuf> {
    let chosen = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    chosen.or_else(|| names.iter().find_map(|name| paths::which(name)))
}
