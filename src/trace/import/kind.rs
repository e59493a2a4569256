//! What a file is that is no trace, as far as its first bytes say: so that a reader sees which file was taken instead.

/// What begins like that; none where nothing is known to.
pub(super) fn of(text: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 12] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"PK\x03\x04", "a ZIP archive, to be unpacked first"),
        (b"%PDF", "a PDF document"),
        (b"\x28\xb5\x2f\xfd", "packed with zstd, to be unpacked first"),
        (b"\xfd7zXZ", "packed with xz, to be unpacked first"),
        (b"\x7fELF", "a program"),
        (b"\0asm", "a WebAssembly module"),
        (b"<svg", "an SVG picture"),
        (b"<!doctype", "an HTML page"),
        (b"<html", "an HTML page"),
    ];
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    let begins = |start: &[u8]| text.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start));
    if let Some((_, kind)) = KINDS.into_iter().find(|(start, _)| begins(start)) {
        return Some(kind);
    }
    if begins(b"<?xml") {
        let is_svg = text.windows(4).take(400).any(|four| four == b"<svg");
        return Some(if is_svg { "an SVG picture" } else { "XML" });
    }
    // A table begins with the names of its columns.
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or(text);
    let is_table =
        std::str::from_utf8(line).is_ok_and(|line| line.split(',').filter(|cell| !cell.contains(' ')).count() > 2);
    is_table.then_some("a table (CSV)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_trace_is_told_by_its_first_bytes() {
        for (text, expect) in [
            (b"\x89PNG\r\n\x1a\n".as_slice(), Some("a PNG picture")),
            (b"<?xml version=\"1.0\"?><svg xmlns=\"\">", Some("an SVG picture")),
            (b"\n<!DOCTYPE html>", Some("an HTML page")),
            (b"name,lane,start\na,b,1", Some("a table (CSV)")),
            (b"Dear reader, this is no trace, is it?", None),
            (b"PK", None),
            (b"", None),
        ] {
            assert_eq!(of(text), expect, "{text:?}");
        }
    }
}
