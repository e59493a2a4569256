//! Paints a view. Decides nothing: where things lie comes from the arrangement, the scale and the tiles.
//!
//! Places are CSS pixels from the canvas's top left; only lines of pixels are placed in device pixels, whole ones.

mod counters;
mod curves;
mod flows;
mod instants;
mod marks;
mod names;
mod palette;
mod rows;
mod ruler;
mod slices;

use interleave_viewer::{Colours, SLOTS, View, place};
use web_sys::{OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use crate::arrange::{Arranged, Strip};
use crate::opened::Opened;
use crate::scale::Scale;
use crate::search::Search;
use crate::tiles::Columns;
use palette::{Palette, context_of};
use rows::Rows;

/// Everything that one painting needs.
pub struct Frame<'a> {
    pub slots: &'a [Option<Opened>; SLOTS],
    pub view: &'a View,
    pub arranged: &'a Arranged,
    pub palette: &'a Palette,
    pub context: &'a OffscreenCanvasRenderingContext2d,
    pub scale: Scale,
    /// The strips of which something is visible.
    pub strips: &'a [Strip],
}

/// What stays from one painting to the next.
#[derive(Default)]
pub struct Painter {
    canvas: Option<(OffscreenCanvas, OffscreenCanvasRenderingContext2d)>,
    palette: Palette,
    rows: Rows,
}

impl Painter {
    /// Paints on that canvas from now on.
    pub fn set_canvas(&mut self, canvas: OffscreenCanvas) {
        self.canvas = context_of(&canvas).map(|context| (canvas, context));
    }

    /// Paints with those colours from now on.
    pub fn set_colours(&mut self, colours: Colours) {
        self.palette = Palette::of(colours).unwrap_or_default();
    }

    /// Forgets what was kept of traces.
    pub fn forget(&mut self) {
        self.rows.tiles.clear();
    }

    /// Paints a view; returns whether it could.
    pub fn paint(
        &mut self,
        slots: &[Option<Opened>; SLOTS],
        view: &View,
        arranged: &Arranged,
        search: &mut Search,
    ) -> bool {
        let Some((canvas, context)) = &self.canvas else { return false };
        if !self.palette.is_ready() {
            return false;
        }
        let (width, height) = ((view.width_px * view.ratio).round(), (view.height_px * view.ratio).round());
        // Setting a size clears the canvas, so it is left alone where it fits.
        if f64::from(canvas.width()) != width || f64::from(canvas.height()) != height {
            canvas.set_width(width as u32);
            canvas.set_height(height as u32);
        }
        let left = place::left(view.width_px);
        let strips = arranged.between(view.scroll_px, view.scroll_px + view.height_px - place::LANES);
        let scale = Scale::new(view.start_ns, view.end_ns, left, view.width_px - left);
        let frame = Frame { slots, view, arranged, palette: &self.palette, context, scale, strips };
        frame.reset();
        context.set_fill_style_str(&self.palette.css.ground);
        context.fill_rect(0.0, 0.0, view.width_px, view.height_px);
        context.save();
        context.begin_path();
        context.rect(0.0, place::LANES, view.width_px, view.height_px - place::LANES);
        context.clip();
        frame.ticks();
        self.rows.paint(&frame, search);
        frame.slices(&self.rows.long);
        frame.curves();
        frame.bands();
        frame.counters();
        frame.instants();
        frame.flows();
        frame.outlines();
        frame.names();
        context.restore();
        frame.ruler();
        frame.times();
        frame.overview();
        true
    }
}

impl Frame<'_> {
    /// CSS pixels, and text in the middle of its line.
    pub fn reset(&self) {
        let ratio = self.view.ratio;
        let _ = self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        self.context.set_text_baseline("middle");
        self.context.set_line_width(1.0);
    }

    /// Where a strip begins on the canvas.
    pub fn top(&self, strip: &Strip) -> f64 {
        place::LANES + strip.top - self.view.scroll_px
    }

    /// First device pixel and height in device pixels of a strip.
    pub fn device_rows(&self, strip: &Strip) -> (f64, f64) {
        let top = (self.top(strip) * self.view.ratio).round();
        let bottom = ((self.top(strip) + strip.height) * self.view.ratio).round();
        (top, (bottom - top).max(1.0))
    }

    /// First device pixel of the time axis.
    pub fn device_left(&self) -> f64 {
        (self.scale.left * self.view.ratio).round()
    }

    /// How many columns of device pixels the time axis has.
    pub fn columns(&self) -> usize {
        ((self.view.width_px * self.view.ratio).round() - self.device_left()).max(0.0) as usize
    }

    /// How long a column is.
    pub fn ns_per_column(&self) -> f64 {
        self.scale.ns_per_px() / self.view.ratio
    }

    /// A moment of the axis on a trace's own clock.
    pub fn own_time(&self, slot: usize, time_ns: f64) -> f64 {
        let origin_ns = self.slots[slot].as_ref().map_or(0, |opened| opened.origin_ns);
        time_ns - self.view.slots[slot].shift_ns + origin_ns as f64
    }

    /// A moment of a trace's own clock on the axis.
    pub fn axis_time(&self, slot: usize, time_ns: u64) -> f64 {
        let origin_ns = self.slots[slot].as_ref().map_or(0, |opened| opened.origin_ns);
        time_ns as f64 - origin_ns as f64 + self.view.slots[slot].shift_ns
    }

    /// Where a moment of a trace's own clock lies.
    pub fn x(&self, slot: usize, time_ns: u64) -> f64 {
        self.scale.x_from_time(self.axis_time(slot, time_ns))
    }

    /// The moment of a trace's own clock where the first column begins.
    pub fn start_of(&self, slot: usize) -> f64 {
        self.own_time(slot, self.scale.time_from_x(self.device_left() / self.view.ratio))
    }

    /// The columns of a trace.
    pub fn columns_of(&self, slot: usize) -> Columns {
        Columns::new(self.start_of(slot), self.ns_per_column(), self.columns())
    }

    /// Where the canvas ends.
    pub fn right(&self) -> f64 {
        self.view.width_px
    }

    /// A line of one device pixel.
    pub fn hairline(&self) -> f64 {
        1.0 / self.view.ratio
    }
}
