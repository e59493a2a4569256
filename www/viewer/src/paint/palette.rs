//! The colours of a theme, as strings for the canvas and as numbers for pixels.

use interleave_viewer::Colours;
use interleave_viewer::style::{HUES, PALE, PATTERN_LINE, PATTERN_SIDE, STATES, STYLES, pattern as strokes};
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// How strong the colour is of what the search does not find.
const FADED: f32 = 0.22;

/// The colours of a theme.
#[derive(Default)]
pub struct Palette {
    /// As the page sent them.
    pub css: Colours,
    /// Behind slices.
    pub lane: Rgb,
    /// Of a line of time, behind slices.
    pub tick: Rgb,
    /// Of slices by their style.
    pub styles: Vec<Rgb>,
    /// Of slices that a search leaves out, by their style.
    pub faded: Vec<Rgb>,
    /// What lies over the slices of each state, in the order of [`STATES`]; running has none.
    pub patterns: Vec<Option<CanvasPattern>>,
}

impl Palette {
    /// Reads colours; none where there is no canvas to read them with.
    pub fn of(css: Colours) -> Option<Self> {
        let canvas = OffscreenCanvas::new(1, 1).ok()?;
        let context = context_of(&canvas)?;
        let ground = rgb(&context, &css.ground, [255; 3]);
        let lane = rgb(&context, &css.lane, ground);
        let tick = mixed(rgb(&context, &css.line, ground), lane, 0.7);
        let hues: Vec<Rgb> = css.hues.iter().map(|hue| rgb(&context, hue, [128; 3])).collect();
        let hue = |style: usize| hues.get(style % (HUES + 1)).copied().unwrap_or([128; 3]);
        let style = |style: usize| if style <= HUES { hue(style) } else { mixed(hue(style), lane, PALE) };
        let styles: Vec<Rgb> = (0..STYLES).map(style).collect();
        let faded = styles.iter().map(|&colour| mixed(colour, lane, FADED)).collect();
        let patterns = (0..STATES.len()).map(|state| pattern(state, &css.pattern)).collect();
        Some(Self { lane, tick, styles, faded, patterns, css })
    }

    /// Whether there are colours yet.
    pub fn is_ready(&self) -> bool {
        !self.styles.is_empty()
    }
}

/// The drawing context of a canvas.
pub fn context_of(canvas: &OffscreenCanvas) -> Option<OffscreenCanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// `colour` as strong as that over `ground`.
pub fn mixed(colour: Rgb, ground: Rgb, strength: f32) -> Rgb {
    let mix = |(c, g): (u8, u8)| (f32::from(c) * strength + f32::from(g) * (1.0 - strength) + 0.5) as u8;
    [mix((colour[0], ground[0])), mix((colour[1], ground[1])), mix((colour[2], ground[2]))]
}

/// A CSS colour as numbers: as the canvas draws it over `ground`.
fn rgb(context: &OffscreenCanvasRenderingContext2d, css: &str, ground: Rgb) -> Rgb {
    let [r, g, b] = ground;
    context.set_fill_style_str(&format!("rgb({r},{g},{b})"));
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    context.set_fill_style_str(css);
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    match context.get_image_data(0.0, 0.0, 1.0, 1.0).map(|pixel| pixel.data().0) {
        Ok(pixel) => [pixel[0], pixel[1], pixel[2]],
        Err(_) => ground,
    }
}

/// What lies over the slices of a state; nothing for running.
fn pattern(state: usize, ink: &str) -> Option<CanvasPattern> {
    if strokes(state).is_empty() {
        return None;
    }
    let canvas = OffscreenCanvas::new(PATTERN_SIDE as u32, PATTERN_SIDE as u32).ok()?;
    let context = context_of(&canvas)?;
    context.set_stroke_style_str(ink);
    context.begin_path();
    for [from_x, from_y, to_x, to_y] in strokes(state) {
        context.move_to(*from_x, *from_y);
        context.line_to(*to_x, *to_y);
    }
    context.set_line_width(PATTERN_LINE);
    context.stroke();
    context.create_pattern_with_offscreen_canvas(&canvas, "repeat").ok()?
}
