//! One trace as a figure: caption, canvas, playhead, hover card, and the keyboard's way through its slices.

use std::cell::RefCell;
use std::rc::Rc;

use interleave::trace::{LaneKind, NO_TASK, Trace};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};
use yew::prelude::*;

use super::geometry::Frame;
use super::hit::{self, Hit, Step};
use super::layout::Layout;
use super::paint::{self, Notes, Picture};
use super::scale::{self, Scale};
use super::table::SliceTable;
use super::{Shared, Source, names};
use crate::dom;
use crate::engine::RunId;
use crate::markup::view;
use crate::numbers::{capital, duration, fixed, join};
use crate::text::{say, use_language};
use crate::theme::Palette;

/// What stands above a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// What it shows.
    pub title: AttrValue,
    /// And how.
    pub detail: AttrValue,
    /// How long it took; none while that is still growing.
    pub makespan_ns: Option<u64>,
    /// What is to be said instead of a time: that it waits its turn, or was cancelled.
    pub instead: Option<AttrValue>,
}

#[derive(Properties, Clone, PartialEq)]
pub struct FigureProps {
    /// Distinguishes it in tests and anchors.
    pub name: &'static str,
    pub source: Source,
    pub run: RunId,
    /// Room for how many rows, and whether waits have a block of their own.
    pub rows: u32,
    pub has_waits: bool,
    pub caption: Caption,
    /// The workload's name, by which its tasks are called.
    pub workload: &'static str,
    /// Whether lanes show the colour that their worker has in a picture.
    #[prop_or_default]
    pub has_worker_colours: bool,
    /// Where the curves have their full height.
    pub full: [f32; 2],
    /// Where the end is marked and what is said there.
    #[prop_or_default]
    pub done: Option<(u64, String)>,
    pub shared: Shared,
    pub palette: Rc<Palette>,
}

impl FigureProps {
    fn frame(&self) -> Frame {
        Frame { rows: self.rows, has_waits: self.has_waits, width: self.shared.width }
    }

    fn scale(&self) -> Scale {
        let frame = self.frame();
        scale::whole(self.source.end_ns(), frame.left(), frame.plot_width())
    }
}

/// What outlives a rendering: the display list, and the latest properties for who paints between renderings.
struct Painter {
    props: FigureProps,
    canvas: NodeRef,
    time: NodeRef,
    layout: Layout,
}

impl Painter {
    fn paint(&mut self) {
        let (props, frame) = (&self.props, self.props.frame());
        let canvas = self.canvas.cast::<HtmlCanvasElement>();
        let Some(canvas) = canvas.filter(|_| frame.width > 0.0 && !props.palette.hues.is_empty()) else { return };
        let Ok(Some(context)) = canvas.get_context("2d") else { return };
        let Ok(context) = context.dyn_into::<CanvasRenderingContext2d>() else { return };
        let ratio = dom::pixel_ratio();
        let scale = props.scale();
        paint::fit(&canvas, &frame, ratio);
        let layout = &mut self.layout;
        let draw = |trace: &Trace| {
            layout.update(trace, props.source.end_ns(), (scale.width * ratio) as usize);
            let rows = frame.rows_of(trace);
            let notes = Notes {
                workload: props.workload,
                has_worker_colours: props.has_worker_colours,
                full: props.full,
                done: props.done.clone(),
            };
            let picture =
                Picture { trace, layout, rows: &rows, frame, scale, ratio, palette: &props.palette, notes: &notes };
            picture.paint(&context);
        };
        if props.source.with_trace(props.run, draw).is_none() {
            // Nothing has run yet.
            draw_empty(props, &context, frame, scale, ratio);
        }
        if props.caption.makespan_ns.is_none() && props.caption.instead.is_none() {
            // The text node is Yew's: its content is changed, it is not replaced.
            if let Some(text) = self.time.cast::<Element>().and_then(|time| time.first_child()) {
                text.set_node_value(Some(&duration(props.source.length_ns(props.run))));
            }
        }
    }
}

