//! What of the page's state is in its address, behind `#/trace`: what is looked at, searched and selected. The file is
//! not: it never leaves the machine. Pure text in, pure values out.

use interleave_viewer::SliceRef;

use super::look::Look;
use super::model::Page;
use crate::numbers::{fixed, join, parse};

/// What an address says. What is missing or wrong in it is left as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
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
    use interleave_viewer::Summary;
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn what_is_written_is_read_again() {
        let summary = Same::new(Summary { wall_ns: 1e9, ..Summary::default() });
        let page = Rc::new(Page::default()).reduce(Action::Opened { slot: 0, summary });
        assert_eq!(write(&page), "#/trace", "all of a trace needs no words");
        let look = Look { start_ns: 120_000.0, end_ns: 5_000_000.0 };
        let page = page.reduce(Action::Look(look)).reduce(Action::Search("größer & <lock>".to_owned()));
        let read = read(&write(&page));
        assert_eq!((read.look, read.search.as_deref()), (Some(look), Some("größer & <lock>")));
    }

    #[test]
    fn what_is_wrong_is_left_out() {
        for hash in ["#/trace", "#/trace?from=5&to=5", "#/trace?from=x&to=9", "#/trace?slice=1.2.3&find=%G0"] {
            assert_eq!(read(hash), Address::default(), "{hash}");
        }
        let selected = read("#/trace?v=1&slice=0.3.1.77").selected;
        assert_eq!(selected, Some(SliceRef { slot: 0, lane: 3, row: 1, index: 77 }));
    }
}
