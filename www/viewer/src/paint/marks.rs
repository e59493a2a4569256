//! What the reader did: the selected and the hovered slice, the measured stretch, the playhead.

use interleave_viewer::{SliceRef, place};

use super::Frame;
use crate::scale::duration;

impl Frame<'_> {
    /// Left, top, width and height of a slice, cut to the axis; none where its lane is hidden or it is out of sight.
    fn outline(&self, slice: SliceRef) -> Option<(f64, f64, f64, f64)> {
        let found = self.slots[slice.slot as usize].as_ref()?.slice(slice)?;
        let strip = self.arranged.row(slice.slot, slice.lane, slice.row)?;
        let (from, to) = (self.x(slice.slot as usize, found.start_ns), self.x(slice.slot as usize, found.end_ns()));
        if to < self.scale.left - 2.0 || from > self.right() + 2.0 {
            return None;
        }
        let (from, to) = (from.max(self.scale.left - 4.0), to.min(self.right() + 4.0));
        Some((from, self.top(strip), (to - from).max(3.0), strip.height))
    }

    /// Outlines of the hovered and the selected slice.
    pub fn outlines(&self) {
        let context = self.context;
        context.set_stroke_style_str(&self.palette.css.ink);
        for (slice, width, strength) in [(self.view.hovered, 1.0, 0.8), (self.view.selected, 2.0, 1.0)] {
            let Some((x, y, w, h)) =
                slice.filter(|s| (s.slot as usize) < self.slots.len()).and_then(|s| self.outline(s))
            else {
                continue;
            };
            context.set_global_alpha(strength);
            context.set_line_width(width);
            context.stroke_rect(x - 0.5, y - 0.5, w + 1.0, h + 1.0);
        }
        context.set_global_alpha(1.0);
        context.set_line_width(1.0);
    }

    /// The measured stretch and the playhead, over the ruler and the lanes.
    pub fn times(&self) {
        let (context, css) = (self.context, &self.palette.css);
        let top = place::OVERVIEW;
        let height = self.view.height_px - top;
        let cut = |time_ns: f64| self.scale.x_from_time(time_ns).clamp(self.scale.left, self.right());
        if let Some((start_ns, end_ns)) = self.view.measured_ns {
            let (start_ns, end_ns) = (start_ns.min(end_ns), start_ns.max(end_ns));
            let (from, to) = (cut(start_ns), cut(end_ns));
            context.set_fill_style_str(&css.accent);
            context.set_global_alpha(0.12);
            context.fill_rect(from, top, to - from, height);
            context.set_global_alpha(1.0);
            for edge in [from, to] {
                context.fill_rect(edge, top, 1.0, height);
            }
            // Of what is out of sight there is nothing to label.
            if end_ns >= self.scale.start_ns && start_ns <= self.scale.end_ns {
                self.plate(&duration(end_ns - start_ns), (from + to) / 2.0, top + 9.0, &css.accent);
            }
        }
        if let Some(time_ns) = self.view.playhead_ns {
            let x = self.scale.x_from_time(time_ns);
            if (self.scale.left..=self.right()).contains(&x) {
                context.set_fill_style_str(&css.ink);
                context.set_global_alpha(0.55);
                context.fill_rect(x, top, 1.0, height);
                context.set_global_alpha(1.0);
                // What it is taken hold of by.
                context.begin_path();
                for (right, down) in [(-5.0, 0.0), (6.0, 0.0), (6.0, 7.0), (0.5, 13.0), (-5.0, 7.0)] {
                    context.line_to(x + right, top + 1.0 + down);
                }
                context.fill();
            }
        }
    }

    /// Text on a plate that is filled with `fill`, kept on the axis.
    fn plate(&self, text: &str, middle: f64, y: f64, fill: &str) {
        let (context, css) = (self.context, &self.palette.css);
        context.set_font(&css.mono);
        let width = context.measure_text(text).map_or(60.0, |size| size.width()) + 10.0;
        let left = (middle - width / 2.0).min(self.right() - width).max(self.scale.left);
        context.set_fill_style_str(fill);
        context.fill_rect(left, y - 8.0, width, 16.0);
        context.set_fill_style_str(&css.ground);
        let _ = context.fill_text(text, left + 5.0, y + 0.5);
    }
}
