//! Search, the table, and the address that finds what is seen again.

use interleave_viewer::Ask;

use super::super::address;
use super::super::model::{Action, Reach, Table};
use super::Live;
use crate::dom;

/// Rows of a page of the table.
pub const PAGE_ROWS: u32 = 50;
/// How long the search has to rest before slices are counted.
const REST_MS: i32 = 150;
/// How long the view has to rest before it is in the address.
const SETTLE_MS: i32 = 400;

impl Live {
    /// Looks for slices whose name contains `text`.
    pub fn search(&self, text: String) {
        self.dispatch(Action::Search(text));
        let live = self.clone();
        self.set_timer(1, REST_MS, move || live.ask_rows(&live.page().table));
    }

    /// Changes what the table shows.
    pub fn set_table(&self, table: Table) {
        self.ask_rows(&table);
        self.dispatch(Action::Table(table));
    }

    /// Asks for the table's rows, or only for their number where it is closed.
    pub(super) fn ask_rows(&self, table: &Table) {
        let count = if table.is_open { PAGE_ROWS } else { 0 };
        let search = self.page().search.clone();
        let Table { slot, first, lane, of_moments, .. } = *table;
        self.ask(Ask::Rows { slot, first, count, search, lane, of_moments });
    }

    /// Asks for what the table shows anew: the traces are others.
    pub fn ask_anew(&self) {
        let page = self.page();
        if page.is_open() && (page.table.is_open || !page.search.is_empty()) {
            self.ask_rows(&page.table);
        }
    }

    // The address.

    /// Opens what the address said when the page was.
    pub fn open_address(&self) {
        let address = self.0.pending.borrow().clone();
        if let Some(address) = address {
            self.open_kept(address);
        }
    }

    /// Writes what is seen into the address, once it rests.
    pub fn settle(&self, hash: String) {
        // Before there is a trace, the address says what is to be seen of it.
        if !self.page().is_open() && self.0.pending.borrow().is_some() {
            return;
        }
        self.set_timer(2, SETTLE_MS, move || {
            if is_shown() && dom::hash() != hash {
                dom::set_hash(&hash, false);
            }
        });
    }

    /// The reader went back or forward, or wrote into the address bar.
    pub fn reopen(&self) {
        if !is_shown() {
            return;
        }
        let address = address::read(&dom::hash());
        let now = address::read(&address::write(&self.page()));
        if !self.page().is_open() || (!address.files.is_empty() && address.files != now.files) {
            self.0.pending.replace(Some(address.clone()));
            self.open_kept(address);
            return;
        }
        if let Some(look) = address.look {
            self.dispatch(Action::Look(look));
        }
        if let Some(search) = address.search {
            self.search(search);
        }
        if let Some(selected) = address.selected {
            self.tell(selected, Reach::Follow);
        }
    }
}

/// Whether this is the view that is shown.
fn is_shown() -> bool {
    crate::link::route(&dom::hash()) == crate::link::Route::Trace
}
