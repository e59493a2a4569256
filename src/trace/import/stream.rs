//! The text of a file as it comes in: which list holds the events, and how much of it can be read already.
//!
//! Batches are guessed: each begins where an event seems to begin, all are read in parallel, and a batch counts if the
//! one before it ended exactly there. Otherwise it is read again from where that one ended. So what comes out is what
//! one reader would have read from beginning to end, whatever the pieces, the batches and the threads were.

use rayon::prelude::*;

use super::batch::{self, Stretch};
use super::gather::Gathered;
use super::names::decode;
use super::oddity::Oddity;
use super::records::{Batch, Standing, Stop};
use super::scan::{Before, Fail, What, key, next_event, peek, skip_value};
use super::{ImportError, event, kind};

/// The longest event, and the longest value beside the events, that is waited for.
const LONGEST: usize = 64 << 20;
/// How often an event without an end is passed over by looking for the next one within it.
const MOST_RUNAWAYS: u32 = 8;
/// Where an event of a file that is only events, without a list, tells that it is one.
const LONGEST_PREFIX: u64 = 1 << 20;

/// How much is read at a time, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// By one thread.
    pub(super) batch: usize,
    /// By all of them: less is kept until there is more.
    pub(super) group: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { batch: 512 << 10, group: 8 << 20 }
    }
}

/// Which part of the file comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Its first byte.
    Start,
    /// A key of the outermost object, or its end. Until its list of events has come: where it begins in the file.
    Object { begin: Option<u64> },
    /// An event, or the end of the list.
    List { is_in_object: bool, has_bracket: bool },
    /// Nothing that matters.
    Done,
}

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Stream {
    sizes: Sizes,
    /// What has come and cannot be let go yet.
    text: Vec<u8>,
    /// Where `text` begins in the file.
    base: u64,
    /// Where to read on in `text`.
    at: usize,
    /// It is read on when there is as much text as this.
    enough: usize,
    mode: Mode,
    standing: Standing,
    runaways: u32,
    /// Where the first thing was that is no JSON.
    first_fail: Option<(u64, What)>,
    /// Warnings that come after those of all text so far, which may not have been read yet.
    late: Vec<(u64, Oddity)>,
    pub(super) display_unit: Option<String>,
    pub(super) gathered: Gathered,
}

impl Stream {
    pub(super) fn new(sizes: Sizes) -> Self {
        Self {
            sizes,
            text: Vec::new(),
            base: 0,
            at: 0,
            // Names of the first events are known to all that follow.
            enough: sizes.batch.min(sizes.group),
            mode: Mode::Start,
            standing: Standing::Sure,
            runaways: 0,
            first_fail: None,
            late: Vec::new(),
            display_unit: None,
            gathered: Gathered::default(),
        }
    }

    /// How many bytes have come.
    pub(super) fn end(&self) -> u64 {
        self.base + self.text.len() as u64
    }

    /// Notes something at the end of what has come.
    pub(super) fn warn_at_end(&mut self, oddity: Oddity) {
        self.late.push((self.end(), oddity));
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        for piece in bytes.chunks(self.sizes.group) {
            self.text.extend_from_slice(piece);
            if self.text.len() >= self.enough {
                self.advance(false)?;
            }
        }
        Ok(())
    }

    /// Reads the rest.
    pub(super) fn finish(&mut self) -> Result<(), ImportError> {
        if self.end() == 0 {
            return Err(ImportError::Empty);
        }
        self.advance(true)?;
        if self.gathered.events > 0 {
            if let Mode::List { has_bracket: true, .. } = self.mode
                && self.standing == Standing::Sure
            {
                self.warn_at_end(Oddity::OpenList);
            }
            for (offset, oddity) in self.late.drain(..) {
                self.gathered.warnings.add(offset, oddity);
            }
            return Ok(());
        }
        match self.first_fail {
            Some((offset, what)) => Err(ImportError::NotJson { offset, problem: what.text() }),
            None => Err(ImportError::NoEvents),
        }
    }

