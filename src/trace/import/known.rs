//! Names that earlier batches of a file met: most of a batch's names are among them.
//!
//! A name that is known needs neither be decoded nor looked up once more when batches are put together, which is done by
//! one thread. While batches are read the table does not change, so they share it without a lock.

use std::sync::Arc;

use super::names::{Local, hash};
use super::scan::Text;
use crate::trace::State;

/// How many texts are kept as they were written, and how many bytes of them: a file where every name is another one
/// gains nothing by it.
const MOST_KNOWN: usize = 1 << 16;
const MOST_KNOWN_BYTES: usize = 8 << 20;

/// Names that earlier batches met, as they were written: most of a batch's names are among them, and need neither be
/// decoded nor looked up once more when batches are put together. While batches are read it does not change.
///
/// In a batch the numbers from 1 on are those of this table, as long as it was then; the batch's own names follow.
#[derive(Debug)]
pub(super) struct Known {
    bytes: Vec<u8>,
    /// Where each text ends in `bytes`, its number in the file, and what a slice of that name is doing.
    texts: Vec<(u32, u32, State)>,
    /// Hash and number of each text, at the place its hash says or the next free one; the number 0 is free.
    slots: Vec<(u32, u32)>,
}

impl Default for Known {
    fn default() -> Self {
        Self { bytes: Vec::new(), texts: vec![(0, 0, State::Running)], slots: vec![(0, 0); 1024] }
    }
}

impl Known {
    /// How many there are: the highest number.
    pub(super) fn count(&self) -> u32 {
        self.texts.len() as u32 - 1
    }

    /// The number of a text in the file.
    #[inline(always)]
    pub(super) fn in_file(&self, id: u32) -> u32 {
        self.texts[id as usize].1
    }

    /// What a slice of that name is doing.
    #[inline(always)]
    pub(super) fn state(&self, id: u32) -> State {
        self.texts[id as usize].2
    }

    /// The place of a text: its number, or the free place where it belongs.
    #[inline(always)]
    fn find(&self, bytes: &[u8], hash: u32) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                (_, 0) => return Err(slot),
                (found, id) if found == hash => {
                    let from = self.texts[id as usize - 1].0 as usize;
                    if self.bytes[from..self.texts[id as usize].0 as usize] == *bytes {
                        return Ok(id);
                    }
                }
                _ => {}
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Adds a name that is called `in_file` in the file.
    pub(super) fn add(&mut self, bytes: &[u8], in_file: u32, state: impl FnOnce() -> State) {
        if bytes.is_empty() || self.texts.len() > MOST_KNOWN || self.bytes.len() + bytes.len() > MOST_KNOWN_BYTES {
            return;
        }
        let hash = hash(bytes);
        let Err(slot) = self.find(bytes, hash) else { return };
        self.slots[slot] = (hash, self.texts.len() as u32);
        self.bytes.extend_from_slice(bytes);
        self.texts.push((self.bytes.len() as u32, in_file, state()));
        if self.texts.len() * 2 > self.slots.len() {
            let mask = self.slots.len() * 2 - 1;
            let slots = std::mem::replace(&mut self.slots, vec![(0, 0); mask + 1]);
            for entry in slots.into_iter().filter(|entry| entry.1 != 0) {
                let mut slot = entry.0 as usize & mask;
                while self.slots[slot].1 != 0 {
                    slot = (slot + 1) & mask;
                }
                self.slots[slot] = entry;
            }
        }
    }
}

/// The names of one batch: those that are known, and its own, whose numbers follow. 0 is the empty text.
#[derive(Debug)]
pub(super) struct Names {
    /// How many were known when the batch was read.
    known: u32,
    own: Local,
}

impl Names {
    pub(super) fn new(known: &Known) -> Self {
        Self { known: known.count(), own: Local::default() }
    }

    /// The number of the text at `found` in `text`, and whether it is new.
    #[inline(always)]
    pub(super) fn intern(&mut self, known: &Known, text: &[u8], found: Text) -> (u32, bool) {
        if found.is_empty() {
            return (0, false);
        }
        let bytes = found.of(text);
        let hash = hash(bytes);
        if let Ok(id) = known.find(bytes, hash) {
            return (id, false);
        }
        let (id, is_new) = self.own.intern_hashed(text, found, bytes, hash);
        (self.known + id, is_new)
    }

    /// The number among the batch's own names of one that is not known.
    #[inline(always)]
    pub(super) fn own(&self, id: u32) -> Option<u32> {
        id.checked_sub(self.known).filter(|&own| own > 0)
    }

    /// The batch's own names, the empty one first.
    pub(super) fn texts(&self) -> &[Text] {
        self.own.texts()
    }

    /// Which names of the file they are, where those of [`Self::texts`] are `own`.
    pub(super) fn in_file(&self, own: Arc<[u32]>) -> InFile {
        InFile { known: self.known, own }
    }
}

/// Which names of the file those of a batch are.
#[derive(Clone, Debug)]
pub(super) struct InFile {
    known: u32,
    own: Arc<[u32]>,
}

impl InFile {
    #[inline(always)]
    pub(super) fn get(&self, known: &Known, id: u32) -> u32 {
        match id.checked_sub(self.known) {
            Some(own @ 1..) => self.own[own as usize],
            _ => known.in_file(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_keeps_its_number_and_what_is_new_follows() {
        let (text, mut known) = (b"alpha beta gamma", Known::default());
        let [alpha, beta, gamma] =
            [(0, 5), (6, 10), (11, 16)].map(|(start, end)| Text { start, end, has_escapes: false });
        known.add(b"alpha", 7, || State::Waiting);
        known.add(b"alpha", 8, || State::Running);
        let mut names = Names::new(&known);
        let numbers = [Text::default(), alpha, beta, gamma, beta].map(|found| names.intern(&known, text, found));
        assert_eq!(numbers, [(0, false), (1, false), (2, true), (3, true), (2, false)]);
        assert_eq!(numbers.map(|(id, _)| names.own(id)), [None, None, Some(1), Some(2), Some(1)]);
        // What is added meanwhile changes no number of a batch that has begun.
        known.add(b"beta", 9, || State::Running);
        let in_file = names.in_file([0, 20, 21].into());
        assert_eq!(numbers.map(|(id, _)| in_file.get(&known, id)), [0, 7, 20, 21, 20]);
        assert_eq!(known.state(1), State::Waiting);
    }

    #[test]
    fn a_table_that_is_full_learns_nothing_more() {
        let mut known = Known::default();
        for number in 0..MOST_KNOWN as u32 + 10 {
            known.add(number.to_string().as_bytes(), number, || State::Running);
        }
        assert_eq!(known.count() as usize, MOST_KNOWN);
        let found = |number: u32| known.find(number.to_string().as_bytes(), hash(number.to_string().as_bytes())).ok();
        assert_eq!(found(4321).map(|id| known.in_file(id)), Some(4321));
        assert_eq!(found(MOST_KNOWN as u32 + 1), None);
    }
}
