//! The ruler, and above it the strip with the whole axis and the brush.

use interleave_viewer::axis::Ruler;
use interleave_viewer::place;

use super::Frame;
use crate::scale::{Scale, label};
use crate::words;

impl Frame<'_> {
    fn marks(&self) -> Ruler {
        self.scale.ruler(if self.view.width_px < place::NARROW { 66.0 } else { 84.0 })
    }

    /// On whole device pixels, so that lines are crisp.
    fn crisp(&self, x: f64) -> f64 {
        (x * self.view.ratio).floor() / self.view.ratio
    }

    /// The columns of device pixels, from the time axis on, in which a line of time lies.
    pub fn tick_columns(&self) -> Vec<usize> {
        let column = |x: f64| (x * self.view.ratio).floor() - self.device_left();
        let columns = self.marks().ticks.into_iter().map(|tick| column(tick.x));
        columns
            .filter(|column| *column >= 0.0 && *column < self.columns() as f64)
            .map(|column| column as usize)
            .collect()
    }

    /// Lines of time down through what lies behind everything; those behind slices are part of their rows.
    pub fn ticks(&self) {
        let bottom = (place::LANES + self.arranged.height - self.view.scroll_px).min(self.view.height_px);
        self.context.set_fill_style_str(&self.palette.css.line);
        self.context.set_global_alpha(0.5);
        for tick in &self.marks().ticks {
            self.context.fill_rect(self.crisp(tick.x), place::LANES, self.hairline(), (bottom - place::LANES).max(0.0));
        }
        self.context.set_global_alpha(1.0);
    }

    /// Marks of time with their labels.
    pub fn ruler(&self) {
        let (context, css) = (self.context, &self.palette.css);
        context.set_fill_style_str(&css.ground);
        context.fill_rect(0.0, 0.0, self.right(), place::LANES);
        let ruler = self.marks();
        let bottom = place::LANES - 3.0;
        context.set_fill_style_str(&css.line);
        context.fill_rect(0.0, bottom, self.right(), self.hairline());
        for tick in &ruler.ticks {
            context.fill_rect(self.crisp(tick.x), bottom - 5.0, self.hairline(), 5.0);
        }
        context.set_fill_style_str(&css.ink_2);
        context.set_font(&css.mono);
        let middle = place::OVERVIEW + place::RULER / 2.0 - 2.0;
        for tick in &ruler.ticks {
            let text = label(&tick.label);
            let half = text.chars().count() as f64 * 3.4;
            let (align, x) = match tick.x {
                x if x + half > self.right() => ("right", self.right() - 1.0),
                x if x - half < self.scale.left => ("left", x.max(self.scale.left)),
                x => ("center", x),
            };
            context.set_text_align(align);
            let _ = context.fill_text(&text, x, middle);
        }
        context.set_text_align("left");
        if let Some(base) = &ruler.base {
            let _ = context.fill_text(&label(base), 4.0, middle);
        }
    }

    /// The stretch of the axis that the open traces take up; the view where none is open.
    fn whole(&self) -> (f64, f64) {
        let spans = (0..self.slots.len()).filter_map(|slot| {
            let opened = self.slots[slot].as_ref()?;
            let shift_ns = self.view.slots[slot].shift_ns;
            Some((shift_ns, shift_ns + opened.wall_ns as f64))
        });
        spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((self.scale.start_ns, self.scale.end_ns))
    }

    /// The whole axis, with what is shown of it between two edges.
    pub fn overview(&self) {
        let css = &self.palette.css;
        let (context, ratio) = (self.context, self.view.ratio);
        let (start_ns, end_ns) = self.whole();
        let scale = Scale::new(start_ns, end_ns, self.scale.left, self.scale.width);
        let (top, bottom) = (4.0, place::OVERVIEW - 6.0);
        context.set_fill_style_str(&css.lane);
        context.fill_rect(scale.left, top, scale.width, bottom - top);
        let count = (scale.width * ratio) as usize;
        let open = || self.slots.iter().enumerate().filter_map(|(slot, opened)| Some((slot, opened.as_ref()?)));
        let share = (bottom - top) / open().count().max(1) as f64;
        for (number, (slot, opened)) in open().enumerate() {
            let own_ns = self.own_time(slot, start_ns);
            let ns_per_column = scale.ns_per_px() / ratio;
            let samples = opened.curves.over(&opened.trace, own_ns, ns_per_column, count);
            let base = top + share * (number + 1) as f64;
            let full = opened.curves.full;
            self.area(
                &samples.in_progress,
                scale.left,
                base,
                (share - 2.0) / f64::from(full[0].max(1.0)),
                &css.ink_3,
                0.28,
            );
            self.area(
                &samples.at_once,
                scale.left,
                base,
                (share - 2.0) / f64::from(full[0].max(full[1]).max(1.0)),
                &css.accent,
                0.6,
            );
        }
        let clamped = |time_ns: f64| scale.x_from_time(time_ns).clamp(scale.left, scale.left + scale.width);
        let (from, to) = (clamped(self.scale.start_ns), clamped(self.scale.end_ns));
        context.set_fill_style_str(&css.ground);
        context.set_global_alpha(0.62);
        context.fill_rect(scale.left, top, from - scale.left, bottom - top);
        context.fill_rect(to, top, scale.left + scale.width - to, bottom - top);
        context.set_global_alpha(1.0);
        context.set_stroke_style_str(&css.accent);
        context.stroke_rect(
            from.min(self.right() - 2.0) + 0.5,
            top + 0.5,
            (to - from - 1.0).max(1.0),
            bottom - top - 1.0,
        );
        context.set_fill_style_str(&css.accent);
        for edge in [from, to] {
            context.fill_rect(
                (edge - 2.0).clamp(scale.left, self.right() - 3.0),
                (top + bottom) / 2.0 - 6.0,
                3.0,
                12.0,
            );
        }
        context.set_font(&css.font);
        context.set_fill_style_str(&css.ink_2);
        let is_narrow = self.view.width_px < place::NARROW;
        let text = words::with(|words| words.whole[usize::from(is_narrow)].clone());
        let _ = context.fill_text(&text, 4.0, (top + bottom) / 2.0);
    }
}
