//! A labelled choice of one out of several.

use yew::prelude::*;

use crate::markup::view;

/// The choice between `options`, each a value and its text; `onchange` is called with the select element's event.
pub fn select(
    id: &'static str,
    label: AttrValue,
    options: Vec<(impl Into<String>, String)>,
    chosen: &str,
    onchange: Callback<Event>,
) -> Html {
    let mut items = Vec::new();
    for (value, text) in options {
        let value = value.into();
        let is_chosen = value == chosen;
        items.push(view!("<option value={} selected={}>{}</option>", value, is_chosen, text));
    }
    view!(
        "<div class=control><label for={}>{}</label><select id={} data-testid={} onchange={}>{}</select></div>",
        id,
        label,
        id,
        id,
        onchange,
        items
    )
}
