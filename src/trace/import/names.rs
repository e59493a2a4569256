//! Texts and their numbers: a table for one batch, and one for the whole file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::scan::{Text, word};

/// The texts of one batch by their bytes as written, numbered from 1 in the order they come; 0 is the empty text.
#[derive(Debug)]
pub(super) struct Local {
    texts: Vec<Text>,
    hashes: Vec<u32>,
    /// Numbers of texts, at the place their hash says or the next free one; 0 is free.
    slots: Vec<u32>,
}

impl Default for Local {
    fn default() -> Self {
        Self { texts: vec![Text::default()], hashes: vec![0], slots: vec![0; 256] }
    }
}

/// A quick hash that is good enough for names: words times a constant, as rustc does it.
#[inline(always)]
pub(super) fn hash(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let mut hash = bytes.len() as u64;
    let mut at = 0;
    while let Some(word) = word(bytes, at) {
        hash = mix(hash, word);
        at += 8;
    }
    let rest = match (word(bytes, bytes.len().wrapping_sub(8)), at == bytes.len()) {
        (_, true) => 0,
        (Some(last), false) => last,
        (None, false) => bytes[at..].iter().fold(0, |rest, &byte| rest << 8 | u64::from(byte)),
    };
    (mix(hash, rest) >> 32) as u32
}

impl Local {
    /// The number of the text at `found` in `text`, and whether it is new.
    #[inline(always)]
    pub(super) fn intern(&mut self, text: &[u8], found: Text) -> (u32, bool) {
        if found.is_empty() {
            return (0, false);
        }
        let bytes = found.of(text);
        self.intern_hashed(text, found, bytes, hash(bytes))
    }

    /// The same for a text that is not empty, whose bytes and hash are known.
    pub(super) fn intern_hashed(&mut self, text: &[u8], found: Text, bytes: &[u8], hash: u32) -> (u32, bool) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return (self.add(found, hash, slot), true),
                id if self.hashes[id as usize] == hash && self.texts[id as usize].of(text) == bytes => {
                    return (id, false);
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    #[cold]
    fn add(&mut self, found: Text, hash: u32, slot: usize) -> u32 {
        let id = self.texts.len() as u32;
        self.texts.push(found);
        self.hashes.push(hash);
        self.slots[slot] = id;
        if self.texts.len() * 2 > self.slots.len() {
            let mask = self.slots.len() * 2 - 1;
            self.slots = vec![0; mask + 1];
            for (id, &hash) in (0..).zip(&self.hashes).skip(1) {
                let mut slot = hash as usize & mask;
                while self.slots[slot] != 0 {
                    slot = (slot + 1) & mask;
                }
                self.slots[slot] = id;
            }
        }
        id
    }

    /// The texts, the empty one first.
    pub(super) fn texts(&self) -> &[Text] {
        &self.texts
    }
}

/// The texts of the whole file, numbered in the order they come; 0 is the empty text.
#[derive(Debug)]
pub(super) struct Global {
    ids: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Default for Global {
    fn default() -> Self {
        let empty: Arc<str> = "".into();
        Self { ids: HashMap::from([(Arc::clone(&empty), 0)]), texts: vec![empty] }
    }
}

impl Global {
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let (id, text) = (self.texts.len() as u32, Arc::<str>::from(text));
        self.ids.insert(Arc::clone(&text), id);
        self.texts.push(text);
        id
    }

    pub(super) fn get(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", |text| text)
    }

    /// All texts in order of their numbers.
    pub(super) fn into_texts(self) -> Vec<Arc<str>> {
        self.texts
    }
}

/// The text that is written as `found`, and whether all of it was UTF-8.
pub(super) fn decode(text: &[u8], found: Text) -> (Cow<'_, str>, bool) {
    let bytes = found.of(text);
    let bytes = if found.has_escapes { Cow::from(unescape(bytes)) } else { Cow::from(bytes) };
    match bytes {
        Cow::Borrowed(bytes) => match str::from_utf8(bytes) {
            Ok(decoded) => (decoded.into(), true),
            Err(_) => (String::from_utf8_lossy(bytes), false),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(decoded) => (decoded.into(), true),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned().into(), false),
        },
    }
}

/// What stands between the quotes of a JSON string, without its escapes. An escape that means nothing stays as it is;
/// half of a surrogate pair becomes a replacement character.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (byte, next) = (bytes[at], bytes.get(at + 1).copied());
        at += 1;
        let (b'\\', Some(letter)) = (byte, next) else {
            plain.push(byte);
            continue;
        };
        at += 1;
        match letter {
            b'"' | b'\\' | b'/' => plain.push(letter),
            b'b' => plain.push(8),
            b'f' => plain.push(12),
            b'n' => plain.push(b'\n'),
            b'r' => plain.push(b'\r'),
            b't' => plain.push(b'\t'),
            b'u' => {
                let Some(unit) = hexadecimal(bytes, at) else {
                    plain.extend_from_slice(b"\\u");
                    continue;
                };
                at += 4;
                let low = hexadecimal(bytes, at + 2).filter(|_| bytes[at..].starts_with(b"\\u"));
                let mut code = unit;
                if let (0xd800..0xdc00, Some(low @ 0xdc00..0xe000)) = (unit, low) {
                    code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    at += 6;
                }
                let letter = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                plain.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => plain.extend_from_slice(&[b'\\', letter]),
        }
    }
    plain
}

fn hexadecimal(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |sum, &byte| Some(sum * 16 + char::from(byte).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Text {
        Text { start: 0, end: text.len() as u32, has_escapes: text.contains(&b'\\') }
    }

    #[test]
    fn a_text_has_one_number_however_many_there_are() {
        let text: String = (0..2000).map(|number| format!("{number:04}")).collect();
        let mut names = Local::default();
        for turn in [true, false] {
            for number in 0..2000u32 {
                let found = Text { start: number * 4, end: number * 4 + 4, has_escapes: false };
                assert_eq!(names.intern(text.as_bytes(), found), (number + 1, turn));
            }
        }
        assert_eq!(names.intern(text.as_bytes(), Text::default()), (0, false));
    }

    #[test]
    fn escapes_are_read_and_nonsense_is_kept() {
        for (text, expect) in [
            (r"a\n\t\\\/\u00e9", "a\n\t\\/é"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\ud83d!", "\u{fffd}!"),
            (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
            (r"\u12", "\\u12"),
            (r"\q\u0000", "\\q\0"),
        ] {
            assert_eq!(decode(text.as_bytes(), all(text.as_bytes())), (expect.into(), true), "{text}");
        }
        assert_eq!(decode(b"a\xff", all(b"a\xff")), ("a\u{fffd}".into(), false));
    }
}
