//! Interned names: each distinct text is kept once and referred to by number.

use std::sync::Arc;

/// The number of an interned name. Zero is always the empty text.
pub type NameId = u32;

/// Texts by number, numbers by text.
#[derive(Clone, Debug)]
pub struct Strings {
    texts: Vec<Arc<str>>,
    /// All numbers, sorted by their text: found by halving. A map's code would be a hundredth of the page's download.
    by_text: Vec<NameId>,
}

impl Strings {
    /// The texts by their place in a list without repetitions, of which the first is empty.
    pub(crate) fn from_distinct(texts: Vec<Arc<str>>) -> Self {
        let mut by_text: Vec<NameId> = (0..texts.len() as NameId).collect();
        by_text.sort_unstable_by(|&a, &b| texts[a as usize].cmp(&texts[b as usize]));
        Self { texts, by_text }
    }

    /// The number of `text`, which is kept if it is new.
    pub fn intern(&mut self, text: &str) -> NameId {
        match self.by_text.binary_search_by(|&id| self.get(id).cmp(text)) {
            Ok(place) => self.by_text[place],
            Err(place) => {
                let id = self.texts.len() as NameId;
                self.texts.push(text.into());
                self.by_text.insert(place, id);
                id
            }
        }
    }

    /// The text with that number; empty where there is none.
    #[must_use]
    pub fn get(&self, id: NameId) -> &str {
        self.texts.get(id as usize).map_or("", |text| text)
    }

    /// How many texts there are, the empty one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether only the empty text is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.len() == 1
    }
}

impl Default for Strings {
    fn default() -> Self {
        let mut strings = Self { texts: Vec::new(), by_text: Vec::new() };
        strings.intern("");
        strings
    }
}

impl PartialEq for Strings {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_and_zero_is_the_empty_text() {
        let mut strings = Strings::default();
        assert!(strings.is_empty());
        let tile = strings.intern("tile");
        assert_eq!(strings.intern("tile"), tile);
        assert_eq!((strings.get(tile), strings.get(0), strings.get(99)), ("tile", "", ""));
        assert_eq!(strings.len(), 2);
    }
}
