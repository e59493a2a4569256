//! What a slice said in the file that it was read from: its arguments as they were written, and its stack.

use std::cell::RefCell;
use std::io;

use crate::trace::Strings;
use crate::trace::export::line::Line;
use crate::trace::import::{OWN_ARGUMENTS, Texts, foreign_arguments, stack};

/// What is written of a slice beside what its trace knows.
#[derive(Default)]
pub struct Said {
    /// Keys with their quotes and values, a comma before each.
    arguments: Vec<u8>,
    /// Whether one of the keys is like one of ours.
    has_own_key: bool,
    stack: Vec<String>,
}

/// Who knows what events said.
pub trait Say {
    /// What the event at `offset` says.
    ///
    /// # Errors
    /// Where its file cannot be read.
    fn said(&self, offset: u32, names: &Strings) -> io::Result<Said>;
}

impl Say for RefCell<Texts<'_>> {
    fn said(&self, offset: u32, names: &Strings) -> io::Result<Said> {
        let texts = &mut *self.borrow_mut();
        let mut said = Said::default();
        // What lies beyond 4 GB has no offset.
        if offset == u32::MAX {
            return Ok(said);
        }
        let frames = texts.frames();
        let text = texts.event(offset)?;
        foreign_arguments(text, |key, value| {
            said.has_own_key |= OWN_ARGUMENTS.contains(&key);
            said.arguments.extend_from_slice(b",\"");
            said.arguments.extend_from_slice(key);
            said.arguments.extend_from_slice(b"\":");
            said.arguments.extend_from_slice(value);
        });
        said.stack = stack(text, frames, |name| names.get(name));
        Ok(said)
    }
}

impl Said {
    /// Writes the arguments behind our own ones.
    pub fn arguments(&self, line: &mut Line) {
        if !self.has_own_key {
            line.raw(&self.arguments);
            return;
        }
        line.text(",\"arguments\":{");
        line.raw(self.arguments.get(1..).unwrap_or(&[]));
        line.text("}");
    }

    /// Writes the stack as a field of the event.
    pub fn stack(&self, line: &mut Line) {
        for (index, frame) in self.stack.iter().enumerate() {
            line.text(if index == 0 { ",\"stack\":[" } else { "," });
            line.quoted(frame);
        }
        if !self.stack.is_empty() {
            line.text("]");
        }
    }
}
