//! One event: from its text to its fields, in one pass.
//!
//! Keys are told apart by length and bytes, values are read where they lie, and what no phase needs is skipped. Names
//! and ids stay positions in the text. Where a key stands twice the last one counts, as everywhere in JSON.

use super::number::{micros, micros_of, usual_micros, usual_whole, whole, whole_of};
use super::scan::{Fail, Text, What, fail, key, peek, skip_value, string, word as eight};
use crate::trace::{NO_TASK, State};

/// The number of a process or a thread, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Id {
    Number(i64),
    /// A text that is no number.
    Text(Text),
}

/// A time or a length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Time {
    #[default]
    Missing,
    Ns(i64),
    /// Something that is no number.
    Wrong,
}

/// Where an id means the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Reach {
    /// It depends on the phase.
    #[default]
    Unsaid,
    /// In its process.
    Local,
    /// In the file.
    Global,
}

/// The fields of an event.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Event {
    /// The letter; 0 where there is none.
    pub(super) phase: u8,
    pub(super) start: Time,
    pub(super) duration: Time,
    pub(super) process: Option<Id>,
    pub(super) thread: Option<Id>,
    pub(super) name: Text,
    /// Where the arguments' bracket is; 0 where there are none.
    pub(super) arguments: usize,
    pub(super) category: Text,
    /// Whether anything in `rare` has been said.
    pub(super) has_rare: bool,
    pub(super) rare: Rare,
}

/// The fields that most events do without.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rare {
    pub(super) id: Text,
    pub(super) reach: Reach,
    pub(super) id_scope: Text,
    pub(super) bind_id: Text,
    pub(super) flows_in: bool,
    pub(super) flows_out: bool,
    /// First letter of the scope of an instant.
    pub(super) instant_scope: u8,
    /// Whether a flow ends in the slice around it, not in the next one.
    pub(super) binds_around: bool,
    pub(super) frame: Text,
}

/// Reads the event whose bracket stands at `at` into `event`; the position after it.
#[inline]
pub(super) fn read(text: &[u8], at: usize, event: &mut Event) -> Result<usize, Fail> {
    event.phase = 0;
    (event.start, event.duration) = (Time::Missing, Time::Missing);
    (event.process, event.thread) = (None, None);
    (event.name, event.category) = (Text::default(), Text::default());
    event.arguments = 0;
    if event.has_rare {
        event.has_rare = false;
        event.rare = Rare::default();
    }
    let (byte, mut at) = peek(text, at + 1)?;
    if byte == b'}' {
        return Ok(at + 1);
    }
    loop {
        let after = entry(text, event, at)?;
        let (byte, end) = peek(text, after)?;
        match byte {
            b',' => at = peek(text, end + 1)?.1,
            b'}' => return Ok(end + 1),
            _ => return fail(end, What::Comma),
        }
        if text[at] == b'}' {
            return Ok(at + 1);
        }
    }
}

/// The first bytes of an entry as a number.
const fn prefix<const N: usize>(bytes: &[u8; N]) -> u64 {
    let (mut word, mut index) = (0, 0);
    while index < N {
        word |= (bytes[index] as u64) << (8 * index);
        index += 1;
    }
    word
}

/// Whether an entry begins with `bytes`, of which `word` holds the first.
#[inline(always)]
fn begins<const N: usize>(word: u64, bytes: &[u8; N]) -> bool {
    word << (64 - 8 * N) == prefix(bytes) << (64 - 8 * N)
}

/// Reads the entry at `at`, its key and its value; the position after it.
#[inline(always)]
fn entry(text: &[u8], event: &mut Event, at: usize) -> Result<usize, Fail> {
    // The usual keys, as they are usually written, take one comparison each.
    if let Some(word) = eight(text, at) {
        let value = |length: usize| peek(text, at + length).map(|found| found.1);
        let after;
        if begins(word, br#""ts":"#) {
            (event.start, after) = time(text, value(5)?)?;
        } else if begins(word, br#""dur":"#) {
            (event.duration, after) = time(text, value(6)?)?;
        } else if begins(word, br#""name":"#) {
            (event.name, after) = self::word(text, value(7)?)?;
        } else if begins(word, br#""tid":"#) {
            (event.thread, after) = id(text, value(6)?)?;
        } else if begins(word, br#""pid":"#) {
            (event.process, after) = id(text, value(6)?)?;
        } else if begins(word, br#""ph":"#) {
            (event.phase, after) = letter(text, value(5)?)?;
        } else if begins(word, br#""cat":"#) {
            (event.category, after) = self::word(text, value(6)?)?;
        } else if begins(word, br#""args":"#) {
            event.arguments = value(7)?;
            after = skip_value(text, event.arguments)?;
        } else {
            return any_entry(text, event, at);
        }
        return Ok(after);
    }
    any_entry(text, event, at)
}

