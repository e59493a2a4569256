//! A labelled slider over a list of values, with its value beside the label and, where wanted, one value marked.

use yew::prelude::*;

use crate::markup::view;
use crate::numbers::{fixed, join};

/// What a slider shows.
pub struct Slider<'a> {
    pub id: &'static str,
    pub label: AttrValue,
    /// The value in words.
    pub value: String,
    /// The value's index.
    pub index: usize,
    /// How many values there are.
    pub count: usize,
    /// What stands below the first and the last value, and the index of a value that is marked, with its text.
    pub scale: Option<(&'a str, &'a str, usize, &'a str)>,
    /// Called for each move; the new index is the element's value.
    pub oninput: Callback<Event>,
    /// Called when it was let go.
    pub onchange: Callback<Event>,
}

/// The slider and its label.
pub fn slider(slider: Slider<'_>) -> Html {
    let Slider { id, label, value, index, count, scale, oninput, onchange } = slider;
    let value: AttrValue = value.into();
    let last = count.saturating_sub(1).max(1);
    let share = |index: usize| index.min(last) as f64 / last as f64;
    let style = |name: &str, index| join(&[name, &fixed(share(index), 4)]);
    let ends = scale.map(|(first, end, index, text)| {
        view!(
            "<div class=ends aria-hidden=true style={}><span>{}</span><span>{}</span><i></i><b>{}</b></div>",
            style("--at:", index),
            // The mark's text takes the place of an end's that it would cover.
            if share(index) < 0.36 { "" } else { first }.to_owned(),
            if share(index) > 0.64 { "" } else { end }.to_owned(),
            text.to_owned(),
        )
    });
    view!(
        "<div class=control style={}>\
            <label for={}>{}<span class=value>{}</span></label>\
            <input type=range id={} data-testid={} min=0 max={} step=1 value={} aria-valuetext={} oninput={} onchange={}/>\
            {}\
        </div>",
        style("--share:", index),
        id,
        label,
        &value,
        id,
        id,
        last.to_string(),
        index.to_string(),
        value,
        oninput,
        onchange,
        ends,
    )
}
