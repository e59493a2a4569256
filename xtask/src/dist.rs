//! What happens to the built page after Trunk, before it is served or measured.
//!
//! Trunk names the page's files by their content but leaves a worker's alone, so the engine lies
//! in a folder `engine-HASH` and what the trace view loads in `trace-HASH`: here `HASH` becomes the
//! hash of the folder's content, on disk and in `index.html`. `text-HASH` is made here: the languages
//! other than English, compiled from `www/locales`. Trunk also copies every binary's
//! JavaScript snippets beside each binary; those that the page does not import go, and those that
//! workers import are put into their scripts ([`inline`]). It changes no file's content but theirs
//! and that of `index.html`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use interleave_text::compile::Catalogue;

use crate::{inline, oembed, paths, start};

/// The folders of what workers and later views load.
const FOLDERS: &[&str] = &["engine", "trace"];
/// The folder of the embed form, whose scripts are written as they are loaded.
const EMBED: &str = "embed";
/// The folder of the languages that are loaded when they are chosen.
const TEXT: &str = "text";
const PLACEHOLDER: &str = "-HASH";

/// Works on the folder that Trunk names in the environment of its hooks.
///
/// # Errors
/// When the variable is missing or the folder is not what Trunk makes of this project.
pub fn finish_from_environment() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .context("`finish-dist` is called by Trunk; people call `cargo xtask build`")?;
    finish(Path::new(&folder))
}

fn finish(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let mut html = fs::read_to_string(&index)?;

    for name in prune_snippets(dist)? {
        html = without_links_to(&html, &format!("snippets/{name}/"));
    }
    html = start::hold_back(&html)?;
    oembed::fill_in(dist)?;
    let catalogue = catalogue()?;
    for (name, text) in catalogue.modules().map_err(|fault| anyhow!("{fault}"))? {
        fs::write(dist.join(format!("{EMBED}{PLACEHOLDER}")).join(name), text)?;
    }
    for folder in FOLDERS.iter().chain([&EMBED]) {
        let placeholder = format!("{folder}{PLACEHOLDER}");
        let path = dist.join(&placeholder);
        ensure!(path.is_dir(), "{} is missing", path.display());
        if *folder != EMBED {
            inline::inline_all(&path)?;
        }
        html = named(dist, folder, &html)?;
    }
    write_texts(&catalogue, &dist.join(format!("{TEXT}{PLACEHOLDER}")))?;
    html = named(dist, TEXT, &html)?;
    fs::write(&index, html)?;
    Ok(())
}

/// Names a folder by its content; returns `html` with that name in it.
fn named(dist: &Path, folder: &str, html: &str) -> Result<String> {
    let placeholder = format!("{folder}{PLACEHOLDER}");
    let path = dist.join(&placeholder);
    let name = format!("{folder}-{}", hash_of_folder(&path)?.hex());
    fs::rename(&path, dist.join(&name))?;
    Ok(html.replace(&placeholder, &name))
}

/// The page's texts in all languages.
fn catalogue() -> Result<Catalogue> {
    Catalogue::read(&paths::root().join("www/locales")).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("{}", lines.join("\n"))
    })
}

/// Writes the files of all languages but English into `folder`.
fn write_texts(catalogue: &Catalogue, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in catalogue.files() {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// Removes the snippets that no script directly in `folder` mentions; returns their names.
fn prune_snippets(folder: &Path) -> Result<Vec<String>> {
    let snippets = folder.join("snippets");
    if !snippets.is_dir() {
        return Ok(Vec::new());
    }
    let mut scripts = String::new();
    for path in children(folder)? {
        if path.extension().is_some_and(|extension| extension == "js") {
            scripts += &fs::read_to_string(&path)?;
        }
    }
    let mut pruned = Vec::new();
    for path in children(&snippets)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !scripts.contains(&name) {
            fs::remove_dir_all(&path)?;
            pruned.push(name);
        }
    }
    if children(&snippets)?.is_empty() {
        fs::remove_dir(&snippets)?;
    }
    Ok(pruned)
}

/// The document without the `<link>` elements whose text contains `needle`.
fn without_links_to(html: &str, needle: &str) -> String {
    let mut result = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<link") {
        let end = rest[start..].find('>').map_or(rest.len(), |at| start + at + 1);
        let keep = if rest[start..end].contains(needle) { start } else { end };
        result += &rest[..keep];
        rest = &rest[end..];
    }
    result + rest
}

