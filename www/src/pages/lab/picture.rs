//! The pictures that runs paint, growing while they are computed, each tile outlined in its worker's colour.

use std::cell::RefCell;
use std::rc::Rc;

use interleave::lab::Model;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

use super::model::Entry;
use super::tiles::{Owners, Tile};
use crate::dom::{self, WidthWatch};
use crate::engine::{Pixels, RunId};
use crate::markup::view;
use crate::text::{say, use_language};
use crate::theme::Palette;
use crate::timeline::Source;

/// More pixels than this in a row are not computed for the screen: the picture is small.
const MOST_COLUMNS: u32 = 480;

/// A picture for each run; nothing for work that paints none.
pub fn pictures(entries: &[Entry], tiles: &Rc<Vec<Tile>>, source: &Source, palette: &Rc<Palette>) -> Html {
    if tiles.is_empty() {
        return Html::default();
    }
    let picture = |entry: &Entry| {
        html! {
            <Picture key={entry.plan.model.name()} run={entry.run} model={entry.plan.model}
                is_over={!entry.is_open()} source={source.clone()} palette={palette.clone()} tiles={tiles.clone()} />
        }
    };
    view!(
        "<section class=pictures>{}<p class=note>{}</p></section>",
        entries.iter().map(picture).collect::<Vec<_>>(),
        say::picture_note()
    )
}

#[derive(Properties, Clone, PartialEq)]
struct PictureProps {
    run: RunId,
    model: Model,
    is_over: bool,
    source: Source,
    palette: Rc<Palette>,
    tiles: Rc<Vec<Tile>>,
}

struct Painter {
    props: PictureProps,
    width: f64,
    canvas: NodeRef,
    owners: Owners,
    /// The picture in fewer pixels, and the bytes it is made of.
    small: Option<HtmlCanvasElement>,
    bytes: Vec<u8>,
}

#[component]
fn Picture(props: &PictureProps) -> Html {
    let canvas = use_node_ref();
    let width = use_state_eq(|| 0.0);
    let painter = {
        let (props, canvas) = (props.clone(), canvas.clone());
        use_memo((), move |()| {
            let (owners, bytes) = (Owners::default(), Vec::new());
            RefCell::new(Painter { props, width: 0.0, canvas, owners, small: None, bytes })
        })
    };
    {
        let painter = painter.clone();
        use_effect_with((props.clone(), *width), move |(props, width)| {
            let mut painter = painter.borrow_mut();
            if painter.props.run != props.run {
                painter.owners = Owners::default();
            }
            painter.props = props.clone();
            painter.width = *width;
            painter.paint();
        });
    }
    {
        let painter = painter.clone();
        use_effect_with((props.source.clone(), props.run), move |(source, run)| {
            let watch = source.watch(
                *run,
                Rc::new(move || {
                    painter.borrow_mut().paint();
                }),
            );
            move || drop(watch)
        });
    }
    {
        let canvas = canvas.clone();
        use_effect_with((), move |()| {
            let element = canvas.cast::<web_sys::Element>();
            let watch = element.and_then(|element| WidthWatch::new(&element, move |value| width.set(value)));
            move || drop(watch)
        });
    }
    use_language();
    let title = say::model_title(props.model.name());
    view!(
        "<figure class=picture><canvas ref={} role=img aria-label={}></canvas><figcaption>{}</figcaption></figure>",
        &canvas,
        say::picture_label(&title),
        title
    )
}

impl Painter {
    /// Paints what there is. None where the browser refuses something: the picture stays as it was.
    fn paint(&mut self) -> Option<()> {
        let canvas = self.canvas.cast::<HtmlCanvasElement>()?;
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let (run, source) = (self.props.run, self.props.source.clone());
        let (width, height) = (self.width, self.width * 2.0 / 3.0);
        let ratio = dom::pixel_ratio();
        let (device_width, device_height) = ((width * ratio) as u32, (height * ratio) as u32);
        if canvas.width() != device_width || canvas.height() != device_height {
            canvas.set_width(device_width);
            canvas.set_height(device_height);
        }
        context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
        context.set_fill_style_str(&self.props.palette.lane);
        context.fill_rect(0.0, 0.0, width, height);
        let pixels = source.engine().pixels(run)?;
        self.shrink(&pixels)?;
        let small = self.small.as_ref()?;
        context.draw_image_with_html_canvas_element_and_dw_and_dh(small, 0.0, 0.0, width, height).ok()?;
        source.with_trace(run, |trace| self.owners.update(trace));
        let first_worker = u32::from(self.props.model == Model::Processes);
        let per_pixel = width / f64::from(pixels.width.max(1));
        self.outlines(&context, per_pixel, first_worker);
        Some(())
    }

