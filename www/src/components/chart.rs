//! A line chart in SVG: points, curves, a mark on the x axis, and a legend whose entries are drawn as their curves.
//! It is laid out at its real width, so that text keeps its size.

use yew::prelude::*;

use crate::dom::WidthWatch;
use crate::markup::view;
use crate::numbers::{fixed, join, number};
use crate::text::say;

/// A curve through points that lie close together.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Class that says how it is drawn.
    pub class: &'static str,
    pub points: Vec<(f64, f64)>,
}

#[derive(Properties, PartialEq)]
pub struct ChartProps {
    pub title: AttrValue,
    /// The content in words, for who does not see it.
    pub summary: AttrValue,
    /// The last value of the x axis, which starts at 1.
    pub x_end: f64,
    /// The last value of the y axis, which starts at 0.
    pub y_end: f64,
    /// Whether the y axis is in hundredths, and not in times.
    pub is_share: bool,
    /// A place on the x axis that is marked, and what stands there.
    pub mark: Option<(f64, AttrValue)>,
    pub curves: Vec<Curve>,
    /// What was measured.
    pub points: Vec<(f64, f64)>,
}

const HEIGHT: f64 = 190.0;
const LEFT: f64 = 38.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 162.0;

/// A step of 1, 2 or 5 times a power of ten, from a thousandth on, that cuts `range` into at most `most` parts.
pub fn step(range: f64, most: f64) -> f64 {
    let mut step = 0.001;
    // 1, 2, 5, 10: each is two, two and a half, and two times the one before.
    for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
        if range <= step * most * 1.0001 || step > 1e12 {
            break;
        }
        step *= factor;
    }
    step
}

#[component]
pub fn Chart(props: &ChartProps) -> Html {
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
    let drawing = (*width > 80.0).then(|| drawing(props, *width));
    view!("<div class=chart ref={}><h3>{}</h3>{}</div>", &node, &props.title, drawing)
}

fn drawing(props: &ChartProps, width: f64) -> Html {
    let right = width - 10.0;
    let x_range = (props.x_end - 1.0).max(1.0);
    let x = |value: f64| LEFT + (right - LEFT) * (value - 1.0) / x_range;
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * value / props.y_end;
    let at = |value: f64| fixed(value, 1);
    let path = |points: &[(f64, f64)]| {
        let mut path = String::new();
        for (index, &(px, py)) in points.iter().filter(|p| p.1 <= props.y_end * 1.0001).enumerate() {
            path.push_str(if index == 0 { "M" } else { "L" });
            path.push_str(&join(&[&at(x(px)), ",", &at(y(py))]));
        }
        path
    };
    let y_step = step(props.y_end, 5.0);
    let line = |class: &'static str, x1: f64, y1: f64, x2: f64, y2: f64| {
        view!("<line class={} x1={} y1={} x2={} y2={}/>", class, at(x1), at(y1), at(x2), at(y2))
    };
    let text = |anchor: &'static str, tx: f64, ty: f64, text: String| {
        view!("<text x={} y={} text-anchor={}>{}</text>", at(tx), at(ty), anchor, text)
    };
    let mut parts: Vec<Html> = Vec::new();
    for step in 0..=(props.y_end / y_step + 1e-9) as u32 {
        let value = f64::from(step) * y_step;
        parts.push(line("grid", LEFT, y(value), right, y(value)));
        let label = number(value, 0, 1);
        let label = if props.is_share { say::shared_percent(&label) } else { say::shared_times(&label) };
        parts.push(text("end", LEFT - 8.0, y(value) + 4.0, label));
    }
    let x_step = step(x_range, (width / 48.0).max(2.0)).max(1.0);
    for step in 0..=(props.x_end / x_step + 1e-9) as u32 {
        let value = (f64::from(step) * x_step).max(1.0);
        parts.push(text("middle", x(value), BOTTOM + 17.0, number(value, 0, 0)));
    }
    if let Some((value, name)) = &props.mark {
        parts.push(line("mark", x(*value), TOP - 4.0, x(*value), BOTTOM));
        parts.push(text("start", x(*value) + 5.0, TOP + 2.0, name.to_string()));
    }
    for curve in &props.curves {
        parts.push(view!("<path class={} d={}/>", curve.class, path(&curve.points)));
    }
    for &(px, py) in &props.points {
        parts.push(view!("<circle class=point cx={} cy={} r=3.2/>", at(x(px)), at(y(py.min(props.y_end)))));
    }
    let (width, height) = (at(width), at(HEIGHT));
    view!("<svg role=img aria-label={} width={} height={}>{}</svg>", &props.summary, width, height, parts)
}

/// What each curve is, drawn as the curve is drawn: its class and its text.
pub fn legend(entries: Vec<(&'static str, String)>) -> Html {
    let mut items = Vec::new();
    for (class, text) in entries {
        let sample = if class == "measured" {
            view!("<circle class=point cx=11 cy=6 r=3.2/>")
        } else {
            view!("<path class={} d='M0,6L22,6'/>", class)
        };
        items.push(view!("<li><svg width=22 height=12 aria-hidden=true>{}</svg>{}</li>", sample, text));
    }
    view!("<ul class=legend>{}</ul>", items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_one_two_or_five() {
        for (range, most, expect) in [(15.0, 8.0, 2.0), (8.0, 5.0, 2.0), (1.0, 5.0, 0.2), (100.0, 5.0, 20.0)] {
            assert!((step(range, most) - expect).abs() < 1e-9, "{range} in {most}: {}", step(range, most));
        }
    }
}
