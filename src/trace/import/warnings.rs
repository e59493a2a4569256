//! What was odd in a file: located, and no more of it than anyone reads.

use std::collections::BTreeMap;

use super::oddity::Oddity;

/// Something in the file that is not as it should be, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where, in bytes of the uncompressed text.
    pub offset: u64,
    /// What.
    pub oddity: Oddity,
    /// How often, of what may be odd a million times in the same way and is told of once; 1 otherwise.
    pub times: u64,
}

impl Warning {
    /// What, as a sentence in English without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        match self.times {
            1 => self.oddity.to_string(),
            times => format!("{} (the first of {times})", self.oddity),
        }
    }
}

/// How many warnings are kept.
pub(super) const MOST: usize = 1000;

/// The first warnings, and how many more there were.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    list: Vec<Warning>,
    more: u64,
    /// What is odd in a way that is said once, with how often: the first place and the number.
    kinds: BTreeMap<Oddity, (u64, u64)>,
}

impl Warnings {
    pub(super) fn add(&mut self, offset: u64, oddity: Oddity) {
        if self.list.len() < MOST {
            self.list.push(Warning { offset, oddity, times: 1 });
        } else {
            self.more += 1;
        }
    }

    /// Notes something that may be odd a million times in the same way.
    pub(super) fn count(&mut self, offset: u64, oddity: Oddity) {
        self.kinds.entry(oddity).and_modify(|kind| kind.1 += 1).or_insert((offset, 1));
    }

    /// Adds those of the text that follows.
    pub(super) fn append(&mut self, other: Self) {
        let room = MOST - self.list.len();
        self.more += other.more + other.list.len().saturating_sub(room) as u64;
        self.list.extend(other.list.into_iter().take(room));
        for (oddity, (offset, times)) in other.kinds {
            self.kinds.entry(oddity).and_modify(|kind| kind.1 += times).or_insert((offset, times));
        }
    }

    /// All in order of their places, and how many more there were.
    pub(super) fn finish(mut self) -> (Vec<Warning>, u64) {
        // What is said once says the most.
        let kinds = self.kinds.into_iter().map(|(oddity, (offset, times))| Warning { offset, oddity, times });
        let mut list: Vec<Warning> = kinds.chain(self.list.drain(..)).collect();
        self.more += list.len().saturating_sub(MOST) as u64;
        list.truncate(MOST);
        list.sort_by_key(|warning| warning.offset);
        (list, self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_kept_and_the_rest_counted() {
        let mut warnings = Warnings::default();
        for offset in (0..1500).rev() {
            warnings.add(offset, Oddity::NoTime);
            warnings.count(offset, Oddity::Overlap);
        }
        let (list, more) = warnings.finish();
        assert_eq!((list.len(), more), (1000, 501));
        assert_eq!(list[0], Warning { offset: 501, oddity: Oddity::NoTime, times: 1 });
        assert_eq!(list[0].message(), "an event without `ts` is left out");
        let often = list.iter().find(|warning| warning.offset == 1499).map(Warning::message);
        let expect = "a slice that overlaps another one without lying in it is cut (the first of 1500)";
        assert_eq!(often.as_deref(), Some(expect));
    }
}
