//! Finding the ends of strings and values in JSON text, without building anything.
//!
//! Everything here takes a text and a position and returns a position. Nothing recurses, and nothing looks at a byte
//! twice. What ends too early is [`What::End`]: with more text the answer may be another one, and with the same text
//! before it every other answer stays the same, which is why a file may be read in pieces of any size.

/// Why a text could not be read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The text ends here.
    End,
    /// A key in quotes should stand here.
    Key,
    /// A colon should stand here.
    Colon,
    /// A value should stand here.
    Value,
    /// A comma or a closing bracket should stand here.
    Comma,
    /// Objects and lists in each other, deeper than anyone writes.
    Depth,
}

impl What {
    /// Its name, which never changes.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Key => "key",
            Self::Colon => "colon",
            Self::Value => "value",
            Self::Comma => "comma",
            Self::Depth => "depth",
        }
    }

    /// The end of a sentence that begins with what could not be read.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::End => "it does not end",
            Self::Key => "a key in quotes is missing",
            Self::Colon => "a colon is missing",
            Self::Value => "a value is missing",
            Self::Comma => "a comma or a closing bracket is missing",
            Self::Depth => "its lists and objects are nested too deeply",
        }
    }
}

/// Where a text could not be read on, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fail {
    pub(super) at: usize,
    pub(super) what: What,
}

pub(super) fn fail<T>(at: usize, what: What) -> Result<T, Fail> {
    Err(Fail { at, what })
}

/// How deep lists and objects may be nested in an event.
const MAX_DEPTH: usize = 512;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The eight bytes at `at`, the first one lowest; none where fewer are left.
#[inline(always)]
pub(super) fn word(text: &[u8], at: usize) -> Option<u64> {
    text.get(at..)?.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The high bit of each byte of `word` that equals `byte`. Bytes above the first hit may be marked wrongly.
#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    let different = word ^ (LOW * byte as u64);
    different.wrapping_sub(LOW) & !different & HIGH
}

/// The position of the first quote or backslash from `at` on; the text's length where there is none.
#[inline(always)]
fn quote_or_backslash(text: &[u8], mut at: usize) -> usize {
    while let Some(word) = word(text, at) {
        let hits = equal(word, b'"') | equal(word, b'\\');
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while at < text.len() && !matches!(text[at], b'"' | b'\\') {
        at += 1;
    }
    at
}

/// A string: from the byte after its opening quote to its closing quote, and whether there are escapes in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) has_escapes: bool,
}

impl Text {
    #[inline(always)]
    pub(super) fn of<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start as usize..self.end as usize]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

/// The string whose opening quote stands at `at`, and the position after its closing quote. Bytes below 32 may stand
/// in it, though JSON forbids them.
#[inline(always)]
pub(super) fn string(text: &[u8], at: usize) -> Result<(Text, usize), Fail> {
    let mut end = at + 1;
    let mut has_escapes = false;
    loop {
        end = quote_or_backslash(text, end);
        match text.get(end) {
            Some(b'"') => return Ok((Text { start: at as u32 + 1, end: end as u32, has_escapes }, end + 1)),
            Some(_) => {
                has_escapes = true;
                end += 2;
            }
            None => return fail(text.len(), What::End),
        }
    }
}

/// The position of the first byte from `at` on that is no white space.
#[inline(always)]
pub(super) fn skip_space(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && matches!(text[at], b' ' | b'\n' | b'\r' | b'\t') {
        at += 1;
    }
    at
}

/// The byte at `at` after white space, and its position.
#[inline(always)]
pub(super) fn peek(text: &[u8], at: usize) -> Result<(u8, usize), Fail> {
    let at = skip_space(text, at);
    match text.get(at) {
        Some(&byte) => Ok((byte, at)),
        None => fail(at, What::End),
    }
}