    /// Reads as much as can be read.
    fn advance(&mut self, is_last: bool) -> Result<(), ImportError> {
        loop {
            let (mode, at) = (self.mode, self.at);
            match mode {
                Mode::Start => self.start(is_last)?,
                Mode::Object { begin } => self.entry(begin, is_last),
                Mode::List { is_in_object, .. } => self.list(is_in_object, is_last),
                Mode::Done => self.at = self.text.len(),
            }
            if (mode, at) == (self.mode, self.at) {
                break;
            }
        }
        let keep = match self.mode {
            Mode::Object { begin: Some(begin) } if self.place(self.at) - begin < LONGEST_PREFIX => {
                (begin - self.base) as usize
            }
            _ => self.at,
        };
        self.text.drain(..keep);
        self.base += keep as u64;
        self.at -= keep;
        // What cannot be read yet is tried again when there is twice as much of it: no text is read over and over.
        self.enough = self.text.len() + self.text.len().max(self.sizes.group);
        Ok(())
    }

    /// The place in the file of `at` in the text.
    fn place(&self, at: usize) -> u64 {
        self.base + at as u64
    }

    fn start(&mut self, is_last: bool) -> Result<(), ImportError> {
        let start = match self.text.as_slice() {
            text if text.len() < 3 && !is_last => return Ok(()),
            [0xef, 0xbb, 0xbf, ..] => 3,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(ImportError::Utf16),
            _ => 0,
        };
        let Ok((byte, at)) = peek(&self.text, start) else {
            return if is_last { Err(ImportError::Empty) } else { Ok(()) };
        };
        match byte {
            b'[' => {
                self.mode = Mode::List { is_in_object: false, has_bracket: true };
                self.at = at + 1;
            }
            b'{' => {
                self.mode = Mode::Object { begin: Some(self.place(at)) };
                self.at = at + 1;
            }
            _ => {
                let not_json =
                    || ImportError::NotJson { offset: self.place(at), problem: "it begins with neither `[` nor `{`" };
                return Err(kind::of(&self.text).map_or_else(not_json, ImportError::Other));
            }
        }
        Ok(())
    }

    /// Reads one entry of the outermost object.
    fn entry(&mut self, begin: Option<u64>, is_last: bool) {
        match self.try_entry(begin) {
            Ok(()) => {}
            Err(Fail { what: What::End, .. }) if self.text.len() - self.at < LONGEST && !is_last => {}
            Err(fail) => {
                let at = if fail.what == What::End { self.at } else { fail.at };
                let offset = self.place(at);
                self.first_fail.get_or_insert((offset, fail.what));
                self.gathered.warnings.add(offset, Oddity::SearchedOn(fail.what));
                let first = self.at.min(at);
                self.standing = Standing::Lost(Before::at(&self.text, first, at).or_first());
                self.mode = Mode::List { is_in_object: true, has_bracket: false };
                self.at = at;
            }
        }
    }

    fn try_entry(&mut self, begin: Option<u64>) -> Result<(), Fail> {
        let text = &self.text;
        let (byte, at) = peek(text, self.at)?;
        match byte {
            b',' => self.at = at + 1,
            b'}' => {
                self.mode = Mode::Done;
                self.at = at + 1;
            }
            _ => {
                let (name, value) = key(text, at)?;
                match name.of(text) {
                    b"traceEvents" if text[value] == b'[' => {
                        self.mode = Mode::List { is_in_object: true, has_bracket: true };
                        self.at = value + 1;
                        return Ok(());
                    }
                    // The file is events, one after the other, and this is a key of the first.
                    b"ph" => {
                        if let Some(begin) = begin.filter(|begin| self.place(at) - begin < LONGEST_PREFIX) {
                            self.mode = Mode::List { is_in_object: false, has_bracket: false };
                            self.at = (begin - self.base) as usize;
                            return Ok(());
                        }
                    }
                    _ => {}
                }
                let after = skip_value(text, value)?;
                match name.of(text) {
                    b"displayTimeUnit" => {
                        let unit = event::word_at(text, value);
                        self.display_unit = Some(decode(text, unit).0.into_owned());
                    }
                    b"stackFrames" => self.gathered.stack_frames(text, value),
                    b"systemTraceEvents" | b"samples" => {
                        let name = name.of(text).escape_ascii().to_string();
                        self.gathered.warnings.add(self.base + at as u64, Oddity::Beside(name));
                    }
                    _ => {}
                }
                self.at = after;
            }
        }
        Ok(())
    }

