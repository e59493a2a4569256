//! A compiler that can rebuild the standard library with threads for WebAssembly.
//!
//! That takes a compiler and the library source of exactly its version; stable compilers do it
//! when `RUSTC_BOOTSTRAP=1` is set. The order is: what is installed, rustup, Debian's packages.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{Consent, system};
use crate::paths;
use crate::run::{Step, output};

/// The version that the page is tested with. rustup and Debian 12 both have it.
const TESTED: &str = "1.96.0";
const OLDEST: Version = (1, 95, 0);
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
const RUSTUP_LIMIT: Duration = Duration::from_secs(10 * 60);

type Version = (u32, u32, u32);

/// A toolchain, called through its own folder so that no rustup setting can change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// The folder of `cargo` and `rustc`.
    pub bin: PathBuf,
    /// As in `rustc -V`: "1.96.0" or "1.97.0-nightly".
    release: String,
}

impl Toolchain {
    /// The path of one of its programs, whether or not it exists.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bin.join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// Finds a toolchain for the web build, or installs one.
///
/// # Errors
/// When there is none and none can be installed; the message is the remedy.
pub fn find_or_install(consent: Consent) -> Result<Toolchain> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    if paths::which("rustup").is_some() {
        let mut rustup = Command::new("rustup");
        rustup.args(["toolchain", "install", TESTED, "--profile", "minimal"]);
        rustup.args(["--component", "rust-src,clippy", "--no-self-update"]);
        let step = Step {
            title: "Rust with its library source, from rustup",
            usually: "about half a minute, 170 MB, once",
            log: "rustup",
            limit: Some(RUSTUP_LIMIT),
        };
        match step.run(&mut rustup) {
            Ok(_) => {
                if let Some(found) = installed() {
                    return Ok(found);
                }
            }
            Err(_) => eprintln!("  rustup's server cannot be reached; trying Debian's packages"),
        }
    }
    if system::has_apt() {
        system::install(DEBIAN_PACKAGES, "the Rust compiler that Debian ships", consent)?;
        if let Some(found) = installed() {
            return Ok(found);
        }
    }
    bail!(
        "the page needs a Rust compiler with its library source: run \
         `rustup toolchain install {TESTED} --profile minimal --component rust-src`, \
         or on Debian 12 `apt-get install {}`",
        DEBIAN_PACKAGES.join(" ")
    )
}

/// The toolchain that runs xtask, for what is built and run natively.
///
/// # Errors
/// When xtask was not started by cargo.
pub fn own() -> Result<Toolchain> {
    let cargo = env::var_os("CARGO").map(PathBuf::from).context("xtask wants to be started as `cargo xtask`")?;
    let bin = cargo.parent().context("cargo lies in no folder")?.to_owned();
    Ok(Toolchain { bin, release: String::new() })
}

/// The best of the installed toolchains that can do it.
fn installed() -> Option<Toolchain> {
    let mut roots = Vec::new();
    if let Some(home) = rustup_home()
        && let Ok(entries) = home.join("toolchains").read_dir()
    {
        roots.extend(entries.flatten().map(|entry| entry.path()));
    }
    roots.sort();
    // First, because among equals the last one is taken; links among rustup's lead here as well.
    roots.insert(0, PathBuf::from("/usr"));
    roots
        .iter()
        .filter(|root| !root.is_symlink())
        .filter_map(|root| inspect(root))
        .max_by_key(|found| rank(&found.release))
}

fn rustup_home() -> Option<PathBuf> {
    env::var_os("RUSTUP_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".rustup")))
}

fn inspect(root: &Path) -> Option<Toolchain> {
    let source = root.join("lib/rustlib/src/rust");
    if !source.join("library/std/Cargo.toml").is_file() {
        return None;
    }
    let mut found = Toolchain { bin: root.join("bin"), release: String::new() };
    let text = output(Command::new(found.program("rustc")).arg("-V"))?;
    found.release = text.split_whitespace().nth(1)?.to_owned();
    let old = version(&found.release)? < OLDEST;
    let complete = found.program("cargo").is_file() && source_fits(&source, &found.release);
    (complete && !old).then_some(found)
}

/// rustup keeps source and compiler in step. Debian's are two packages, and the source is a link
/// into a folder that carries its version.
fn source_fits(source: &Path, release: &str) -> bool {
    let real = source.canonicalize().unwrap_or_default();
    let folder = real.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match folder.strip_prefix("rustc-") {
        Some(of_source) => of_source == release,
        None => true,
    }
}

/// The tested version first, then released ones before nightlies, then newer before older.
fn rank(release: &str) -> (bool, bool, Version) {
    let number = version(release).unwrap_or_default();
    (release == TESTED, !release.contains('-'), number)
}

fn version(release: &str) -> Option<Version> {
    let mut parts = release.split('-').next()?.split('.').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next()?) {
        (Ok(major), Ok(minor), Ok(patch)) => Some((major, minor, patch)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_nightlies_lose_their_suffix() {
        assert_eq!(version("1.97.0-nightly"), Some((1, 97, 0)));
        assert_eq!(version("1.96"), None);
    }

    #[test]
    fn the_tested_version_wins_then_stable_then_new() {
        let mut all = ["1.99.0-nightly", "1.97.0", "1.98.0", TESTED];
        all.sort_by_key(|release| rank(release));
        assert_eq!(all, ["1.99.0-nightly", "1.97.0", "1.98.0", TESTED]);
    }

    #[test]
    fn a_folder_without_library_source_is_no_toolchain() {
        assert_eq!(inspect(Path::new("no/such/toolchain")), None);
    }
}
