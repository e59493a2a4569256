//! A stand-alone figure: every run on one axis, light or dark as the reader's system is.
//!
//! What differs does so in pattern as well as in colour: waits are hatched, what could run is dotted, copying is
//! cross-hatched. What belongs to a task has its colour and number; what has none goes by its name. The figure has a
//! title, a description, and a title on each slice that is wide enough to be pointed at. It stays below a few
//! megabytes, whatever the size of the trace: neighbours that are too narrow to be told apart are drawn as one, rows
//! and lanes beyond what a reader would look through are counted.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::figure::{Drawn, HUES, Limits, drawn, hue, is_for_others, lane_name, short};
use super::{Run, Stretch, longest_ns, tick_label, tick_ns};
use crate::time::format_ns;
use crate::trace::recording::task_of;
use crate::trace::{Lane, LaneKind, Slice, Slices, State, Strings, Trace};

const LIMITS: Limits = Limits { lanes: 32, waits: 12, depth: 8, rows: 96 };
const WIDTH: f64 = 960.0;
const LEFT: f64 = 108.0;
const RIGHT: f64 = 24.0;
const ROW: f64 = 22.0;
/// Rows of a lane with nested slices.
const NESTED_ROW: f64 = 16.0;
const WAIT_ROW: f64 = 10.0;
const GAP: f64 = 4.0;
/// Slices narrower than this are drawn together, in pixels.
const NARROW: f64 = 0.5;
/// Slices at least so wide have a title of their own, in pixels.
const WIDE: f64 = 3.0;
/// Longest name in a title, in letters.
const TITLE: usize = 200;
/// Mean width of a letter of a label, in pixels.
const LETTER: f64 = 5.6;

/// The colours of tasks, which are the page's: Okabe and Ito's, and tones between them. Dark letters can be read on all.
const COLORS: [&str; HUES as usize] = [
    "#56b4e9", "#e69f00", "#4dbf99", "#f0e442", "#d78bb4", "#8da0cb", "#f08a5d", "#a6d854", "#5e9bd1", "#d9b26f",
    "#b3a2d6", "#7fc8c2",
];