fn draw_empty(props: &FigureProps, context: &CanvasRenderingContext2d, frame: Frame, scale: Scale, ratio: f64) {
    let (trace, layout, notes) = (Trace::default(), Layout::default(), Notes::default());
    let picture = Picture {
        trace: &trace,
        layout: &layout,
        rows: &[],
        frame,
        scale,
        ratio,
        palette: &props.palette,
        notes: &notes,
    };
    picture.paint(context);
}

/// What the hover card and the screen reader say about a slice.
struct Words {
    title: String,
    times: String,
    place: String,
    /// Left, top, width and height of the slice.
    outline: [f64; 4],
}

fn words(trace: &Trace, hit: Hit, props: &FigureProps) -> Option<Words> {
    let lane = trace.lanes.get(hit.lane as usize)?;
    let slice = lane.slices.get(hit.slice as usize)?;
    let origin_ns = trace.span().start_ns;
    let (start_ns, end_ns) = (slice.start_ns - origin_ns, slice.end_ns() - origin_ns);
    let state = names::state(slice.state);
    let doing = names::doing(props.workload, trace.strings.get(slice.name));
    let what = match (slice.task, doing.is_empty()) {
        (NO_TASK, true) => capital(&state),
        (NO_TASK, false) => capital(&doing),
        (task, true) => names::task(props.workload, task),
        (task, false) => say::figure_task(&names::task(props.workload, task), &doing),
    };
    let place = match lane.kind {
        LaneKind::Waits => say::figure_no_worker().to_string(),
        LaneKind::Worker | LaneKind::Main | LaneKind::Async | LaneKind::Resource => {
            names::lane(trace.strings.get(lane.name))
        }
    };
    let (scale, frame) = (props.scale(), props.frame());
    let (top, height) = *frame.rows_of(trace).get(hit.lane as usize)?;
    let left = scale.x_from_time(start_ns as f64);
    Some(Words {
        title: say::figure_slice(&what, &state),
        times: say::figure_times(&duration(slice.duration_ns), &duration(start_ns), &duration(end_ns)),
        place,
        outline: [left, top, (scale.x_from_time(end_ns as f64) - left).max(2.0), height],
    })
}

fn px(value: f64) -> String {
    join(&[&fixed(value, 1), "px"])
}

