//! What happened at one moment, as a table in order of time.

use interleave::trace::Instant;
use interleave_viewer::{Reply, SLOTS, TableRow};

use crate::facts::scope_name;
use crate::search::Search;
use crate::viewer::Viewer;

/// Rows that one answer has at most.
const MOST: u32 = 1_000;

impl Viewer {
    /// Answers with a part of the table of moments.
    pub fn moments(&mut self, slot: u32, first: u32, count: u32, search: &str, lane: Option<u32>) -> Reply {
        let empty = Reply::Rows { slot, first, total: 0.0, rows: Vec::new() };
        let Some(Some(opened)) = self.slots.get(slot as usize) else { return empty };
        if self.table_search.0 != search {
            let mut strings = [None; SLOTS];
            strings[slot as usize] = Some(&opened.trace.strings);
            self.table_search = (search.to_owned(), Search::new(search, strings));
        }
        let found = &self.table_search.1;
        let is_listed = |instant: &&Instant| {
            lane.is_none_or(|lane| lane == instant.lane) && (!found.is_on() || found.has(slot, instant.name))
        };
        let row = |instant: &Instant| TableRow {
            slice: None,
            name: opened.trace.strings.get(instant.name).to_owned(),
            state: scope_name(instant.scope).to_owned(),
            lane: opened.lane_name(instant.lane),
            start_ns: opened.since_start(instant.time_ns),
            duration_ns: 0.0,
        };
        let listed = || opened.trace.instants.iter().filter(is_listed);
        let rows = listed().skip(first as usize).take(count.min(MOST) as usize).map(row).collect();
        Reply::Rows { slot, first, total: listed().count() as f64, rows }
    }
}
