//! Puts the address of the page into its oEmbed answers (oembed.com), `oembed/*.json` in the built page.
//!
//! An answer is shown on other sites, so the frame in it needs the whole address. A build does not know where it will
//! be hosted unless it is told, by the environment variable `INTERLEAVE_ADDRESS`; without it the address is relative
//! to the answer, which only readers that resolve it can use.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::dist;

const VARIABLE: &str = "INTERLEAVE_ADDRESS";
const PLACEHOLDER: &str = "{address}";
const RELATIVE: &str = "../";

/// Does so with all answers in the built page.
///
/// # Errors
/// When the variable is no address, or a file cannot be read or written.
pub fn fill_in(dist: &Path) -> Result<()> {
    let address = address(std::env::var(VARIABLE).ok())?;
    for path in dist::children(&dist.join("oembed"))? {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        fs::write(&path, text.replace(PLACEHOLDER, &address))?;
    }
    Ok(())
}

/// The address to put in: what the variable says, with a slash at its end.
fn address(said: Option<String>) -> Result<String> {
    let Some(said) = said.filter(|said| !said.is_empty()) else { return Ok(RELATIVE.to_owned()) };
    let is_web = said.starts_with("https://") || said.starts_with("http://");
    let is_plain = said.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\'?#&".contains(&byte));
    ensure!(is_web && is_plain, "{VARIABLE} is `{said}`; it must be as https://example.org/interleave/");
    Ok(if said.ends_with('/') { said } else { said + "/" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_whole_or_relative() {
        for (said, expect) in [
            (None, "../"),
            (Some(""), "../"),
            (Some("https://example.org/a"), "https://example.org/a/"),
            (Some("http://127.0.0.1:8000/"), "http://127.0.0.1:8000/"),
        ] {
            assert_eq!(address(said.map(str::to_owned)).unwrap(), expect);
        }
        for said in ["example.org", "https://example.org/\"><script>", "javascript:alert(1)", "https://a/?b#c"] {
            assert!(address(Some(said.to_owned())).is_err(), "{said}");
        }
    }

    #[test]
    fn answers_are_filled_in_and_stay_json() {
        let folder = std::env::temp_dir().join(format!("interleave-oembed-{}", std::process::id()));
        fs::create_dir_all(folder.join("oembed")).unwrap();
        let text = r#"{"html": "<iframe src=\"{address}?embed=1#/lab\"></iframe>"}"#;
        fs::write(folder.join("oembed/lab.json"), text).unwrap();
        fill_in(&folder).unwrap();
        let filled = fs::read_to_string(folder.join("oembed/lab.json")).unwrap();
        assert!(!filled.contains(PLACEHOLDER) && filled.contains("?embed=1#/lab"), "{filled}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
