//! A labelled list of boxes to tick.

use yew::prelude::*;

/// One box.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Distinguishes it from the others.
    pub name: &'static str,
    pub title: AttrValue,
    /// A few words more.
    pub detail: AttrValue,
    pub is_ticked: bool,
    /// Whether it cannot be changed now.
    pub is_fixed: bool,
}

#[derive(Properties, PartialEq)]
pub struct ChecksProps {
    pub label: AttrValue,
    pub checks: Vec<Check>,
    /// Called with the name of the box that was ticked or cleared.
    pub onchange: Callback<&'static str>,
}

#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let row = |check: &Check| {
        let name = check.name;
        let onchange = props.onchange.reform(move |_: Event| name);
        html! {
            <label class="check">
                <input type="checkbox" data-testid={crate::numbers::join(&["model-", name])} checked={check.is_ticked}
                    disabled={check.is_fixed} {onchange} />
                <span>{ &check.title }<small>{ &check.detail }</small></span>
            </label>
        }
    };
    html! {
        <fieldset class="control"><legend>{ &props.label }</legend>{ for props.checks.iter().map(row) }</fieldset>
    }
}
