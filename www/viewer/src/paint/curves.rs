//! Concurrency and parallelism above the lanes of each trace, and counters below them.

use super::Frame;
use crate::arrange::{Content, Strip};

impl Frame<'_> {
    /// The curves of all traces whose strips are visible.
    pub fn curves(&self) {
        for slot in 0..self.slots.len() {
            let Some(opened) = &self.slots[slot] else { continue };
            let of_slot = || self.strips.iter().filter(|strip| strip.slot as usize == slot);
            let is_curve = |strip: &&Strip| matches!(strip.content, Content::InProgress | Content::AtOnce);
            if of_slot().any(|strip| is_curve(&strip)) {
                let (start_ns, ns_per_column) = (self.start_of(slot), self.ns_per_column());
                let samples = opened.curves.over(&opened.trace, start_ns, ns_per_column, self.columns());
                for strip in of_slot().filter(is_curve) {
                    let css = &self.palette.css;
                    let (values, full, colour) = match strip.content {
                        Content::InProgress => (&samples.in_progress, opened.curves.full[0], &css.ink_3),
                        _ => (&samples.at_once, opened.curves.full[1], &css.accent),
                    };
                    let base = self.top(strip) + strip.height;
                    // What a view shows may be narrower, and so higher, than any sample of the whole.
                    let full = values.iter().copied().fold(full.ceil(), f32::max);
                    let per_unit = (strip.height - 1.0) / f64::from(full.max(1.0));
                    self.area(values, self.device_left() / self.view.ratio, base, per_unit, colour, 0.42);
                    self.context.set_fill_style_str(&css.line);
                    self.context.fill_rect(self.scale.left, base, self.scale.width, self.hairline());
                    self.levels(f64::from(full.max(1.0)), base, per_unit);
                }
            }
        }
    }

    /// The bands of folded processes: how many of their lanes are at work.
    pub fn bands(&self) {
        for strip in self.strips {
            let (Content::Band(process), slot) = (strip.content, strip.slot as usize) else { continue };
            let Some(opened) = &self.slots[slot] else { continue };
            let (start_ns, ns_per_column) = (self.start_of(slot), self.ns_per_column());
            let values = opened.curves.band(&opened.trace, process, start_ns, ns_per_column, self.columns());
            let full = values.iter().copied().fold(opened.curves.full_band(process), f32::max).max(1.0);
            let (top, base) = (self.top(strip), self.top(strip) + strip.height);
            self.context.set_fill_style_str(&self.palette.css.lane);
            self.context.fill_rect(self.scale.left, top, self.scale.width, strip.height);
            let per_unit = (strip.height - 2.0) / f64::from(full.ceil());
            self.area(&values, self.device_left() / self.view.ratio, base, per_unit, &self.palette.css.accent, 0.6);
        }
    }

    /// A line at each whole number of a curve's scale, where they are not too near, and the highest one in figures.
    fn levels(&self, full: f64, base: f64, per_unit: f64) {
        let (context, css) = (self.context, &self.palette.css);
        let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].into_iter().find(|step| step * per_unit >= 5.0);
        let step = step.unwrap_or(full.floor()).max(1.0);
        let count = (full / step).floor() as u32;
        context.set_fill_style_str(&css.ink_3);
        context.set_global_alpha(0.35);
        for level in 1..=count {
            let y = base - f64::from(level) * step * per_unit;
            context.fill_rect(self.scale.left, y, self.scale.width, self.hairline());
        }
        context.set_global_alpha(1.0);
        context.set_font(&css.mono);
        context.set_fill_style_str(&css.ink_2);
        let top = base - f64::from(count) * step * per_unit;
        let _ = context.fill_text(&format!("{}", f64::from(count) * step), self.scale.left + 3.0, top + 6.0);
    }

    /// Fills the area below a curve, a value a column of device pixels, and draws its edge.
    pub fn area(&self, values: &[f32], left: f64, base: f64, per_unit: f64, colour: &str, strength: f64) {
        let (context, step) = (self.context, self.hairline());
        context.set_fill_style_str(colour);
        context.set_global_alpha(strength);
        context.begin_path();
        context.move_to(left, base);
        let mut last = f32::NAN;
        for (column, &value) in values.iter().enumerate() {
            if value != last {
                let x = left + column as f64 * step;
                if !last.is_nan() {
                    context.line_to(x, base - f64::from(last) * per_unit);
                }
                context.line_to(x, base - f64::from(value) * per_unit);
                last = value;
            }
        }
        let right = left + values.len() as f64 * step;
        if !last.is_nan() {
            context.line_to(right, base - f64::from(last) * per_unit);
        }
        context.line_to(right, base);
        context.fill();
        context.set_global_alpha(1.0);
    }
}
