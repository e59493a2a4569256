//! What happened at one moment: a mark, and its name where there is room before the next one.
//!
//! Marks are looked up by halving, one for each width of a mark, so that many cost no more than few.

use interleave::trace::Scope;
use interleave_viewer::place;

use super::Frame;
use super::slices::cut;
use crate::arrange::{Content, Strip};

/// Marks of a whole process or of everything that are drawn through all lanes, where there are no more.
const FEW_LINES: usize = 60;
/// Half the width of a mark.
const HALF: f64 = 3.2;
/// Columns from one mark to the next: nearer ones would only be a bar.
const APART: f64 = 4.0;

impl Frame<'_> {
    /// Instants of the lanes that are visible.
    pub fn instants(&self) {
        let context = self.context;
        context.set_font(&self.palette.css.font);
        let letter = self.letter();
        let mut lines = Vec::new();
        for strip in self.strips {
            // A lane that is folded has its marks at the upper edge of its row.
            let (lane, is_named) = match strip.content {
                Content::Instants(lane) => (lane, true),
                Content::Row { lane, row: 0 } if self.is_collapsed(strip, lane) => (lane, false),
                _ => continue,
            };
            let marks = self.marks_of(strip, lane, &mut lines);
            let top = if is_named { self.top(strip) + 4.0 } else { self.top(strip) - 2.0 };
            context.set_fill_style_str(&self.palette.css.ink);
            context.begin_path();
            for &(x, _) in &marks {
                context.move_to(x, top + 5.5);
                context.line_to(x - HALF, top);
                context.line_to(x + HALF, top);
            }
            context.fill();
            if is_named {
                self.instant_names(strip, &marks, letter);
            }
        }
        if lines.len() <= FEW_LINES {
            context.set_fill_style_str(&self.palette.css.ink);
            context.set_global_alpha(0.2);
            for x in lines {
                context.fill_rect(x, place::LANES, self.hairline(), self.view.height_px);
            }
            context.set_global_alpha(1.0);
        }
    }

    fn is_collapsed(&self, strip: &Strip, lane: u32) -> bool {
        let opened = self.slots[strip.slot as usize].as_ref();
        opened.is_some_and(|opened| {
            self.view.slots[strip.slot as usize].collapsed.contains(&lane) && lane < opened.trace.lanes.len() as u32
        })
    }

    /// Place and index of the marks of a lane that are drawn, from left to right.
    fn marks_of(&self, strip: &Strip, lane: u32, lines: &mut Vec<f64>) -> Vec<(f64, u32)> {
        let slot = strip.slot as usize;
        let Some(opened) = &self.slots[slot] else { return Vec::new() };
        let of_lane = opened.instants.get(lane as usize).map_or(&[][..], Vec::as_slice);
        let time_ns = |index: u32| opened.trace.instants[index as usize].time_ns;
        let (start_ns, ns_per_column) = (self.start_of(slot), self.ns_per_column());
        let mut next = of_lane.partition_point(|&index| (time_ns(index) as f64) < start_ns);
        let mut marks = Vec::new();
        while let Some(&index) = of_lane.get(next) {
            let column = ((time_ns(index) as f64 - start_ns) / ns_per_column).floor();
            if column >= self.columns() as f64 {
                break;
            }
            let x = self.x(slot, time_ns(index));
            marks.push((x, index));
            if opened.trace.instants[index as usize].scope != Scope::Thread && lines.len() <= FEW_LINES {
                lines.push(x);
            }
            let end_ns = start_ns + (column + APART) * ns_per_column;
            next += of_lane[next..].partition_point(|&index| (time_ns(index) as f64) < end_ns).max(1);
        }
        marks
    }

    fn instant_names(&self, strip: &Strip, marks: &[(f64, u32)], letter: f64) {
        let Some(opened) = &self.slots[strip.slot as usize] else { return };
        self.context.set_fill_style_str(&self.palette.css.ink_2);
        let ends = marks.iter().skip(1).map(|mark| mark.0 - HALF).chain([self.right()]);
        for (&(x, index), end) in marks.iter().zip(ends) {
            let left = x + HALF + 2.0;
            let name = opened.trace.strings.get(opened.trace.instants[index as usize].name);
            let text = cut(name, ((end - left - 3.0) / letter).max(0.0) as usize);
            if !text.is_empty() {
                let middle = self.top(strip) + strip.height / 2.0 + 0.5;
                let _ = self.context.fill_text_with_max_width(&text, left, middle, end - left - 2.0);
            }
        }
    }
}
