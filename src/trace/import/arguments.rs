//! The arguments of one event, read from its file when somebody asks.

use std::io::{self, Read, Seek, SeekFrom};

use super::event::{self, Event, word_at};
use super::names::decode;
use super::scan::{Text, skip_value};

/// How much of a file one event is looked for in, in bytes.
pub const MAX_EVENT: usize = 1 << 20;

/// The arguments of an event, whose text begins with `text`: keys and values in order, lists and objects as JSON. None
/// where it cannot be read.
///
/// ```
/// let event = br#"{"ph":"X","args":{"file":"a.py","lines":[1,2]}},{"ph":"X"}"#;
/// let expect = [("file", "a.py"), ("lines", "[1,2]")].map(|(key, value)| (key.to_owned(), value.to_owned()));
/// assert_eq!(interleave::trace::import::arguments(event), expect);
/// ```
#[must_use]
pub fn arguments(text: &[u8]) -> Vec<(String, String)> {
    let mut list = Vec::new();
    let mut event = Event::default();
    if event::read(text, 0, &mut event).is_err() || event.arguments == 0 {
        return list;
    }
    event::entries(text, event.arguments, |key, at| {
        let value = match (text[at], skip_value(text, at)) {
            (b'"', _) => word_at(text, at),
            (_, Ok(end)) => Text { start: at as u32, end: end as u32, has_escapes: false },
            (_, Err(_)) => return,
        };
        list.push((decode(text, key).0.into_owned(), decode(text, value).0.into_owned()));
    });
    list
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
