//! Draws a figure's display list on a canvas: in batches of one colour, in device pixels, with text that keeps its
//! size. Decides nothing: what is drawn where comes from the layout.

use std::f64::consts::TAU;

use interleave::trace::{LaneKind, Trace};
use interleave_viewer::style::{HUES, PALE};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::geometry::{Frame, STRIP};
use super::layout::{Item, Layout, is_row};
use super::names;
use super::scale::{Scale, label};
use crate::text::say;
use crate::theme::Palette;

/// What a figure shows besides its slices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// What a task is called.
    pub workload: &'static str,
    /// Whether lanes show the colour that their worker has in a picture.
    pub has_worker_colours: bool,
    /// Where the curves have their full height: tasks in progress, and at once.
    pub full: [f32; 2],
    /// Where the run was over, on the figure's own time, and what to say about it.
    pub done: Option<(u64, String)>,
}

/// Everything that one painting needs.
pub struct Picture<'a> {
    pub trace: &'a Trace,
    pub layout: &'a Layout,
    pub rows: &'a [(f64, f64)],
    pub frame: Frame,
    pub scale: Scale,
    pub ratio: f64,
    pub palette: &'a Palette,
    pub notes: &'a Notes,
}

/// Gives the canvas the size of the figure. Setting it clears the canvas, so it is left alone where it fits.
pub fn fit(canvas: &HtmlCanvasElement, frame: &Frame, ratio: f64) {
    let (width, height) = ((frame.width * ratio).round() as u32, (frame.height() * ratio).round() as u32);
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

impl Picture<'_> {
    /// Draws all of it.
    pub fn paint(&self, context: &CanvasRenderingContext2d) {
        let _ = context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, self.frame.width, self.frame.height());
        context.set_text_baseline("middle");
        context.set_line_width(1.0);
        self.lanes(context);
        self.ruler(context);
        self.curves(context);
        self.slices(context);
        self.labels(context);
        self.flows(context);
        self.done(context);
    }

    /// Arrows from lane to lane, where there are few enough to be told apart.
    fn flows(&self, context: &CanvasRenderingContext2d) {
        const ROOM: f64 = 9.0;
        const HEAD: f64 = 3.0;
        let Self { trace, scale, palette, frame, .. } = self;
        if trace.flows.len() as f64 * ROOM > frame.plot_width() {
            return;
        }
        let origin_ns = trace.span().start_ns;
        context.begin_path();
        for flow in &trace.flows {
            let rows = (self.rows.get(flow.from_lane as usize), self.rows.get(flow.to_lane as usize));
            let (Some(&(from_top, from_height)), Some(&(to_top, to_height))) = rows else { continue };
            let is_down = to_top > from_top;
            let x = |time_ns: u64| scale.x_from_time(time_ns.saturating_sub(origin_ns) as f64);
            let (from_x, to_x) = (x(flow.from_ns), x(flow.to_ns));
            // From the middle of one lane to the edge of the other: its slice and the name in it stay clear.
            let from_y = from_top + from_height / 2.0;
            let (to_y, back) = if is_down { (to_top, -HEAD) } else { (to_top + to_height, HEAD) };
            context.move_to(from_x, from_y);
            context.line_to(to_x, to_y);
            context.move_to(to_x - HEAD, to_y + back);
            context.line_to(to_x, to_y);
            context.line_to(to_x + HEAD, to_y + back);
        }
        // A rim in the page's colour keeps a line apart from slices of any colour.
        for (width, colour) in [(3.5, &palette.ground), (1.4, &palette.ink_2)] {
            context.set_line_width(width);
            context.set_stroke_style_str(colour);
            context.stroke();
        }
        context.set_line_width(1.0);
    }

    fn lanes(&self, context: &CanvasRenderingContext2d) {
        let Self { frame, palette, .. } = self;
        context.set_fill_style_str(&palette.lane);
        let numbered = self.trace.lanes.iter().zip(self.rows);
        for (lane, (top, height)) in numbered.clone() {
            if is_row(lane.kind) {
                context.fill_rect(frame.left(), *top, frame.plot_width(), *height);
            }
        }
        if self.trace.lanes.is_empty() {
            for row in 0..frame.rows {
                let top = frame.lanes_top() + f64::from(row) * frame.pitch();
                context.fill_rect(frame.left(), top, frame.plot_width(), frame.row_height());
            }
        }
        if self.notes.has_worker_colours {
            let workers = numbered.clone().filter(|(lane, _)| lane.kind == LaneKind::Worker);
            for ((_, (top, height)), colour) in workers.zip(palette.hues.iter().take(HUES).cycle()) {
                context.set_fill_style_str(colour);
                context.fill_rect(frame.left() - 5.0, *top, 3.0, *height);
            }
        }
        context.set_fill_style_str(&palette.ink_2);
        context.set_font(&palette.font);
        // Names that would overlap are left out: every second, every fourth.
        let every = (11.0 / frame.pitch()).ceil().max(1.0) as usize;
        for (index, (lane, (top, height))) in numbered.enumerate() {
            if !is_row(lane.kind) || index % every != 0 {
                continue;
            }
            let name = names::lane(self.trace.strings.get(lane.name));
            let short = match name.rsplit_once(' ') {
                Some((_, number)) if number.starts_with(|first: char| first.is_ascii_digit()) => number,
                _ => name.chars().next().map_or("", |first| &name[..first.len_utf8()]),
            };
            let _ = context.fill_text(if frame.is_narrow() { short } else { &name }, 0.0, top + height / 2.0 + 0.5);
        }
        if frame.has_waits {
            let (middle, waits) = (frame.waits_top() + 6.0, say::figure_waits());
            let _ = context.fill_text(if frame.is_narrow() { "…" } else { &waits }, 0.0, middle);
        }
    }

    fn ruler(&self, context: &CanvasRenderingContext2d) {
        let Self { frame, scale, palette, .. } = self;
        let bottom = frame.lanes_bottom();
        let ticks = scale.ruler(if frame.is_narrow() { 62.0 } else { 76.0 }).ticks;
        context.set_fill_style_str(&palette.line);
        for tick in &ticks {
            // On whole device pixels, so that lines are crisp.
            let x = (tick.x * self.ratio).floor() / self.ratio;
            context.fill_rect(x, frame.strip_top(0), 1.0 / self.ratio, bottom + 4.0 - frame.strip_top(0));
        }
        context.set_fill_style_str(&palette.ink_2);
        context.set_font(&palette.mono);
        for tick in &ticks {
            let is_last = tick.x > frame.width - 28.0;
            context.set_text_align(if is_last { "right" } else { "center" });
            let x = if is_last { frame.width - 1.0 } else { tick.x };
            let _ = context.fill_text(&label(&tick.label), x, bottom + 14.0);
        }
        context.set_text_align("left");
    }

    fn curves(&self, context: &CanvasRenderingContext2d) {
        let Self { frame, palette, layout, .. } = self;
        let strips = [
            (say::figure_in_progress(), &layout.in_progress, &palette.ink_3),
            (say::figure_at_once(), &layout.at_once, &palette.accent),
        ];
        for (number, (name, values, colour)) in strips.into_iter().enumerate() {
            let base = frame.strip_top(number as u32) + STRIP;
            context.set_fill_style_str(colour);
            context.set_global_alpha(0.42);
            let per_unit = STRIP / f64::from(self.notes.full[number].max(1.0));
            self.steps(values, |x, width, value| {
                let height = f64::from(value) * per_unit;
                context.fill_rect(x, base - height, width, height);
            });
            context.set_global_alpha(1.0);
            self.steps(values, |x, width, value| {
                context.fill_rect(x, base - f64::from(value) * per_unit, width, 1.0);
            });
            context.set_fill_style_str(&palette.line);
            context.fill_rect(frame.left(), base, frame.plot_width(), 1.0 / self.ratio);
            context.set_fill_style_str(&palette.ink_2);
            context.set_font(&palette.font);
            let middle = base - STRIP / 2.0 + 1.0;
            if !frame.is_narrow() {
                let _ = context.fill_text(&name, 0.0, middle);
                continue;
            }
            // No room beside the strip: its name stands on a plate at its end, where runs seldom reach.
            let width = context.measure_text(&name).map_or(60.0, |size| size.width()) + 6.0;
            let x = frame.width - 8.0 - width;
            context.set_fill_style_str(&palette.ground);
            context.fill_rect(x, middle - 7.0, width, 13.0);
            context.set_fill_style_str(&palette.ink_2);
            let _ = context.fill_text(&name, x + 3.0, middle);
        }
    }

    /// Calls `draw` with place, width and height of every stretch of a curve that is not 0.
    fn steps(&self, values: &[f32], draw: impl Fn(f64, f64, f32)) {
        let mut start = 0;
        while start < values.len() {
            let value = values[start];
            let is_same = |other: &&f32| (**other - value).abs() < 0.02;
            let length = values[start..].iter().take_while(is_same).count().max(1);
            if value > 0.02 {
                draw(self.scale.left + start as f64 / self.ratio, length as f64 / self.ratio, value);
            }
            start += length;
        }
    }

    fn slices(&self, context: &CanvasRenderingContext2d) {
        for (style, items) in self.layout.settled.iter().enumerate() {
            let growing = || self.layout.growing.iter().filter(|item| usize::from(item.style) == style);
            if items.is_empty() && growing().next().is_none() {
                continue;
            }
            let (state, hue) = (style / (HUES + 1), style % (HUES + 1));
            let Some(colour) = self.palette.hues.get(hue) else { continue };
            let pattern = self.palette.patterns.get(state).and_then(Option::as_ref);
            context.set_fill_style_str(colour);
            // What does not execute is paler, and patterned.
            context.set_global_alpha(if pattern.is_some() { f64::from(PALE) } else { 1.0 });
            items.iter().chain(growing()).for_each(|item| self.rectangle(context, item));
            context.set_global_alpha(1.0);
            if let Some(pattern) = pattern {
                context.set_fill_style_canvas_pattern(pattern);
                items.iter().chain(growing()).for_each(|item| self.rectangle(context, item));
            }
        }
    }

    fn place(&self, item: &Item) -> Option<(f64, f64, f64, f64)> {
        let (top, height) = *self.rows.get(item.lane as usize)?;
        let columns = item.end - item.start;
        // A gap of one device pixel keeps neighbours apart where there is room for it.
        let gap = u32::from(columns >= 4 && item.slice.is_some());
        let x = self.scale.left + f64::from(item.start) / self.ratio;
        Some((x, top, f64::from(columns - gap) / self.ratio, height))
    }

    fn rectangle(&self, context: &CanvasRenderingContext2d, item: &Item) {
        if let Some((x, y, width, height)) = self.place(item) {
            context.fill_rect(x, y, width, height);
        }
    }

    /// Names the slices that have room for it.
    fn labels(&self, context: &CanvasRenderingContext2d) {
        const LETTER: f64 = 6.2;
        context.set_font(&self.palette.font);
        context.set_fill_style_str(&self.palette.task_ink);
        let running = self.layout.settled.iter().take(HUES).flatten();
        let growing = self.layout.growing.iter().filter(|item| usize::from(item.style) < HUES);
        for item in running.chain(growing) {
            let (Some(index), Some((x, top, width, height))) = (item.slice, self.place(item)) else { continue };
            if height < 13.0 || width < 14.0 {
                continue;
            }
            let lane = self.trace.lanes.get(item.lane as usize);
            let Some(slice) = lane.and_then(|lane| lane.slices.get(index as usize)) else { continue };
            let whole = say::workload_task(self.notes.workload, slice.task + 1);
            let is_fitting = whole.len() as f64 * LETTER + 10.0 <= width;
            let text = if is_fitting { whole } else { (slice.task + 1).to_string() };
            if text.len() as f64 * LETTER + 6.0 <= width {
                let inset = if width > 40.0 { 6.0 } else { 4.0 };
                let _ = context.fill_text(&text, x + inset, top + height / 2.0 + 0.5);
            }
        }
    }

    fn done(&self, context: &CanvasRenderingContext2d) {
        let Some((time_ns, text)) = &self.notes.done else { return };
        let Self { frame, scale, palette, .. } = self;
        let x = (scale.x_from_time(*time_ns as f64) * self.ratio).round() / self.ratio;
        let (top, bottom) = (frame.strip_top(0), frame.lanes_bottom());
        context.set_fill_style_str(&palette.good);
        let mut y = top;
        while y < bottom {
            context.fill_rect(x, y, 1.0, 3.0_f64.min(bottom - y));
            y += 6.0;
        }
        context.begin_path();
        let _ = context.arc(x + 0.5, top, 2.5, 0.0, TAU);
        context.fill();
        context.set_font(&palette.font);
        let room = frame.left() + frame.plot_width() - x - 10.0;
        let is_fitting = context.measure_text(text).is_ok_and(|size| size.width() <= room);
        if is_fitting {
            let _ = context.fill_text(text, x + 8.0, frame.lanes_top() + (bottom - frame.lanes_top()) / 2.0 + 0.5);
        }
    }
}
