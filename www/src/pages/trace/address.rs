//! What of the page's state is in its address, behind `#/trace`: what is looked at, searched and selected, and a mark of
//! each file, by which this browser finds it among those it keeps. Neither the file nor its name is in it: they never
//! leave the machine. Pure text in, pure values out.

use interleave_viewer::{SliceRef, Summary};

use super::look::Look;
use super::model::Page;
use crate::numbers::{fixed, join, parse};

/// What an address says. What is missing or wrong in it is left as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// The marks of the files that are open.
    pub files: Vec<String>,
    pub look: Option<Look>,
    pub search: Option<String>,
    pub selected: Option<SliceRef>,
}

/// Reads an address, with its `#`.
pub fn read(hash: &str) -> Address {
    let mut address = Address::default();
    let query = hash.split_once('?').map_or("", |(_, query)| query);
    let (mut start_ns, mut end_ns) = (None, None);
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match key {
            "file" => address.files = value.split('.').filter(|mark| is_mark(mark)).map(str::to_owned).collect(),
            "from" => start_ns = parse(value),
            "to" => end_ns = parse(value),
            "find" => address.search = decode(value),
            "slice" => address.selected = slice(value),
            _ => {}
        }
    }
    if let (Some(start_ns), Some(end_ns)) = (start_ns, end_ns) {
        address.look = (end_ns > start_ns).then_some(Look { start_ns, end_ns });
    }
    address
}

/// Writes the address of what is seen, with its `#`.
pub fn write(page: &Page) -> String {
    let mut parts = Vec::new();
    let total_ns = page.total_ns();
    let marks: Vec<String> = page.slots.iter().filter_map(|slot| Some(mark(&id(slot.summary.as_ref()?)))).collect();
    if !marks.is_empty() {
        parts.push(join(&["file=", &marks.join(".")]));
    }
    if page.is_open() && page.look.length_ns() < total_ns * 0.999 {
        parts.push(join(&["from=", &fixed(page.look.start_ns, 0)]));
        parts.push(join(&["to=", &fixed(page.look.end_ns, 0)]));
    }
    if !page.search.is_empty() {
        parts.push(join(&["find=", &encode(&page.search)]));
    }
    if let Some(details) = &page.selected {
        let SliceRef { slot, lane, row, index } = details.slice;
        parts.push(["slice=".to_owned(), [slot, lane, row, index].map(|number| number.to_string()).join(".")].concat());
    }
    if parts.is_empty() { "#/trace".to_owned() } else { join(&["#/trace?v=1&", &parts.join("&")]) }
}

/// What a file is known by among those that the browser keeps.
fn id(summary: &Summary) -> String {
    file_id(&summary.name, summary.file_bytes)
}

/// The same, of a file of that name and size.
pub fn file_id(name: &str, bytes: f64) -> String {
    join(&[name, "\n", &fixed(bytes, 0)])
}

/// A file's mark: it tells those apart that one browser keeps, and tells nobody what they are called. (Fowler, Noll and
/// Vo's hash, FNV-1a.)
pub fn mark(id: &str) -> String {
    let hash =
        id.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (0..10).map(|digit| char::from_digit((hash >> (digit * 4)) as u32 & 15, 16).unwrap_or('0')).collect()
}

fn is_mark(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn slice(value: &str) -> Option<SliceRef> {
    let numbers: Option<Vec<u32>> = value.split('.').map(|part| part.parse().ok()).collect();
    let [slot, lane, row, index] = numbers?.try_into().ok()?;
    Some(SliceRef { slot, lane, row, index })
}

fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(byte as char);
        } else {
            encoded.push('%');
            encoded.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0').to_ascii_uppercase());
            encoded.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0').to_ascii_uppercase());
        }
    }
    encoded
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::super::model::{Action, Same};
    use super::*;
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(write(&Page::default()), "#/trace");
        let summary =
            Same::new(Summary { wall_ns: 1e9, name: "a.json".to_owned(), file_bytes: 7.0, ..Summary::default() });
        let page = Rc::new(Page::default()).reduce(Action::Opened { slot: 0, summary });
        let all = read(&write(&page));
        assert_eq!((all.files, all.look), (vec![mark("a.json\n7")], None), "all of a trace is its file");
        let look = Look { start_ns: 120_000.0, end_ns: 5_000_000.0 };
        let page = page.reduce(Action::Look(look)).reduce(Action::Search("größer & <lock>".to_owned()));
        let read = read(&write(&page));
        assert_eq!((read.look, read.search.as_deref()), (Some(look), Some("größer & <lock>")));
    }

    #[test]
    fn what_is_wrong_is_left_out() {
        for hash in [
            "#/trace",
            "#/trace?file=a.b.",
            "#/trace?from=5&to=5",
            "#/trace?from=x&to=9",
            "#/trace?slice=1.2.3&find=%G0",
        ] {
            assert_eq!(read(hash), Address::default(), "{hash}");
        }
        let selected = read("#/trace?v=1&slice=0.3.1.77").selected;
        assert_eq!(selected, Some(SliceRef { slot: 0, lane: 3, row: 1, index: 77 }));
    }

    #[test]
    fn files_are_told_apart_and_not_told() {
        let (one, other) = (mark("private.json\n7"), mark("private.json\n8"));
        assert!(one != other && is_mark(&one) && !one.contains("private"));
    }
}
