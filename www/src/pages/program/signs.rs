//! Threads as signs, and what an object holds as tokens and cells: the same number in the same colour as beside the lines of
//! the program, in the diagrams and in the timeline.
//!
//! Whoever does not see a sign is told the name: a number alone says nothing, and is the style sheet's.

use interleave_machine::{Moment, Object};
use yew::prelude::*;

use super::threads::{colour, name};
use crate::markup::view;
use crate::numbers::{join, number};
use crate::text::say;

/// How many signs or cells are shown before the rest is a number.
const MOST: usize = 12;

/// A thread's sign and its name.
pub fn named(moment: &Moment, thread: u32) -> Html {
    let style = join(&["--hue:", &colour(thread)]);
    view!(
        "<span class=named><span class=sign style={} data-number={} aria-hidden=true></span>{}</span>",
        style,
        thread.to_string(),
        name(moment, thread)
    )
}

/// Those who hold something, each with its name; nothing where nobody does.
pub fn holders(moment: &Moment, threads: &[u32]) -> Html {
    let mut parts: Vec<Html> = threads.iter().take(MOST).map(|thread| named(moment, *thread)).collect();
    parts.extend(more(threads.len()));
    parts.into_iter().collect()
}

/// Those who wait, the next one first: names where there are one or two, else signs.
pub fn waiters(moment: &Moment, threads: &[u32]) -> Html {
    if threads.len() < 3 {
        return holders(moment, threads);
    }
    let mut signs = Vec::new();
    for thread in threads.iter().take(MOST) {
        let (style, name) = (join(&["--hue:", &colour(*thread)]), name(moment, *thread));
        signs.push(view!(
            "<li style={} title={}><span class=sign data-number={} aria-hidden=true></span><span class=unseen>{}</span></li>",
            style,
            name.clone(),
            thread.to_string(),
            name
        ));
    }
    view!("<ol class=queue>{}</ol>{}", signs, more(threads.len()))
}

fn more(count: usize) -> Option<Html> {
    (count > MOST).then(|| view!("<span class=note>+{}</span>", number((count - MOST) as f64, 0, 0)))
}

/// How full an object is, in words.
fn words(object: &Object) -> String {
    let (count, most) = (number(f64::from(object.count), 0, 0), number(f64::from(object.capacity), 0, 0));
    match object.kind.as_str() {
        "Lock" | "Condition" => String::new(),
        "RLock" if object.count < 2 => String::new(),
        "Event" => (if object.count > 0 { say::program_set() } else { say::program_not_set() }).to_string(),
        _ if object.capacity > 0 => say::program_of(&count, &most),
        _ => count,
    }
}

/// How many places are drawn for an object, and how many of them are full; none where a picture would say nothing.
fn places(object: &Object) -> Option<(usize, usize)> {
    let (count, capacity) = (object.count as usize, object.capacity as usize);
    match object.kind.as_str() {
        "Lock" | "RLock" | "Condition" => None,
        "Event" => Some((1, count.min(1))),
        // Without a limit, as many as there are.
        _ => {
            Some((if capacity > 0 { capacity } else { count }, count)).filter(|(places, _)| (1..=MOST).contains(places))
        }
    }
}

/// Whether there is ever something to say of what is inside of an object: a lock has no inside.
pub fn has_inside(object: &Object) -> bool {
    !matches!(object.kind.as_str(), "Lock" | "Condition") && (object.kind != "RLock" || object.count > 1)
}

/// What is inside of an object: permits as round tokens, items of queues as cells, full or empty, and the same in words.
pub fn inside(object: &Object) -> Html {
    let is_queue = object.kind.contains("Queue") || object.kind == "Pipe";
    let cells = places(object).map(|(places, full)| {
        let cell = |at: usize| if at < full { view!("<i class=full></i>") } else { view!("<i></i>") };
        let cells: Vec<Html> = (0..places).map(cell).collect();
        view!("<span class=cells data-tokens={} aria-hidden=true>{}</span>", !is_queue, cells)
    });
    view!("{}{}", cells, words(object))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_has_no_inside_and_one_that_is_held_twice_a_depth() {
        let cases =
            [("Lock", 1, false), ("Condition", 0, false), ("RLock", 1, false), ("RLock", 2, true), ("Queue", 0, true)];
        for (kind, count, expect) in cases {
            let object = Object { kind: kind.to_owned(), count, ..Object::default() };
            assert_eq!(has_inside(&object), expect, "{kind} {count}");
        }
    }

    #[test]
    fn a_picture_has_a_place_for_each_permit_or_item_that_fits() {
        let cases = [
            ("Lock", 0, 0, None),
            ("Event", 1, 0, Some((1, 1))),
            ("Event", 0, 0, Some((1, 0))),
            ("Semaphore", 3, 0, Some((3, 3))),
            ("Semaphore", 0, 0, None),
            ("BoundedSemaphore", 1, 2, Some((2, 1))),
            ("Queue", 2, 8, Some((8, 2))),
            ("Queue", 900, 0, None),
            ("Barrier", 1, 3, Some((3, 1))),
        ];
        for (kind, count, capacity, expect) in cases {
            let object = Object { kind: kind.to_owned(), count, capacity, ..Object::default() };
            assert_eq!(places(&object), expect, "{kind} {count} of {capacity}");
        }
    }
}
