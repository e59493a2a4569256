//! Light, dark, or as the system has it; and the colours that canvases draw with.
//!
//! The stylesheet is the only place that knows a colour: canvases read its custom properties once a theme.

use std::ops::Deref;
use std::rc::Rc;

use interleave_viewer::Colours;
use interleave_viewer::style::{PATTERN_LINE, PATTERN_SIDE, STATES, pattern as strokes};
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

use crate::dom::{self, Listener};
use crate::embed;

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

    /// What the embedder chose, in an embed form; what the reader chose before, on the page.
    fn kept() -> Self {
        let root = dom::root().filter(|_| embed::is_embedded());
        let name = root.map_or_else(|| dom::stored(KEY), |root| root.get_attribute("data-theme")).unwrap_or_default();
        [Self::Light, Self::Dark].into_iter().find(|choice| choice.name() == name).unwrap_or(Self::Auto)
    }
}

/// The colours of a theme, as canvases take them.
#[derive(Debug, Default)]
pub struct Palette {
    colours: Colours,
    /// What lies over the slices of each state, in the order of [`STATES`]; running has none.
    pub patterns: Vec<Option<CanvasPattern>>,
}

impl Deref for Palette {
    type Target = Colours;

    fn deref(&self) -> &Colours {
        &self.colours
    }
}

/// The stylesheet's colours as they are now; none before there is a page.
pub fn colours() -> Option<Colours> {
    let style = web_sys::window()?.get_computed_style(&dom::root()?).ok()??;
    Some(Colours::of(|name| style.get_property_value(name).unwrap_or_default().trim().to_owned()))
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
        let colours = colours()?;
        let patterns = (0..STATES.len()).map(|state| pattern(state, &colours.pattern)).collect();
        Some(Self { colours, patterns })
    }
}

/// What lies over the slices of a state; nothing for running.
fn pattern(state: usize, ink: &str) -> Option<CanvasPattern> {
    if strokes(state).is_empty() {
        return None;
    }
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(PATTERN_SIDE as u32);
    canvas.set_height(PATTERN_SIDE as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_stroke_style_str(ink);
    context.set_line_width(PATTERN_LINE);
    context.begin_path();
    for [from_x, from_y, to_x, to_y] in strokes(state) {
        context.move_to(*from_x, *from_y);
        context.line_to(*to_x, *to_y);
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
