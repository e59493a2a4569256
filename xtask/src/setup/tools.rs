//! Programs built from crates.io, each version in a folder of its own in the shared cache.
//!
//! A tool counts as installed when it runs and reports the pinned version. It is built into a
//! folder beside its place and moved there when it is finished; what an interrupted build has
//! compiled is kept and used by the next attempt.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::toolchain::Toolchain;
use crate::paths;
use crate::run::{Step, output};

/// A pinned program and how to build it.
pub struct Tool {
    /// The crate's name.
    name: &'static str,
    /// The program's name.
    program: &'static str,
    version: &'static str,
    /// For cargo, besides name and version.
    options: &'static [&'static str],
    /// How long it takes to build, in words.
    usually: &'static str,
}

/// Builds and serves the page.
pub const TRUNK: Tool = Tool {
    name: "trunk",
    program: "trunk",
    version: "0.22.1",
    // It asks for Rust 1.96.1 and builds with 1.95.
    options: &["--locked", "--ignore-rust-version"],
    usually: "about 8 minutes on 2 cores, once",
};

/// Writes the JavaScript side of the two binaries. Its version must equal the crate's.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    options: &[],
    usually: "about 2 minutes on 2 cores, once",
};

/// Drives Firefox in the browser tests.
pub const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
    options: &[],
    usually: "about 2 minutes on 2 cores, once",
};

/// Builds fuzz targets with what libFuzzer needs to see where a program goes.
pub const CARGO_FUZZ: Tool = Tool {
    name: "cargo-fuzz",
    program: "cargo-fuzz",
    version: "0.13.1",
    options: &["--locked"],
    usually: "about a minute on 2 cores, once",
};

/// Makes a book with a snippet of the Share panel in it. Without what watches, serves and searches books.
pub const MDBOOK: Tool = Tool {
    name: "mdbook",
    program: "mdbook",
    version: "0.5.2",
    options: &["--locked", "--no-default-features"],
    usually: "about 2 minutes on 2 cores, once",
};

impl Tool {
    /// The program's path, after building it if need be.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn find_or_install(&self, toolchain: &Toolchain) -> Result<PathBuf> {
        let place = paths::cache().join(format!("{}-{}", self.name, self.version));
        let file = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        let program = place.join("bin").join(&file);
        if self.is_version(&program) {
            return Ok(program);
        }
        if let Some(on_path) = paths::which(self.program)
            && self.is_version(&on_path)
        {
            return Ok(on_path);
        }

        let building = paths::cache().join("building");
        let staging = building.join(format!("{}-{}", self.name, self.version));
        let target = building.join("target");
        let mut cargo = Command::new(toolchain.program("cargo"));
        cargo
            .args(["install", self.name, "--version", self.version])
            .args(self.options)
            .arg("--force")
            .arg("--root")
            .arg(&staging)
            // Outside the checkout: its `.cargo/config.toml` is none of the tool's business.
            .current_dir(paths::cache())
            .env("CARGO_TARGET_DIR", &target)
            // These run for seconds: a quick build is worth more than a fast program.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            .env_remove("CARGO")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        super::prepend_path(&mut cargo, [toolchain.bin.as_path()]);
        Step {
            title: &format!("building {} {}", self.name, self.version),
            usually: self.usually,
            log: self.name,
            limit: None,
        }
        .run(&mut cargo)?;

        if place.exists() {
            fs::remove_dir_all(&place)?;
        }
        fs::rename(&staging, &place).with_context(|| format!("{} cannot be moved into place", self.name))?;
        // What is left is only good for going on after an interruption.
        let _ = fs::remove_dir_all(&target);
        ensure!(
            self.is_version(&program),
            "{} was built but does not report version {}; remove {} and try again",
            self.name,
            self.version,
            place.display()
        );
        Ok(program)
    }

    fn is_version(&self, program: &PathBuf) -> bool {
        program.is_file()
            && output(Command::new(program).arg("--version"))
                .and_then(|text| Some(text.split_whitespace().nth(1)?.trim_start_matches('v') == self.version))
                .unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_and_the_crate_of_wasm_bindgen_have_one_version() {
        let lock = fs::read_to_string(paths::root().join("Cargo.lock")).unwrap();
        let entry = format!("name = \"wasm-bindgen\"\nversion = \"{}\"\n", WASM_BINDGEN.version);
        assert!(lock.contains(&entry), "Cargo.lock has another version than {}", WASM_BINDGEN.version);
    }

    #[test]
    fn trunk_is_told_the_version_that_is_installed() {
        let config = fs::read_to_string(paths::root().join("Trunk.toml")).unwrap();
        assert!(config.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)));
    }

    #[test]
    fn a_program_that_is_missing_has_no_version() {
        assert!(!TRUNK.is_version(&PathBuf::from("no/such/trunk")));
    }
}
