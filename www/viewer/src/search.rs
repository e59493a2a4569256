//! Which slices the reader looks for: those whose name contains a text, whatever its case. Pure.
//!
//! Names are compared once a search, slices only by the number of their name. The matches of a row are listed when they
//! are first needed.

use std::collections::HashMap;

use interleave::trace::{Slices, Strings};
use interleave_viewer::SLOTS;

/// A search over the open traces.
#[derive(Default)]
pub struct Search {
    text: String,
    names: [Vec<bool>; SLOTS],
    rows: HashMap<(u32, u32, u32), Vec<u32>>,
}

impl Search {
    /// Searches for a text in the names of each slot; for nothing where it is empty.
    pub fn new(text: &str, strings: [Option<&Strings>; SLOTS]) -> Self {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Self::default();
        }
        let matches = |strings: &Strings| {
            (0..strings.len() as u32).map(|id| strings.get(id).to_lowercase().contains(&text)).collect()
        };
        let names = strings.map(|strings| strings.map(matches).unwrap_or_default());
        Self { text, names, rows: HashMap::new() }
    }

    /// Whether anything is searched for.
    pub fn is_on(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether a name matches.
    pub fn has(&self, slot: u32, name: u32) -> bool {
        self.names.get(slot as usize).is_some_and(|names| names.get(name as usize) == Some(&true))
    }

    /// The matching slices of a row, in order.
    pub fn row(&mut self, place: (u32, u32, u32), slices: &Slices) -> &[u32] {
        let names = self.names.get(place.0 as usize).map_or(&[][..], Vec::as_slice);
        self.rows.entry(place).or_insert_with(|| matching(names, slices))
    }

    /// The matching slices of a row that [`Self::row`] was asked for before.
    pub fn kept(&self, place: (u32, u32, u32)) -> &[u32] {
        self.rows.get(&place).map_or(&[], Vec::as_slice)
    }
}

fn matching(names: &[bool], slices: &Slices) -> Vec<u32> {
    let is_match = |slice: &interleave::trace::Slice| names.get(slice.name as usize) == Some(&true);
    (0..).zip(slices.iter()).filter(|(_, slice)| is_match(slice)).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{NO_TASK, Slice, State};

    #[test]
    fn a_search_finds_parts_of_names_in_any_case() {
        let mut strings = Strings::default();
        let (fetch, parse) = (strings.intern("fetch_page"), strings.intern("parse"));
        let mut slices = Slices::default();
        for (start_ns, name) in [(0, fetch), (5, parse), (9, fetch)] {
            slices.push(Slice { start_ns, duration_ns: 1, name, task: NO_TASK, state: State::Running });
        }
        let mut slots = [None; SLOTS];
        slots[0] = Some(&strings);
        let mut search = Search::new(" PAGE", slots);
        assert!(search.is_on() && search.has(0, fetch) && !search.has(0, parse) && !search.has(1, fetch));
        assert_eq!(search.row((0, 0, 0), &slices), [0, 2]);
        assert!(!Search::new("  ", slots).is_on());
    }
}
