//! Counters as steps, looked up once a column of device pixels, so that many samples cost no more than few.

use interleave::trace::Counter;

use super::Frame;
use crate::arrange::{Content, Strip};

/// Samples of one column that are looked at for its largest value.
const MOST_SAMPLES: usize = 32;

impl Frame<'_> {
    /// Counters whose strips are visible.
    pub fn counters(&self) {
        let css = &self.palette.css;
        for strip in self.strips {
            let Content::Counter(index) = strip.content else { continue };
            let Some(opened) = &self.slots[strip.slot as usize] else { continue };
            let Some(counter) = opened.trace.counters.get(index as usize) else { continue };
            let (least, most) = opened.counter_ranges.get(index as usize).copied().unwrap_or((0.0, 1.0));
            let (least, most) = (least.min(0.0), most.max(0.0));
            let values = self.columns_of_counter(strip, counter, least);
            let (top, base) = (self.top(strip), self.top(strip) + strip.height);
            let per_unit = (strip.height - 4.0) / (most - least).max(1e-9);
            self.area(&values, self.device_left() / self.view.ratio, base, per_unit, &css.ink_3, 0.45);
            self.context.set_fill_style_str(&css.line);
            self.context.fill_rect(self.scale.left, base, self.scale.width, self.hairline());
            self.context.set_font(&css.mono);
            self.context.set_fill_style_str(&css.ink_2);
            let _ = self.context.fill_text(&short_number(most), self.scale.left + 4.0, top + 7.0);
        }
    }

    /// The largest value in each column, less the smallest of all.
    fn columns_of_counter(&self, strip: &Strip, counter: &Counter, least: f64) -> Vec<f32> {
        let (start_ns, ns_per_column) = (self.start_of(strip.slot as usize), self.ns_per_column());
        let mut before = counter.time_ns.partition_point(|&time_ns| (time_ns as f64) < start_ns);
        let columns = (1..=self.columns()).map(|column| {
            let end_ns = start_ns + column as f64 * ns_per_column;
            let rest = counter.time_ns.get(before..).unwrap_or(&[]);
            let after = before + rest.partition_point(|&time_ns| (time_ns as f64) < end_ns);
            // The value that holds at the column's start, and those that begin in it.
            let held = before.saturating_sub(1)..after;
            before = after;
            let step = held.len().div_ceil(MOST_SAMPLES).max(1);
            let values = counter.value.get(held).unwrap_or(&[]);
            let last = values.last().into_iter();
            let most = values.iter().step_by(step).chain(last).copied().reduce(f64::max);
            most.map_or(0.0, |most| (most - least) as f32)
        });
        columns.collect()
    }
}

/// A number in few letters: `1.2 M`, `350`, `0.25`.
fn short_number(value: f64) -> String {
    let (unit, scale) = match value.abs() {
        v if v >= 1e9 => (" G", 1e9),
        v if v >= 1e6 => (" M", 1e6),
        v if v >= 1e4 => (" k", 1e3),
        _ => ("", 1.0),
    };
    let text = format!("{:.2}", value / scale);
    format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
}
