//! Locks, queues and the like: who holds them and who waits.

use interleave_machine::{Moment, Object};
use yew::prelude::*;

use super::threads::{name, names};
use crate::markup::view;
use crate::numbers::number;
use crate::text::say;

/// How full an object is, in words.
fn filled(object: &Object) -> String {
    let (count, most) = (number(f64::from(object.count), 0, 0), number(f64::from(object.capacity), 0, 0));
    match object.kind.as_str() {
        "Lock" | "Condition" => String::new(),
        "RLock" if object.count < 2 => String::new(),
        "Event" => (if object.count > 0 { say::program_set() } else { say::program_not_set() }).to_string(),
        _ if object.capacity > 0 => say::program_of(&count, &most),
        _ => count,
    }
}

/// The panel.
pub fn objects(moment: Option<&Moment>) -> Html {
    let Some(moment) = moment else { return Html::default() };
    let mut rows = Vec::new();
    for gil in &moment.gils {
        let many = moment.gils.len() > 1;
        rows.push(row(
            if many { say::program_gil_of(gil.process + 1) } else { "GIL".to_owned() },
            String::new(),
            gil.holder.map_or_else(String::new, |holder| name(moment, holder)),
            names(moment, &gil.waiters),
            if gil.is_requested { say::program_requested().to_string() } else { String::new() },
        ));
    }
    for object in &moment.objects {
        let waiters = [&object.waiters[..], &object.putters[..]].concat();
        rows.push(row(
            object.name.clone(),
            object.kind.clone(),
            names(moment, &object.holders),
            names(moment, &waiters),
            filled(object),
        ));
    }
    if rows.is_empty() {
        return Html::default();
    }
    let more = (moment.more_objects > 0)
        .then(|| view!("<p class=note>{}</p>", say::program_more_objects(moment.more_objects)));
    view!(
        "<section class='panel objects'><h2>{}</h2><div class=wide tabindex=0 role=group aria-label={}><table data-testid=program-objects><thead><tr>\
            <th scope=col>{}</th><th scope=col class=quiet>{}</th><th scope=col class=quiet>{}</th><th scope=col class=quiet>{}</th>\
        </tr></thead><tbody>{}</tbody></table></div>{}</section>",
        say::program_objects(),
        say::program_objects(),
        say::program_object(),
        say::program_held_by(),
        say::program_waiting(),
        say::program_inside(),
        rows,
        more,
    )
}

fn row(title: String, kind: String, holders: String, waiters: String, filled: String) -> Html {
    view!(
        "<tr><th scope=row>{} <small>{}</small></th><td class=quiet>{}</td><td class=quiet>{}</td><td class=quiet>{}</td></tr>",
        title,
        kind,
        holders,
        waiters,
        filled
    )
}
