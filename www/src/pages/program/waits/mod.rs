//! Who waits for whom: the wait-for graph of a moment, and a table that says the same.
//!
//! Threads are round, what they wait for is square; an arrow that is dashed says who waits, one that is whole says who
//! has it. A circle, in which nobody can go on, is drawn as one and stands first.

mod graph;
mod layout;

use std::rc::Rc;

use interleave_machine::{Moment, Thread};
use yew::prelude::*;

use self::graph::{Edge, Graph, Node, waits_for_others};
use self::layout::{Layout, Line, NODE_HEIGHT, NODE_WIDTH, layout};
use super::model::Page;
use super::threads::{colour, name, names};
use crate::dom::WidthWatch;
use crate::markup::view;
use crate::numbers::{fixed, join};
use crate::text::{say, use_language};

/// The widest that the graph gets, in CSS pixels.
const MOST_WIDTH: f64 = 900.0;
/// A sign in a crowd and the space behind it.
const SIGN: f64 = 20.0;

/// The panel.
pub fn panel(page: &Page) -> Html {
    let Some(moment) = page.chosen().moment.clone() else { return Html::default() };
    let graph = html! { <Waits {moment} thread={page.looked_at()} /> };
    view!("<section class=panel><h2>{}</h2>{}</section>", say::program_graph_title(), graph)
}

#[derive(Properties, PartialEq)]
pub struct WaitsProps {
    /// The moment.
    pub moment: Rc<Moment>,
    /// The number of the thread that is looked at.
    pub thread: Option<u32>,
}

/// The graph, or that nobody waits for another.
#[component]
pub fn Waits(props: &WaitsProps) -> Html {
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
    let graph = Graph::of(&props.moment);
    let content = if graph.edges.is_empty() {
        view!("<p class=note>{}</p>", say::program_graph_none())
    } else {
        let drawing = (*width > 0.0).then(|| drawing(props, &graph, width.min(MOST_WIDTH)));
        let circle = circle(&props.moment, &graph).map(|text| view!("<p class='line odd'>{}</p>", text));
        let more =
            (graph.left_out > 0).then(|| view!("<p class=note>{}</p>", say::program_graph_more(graph.left_out as u32)));
        view!("{}{}{}{}{}", circle, drawing, key(&graph), more, table(&props.moment))
    };
    // What is watched has no height, so that what is drawn for its width never changes it.
    view!("<div class=diagram data-testid=waits><div ref={}></div>{}</div>", &node, content)
}

/// The circle in words.
fn circle(moment: &Moment, graph: &Graph) -> Option<String> {
    let of_thread = |node: &usize| if let Node::Thread(id) = graph.nodes[*node] { Some(id) } else { None };
    let mut threads: Vec<u32> = graph.ring.iter().filter_map(of_thread).collect();
    threads.push(*threads.first()?);
    Some(say::program_graph_circle(&list_of(moment, &threads)))
}

/// The names of threads, with an arrow from each to the next.
fn list_of(moment: &Moment, threads: &[u32]) -> String {
    threads.iter().map(|thread| name(moment, *thread)).collect::<Vec<_>>().join(" → ")
}

fn drawing(props: &WaitsProps, graph: &Graph, width: f64) -> Html {
    let edges: Vec<(usize, usize)> = graph.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let places = layout(graph.nodes.len(), &edges, &graph.ring, width);
    let mut parts = Vec::new();
    // The circle lies over what leads to it.
    for in_circle in [false, true] {
        for (edge, line) in graph.edges.iter().zip(&places.lines).filter(|(edge, _)| edge.in_circle == in_circle) {
            parts.push(arrow(edge, *line));
        }
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        parts.push(node_of(props, graph, at, *node, &places));
    }
    let waiting = props.moment.threads.iter().filter(|thread| waits_for_others(thread)).count() as u32;
    let summary = circle(&props.moment, graph).unwrap_or_else(|| say::program_graph_count(waiting));
    let (width, height) = (fixed(places.width, 1), fixed(places.height, 1));
    view!("<svg class=waits role=img aria-label={} width={} height={}>{}</svg>", summary, width, height, parts)
}

