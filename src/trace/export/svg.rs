//! A stand-alone figure: every run on one axis, light or dark as the reader's system is.
//!
//! What differs does so in pattern as well as in colour: waits are hatched, what could run is dotted, copying is
//! cross-hatched. The figure has a title, a description, and a title on each slice for those who do not see it.

use std::fmt::Write;

use super::{Run, drawn, left_out_lines, longest_ns, tick_label, tick_ns};
use crate::time::format_ns;
use crate::trace::recording::task_of;
use crate::trace::{Lane, Slice, State, Strings};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 108.0;
const RIGHT: f64 = 24.0;
const ROW: f64 = 22.0;
const WAIT_ROW: f64 = 10.0;
const GAP: f64 = 4.0;
/// Slices narrower than this are drawn together, in pixels.
const NARROW: f64 = 0.5;

/// The colours of tasks on a light ground: Okabe and Ito's, without black.
const COLORS: [&str; 7] = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

const STYLE: &str = "\
:root{--ground:#fff;--ink:#1d1d1f;--quiet:#6b6b70;--line:#dcdce0;--hatch:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#17181a;--ink:#ececee;--quiet:#a0a0a6;--line:#36373b;--hatch:#17181a}}
.ground{fill:var(--ground)}.line{stroke:var(--line)}
text{fill:var(--ink);font:12px system-ui,sans-serif}.name,.tick,.legend{fill:var(--quiet);font-size:11px}.head{font-weight:600}
.name{text-anchor:end}.tick{text-anchor:middle}
.hatch{stroke:var(--hatch);stroke-width:3}.dot{fill:var(--hatch)}.start{fill:var(--line)}.other{fill:var(--quiet)}
";

/// Draws `runs`; `summary` is the result in words, for the description.
#[must_use]
pub fn svg(runs: &[Run], summary: &str) -> String {
    let mut figure = Figure { body: String::new(), y: 12.0, scale: (WIDTH - LEFT - RIGHT) / longest_ns(runs) as f64 };
    let top = figure.y;
    for run in runs {
        figure.run(run);
    }
    let bottom = figure.y;
    let axis = figure.axis(longest_ns(runs), top, bottom);
    let legend = legend(runs, bottom + 36.0);
    let height = bottom + if legend.is_empty() { 28.0 } else { 48.0 };
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
        <path class=\"hatch\" d=\"M0 0V6\"/></pattern>\n\
        <pattern id=\"runnable\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
        <circle class=\"dot\" cx=\"2.5\" cy=\"2.5\" r=\"1.6\"/></pattern>\n\
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
}

impl Figure {
    fn run(&mut self, run: &Run) {
        let span = run.trace.span();
        self.y += 12.0;
        let took = format_ns(span.duration_ns());
        let (title, y) = (escape(run.title), self.y);
        let _ = writeln!(self.body, "<g>\n<text class=\"head\" x=\"{LEFT}\" y=\"{y}\">{title} · {took}</text>");
        self.y += 8.0;
        let (lanes, workers, waits) = drawn(run.trace);
        for lane in lanes {
            self.lane(&run.trace.strings, lane, span.start_ns);
        }
        for line in left_out_lines(workers, waits) {
            self.y += 12.0;
            let _ = writeln!(self.body, "<text x=\"{LEFT}\" y=\"{}\">{line}</text>", self.y);
            self.y += 4.0;
        }
        self.body += "</g>\n";
        self.y += 8.0;
    }

    fn lane(&mut self, strings: &Strings, lane: &Lane, origin_ns: u64) {
        let is_waits = lane.kind == crate::trace::LaneKind::Waits;
        let height = if is_waits { WAIT_ROW } else { ROW };
        let (x, y) = (LEFT - 8.0, self.y + height / 2.0 + 4.0);
        let name = escape(strings.get(lane.name));
        let _ = writeln!(self.body, "<text class=\"name\" x=\"{x}\" y=\"{y}\">{name}</text>");
        for slice in joined(lane, (NARROW / self.scale).ceil() as u64) {
            self.slice(strings, &slice, origin_ns, height);
        }
        self.y += height + GAP;
    }

    fn slice(&mut self, strings: &Strings, slice: &Slice, origin_ns: u64, height: f64) {
        let x = LEFT + (slice.start_ns - origin_ns) as f64 * self.scale;
        // What is narrower would hardly be seen.
        let width = (slice.duration_ns as f64 * self.scale).max(NARROW);
        let place = format!("x=\"{x:.2}\" y=\"{}\" width=\"{width:.2}\" height=\"{height}\"", self.y);
        let task = task_of(slice.task);
        let class = match (slice.state, task) {
            (State::New, _) => "start".to_owned(),
            (_, Some(task)) => format!("t{}", task as usize % COLORS.len()),
            (_, None) => "other".to_owned(),
        };
        let name = strings.get(slice.name);
        let name = if name.is_empty() { slice.state.name() } else { name };
        let whose = task.map(|task| format!("task {}: ", task + 1)).unwrap_or_default();
        let title = escape(&format!("{whose}{name}, {}", format_ns(slice.duration_ns)));
        let _ = writeln!(self.body, "<rect class=\"{class}\" {place}><title>{title}</title></rect>");
        if let State::Waiting | State::Runnable | State::Overhead = slice.state {
            let pattern = slice.state.name();
            let _ = writeln!(self.body, "<rect fill=\"url(#{pattern})\" pointer-events=\"none\" {place}/>");
        }
    }

    fn axis(&self, span_ns: u64, top: f64, bottom: f64) -> String {
        let mut out = String::new();
        for time_ns in (0..=span_ns).step_by(tick_ns(span_ns, 8) as usize) {
            let x = LEFT + time_ns as f64 * self.scale;
            let _ = writeln!(out, "<path class=\"line\" d=\"M{x:.2} {top}V{bottom}\"/>");
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{x:.2}\" y=\"{}\">{}</text>",
                bottom + 16.0,
                tick_label(time_ns)
            );
        }
        out
    }
}

/// What the patterns mean, as far as they occur.
fn legend(runs: &[Run], y: f64) -> String {
    let slices = || runs.iter().flat_map(|run| run.trace.lanes.iter()).flat_map(|lane| lane.slices.iter());
    let known = [
        (State::Waiting, "waits"),
        (State::Runnable, "could run"),
        (State::Overhead, "copies"),
        (State::New, "starts"),
    ];
    let mut out = String::new();
    let mut x = LEFT;
    for (state, word) in known.into_iter().filter(|known| slices().any(|slice| slice.state == known.0)) {
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"18\" height=\"10\"");
        let class = if state == State::New { "start" } else { "other" };
        let _ = writeln!(out, "<rect class=\"{class}\" {place}/>");
        if state != State::New {
            let _ = writeln!(out, "<rect fill=\"url(#{})\" {place}/>", state.name());
        }
        let _ = writeln!(out, "<text class=\"legend\" x=\"{}\" y=\"{}\">{word}</text>", x + 24.0, y + 9.0);
        x += 100.0;
    }
    out
}

/// The slices of a lane, with neighbours that are narrower than `least_ns` drawn as one, which looks like the longest
/// of them.
fn joined(lane: &Lane, least_ns: u64) -> Vec<Slice> {
    let mut out: Vec<Slice> = Vec::new();
    // The longest part of the last slice, where that was put together.
    let mut longest_ns = u64::MAX;
    for slice in lane.slices.iter().filter(|slice| slice.duration_ns > 0) {
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

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
