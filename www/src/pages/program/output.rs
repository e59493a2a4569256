//! What the program has written.

use interleave_machine::Moment;
use yew::prelude::*;

use crate::markup::view;
use crate::numbers::number;
use crate::text::say;

/// The panel.
pub fn output(moment: Option<&Moment>) -> Html {
    let stdout = moment.map_or("", |moment| &moment.stdout);
    let stderr = moment.map_or("", |moment| &moment.stderr);
    let left_out = moment.filter(|moment| moment.left_out > 0.0);
    let left_out =
        left_out.map(|moment| view!("<p class=note>{}</p>", say::program_left_out(&number(moment.left_out, 0, 0))));
    let errors = (!stderr.is_empty())
        .then(|| view!("<pre class=wrong data-testid=program-stderr tabindex=0>{}</pre>", stderr.to_owned()));
    let nothing =
        (stdout.is_empty() && stderr.is_empty()).then(|| view!("<p class=note>{}</p>", say::program_no_output()));
    view!(
        "<section class='panel output'><h2>{}</h2>{}{}<pre data-testid=program-output tabindex=0 hidden={}>{}</pre>{}</section>",
        say::program_output(),
        nothing,
        left_out,
        stdout.is_empty(),
        stdout.to_owned(),
        errors,
    )
}
