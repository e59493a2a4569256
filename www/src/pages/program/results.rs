//! What a run came to, for the page around a demo; and the run as a file.

use interleave_machine::Ending;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::address;
use super::model::{Page, Status};
use super::verdict;
use crate::embed::json::{flag, list, number, object, text};
use crate::numbers::join;

fn of_ending(ending: &Ending) -> Vec<(&'static str, String)> {
    vec![
        ("status", text(&ending.status)),
        ("exitCode", ending.exit_code.to_string()),
        ("virtualNs", number(ending.virtual_ns)),
        ("instructions", number(ending.instructions)),
        ("switches", number(ending.switches)),
        ("utilisation", number(ending.utilisation)),
        ("exception", ending.exception.as_deref().map_or_else(|| "null".to_owned(), text)),
        ("verdict", text(&verdict::said(ending))),
    ]
}

/// The runs of all machines as JSON, with the type of the embed form's message.
pub fn told(page: &Page) -> String {
    let mut runs = Vec::new();
    for entry in &page.entries {
        let mut pairs = vec![("machine", text(&address::machine(&entry.setup)))];
        match (
            &entry.status,
            entry.last.as_deref().and_then(|last| last.ending.as_deref().map(|ending| (last, ending))),
        ) {
            (Status::Refused(fault), _) => {
                pairs.push(("status", text("refused")));
                pairs.push(("line", fault.line.to_string()));
                pairs.push(("column", fault.column.to_string()));
                pairs.push(("verdict", text(&fault.message)));
            }
            (_, Some((last, ending))) => {
                pairs.extend(of_ending(ending));
                pairs.push(("stdout", lines(&last.stdout)));
                pairs.push(("verified", flag(ending.status == "ok" && ending.exit_code == 0)));
            }
            _ => {
                pairs.push(("status", text("stopped")));
                pairs.push(("stdout", lines(entry.moment.as_deref().map_or("", |moment| &moment.stdout))));
            }
        }
        runs.push(object(&pairs));
    }
    object(&[("type", text("results")), ("runs", list(&runs))])
}

/// A text with its line breaks.
fn lines(value: &str) -> String {
    let quoted: Vec<String> = value.split('\n').map(text).collect();
    join(&["\"", &quoted.iter().map(|line| &line[1..line.len() - 1]).collect::<Vec<_>>().join("\\n"), "\""])
}

/// Offers a file to the reader.
pub fn save(json: &str) {
    let parts = Array::of1(&json.into());
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let saved = || {
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let document = web_sys::window()?.document()?;
        let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&url);
        link.set_download("program.json");
        link.click();
        Url::revoke_object_url(&url).ok()
    };
    let _ = saved();
}
