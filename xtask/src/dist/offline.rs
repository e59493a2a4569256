//! The list of a build's files, from which its version, its import map and its service worker are made.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::integrity::integrity;
use super::{Hash, INDEX, SERVER_FILES, files_below, name_of};
use crate::{paths, sizes};

const WORKER: &str = "service-worker.js";
/// What the worker's text has in place of the list.
const PLACEHOLDER: &str = "'BUILD'";
/// What no document of the page loads: it is for robots and for people who went astray.
const NOT_KEPT: &[&str] = &[WORKER, "404.html", "robots.txt", "social.png"];
/// Scripts that only workers load. Import maps do not reach them.
const OF_WORKERS: &[&str] =
    &["worker.js", "interleave-engine.js", "interleave-first.js", "interleave-viewer.js", WORKER];

/// Files by name, with their digests; the document is not among them.
pub type Digests = BTreeMap<String, String>;

/// The digests of all files in `dist`, and a version: another one for each other build.
///
/// # Errors
/// When a file cannot be read.
pub fn version(dist: &Path, html: &str) -> Result<(String, Digests)> {
    let mut digests = Digests::new();
    for path in files_below(dist)? {
        let name = path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        let is_for_others = name.starts_with('.') || SERVER_FILES.contains(&name.as_str());
        if name != INDEX && !is_for_others && !NOT_KEPT.contains(&name.as_str()) {
            digests.insert(name, integrity(&fs::read(&path)?));
        }
    }
    let mut hash = Hash::default();
    hash.add(html.as_bytes());
    for (name, digest) in &digests {
        hash.add(name.as_bytes());
        hash.add(digest.as_bytes());
    }
    Ok((hash.hex(), digests))
}

/// The element that gives the document's modules their digests, which `import` has no place for.
///
/// # Errors
/// When a file cannot be read.
pub fn import_map(dist: &Path) -> Result<String> {
    let mut digests = BTreeMap::new();
    for path in files_below(dist)? {
        let name = path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        if name.ends_with(".js") && !OF_WORKERS.contains(&name_of(&path).as_str()) {
            digests.insert(format!("./{name}"), integrity(&fs::read(&path)?));
        }
    }
    Ok(format!("<script type=importmap>{}</script>", json!({ "integrity": digests })))
}

/// Writes the service worker of a build.
///
/// # Errors
/// When its text is not there, or has no place for the list.
pub fn write(dist: &Path, version: &str, digests: Digests, html: &str, headers: &[(&str, String)]) -> Result<()> {
    let source = paths::root().join("static").join(WORKER);
    let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
    ensure!(text.matches(PLACEHOLDER).count() == 1, "{WORKER} has not one {PLACEHOLDER}");
    let mut files = digests;
    files.insert(INDEX.to_owned(), integrity(html.as_bytes()));
    let first: Vec<&String> = files.keys().filter(|name| sizes::is_first_view(name)).collect();
    let headers: BTreeMap<_, _> = headers.iter().cloned().collect();
    let build = json!({ "version": version, "files": files, "first": first, "headers": headers });
    // Readers of the page do not read its scripts.
    let lines = text.lines().map(str::trim_end).filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.starts_with("/**") && !line.is_empty()
    });
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    fs::write(dist.join(WORKER), text.replace(PLACEHOLDER, &build.to_string()))?;
    Ok(())
}
