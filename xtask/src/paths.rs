//! Where things are: the checkout, and the cache outside it that all checkouts share.

use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> &'static Path {
    // xtask lives directly below the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// `$XDG_CACHE_HOME/interleave`, or `~/.cache/interleave`.
pub fn cache() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(std::env::temp_dir);
    base.join("interleave")
}

/// The log of one step, kept in the checkout's target folder.
pub fn log(name: &str) -> PathBuf {
    root().join("target/xtask").join(format!("{name}.log"))
}

/// The target folder of the web build. Its own, because alternating compilers in one folder
/// make cargo rebuild what they share.
pub fn web_target() -> PathBuf {
    root().join("target/wasm")
}

/// The target folder of fuzz targets, which are compiled with other flags, and where what they have found out stays.
pub fn fuzz_target() -> PathBuf {
    root().join("target/fuzz")
}

/// Where the tests' and the build's npm packages live.
pub fn npm() -> PathBuf {
    root().join("tests/browser")
}

/// The editor of programs, with the npm packages that it is made of.
pub fn editor() -> PathBuf {
    root().join("www/editor")
}

/// The pictures of the documentation, and the script that makes them.
pub fn pictures() -> PathBuf {
    root().join("docs/pictures")
}

/// The native binary, as tests build it.
pub fn binary() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("debug").join(format!("interleave{}", std::env::consts::EXE_SUFFIX))
}

/// The built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The first file called `name` in the folders of `PATH`.
pub fn which(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}
