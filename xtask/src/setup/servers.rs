//! The web servers that the documented configurations are tested on.
//!
//! Debian's packages are unpacked into the cache and not installed: an installed server would start, take port 80, and
//! start again with the system. So this needs no rights either, but for the list of packages where there is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{Consent, system};
use crate::paths;
use crate::run::Step;

/// The servers, with what they need that Debian's smallest system has not.
const PACKAGES: &[&str] = &["nginx", "nginx-common", "caddy", "apache2-bin", "libapr1", "libaprutil1", "media-types"];
/// What must be there when they are unpacked.
const PROGRAMS: &[&str] = &["usr/sbin/nginx", "usr/bin/caddy", "usr/sbin/apache2"];
/// Changes with the list above.
const FOLDER: &str = "servers-1";

/// Where the servers are: a folder as the root of a system.
pub struct Servers {
    root: PathBuf,
}

/// Finds the servers, fetching what is missing.
///
/// # Errors
/// Where they are neither installed nor Debian's; the message is the remedy.
pub fn find_or_fetch(consent: Consent) -> Result<Servers> {
    let _lock = super::lock()?;
    let is_complete = |root: &Path| PROGRAMS.iter().all(|program| root.join(program).is_file());
    let root = paths::cache().join(FOLDER);
    if is_complete(&root) {
        return Ok(Servers { root });
    }
    if !system::has_apt() || paths::which("dpkg").is_none() {
        let system = PathBuf::from("/");
        if is_complete(&system) {
            return Ok(Servers { root: system });
        }
        bail!("the tests of hosting need nginx, Caddy and Apache 2.4 as /{}", PROGRAMS.join(", /"));
    }
    let staging = paths::cache().join("building").join(FOLDER);
    let debs = staging.join("debs");
    let unpacked = staging.join("root");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    fs::create_dir_all(&debs)?;
    fs::create_dir_all(&unpacked)?;
    let fetch = || {
        let mut command = Command::new("apt-get");
        command.arg("download").args(PACKAGES).current_dir(&debs);
        Step { title: "web servers for the tests of hosting", usually: "13 MB", log: "servers", limit: None }
            .run(&mut command)
    };
    if fetch().is_err() {
        // There is no list of packages, or it is an old one.
        system::refresh("the tests of hosting", consent)?;
        fetch()?;
    }
    for entry in fs::read_dir(&debs)? {
        let mut command = Command::new("dpkg");
        command.arg("--extract").arg(entry?.path()).arg(&unpacked);
        Step { title: "unpacking", usually: "", log: "servers", limit: None }.run(&mut command)?;
    }
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    fs::rename(&unpacked, &root)?;
    fs::remove_dir_all(&staging)?;
    if !is_complete(&root) {
        bail!("Debian's packages {} have none of {}", PACKAGES.join(" "), PROGRAMS.join(" "));
    }
    Ok(Servers { root })
}

impl Servers {
    /// Tells `command` where they are.
    pub fn apply(&self, command: &mut Command) {
        command.env("SERVERS", &self.root);
    }
}
