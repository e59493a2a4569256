//! A labelled choice of one out of several.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SelectProps {
    pub id: &'static str,
    pub label: AttrValue,
    /// Value and text of each choice.
    pub options: Vec<(&'static str, AttrValue)>,
    /// The value that is chosen.
    pub value: AttrValue,
    pub onchange: Callback<String>,
}

#[component]
pub fn Select(props: &SelectProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| {
        let select: Option<HtmlSelectElement> = event.target_dyn_into();
        select.map(|select| select.value()).unwrap_or_default()
    });
    let option = |(value, text): &(&'static str, AttrValue)| {
        html! {
            <option value={*value} selected={props.value == *value}>{ text }</option>
        }
    };
    html! {
        <div class="control">
            <label for={props.id}>{ &props.label }</label>
            <select id={props.id} data-testid={props.id} {onchange}>{ for props.options.iter().map(option) }</select>
        </div>
    }
}
