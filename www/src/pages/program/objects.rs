//! Locks, queues and the like: who holds them and who waits.

use interleave_machine::Moment;
use yew::prelude::*;

use super::signs;
use crate::markup::view;
use crate::text::say;

/// The panel. What is inside has a column where one of them can have something inside; nobody is a dash.
pub fn objects(moment: Option<&Moment>) -> Html {
    let Some(moment) = moment else { return Html::default() };
    let has_inside = moment.objects.iter().any(signs::has_inside);
    let mut rows = Vec::new();
    for gil in &moment.gils {
        let many = moment.gils.len() > 1;
        let asked = gil.is_requested.then(|| view!("<small>{}</small>", say::program_requested()));
        rows.push(row(
            if many { say::program_gil_of(gil.process + 1) } else { "GIL".to_owned() },
            String::new(),
            view!("{}{}", signs::holders(moment, gil.holder.as_slice()), asked),
            signs::waiters(moment, &gil.waiters),
            has_inside.then(Html::default),
        ));
    }
    for object in &moment.objects {
        let waiters = [&object.waiters[..], &object.putters[..]].concat();
        rows.push(row(
            object.name.clone(),
            object.kind.clone(),
            signs::holders(moment, &object.holders),
            signs::waiters(moment, &waiters),
            has_inside.then(|| signs::inside(object)),
        ));
    }
    if rows.is_empty() {
        return Html::default();
    }
    let more = (moment.more_objects > 0)
        .then(|| view!("<p class=note>{}</p>", say::program_more_objects(moment.more_objects)));
    let inside = has_inside.then(|| view!("<th scope=col class=quiet>{}</th>", say::program_inside()));
    view!(
        "<section class='panel objects'><h2>{}</h2><div class=wide tabindex=0 role=group aria-label={}><table data-testid=program-objects><thead><tr>\
            <th scope=col>{}</th><th scope=col class=quiet>{}</th><th scope=col class=quiet>{}</th>{}\
        </tr></thead><tbody>{}</tbody></table></div>{}</section>",
        say::program_objects(),
        say::program_objects(),
        say::program_object(),
        say::program_held_by(),
        say::program_waiting(),
        inside,
        rows,
        more,
    )
}

fn row(title: String, kind: String, holders: Html, waiters: Html, inside: Option<Html>) -> Html {
    let inside = inside.map(|inside| view!("<td class=quiet>{}</td>", inside));
    view!(
        "<tr><th scope=row>{} <small>{}</small></th><td class=quiet>{}</td><td class=quiet>{}</td>{}</tr>",
        title,
        kind,
        holders,
        waiters,
        inside
    )
}
