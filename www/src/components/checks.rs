//! A labelled list of boxes to tick.

use yew::prelude::*;

use crate::markup::view;
use crate::numbers::join;

/// One box.
pub struct Check {
    /// Distinguishes it from the others.
    pub name: &'static str,
    pub title: String,
    /// A few words more.
    pub detail: String,
    pub is_ticked: bool,
    /// Whether it cannot be changed now.
    pub is_fixed: bool,
    /// Called when it is ticked or cleared.
    pub onchange: Callback<Event>,
}

/// The boxes, and below them why one cannot be changed now.
pub fn checks(label: AttrValue, checks: Vec<Check>, why_fixed: AttrValue) -> Html {
    let why_fixed = checks.iter().any(|check| check.is_fixed).then(|| view!("<small>{}</small>", why_fixed));
    let mut rows = Vec::new();
    for Check { name, title, detail, is_ticked, is_fixed, onchange } in checks {
        rows.push(view!(
            "<label class=check>\
                <input type=checkbox data-testid={} checked={} disabled={} onchange={}/>\
                <span>{}<small>{}</small></span>\
            </label>",
            join(&["model-", name]),
            is_ticked,
            is_fixed,
            onchange,
            title,
            detail,
        ));
    }
    view!("<fieldset class=control><legend>{}</legend>{}{}</fieldset>", label, rows, why_fixed)
}