/// The same for any key, written in any way.
#[inline(never)]
fn any_entry(text: &[u8], event: &mut Event, at: usize) -> Result<usize, Fail> {
    let (name, at) = key(text, at)?;
    let after;
    match name.of(text) {
        b"ph" => (event.phase, after) = letter(text, at)?,
        b"ts" => (event.start, after) = time(text, at)?,
        b"dur" => (event.duration, after) = time(text, at)?,
        b"pid" => (event.process, after) = id(text, at)?,
        b"tid" => (event.thread, after) = id(text, at)?,
        b"name" => (event.name, after) = word(text, at)?,
        b"cat" => (event.category, after) = word(text, at)?,
        b"args" => {
            event.arguments = at;
            after = skip_value(text, at)?;
        }
        name => return rare(text, event, name, at),
    }
    Ok(after)
}

fn rare(text: &[u8], event: &mut Event, name: &[u8], at: usize) -> Result<usize, Fail> {
    let rare = &mut event.rare;
    let after;
    match name {
        b"id" => (rare.id, after) = word(text, at)?,
        b"id2" => {
            after = skip_value(text, at)?;
            entries(text, at, |name, at| {
                if let (b"local" | b"global", Ok((id, _))) = (name.of(text), word(text, at)) {
                    rare.id = id;
                    rare.reach = if name.of(text) == b"local" { Reach::Local } else { Reach::Global };
                }
            });
        }
        b"scope" => (rare.id_scope, after) = word(text, at)?,
        b"bind_id" => (rare.bind_id, after) = word(text, at)?,
        b"flow_in" => (rare.flows_in, after) = (is_true(text, at), skip_value(text, at)?),
        b"flow_out" => (rare.flows_out, after) = (is_true(text, at), skip_value(text, at)?),
        b"s" => (rare.instant_scope, after) = letter(text, at)?,
        b"bp" => {
            let binding;
            (binding, after) = letter(text, at)?;
            rare.binds_around = binding == b'e';
        }
        b"sf" => (rare.frame, after) = word(text, at)?,
        _ => return skip_value(text, at),
    }
    event.has_rare = true;
    Ok(after)
}

/// The first byte of the text at `at`; 0 where it is no text or empty.
#[inline(always)]
fn letter(text: &[u8], at: usize) -> Result<(u8, usize), Fail> {
    if let Some(&[b'"', letter, b'"']) = text.get(at..at + 3)
        && letter != b'\\'
    {
        return Ok((letter, at + 3));
    }
    let (found, after) = word(text, at)?;
    Ok((found.of(text).first().copied().unwrap_or(0), after))
}

/// The text at `at`; of a number or a word its characters, of a list or an object nothing.
#[inline(always)]
fn word(text: &[u8], at: usize) -> Result<(Text, usize), Fail> {
    if text[at] == b'"' {
        return string(text, at);
    }
    no_text(text, at)
}

#[inline(never)]
fn no_text(text: &[u8], at: usize) -> Result<(Text, usize), Fail> {
    let after = skip_value(text, at)?;
    let is_nested = matches!(text[at], b'{' | b'[') || text[at..after] == *b"null";
    let end = if is_nested { at } else { after };
    Ok((Text { start: at as u32, end: end as u32, has_escapes: false }, after))
}

#[inline(always)]
fn time(text: &[u8], at: usize) -> Result<(Time, usize), Fail> {
    match usual_micros(text, at) {
        Some((time_ns, after)) => Ok((Time::Ns(time_ns), after)),
        None => any_time(text, at),
    }
}

// Apart from what is usual: browsers compile a small function sooner.
#[inline(never)]
fn any_time(text: &[u8], at: usize) -> Result<(Time, usize), Fail> {
    match micros(text, at) {
        Ok((time_ns, after)) => Ok((Time::Ns(time_ns), after)),
        Err(Fail { what: What::End, .. }) => fail(text.len(), What::End),
        Err(_) => {
            let (found, after) = word(text, at)?;
            Ok((micros_of(found.of(text)).map_or(Time::Wrong, Time::Ns), after))
        }
    }
}

#[inline(always)]
fn id(text: &[u8], at: usize) -> Result<(Option<Id>, usize), Fail> {
    match usual_whole(text, at) {
        Some((number, after)) => Ok((Some(Id::Number(number)), after)),
        None => any_id(text, at),
    }
}

#[inline(never)]
fn any_id(text: &[u8], at: usize) -> Result<(Option<Id>, usize), Fail> {
    if text[at] != b'"'
        && let Ok((Some(number), after)) = whole(text, at)
    {
        return Ok((Some(Id::Number(number)), after));
    }
    let (found, after) = word(text, at)?;
    if found.is_empty() {
        return Ok((None, after));
    }
    Ok((Some(whole_of(found.of(text)).map_or(Id::Text(found), Id::Number)), after))
}

fn is_true(text: &[u8], at: usize) -> bool {
    text[at..].starts_with(b"true")
}

/// Calls `each` with every key of the object at `at` and the position of its value, as far as it can be read.
pub(super) fn entries(text: &[u8], at: usize, mut each: impl FnMut(Text, usize)) {
    let mut read = || -> Result<(), Fail> {
        if text[at] != b'{' {
            return Ok(());
        }
        let mut at = at + 1;
        loop {
            let (byte, here) = peek(text, at)?;
            if byte == b'}' {
                return Ok(());
            }
            let (name, value) = key(text, here)?;
            each(name, value);
            let (byte, end) = peek(text, skip_value(text, value)?)?;
            if byte != b',' {
                return Ok(());
            }
            at = end + 1;
        }
    };
    // What cannot be read has been located by who skipped it.
    let _ = read();
}

