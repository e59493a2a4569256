//! Makes the built document wait: what Trunk loads the page with goes into a template, where nothing of it is loaded
//! before `www/boot.js` takes it out. So the embed form of a view costs its poster and no more.

use anyhow::{Result, ensure};

const TEMPLATE: &str = "id=start-page>";
/// What an element begins with that starts the page, and what it must contain.
const STARTERS: &[(&str, &str, &str)] = &[
    ("<link", ">", "rel=modulepreload"),
    ("<link", ">", "rel=preload"),
    ("<script", "</script>", "TrunkApplicationStarted"),
];

/// Moves the links and the script that start the page into the template `start-page`.
///
/// # Errors
/// When the document has no such template, or nothing that starts the page.
pub fn hold_back(html: &str) -> Result<String> {
    let mut rest = html.replace("\"start-page\"", "start-page");
    let mut held = String::new();
    for (start, end, needle) in STARTERS {
        let (without, taken) = take(&rest, start, end, needle);
        ensure!(!taken.is_empty(), "the document has no {start}> with `{needle}`");
        rest = without;
        held += &taken;
    }
    ensure!(rest.contains(TEMPLATE), "the document has no template `start-page`");
    Ok(rest.replacen(TEMPLATE, &format!("{TEMPLATE}{held}"), 1))
}

/// The document without the elements from `start` to `end` that contain `needle`, and those elements.
fn take(html: &str, start: &str, end: &str, needle: &str) -> (String, String) {
    let (mut without, mut taken, mut rest) = (String::new(), String::new(), html);
    while let Some(from) = rest.find(start) {
        let to = rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
        let element = &rest[from..to];
        without += &rest[..from];
        // Minified or not.
        if element.replace('"', "").contains(needle) {
            taken += element;
        } else {
            without += element;
        }
        rest = &rest[to..];
    }
    (without + rest, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_starts_the_page_waits_in_the_template() {
        let html = "<template id=start-page></template><link rel=icon href=i><script>boot()</script>\
            <script type=module>import a;TrunkApplicationStarted</script>\
            <link rel=\"modulepreload\" href=a.js><link href=a.wasm rel=preload as=fetch><body>";
        assert_eq!(
            hold_back(html).unwrap(),
            "<template id=start-page><link rel=\"modulepreload\" href=a.js><link href=a.wasm rel=preload as=fetch>\
            <script type=module>import a;TrunkApplicationStarted</script></template><link rel=icon href=i>\
            <script>boot()</script><body>"
        );
    }

    #[test]
    fn a_document_that_trunk_writes_otherwise_stops_the_build() {
        assert!(hold_back("<template id=start-page></template>").is_err());
        let html = "<link rel=modulepreload><link rel=preload><script>TrunkApplicationStarted</script>";
        assert!(hold_back(html).is_err());
    }
}