const STYLE: &str = "\
:root{--ground:#fff;--ink:#1d1d1f;--quiet:#6b6b70;--line:#dcdce0}
@media (prefers-color-scheme:dark){:root{--ground:#17181a;--ink:#ececee;--quiet:#a0a0a6;--line:#36373b}}
.ground{fill:var(--ground)}.line{stroke:var(--line)}
text{fill:var(--ink);font:12px system-ui,sans-serif}.name,.tick,.legend{fill:var(--quiet);font-size:11px}.head{font-weight:600}
.name{text-anchor:end}.tick{text-anchor:middle}
.label{fill:#111;font-size:10px;stroke:#fff;stroke-opacity:.55;stroke-width:1.6px;paint-order:stroke;pointer-events:none}
.label.on{fill:var(--ink);stroke:var(--ground);stroke-opacity:.85;stroke-width:2.4px}
.pale{fill-opacity:.34}.hatch{stroke:var(--ink);stroke-opacity:.5;stroke-width:1.2}.dot{fill:var(--ink);fill-opacity:.5}.start{fill:var(--line)}.other{fill:var(--quiet)}
";

/// Draws `runs`; `summary` is the result in words, for the description.
#[must_use]
pub fn svg(runs: &[Run], summary: &str) -> String {
    let origins_ns: Vec<i64> = runs.iter().map(|run| run.trace.span().start_ns as i64).collect();
    draw(runs, summary, Stretch { start_ns: 0, end_ns: longest_ns(runs), origins_ns: &origins_ns }, false)
}

/// Draws a stretch of the axis that `runs` lie on; of each, what lies within is to be handed in.
#[must_use]
pub fn svg_of_stretch(runs: &[Run], summary: &str, stretch: Stretch) -> String {
    draw(runs, summary, stretch, true)
}

fn draw(runs: &[Run], summary: &str, stretch: Stretch, is_part: bool) -> String {
    let span_ns = stretch.end_ns.saturating_sub(stretch.start_ns).max(1);
    let mut figure =
        Figure { body: String::new(), y: 12.0, scale: (WIDTH - LEFT - RIGHT) / span_ns as f64, origin_ns: 0 };
    let top = figure.y;
    let figures: Vec<(&Run, Drawn)> = runs.iter().map(|run| (run, drawn(run.trace, LIMITS))).collect();
    for ((run, drawn), origin_ns) in figures.iter().zip(stretch.origins_ns) {
        figure.origin_ns = *origin_ns;
        let took = if is_part { stretch.said() } else { format_ns(run.trace.span().duration_ns()) };
        figure.run(run, drawn, &took);
    }
    let bottom = figure.y;
    let axis = figure.axis(stretch, top, bottom);
    let legend = legend(&figures, bottom + 36.0);
    let height = bottom + if legend.is_empty() { 28.0 } else { 60.0 };
    let titles: Vec<&str> = runs.iter().map(|run| run.title).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n<style>{STYLE}",
        escape(&titles.join(", ")),
        escape(&description(runs, summary)),
    );
    for (index, color) in COLORS.iter().enumerate() {
        let _ = write!(out, ".t{index}{{fill:{color}}}");
    }
    out += "</style>\n<defs>\n\
        <pattern id=\"waiting\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
        <path class=\"hatch\" d=\"M3 0V6\"/></pattern>\n\
        <pattern id=\"runnable\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
        <circle class=\"dot\" cx=\"2.5\" cy=\"2.5\" r=\"1\"/></pattern>\n\
        <pattern id=\"overhead\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
        <path class=\"hatch\" style=\"stroke-width:1.2\" d=\"M0 0L5 5M5 0L0 5\"/></pattern>\n</defs>\n";
    let _ = write!(
        out,
        "<rect class=\"ground\" width=\"{WIDTH}\" height=\"{height}\"/>\n{axis}{}{legend}</svg>\n",
        figure.body
    );
    out
}

fn description(runs: &[Run], summary: &str) -> String {
    let took = runs.iter().map(|run| {
        let workers = run.trace.workers().count();
        let took = format_ns(run.trace.span().duration_ns());
        format!("{}: {took}, {workers} {}.", run.title, if workers == 1 { "worker lane" } else { "worker lanes" })
    });
    let took: Vec<String> = took.collect();
    format!("{summary} Timelines on one axis. {}", took.join(" ")).trim_start().to_owned()
}

struct Figure {
    body: String,
    /// Where the next row goes.
    y: f64,
    /// Pixels a nanosecond.
    scale: f64,
    /// What the run's own clock says at the axis's beginning.
    origin_ns: i64,
}

impl Figure {
    fn run(&mut self, run: &Run, drawn: &Drawn, took: &str) {
        self.y += 12.0;
        let (title, y) = (escape(run.title), self.y);
        let _ = writeln!(self.body, "<g>\n<text class=\"head\" x=\"{LEFT}\" y=\"{y}\">{title} · {took}</text>");
        self.y += 8.0;
        for group in &drawn.groups {
            if let Some(heading) = &group.heading {
                self.note(&escape(heading));
            }
            for lane in &group.lanes {
                self.lane(run.trace, lane, drawn.depth);
            }
        }
        for line in &drawn.left_out {
            self.note(line);
        }
        self.body += "</g>\n";
        self.y += 8.0;
    }

    fn note(&mut self, text: &str) {
        self.y += 12.0;
        let _ = writeln!(self.body, "<text x=\"{LEFT}\" y=\"{}\">{text}</text>", self.y);
        self.y += 4.0;
    }

    fn lane(&mut self, trace: &Trace, lane: &Lane, depth: usize) {
        let rows = lane.row_count().min(depth);
        let height = match lane.kind {
            LaneKind::Waits => WAIT_ROW,
            _ if rows > 1 => NESTED_ROW,
            _ => ROW,
        };
        let (x, y) = (LEFT - 8.0, self.y + height / 2.0 + 4.0);
        let name = lane_name(trace, lane);
        let room = ((LEFT - 12.0) / (LETTER * 1.1)) as usize;
        let _ = writeln!(self.body, "<text class=\"name\" x=\"{x}\" y=\"{y}\">{}</text>", escape(&cut(&name, room)));
        // Rows of one lane are told apart by a line of the ground.
        let line = if rows > 1 { 1.0 } else { 0.0 };
        for slices in lane.rows().take(depth) {
            self.row(&trace.strings, slices, height - line);
            self.y += height;
        }
        self.y += GAP;
    }

    fn row(&mut self, strings: &Strings, slices: &Slices, height: f64) {
        // Slices that are too narrow to be pointed at, as one path for each look.
        let mut narrow: BTreeMap<String, String> = BTreeMap::new();
        for slice in joined(slices, (NARROW / self.scale).ceil() as u64) {
            let x = LEFT + (slice.start_ns as i64 - self.origin_ns) as f64 * self.scale;
            // What is narrower would hardly be seen.
            let width = (slice.duration_ns as f64 * self.scale).max(NARROW);
            if width >= WIDE {
                self.slice(strings, &slice, (x, width, height));
                continue;
            }
            let step = format!("M{x:.2} {}h{width:.2}v{height}h-{width:.2}z", self.y);
            *narrow.entry(format!("class=\"{}\"", class(strings, &slice))).or_default() += &step;
            if let Some(pattern) = pattern(slice.state) {
                *narrow.entry(format!("fill=\"url(#{pattern})\"")).or_default() += &step;
            }
        }
        for (look, path) in narrow {
            let _ = writeln!(self.body, "<path {look} d=\"{path}\"/>");
        }
    }

    fn slice(&mut self, strings: &Strings, slice: &Slice, (x, width, height): (f64, f64, f64)) {
        let y = self.y;
        let task = task_of(slice.task);
        // So are neighbours of one colour, where names and not tasks are told apart.
        let shown = if task.is_none() { width - 0.5 } else { width };
        let place = format!("x=\"{x:.2}\" y=\"{y}\" width=\"{shown:.2}\" height=\"{height}\"");
        let name = strings.get(slice.name);
        let name = if name.is_empty() { slice.state.name() } else { name };
        let whose = task.map(|task| format!("task {}: ", task + 1)).unwrap_or_default();
        let title = escape(&format!("{whose}{}, {}", cut(name, TITLE), format_ns(slice.duration_ns)));
        let class = class(strings, slice);
        let _ = writeln!(self.body, "<rect class=\"{class}\" {place}><title>{title}</title></rect>");
        if let Some(pattern) = pattern(slice.state) {
            let _ = writeln!(self.body, "<rect fill=\"url(#{pattern})\" pointer-events=\"none\" {place}/>");
        }
        let room = ((width - 6.0) / LETTER) as usize;
        let number = task.map(|task| (task + 1).to_string());
        let wide = number.as_ref().map_or(0.0, |number| number.len() as f64 * LETTER);
        let label = match task {
            Some(_) => number.filter(|_| wide + 2.0 <= width),
            None if slice.state == State::New => None,
            // A name that is cut to less than three letters says nothing.
            None => Some(cut(short(name), room)).filter(|label| label == short(name) || room > 3),
        };
        if let Some(label) = label.filter(|_| height > WAIT_ROW) {
            // A number that has hardly room stands in the middle of it.
            let inset = if task.is_some() { ((width - wide) / 2.0).min(3.0) } else { 3.0 };
            let (x, y, label) = (x + inset, y + height / 2.0 + 3.5, escape(&label));
            // Text on a pattern stands on the ground.
            let class = if pattern(slice.state).is_some() { "label on" } else { "label" };
            let _ = writeln!(self.body, "<text class=\"{class}\" x=\"{x:.2}\" y=\"{y}\">{label}</text>");
        }
    }

    fn axis(&self, stretch: Stretch, top: f64, bottom: f64) -> String {
        let mut out = String::new();
        let tick_ns = tick_ns(stretch.end_ns.saturating_sub(stretch.start_ns).max(1), 8);
        let first_ns = stretch.start_ns.next_multiple_of(tick_ns);
        for time_ns in (first_ns..=stretch.end_ns).step_by(tick_ns as usize) {
            let x = LEFT + (time_ns - stretch.start_ns) as f64 * self.scale;
            let _ = writeln!(out, "<path class=\"line\" d=\"M{x:.2} {top}V{bottom}\"/>");
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{x:.2}\" y=\"{}\">{}</text>",
                bottom + 16.0,
                tick_label(time_ns, tick_ns)
            );
        }
        out
    }
}

/// What a slice is filled with: the colour of its task, or else of its name.
fn class(strings: &Strings, slice: &Slice) -> String {
    let index = match (slice.state, task_of(slice.task), strings.get(slice.name)) {
        (State::New, ..) => return "start".to_owned(),
        (_, Some(task), _) => task,
        (_, None, "") => return (if pattern(slice.state).is_some() { "other pale" } else { "other" }).to_owned(),
        (state, None, _) if is_for_others(strings, state, None, slice.name) => return "other pale".to_owned(),
        (_, None, name) => hue(name),
    };
    // What does not execute is pale below its pattern.
    let pale = if pattern(slice.state).is_some() { " pale" } else { "" };
    format!("t{}{pale}", index % HUES)
}

/// What is drawn over it.
fn pattern(state: State) -> Option<&'static str> {
    matches!(state, State::Waiting | State::Runnable | State::Overhead).then(|| state.name())
}

