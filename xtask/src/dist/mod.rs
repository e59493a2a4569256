//! What happens to the built page after Trunk, before it is served or measured.
//!
//! Trunk names the page's files by their content but leaves a worker's alone, so the engine lies
//! in a folder `engine-HASH` and what the trace view loads in `trace-HASH` and
//! `program-HASH`: here `HASH` becomes the
//! hash of the folder's content, on disk and in `index.html`. `text-HASH` is made here: the languages
//! other than English, compiled from `www/locales`. So is `editor-HASH`, where there is Node ([`editor`]). Trunk also copies every binary's
//! JavaScript snippets beside each binary; those that the page does not import go, and those that
//! workers import are put into their scripts ([`inline`]).
//!
//! Then each file is tied to those it loads ([`integrity`], [`html`]), and what hosts need is written: the policy and
//! the other headers ([`policy`]), icons ([`icon`]), what links to it look like ([`social`]), the service worker with the list of all files ([`offline`]), and
//! compressed copies ([`compress`]). A page that Trunk serves and reloads gets none of the last ones: Trunk puts a
//! script and a connection of its own into it.

mod compress;
mod first;
mod html;
mod icon;
mod integrity;
mod offline;
mod policy;
mod social;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use interleave_text::compile::Catalogue;

use crate::{editor, inline, oembed, paths, public, start};
pub use compress::brotli;
pub use policy::SERVER_FILES;

/// The folders of what workers and later views load.
const FOLDERS: &[&str] = &["engine", "trace", "program"];
/// Of these, those whose workers have no pool.
const WITHOUT_POOL: &str = "program";
/// The folder of the embed form, whose scripts are written as they are loaded.
const EMBED: &str = "embed";
/// The folder of the languages that are loaded when they are chosen.
const TEXT: &str = "text";
/// The folder of the editor of programs; the page copes without it.
const EDITOR: &str = "editor";
/// The document.
const INDEX: &str = "index.html";
const PLACEHOLDER: &str = "-HASH";
/// Files of `static/` that lie at the root under their own names.
const COPIED: &[&str] = &["404.html", "manifest.webmanifest", "robots.txt"];
/// What Trunk's script starts the page with. It then waits for what the host's own script does: see `www/host.js`.
const START: &str = "await init(";
const WAIT: &str = "await interleaveHost.isolated()||";

/// Works on the folder that Trunk names in the environment of its hooks.
///
/// # Errors
/// When the variable is missing or the folder is not what Trunk makes of this project.
pub fn finish_from_environment() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .context("`finish-dist` is called by Trunk; people call `cargo xtask build`")?;
    let dist = Path::new(&folder);
    editor::bundle_into(&dist.join(format!("{EDITOR}{PLACEHOLDER}")))?;
    finish(dist)
}

