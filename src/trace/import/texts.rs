//! The texts of events, read from their file again: for arguments and stacks, which no trace keeps.

use std::io::{self, Read};

use super::unzip::Unzip;
use super::{MAX_EVENT, StackFrames};

/// How much is read at once, in bytes.
const WINDOW: usize = 256 << 10;
/// How much of it is kept for events that begin near its end: most are shorter.
const MARGIN: usize = 16 << 10;
/// How many stretches of the file are kept. Events of one time lie near each other in their threads' parts of a file.
const MOST_WINDOWS: usize = 96;

type Reader<'a> = Box<dyn FnMut(u64, usize) -> io::Result<Vec<u8>> + 'a>;

/// The text of an opened file, read where it is asked for. A file that is compressed has to be [`unpacked`] before.
pub struct Texts<'a> {
    read: Reader<'a>,
    frames: &'a StackFrames,
    windows: Vec<Window>,
    /// Counts up with each question.
    now: u64,
    /// An event that is longer than the margin.
    long: Vec<u8>,
}

struct Window {
    start: u64,
    text: Vec<u8>,
    /// Whether the file ends with it.
    is_last: bool,
    used: u64,
}

impl<'a> Texts<'a> {
    /// The text that `read` gives: from a place on as many bytes as are asked for, and fewer at its end. Stacks refer to
    /// `frames`.
    pub fn new(frames: &'a StackFrames, read: impl FnMut(u64, usize) -> io::Result<Vec<u8>> + 'a) -> Self {
        Self { read: Box::new(read), frames, windows: Vec::new(), now: 0, long: Vec::new() }
    }

    /// What the stacks of its events refer to.
    #[must_use]
    pub fn frames(&self) -> &'a StackFrames {
        self.frames
    }

    /// The text of the event at `offset`, and what follows it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn event(&mut self, offset: u32) -> io::Result<&[u8]> {
        let place = u64::from(offset);
        self.now += 1;
        let is_in = |window: &Window| {
            let end = window.start + window.text.len() as u64;
            window.start <= place && place < end && (window.is_last || place + MARGIN as u64 <= end)
        };
        let index = match self.windows.iter().position(is_in) {
            Some(index) => index,
            None => self.load(place)?,
        };
        let window = &mut self.windows[index];
        window.used = self.now;
        let text = window.text.get((place - window.start) as usize..).unwrap_or(&[]);
        if super::scan::skip_value(text, 0).is_ok() || window.is_last {
            return Ok(text);
        }
        self.long = (self.read)(place, MAX_EVENT)?;
        Ok(&self.long)
    }

    fn load(&mut self, start: u64) -> io::Result<usize> {
        let text = (self.read)(start, WINDOW)?;
        let window = Window { start, is_last: text.len() < WINDOW, text, used: self.now };
        if self.windows.len() < MOST_WINDOWS {
            self.windows.push(window);
            return Ok(self.windows.len() - 1);
        }
        let oldest = (0..self.windows.len()).min_by_key(|&index| self.windows[index].used).unwrap_or(0);
        self.windows[oldest] = window;
        Ok(oldest)
    }
}

/// The text of a file whatever its compression, as far as the importer reads it.
///
/// # Errors
/// Where the file cannot be read.
pub fn unpacked(mut file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    let whole: Result<(), ()> = Unzip::default().push(&bytes, |came| {
        text.extend_from_slice(came.unwrap_or(&[]));
        Ok(())
    });
    // What is damaged has been warned of by the importer.
    let _ = whole;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_found_wherever_they_lie_and_however_long_they_are() {
        let mut text = Vec::new();
        let mut offsets = Vec::new();
        for number in 0..400usize {
            offsets.push(text.len() as u32);
            let filler = "x".repeat(if number % 50 == 7 { MARGIN * 2 } else { number * 7 });
            text.extend_from_slice(format!("{{\"number\":{number},\"filler\":\"{filler}\"}},\n").as_bytes());
        }
        let frames = StackFrames::default();
        let mut reads = 0;
        let mut texts = Texts::new(&frames, |start, count| {
            reads += 1;
            let start = (start as usize).min(text.len());
            Ok(text[start..text.len().min(start + count)].to_vec())
        });
        for pass in 0..3 {
            for (number, &offset) in offsets.iter().enumerate().skip(pass).step_by(3) {
                let event = texts.event(offset).expect("it is in memory");
                assert!(event.starts_with(format!("{{\"number\":{number},").as_bytes()));
                assert!(super::super::scan::skip_value(event, 0).is_ok(), "event {number} is whole");
            }
        }
        assert_eq!(texts.event(text.len() as u32).expect("it is in memory"), b"", "behind the end nothing is");
        drop(texts);
        assert!(reads < 40, "{reads} reads of a file of {} bytes", text.len());
    }
}
