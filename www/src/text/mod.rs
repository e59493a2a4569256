//! What the reader reads, in the reader's language: `say::lab_cancel()` is a text, `say::lab_cores(4)` a sentence.
//!
//! The functions in [`say`] are made by `build.rs` from `www/locales/*.ftl`, one a message. English is in the binary
//! that uses it; another language is a small file that is loaded when it is chosen ([`load`]). A component whose texts
//! can change calls [`use_language`]. Numbers for readers are written by [`number`] and what is built on it in
//! `crate::numbers`; coordinates and links are not.

mod choice;
mod intl;
mod load;
mod rules;

use std::cell::RefCell;
use std::rc::Rc;

use interleave_text::pattern::{Rules, Value, evaluate};
use interleave_text::table::Table;
use yew::prelude::*;

pub use choice::{choose, trouble};
pub use load::begin;
pub use made::{LANGUAGES, say};

/// Made by `build.rs`.
mod made {
    use super::{Value, filled, plain};

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// A part of the page with a binary, and so with files of texts, of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The frame and the lab.
    Page,
    /// The trace view.
    Trace,
    /// The program view.
    Program,
}

/// A language other than English.
struct Loaded {
    /// Its place in [`LANGUAGES`].
    index: usize,
    table: Table,
    rules: Box<dyn Rules>,
}

type Watchers = RefCell<Vec<(u32, Rc<dyn Fn()>)>>;

thread_local! {
    /// The language in force; English where there is none.
    static LOADED: RefCell<Option<Loaded>> = const { RefCell::new(None) };
    static WATCHERS: Watchers = const { RefCell::new(Vec::new()) };
}

/// Looks at the language in force: its messages, where they are not the binary's own, and its rules.
fn with<T>(look: impl FnOnce(Option<&Table>, &dyn Rules) -> T) -> T {
    LOADED.with_borrow(|loaded| match loaded {
        Some(loaded) => look(Some(&loaded.table), &*loaded.rules),
        None => look(None, &rules::English),
    })
}

/// The message of that number, which has no variables.
#[inline(never)]
fn plain(message: usize, english: &'static str) -> AttrValue {
    with(|table, _| match table.and_then(|table| table.get(message)) {
        Some(text) => text.to_owned().into(),
        None => AttrValue::Static(english),
    })
}

/// The message of that number with its variables filled in.
#[inline(never)]
fn filled(message: usize, english: &str, values: &[Value<'_>]) -> String {
    with(|table, rules| {
        let mut out = String::new();
        evaluate(table.and_then(|table| table.get(message)).unwrap_or(english), values, rules, &mut out);
        out
    })
}

/// A number as the reader's language writes it, with at least and at most that many decimals: `1,234.5`.
pub fn number(value: f64, least: u32, most: u32) -> String {
    with(|_, rules| rules.number(value, least, most))
}

/// The place in [`LANGUAGES`] of the language in force.
pub fn language() -> usize {
    LOADED.with_borrow(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.index))
}

/// Draws the component anew whenever the language changes; says which it is, for effects that depend on it.
#[hook]
pub fn use_language() -> usize {
    let update = use_force_update();
    use_effect_with((), move |()| {
        let number = WATCHERS.with_borrow_mut(|watchers| {
            let number = watchers.last().map_or(0, |last| last.0) + 1;
            watchers.push((number, Rc::new(move || update.force_update())));
            number
        });
        move || WATCHERS.with_borrow_mut(|watchers| watchers.retain(|watcher| watcher.0 != number))
    });
    language()
}

/// Puts a language in force; English where it is none.
fn set(loaded: Option<Loaded>) {
    LOADED.set(loaded);
    tell();
}

/// Says to the page around which language is in force.
pub fn announce() {
    choice::announce(language());
}

/// Draws everything anew that has texts.
fn tell() {
    let watchers: Vec<Rc<dyn Fn()>> =
        WATCHERS.with_borrow(|watchers| watchers.iter().map(|watcher| watcher.1.clone()).collect());
    watchers.iter().for_each(|watcher| watcher());
}

#[cfg(test)]
mod tests;
