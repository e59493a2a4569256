//! Compressed copies beside the files of a build, for servers that hand them out as they are: `.br` and `.gz`.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::files_below;
use crate::sizes;

/// What compresses well. Everything else is compressed already.
const TEXTS: &[&str] = &["css", "html", "js", "json", "py", "svg", "txt", "wasm", "webmanifest"];
/// Below this a copy saves less than the headers that tell of it.
const LEAST_BYTES: usize = 512;
/// Brotli's levels for what somebody waits for and what is small, and for the rest, where the highest takes long.
const FIRST: i32 = 11;
const LATER: i32 = 9;
/// What is small: below this many bytes the highest level takes a second at most.
const SMALL_BYTES: usize = 500_000;

/// Writes the copies of all files below `dist`.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(dist: &Path) -> Result<()> {
    for path in files_below(dist)? {
        let is_text = path.extension().is_some_and(|extension| TEXTS.iter().any(|text| extension == *text));
        let bytes = fs::read(&path)?;
        if !is_text || bytes.len() < LEAST_BYTES {
            continue;
        }
        let beside = |extension: &str| {
            let mut name = path.clone().into_os_string();
            name.push(extension);
            name
        };
        let name = path.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        let level = if sizes::is_first_view(&name) || bytes.len() < SMALL_BYTES { FIRST } else { LATER };
        fs::write(beside(".br"), brotli(&bytes, level)?)?;
        fs::write(beside(".gz"), gzip(&bytes)?)?;
    }
    Ok(())
}

/// Brotli at a level from 0 to 11.
///
/// # Errors
/// None that memory can cause; what the library returns is passed on.
pub fn brotli(bytes: &[u8], level: i32) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: level, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// gzip at its highest level, without a time or a name: the same bytes give the same copy.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_get_copies_and_the_rest_none() {
        let folder = std::env::temp_dir().join(format!("interleave-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in ["a.js", "b.png"] {
            fs::write(folder.join(name), [7; 10_000]).unwrap();
        }
        fs::write(folder.join("c.js"), "1").unwrap();
        write(&folder).unwrap();
        let mut names: Vec<_> = files_below(&folder).unwrap().iter().map(|path| super::super::name_of(path)).collect();
        names.sort();
        assert_eq!(names, ["a.js", "a.js.br", "a.js.gz", "b.png", "c.js"]);
        assert!(fs::read(folder.join("a.js.br")).unwrap().len() < 50);
        fs::remove_dir_all(&folder).unwrap();
    }
}
