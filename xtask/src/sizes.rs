//! The size of a first view: what a browser loads before the page works, raw and in Brotli.
//!
//! It measures; whether a size is acceptable is decided by whoever reads the table.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::dist::{self, files_below};

/// The first view's budget, in bytes after Brotli.
const BUDGET: usize = 125_000;
/// Parts of paths in the built page that the first view does not load.
const LATER: &[&str] = &[
    "later/",
    "lessons/",
    "program-",
    "programs/",
    "samples/",
    "text-",
    "trace-",
    "editor-",
    "embed",
    "oembed/",
    "interleave-engine.js",
    "interleave-engine_bg.wasm",
];
/// Files that browsers ask for when the page has been loaded, or never.
const BESIDE: &[&str] =
    &["404.html", "icons/", "manifest.webmanifest", "robots.txt", "service-worker.js", "social.png"];

struct Row {
    name: String,
    raw: usize,
    brotli: usize,
}

/// The table of all files in `folder` that belong to the first view, and their sum.
///
/// # Errors
/// When a file cannot be read.
pub fn table(folder: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for path in files_below(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        if !is_first_view(&name) {
            continue;
        }
        let bytes = fs::read(&path)?;
        rows.push(Row { name, raw: bytes.len(), brotli: dist::brotli(&bytes, 11)?.len() });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    Ok(render(&rows))
}

/// Whether the page loads this file of its build before it works.
pub fn is_first_view(name: &str) -> bool {
    let is_copy = [".br", ".gz"].iter().any(|end| name.ends_with(end));
    // Trunk leaves a lock file behind.
    let is_for_servers = name.starts_with('.') || dist::SERVER_FILES.contains(&name);
    !is_copy && !is_for_servers && !LATER.iter().chain(BESIDE).any(|part| name.contains(part))
}

fn render(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(10);
    let mut text = format!("{:width$}  {:>9}  {:>9}\n", "first view", "bytes", "brotli 11");
    for row in rows {
        text += &format!("{:width$}  {:>9}  {:>9}\n", row.name, row.raw, row.brotli);
    }
    let raw: usize = rows.iter().map(|row| row.raw).sum();
    let brotli: usize = rows.iter().map(|row| row.brotli).sum();
    let share = brotli * 100 / BUDGET;
    text + &format!("{:width$}  {raw:>9}  {brotli:>9}  {share}% of {BUDGET}\n", "sum")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_set_against_the_budget() {
        let row = |name: &str, raw, brotli| Row { name: name.into(), raw, brotli };
        let text = render(&[row("a.wasm", 200_000, 60_000), row("index.html", 900, 400)]);
        let last = text.lines().last().unwrap();
        let words: Vec<&str> = last.split_whitespace().collect();
        assert_eq!(words, ["sum", "200900", "60400", "48%", "of", "125000"]);
    }

    #[test]
    fn what_is_loaded_later_or_by_nobody_is_no_part_of_the_first_view() {
        for name in ["index.html", "a-0.js", "engine-0/interleave-first_bg.wasm", "engine-0/worker.js"] {
            assert!(is_first_view(name), "{name}");
        }
        for name in ["a-0.js.br", "_headers", ".htaccess", "icons/icon.svg", "trace-0/trace.css", "service-worker.js"] {
            assert!(!is_first_view(name), "{name}");
        }
    }
}
