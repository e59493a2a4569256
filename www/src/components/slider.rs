//! A labelled slider over a list of values, with its value beside the label and, where wanted, one value marked.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::numbers::{fixed, join};

/// What a reader did with a slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Moves it: the first move since it was let go, or a further one.
    Move {
        /// The index it is at.
        index: usize,
        /// Whether it was at rest before.
        is_first: bool,
    },
}

#[derive(Properties, PartialEq)]
pub struct SliderProps {
    pub id: &'static str,
    pub label: AttrValue,
    /// The value in words.
    pub value: AttrValue,
    /// The value's index.
    pub index: usize,
    /// How many values there are.
    pub count: usize,
    /// What stands below the first and the last value.
    #[prop_or_default]
    pub ends: Option<(AttrValue, AttrValue)>,
    /// The index of a value that is marked, and what stands there.
    #[prop_or_default]
    pub mark: Option<(usize, AttrValue)>,
    pub onchange: Callback<Change>,
}

#[component]
pub fn Slider(props: &SliderProps) -> Html {
    let is_moving = use_mut_ref(|| false);
    let oninput = {
        let (emit, is_moving) = (props.onchange.clone(), is_moving.clone());
        Callback::from(move |event: InputEvent| {
            let input: Option<HtmlInputElement> = event.target_dyn_into();
            if let Some(index) = input.and_then(|input| input.value().parse().ok()) {
                let is_first = !is_moving.replace(true);
                emit.emit(Change::Move { index, is_first });
            }
        })
    };
    let onchange = Callback::from(move |_: Event| {
        is_moving.replace(false);
    });
    let last = props.count.saturating_sub(1).max(1);
    let share = |index: usize| fixed(index.min(last) as f64 / last as f64, 4);
    // The mark's text takes the place of an end's that it would cover.
    let mark = props.mark.as_ref().map(|(index, _)| *index as f64 / last as f64);
    let (is_early, is_late) = (mark.is_some_and(|at| at < 0.36), mark.is_some_and(|at| at > 0.64));
    html! {
        <div class="control" style={join(&["--share:", &share(props.index)])}>
            <label for={props.id}>{ &props.label }<span class="value">{ &props.value }</span></label>
            <input type="range" id={props.id} data-testid={props.id} min="0" max={last.to_string()} step="1"
                value={props.index.to_string()} aria-valuetext={&props.value} {oninput} {onchange} />
            if props.ends.is_some() || props.mark.is_some() {
                <div class="ends" aria-hidden="true">
                    if let Some((first, end)) = &props.ends {
                        <span>{ (!is_early).then(|| first.clone()) }</span>
                        <span>{ (!is_late).then(|| end.clone()) }</span>
                    }
                    if let Some((index, text)) = &props.mark {
                        <i style={join(&["--at:", &share(*index)])}></i>
                        <b style={join(&["--at:", &share(*index)])}>{ text }</b>
                    }
                </div>
            }
        </div>
    }
}