fn finish(dist: &Path) -> Result<()> {
    let index = dist.join(INDEX);
    let mut html = fs::read_to_string(&index)?;

    for name in prune_snippets(dist)? {
        html = without_links_to(&html, &format!("snippets/{name}/"));
    }
    html = start::hold_back(&html)?;
    oembed::fill_in(dist)?;
    let catalogue = catalogue()?;
    html = first::with_words(&html, &catalogue)?;
    for (name, text) in catalogue.modules().map_err(|fault| anyhow!("{fault}"))? {
        fs::write(dist.join(format!("{EMBED}{PLACEHOLDER}")).join(name), text)?;
    }
    for folder in FOLDERS.iter().chain([&EMBED]) {
        let path = dist.join(format!("{folder}{PLACEHOLDER}"));
        ensure!(path.is_dir(), "{} is missing", path.display());
        if *folder != EMBED {
            inline::inline_all(&path, *folder != WITHOUT_POOL)?;
        }
        integrity::sign_scripts(&path)?;
        html = named(dist, folder, &html)?;
    }
    write_texts(&catalogue, &dist.join(format!("{TEXT}{PLACEHOLDER}")))?;
    html = named(dist, TEXT, &html)?;
    html = if dist.join(format!("{EDITOR}{PLACEHOLDER}")).is_dir() {
        named(dist, EDITOR, &html)?
    } else {
        html.replace(&format!("{EDITOR}{PLACEHOLDER}/"), "")
    };
    ensure!(html.matches(START).count() == 1, "the document does not start the page in one place with `{START}`");
    html = html.replace(START, &[WAIT, START].concat());
    integrity::sign_scripts(dist)?;
    html = rename_changed(dist, html)?;
    // Readers of the page do not read its scripts. Trunk copies what is meant for it alone.
    let lines = html.lines().filter(|line| !line.trim_start().starts_with("//"));
    html = lines.flat_map(|line| [line, "\n"]).collect::<String>().replace(" data-integrity=none", "");
    let is_for_development = html::is_for_development(&html);
    html = html::with_integrity(&html, |name| Ok(integrity::integrity(&fs::read(dist.join(name))?)))?;
    if !is_for_development {
        html = finish_for_hosts(dist, &html)?;
    }
    fs::write(&index, html)?;
    if !is_for_development {
        compress::write(dist)?;
    }
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

/// Writes everything that is for hosts; returns the document that goes with it.
fn finish_for_hosts(dist: &Path, html: &str) -> Result<String> {
    for name in COPIED {
        fs::copy(paths::root().join("static").join(name), dist.join(name)).with_context(|| format!("static/{name}"))?;
    }
    icon::write(&dist.join("icons"))?;
    let html = social::with_facts(html, dist, public::address()?.as_deref())?;
    let modules = offline::import_map(dist)?;
    let (version, digests) = offline::version(dist, &[html.as_str(), &modules].concat())?;
    let meta = format!("<meta name=interleave-version content={version}>");
    let html = html::with_first(&html, &[meta, modules].concat())?;
    let policy = policy::policy(&html::inline_scripts(&html));
    let meta = format!("<meta http-equiv=Content-Security-Policy content=\"{policy}\">");
    let html = html::with_first(&html, &meta)?;
    let headers = policy::headers(&policy);
    policy::write(dist, &headers, &lasting(dist)?)?;
    offline::write(dist, &version, digests, &html, &headers)?;
    Ok(html)
}

/// Gives scripts at the root, which carry a hash in their names and were changed since, the name of what they are now.
fn rename_changed(dist: &Path, mut html: String) -> Result<String> {
    for path in children(dist)?.iter().filter(|path| path.extension() == Some("js".as_ref())) {
        let name = name_of(path);
        let stem = integrity::without_hash(name.trim_end_matches(".js"));
        let mut hash = Hash::default();
        hash.add(&fs::read(path)?);
        let new = format!("{stem}-{}.js", hash.hex());
        if stem.len() + ".js".len() < name.len() && new != name {
            fs::rename(path, dist.join(&new))?;
            html = html.replace(&name, &new);
        }
    }
    Ok(html)
}

/// The names at the root that hold a hash; folders end with a slash.
fn lasting(dist: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for path in children(dist)? {
        let name = name_of(&path);
        let stem = name.split('.').next().unwrap_or_default().trim_end_matches("_bg");
        if integrity::without_hash(stem) != stem {
            names.push(if path.is_dir() { format!("{name}/") } else { name });
        }
    }
    names.sort();
    Ok(names)
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
        let name = name_of(&path);
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

/// A path's last part.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
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

    /// A folder as Trunk leaves it, as far as the steps after it look.
    fn staged(name: &str, script: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("interleave-{name}-{}", std::process::id()));
        let helper = "snippets/wasm-bindgen-rayon-1";
        let loader = "function __wbg_load(e){e=fetch(e)}";
        let engine = "import{startWorkers}from'./snippets/wasm-bindgen-rayon-1/helper.js';\
            function initSync(){}function wbg_rayon_start_worker(){}";
        for name in FOLDERS.iter().map(|name| format!("{name}{PLACEHOLDER}")).chain([String::new()]) {
            let dir = folder.join(name);
            fs::create_dir_all(dir.join(helper)).unwrap();
            fs::write(dir.join(helper).join("helper.js"), "").unwrap();
            fs::write(dir.join("engine.js"), [engine, loader].concat()).unwrap();
            fs::write(dir.join("engine_bg.wasm"), "wasm").unwrap();
        }
        fs::rename(folder.join("engine.js"), folder.join("engine-0123456789abcdef.js")).unwrap();
        fs::rename(folder.join("engine_bg.wasm"), folder.join("engine-fedcba9876543210_bg.wasm")).unwrap();
        fs::write(folder.join("engine-0123456789abcdef.js"), loader).unwrap();
        fs::create_dir_all(folder.join("embed-HASH")).unwrap();
        fs::create_dir_all(folder.join("oembed")).unwrap();
        fs::write(folder.join("embed-HASH/frame.js"), "1").unwrap();
        let html = "<meta charset=utf-8><link rel=modulepreload href=./snippets/wasm-bindgen-rayon-1/helper.js>\
            <template id=start-page></template><script type=module src=embed-HASH/frame.js></script>\
            <link rel=modulepreload href=./engine-0123456789abcdef.js>\
            <link rel=preload href=./engine-fedcba9876543210_bg.wasm>\
            <script>SCRIPT;await init();TrunkApplicationStarted</script>\
            <script type=application/json id=first-words>{}</script>\
            <meta content=engine-HASH/><meta content=trace-HASH/><meta content=program-HASH/><meta name=editor content=editor-HASH/>\
            <meta content=text-HASH/>";
        fs::write(folder.join("index.html"), html.replace("SCRIPT", script)).unwrap();
        folder
    }

    #[test]
    fn finishing_renames_what_it_changes_and_leaves_no_snippets() {
        let folder = staged("finish", "1");

        finish(&folder).unwrap();

        let html = fs::read_to_string(folder.join("index.html")).unwrap();
        assert!(!html.contains(PLACEHOLDER) && !html.contains("snippets"), "{html}");
        assert!(!folder.join("snippets").exists());
        for start in FOLDERS {
            let name = html.split("content=").find(|part| part.starts_with(&format!("{start}-"))).unwrap();
            let name = name.split('/').next().unwrap();
            let script = fs::read_to_string(folder.join(name).join("engine.js")).unwrap();
            assert!(script.contains("return{startWorkers};"), "{script}");
            assert!(script.contains("fetch(e,{integrity:\"sha256-"), "{script}");
            assert!(!folder.join(name).join("snippets").exists());
        }
        // The script was signed, so it has another name than before, and the document knows it with its digest.
        assert!(!html.contains("0123456789abcdef"), "{html}");
        let held = html.split("<template id=start-page>").nth(1).unwrap().split("</template>").next().unwrap();
        assert!(held.contains("TrunkApplicationStarted") && !held.contains("frame.js"), "{html}");
        assert!(html.contains("/frame.js integrity="), "{html}");
        let name = held.split("href=./").nth(1).unwrap().split(' ').next().unwrap();
        let digest = integrity::integrity(&fs::read(folder.join(name)).unwrap());
        let texts = html.split("content=").last().unwrap().split('/').next().unwrap();
        assert!(folder.join(texts).join("de.page.txt").is_file(), "{html}");
        assert!(html.contains(&format!("href=./{name} integrity=\"{digest}\"")), "{html}");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn finishing_writes_what_hosts_need_and_the_policy_names_every_inline_script() {
        let folder = staged("hosts", "1");
        finish(&folder).unwrap();
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let html = read("index.html");
        let scripts = html::inline_scripts(&html);
        // The import map, and the script that starts the page.
        assert_eq!(scripts.len(), 2);
        for name in SERVER_FILES.iter().chain(&["index.html"]) {
            assert!(scripts.iter().all(|digest| read(name).contains(digest)), "{name}");
        }
        // No Node, no editor; the page is told so.
        assert!(html.contains("<meta name=editor content=>"), "{html}");
        assert!(html.contains("await interleaveHost.isolated()||await init()"), "{html}");
        let worker = read("service-worker.js");
        let start = worker.find("const BUILD = ").unwrap() + "const BUILD = ".len();
        let build = &worker[start..worker[start..].find(";\n").unwrap() + start];
        let build: serde_json::Value = serde_json::from_str(build).unwrap();
        assert!(html.contains(build["version"].as_str().unwrap()), "the document says which build it is of");
        assert_eq!(build["files"]["index.html"], integrity::integrity(html.as_bytes()));
        assert_eq!(build["files"].get("_headers"), None);
        assert!(build["files"].get("icons/icon-192.png").is_some(), "{build}");
        assert!(build["first"].as_array().unwrap().contains(&"index.html".into()), "{build}");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_page_that_trunk_reloads_has_no_policy_and_no_service_worker() {
        let folder = staged("development", "'{{__TRUNK_ADDRESS__}}'");
        finish(&folder).unwrap();
        let html = fs::read_to_string(folder.join("index.html")).unwrap();
        assert!(!html.contains("Content-Security-Policy") && !html.contains("interleave-version"), "{html}");
        assert!(html.contains("integrity="), "{html}");
        assert!(!folder.join("service-worker.js").exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
