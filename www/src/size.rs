//! Large type, for a projector: everything is half as large again. Nothing is left out, and nothing else changes.
//!
//! The stylesheet scales the whole page; what measures a pointer against an element, or a canvas against the screen,
//! asks [`dom::zoom`](crate::dom::zoom) for the scale.

use yew::prelude::*;

use crate::dom;

const KEY: &str = "interleave-size";
const LARGE: &str = "large";

/// Whether type is large, and what turns that over. It is kept on this machine for the next visit.
#[hook]
pub fn use_size() -> (bool, Callback<Event>) {
    let is_large = use_state_eq(|| dom::stored(KEY).as_deref() == Some(LARGE));
    use_effect_with(*is_large, |is_large| {
        let Some(root) = dom::root() else { return };
        let _ = if *is_large { root.set_attribute(dom::SIZE, LARGE) } else { root.remove_attribute(dom::SIZE) };
    });
    let turn = {
        let is_large = is_large.clone();
        Callback::from(move |_| {
            dom::store(KEY, if *is_large { "" } else { LARGE });
            is_large.set(!*is_large);
        })
    };
    (*is_large, turn)
}
