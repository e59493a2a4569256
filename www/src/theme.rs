//! Light, dark, or as the system has it; and the colours that canvases draw with.
//!
//! The stylesheet is the only place that knows a colour: canvases read its custom properties once a theme.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

use crate::dom::{self, Listener};
use crate::timeline::layout::{HUES, STATES};

const KEY: &str = "interleave-theme";

/// What the reader chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As the system has it.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Choice {
    /// Its name, as it is kept and as the stylesheet knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The next one a reader gets by pressing the button.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }

    fn kept() -> Self {
        let name = dom::stored(KEY).unwrap_or_default();
        [Self::Light, Self::Dark].into_iter().find(|choice| choice.name() == name).unwrap_or(Self::Auto)
    }
}

/// The colours of a theme, as canvases take them.
#[derive(Debug, Default)]
pub struct Palette {
    /// Of tasks; the last one is for no task.
    pub hues: Vec<String>,
    /// Of text in a slice.
    pub task_ink: String,
    /// Of quieter text.
    pub ink_2: String,
    /// Of the quietest text and of thin curves.
    pub ink_3: String,
    /// Of lines.
    pub line: String,
    /// Of the page.
    pub ground: String,
    /// Behind slices.
    pub lane: String,
    /// Of what the reader acts on.
    pub accent: String,
    /// Of good news.
    pub good: String,
    /// Font of text.
    pub font: String,
    /// Font of numbers.
    pub mono: String,
    /// What lies over the slices of each state, in the order of [`STATES`]; running has none.
    pub patterns: Vec<Option<CanvasPattern>>,
}

impl PartialEq for Palette {
    // A palette is read once a theme and shared: the same one is the same place.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Palette {
    /// Reads the colours that hold now; none before there is a page.
    pub fn read() -> Option<Self> {
        let style = web_sys::window()?.get_computed_style(&dom::root()?).ok()??;
        let value = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        let font = |size: &str, family: &str| [size, " ", &value(family)].concat();
        let mut hues: Vec<String> = (1..=HUES).map(|number| value(&["--hue-", &number.to_string()].concat())).collect();
        hues.push(value("--hue-none"));
        let pattern_ink = value("--pattern");
        Some(Self {
            hues,
            task_ink: value("--task-ink"),
            ink_2: value("--ink-2"),
            ink_3: value("--ink-3"),
            line: value("--line"),
            ground: value("--bg"),
            lane: value("--lane"),
            accent: value("--accent"),
            good: value("--good"),
            font: font("11px", "--sans"),
            mono: font("11px", "--mono"),
            patterns: (0..STATES.len()).map(|state| pattern(state, &pattern_ink)).collect(),
        })
    }
}

/// A pattern a state, so that colour is never the only sign: hatched for waiting, dotted for runnable, ruled across
/// for overhead, ruled upright for new.
fn pattern(state: usize, ink: &str) -> Option<CanvasPattern> {
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let side = 6.0;
    canvas.set_width(side as u32);
    canvas.set_height(side as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_stroke_style_str(ink);
    context.set_fill_style_str(ink);
    context.set_line_width(1.2);
    context.begin_path();
    match state {
        1 => {
            for shift in [-side, 0.0, side] {
                context.move_to(shift - 1.0, side + 1.0);
                context.line_to(shift + side + 1.0, -1.0);
            }
        }
        2 => {
            context.fill_rect(1.0, 1.0, 1.6, 1.6);
            context.fill_rect(4.0, 4.0, 1.6, 1.6);
        }
        3 => {
            for y in [1.5, 4.5] {
                context.move_to(0.0, y);
                context.line_to(side, y);
            }
        }
        4 => {
            context.move_to(1.5, 0.0);
            context.line_to(1.5, side);
        }
        _ => return None,
    }
    context.stroke();
    context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
}

/// The theme in force.
#[derive(Clone, PartialEq)]
pub struct Theme {
    /// What the reader chose.
    pub choice: Choice,
    /// Its colours.
    pub palette: Rc<Palette>,
    /// Goes on to the next choice.
    pub turn: Callback<Event>,
}

/// Keeps the theme: on the root element for the stylesheet, on this machine for the next visit.
#[hook]
pub fn use_theme() -> Theme {
    let choice = use_state_eq(Choice::kept);
    let palette = use_state(|| Rc::new(Palette::default()));
    {
        let palette = palette.setter();
        use_effect_with(*choice, move |choice| {
            if let Some(root) = dom::root() {
                let _ = root.set_attribute("data-theme", choice.name());
            }
            let read = move || palette.set(Rc::new(Palette::read().unwrap_or_default()));
            read();
            // The system's own theme may change while the page is open.
            let query = web_sys::window().and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten());
            let listener = query.map(|query| Listener::new(&query, "change", read));
            move || drop(listener)
        });
    }
    let turn = {
        let choice = choice.clone();
        Callback::from(move |_| {
            let next = choice.next();
            dom::store(KEY, next.name());
            choice.set(next);
        })
    };
    Theme { choice: *choice, palette: (*palette).clone(), turn }
}
