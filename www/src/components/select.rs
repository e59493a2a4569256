//! A labelled choice of one out of several.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The choice between `options`, each a value and its text; `onchange` is called with the value that was chosen.
pub fn select(
    id: &'static str,
    label: &'static str,
    options: impl IntoIterator<Item = (&'static str, String)>,
    chosen: &str,
    onchange: Callback<String>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select: Option<HtmlSelectElement> = event.target_dyn_into();
        if let Some(select) = select {
            onchange.emit(select.value());
        }
    });
    let option = |(value, text): (&'static str, String)| {
        html! { <option {value} selected={chosen == value}>{ text }</option> }
    };
    let options: Html = options.into_iter().map(option).collect();
    html! {
        <div class="control">
            <label for={id}>{ label }</label>
            <select {id} data-testid={id} {onchange}>{ options }</select>
        </div>
    }
}
