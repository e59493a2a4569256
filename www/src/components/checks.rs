//! A labelled list of boxes to tick.

use yew::prelude::*;

use crate::numbers::join;

/// One box.
pub struct Check {
    /// Distinguishes it from the others.
    pub name: &'static str,
    pub title: &'static str,
    /// A few words more.
    pub detail: &'static str,
    pub is_ticked: bool,
    /// Whether it cannot be changed now.
    pub is_fixed: bool,
}

/// The boxes; `onchange` is called with the name of the one that was ticked or cleared.
pub fn checks(label: &'static str, checks: impl IntoIterator<Item = Check>, onchange: &Callback<&'static str>) -> Html {
    let row = |check: Check| {
        let Check { name, title, detail, is_ticked, is_fixed } = check;
        let onchange = onchange.reform(move |_: Event| name);
        html! {
            <label class="check">
                <input type="checkbox" data-testid={join(&["model-", name])} checked={is_ticked} disabled={is_fixed} {onchange} />
                <span>{ title }<small>{ detail }</small></span>
            </label>
        }
    };
    let rows: Html = checks.into_iter().map(row).collect();
    html! { <fieldset class="control"><legend>{ label }</legend>{ rows }</fieldset> }
}