fn arrow(edge: &Edge, Line { from, bend, to }: Line) -> Html {
    let (dx, dy) = (to.0 - bend.0, to.1 - bend.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let point = |x: f64, y: f64| join(&[&fixed(x, 1), ",", &fixed(y, 1)]);
    let side = |sign: f64| point(to.0 - 8.0 * ux - sign * 4.0 * uy, to.1 - 8.0 * uy + sign * 4.0 * ux);
    // The line ends inside of the head, so that a dash never stands out of it.
    let end = point(to.0 - 6.0 * ux, to.1 - 6.0 * uy);
    view!(
        "<g class=edge data-wait={} data-circle={}><path class=way d={}/><path class=head d={}/></g>",
        edge.is_wait,
        edge.in_circle,
        join(&["M", &point(from.0, from.1), "Q", &point(bend.0, bend.1), " ", &end]),
        join(&["M", &point(to.0, to.1), "L", &side(1.0), "L", &side(-1.0)])
    )
}

/// About how wide a letter of a node's name is, in CSS pixels: rather too wide than too narrow, as nobody measures it.
fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '\'' | '|' => 4.5,
        'f' | 't' | 'r' | '(' | ')' | '-' | ' ' => 5.5,
        'm' | 'w' | 'M' | 'W' | '@' => 11.5,
        'A'..='Z' => 8.8,
        ' '..='~' => 7.4,
        // Han and whatever else there is.
        _ => 12.5,
    }
}

