//! The column of names beside the lanes, and the headings of processes and traces.

use interleave_viewer::place;

use super::Frame;
use super::slices::cut;
use crate::arrange::{Content, HEADING, PROCESS, ROW, Strip};
use crate::scale::duration;
use crate::words;

impl Frame<'_> {
    /// Names of lanes, counters, processes and traces.
    pub fn names(&self) {
        let css = &self.palette.css;
        let room = self.scale.left;
        self.context.set_fill_style_str(&css.ground);
        self.context.fill_rect(0.0, place::LANES, room, self.view.height_px - place::LANES);
        self.context.set_font(&css.font);
        let mut last_named = None;
        for (number, strip) in self.strips.iter().enumerate() {
            let Some(opened) = &self.slots[strip.slot as usize] else { continue };
            let (top, middle) = (self.top(strip), self.top(strip) + strip.height / 2.0 + 0.5);
            let write = |text: &str, x: f64, ink: &str| {
                self.context.set_fill_style_str(ink);
                let _ = self.context.fill_text(text, x, middle);
            };
            match strip.content {
                // The name of a lane stands at the first of its rows that is visible.
                Content::Row { lane, .. } if strip.height >= 12.0 && last_named != Some((strip.slot, lane)) => {
                    last_named = Some((strip.slot, lane));
                    let has_more =
                        |next: &Strip| matches!(next.content, Content::Row { lane: other, .. } if other == lane);
                    let has_more = self.strips.get(number + 1).is_some_and(has_more);
                    let middle = if has_more { middle.max(place::LANES + 9.0) } else { middle };
                    self.context.set_fill_style_str(&css.ink);
                    let _ = self.context.fill_text(&self.fitting(&opened.lane_name(lane), room - 8.0), 4.0, middle);
                    let process = opened.trace.lanes[lane as usize].process;
                    let is_headed =
                        self.strips[..number].iter().any(|above| above.content == Content::Process(process));
                    if has_more && opened.has_processes() && !is_headed {
                        self.context.set_fill_style_str(&css.ink_2);
                        let process = self.fitting(&opened.process_name(process), room - 8.0);
                        let _ = self.context.fill_text(&process, 4.0, middle + ROW);
                    }
                }
                Content::Row { .. } => {}
                Content::Process(process) => {
                    self.context.set_fill_style_str(&css.line);
                    self.context.fill_rect(0.0, top + PROCESS - 3.0, self.right(), self.hairline());
                    let is_folded = self.view.slots[strip.slot as usize].folded.contains(&process);
                    self.disclosure(9.0, middle, is_folded);
                    write(&opened.process_name(process), 18.0, &css.ink_2);
                }
                Content::Band(process) => {
                    let lanes = opened.trace.lanes.iter().filter(|lane| lane.process == process).count();
                    let text = words::with(|words| words.band.replace("{}", &lanes.to_string()));
                    write(&self.fitting(&text, room - 22.0), 18.0, &css.ink_2);
                }
                Content::Instants(_) => {}
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
                    write(&self.fitting(&text, room - 8.0), 4.0, &css.ink_2);
                }
                Content::InProgress | Content::AtOnce => {
                    let is_at_once = matches!(strip.content, Content::AtOnce);
                    let text =
                        words::with(|words| if is_at_once { words.at_once.clone() } else { words.in_progress.clone() });
                    write(&self.fitting(&text, room - 6.0), 4.0, &css.ink_2);
                }
            }
        }
    }

    /// A triangle that points down where something is unfolded, and to the right where not.
    fn disclosure(&self, x: f64, y: f64, is_folded: bool) {
        let context = self.context;
        context.set_fill_style_str(&self.palette.css.ink_2);
        context.begin_path();
        let corners: [(f64, f64); 3] = match is_folded {
            true => [(-2.5, -4.0), (3.5, 0.0), (-2.5, 4.0)],
            false => [(-4.0, -2.5), (4.0, -2.5), (0.0, 3.5)],
        };
        for (corner, (right, down)) in corners.into_iter().enumerate() {
            if corner == 0 { context.move_to(x + right, y + down) } else { context.line_to(x + right, y + down) }
        }
        context.fill();
    }

    /// A name that fits into so many pixels: its middle left out where it ends with a number, or else its end.
    fn fitting(&self, name: &str, room: f64) -> String {
        let is_fitting = self.context.measure_text(name).is_ok_and(|size| size.width() <= room);
        if is_fitting { name.to_owned() } else { cut_middle(name, (room / self.letter()) as usize) }
    }
}

fn cut_middle(name: &str, most: usize) -> String {
    let number = name.rsplit_once([' ', '-', '_', '#']).map(|(_, number)| number);
    match number.filter(|number| number.chars().count() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(number) if most > number.len() + 3 => {
            let head: String = name.chars().take(most - number.len() - 1).collect();
            format!("{}…{number}", head.trim_end())
        }
        _ => cut(name, most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_cut_keeps_its_number() {
        for (name, most, expect) in [
            ("ThreadPoolExecutor 12", 10, "ThreadP…12"),
            ("fetcher 1", 7, "fetch…1"),
            ("MainThread", 7, "MainTh…"),
            ("consumer-1", 8, "consum…1"),
            ("asyncio_0", 7, "async…0"),
            ("worker 123456", 8, "worker …"),
        ] {
            assert_eq!(cut_middle(name, most), expect);
        }
    }
}
