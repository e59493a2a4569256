//! The states of threads as the textbook draws them, with every thread in its state. The thread that is looked at lights
//! the state it is in and the way it came there.
//!
//! It shows a moment and nothing else: how a thread last moved is the machine's to say, in both directions of time.

use std::rc::Rc;

use interleave_machine::{Moment, Thread};
use yew::prelude::*;

use super::model::Page;
use super::threads::{colour, names};
use crate::dom::WidthWatch;
use crate::markup::view;
use crate::numbers::{fixed, join, sentences};
use crate::text::{say, use_language};

/// States in the order of a thread's life.
const STATES: [&str; 5] = ["new", "runnable", "running", "waiting", "terminated"];
/// Moves, each with the states that it leads from and to.
const MOVES: [(&str, usize, usize); 7] = [
    ("admit", 0, 1),
    ("dispatch", 1, 2),
    ("preempt", 2, 1),
    ("yield", 2, 1),
    ("block", 2, 3),
    ("wake", 3, 1),
    ("exit", 2, 4),
];

const HEIGHT: f64 = 242.0;
const BOX_HEIGHT: f64 = 50.0;
/// The widest that the diagram gets, and the narrowest that it is drawn at.
const MOST_WIDTH: f64 = 460.0;
const LEAST_WIDTH: f64 = 220.0;
/// A thread's sign and the space behind it.
const SIGN: (f64, f64) = (19.0, 3.0);

/// Where the boxes stand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Places {
    width: f64,
    box_width: f64,
}

/// Where a label is put.
#[derive(Clone, Debug, PartialEq)]
struct Arrow {
    /// The path, in SVG's form.
    path: String,
    /// The head's point, and which way it points.
    tip: (f64, f64, Way),
    label: (f64, f64, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Right,
    Left,
    Up,
    Down,
}

impl Places {
    fn new(width: f64) -> Self {
        let width = width.clamp(LEAST_WIDTH, MOST_WIDTH);
        Self { width, box_width: ((width - 84.0) / 2.0).min(150.0) }
    }

    /// The middle of a state's box.
    fn middle(self, state: usize) -> (f64, f64) {
        let (left, right) = (self.box_width / 2.0 + 2.0, self.width - self.box_width / 2.0 - 2.0);
        match STATES[state] {
            "new" => (left, 23.0),
            "terminated" => (right, 23.0),
            "runnable" => (left, 120.0),
            "running" => (right, 120.0),
            _ => (self.width / 2.0, HEIGHT - BOX_HEIGHT / 2.0 - 2.0),
        }
    }

    /// How high a state's box is: lower at the beginning and the end, where nothing happens.
    fn height(self, state: usize) -> f64 {
        if matches!(STATES[state], "new" | "terminated") { 42.0 } else { BOX_HEIGHT }
    }

    /// How many signs have room in a box.
    fn room(self) -> usize {
        // The last one has no space behind it.
        ((self.box_width - 12.0 + SIGN.1) / (SIGN.0 + SIGN.1)).floor().max(1.0) as usize
    }

