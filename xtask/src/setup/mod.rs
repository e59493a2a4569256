//! Set-up: finds or installs what a command needs, and only that.
//!
//! What is built from source goes into the cache that all checkouts share ([`tools`]); what
//! comes from the system goes through its package manager ([`system`]); npm packages go where
//! their lock file is ([`npm`]). Whatever is already there is taken as it is, so that a second
//! start costs a few version checks.

pub mod browsers;
pub mod npm;
pub mod python;
pub mod servers;
pub mod system;
pub mod toolchain;
pub mod tools;

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{optimise, paths};
use toolchain::Toolchain;

/// May system packages be installed without asking?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    Given,
    Ask,
}

/// Everything that the web build calls.
pub struct Web {
    toolchain: Toolchain,
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    wasm_opt: Option<PathBuf>,
    /// The folder in which Trunk finds xtask under the names it calls.
    links: PathBuf,
}

/// Makes the web build possible, or says what is missing.
///
/// # Errors
/// When something is missing and cannot be installed; the message is the remedy.
pub fn web(consent: Consent) -> Result<Web> {
    let _lock = lock()?;
    let toolchain = toolchain::find_or_install(consent)?;
    let trunk = tools::TRUNK.find_or_install(&toolchain)?;
    let wasm_bindgen = tools::WASM_BINDGEN.find_or_install(&toolchain)?;
    let wasm_opt = npm::wasm_opt()?;
    npm::editor()?;
    let links = link_self(wasm_opt.is_some())?;
    Ok(Web { toolchain, trunk, wasm_bindgen, wasm_opt, links })
}

/// Makes fuzzing possible, or says what is missing: `cargo-fuzz`, in the environment that stable compilers need.
///
/// # Errors
/// When it cannot be built.
pub fn cargo_fuzz() -> Result<Command> {
    let _lock = lock()?;
    let toolchain = toolchain::own()?;
    let mut command = Command::new(tools::CARGO_FUZZ.find_or_install(&toolchain)?);
    prepend_path(&mut command, [toolchain.bin.as_path()]);
    command.current_dir(paths::root()).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", paths::fuzz_target());
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(name);
    }
    Ok(command)
}

/// The path of mdBook, after building it if need be.
///
/// # Errors
/// When it cannot be built.
pub fn mdbook() -> Result<PathBuf> {
    let _lock = lock()?;
    tools::MDBOOK.find_or_install(&toolchain::own()?)
}

impl Web {
    /// Whether the build is followed by `wasm-opt`.
    pub fn optimises(&self) -> bool {
        self.wasm_opt.is_some()
    }

    /// `trunk`, in the environment of the web build.
    pub fn trunk(&self) -> Command {
        let mut command = Command::new(&self.trunk);
        self.apply(&mut command);
        command
    }

    /// The web toolchain's `cargo`, in the environment of the web build.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(self.toolchain.program("cargo"));
        self.apply(&mut command);
        command
    }

    /// `wasm-bindgen`, which writes the JavaScript side of a binary.
    pub fn wasm_bindgen(&self) -> Command {
        Command::new(&self.wasm_bindgen)
    }

    /// The real `wasm-opt`, where there is one.
    pub fn wasm_opt(&self) -> Option<Command> {
        self.wasm_opt.as_ref().map(Command::new)
    }

    /// Whether the web toolchain brings clippy.
    pub fn has_clippy(&self) -> bool {
        self.toolchain.program("cargo-clippy").is_file() && self.toolchain.program("clippy-driver").is_file()
    }

    /// The environment of the web build. Rebuilding the standard library is asked for here and
    /// not in `.cargo/config.toml`, so that native builds and editors are left alone.
    fn apply(&self, command: &mut Command) {
        let folders = [Some(self.links.as_path()), self.wasm_bindgen.parent(), Some(self.toolchain.bin.as_path())];
        prepend_path(command, folders.into_iter().flatten());
        if let Some(wasm_opt) = &self.wasm_opt {
            command.env(optimise::REAL, wasm_opt);
        }
        command
            .current_dir(paths::root())
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "panic_abort,std")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            .env("CARGO_TARGET_DIR", paths::web_target());
        // Set by the cargo that runs xtask, or by the user for native builds: any of them would
        // replace the compiler or the flags above. Trunk stops at `NO_COLOR=1`.
        for name in [
            "CARGO",
            "RUSTC",
            "RUSTUP_TOOLCHAIN",
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_BUILD_TARGET",
            "NO_COLOR",
        ] {
            command.env_remove(name);
        }
    }
}

/// Makes xtask callable as Trunk's hook and, when there is one to call, as `wasm-opt`.
fn link_self(optimises: bool) -> Result<PathBuf> {
    let own = env::current_exe()?;
    let folder = paths::root().join("target/xtask/bin");
    fs::create_dir_all(&folder)?;
    for (name, wanted) in [("xtask", true), ("wasm-opt", optimises)] {
        let link = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        if link.is_symlink() || link.exists() {
            fs::remove_file(&link)?;
        }
        if wanted {
            #[cfg(unix)]
            std::os::unix::fs::symlink(&own, &link)?;
            #[cfg(not(unix))]
            fs::copy(&own, &link)?;
        }
    }
    Ok(folder)
}

/// Puts `folders` before all others where `command` looks for programs.
fn prepend_path<'a>(command: &mut Command, folders: impl IntoIterator<Item = &'a Path>) {
    let old = env::var_os("PATH").unwrap_or_default();
    let folders = folders.into_iter().map(Path::to_owned);
    // A folder with a separator in its name cannot be joined, and nobody has one.
    if let Ok(path) = env::join_paths(folders.chain(env::split_paths(&old))) {
        command.env("PATH", path);
    }
}

/// Keeps two checkouts from installing the same thing at once.
fn lock() -> Result<File> {
    let folder = paths::cache();
    fs::create_dir_all(&folder).with_context(|| format!("the cache {} cannot be created", folder.display()))?;
    let file = File::create(folder.join("setup.lock"))?;
    if file.try_lock().is_err() {
        eprintln!("- waiting for another set-up that is under way");
        file.lock()?;
    }
    Ok(file)
}
