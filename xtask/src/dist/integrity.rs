//! What ties each file of the page to the files it loads: a file that names another one says its digest too.
//!
//! Digests go where the platform has a place for them: into the script that loads a binary, into our own scripts where
//! they say `integrity-of NAME`, into `<link>` and `<script>` elements, and for modules that import modules into the
//! document's import map. It does not reach worker scripts and what workers import, which have no such place; see
//! `docs/hosting.md`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{children, name_of};

/// What our own scripts say in place of the digest of the file that follows.
const TOKEN: &str = "integrity-of ";
/// As wasm-bindgen's scripts load their binary: the same name before and after.
const LOAD: &str = "fetch(";
/// A line of wasm-bindgen's scripts that no other script has.
const LOADER: &str = "__wbg_load";

/// The digest of a file, as `integrity` attributes take it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Puts digests into the scripts directly in `folder`: of their binary, and of the files they ask for with a token.
/// `stem` makes the name of a file of the name it has here.
///
/// # Errors
/// When a script has another form than expected, or names a file that is not there.
pub fn sign_scripts(folder: &Path) -> Result<()> {
    for path in children(folder)?.iter().filter(|path| path.extension() == Some("js".as_ref())) {
        let script = fs::read_to_string(path)?;
        let mut signed = with_digests(&script, |name| Ok(integrity(&fs::read(folder.join(name))?)))
            .with_context(|| path.display().to_string())?;
        if script.contains(LOADER) {
            let binary = binary_of(folder, &name_of(path))?;
            signed = with_signed_load(&signed, &integrity(&fs::read(&binary)?))
                .with_context(|| format!("{} cannot be signed", path.display()))?;
        }
        if signed != script {
            fs::write(path, signed)?;
        }
    }
    Ok(())
}

/// The script with a digest in place of each token.
fn with_digests(script: &str, digest: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut parts = script.split(TOKEN);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['\'', '"', '`']).context("a token has no end")?;
        let (name, rest) = part.split_at(end);
        result += &digest(name).with_context(|| format!("it asks for the digest of `{name}`"))?;
        result += rest;
    }
    Ok(result)
}

/// The script, which now loads nothing but the binary with that digest.
fn with_signed_load(script: &str, digest: &str) -> Result<String> {
    let mut found = Vec::new();
    for (at, _) in script.match_indices(LOAD) {
        let Some((argument, after)) = script[at + LOAD.len()..].split_once(')') else { continue };
        let before = script[..at].trim_end().strip_suffix('=').map(str::trim_end);
        let is_name = !argument.is_empty() && argument.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        if is_name && before.is_some_and(|before| before.ends_with(argument)) {
            found.push((at + LOAD.len() + argument.len(), after));
        }
    }
    ensure!(found.len() == 1, "it loads its binary in {} places, not in one", found.len());
    let (at, _) = found[0];
    Ok(format!("{},{{integrity:\"{digest}\"}}{}", &script[..at], &script[at..]))
}

/// The binary that belongs to a script: `a-HASH.js` and `a-OTHER_bg.wasm`, or both without a hash.
fn binary_of(folder: &Path, script: &str) -> Result<std::path::PathBuf> {
    let name = without_hash(script.trim_end_matches(".js"));
    let mut found = children(folder)?
        .into_iter()
        .filter(|path| name_of(path).strip_suffix("_bg.wasm").is_some_and(|binary| without_hash(binary) == name));
    let binary = found.next().with_context(|| format!("there is no binary beside {script}"))?;
    ensure!(found.next().is_none(), "there are several binaries beside {script}");
    Ok(binary)
}

/// A name without the digits at its end that tell builds apart: sixteen, or fewer where Trunk's hash begins with zeros.
pub fn without_hash(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((stem, hash)) if (8..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            stem
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // "abc" in the standard's own examples.
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn a_binary_is_loaded_with_its_digest_in_a_minified_script_and_in_another() {
        let minified = "e.fetch(f(_));(a&&(e=fetch(e));let b=1";
        assert_eq!(
            with_signed_load(minified, "D").unwrap(),
            "e.fetch(f(_));(a&&(e=fetch(e,{integrity:\"D\"}));let b=1"
        );
        let plain = "module_or_path = fetch(module_or_path);";
        let expected = "module_or_path = fetch(module_or_path,{integrity:\"D\"});";
        assert_eq!(with_signed_load(plain, "D").unwrap(), expected);
    }

    #[test]
    fn a_script_that_loads_otherwise_stops_the_build() {
        for script in ["", "e=fetch(f)", "e=fetch(e);f=fetch(f)", "fetch(e)"] {
            assert!(with_signed_load(script, "D").is_err(), "{script}");
        }
    }

    #[test]
    fn tokens_become_digests_and_one_of_a_missing_file_stops_the_build() {
        let digest = |name: &str| if name == "a.css" { Ok("D".to_owned()) } else { anyhow::bail!("missing") };
        assert_eq!(with_digests("x='integrity-of a.css';y=\"integrity-of a.css\"", digest).unwrap(), "x='D';y=\"D\"");
        assert!(with_digests("x='integrity-of b.css'", digest).is_err());
    }

    #[test]
    fn only_sixteen_digits_are_a_hash() {
        assert_eq!(without_hash("interleave-www-6ba608688a4e27e4"), "interleave-www");
        assert_eq!(without_hash("interleave-www-93b4e7c77d9d601"), "interleave-www", "Trunk writes no zeros in front");
        assert_eq!(without_hash("interleave-first"), "interleave-first");
    }
}
