//! What the reader has to know about the machine: which models run how, and what to do when the engine is dead.

use yew::prelude::*;

use super::live::Live;
use super::measured::received;
use super::model::{Lab, Status};
use crate::markup::view;
use crate::numbers::{capital, join};

/// The panel that says what happened and offers a restart, where the engine is dead.
pub fn failure(status: &Status, live: &Live) -> Html {
    let Status::Failed(reason) = status else { return Html::default() };
    view!(
        "<div class=failure role=alert data-testid=error>\
            <strong>The engine stopped.</strong><p>{}</p><p>Your settings and what was measured are still here.</p>\
            <button type=button class='button go' data-testid=restart onclick={}>Start it again</button>\
        </div>",
        join(&[&capital(reason), "."]),
        live.on(Live::restart)
    )
}

/// The quiet lines below the headline.
pub fn lines(lab: &Lab) -> Html {
    let isolation = (lab.status == Status::Ready { threads: 0 }).then_some(
        "This page is not isolated, so its workers share no memory: threads, with and without a GIL, run on one thread. \
         Processes still run in parallel.",
    );
    let repaired = (!lab.repaired.is_empty())
        .then(|| join(&["This link was partly not understood: ", &lab.repaired.join("; "), "."]));
    let line = |name: &'static str, text: String| {
        let class = if name == "repaired" { "line odd" } else { "line" };
        view!("<p class={} data-testid={}>{}</p>", class, name, text)
    };
    view!(
        "{}{}{}",
        isolation.map(|text| line("isolation", text.to_owned())),
        repaired.map(|text| line("repaired", text)),
        received(lab).map(|text| line("received", text)),
    )
}
