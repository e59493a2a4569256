//! Stacks: where the program was when an event happened, whole, when somebody asks.
//!
//! An event says its stack as a list of texts, or as the number of its innermost frame in the table `stackFrames`, which
//! says of each frame what it is called and which one called it. The table is kept, the events' stacks stay in the file.

use std::collections::HashMap;

use super::event::{entries, word_at};
use super::names::decode;
use super::scan::{peek, skip_value};
use crate::trace::NameId;

/// No stack has more frames: the rest of a longer one, or of a ring of frames, is left out.
const MOST_FRAMES: usize = 4096;

/// The table `stackFrames` of a file. Names are those of its trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackFrames(HashMap<Box<str>, Frame>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Frame {
    name: NameId,
    /// The frame that called it; empty where there is none.
    parent: Box<str>,
}

impl StackFrames {
    /// Reads the table, whose bracket is at `at`; `intern` gives names their numbers.
    pub(super) fn read(&mut self, text: &[u8], at: usize, mut intern: impl FnMut(&str) -> NameId) {
        entries(text, at, |id, frame| {
            let (mut name, mut parent) = (None, String::new());
            entries(text, frame, |key, value| match key.of(text) {
                b"name" => name = Some(decode(text, word_at(text, value)).0),
                b"parent" => parent = decode(text, word_at(text, value)).0.into_owned(),
                _ => {}
            });
            if let Some(name) = name {
                let frame = Frame { name: intern(&name), parent: parent.into() };
                self.0.insert(decode(text, id).0.into(), frame);
            }
        });
    }

    /// What the frame of that number is called.
    pub(super) fn name(&self, id: &str) -> Option<NameId> {
        self.0.get(id).map(|frame| frame.name)
    }

    /// The names from the outermost frame to that one.
    fn up_to(&self, id: &str) -> Vec<NameId> {
        let mut names = Vec::new();
        let mut next = self.0.get(id);
        while let Some(frame) = next.filter(|_| names.len() < MOST_FRAMES) {
            names.push(frame.name);
            next = self.0.get(&frame.parent);
        }
        names.reverse();
        names
    }
}

/// The stack of an event, whose text begins with `text`, from the outermost frame to the innermost; empty where it says
/// none. `name` gives the texts of the frames' names.
///
/// ```
/// use interleave::trace::import::{StackFrames, stack};
///
/// let event = br#"{"ph":"X","stack":["main","work"]},"#;
/// assert_eq!(stack(event, &StackFrames::default(), |_| ""), ["main", "work"]);
/// ```
#[must_use]
pub fn stack<'a>(text: &[u8], frames: &StackFrames, name: impl Fn(NameId) -> &'a str) -> Vec<String> {
    let mut stack = Vec::new();
    if text.is_empty() {
        return stack;
    }
    entries(text, 0, |key, at| match key.of(text) {
        b"sf" => {
            let id = decode(text, word_at(text, at)).0;
            stack = frames.up_to(&id).into_iter().map(|frame| name(frame).to_owned()).collect();
        }
        b"stack" => stack = list(text, at),
        _ => {}
    });
    stack
}

/// The texts of a list, numbers as they are written.
fn list(text: &[u8], at: usize) -> Vec<String> {
    let mut texts = Vec::new();
    let mut read = || -> Option<()> {
        let mut at = at;
        if text.get(at) != Some(&b'[') {
            return None;
        }
        while texts.len() < MOST_FRAMES {
            let (byte, here) = peek(text, at + 1).ok()?;
            if byte == b']' {
                return None;
            }
            texts.push(decode(text, word_at(text, here)).0.into_owned());
            let (byte, after) = peek(text, skip_value(text, here).ok()?).ok()?;
            if byte != b',' {
                return None;
            }
            at = after;
        }
        None
    };
    // A list that ends too early is told as far as it goes.
    let _ = read();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = br#"{"1":{"name":"main"},"2":{"category":"a","name":"work","parent":"1"},
        "3":{"parent":2,"name":"l\u00f6sen"},"7":{"name":"round","parent":"8"},"8":{"name":"about","parent":7}}"#;

    fn told(event: &str) -> Vec<String> {
        let mut names = vec![String::new()];
        let mut frames = StackFrames::default();
        frames.read(TABLE, 0, |name| {
            names.push(name.to_owned());
            names.len() as NameId - 1
        });
        stack(event.as_bytes(), &frames, |name| &names[name as usize])
    }

    #[test]
    fn a_stack_is_told_whole_from_the_outermost_frame() {
        for (event, expect) in [
            (r#"{"ph":"X","sf":3,"ts":1}"#, ["main", "work", "lösen"].as_slice()),
            (r#"{"sf":"2"},{"sf":"3"}"#, &["main", "work"]),
            (r#"{"stack":[ "0x1" , "a\n", 7],"args":{"stack":["not"]}}"#, &["0x1", "a\n", "7"]),
            (r#"{"stack":["cut","sho"#, &["cut", ""]),
            (r#"{"stack":[]}"#, &[]),
            (r#"{"stack":"none","sf":99}"#, &[]),
            (r#"{"ph":"X"}"#, &[]),
            ("", &[]),
        ] {
            assert_eq!(told(event), expect, "{event}");
        }
    }

    #[test]
    fn frames_that_call_each_other_in_a_ring_end() {
        assert_eq!(told(r#"{"sf":"7"}"#).len(), MOST_FRAMES);
    }
}
