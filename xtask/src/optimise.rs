//! A `wasm-opt` that remembers: Trunk optimises again at every start, and most of the time the
//! input is the one of the last build.
//!
//! xtask puts a link to itself, named `wasm-opt`, before the real one on Trunk's `PATH`. What
//! the real one made of an input is kept under the hash of the input and the options.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::{dist, paths};

/// Where the link finds the real program.
pub const REAL: &str = "INTERLEAVE_WASM_OPT";
/// Results beyond this many are removed, the oldest first.
const KEPT: usize = 12;

/// Whether this process was started under the name `wasm-opt`.
pub fn is_asked_for() -> bool {
    std::env::args_os().next().is_some_and(|name| Path::new(&name).file_stem() == Some("wasm-opt".as_ref()))
}

/// Does what the real `wasm-opt` would do with the same arguments.
///
/// # Errors
/// When the real one is unknown or fails, or a file cannot be read or written.
pub fn optimise() -> Result<()> {
    let real = std::env::var_os(REAL).context("called without the real wasm-opt")?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((input, output)) = files(&arguments) else {
        return run(&real, &arguments);
    };
    let folder = paths::web_target().join("wasm-opt-results");
    fs::create_dir_all(&folder)?;
    let mut hash = dist::Hash::default();
    hash.add(&fs::read(input)?);
    for option in arguments.iter().filter(|argument| argument.to_string_lossy().starts_with('-')) {
        hash.add(option.as_encoded_bytes());
    }
    let kept = folder.join(format!("{}.wasm", hash.hex()));
    if !kept.is_file() {
        run(&real, &arguments)?;
        // Under another name first: an interrupted copy must not pass for a result.
        let unfinished = folder.join(format!("{}.{}", hash.hex(), std::process::id()));
        fs::copy(output, &unfinished)?;
        fs::rename(&unfinished, &kept)?;
        return forget_old(&folder);
    }
    fs::copy(&kept, output)?;
    Ok(())
}

/// Input and output of a call as Trunk makes it; of any other call, nothing.
fn files(arguments: &[OsString]) -> Option<(&Path, PathBuf)> {
    let output = arguments.iter().find_map(|argument| argument.to_str()?.strip_prefix("--output="))?;
    let mut inputs = arguments.iter().filter(|argument| !argument.to_string_lossy().starts_with('-'));
    match (inputs.next(), inputs.next()) {
        (Some(input), None) => Some((Path::new(input), PathBuf::from(output))),
        _ => None,
    }
}

fn run(real: &OsString, arguments: &[OsString]) -> Result<()> {
    let status = Command::new(real).args(arguments).status().context("wasm-opt could not be started")?;
    if !status.success() {
        bail!("wasm-opt failed: {status}");
    }
    Ok(())
}

fn forget_old(folder: &Path) -> Result<()> {
    let mut results: Vec<(SystemTime, PathBuf)> = fs::read_dir(folder)?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.metadata().ok()?.modified().ok()?, entry.path()))
        })
        .collect();
    results.sort();
    for (_, path) in results.iter().rev().skip(KEPT) {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn trunks_call_has_one_input_and_one_output() {
        let call = arguments("--output=out.wasm -Oz in.wasm --enable-threads");
        assert_eq!(files(&call), Some((Path::new("in.wasm"), PathBuf::from("out.wasm"))));
    }

    #[test]
    fn other_calls_are_passed_on() {
        assert_eq!(files(&arguments("--version")), None);
        assert_eq!(files(&arguments("a.wasm b.wasm --output=c.wasm")), None);
    }
}
