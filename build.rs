//! Puts the built page into the native binary, where there is one: `interleave serve` needs nothing else then.
//!
//! What is taken is `dist/` as `cargo xtask build` leaves it. Without it, or with the one of `cargo xtask serve`, which
//! is for development and has no compressed copies, the binary is built all the same and says what to do.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Files that are for other servers.
const OF_SERVERS: &[&str] = &["_headers", ".htaccess", "headers.nginx", "headers.caddy", ".trunk-lock"];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    // The page depends on this crate too, without the command line.
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return Ok(());
    }
    println!("cargo:rerun-if-changed=dist");
    let folder = |name: &str| PathBuf::from(env::var_os(name).unwrap_or_default());
    let dist = folder("CARGO_MANIFEST_DIR").join("dist");
    let page = match fs::read_to_string(dist.join("_headers")) {
        Ok(headers) => page(&dist, &headers)?,
        Err(_) => "None".to_owned(),
    };
    fs::write(folder("OUT_DIR").join("page.rs"), page)
}

/// The page as an expression of the type that `src/cli/serve/page.rs` declares.
fn page(dist: &Path, headers: &str) -> io::Result<String> {
    let mut names = Vec::new();
    files_below(dist, "", &mut names)?;
    names.sort();
    let mut text = "Some(Page { headers: &[".to_owned();
    let mut lasting = Vec::new();
    let mut is_for_all = false;
    for line in headers.lines() {
        match line.strip_prefix("  ").and_then(|header| header.split_once(": ")) {
            Some((name, value)) if is_for_all => write(&mut text, format_args!("({name:?}, {value:?}), ")),
            Some(_) => {}
            None => {
                is_for_all = line == "/*";
                lasting.push(line.trim_start_matches('/'));
            }
        }
    }
    text += "], files: &[\n";
    for name in &names {
        let is_copy =
            [".br", ".gz"].iter().any(|end| name.strip_suffix(end).is_some_and(|of| names.iter().any(|n| n == of)));
        if is_copy || OF_SERVERS.contains(&name.as_str()) {
            continue;
        }
        let is_lasting =
            lasting.iter().filter(|pattern| **pattern != "*").any(|pattern| match pattern.strip_suffix('*') {
                Some(folder) => name.starts_with(folder),
                None => name == pattern,
            });
        let path = |end: &str| dist.join(format!("{name}{end}"));
        let body = if path(".br").is_file() && path(".gz").is_file() {
            format!(
                "Body::Packed {{ brotli: include_bytes!({:?}), gzip: include_bytes!({:?}) }}",
                path(".br"),
                path(".gz")
            )
        } else {
            format!("Body::Plain(include_bytes!({:?}))", path(""))
        };
        write(&mut text, format_args!("File {{ name: {name:?}, is_lasting: {is_lasting}, body: {body} }},\n"));
    }
    Ok(text + "] })")
}

/// Writing to a text cannot fail.
fn write(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}

fn files_below(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_below(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
