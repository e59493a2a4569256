//! What lies over the lines of pixels: patterns and names of the slices that have room for them.

use interleave_viewer::style::HUES;

use super::Frame;
use super::rows::Long;

/// From how many device pixels on a slice shows the pattern of its state.
const PATTERN_FROM: i64 = 4;
/// What the width of a letter is measured with.
const LETTERS: &str = "run_until_complete.Monitor";
/// From which width on a slice has a name.
const NAME_FROM: f64 = 28.0;

impl Frame<'_> {
    /// Patterns and names.
    pub fn slices(&self, long: &[Long]) {
        self.patterns(long);
        self.slice_names(long);
    }

    /// Left, top, width and height of a slice on the canvas, cut to the axis.
    fn place_of(&self, slice: &Long) -> (f64, f64, f64, f64) {
        let strip = &self.strips[slice.strip];
        let (top, height) = self.device_rows(strip);
        let ratio = self.view.ratio;
        let (from, to) = (slice.from.max(0), slice.to.min(self.columns() as i64));
        ((self.device_left() + from as f64) / ratio, top / ratio, (to - from).max(0) as f64 / ratio, height / ratio)
    }

    fn patterns(&self, long: &[Long]) {
        for (state, pattern) in self.palette.patterns.iter().enumerate() {
            let Some(pattern) = pattern else { continue };
            self.context.set_fill_style_canvas_pattern(pattern);
            let of_state = |slice: &&Long| usize::from(slice.style) / (HUES + 1) == state && !slice.is_faded;
            for slice in long.iter().filter(of_state).filter(|slice| slice.to - slice.from >= PATTERN_FROM) {
                let (x, y, width, height) = self.place_of(slice);
                self.context.fill_rect(x, y, width, height);
            }
        }
    }

    /// The mean width of a letter in the font that is set, in CSS pixels: measuring each name would cost more than it.
    pub fn letter(&self) -> f64 {
        self.context.measure_text(LETTERS).map_or(6.0, |size| size.width() / LETTERS.len() as f64).max(1.0)
    }

    fn slice_names(&self, long: &[Long]) {
        self.context.set_font(&self.palette.css.font);
        let letter = self.letter();
        let mut is_busy_ink = None;
        for slice in long {
            let (x, y, width, height) = self.place_of(slice);
            if width < NAME_FROM || height < 12.0 || slice.is_faded || slice.is_folded {
                continue;
            }
            // Text stands on its colour where it executes, and beside a pattern on the lane's ground where not.
            let is_busy = usize::from(slice.style) <= HUES;
            if is_busy_ink != Some(is_busy) {
                let ink = if is_busy { &self.palette.css.task_ink } else { &self.palette.css.ink };
                self.context.set_fill_style_str(ink);
                is_busy_ink = Some(is_busy);
            }
            let strip = &self.strips[slice.strip];
            let Some(opened) = &self.slots[strip.slot as usize] else { continue };
            let crate::arrange::Content::Row { lane, .. } = strip.content else { continue };
            let Some(found) = opened.row(lane, slice.row).and_then(|row| row.get(slice.index as usize)) else {
                continue;
            };
            let letters = ((width - 8.0) / letter) as usize;
            let name = opened.said_of(&found);
            let text = cut(if name.chars().count() > letters { short(&name) } else { &name }, letters);
            if !text.is_empty() {
                if !is_busy {
                    // Text on a pattern would be hard to read: it stands on a plate.
                    let [r, g, b] = self.palette.styles[usize::from(slice.style)];
                    self.context.set_fill_style_str(&format!("rgb({r},{g},{b})"));
                    let measured = self.context.measure_text(&text);
                    let wide = measured.map_or(0.0, |size| size.width()) + 4.0;
                    self.context.fill_rect(x + 2.0, y + 1.0, wide.min(width - 3.0), height - 2.0);
                    self.context.set_fill_style_str(&self.palette.css.ink);
                }
                // Letters that are wider than the mean are drawn a little closer.
                let _ = self.context.fill_text_with_max_width(&text, x + 4.0, y + height / 2.0 + 0.5, width - 6.0);
            }
        }
    }
}

/// A name without the file and line that profilers add in brackets.
fn short(name: &str) -> &str {
    match name.find(" (") {
        Some(end) if end > 0 => &name[..end],
        _ => name,
    }
}

/// A text that has at most so many letters, its end replaced by dots where it has more; empty where nothing useful fits.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    if most < 3 {
        return String::new();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
