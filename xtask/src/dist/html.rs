//! The built document: a digest on every element that loads a file, and a policy that names its inline scripts.
//!
//! It knows HTML only as far as Trunk writes it: elements in lower case, attributes with or without quotation marks.

use anyhow::{Context, Result, ensure};

use super::integrity::integrity;

/// An element's start, and where it ends in the text.
struct Tag<'a> {
    end: usize,
    text: &'a str,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.text;
        loop {
            let at = rest.find(name)?;
            let before = rest[..at].chars().next_back()?;
            let after = &rest[at + name.len()..];
            if before.is_ascii_whitespace() || "\"'".contains(before) {
                if let Some(value) = after.strip_prefix('=') {
                    let quote = value.chars().next().filter(|letter| "\"'".contains(*letter));
                    return match quote {
                        Some(quote) => value[1..].split(quote).next(),
                        None => value.split([' ', '>', '\n']).next(),
                    };
                }
                if after.starts_with([' ', '>', '\n', '/']) {
                    return Some("");
                }
            }
            rest = after;
        }
    }
}

fn tags<'a>(html: &'a str, name: &str) -> Vec<Tag<'a>> {
    let open = format!("<{name}");
    let mut tags = Vec::new();
    for (start, _) in html.match_indices(&open) {
        let rest = &html[start + open.len()..];
        let Some(end) = rest.find('>').filter(|_| rest.starts_with([' ', '>', '\n'])) else { continue };
        let end = start + open.len() + end + 1;
        tags.push(Tag { end, text: &html[start..end] });
    }
    tags
}

/// The document with `integrity` on each `<link>` and `<script>` that loads a file of ours. `digest` is asked with the
/// file's name and knows nothing of addresses elsewhere.
///
/// # Errors
/// When a file is not there.
pub fn with_integrity(html: &str, digest: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut places: Vec<(usize, String)> = Vec::new();
    for tag in tags(html, "link") {
        // The others load nothing, or only what is shown: the platform has no check for an icon.
        let is_checked = matches!(tag.attribute("rel"), Some("stylesheet" | "modulepreload" | "preload"));
        if let Some(name) = tag.attribute("href").filter(|_| is_checked) {
            places.push((tag.end - 1, sign(&tag, name, &digest)?));
        }
    }
    for tag in tags(html, "script") {
        if let Some(name) = tag.attribute("src") {
            places.push((tag.end - 1, sign(&tag, name, &digest)?));
        }
    }
    places.sort();
    let mut result = html.to_owned();
    for (at, text) in places.into_iter().rev() {
        result.insert_str(at, &text);
    }
    Ok(result)
}

fn sign(tag: &Tag<'_>, name: &str, digest: &impl Fn(&str) -> Result<String>) -> Result<String> {
    ensure!(tag.attribute("integrity").is_none(), "`{}` has a digest already", tag.text);
    let name = name.strip_prefix("./").unwrap_or(name);
    ensure!(!name.contains(':') && !name.starts_with('/'), "`{name}` is no file of this page");
    Ok(format!(" integrity={:?}", digest(name).with_context(|| format!("`{}` loads it", tag.text))?))
}

/// Puts `text` at the very beginning of the document's head, behind the line that names its encoding.
///
/// # Errors
/// When there is no such line.
pub fn with_first(html: &str, text: &str) -> Result<String> {
    let charset = tags(html, "meta").into_iter().find(|tag| tag.attribute("charset").is_some());
    let at = charset.context("the document does not name its encoding")?.end;
    Ok([&html[..at], text, &html[at..]].concat())
}

/// Puts `text` behind the title, which every document has.
///
/// # Errors
/// When there is none.
pub fn with_facts(html: &str, text: &str) -> Result<String> {
    const TITLE: &str = "</title>";
    let at = html.find(TITLE).context("the document has no title")? + TITLE.len();
    Ok([&html[..at], text, &html[at..]].concat())
}

/// The digests of the scripts that stand in the document itself.
pub fn inline_scripts(html: &str) -> Vec<String> {
    let mut digests = Vec::new();
    for tag in tags(html, "script") {
        let kind = tag.attribute("type").unwrap_or_default();
        if tag.attribute("src").is_some() || kind.ends_with("json") {
            continue;
        }
        let text = html[tag.end..].split("</script").next().unwrap_or_default();
        digests.push(integrity(text.as_bytes()));
    }
    digests.sort();
    digests.dedup();
    digests
}

/// Whether Trunk serves this document and reloads it by a script and a connection of its own.
pub fn is_for_development(html: &str) -> bool {
    html.contains("__TRUNK_") || html.contains(".well-known/trunk")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_loads_a_file_gets_its_digest_with_and_without_quotation_marks() {
        let html = "<link href=./a.css rel=stylesheet><link rel=\"icon\" href=\"data:x\"><link rel=manifest href=m>\
            <script type=module src='b.js'></script><script>1</script>";
        let expected = "<link href=./a.css rel=stylesheet integrity=\"D a.css\"><link rel=\"icon\" href=\"data:x\">\
            <link rel=manifest href=m><script type=module src='b.js' integrity=\"D b.js\"></script><script>1</script>";
        assert_eq!(with_integrity(html, |name| Ok(format!("D {name}"))).unwrap(), expected);
    }

    #[test]
    fn what_is_elsewhere_or_signed_already_stops_the_build() {
        for html in [
            "<link rel=stylesheet href=https://a.example/b.css>",
            "<script src=/a.js></script>",
            "<script src=a.js integrity=x></script>",
        ] {
            assert!(with_integrity(html, |_| Ok("D".to_owned())).is_err(), "{html}");
        }
    }

    #[test]
    fn inline_scripts_are_known_by_their_digest_and_data_is_no_script() {
        let html = "<script type=application/ld+json>{}</script><script src=a.js></script><script>abc</script>\
            <script type=\"module\">abc</script>";
        assert_eq!(inline_scripts(html), ["sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="]);
    }

    #[test]
    fn what_comes_first_comes_after_the_encoding() {
        assert_eq!(with_first("<head><meta charset=utf-8><title>", "X").unwrap(), "<head><meta charset=utf-8>X<title>");
        assert!(with_first("<head><meta name=charset><title>", "X").is_err());
    }
}