/// As much of a text as fits into so many pixels.
fn fitting(text: &str, width: f64) -> String {
    let mut left = width;
    let fits = |letter: char| {
        left -= letter_width(letter);
        left >= 0.0
    };
    if text.chars().all(fits) {
        return text.to_owned();
    }
    let mut left = width - letter_width('…');
    let fits = |letter: &char| {
        left -= letter_width(*letter);
        left >= 0.0
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

fn node_of(props: &WaitsProps, graph: &Graph, at: usize, node: Node, places: &Layout) -> Html {
    let moment = &*props.moment;
    let (x, y) = places.nodes[at];
    let (left, top) = (x - NODE_WIDTH / 2.0, y - NODE_HEIGHT / 2.0);
    let (title, about, thread) = match node {
        Node::Thread(id) => {
            let line = moment.threads.get(id as usize).map_or(0, |thread| thread.line);
            let about = if line > 0 { say::program_at_line(line) } else { String::new() };
            (name(moment, id), about, Some(id))
        }
        Node::Object(id) => {
            let object = moment.objects.iter().find(|object| object.id == id);
            let (title, kind) =
                object.map_or_else(Default::default, |object| (object.name.clone(), object.kind.clone()));
            // What has no name of its own is called by what it is.
            if title.is_empty() { (kind, String::new(), None) } else { (title, kind, None) }
        }
        Node::Crowd(crowd) => return crowd_of(props, &graph.crowds[crowd], (left, top)),
        Node::Process(at) => (graph.processes[at].clone(), say::program_graph_process().to_string(), None),
    };
    let sign = thread.map(|id| {
        view!(
            "<rect class=sign x={} y={} width=18 height=18 rx=9/><text class=number x={} y={} text-anchor=middle>{}</text>",
            fixed(left + 10.0, 1),
            fixed(y - 9.0, 1),
            fixed(left + 19.0, 1),
            fixed(y + 4.0, 1),
            id.to_string()
        )
    });
    let text_x = if thread.is_some() { left + 33.0 } else { left + 9.0 };
    let room = NODE_WIDTH - (text_x - left) - 8.0;
    let is_alone = about.is_empty();
    view!(
        "<g class=node data-kind={} data-circle={} data-chosen={} style={}><title>{}</title><rect class=box x={} y={} width={} height={} rx={}/>{}\
            <text class=name x={} y={}>{}</text><text class=about x={} y={}>{}</text></g>",
        if thread.is_some() { "thread" } else { "object" },
        graph.ring.contains(&at),
        thread.is_some() && thread == props.thread,
        thread.map(|id| join(&["--hue:", &colour(id)])).unwrap_or_default(),
        title.clone(),
        fixed(left, 1),
        fixed(top, 1),
        fixed(NODE_WIDTH, 0),
        fixed(NODE_HEIGHT, 0),
        if thread.is_some() { fixed(NODE_HEIGHT / 2.0, 0) } else { "4".to_owned() },
        sign,
        fixed(text_x, 1),
        fixed(if is_alone { y + 4.0 } else { y - 2.0 }, 1),
        fitting(&title, room),
        fixed(text_x, 1),
        fixed(y + 12.0, 1),
        fitting(&about, room)
    )
}

/// Threads that only wait for the same thing: how many, and their signs, that which is looked at first.
fn crowd_of(props: &WaitsProps, threads: &[u32], (left, top): (f64, f64)) -> Html {
    let is_looked_at = |id: &u32| Some(*id) == props.thread;
    let (mut shown, rest): (Vec<u32>, Vec<u32>) = threads.iter().copied().partition(is_looked_at);
    shown.extend(rest);
    let room = ((NODE_WIDTH - 20.0) / SIGN).floor() as usize;
    let more = if shown.len() > room { shown.len() + 1 - room } else { 0 };
    shown.truncate(shown.len() - more);
    let (mut x, mut signs) = (left + 12.0, Vec::new());
    for id in &shown {
        signs.push(view!(
            "<g data-chosen={} style={}><rect class=sign x={} y={} width=18 height=14 rx=7/><text class=number x={} y={} text-anchor=middle>{}</text></g>",
            is_looked_at(id),
            join(&["--hue:", &colour(*id)]),
            fixed(x, 1),
            fixed(top + 19.0, 1),
            fixed(x + 9.0, 1),
            fixed(top + 30.0, 1),
            id.to_string()
        ));
        x += SIGN;
    }
    if more > 0 {
        let text = join(&["+", &more.to_string()]);
        signs.push(view!("<text class=about x={} y={}>{}</text>", fixed(x, 1), fixed(top + 30.0, 1), text));
    }
    view!(
        "<g class=node data-kind=crowd><title>{}</title><rect class=box x={} y={} width={} height={} rx={}/><text class=name x={} y={}>{}</text>{}</g>",
        names(&props.moment, threads),
        fixed(left, 1),
        fixed(top, 1),
        fixed(NODE_WIDTH, 0),
        fixed(NODE_HEIGHT, 0),
        fixed(NODE_HEIGHT / 2.0, 0),
        fixed(left + 12.0, 1),
        fixed(top + 14.0, 1),
        say::program_graph_crowd(threads.len() as u32),
        signs
    )
}

/// What the arrows mean, as far as there are such arrows.
fn key(graph: &Graph) -> Html {
    let mut items = Vec::new();
    for (is_wait, text) in [(true, say::program_graph_wait()), (false, say::program_graph_held())] {
        if graph.edges.iter().any(|edge| edge.is_wait == is_wait) {
            let edge = Edge { from: 0, to: 0, is_wait, in_circle: false };
            let sample = arrow(&edge, Line { from: (1.0, 6.0), bend: (15.0, 6.0), to: (30.0, 6.0) });
            items.push(view!("<li><svg class=waits width=32 height=12 aria-hidden=true>{}</svg>{}</li>", sample, text));
        }
    }
    view!("<ul class=legend>{}</ul>", items)
}

fn table(moment: &Moment) -> Html {
    let mut rows = Vec::new();
    for thread in moment.threads.iter().filter(|thread| waits_for_others(thread)) {
        rows.push(row(moment, thread));
    }
    view!(
        "<details class=as-table><summary>{}</summary><div class=wide tabindex=0 role=group aria-label={}><table data-testid=waits-table>\
            <thead><tr><th scope=col>{}</th><th scope=col>{}</th><th scope=col class=quiet>{}</th><th scope=col class=quiet>{}</th></tr></thead>\
            <tbody>{}</tbody></table></div></details>",
        say::program_graph_table(),
        say::program_graph_table(),
        say::program_thread(),
        say::program_line(),
        say::program_graph_waits_for(),
        say::program_held_by(),
        rows
    )
}

fn row(moment: &Moment, thread: &Thread) -> Html {
    let Some(wait) = &thread.wait else { return Html::default() };
    let is_thread = wait.kind == "thread";
    let line = (thread.line > 0).then(|| thread.line.to_string());
    let what = say::program_waits(&wait.kind, &wait.name, "no", "");
    let holders = if is_thread { String::new() } else { names(moment, &wait.holders) };
    view!(
        "<tr><th scope=row>{}</th><td>{}</td><td class=quiet>{}</td><td class=quiet>{}</td></tr>",
        thread.name.clone(),
        line,
        what,
        holders
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_ends_in_an_ellipsis() {
        for (text, width, expect) in [
            ("worker-1", 80.0, "worker-1"),
            ("MainThread", 87.0, "MainThread"),
            ("a_very_long_name", 66.0, "a_very_…"),
            ("illiiliilliil", 66.0, "illiiliilliil"),
            ("WWWWWWWWW", 66.0, "WWWW…"),
            ("", 9.0, ""),
        ] {
            assert_eq!(fitting(text, width), expect);
        }
    }
}