    fn arrow(self, name: &str) -> Arrow {
        let (half, tall) = (self.box_width / 2.0, BOX_HEIGHT / 2.0);
        let ((left, middle), (right, _)) = (self.middle(1), self.middle(2));
        let (centre, bottom) = self.middle(3);
        let level = |y: f64, is_right: bool| {
            let (from, to) = if is_right { (left + half, right - half) } else { (right - half, left + half) };
            Arrow {
                path: path(&[("M", from, y), ("L", to, y)]),
                tip: (to, y, if is_right { Way::Right } else { Way::Left }),
                label: (centre, y - 4.0, "middle"),
            }
        };
        let upright = |x: f64, from: f64, to: f64, label: (f64, f64, &'static str)| Arrow {
            path: path(&[("M", x, from), ("L", x, to)]),
            tip: (x, to, if to > from { Way::Down } else { Way::Up }),
            label,
        };
        let top = self.middle(0).1 + self.height(0) / 2.0;
        match name {
            "admit" => upright(left, top, middle - tall, (left + 7.0, 73.0, "start")),
            "exit" => upright(right, middle - tall, top, (right - 7.0, 73.0, "end")),
            "dispatch" => level(middle - 12.0, true),
            "preempt" => level(middle + 5.0, false),
            "yield" => level(middle + 22.0, false),
            "block" => Arrow {
                path: corner((right, middle + tall), (right, bottom), (centre + half, bottom)),
                tip: (centre + half, bottom, Way::Left),
                label: (right - 7.0, (middle + bottom) / 2.0 + 4.0, "end"),
            },
            _ => Arrow {
                path: corner((centre - half, bottom), (left, bottom), (left, middle + tall)),
                tip: (left, middle + tall, Way::Up),
                label: (left + 7.0, (middle + bottom) / 2.0 + 4.0, "start"),
            },
        }
    }
}

fn path(parts: &[(&str, f64, f64)]) -> String {
    parts.iter().map(|(letter, x, y)| join(&[letter, &fixed(*x, 1), ",", &fixed(*y, 1)])).collect()
}

/// A path around a rounded corner.
fn corner(from: (f64, f64), at: (f64, f64), to: (f64, f64)) -> String {
    const ROUND: f64 = 8.0;
    let toward = |(x, y): (f64, f64)| {
        let (dx, dy) = (x - at.0, y - at.1);
        let share = ROUND / dx.hypot(dy).max(ROUND);
        (at.0 + dx * share, at.1 + dy * share)
    };
    let (before, after) = (toward(from), toward(to));
    let bend = join(&[&path(&[("Q", at.0, at.1)]), " ", &fixed(after.0, 1), ",", &fixed(after.1, 1)]);
    join(&[&path(&[("M", from.0, from.1), ("L", before.0, before.1)]), &bend, &path(&[("L", to.0, to.1)])])
}

/// The head of an arrow.
fn head((x, y, way): (f64, f64, Way)) -> String {
    let (along, across) = (7.0, 3.6);
    let (dx, dy) = match way {
        Way::Right => (-along, 0.0),
        Way::Left => (along, 0.0),
        Way::Up => (0.0, along),
        Way::Down => (0.0, -along),
    };
    let (px, py) = if dx == 0.0 { (across, 0.0) } else { (0.0, across) };
    path(&[("M", x, y), ("L", x + dx + px, y + dy + py), ("L", x + dx - px, y + dy - py)])
}

/// The panel.
pub fn panel(page: &Page) -> Html {
    let Some(moment) = page.chosen().moment.clone() else { return Html::default() };
    let diagram = html! { <States {moment} thread={page.looked_at()} /> };
    view!("<section class=panel><h2>{}</h2>{}</section>", say::program_states_title(), diagram)
}

#[derive(Properties, PartialEq)]
pub struct StatesProps {
    /// The moment.
    pub moment: Rc<Moment>,
    /// The number of the thread that is looked at.
    pub thread: Option<u32>,
}

/// The diagram.
#[component]
pub fn States(props: &StatesProps) -> Html {
    use_language();
    let node = use_node_ref();
    let width = use_state_eq(|| 0.0);
    {
        let (node, width) = (node.clone(), width.setter());
        use_effect_with((), move |()| {
            let element = node.cast::<web_sys::Element>();
            let watch = element.and_then(|element| WidthWatch::new(&element, move |value| width.set(value)));
            move || drop(watch)
        });
    }
    let drawing = (*width > 0.0).then(|| drawing(props, Places::new(*width)));
    // What is watched has no height, so that what is drawn for its width never changes it.
    view!("<div class=diagram data-testid=states><div ref={}></div>{}</div>", &node, drawing)
}

/// The diagram in words: the thread that is looked at, and who is in each state.
fn summary(moment: &Moment, thread: Option<&Thread>) -> String {
    let own = thread.map(|thread| {
        let state = say::program_states_said(&thread.name, &say::program_thread_state(&thread.state));
        let last =
            (!thread.moved.is_empty()).then(|| say::program_states_last(&say::program_states_move(&thread.moved)));
        sentences([Some(state), last])
    });
    let each = STATES.iter().filter_map(|state| {
        let in_it: Vec<u32> = of(moment, state).map(|thread| thread.id).collect();
        let name = say::program_thread_state(state);
        (!in_it.is_empty()).then(|| say::program_states_in(&name, &names(moment, &in_it)))
    });
    sentences(std::iter::once(own).chain(each.map(Some)))
}

fn of<'a>(moment: &'a Moment, state: &'a str) -> impl Iterator<Item = &'a Thread> {
    moment.threads.iter().filter(move |thread| thread.state == state)
}

fn drawing(props: &StatesProps, places: Places) -> Html {
    let moment = &*props.moment;
    let thread = props.thread.and_then(|thread| moment.threads.get(thread as usize));
    let mut parts = Vec::new();
    // What is lit lies over what is not.
    let mut moves: Vec<&(&str, usize, usize)> = MOVES.iter().collect();
    let is_last = |name: &str| thread.is_some_and(|thread| thread.moved == name);
    moves.sort_by_key(|(name, ..)| is_last(name));
    for (name, ..) in moves {
        let arrow = places.arrow(name);
        let (x, y, anchor) = arrow.label;
        parts.push(view!(
            "<g class=move data-last={} data-move={}><path class=way d={}/><path class=head d={}/><text x={} y={} text-anchor={}>{}</text></g>",
            is_last(name),
            *name,
            arrow.path,
            head(arrow.tip),
            fixed(x, 1),
            fixed(y, 1),
            anchor,
            say::program_states_move(name)
        ));
    }
    for (at, state) in STATES.iter().enumerate() {
        parts.push(state_box(places, at, &of(moment, state).collect::<Vec<_>>(), thread));
    }
    let (width, height) = (fixed(places.width, 1), fixed(HEIGHT, 0));
    view!(
        "<svg class=states role=img aria-label={} width={} height={}>\
            <defs>\
                <pattern id=states-runnable width=5 height=5 patternUnits=userSpaceOnUse><circle cx=1.5 cy=1.5 r=.9/></pattern>\
                <pattern id=states-waiting width=5 height=5 patternUnits=userSpaceOnUse patternTransform='rotate(45)'><rect width=1.2 height=5/></pattern>\
                <pattern id=states-new width=6 height=6 patternUnits=userSpaceOnUse><rect width=1.2 height=6/></pattern>\
            </defs>{}</svg>",
        summary(moment, thread),
        width,
        height,
        parts
    )
}

/// A state: its name, and the signs of the threads in it, that which is looked at first.
fn state_box(places: Places, state: usize, threads: &[&Thread], looked_at: Option<&Thread>) -> Html {
    let (x, y) = places.middle(state);
    let (width, height) = (places.box_width, places.height(state));
    let (left, top) = (x - width / 2.0, y - height / 2.0);
    let name = STATES[state];
    let here = looked_at.filter(|thread| thread.state == name);
    let hue = here.map(|thread| join(&["--hue:", &colour(thread.id)])).unwrap_or_default();
    let rectangle = |class: &'static str, fill: Option<String>| {
        view!(
            "<rect class={} x={} y={} width={} height={} rx=6 fill={}/>",
            class,
            fixed(left, 1),
            fixed(top, 1),
            fixed(width, 1),
            fixed(height, 1),
            fill
        )
    };
    let is_patterned = here.is_some() && matches!(name, "new" | "runnable" | "waiting");
    let pattern = is_patterned.then(|| rectangle("pattern", Some(join(&["url(#states-", name, ")"]))));
    let mut shown: Vec<&Thread> = here.into_iter().collect();
    shown.extend(threads.iter().filter(|thread| here.is_none_or(|here| here.id != thread.id)));
    let room = places.room();
    let more = if shown.len() > room { shown.len() + 1 - room } else { 0 };
    shown.truncate(shown.len() - more);
    let count = shown.len() + usize::from(more > 0);
    let mut at = x - (count as f64 * (SIGN.0 + SIGN.1) - SIGN.1) / 2.0;
    let sign_top = top + height - 19.0;
    let mut signs = Vec::new();
    for thread in shown {
        signs.push(view!(
            "<g class=sign data-chosen={} style={}><title>{}</title><rect x={} y={} width={} height=14 rx=3/><text x={} y={} text-anchor=middle>{}</text></g>",
            here.is_some_and(|here| here.id == thread.id),
            join(&["--hue:", &colour(thread.id)]),
            thread.name.clone(),
            fixed(at, 1),
            fixed(sign_top, 1),
            fixed(SIGN.0, 0),
            fixed(at + SIGN.0 / 2.0, 1),
            fixed(sign_top + 11.0, 1),
            thread.id.to_string()
        ));
        at += SIGN.0 + SIGN.1;
    }
    if more > 0 {
        let (x, y) = (fixed(at + SIGN.0 / 2.0, 1), fixed(sign_top + 11.0, 1));
        signs.push(view!(
            "<text class=more x={} y={} text-anchor=middle>{}</text>",
            x,
            y,
            join(&["+", &more.to_string()])
        ));
    }
    // Where nobody is, the name stands in the middle.
    let name_y = if count == 0 { y + 4.0 } else { sign_top - if height > 45.0 { 7.0 } else { 4.0 } };
    view!(
        "<g class=state data-here={} style={} data-state={}>{}{}<text class=name x={} y={} text-anchor=middle>{}</text>{}</g>",
        here.is_some(),
        hue,
        name,
        rectangle("box", None),
        pattern,
        fixed(x, 1),
        fixed(name_y, 1),
        say::program_thread_state(name),
        signs
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(places: Places, state: usize) -> (f64, f64, f64, f64) {
        let ((x, y), (w, h)) = (places.middle(state), (places.box_width / 2.0, places.height(state) / 2.0));
        (x - w, x + w, y - h, y + h)
    }

    #[test]
    fn boxes_lie_inside_and_apart_at_every_width() {
        for width in [220.0, 296.0, 328.0, 400.0, 900.0] {
            let places = Places::new(width);
            for state in 0..STATES.len() {
                let (left, right, top, bottom) = sides(places, state);
                assert!(left >= 0.0 && right <= places.width.min(width) && top >= 0.0 && bottom <= HEIGHT, "{width}");
                for other in 0..state {
                    let (l, r, t, b) = sides(places, other);
                    assert!(right <= l || left >= r || bottom <= t || top >= b, "{width}: {state} and {other}");
                }
            }
        }
    }

    #[test]
    fn every_move_ends_at_the_state_that_it_leads_to() {
        for width in [296.0, 420.0] {
            let places = Places::new(width);
            for (name, _, to) in MOVES {
                let (x, y, _) = places.arrow(name).tip;
                let (left, right, top, bottom) = sides(places, to);
                let is_on_edge = [x - left, x - right, y - top, y - bottom].iter().any(|gap| gap.abs() < 0.01);
                assert!(
                    is_on_edge && x >= left && x <= right && y >= top && y <= bottom,
                    "{width}: {name} at {x}, {y}"
                );
            }
        }
    }

    #[test]
    fn a_corner_is_rounded_and_meets_both_ends() {
        assert_eq!(
            corner((10.0, 0.0), (10.0, 20.0), (40.0, 20.0)),
            "M10.0,0.0L10.0,12.0Q10.0,20.0 18.0,20.0L40.0,20.0"
        );
    }
}