#[component]
pub fn Figure(props: &FigureProps) -> Html {
    let language = use_language();
    let (canvas, time, plot) = (use_node_ref(), use_node_ref(), use_node_ref());
    let painter = {
        let (canvas, time, props) = (canvas.clone(), time.clone(), props.clone());
        use_memo((), move |()| RefCell::new(Painter { props, canvas, time, layout: Layout::default() }))
    };
    // The slice under the pointer, or the one the keyboard went to.
    let hovered = use_state_eq(|| None::<Hit>);
    let selected = use_state_eq(|| None::<Hit>);
    {
        let painter = painter.clone();
        let is_other_run = painter.borrow().props.run != props.run;
        painter.borrow_mut().props = props.clone();
        if is_other_run {
            painter.borrow_mut().layout = Layout::default();
            hovered.set(None);
            selected.set(None);
        }
        // Whatever else changed, the pointer's place is no reason to paint.
        let without_pointer = FigureProps { shared: Shared { pointer: None, ..props.shared }, ..props.clone() };
        use_effect_with((without_pointer, language), move |_| painter.borrow_mut().paint());
    }
    {
        let painter = painter.clone();
        use_effect_with((props.source.clone(), props.run), move |(source, run)| {
            let watch = source.watch(*run, Rc::new(move || painter.borrow_mut().paint()));
            move || drop(watch)
        });
    }

    let onpointermove = {
        let (plot, hovered, props) = (plot.clone(), hovered.clone(), props.clone());
        Callback::from(move |event: Event| {
            let Some((x, y)) = dom::place_in(&plot, &event) else { return };
            let scale = props.scale();
            let reach_ns = (scale.ns_per_px() * 3.0) as u64;
            let find = |trace: &Trace| {
                let lane = hit::lane_at(&props.frame().rows_of(trace), y)?;
                hit::slice_at(trace, lane, trace.span().start_ns + scale::moment(&scale, x)?, reach_ns)
            };
            hovered.set(props.source.with_trace(props.run, find).flatten());
        })
    };
    let onpointerleave = {
        let hovered = hovered.clone();
        Callback::from(move |_: Event| hovered.set(None))
    };
    let onkeydown = {
        let (selected, props) = (selected.clone(), props.clone());
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let step = match event.key().as_str() {
                "ArrowLeft" => Step::Before,
                "ArrowRight" => Step::After,
                "ArrowUp" => Step::Up,
                "ArrowDown" => Step::Down,
                "Home" => Step::First,
                "End" => Step::Last,
                "Escape" => return selected.set(None),
                _ => return,
            };
            event.prevent_default();
            selected.set(props.source.with_trace(props.run, |trace| hit::step(trace, *selected, step)).flatten());
        })
    };
    let onblur = {
        let selected = selected.clone();
        Callback::from(move |_: Event| selected.set(None))
    };

    let said = |hit: Option<Hit>| {
        hit.and_then(|hit| props.source.with_trace(props.run, |trace| words(trace, hit, props)).flatten())
    };
    let shown = said(hovered.or(*selected));
    let spoken = said(*selected).map(|words| say::figure_spoken(&words.title, &words.place, &words.times));
    let frame = props.frame();
    let height = join(&["height:", &px(frame.height())]);
    let makespan = props.caption.makespan_ns.map(duration).unwrap_or_default();
    let label = say::figure_label(&props.caption.title, &props.caption.detail, &makespan);
    let pointer = props.shared.pointer.and_then(|x| Some((x, scale::moment(&props.scale(), x)?)));
    let caption = &props.caption;
    let time_text = match (&caption.instead, caption.makespan_ns) {
        (Some(text), _) => text.to_string(),
        (None, Some(makespan_ns)) => duration(makespan_ns),
        (None, None) => duration(props.source.length_ns(props.run)),
    };
    let playhead = pointer.map(|(x, time_ns)| {
        let style = join(&["transform:translateX(", &px(x), ")"]);
        view!("<div class=playhead style={}><span>{}</span></div>", style, duration(time_ns))
    });
    let table = html! {
        <SliceTable source={props.source.clone()} run={props.run} title={caption.title.clone()}
            workload={props.workload} is_over={caption.makespan_ns.is_some()} />
    };
    view!(
        "<figure class=timeline data-testid={}>\
            <figcaption><strong>{}</strong><span>{}</span><output ref={} class={}>{}</output></figcaption>\
            <div class=plot ref={} style={} tabindex=0 role=application aria-roledescription={} aria-label={} \
            onpointermove={} onpointerleave={} onkeydown={} onblur={}>\
                <canvas ref={} aria-hidden=true></canvas>{}{}\
            </div>\
            <p class=unseen aria-live=polite>{}</p>{}\
        </figure>",
        join(&["timeline-", props.name]),
        &caption.title,
        &caption.detail,
        &time,
        if caption.instead.is_some() { "time quiet" } else { "time" },
        time_text,
        &plot,
        height,
        say::figure_role(),
        label,
        onpointermove,
        onpointerleave,
        onkeydown,
        onblur,
        &canvas,
        playhead,
        shown.map(|words| card(words, frame)),
        spoken,
        table
    )
}

fn card(words: Words, frame: Frame) -> Html {
    let [left, top, width, height] = words.outline;
    let outline = join(&["left:", &px(left), ";top:", &px(top), ";width:", &px(width), ";height:", &px(height)]);
    // Below the slice; beside its right end where there would be no room on the right.
    let is_right = left > frame.width * 0.6;
    let side = if is_right {
        join(&["right:", &px((frame.width - left - width).max(0.0))])
    } else {
        join(&["left:", &px(left)])
    };
    view!(
        "<div class=outline style={}></div><div class=card style={}><b>{}</b><span>{}</span><span>{}</span></div>",
        outline,
        join(&[&side, ";top:", &px(top + height + 6.0)]),
        words.title,
        words.times,
        words.place
    )
}
