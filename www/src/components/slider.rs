//! A labelled slider over a list of values, with its value beside the label and, where wanted, one value marked.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::numbers::{fixed, join};

/// What a slider shows.
pub struct Slider<'a> {
    pub id: &'static str,
    pub label: &'static str,
    /// The value in words.
    pub value: String,
    /// The value's index.
    pub index: usize,
    /// How many values there are.
    pub count: usize,
    /// What stands below the first and the last value, and the index of a value that is marked, with its text.
    pub scale: Option<(&'a str, &'a str, usize, &'a str)>,
    /// Called with the new index for each move.
    pub onmove: Callback<usize>,
    /// Called when it was let go.
    pub onrest: Callback<Event>,
}

/// The slider and its label.
pub fn slider(slider: Slider<'_>) -> Html {
    let Slider { id, label, value, index, count, scale, onmove, onrest } = slider;
    let value: AttrValue = value.into();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: Option<HtmlInputElement> = event.target_dyn_into();
        if let Some(index) = input.and_then(|input| input.value().parse().ok()) {
            onmove.emit(index);
        }
    });
    let last = count.saturating_sub(1).max(1);
    let share = |index: usize| index.min(last) as f64 / last as f64;
    let style = |name: &str, index| join(&[name, &fixed(share(index), 4)]);
    html! {
        <div class="control" style={style("--share:", index)}>
            <label for={id}>{ label }<span class="value">{ &value }</span></label>
            <input type="range" {id} data-testid={id} min="0" max={last.to_string()} step="1"
                value={index.to_string()} aria-valuetext={value} {oninput} onchange={onrest} />
            if let Some((first, end, index, text)) = scale {
                <div class="ends" aria-hidden="true" style={style("--at:", index)}>
                    // The mark's text takes the place of an end's that it would cover.
                    <span>{ if share(index) < 0.36 { "" } else { first } }</span>
                    <span>{ if share(index) > 0.64 { "" } else { end } }</span>
                    <i></i><b>{ text }</b>
                </div>
            }
        </div>
    }
}
