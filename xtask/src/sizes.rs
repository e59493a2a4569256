//! The size of a first view: what a browser loads before the page works, raw and in Brotli.
//!
//! It measures; whether a size is acceptable is decided by whoever reads the table.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::dist::files_below;

/// The first view's budget, in bytes after Brotli.
const BUDGET: usize = 125_000;
/// Parts of paths in the built page that the first view does not load.
const LATER: &[&str] = &[
    "later/",
    "lessons/",
    "programs/",
    "samples/",
    "text-",
    "trace-",
    "embed",
    "oembed/",
    "interleave-engine.js",
    "interleave-engine_bg.wasm",
];

struct Row {
    name: String,
    raw: usize,
    brotli: usize,
}

/// The table of all files in `dist` that belong to the first view, and their sum.
///
/// # Errors
/// When a file cannot be read.
pub fn table(dist: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for path in files_below(dist)? {
        let name = path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        // Trunk leaves a lock file behind.
        if name.starts_with('.') || LATER.iter().any(|part| name.contains(part)) {
            continue;
        }
        let bytes = fs::read(&path)?;
        rows.push(Row { name, raw: bytes.len(), brotli: brotli_size(&bytes)? });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    Ok(render(&rows))
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

fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
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
    fn repetition_compresses() {
        assert!(brotli_size(&[7; 10_000]).unwrap() < 50);
    }
}