    fn outlines(&self, context: &CanvasRenderingContext2d, per_pixel: f64, first_worker: u32) {
        let palette = &self.props.palette;
        context.set_line_width(2.0);
        context.set_font(&palette.font);
        context.set_text_baseline("middle");
        context.set_text_align("center");
        for (tile, owner) in self.props.tiles.iter().zip(&self.owners.lanes) {
            let Some(worker) = owner.and_then(|lane| lane.checked_sub(first_worker)) else { continue };
            let [x, y, width, height] = tile.map(|value| f64::from(value) * per_pixel);
            let hues = palette.hues.len().saturating_sub(1).max(1);
            let Some(colour) = palette.hues.get(worker as usize % hues) else { continue };
            context.set_stroke_style_str(colour);
            context.stroke_rect(x + 1.5, y + 1.5, (width - 3.0).max(0.5), (height - 3.0).max(0.5));
            if width >= 22.0 && height >= 20.0 {
                let number = (worker + 1).to_string();
                let plate = 8.0 + 6.5 * number.len() as f64;
                context.set_fill_style_str(colour);
                context.fill_rect(x + 1.0, y + 1.0, plate, 15.0);
                context.set_fill_style_str(&palette.task_ink);
                let _ = context.fill_text(&number, x + 1.0 + plate / 2.0, y + 9.0);
            }
        }
    }

    /// Every second, third, … pixel, as colours, on a canvas of its own.
    fn shrink(&mut self, pixels: &Pixels) -> Option<()> {
        let stride = pixels.width.div_ceil(MOST_COLUMNS).max(1);
        let (width, height) = (pixels.width / stride, pixels.height / stride);
        self.bytes.clear();
        for row in
            pixels.cells.chunks_exact(pixels.width.max(1) as usize).step_by(stride as usize).take(height as usize)
        {
            for cell in row.iter().step_by(stride as usize).take(width as usize) {
                self.bytes.extend_from_slice(&colour(*cell));
            }
        }
        // Image data takes no view of memory that may be shared: a copy.
        let copy = js_sys::Uint8ClampedArray::new_with_length(self.bytes.len() as u32);
        copy.copy_from(&self.bytes);
        let data = ImageData::new_with_js_u8_clamped_array_and_sh(&copy, width, height).ok()?;
        if self.small.is_none() {
            let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
            self.small = canvas.dyn_into().ok();
        }
        let small = self.small.as_ref()?;
        if small.width() != width || small.height() != height {
            small.set_width(width);
            small.set_height(height);
        }
        let context: CanvasRenderingContext2d = small.get_context("2d").ok()??.dyn_into().ok()?;
        context.put_image_data(&data, 0.0, 0.0).ok()
    }
}

/// The colour of a pixel: none before it is painted, then by the logarithm of its iterations, from deep blue to
/// ivory, and near black for those that never escape and for all that took as long.
fn colour(cell: u32) -> [u8; 4] {
    const STOPS: [[i32; 3]; 6] =
        [[26, 44, 84], [44, 92, 150], [104, 158, 196], [186, 214, 222], [244, 232, 200], [232, 180, 92]];
    const INSIDE: [u8; 4] = [20, 22, 28, 255];
    let Some(iterations) = cell.checked_sub(1) else { return [0; 4] };
    // Sixteen steps a doubling, in whole numbers: a logarithm a pixel a frame would be felt.
    let log = 31 - (iterations + 1).leading_zeros();
    let rest = ((u64::from(iterations + 1) << 4) >> log) as u32 - 16;
    let place = (log * 16 + rest) as i32 - 16;
    let (stop, share) = ((place / 24) as usize, place % 24);
    match (STOPS.get(stop), STOPS.get(stop + 1)) {
        _ if place < 0 => [STOPS[0][0] as u8, STOPS[0][1] as u8, STOPS[0][2] as u8, 255],
        (Some(from), Some(to)) => {
            let mix = |channel: usize| (from[channel] + (to[channel] - from[channel]) * share / 24) as u8;
            [mix(0), mix(1), mix(2), 255]
        }
        _ => INSIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::colour;

    #[test]
    fn unpainted_pixels_are_clear_and_painted_ones_are_not() {
        assert_eq!(colour(0), [0; 4]);
        for cell in [1, 2, 3, 100, 2_400, u32::MAX] {
            assert_eq!(colour(cell)[3], 255, "{cell}");
        }
        assert_eq!(colour(2_401), [20, 22, 28, 255]);
    }
}
