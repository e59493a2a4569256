//! What the reader has to know about the machine: which models run how, and what to do when the engine is dead.

use yew::prelude::*;

use super::live::Live;
use super::measured::received;
use super::model::{Lab, Status};
use crate::link::Repair;
use crate::markup::view;
use crate::text::say;

/// The panel that says what happened and offers a restart, where the engine is dead.
pub fn failure(status: &Status, live: &Live) -> Html {
    let Status::Failed(reason) = status else { return Html::default() };
    view!(
        "<div class=failure role=alert data-testid=error>\
            <strong>{}</strong><p>{}</p><p>{}</p>\
            <button type=button class='button go' data-testid=restart onclick={}>{}</button>\
        </div>",
        say::lab_stopped(),
        reason.said(),
        say::lab_stopped_kept(),
        live.on(Live::restart),
        say::lab_restart()
    )
}

/// The quiet lines below the headline.
pub fn lines(lab: &Lab) -> Html {
    let isolation = (lab.status == Status::Ready { threads: 0 }).then(say::lab_not_isolated);
    let repaired = (!lab.repaired.is_empty()).then(|| {
        let parts: Vec<String> = lab.repaired.iter().map(Repair::said).collect();
        say::lab_repaired(&parts.join(&say::lab_repaired_between())).into()
    });
    let line = |name: &'static str, text: AttrValue| {
        let class = if name == "repaired" { "line odd" } else { "line" };
        view!("<p class={} data-testid={}>{}</p>", class, name, text)
    };
    view!(
        "{}{}{}",
        isolation.map(|text| line("isolation", text)),
        repaired.map(|text| line("repaired", text)),
        received(lab).map(|text| line("received", text.into())),
    )
}
