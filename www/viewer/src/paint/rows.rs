//! The rows of slices: a line of pixels a row, stretched to its height.
//!
//! All that lies in a row is written into its line: what is too short for a rectangle as its tiles show it, and longer
//! slices over that. So the work is bounded by what is visible, whatever the trace holds.

use js_sys::Uint8ClampedArray;
use web_sys::{ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::Frame;
use super::palette::{Palette, context_of};
use crate::arrange::{Content, Strip};
use crate::search::Search;
use crate::tiles::{Buckets, Columns, NONE, Tiles, style_of};

/// From how many device pixels on a slice is drawn as itself.
pub const LEAST_COLUMNS: f64 = 3.0;
/// From how many on there is a gap between it and the next one.
const GAP_FROM: i64 = 4;

/// A slice that is drawn as itself.
#[derive(Clone, Copy, Debug)]
pub struct Long {
    /// Number of its strip among the visible ones.
    pub strip: usize,
    /// Its row in its lane.
    pub row: u32,
    /// Its index in the row.
    pub index: u32,
    /// First column of device pixels.
    pub from: i64,
    /// The column after its last, the gap left out.
    pub to: i64,
    /// How it is drawn.
    pub style: u8,
    /// Whether the search leaves it out.
    pub is_faded: bool,
    /// Whether all rows of its lane are one.
    pub is_folded: bool,
}

/// What painting rows keeps from one frame to the next.
#[derive(Default)]
pub struct Rows {
    pub tiles: Tiles,
    buckets: Buckets,
    pixels: Vec<u8>,
    pub long: Vec<Long>,
    scratch: Option<(OffscreenCanvas, OffscreenCanvasRenderingContext2d)>,
}

impl Rows {
    /// Paints the visible rows and lists their longer slices.
    pub fn paint(&mut self, frame: &Frame, search: &mut Search) {
        self.long.clear();
        let width = frame.columns();
        if width == 0 {
            return;
        }
        let slots = 0..frame.slots.len();
        let columns: Vec<Option<Columns>> =
            slots.map(|slot| frame.slots[slot].as_ref().map(|_| frame.columns_of(slot))).collect();
        let rows: Vec<(usize, Strip, u32, u32)> = frame
            .strips
            .iter()
            .enumerate()
            .filter_map(|(number, strip)| match strip.content {
                Content::Row { lane, row } => Some((number, *strip, lane, row)),
                _ => None,
            })
            .collect();
        self.pixels.clear();
        self.pixels.resize(width * 4 * rows.len(), 0);
        for ((number, strip, lane, row), place) in rows.iter().zip(0..) {
            let Some(columns) = columns.get(strip.slot as usize).and_then(Option::as_ref) else { continue };
            let Some(opened) = &frame.slots[strip.slot as usize] else { continue };
            // What is innermost shows in the one row of a lane that is folded.
            let is_folded = frame.arranged.is_collapsed(strip.slot, *lane, &opened.trace);
            let last = if is_folded { opened.trace.lanes[*lane as usize].row_count() as u32 - 1 } else { *row };
            for row in *row..=last {
                self.line(frame, search, columns, (*number, strip.slot, *lane, row), (place * width * 4, is_folded));
            }
        }
        self.ticks(&frame.tick_columns(), frame.palette, width);
        let _ = self.stretch(frame, &rows, width);
    }

    /// Lines of time, where no slice is.
    fn ticks(&mut self, columns: &[usize], palette: &Palette, width: usize) {
        let ([red, green, blue], [r, g, b]) = (palette.lane, palette.tick);
        for line in self.pixels.chunks_exact_mut(width * 4) {
            for column in columns {
                let Some(pixel) = line.get_mut(column * 4..column * 4 + 4) else { continue };
                if pixel[..3] == [red, green, blue] {
                    pixel.copy_from_slice(&[r, g, b, 255]);
                }
            }
        }
    }

    fn line(
        &mut self,
        frame: &Frame,
        search: &mut Search,
        columns: &Columns,
        (number, slot, lane, row): (usize, u32, u32, u32),
        (at, is_folded): (usize, bool),
    ) {
        let Some(opened) = &frame.slots[slot as usize] else { return };
        let Some(source) = opened.source(lane, row) else { return };
        let width = frame.columns();
        let place = (slot, lane, row);
        self.tiles.cut(source, place, columns.level, columns.first, columns.buckets, &mut self.buckets);
        let line = &mut self.pixels[at..at + width * 4];
        let palette = frame.palette;
        // An inner row lies over those around it.
        let ground = (row == 0 || !is_folded).then_some(palette.lane);
        let name_of = |index: u32| source.slices.get(index as usize).map_or(0, |slice| slice.name);
        if search.is_on() {
            let colour = |style: u8, dominant: u32| {
                let is_match = dominant != NONE && search.has(slot, name_of(dominant));
                if is_match { palette.styles[style as usize] } else { palette.faded[style as usize] }
            };
            columns.paint(&self.buckets, ground, colour, line);
        } else {
            columns.paint(&self.buckets, ground, |style, _| palette.styles[style as usize], line);
        }
        // A slice of that length is the one that covers most of some bucket.
        let (start_ns, ns_per_column) = (frame.start_of(slot as usize), frame.ns_per_column());
        let least_ns = LEAST_COLUMNS * ns_per_column;
        let mut last = NONE;
        for &index in &self.buckets.dominant {
            if index == last || index == NONE {
                continue;
            }
            last = index;
            let Some(slice) = source.slices.get(index as usize) else { continue };
            if (slice.duration_ns as f64) < least_ns {
                continue;
            }
            let column = |time_ns: u64| ((time_ns as f64 - start_ns) / ns_per_column).round();
            let (from, end) = (column(slice.start_ns) as i64, column(slice.end_ns()) as i64);
            let to = if end - from >= GAP_FROM { end - 1 } else { end };
            if end <= 0 || from >= width as i64 {
                continue;
            }
            let style = style_of(&slice, &opened.hues);
            let is_faded = search.is_on() && !search.has(slot, slice.name);
            let colour = if is_faded { palette.faded[style as usize] } else { palette.styles[style as usize] };
            let mut fill = |from: i64, to: i64, [r, g, b]: [u8; 3]| {
                let clamped = |column: i64| column.clamp(0, width as i64) as usize * 4;
                for pixel in line[clamped(from)..clamped(to)].chunks_exact_mut(4) {
                    pixel.copy_from_slice(&[r, g, b, 255]);
                }
            };
            fill(from, to, colour);
            fill(to, end, palette.lane);
            self.long.push(Long { strip: number, row, index, from, to, style, is_faded, is_folded });
        }
        if search.is_on() {
            self.matches(frame, search, place, at);
        }
    }

    /// Marks what the search finds among what is too short to be seen.
    fn matches(&mut self, frame: &Frame, search: &mut Search, place: (u32, u32, u32), at: usize) {
        let (slot, lane, row) = place;
        let Some(opened) = &frame.slots[slot as usize] else { return };
        let Some(slices) = opened.row(lane, row) else { return };
        let (start_ns, ns_per_column) = (frame.start_of(slot as usize), frame.ns_per_column());
        let matches = search.row(place, slices);
        let starts_ns = slices.starts_ns();
        let mut next = matches.partition_point(|&index| (starts_ns[index as usize] as f64) < start_ns);
        while let Some(slice) = matches.get(next).and_then(|&index| slices.get(index as usize)) {
            let column = ((slice.start_ns as f64 - start_ns) / ns_per_column) as usize;
            if column >= frame.columns() {
                break;
            }
            let [r, g, b] = frame.palette.styles[style_of(&slice, &opened.hues) as usize];
            self.pixels[at + column * 4..at + column * 4 + 4].copy_from_slice(&[r, g, b, 255]);
            // On to the next column in one step.
            let column_end_ns = start_ns + (column + 1) as f64 * ns_per_column;
            let rest = &matches[next..];
            next += rest.partition_point(|&index| (starts_ns[index as usize] as f64) < column_end_ns).max(1);
        }
    }

    /// Puts the lines on the canvas.
    fn stretch(&mut self, frame: &Frame, rows: &[(usize, Strip, u32, u32)], width: usize) -> Option<()> {
        if rows.is_empty() {
            return None;
        }
        if self.scratch.is_none() {
            let canvas = OffscreenCanvas::new(1, 1).ok()?;
            let context = context_of(&canvas)?;
            self.scratch = Some((canvas, context));
        }
        let (canvas, context) = self.scratch.as_ref()?;
        if canvas.width() < width as u32 || canvas.height() < rows.len() as u32 {
            canvas.set_width(canvas.width().max(width as u32));
            canvas.set_height(canvas.height().max(rows.len() as u32));
        }
        // A copy: images are not made of memory that is shared.
        let copy = Uint8ClampedArray::new_with_length(self.pixels.len() as u32);
        copy.copy_from(&self.pixels);
        let image = ImageData::new_with_js_u8_clamped_array_and_sh(&copy, width as u32, rows.len() as u32).ok()?;
        context.put_image_data(&image, 0.0, 0.0).ok()?;
        let _ = frame.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        frame.context.set_image_smoothing_enabled(false);
        for ((_, strip, ..), line) in rows.iter().zip(0..) {
            let (top, height) = frame.device_rows(strip);
            let _ = frame.context.draw_image_with_offscreen_canvas_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                canvas,
                0.0,
                f64::from(line),
                width as f64,
                1.0,
                frame.device_left(),
                top,
                width as f64,
                height,
            );
        }
        frame.reset();
        Some(())
    }
}
