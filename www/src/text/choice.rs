//! Which language: the address's `?locale=`, else what the reader chose, else what the browser asks for, else English.

use std::cell::RefCell;

use js_sys::Reflect;
use web_sys::window;

use super::load;
use super::made::{LANGUAGES, say};
use crate::dom;

const KEY: &str = "interleave-language";

thread_local! {
    /// What could not be had, in order to say so: a language's place that was not loaded, or a tag there is none for.
    static TROUBLE: RefCell<Option<Trouble>> = const { RefCell::new(None) };
}

/// Why the page is not in the language that was asked for.
pub(super) enum Trouble {
    /// Its file is missing or another build's.
    NotLoaded(usize),
    /// There is no such language.
    Unknown(String),
}

pub(super) fn note(trouble: Option<Trouble>) {
    TROUBLE.set(trouble);
}

/// Says what could not be had, where something could not.
pub fn trouble() -> Option<String> {
    TROUBLE.with_borrow(|trouble| {
        Some(match trouble.as_ref()? {
            Trouble::NotLoaded(index) => say::language_not_loaded(LANGUAGES[*index].1),
            Trouble::Unknown(tag) => say::language_unknown(tag),
        })
    })
}

/// The first of the languages that are asked for which there is; its place in [`LANGUAGES`].
pub(super) fn best<'a>(asked: impl Iterator<Item = &'a str>) -> usize {
    asked.filter_map(find).next().unwrap_or(0)
}

/// The place of a language: the tag itself, or one of the same language.
pub(super) fn find(tag: &str) -> Option<usize> {
    let language = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let exact = LANGUAGES.iter().position(|known| known.0.eq_ignore_ascii_case(tag));
    exact.or_else(|| LANGUAGES.iter().position(|known| language(known.0) == language(tag)))
}

/// What the browser asks for, in order.
fn asked() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages()).unwrap_or_default();
    languages.iter().filter_map(|tag| tag.as_string()).collect()
}

/// `?locale=` of the address.
fn in_address() -> Option<String> {
    let search = window()?.location().search().ok()?;
    let pairs = search.trim_start_matches('?').split('&');
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|pair| pair.0 == "locale")?.1;
    Some(value.chars().take(35).collect())
}

/// The language to begin with.
pub(super) fn first() -> usize {
    let wished = in_address().filter(|tag| !tag.is_empty());
    if let Some(tag) = &wished
        && find(tag).is_none()
    {
        note(Some(Trouble::Unknown(tag.clone())));
    }
    let (kept, asked) = (dom::stored(KEY), asked());
    best(wished.iter().chain(&kept).chain(&asked).map(String::as_str))
}

/// The tag for numbers in a language: with the country of a reader whose own language it is.
pub(super) fn number_tag(index: usize) -> String {
    let own = asked().into_iter().find(|tag| find(tag) == Some(index));
    own.unwrap_or_else(|| LANGUAGES[index].0.to_owned())
}

/// The reader chose the language at that place of [`LANGUAGES`]: it is kept, and the page changes at once.
pub fn choose(index: usize) {
    let Some((tag, _)) = LANGUAGES.get(index) else { return };
    dom::store(KEY, tag);
    if in_address().is_some() {
        // The reader knows better than the address.
        forget_address();
    }
    load::change(index);
}

fn forget_address() {
    let Some(location) = window().map(|window| window.location()) else { return };
    let search = location.search().unwrap_or_default();
    let kept: Vec<&str> =
        search.trim_start_matches('?').split('&').filter(|pair| !pair.starts_with("locale=")).collect();
    let path = location.pathname().unwrap_or_default();
    let sign = if kept.is_empty() { "" } else { "?" };
    dom::set_hash(&[path.as_str(), sign, &kept.join("&"), &dom::hash()].concat(), false);
}

/// Says to the page around: its language, and to other parts of the page that it has changed.
pub(super) fn announce(index: usize) {
    let Some(root) = dom::root() else { return };
    let _ = root.set_attribute("lang", LANGUAGES[index].0);
    let Some((window, event)) = window().zip(web_sys::Event::new(load::CHANGED).ok()) else { return };
    let _ = window.dispatch_event(&event);
}

/// The language that the page around is in.
pub(super) fn announced() -> usize {
    dom::root().and_then(|root| root.get_attribute("lang")).and_then(|tag| find(&tag)).unwrap_or(0)
}

/// The folder of the languages' files, which the build writes into the document.
pub(super) fn folder() -> Option<String> {
    let document = window()?.document()?;
    let meta = document.query_selector("meta[name='interleave-text']").ok()??;
    Reflect::get(&meta, &"content".into()).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_there_is_is_taken() {
        let tag = |asked: &[&str]| LANGUAGES[best(asked.iter().copied())].0;
        for (asked, expect) in [
            (&["de-AT", "en"][..], "de"),
            (&["fr", "es-MX", "en"], "es"),
            (&["zh-CN"], "zh-Hans"),
            (&["ZH"], "zh-Hans"),
            (&["en-GB", "de"], "en"),
            (&["xx", "", "-", "de_DE"], "de"),
            (&["tlh"], "en"),
            (&[], "en"),
        ] {
            assert_eq!(tag(asked), expect, "{asked:?}");
        }
    }
}
