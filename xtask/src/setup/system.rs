//! Debian packages: installed as root or after a yes, otherwise named in one command to run.

use std::io::{IsTerminal, Write, stderr, stdin};
use std::process::Command;

use anyhow::{Result, bail};

use super::Consent;
use crate::paths;
use crate::run::{Step, output};

/// Whether this system has Debian's package manager.
pub fn has_apt() -> bool {
    paths::which("apt-get").is_some()
}

/// Installs packages that serve `purpose`.
///
/// # Errors
/// Without the right or the consent to install; the message holds the command to run.
pub fn install(packages: &[&str], purpose: &str, consent: Consent) -> Result<()> {
    let list = packages.join(" ");
    let root = is_root();
    if !root && consent == Consent::Ask && !asked(&list, purpose) {
        bail!("{purpose}: please run `sudo apt-get update && sudo apt-get install {list}`");
    }
    let result = apt("refreshing the list of Debian packages", "", &["update", "-q"]).and_then(|()| {
        let mut arguments = vec!["install", "-y", "-q", "--no-install-recommends"];
        arguments.extend(packages);
        let title = format!("{purpose}: installing {list}");
        apt(&title, "about a minute", &arguments)
    });
    match result {
        Ok(()) => Ok(()),
        Err(error) => bail!("{error:#}\n{purpose}: please run `sudo apt-get update && sudo apt-get install {list}`"),
    }
}

/// Makes the list of packages a new one.
///
/// # Errors
/// Without the right or the consent to do so; the message holds the command to run.
pub fn refresh(purpose: &str, consent: Consent) -> Result<()> {
    let remedy = "please run `sudo apt-get update`";
    if !is_root() && consent == Consent::Ask && !asked("a new list of them", purpose) {
        bail!("{purpose}: {remedy}");
    }
    match apt("refreshing the list of Debian packages", "", &["update", "-q"]) {
        Ok(()) => Ok(()),
        Err(error) => bail!("{error:#}\n{purpose}: {remedy}"),
    }
}

fn apt(title: &str, usually: &str, arguments: &[&str]) -> Result<()> {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else {
        let mut command = Command::new("sudo");
        // Without a terminal nobody can type a password.
        if !stdin().is_terminal() {
            command.arg("-n");
        }
        command.arg("apt-get");
        command
    };
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    Step { title, usually, log: "apt", limit: None }.run(&mut command)?;
    Ok(())
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn asked(list: &str, purpose: &str) -> bool {
    if !stdin().is_terminal() {
        return false;
    }
    eprint!("{purpose} needs Debian packages: {list}\nInstall them with sudo? [y/N] ");
    let _ = stderr().flush();
    let mut answer = String::new();
    stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}
