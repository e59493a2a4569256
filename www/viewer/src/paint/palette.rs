//! The colours of a theme, as strings for the canvas and as numbers for pixels.

use interleave_viewer::Colours;
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use crate::tiles::{HUES, STATES, STYLES};

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// How strong the colour is of what does not execute.
const PALE: f32 = 0.34;
/// How strong the colour is of what the search does not find.
const FADED: f32 = 0.22;

/// The colours of a theme.
#[derive(Default)]
pub struct Palette {
    /// As the page sent them.
    pub css: Colours,
    /// Behind slices.
    pub lane: Rgb,
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
        let hues: Vec<Rgb> = css.hues.iter().map(|hue| rgb(&context, hue, [128; 3])).collect();
        let hue = |style: usize| hues.get(style % (HUES + 1)).copied().unwrap_or([128; 3]);
        let style = |style: usize| if style <= HUES { hue(style) } else { mixed(hue(style), lane, PALE) };
        let styles: Vec<Rgb> = (0..STYLES).map(style).collect();
        let faded = styles.iter().map(|&colour| mixed(colour, lane, FADED)).collect();
        let patterns = (0..STATES.len()).map(|state| pattern(state, &css.pattern)).collect();
        Some(Self { lane, styles, faded, patterns, css })
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

/// A pattern a state, so that colour is never the only sign: hatched for waiting, dotted for runnable, ruled across
/// for overhead, ruled upright for new.
fn pattern(state: usize, ink: &str) -> Option<CanvasPattern> {
    let side = 6.0;
    let canvas = OffscreenCanvas::new(side as u32, side as u32).ok()?;
    let context = context_of(&canvas)?;
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
    context.create_pattern_with_offscreen_canvas(&canvas, "repeat").ok()?
}
