//! Where the parts of a figure lie: strips of curves above, a row a lane, the ruler below. Pure; CSS pixels.

use interleave::trace::{LaneKind, Trace};

/// Height of a strip that shows a curve.
pub const STRIP: f64 = 18.0;
/// Room between a strip and what follows.
const STRIP_GAP: f64 = 5.0;
/// Height of the ruler below the lanes.
pub const RULER: f64 = 22.0;
/// Height that all waits of an event loop share.
const WAITS: f64 = 56.0;
/// Below this width the names of lanes are shortened.
const NARROW: f64 = 560.0;

/// Which lanes a figure has room for, known before it runs so that nothing jumps while it grows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    /// Rows of workers, and of who hands out the work.
    pub rows: u32,
    /// Whether there is a block for waits that no worker spends its time on.
    pub has_waits: bool,
    /// Width of the whole figure.
    pub width: f64,
}

impl Frame {
    /// Whether names have to be short.
    pub fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// Where time 0 lies.
    pub fn left(&self) -> f64 {
        if self.is_narrow() { 26.0 } else { 84.0 }
    }

    /// How wide the time is.
    pub fn plot_width(&self) -> f64 {
        (self.width - self.left() - 8.0).max(40.0)
    }

    /// Top of the strip of the curve `number`, from 0.
    pub fn strip_top(&self, number: u32) -> f64 {
        1.0 + f64::from(number) * (STRIP + STRIP_GAP)
    }

    /// Top of the first lane.
    pub fn lanes_top(&self) -> f64 {
        self.strip_top(2) + 3.0
    }

    /// From one row's top to the next one's.
    pub fn pitch(&self) -> f64 {
        match self.rows {
            0..=1 => 34.0,
            2..=6 => 28.0,
            7..=10 => 22.0,
            11..=20 => 17.0,
            21..=40 => 12.0,
            _ => 8.0,
        }
    }

    /// Height of a row.
    pub fn row_height(&self) -> f64 {
        self.pitch() - if self.rows > 10 { 2.0 } else { 4.0 }
    }

    /// Where the lanes end.
    pub fn lanes_bottom(&self) -> f64 {
        self.waits_top() + if self.has_waits { WAITS } else { 0.0 }
    }

    /// Top of the block of waits.
    pub fn waits_top(&self) -> f64 {
        self.lanes_top() + f64::from(self.rows) * self.pitch()
    }

    /// Height of the whole figure.
    pub fn height(&self) -> f64 {
        self.lanes_bottom() + RULER
    }

    /// Where each lane of `trace` lies: top and height, by its index. Waits share their block.
    pub fn rows_of(&self, trace: &Trace) -> Vec<(f64, f64)> {
        let waits = trace.lanes.iter().filter(|lane| lane.kind == LaneKind::Waits).count().max(1) as f64;
        let pitch = (WAITS / waits).min(12.0);
        let (mut rows, mut wait_rows) = (0.0, 0.0);
        let mut place = |kind: LaneKind| match kind {
            LaneKind::Waits => {
                wait_rows += 1.0;
                let gap = if pitch >= 5.0 { 1.0 } else { 0.0 };
                (self.waits_top() + (wait_rows - 1.0) * pitch, pitch - gap)
            }
            LaneKind::Worker | LaneKind::Main | LaneKind::Async | LaneKind::Resource => {
                rows += 1.0;
                (self.lanes_top() + (rows - 1.0) * self.pitch(), self.row_height())
            }
        };
        trace.lanes.iter().map(|lane| place(lane.kind)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::Recording;

    #[test]
    fn lanes_and_waits_lie_in_the_figure_and_do_not_touch() {
        for workers in [1, 4, 16, 64] {
            let frame = Frame { rows: workers, has_waits: true, width: 900.0 };
            let mut recording = Recording::new([""]);
            for _ in 0..workers {
                recording.add_worker("w", 0);
            }
            for _ in 0..30 {
                recording.add_lane("waits", 0, LaneKind::Waits);
            }
            let rows = frame.rows_of(recording.trace());
            assert!(rows.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0 + 1e-9), "{workers} workers");
            let (top, height) = rows[rows.len() - 1];
            assert!(top + height <= frame.lanes_bottom() + 1e-9);
            assert!(frame.height() < 700.0);
        }
    }
}
