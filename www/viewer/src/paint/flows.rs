//! Arrows: all of them where they are few enough to be told apart, those of the selected and the hovered slice always.

use interleave::trace::Flow;
use interleave_viewer::SliceRef;

use super::Frame;

/// Arrows that are told apart.
const FEW: usize = 60;
/// Arrows of one slice that are drawn.
const MOST_OF_SLICE: usize = 200;
/// Half the height of an arrow's head.
const HEAD: f64 = 3.0;

impl Frame<'_> {
    /// Draws the arrows of the view.
    pub fn flows(&self) {
        for slot in 0..self.slots.len() {
            let Some(opened) = &self.slots[slot] else { continue };
            let own = |x: f64| self.own_time(slot, self.scale.time_from_x(x)).max(0.0) as u64;
            let (start_ns, end_ns) = (own(self.scale.left), own(self.right()));
            let leaving = opened.leaving(start_ns, end_ns);
            let arriving = || opened.arriving(start_ns, end_ns);
            if leaving.len() <= FEW && arriving().take(FEW + 1).count() <= FEW {
                let from_before = arriving().filter(|flow| flow.from_ns < start_ns);
                self.arrows(slot, leaving.iter().chain(from_before), &self.palette.css.ink_2, 0.8);
            }
            for slice in [self.view.hovered, self.view.selected].into_iter().flatten() {
                if slice.slot as usize == slot {
                    self.arrows_of(slice);
                }
            }
        }
    }

    fn arrows_of(&self, slice: SliceRef) {
        let slot = slice.slot as usize;
        let Some(opened) = &self.slots[slot] else { return };
        let Some(found) = opened.slice(slice) else { return };
        let touches =
            |lane: u32, time_ns: u64| lane == slice.lane && opened.innermost(slice.slot, lane, time_ns) == Some(slice);
        let out = opened.leaving(found.start_ns, found.end_ns()).iter();
        let out = out.filter(|flow| touches(flow.from_lane, flow.from_ns)).take(MOST_OF_SLICE);
        let into = opened.arriving(found.start_ns, found.end_ns());
        let into = into.filter(|flow| touches(flow.to_lane, flow.to_ns)).take(MOST_OF_SLICE);
        self.arrows(slot, out.chain(into), &self.palette.css.accent, 1.0);
    }

    /// Where an end of an arrow lies; none where its lane is hidden.
    fn end_of(&self, slot: usize, lane: u32, time_ns: u64) -> Option<(f64, f64)> {
        let opened = self.slots[slot].as_ref()?;
        let row = opened.innermost(slot as u32, lane, time_ns).map_or(0, |slice| slice.row);
        let strip = self.arranged.row(slot as u32, lane, row)?;
        // Far outside of the canvas nothing is gained by exactness.
        let x = self.x(slot, time_ns).clamp(-4.0 * self.right(), 5.0 * self.right());
        Some((x, self.top(strip) + strip.height / 2.0))
    }

    fn arrows<'a>(&self, slot: usize, flows: impl Iterator<Item = &'a Flow>, ink: &str, strength: f64) {
        let context = self.context;
        context.begin_path();
        let mut heads = Vec::new();
        for flow in flows {
            let ends = (self.end_of(slot, flow.from_lane, flow.from_ns), self.end_of(slot, flow.to_lane, flow.to_ns));
            let (Some((from_x, from_y)), Some((to_x, to_y))) = ends else { continue };
            let bend = ((to_x - from_x).abs() / 2.0).clamp(6.0, 48.0);
            context.move_to(from_x, from_y);
            context.bezier_curve_to(from_x + bend, from_y, to_x - bend, to_y, to_x - HEAD, to_y);
            heads.push((to_x, to_y));
        }
        // A seam of the ground keeps an arrow apart from what it crosses.
        context.set_stroke_style_str(&self.palette.css.ground);
        context.set_line_width(3.0);
        context.set_global_alpha(0.55 * strength);
        context.stroke();
        context.set_stroke_style_str(ink);
        context.set_fill_style_str(ink);
        context.set_line_width(if strength < 1.0 { 1.0 } else { 1.5 });
        context.set_global_alpha(strength);
        context.stroke();
        context.begin_path();
        for (x, y) in heads {
            context.move_to(x, y);
            context.line_to(x - 2.0 * HEAD, y - HEAD);
            context.line_to(x - 2.0 * HEAD, y + HEAD);
        }
        context.fill();
        context.set_global_alpha(1.0);
        context.set_line_width(1.0);
    }
}
