//! The editor of programs (`www/editor`): one module of our own scripts and the npm packages that they import.
//!
//! esbuild puts them together while the page is finished, in a tenth of a second. Beside the module lie the licences of
//! everything in it. Without Node there is no editor, and the page has a plain field in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::paths;

const BUNDLE: &str = "editor.js";
const LICENCES: &str = "licences.txt";
const PACKAGES: &str = "node_modules/";
/// Browsers that share memory know all of it.
const TARGET: &str = "es2022";

/// Writes the module and its licences into `folder`, which it makes; nothing where its packages are not installed.
///
/// # Errors
/// When esbuild fails, a package has no licence, or a file cannot be written.
pub fn bundle_into(folder: &Path) -> Result<()> {
    let source = paths::editor();
    let esbuild = source.join(PACKAGES).join(".bin").join(if cfg!(windows) { "esbuild.cmd" } else { "esbuild" });
    if !esbuild.is_file() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let parts = paths::root().join("target/xtask/editor.json");
    fs::create_dir_all(paths::root().join("target/xtask"))?;
    let mut command = Command::new(esbuild);
    command.current_dir(&source).args(["index.js", "--bundle", "--format=esm", "--minify", "--log-level=warning"]);
    // What is kept of comments are licences, which have a file of their own.
    command.args(["--legal-comments=none", "--charset=utf8"]).arg(format!("--target={TARGET}"));
    command.arg(format!("--outfile={}", folder.join(BUNDLE).display()));
    command.arg(format!("--metafile={}", parts.display()));
    let output = command.output().context("esbuild could not be started")?;
    ensure!(output.status.success(), "www/editor: {}", String::from_utf8_lossy(&output.stderr).trim());
    let packages = packages_of(&fs::read_to_string(&parts)?)?;
    fs::write(folder.join(LICENCES), licences(&source.join(PACKAGES), &packages)?)?;
    Ok(())
}

/// The packages of which a bundle has anything, from what esbuild tells of it.
fn packages_of(parts: &str) -> Result<BTreeSet<String>> {
    let parts: Value = serde_json::from_str(parts)?;
    let outputs = parts["outputs"].as_object().context("esbuild tells of no outputs")?;
    let inputs = outputs.values().filter_map(|output| output["inputs"].as_object()).flatten();
    let used = inputs.filter(|(_, input)| input["bytesInOutput"].as_u64().is_some_and(|bytes| bytes > 0));
    Ok(used.filter_map(|(path, _)| package_of(path)).collect())
}

/// The package that a file belongs to: the folder below `node_modules`, with its scope.
fn package_of(path: &str) -> Option<String> {
    let (_, rest) = path.rsplit_once(PACKAGES)?;
    let parts = if rest.starts_with('@') { 2 } else { 1 };
    Some(rest.split('/').take(parts).collect::<Vec<_>>().join("/"))
}

/// The licences of packages, each text once, with the packages that it is for.
fn licences(folder: &Path, packages: &BTreeSet<String>) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages {
        let folder = folder.join(package);
        let about: Value = serde_json::from_str(&fs::read_to_string(folder.join("package.json"))?)?;
        let names = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"];
        let Some(text) = names.iter().find_map(|name| fs::read_to_string(folder.join(name)).ok()) else {
            bail!("{package} comes without its licence")
        };
        let version = about["version"].as_str().unwrap_or_default();
        texts.entry(text.trim().to_owned()).or_default().push(format!("{package} {version}"));
    }
    let blocks: Vec<String> =
        texts.iter().map(|(text, packages)| format!("{}\n\n{text}\n", packages.join(", "))).collect();
    Ok(format!("The editor of programs contains these packages.\n\n{}", blocks.join("\n----\n\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_those_that_left_something_in_the_bundle() {
        let parts = r#"{"outputs": {"editor.js": {"inputs": {
            "node_modules/@codemirror/view/dist/index.js": {"bytesInOutput": 9},
            "node_modules/crelt/index.js": {"bytesInOutput": 1},
            "node_modules/unused/index.js": {"bytesInOutput": 0},
            "index.js": {"bytesInOutput": 5}}}}}"#;
        let packages: Vec<String> = packages_of(parts).unwrap().into_iter().collect();
        assert_eq!(packages, ["@codemirror/view", "crelt"]);
    }

    #[test]
    fn a_text_that_two_packages_share_is_there_once_and_a_missing_one_stops_the_build() {
        let folder = std::env::temp_dir().join(format!("interleave-licences-{}", std::process::id()));
        for (name, text) in [("a", "MIT"), ("b", "MIT"), ("c", "ISC")] {
            fs::create_dir_all(folder.join(name)).unwrap();
            fs::write(folder.join(name).join("package.json"), r#"{"version": "1.2.3"}"#).unwrap();
            fs::write(folder.join(name).join("LICENSE"), text).unwrap();
        }
        let all = ["a", "b", "c"].map(str::to_owned).into();
        let text = licences(&folder, &all).unwrap();
        assert!(text.ends_with("c 1.2.3\n\nISC\n\n----\n\na 1.2.3, b 1.2.3\n\nMIT\n"), "{text}");
        fs::remove_file(folder.join("b/LICENSE")).unwrap();
        assert_eq!(licences(&folder, &all).unwrap_err().to_string(), "b comes without its licence");
        fs::remove_dir_all(&folder).unwrap();
    }
}