/// The key at `at`, and the position of its value.
#[inline(always)]
pub(super) fn key(text: &[u8], at: usize) -> Result<(Text, usize), Fail> {
    let (byte, at) = peek(text, at)?;
    if byte != b'"' {
        return fail(at, What::Key);
    }
    let (key, after) = string(text, at)?;
    let (byte, at) = peek(text, after)?;
    if byte != b':' {
        return fail(at, What::Colon);
    }
    Ok((key, peek(text, at + 1)?.1))
}

/// The position after the number or word at `at`.
#[inline(always)]
fn scalar_end(text: &[u8], at: usize) -> Result<usize, Fail> {
    let mut end = at;
    while end < text.len() && matches!(text[end], b'0'..=b'9' | b'+' | b'-' | b'.' | b'a'..=b'z' | b'A'..=b'Z') {
        end += 1;
    }
    match text.get(end) {
        None => fail(end, What::End),
        Some(_) if end == at => fail(at, What::Value),
        Some(_) => Ok(end),
    }
}

/// Which of the open brackets are those of objects, a bit each.
struct Open {
    depth: usize,
    objects: [u64; MAX_DEPTH / 64],
}

impl Open {
    #[inline(always)]
    fn push(&mut self, at: usize, is_object: bool) -> Result<(), Fail> {
        if self.depth == MAX_DEPTH {
            return fail(at, What::Depth);
        }
        let (word, bit) = (self.depth / 64, self.depth % 64);
        self.objects[word] = self.objects[word] & !(1 << bit) | u64::from(is_object) << bit;
        self.depth += 1;
        Ok(())
    }

    #[inline(always)]
    fn is_in_object(&self) -> bool {
        let last = self.depth - 1;
        self.objects[last / 64] >> (last % 64) & 1 == 1
    }
}

/// The position after the value at `at`, whatever it is. A comma may stand before a closing bracket.
#[inline]
pub(super) fn skip_value(text: &[u8], at: usize) -> Result<usize, Fail> {
    let (byte, at) = peek(text, at)?;
    match byte {
        b'"' => Ok(string(text, at)?.1),
        b'{' | b'[' => skip_nested(text, at),
        _ => scalar_end(text, at),
    }
}

fn skip_nested(text: &[u8], mut at: usize) -> Result<usize, Fail> {
    let mut open = Open { depth: 0, objects: [0; MAX_DEPTH / 64] };
    loop {
        // A value begins here, or a bracket closes after a comma or at once.
        let (byte, here) = peek(text, at)?;
        at = here;
        match byte {
            b'{' | b'[' => {
                open.push(at, byte == b'{')?;
                at += 1;
                let (next, here) = peek(text, at)?;
                at = here;
                if !matches!(next, b'}' | b']') {
                    if byte == b'{' {
                        at = key(text, at)?.1;
                    }
                    continue;
                }
            }
            b'"' => at = string(text, at)?.1,
            _ => at = scalar_end(text, at)?,
        }
        // A value has ended, or a bracket closes at once.
        loop {
            let (byte, here) = peek(text, at)?;
            at = here;
            let is_in_object = open.is_in_object();
            match byte {
                b',' => {
                    at += 1;
                    let (next, here) = peek(text, at)?;
                    at = here;
                    if matches!(next, b'}' | b']') {
                        continue;
                    }
                    if is_in_object {
                        at = key(text, at)?.1;
                    }
                    break;
                }
                b'}' if is_in_object => open.depth -= 1,
                b']' if !is_in_object => open.depth -= 1,
                _ => return fail(at, What::Comma),
            }
            at += 1;
            if open.depth == 0 {
                return Ok(at);
            }
        }
    }
}

/// What a search for the next event remembers from the text before, which may be gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// The last byte that was no white space; 0 at the start.
    byte: u8,
    /// Whether a line has begun since.
    is_new_line: bool,
    /// Whether the first in a list will do as well.
    takes_first: bool,
}

impl Before {
    /// What is remembered at `at`, of the text from `from` on.
    pub(super) fn at(text: &[u8], from: usize, at: usize) -> Self {
        let mut before = Self::default();
        text[from..at].iter().for_each(|&byte| before.pass(byte));
        before
    }

