//! Puts the address of the page into its oEmbed answers (oembed.com), `oembed/*.json` in the built page.
//!
//! An answer is shown on other sites, so the frame in it needs the whole address. A build does not know where it will
//! be hosted unless it is told ([`public`]); without that the address is relative to the answer, which only readers that
//! resolve it can use.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::{dist, public};

const PLACEHOLDER: &str = "{address}";
const RELATIVE: &str = "../";

/// Does so with all answers in the built page.
///
/// # Errors
/// When what was said is no address, or a file cannot be read or written.
pub fn fill_in(dist: &Path) -> Result<()> {
    let address = public::address()?.unwrap_or_else(|| RELATIVE.to_owned());
    for path in dist::children(&dist.join("oembed"))? {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        fs::write(&path, text.replace(PLACEHOLDER, &address))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