/// Over the names and contents of all files, in the order of their names.
fn hash_of_folder(folder: &Path) -> Result<Hash> {
    let mut hash = Hash::default();
    for path in files_below(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        hash.add(name.as_bytes());
        hash.add(&fs::read(&path)?);
    }
    Ok(hash)
}

/// FNV-1a with 64 bits: tells files apart that were built at different times, and is no defence
/// against anybody.
pub struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Adds bytes to what is hashed.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// The hash so far, in 16 digits.
    pub fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// All files in a folder and its subfolders, sorted.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in children(folder)? {
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What lies directly in a folder.
///
/// # Errors
/// When it cannot be read.
pub fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_the_needle_are_removed() {
        let html = "<head><link href=a/b.js><link href=snippets/x/y.js><meta></head>";
        let expected = "<head><link href=a/b.js><meta></head>";
        assert_eq!(without_links_to(html, "snippets/x/"), expected);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Hash::default();
        hash.add(b"foobar");
        assert_eq!(hash.hex(), "85944171f73967e8");
    }

    #[test]
    fn finishing_renames_the_folders_and_leaves_no_snippets() {
        let folder = std::env::temp_dir().join(format!("interleave-dist-{}", std::process::id()));
        let helper = "snippets/wasm-bindgen-rayon-1";
        let script = "import{startWorkers}from'./snippets/wasm-bindgen-rayon-1/helper.js';\
            function initSync(){}function wbg_rayon_start_worker(){}";
        for name in FOLDERS.iter().map(|name| format!("{name}{PLACEHOLDER}")).chain([String::new()]) {
            let dir = folder.join(name);
            fs::create_dir_all(dir.join(helper)).unwrap();
            fs::write(dir.join(helper).join("helper.js"), "").unwrap();
            fs::write(dir.join("engine.js"), script).unwrap();
        }
        fs::write(folder.join("engine.js"), "export {}").unwrap();
        fs::create_dir_all(folder.join("embed-HASH")).unwrap();
        fs::create_dir_all(folder.join("oembed")).unwrap();
        let starters = "<link rel=modulepreload><link rel=preload><script>TrunkApplicationStarted</script>";
        let html = format!(
            "<template id=start-page></template>{starters}<link href=./snippets/wasm-bindgen-rayon-1/helper.js>\
            <meta content=engine-HASH/>trace-HASH/>text-HASH/"
        );
        fs::write(folder.join("index.html"), html).unwrap();

        finish(&folder).unwrap();

        let html = fs::read_to_string(folder.join("index.html")).unwrap();
        let held = format!("<template id=start-page>{starters}</template>");
        let html = html.strip_prefix(&held).unwrap();
        let names = html.trim_start_matches("<meta content=").trim_end_matches('/').replace("/>", " ");
        for (name, start) in names.split(' ').zip(FOLDERS) {
            assert!(name.starts_with(start) && !name.contains(PLACEHOLDER), "{html}");
            let script = fs::read_to_string(folder.join(name).join("engine.js")).unwrap();
            assert!(script.contains("return{startWorkers};"), "{script}");
            assert!(!folder.join(name).join("snippets").exists());
        }
        let texts = folder.join(html.rsplit('>').next().unwrap().trim_end_matches('/'));
        assert!(texts.join("de.page.txt").is_file() && texts.join("zh-Hans.trace.txt").is_file(), "{html}");
        assert!(!folder.join("snippets").exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
