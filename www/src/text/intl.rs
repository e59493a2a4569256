//! Other languages' numbers and plurals, as the browser knows them (`Intl`). Nothing here throws: what the browser
//! refuses is written as in English.

use std::cell::RefCell;

use interleave_text::pattern::Rules;
use js_sys::{Array, Function, Object, Reflect, global};
use wasm_bindgen::prelude::*;

use super::rules::English;

/// The rules of a language.
pub struct Intl {
    /// The tag by which the browser knows it, with the reader's country where it is theirs.
    tag: String,
    /// Its pattern for numbers in words.
    words: String,
    plural: Option<(JsValue, Function)>,
    /// A formatter for each pair of decimals.
    formats: RefCell<Vec<((u32, u32), Function)>>,
}

impl Intl {
    /// The rules of the language with that tag.
    pub fn new(tag: String, words: String) -> Self {
        let plural = make("PluralRules", &tag, &Object::new());
        let plural = plural.and_then(|rules| Some((rules.clone(), get(&rules, "select")?.dyn_into().ok()?)));
        Self { tag, words, plural, formats: RefCell::default() }
    }

    fn format(&self, least: u32, most: u32) -> Option<Function> {
        if let Some((_, found)) = self.formats.borrow().iter().find(|format| format.0 == (least, most)) {
            return Some(found.clone());
        }
        let options = Object::new();
        for (name, digits) in [("minimumFractionDigits", least), ("maximumFractionDigits", most)] {
            Reflect::set(&options, &name.into(), &digits.into()).ok()?;
        }
        // Bound to its formatter by the standard.
        let found: Function = get(&make("NumberFormat", &self.tag, &options)?, "format")?.dyn_into().ok()?;
        self.formats.borrow_mut().push(((least, most), found.clone()));
        Some(found)
    }
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}

/// A new object of one of `Intl`'s classes.
fn make(class: &str, tag: &str, options: &Object) -> Option<JsValue> {
    let class: Function = get(&get(&global(), "Intl")?, class)?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of2(&tag.into(), options)).ok()
}

impl Rules for Intl {
    fn category(&self, number: f64) -> String {
        let said = self.plural.as_ref().and_then(|(rules, select)| select.call1(rules, &number.into()).ok());
        said.and_then(|said| said.as_string()).unwrap_or_default()
    }

    fn number(&self, number: f64, least: u32, most: u32) -> String {
        let said = self.format(least, most).filter(|_| number.is_finite());
        let said = said.and_then(|format| format.call1(&JsValue::UNDEFINED, &number.into()).ok()?.as_string());
        said.unwrap_or_else(|| English.number(number, least, most))
    }

    fn words(&self) -> &str {
        &self.words
    }
}