    /// The same, for a search in which the first in a list will do as well.
    pub(super) fn or_first(self) -> Self {
        Self { takes_first: true, ..self }
    }

    /// Whether an event may follow.
    #[inline(always)]
    fn allows_event(self) -> bool {
        match self.byte {
            b':' => false,
            b'[' => self.takes_first,
            _ => true,
        }
    }

    #[inline(always)]
    fn pass(&mut self, byte: u8) {
        match byte {
            b'\n' => self.is_new_line = true,
            b' ' | b'\r' | b'\t' => {}
            _ => (self.byte, self.is_new_line) = (byte, false),
        }
    }
}

/// The position of the first `{` from `from` on, before `until`, that looks as if an event began there: a quote
/// follows, and it is no value of a key nor the first in a list. With `on_new_line`, nothing but space is before it in
/// its line. Where there is none: from where to search on with more text, and what is before it.
pub(super) fn next_event(
    text: &[u8],
    from: usize,
    until: usize,
    mut before: Before,
    on_new_line: bool,
) -> Result<usize, (usize, Before)> {
    for (index, &byte) in text[from..until].iter().enumerate() {
        if byte == b'{' && before.allows_event() && (before.is_new_line || !on_new_line) {
            match text.get(skip_space(text, from + index + 1)) {
                Some(b'"') => return Ok(from + index),
                Some(_) => {}
                None => return Err((from + index, before)),
            }
        }
        before.pass(byte);
    }
    Err((until, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_at_its_first_quote_without_a_backslash() {
        for (text, end, has_escapes) in [
            (&br#""""#[..], 2, false),
            (br#""abcdefghijkl" "#, 14, false),
            (br#""a\"b" "#, 6, true),
            (br#""\\" "#, 4, true),
        ] {
            let (found, after) = string(text, 0).unwrap();
            assert_eq!((after, found.has_escapes), (end, has_escapes), "{}", String::from_utf8_lossy(text));
        }
        assert_eq!(string(br#""abc\"#, 0).unwrap_err().what, What::End);
        assert_eq!(string(br#""abc"#, 0).unwrap_err().what, What::End);
    }

    #[test]
    fn values_are_skipped_whole_and_what_is_wrong_in_them_is_located() {
        let check = |text: &str, expect: Result<usize, (usize, What)>| {
            let found = skip_value(text.as_bytes(), 0).map_err(|fail| (fail.at, fail.what));
            assert_eq!(found, expect, "{text}");
        };
        check(r#"{"a":[1,{"b":"}"},[]],"c":{}} "#, Ok(29));
        check("-1.5e3,", Ok(6));
        check("[1,2,],", Ok(6));
        check(r#"{"a":1,}"#, Ok(8));
        check("NaN}", Ok(3));
        check(r#"{"a":1,{"#, Err((7, What::Key)));
        check("[1 2]", Err((3, What::Comma)));
        check("[1}", Err((2, What::Comma)));
        check(r#"{"a" 1}"#, Err((5, What::Colon)));
        check("[,]", Err((1, What::Value)));
        check("[[1,2]", Err((6, What::End)));
        check("12", Err((2, What::End)));
        check(&"[".repeat(600), Err((512, What::Depth)));
    }

    #[test]
    fn an_event_looks_like_an_object_that_is_no_value() {
        let text = br#"x {"a":{"b":[{"c":1}]}} , {"ph":1} { "#;
        let next =
            |from: usize, on_new_line| next_event(text, from, text.len(), Before::at(text, 0, from), on_new_line);
        assert_eq!(next(0, false), Ok(2));
        assert_eq!(next(3, false), Ok(26));
        assert_eq!(next(3, true).unwrap_err().0, 37, "nothing is on a line of its own");
        assert_eq!(next(27, false).unwrap_err().0, 35, "what follows the last bracket is not known yet");
        assert_eq!(next_event(b"abc\n {\"", 0, 7, Before::default(), true), Ok(5));
    }
}
