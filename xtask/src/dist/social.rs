//! What social networks and chats show of a link to the page: its title, its description and a picture.
//!
//! They want whole addresses and do not run scripts, so a build has this only where it knows its address
//! ([`public`](crate::public)); without one they show what they find by themselves, the title and the description.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::html;
use crate::paths;

/// The picture, in the documentation and in a build.
const PICTURE: (&str, &str) = ("docs/pictures/social.png", "social.png");
/// Its size in pixels, which some want to know before they load it.
const SIZE: [u32; 2] = [1280, 640];
const ABOUT: &str = "Timelines of the same tasks, run one after another and at the same time";

/// The document with these facts in its head, and the picture beside it; the document as it is without an address.
///
/// # Errors
/// When the picture cannot be copied, or the document is not what Trunk writes.
pub fn with_facts(document: &str, dist: &Path, address: Option<&str>) -> Result<String> {
    let Some(address) = address else { return Ok(document.to_owned()) };
    let (from, to) = PICTURE;
    fs::copy(paths::root().join(from), dist.join(to)).with_context(|| from.to_owned())?;
    html::with_facts(document, &facts(document, address))
}

fn facts(html: &str, address: &str) -> String {
    let between = |start: &str, end: &str| {
        let rest = html.split(start).nth(1)?;
        rest.split(end).next()
    };
    let title = between("<title>", "</title>").unwrap_or("Interleave");
    let [width, height] = SIZE.map(|side| side.to_string());
    let image = format!("{address}{}", PICTURE.1);
    let facts = [
        ("property", "og:type", "website"),
        ("property", "og:title", title),
        ("property", "og:url", address),
        ("property", "og:image", &image),
        ("property", "og:image:width", &width),
        ("property", "og:image:height", &height),
        ("property", "og:image:alt", ABOUT),
        ("name", "twitter:card", "summary_large_image"),
    ];
    let metas = facts.map(|(kind, name, value)| format!("<meta {kind}={name} content=\"{value}\">"));
    metas.concat() + &format!("<link rel=canonical href=\"{address}\">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_that_knows_its_address_has_a_picture_and_another_one_has_none() {
        let folder = std::env::temp_dir().join(format!("interleave-social-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let html = "<meta charset=utf-8><title>Interleave: a title</title><meta name=description content=x><body>";
        assert_eq!(with_facts(html, &folder, None).unwrap(), html);
        assert!(!folder.join("social.png").exists());
        let with = with_facts(html, &folder, Some("https://example.org/a/")).unwrap();
        assert!(with.contains("<meta property=og:image content=\"https://example.org/a/social.png\">"), "{with}");
        assert!(with.contains("<meta property=og:title content=\"Interleave: a title\">"), "{with}");
        assert!(with.find("og:image").unwrap() < with.find("<body>").unwrap());
        let picture = fs::read(folder.join("social.png")).unwrap();
        // Width and height stand in the first chunk of a PNG.
        let side = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
        assert_eq!([side(16), side(20)], SIZE);
        fs::remove_dir_all(&folder).unwrap();
    }
}