/// The text, with an ellipsis where it has more than `room` letters.
fn cut(text: &str, room: usize) -> String {
    match text.chars().count() <= room {
        true => text.to_owned(),
        false => text.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// What the patterns mean, as far as they occur.
fn legend(figures: &[(&Run, Drawn)], y: f64) -> String {
    let mut seen = [false; State::ALL.len()];
    let mut has_idlers = false;
    for (run, drawn) in figures {
        let lanes = drawn.groups.iter().flat_map(|group| &group.lanes);
        for slice in lanes.flat_map(|lane| lane.rows().take(drawn.depth)).flat_map(Slices::iter) {
            let is_idle = is_for_others(&run.trace.strings, slice.state, task_of(slice.task), slice.name);
            has_idlers |= is_idle;
            seen[slice.state as usize] |= !is_idle;
        }
    }
    let has = |state: State| seen[state as usize];
    let known = [
        (has(State::Waiting), State::Waiting, "t0 pale", "waits"),
        (has(State::Runnable), State::Runnable, "t0 pale", "could run"),
        (has(State::Overhead), State::Overhead, "t0 pale", "copies"),
        (has(State::New), State::New, "start", "starts"),
        (has_idlers, State::Waiting, "other pale", "waits for the other workers"),
    ];
    let mut out = String::new();
    let mut x = LEFT;
    for (_, state, class, word) in known.into_iter().filter(|known| known.0) {
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"18\" height=\"10\"");
        let _ = writeln!(out, "<rect class=\"{class}\" {place}/>");
        if state != State::New {
            let _ = writeln!(out, "<rect fill=\"url(#{})\" {place}/>", state.name());
        }
        let _ = writeln!(out, "<text class=\"legend\" x=\"{}\" y=\"{}\">{word}</text>", x + 24.0, y + 9.0);
        x += 100.0;
    }
    out
}

/// The slices of a row, with neighbours that are narrower than `least_ns` drawn as one, which looks like the longest
/// of them.
fn joined(slices: &Slices, least_ns: u64) -> Vec<Slice> {
    let mut out: Vec<Slice> = Vec::new();
    // The longest part of the last slice, where that was put together.
    let mut longest_ns = u64::MAX;
    for slice in slices.iter().filter(|slice| slice.duration_ns > 0) {
        match out.last_mut() {
            Some(last)
                if last.duration_ns < least_ns
                    && slice.duration_ns < least_ns
                    && slice.start_ns < last.start_ns + least_ns =>
            {
                if slice.duration_ns > longest_ns {
                    (last.name, last.task, last.state, longest_ns) =
                        (slice.name, slice.task, slice.state, slice.duration_ns);
                }
                last.duration_ns = slice.end_ns() - last.start_ns;
            }
            _ => {
                longest_ns = slice.duration_ns;
                out.push(slice);
            }
        }
    }
    out
}

/// Text for XML, which has no place for control characters.
fn escape(text: &str) -> String {
    let is_plain = |character: char| !character.is_control() && !('\u{fffe}'..='\u{ffff}').contains(&character);
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            _ if is_plain(character) => out.push(character),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{NO_TASK, Trace};

    #[test]
    fn a_stretch_is_drawn_on_the_axis_it_is_a_part_of() {
        const MS: u64 = 1_000_000;
        let mut trace = Trace::default();
        let name = trace.strings.intern("work");
        let mut slices = Slices::default();
        slices.push(Slice { start_ns: 250 * MS, duration_ns: 50 * MS, name, task: NO_TASK, state: State::Waiting });
        trace.lanes = vec![Lane { slices, ..Lane::default() }];
        // The trace's clock stood at 100 ms where the axis has its zero.
        let stretch = Stretch { start_ns: 123 * MS, end_ns: 453 * MS, origins_ns: &[223 * MS as i64] };
        let figure = svg_of_stretch(&[Run { title: "part", trace: &trace }], "", stretch);
        assert!(figure.contains("part · 123 ms to 453 ms"), "{figure}");
        for label in [">150 ms<", ">450 ms<"] {
            assert!(figure.contains(label), "{label}");
        }
        assert!(!figure.contains(">100 ms<") && !figure.contains(">0<"));
        let x = LEFT + 27.0 / 330.0 * (WIDTH - LEFT - RIGHT);
        assert!(figure.contains(&format!("class=\"t{} pale\" x=\"{x:.2}\"", hue("work"))), "{figure}");
    }
}