/// The text or the number's characters at `at`; nothing for what is neither.
pub(super) fn word_at(text: &[u8], at: usize) -> Text {
    word(text, at).map_or_else(|_| Text::default(), |found| found.0)
}

/// What our own export says about a slice in its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) state: Option<State>,
    pub(super) task: u32,
    pub(super) is_unnamed: bool,
    /// The row, where nesting does not tell; [`NO_DEPTH`] elsewhere.
    pub(super) depth: u16,
}

/// The row of a slice of which nothing is said.
pub(super) const NO_DEPTH: u16 = u16::MAX;

/// What our own export says in the arguments at `at`; nothing where another program wrote them.
#[inline(always)]
pub(super) fn own(text: &[u8], at: usize) -> Option<Own> {
    let arguments = text.get(at..)?;
    if !(arguments.starts_with(br#"{"state":"#) || arguments.starts_with(br#"{"task":"#)) {
        return None;
    }
    let mut own = Own { state: None, task: NO_TASK, is_unnamed: false, depth: NO_DEPTH };
    entries(text, at, |name, value| match name.of(text) {
        b"state" => {
            let word = word_at(text, value);
            own.state = State::ALL.into_iter().find(|state| state.name().as_bytes() == word.of(text));
        }
        b"task" => {
            let task = whole(text, value).ok().and_then(|found| found.0);
            own.task = task.and_then(|task| u32::try_from(task).ok()).unwrap_or(NO_TASK);
        }
        b"depth" => {
            let depth = whole(text, value).ok().and_then(|found| found.0);
            own.depth = depth.and_then(|depth| u16::try_from(depth).ok()).unwrap_or(NO_DEPTH);
        }
        b"unnamed" => own.is_unnamed = is_true(text, value),
        _ => {}
    });
    own.state.is_some().then_some(own)
}

/// The true time of an arrow's end, as our own export says it in the arguments at `at`, in nanoseconds.
pub(super) fn own_time_ns(text: &[u8], at: usize) -> Option<i64> {
    let digits = at + br#"{"time_ns":"#.len();
    if !text[at..].starts_with(br#"{"time_ns":"#) {
        return None;
    }
    whole(text, digits).ok()?.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_its_fields_in_any_order() {
        let text = br#"{ "args" : {"a":[1,{"ph":"B"}]}, "tid":"12", "pid":"main","ts":"1.5",
            "ph":"X","name":"a\n","dur":2e0, "x":null,"ts":3 } ,"#;
        let mut event = Event::default();
        let after = read(text, 0, &mut event).unwrap();
        assert_eq!((event.phase, event.start, event.duration), (b'X', Time::Ns(3_000), Time::Ns(2_000)));
        assert_eq!(event.thread, Some(Id::Number(12)));
        let Some(Id::Text(process)) = event.process else { panic!("{:?}", event.process) };
        assert_eq!((process.of(text), event.name.of(text)), (&b"main"[..], &b"a\\n"[..]));
        assert_eq!((text[event.arguments], &text[after..]), (b'{', &b" ,"[..]));
    }

    #[test]
    fn what_cannot_be_read_is_located() {
        let check = |text: &str, at: usize, what: What| {
            assert_eq!(read(text.as_bytes(), 0, &mut Event::default()).err(), Some(Fail { at, what }), "{text}")
        };
        check(r#"{"ph":"X","#, 10, What::End);
        check(r#"{"ph":"X" "ts":1}"#, 10, What::Comma);
        check(r#"{"ph":"X",ts:1}"#, 10, What::Key);
        check(r#"{"name":"abc,"ts":1}"#, 14, What::Comma);
        check(r#"{"ts":,"ph":"X"}"#, 6, What::Value);
        check(r#"{"args":{"a":1},{"ph":"X"}"#, 16, What::Key);
    }

    #[test]
    fn times_that_are_no_numbers_are_wrong_and_do_not_spoil_the_event() {
        for text in [r#"{"ts":null,"dur":{}}"#, r#"{"ts":"soon","dur":NaN}"#] {
            let mut event = Event::default();
            read(text.as_bytes(), 0, &mut event).unwrap();
            assert_eq!((event.start, event.duration), (Time::Wrong, Time::Wrong), "{text}");
        }
    }

    #[test]
    fn our_own_arguments_are_known_by_their_first_key() {
        let expect = Own { state: Some(State::Waiting), task: 3, is_unnamed: false, depth: 2 };
        assert_eq!(own(br#"{"state":"waiting","task":3,"depth":2}"#, 0), Some(expect));
        assert_eq!(
            own(br#"{"state":"idle","unnamed":true}"#, 0).map(|own| (own.task, own.is_unnamed)),
            Some((NO_TASK, true))
        );
        assert_eq!(own(br#"{"state":"asleep"}"#, 0), None);
        assert_eq!(own(br#"{"file":"a"}"#, 0), None);
    }
}