    /// Reads events.
    fn list(&mut self, is_in_object: bool, is_last: bool) {
        let end = self.text.len().min(self.at.saturating_add(LONGEST));
        let from = self.at;
        let (stop, at) = self.batches(end);
        self.at = at;
        match stop {
            Stop::Next => {}
            Stop::ListEnd if is_in_object => self.mode = Mode::Object { begin: None },
            Stop::ListEnd => self.mode = Mode::Done,
            Stop::Cut => {
                let is_within = !matches!(self.standing, Standing::Lost(_)) && at < end;
                let is_too_long = at == from && end - at == LONGEST;
                if is_within && (is_too_long || (is_last && end == self.text.len())) {
                    self.runaway(at, end, is_last && end == self.text.len());
                }
            }
        }
    }

    /// Passes over the event at `at`, which does not end before `end`.
    fn runaway(&mut self, at: usize, end: usize, is_last: bool) {
        let offset = self.place(at);
        if self.standing == Standing::Sure {
            self.gathered.warnings.add(offset, if is_last { Oddity::FileEnds } else { Oddity::TooLong });
        }
        self.first_fail.get_or_insert((offset, What::End));
        self.runaways += 1;
        let before = Before::at(&self.text, at, at + 1);
        let found = if self.runaways > MOST_RUNAWAYS {
            Err((end, before))
        } else {
            next_event(&self.text, at + 1, end, before, false)
        };
        (self.at, self.standing) = match found {
            Ok(next) => (next, Standing::Unsure { looked_back: true }),
            Err((place, before)) => (place, Standing::Lost(before)),
        };
    }

    /// Reads the events before `end` in parallel; why and where that stopped.
    fn batches(&mut self, end: usize) -> (Stop, usize) {
        let text = &self.text[..end];
        let base = self.base;
        let stretches = self.stretches(text);
        let known = &self.gathered.known;
        let read: Vec<Batch> = if let [stretch] = stretches[..] {
            vec![batch::read(text, stretch, known)]
        } else {
            stretches.par_iter().map(|&stretch| batch::read(text, stretch, known)).collect()
        };
        let mut stop = (Stop::Cut, self.at);
        let mut next = (self.at, self.standing);
        for (stretch, mut batch) in stretches.into_iter().zip(read) {
            if next.0 >= stretch.until {
                continue;
            }
            if next != (stretch.from, stretch.standing) {
                let stretch = Stretch { from: next.0, standing: next.1, ..stretch };
                batch = batch::read(text, stretch, &self.gathered.known);
            }
            stop = batch.stop;
            next = (stop.1, batch.standing);
            if let Some((at, what)) = batch.first_fail {
                self.first_fail.get_or_insert((base + at as u64, what));
            }
            self.gathered.add(batch, text, base);
            if stop.0 != Stop::Next {
                break;
            }
        }
        self.standing = next.1;
        stop
    }

    /// Where batches may begin.
    fn stretches(&self, text: &[u8]) -> Vec<Stretch> {
        let mut from = self.at;
        let mut standing = self.standing;
        let mut stretches = Vec::new();
        loop {
            let near = from + self.sizes.batch;
            let guess = (near < text.len())
                .then(|| {
                    next_event(text, near, text.len(), Before::at(text, near.saturating_sub(16), near), false).ok()
                })
                .flatten();
            let until = guess.unwrap_or(usize::MAX);
            stretches.push(Stretch { from, until, base: self.base, standing });
            if until == usize::MAX {
                return stretches;
            }
            (from, standing) = (until, Standing::Sure);
        }
    }
}
