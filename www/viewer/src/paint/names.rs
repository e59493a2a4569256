//! The column of names beside the lanes, and the headings of processes and traces.

use interleave_viewer::place;

use super::Frame;
use super::slices::cut;
use crate::arrange::{Content, HEADING, PROCESS};
use crate::scale::duration;

/// Width of a letter of a name.
const LETTER: f64 = 6.0;

impl Frame<'_> {
    /// Names of lanes, counters, processes and traces.
    pub fn names(&self) {
        let css = &self.palette.css;
        let room = self.scale.left;
        self.context.set_fill_style_str(&css.ground);
        self.context.fill_rect(0.0, place::LANES, room, self.view.height_px - place::LANES);
        self.context.set_font(&css.font);
        let letters = ((room - 14.0) / LETTER) as usize;
        for strip in self.strips {
            let Some(opened) = &self.slots[strip.slot as usize] else { continue };
            let (top, middle) = (self.top(strip), self.top(strip) + strip.height / 2.0 + 0.5);
            let write = |text: &str, x: f64, ink: &str| {
                self.context.set_fill_style_str(ink);
                let _ = self.context.fill_text(text, x, middle);
            };
            match strip.content {
                Content::Row { lane, row: 0 } if strip.height >= 12.0 => {
                    write(&cut(&opened.lane_name(lane), letters), 4.0, &css.ink);
                }
                Content::Row { .. } => {}
                Content::Process(process) => {
                    self.context.set_fill_style_str(&css.line);
                    self.context.fill_rect(0.0, top + PROCESS - 3.0, self.right(), self.hairline());
                    write(&opened.process_name(process), 4.0, &css.ink_2);
                }
                Content::Heading => {
                    self.context.set_fill_style_str(&css.line);
                    self.context.fill_rect(0.0, top + HEADING - 3.0, self.right(), self.hairline());
                    let text = format!("{}  ·  {}", opened.name, duration(opened.wall_ns as f64));
                    write(&text, 4.0, &css.ink);
                }
                Content::Counter(counter) => {
                    let Some(counter) = opened.trace.counters.get(counter as usize) else { continue };
                    let (name, series) =
                        (opened.trace.strings.get(counter.name), opened.trace.strings.get(counter.series));
                    let text = if series.is_empty() { name.to_owned() } else { format!("{name} · {series}") };
                    write(&cut(&text, letters), 4.0, &css.ink_2);
                }
                Content::InProgress => write("in progress", 4.0, &css.ink_2),
                Content::AtOnce => write("at once", 4.0, &css.ink_2),
            }
        }
    }
}
