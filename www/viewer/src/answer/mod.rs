//! Answers to the page's questions.

mod at;
mod measure;
mod shown;
mod table;
mod tell;
mod walk;
mod write;

use interleave_viewer::{Ask, SLOTS, SliceRef, place};

use crate::opened::Opened;
use crate::post::say;
use crate::scale::Scale;
use crate::viewer::Viewer;

impl Viewer {
    /// Answers a question that needs nothing but what is here.
    pub fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::At { number, x, y } => say(&self.at(number, x, y)),
            Ask::Measure { start_ns, end_ns } => say(&self.stretch(start_ns, end_ns)),
            Ask::Rows { slot, first, count, search, lane } => say(&self.table(slot, first, count, &search, lane)),
            // These come another way: see `worker.js`.
            Ask::Canvas | Ask::Colours(_) | Ask::Open { .. } | Ask::Cancel { .. } | Ask::Close { .. } => {}
            Ask::View(_) | Ask::Tell(_) | Ask::Walk(_) | Ask::Write { .. } => {}
        }
    }

    /// The trace in a slot.
    pub fn opened(&self, slot: u32) -> Option<&Opened> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// Where moments lie in the latest view.
    pub fn scale(&self) -> Scale {
        let left = place::left(self.view.width_px);
        Scale::new(self.view.start_ns, self.view.end_ns, left, self.view.width_px - left)
    }

    /// A moment of the axis on a trace's own clock.
    fn own_time(&self, slot: u32, time_ns: f64) -> f64 {
        let origin_ns = self.opened(slot).map_or(0, |opened| opened.origin_ns);
        time_ns - self.shift_ns(slot) + origin_ns as f64
    }

    /// A moment of a trace's own clock on the axis.
    fn axis_time(&self, slot: u32, time_ns: u64) -> f64 {
        self.opened(slot).map_or(0.0, |opened| opened.since_start(time_ns)) + self.shift_ns(slot)
    }

    fn shift_ns(&self, slot: u32) -> f64 {
        self.view.slots[(slot as usize).min(SLOTS - 1)].shift_ns
    }

    /// Left, top, width and height of a slice on the canvas, cut to the axis; none where its lane is hidden.
    fn outline(&self, slice: SliceRef) -> Option<[f64; 4]> {
        let found = self.opened(slice.slot)?.slice(slice)?;
        let strip = self.arranged.row(slice.slot, slice.lane, slice.row)?;
        let scale = self.scale();
        let cut = |time_ns: u64| {
            let x = scale.x_from_time(self.axis_time(slice.slot, time_ns));
            x.clamp(scale.left, scale.left + scale.width)
        };
        let (from, to) = (cut(found.start_ns), cut(found.end_ns()));
        Some([from, place::LANES + strip.top - self.view.scroll_px, to - from, strip.height])
    }
}
