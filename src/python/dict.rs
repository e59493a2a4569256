//! A dictionary that keeps insertion order: a dense list of entries and an open-addressed index into it.
//!
//! It knows hashes and a function that compares keys, not what keys are.

use super::value::Value;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    pub hash: u64,
    /// `Undef` where the entry was removed.
    pub key: Value,
    pub value: Value,
}

const EMPTY: u32 = u32::MAX;
const GONE: u32 = u32::MAX - 1;

/// Entries in the order of their insertion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict {
    pub entries: Vec<Entry>,
    index: Vec<u32>,
    used: usize,
    /// Places of the index that are not empty. Those of removed entries count: a search ends at an empty one.
    filled: usize,
    /// Counts insertions and removals, so that iterators notice.
    pub version: u32,
}

#[inline]
fn spread(hash: u64) -> usize {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize
}

impl Dict {
    pub fn len(&self) -> usize {
        self.used
    }

    pub fn bytes(&self) -> usize {
        self.entries.capacity() * 40 + self.index.capacity() * 4
    }

    /// Where the entry is whose key has this hash and is the same by `same`.
    #[inline]
    pub fn find(&self, hash: u64, mut same: impl FnMut(Value) -> bool) -> Option<usize> {
        if self.index.is_empty() {
            return None;
        }
        let mask = self.index.len() - 1;
        let mut at = spread(hash) & mask;
        loop {
            match self.index[at] {
                EMPTY => return None,
                GONE => {}
                entry => {
                    let found = &self.entries[entry as usize];
                    if found.hash == hash && same(found.key) {
                        return Some(entry as usize);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds an entry whose key is known to be new.
    pub fn push(&mut self, hash: u64, key: Value, value: Value) {
        if (self.filled + 1) * 3 >= self.index.len() * 2 {
            self.rebuild();
        }
        let mask = self.index.len() - 1;
        let mut at = spread(hash) & mask;
        while self.index[at] < GONE {
            at = (at + 1) & mask;
        }
        self.filled += usize::from(self.index[at] == EMPTY);
        self.index[at] = self.entries.len() as u32;
        self.entries.push(Entry { hash, key, value });
        self.used += 1;
        self.version = self.version.wrapping_add(1);
    }

    pub fn remove(&mut self, entry: usize) -> (Value, Value) {
        let Entry { hash, key, value } = self.entries[entry];
        let mask = self.index.len() - 1;
        let mut at = spread(hash) & mask;
        while self.index[at] != entry as u32 {
            at = (at + 1) & mask;
        }
        self.index[at] = GONE;
        self.entries[entry].key = Value::Undef;
        self.entries[entry].value = Value::Undef;
        self.used -= 1;
        self.version = self.version.wrapping_add(1);
        if self.used == 0 {
            self.clear();
        } else {
            while self.entries.last().is_some_and(|entry| entry.key.is_undef()) {
                self.entries.pop();
            }
        }
        (key, value)
    }

    pub fn clear(&mut self) {
        self.entries.clear();
        self.index.clear();
        self.used = 0;
        self.filled = 0;
        self.version = self.version.wrapping_add(1);
    }

    fn rebuild(&mut self) {
        self.entries.retain(|entry| !entry.key.is_undef());
        let size = ((self.entries.len() + 1) * 2).next_power_of_two().max(8);
        self.filled = self.entries.len();
        self.index.clear();
        self.index.resize(size, EMPTY);
        for (number, entry) in self.entries.iter().enumerate() {
            let mut at = spread(entry.hash) & (size - 1);
            while self.index[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            self.index[at] = number as u32;
        }
    }

    /// The first entry at or after `from` that is not removed.
    #[inline]
    pub fn next(&self, mut from: usize) -> Option<usize> {
        while let Some(entry) = self.entries.get(from) {
            if !entry.key.is_undef() {
                return Some(from);
            }
            from += 1;
        }
        None
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.key.is_undef())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_ends_however_often_the_last_entry_was_removed() {
        let mut dict = Dict::default();
        dict.push(0, Value::Int(0), Value::None);
        for key in 1..1000 {
            dict.push(key as u64, Value::Int(key), Value::None);
            let last = dict.find(key as u64, |other| other.same(Value::Int(key)));
            assert_eq!(last, Some(1));
            dict.remove(1);
            assert_eq!(dict.find(1 << 40, |_| false), None);
        }
        assert_eq!(dict.len(), 1);
    }
}
