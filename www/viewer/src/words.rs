//! The words that are painted, as the page told them last: one language a worker.

use std::cell::RefCell;

use interleave_viewer::Words;

thread_local! {
    static WORDS: RefCell<Words> = RefCell::default();
}

/// Paints these from now on.
pub fn set(words: Words) {
    WORDS.set(words);
}

/// Looks at them.
pub fn with<T>(look: impl FnOnce(&Words) -> T) -> T {
    WORDS.with_borrow(look)
}
