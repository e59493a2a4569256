//! The arguments of one event, read from its file when somebody asks.

use std::io::{self, Read, Seek, SeekFrom};

use super::event::{self, Event, word_at};
use super::names::decode;
use super::scan::{Text, skip_value};

/// How much of a file one event is looked for in, in bytes.
pub const MAX_EVENT: usize = 1 << 20;

/// What our own export says of a slice in its arguments, before those that the slice had. These stand in an object of
/// the last name where one of them is called like one of ours.
pub(in crate::trace) const OWN_ARGUMENTS: [&[u8]; 5] = [b"state", b"task", b"unnamed", b"depth", b"arguments"];

/// The arguments of an event, whose text begins with `text`: keys and values in order, lists and objects as JSON. None
/// where it cannot be read. What our own export added is left out.
///
/// ```
/// let event = br#"{"ph":"X","args":{"file":"a.py","lines":[1,2]}},{"ph":"X"}"#;
/// let expect = [("file", "a.py"), ("lines", "[1,2]")].map(|(key, value)| (key.to_owned(), value.to_owned()));
/// assert_eq!(interleave::trace::import::arguments(event), expect);
/// ```
#[must_use]
pub fn arguments(text: &[u8]) -> Vec<(String, String)> {
    let mut list = Vec::new();
    each(text, |key, at, end| {
        let value = match text[at] {
            b'"' => word_at(text, at),
            _ => Text { start: at as u32, end: end as u32, has_escapes: false },
        };
        list.push((decode(text, key).0.into_owned(), decode(text, value).0.into_owned()));
    });
    list
}

/// The same as they are written: calls `each` with every key, without its quotes, and its value.
pub(in crate::trace) fn foreign_arguments<'a>(text: &'a [u8], mut call: impl FnMut(&'a [u8], &'a [u8])) {
    each(text, |key, at, end| call(key.of(text), &text[at..end]));
}

/// Calls `call` with each argument's key and where its value begins and ends.
fn each(text: &[u8], mut call: impl FnMut(Text, usize, usize)) {
    let mut event = Event::default();
    if event::read(text, 0, &mut event).is_err() || event.arguments == 0 {
        return;
    }
    let mut is_ours = event::own(text, event.arguments).is_some();
    let mut told = |key: Text, at: usize| {
        if let Ok(end) = skip_value(text, at) {
            call(key, at, end);
        }
    };
    let mut nested = None;
    event::entries(text, event.arguments, |key, at| {
        is_ours &= OWN_ARGUMENTS.contains(&key.of(text));
        match is_ours {
            true if key.of(text) == b"arguments" => nested = Some(at),
            true => {}
            false => told(key, at),
        }
    });
    if let Some(at) = nested {
        event::entries(text, at, told);
    }
}

/// The text from `offset` on of a file that is not compressed, long enough for [`arguments`].
///
/// # Errors
/// Where the file cannot be read.
pub fn event_at(file: &mut (impl Read + Seek), offset: u32) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(u64::from(offset)))?;
    let mut text = Vec::new();
    file.take(MAX_EVENT as u64).read_to_end(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(args: &str) -> String {
        let event = format!(r#"{{"ph":"X","args":{args}}},"#);
        let list = arguments(event.as_bytes());
        list.into_iter().map(|(key, value)| format!("{key}={value} ")).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn what_our_own_export_added_is_left_out() {
        for (args, expect) in [
            (r#"{"size":7,"state":"running"}"#, "size=7 state=running"),
            (r#"{"state":"running","task":3,"size":7,"path":"a\"b"}"#, r#"size=7 path=a"b"#),
            (r#"{"state":"running","depth":0,"arguments":{"state":"solid","size":7}}"#, "state=solid size=7"),
            (r#"{"state":"solid","size":7}"#, "state=solid size=7"),
            (r#"{"state":"running"}"#, ""),
            (r#"[1,2]"#, ""),
        ] {
            assert_eq!(told(args), expect, "{args}");
        }
    }
}
