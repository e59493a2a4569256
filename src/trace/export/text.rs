//! Timelines for a terminal: a row of characters a lane, the same letter and colour for the same task.

use super::cells::{Cell, cells};
use super::{Run, drawn, left_out_lines, longest_ns, tick_label, tick_ns};
use crate::time::format_ns;
use crate::trace::State;

/// How to write for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// How many characters fit on a line; fewer than 40 count as 40.
    pub columns: usize,
    /// Whether colours may be used: escape sequences of ECMA-48, from the palette of 256.
    pub color: bool,
}

/// The colours of tasks: Okabe and Ito's, as near as the palette of 256 comes. All are light enough for black
/// letters on them.
const COLORS: [u8; 7] = [214, 74, 36, 227, 67, 173, 175];
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The letter of a task; they repeat after 62.
fn letter(task: u32) -> char {
    LETTERS[task as usize % LETTERS.len()] as char
}

/// Draws `runs` one below the other on one axis.
#[must_use]
pub fn text(runs: &[Run], style: TextStyle) -> String {
    let span_ns = longest_ns(runs);
    let names = runs.iter().flat_map(|run| drawn(run.trace).0.into_iter().map(move |lane| (run, lane.name)));
    let label = names.map(|(run, name)| run.trace.strings.get(name).chars().count()).max().unwrap_or(0).min(16);
    let figure = Figure { span_ns, label, room: style.columns.max(40) - label - 3, color: style.color };
    let mut out = String::new();
    for run in runs {
        figure.run(&mut out, run);
        out.push('\n');
    }
    figure.ruler(&mut out);
    figure.legend(&mut out, runs);
    out
}

struct Figure {
    span_ns: u64,
    /// Width of the column of names.
    label: usize,
    /// How many cells a lane has.
    room: usize,
    color: bool,
}

impl Figure {
    fn run(&self, out: &mut String, run: &Run) {
        let span = run.trace.span();
        let (bold, plain) = if self.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        *out += &format!("{bold}{}{plain}  {}\n", run.title, format_ns(span.duration_ns()));
        let (lanes, workers, waits) = drawn(run.trace);
        for lane in lanes {
            let name: String = run.trace.strings.get(lane.name).chars().take(self.label).collect();
            *out += &format!("{name:>width$} │", width = self.label);
            let row = cells(&lane.slices, span.start_ns, self.span_ns, self.room);
            // Nothing follows the last cell that is filled.
            let end = row.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            self.row(out, &row[..end]);
            out.push('\n');
        }
        for line in left_out_lines(workers, waits) {
            *out += &format!("{:>width$} │ {line}\n", "", width = self.label);
        }
    }

    fn row(&self, out: &mut String, row: &[Option<Cell>]) {
        for part in row.chunk_by(|a, b| a == b) {
            let glyphs: String = match part[0] {
                None => " ".repeat(part.len()),
                Some(cell) => glyphs(cell, part.len()),
            };
            match part[0].filter(|_| self.color).map(paint) {
                Some(escape) if !escape.is_empty() => *out += &format!("{escape}{glyphs}\x1b[0m"),
                _ => *out += &glyphs,
            }
        }
    }

    fn ruler(&self, out: &mut String) {
        let tick_ns = tick_ns(self.span_ns, self.room / 10);
        let column = |time_ns: u64| (u128::from(time_ns) * self.room as u128 / u128::from(self.span_ns)) as usize;
        let (mut line, mut labels) = (vec!['─'; self.room], String::new());
        for time_ns in (0..=self.span_ns).step_by(tick_ns as usize) {
            let (at, label) = (column(time_ns), tick_label(time_ns));
            if let Some(mark) = line.get_mut(at).filter(|_| at + label.chars().count() <= self.room) {
                *mark = '┬';
                let gap = at - labels.chars().count();
                labels += &format!("{}{label}", " ".repeat(gap));
            }
        }
        let line: String = line.into_iter().collect();
        *out += &format!("{:>width$} └{line}\n{:>width$}  {labels}\n", "", "", width = self.label);
    }

    fn legend(&self, out: &mut String, runs: &[Run]) {
        let slices = || runs.iter().flat_map(|run| run.trace.lanes.iter()).flat_map(|lane| lane.slices.iter());
        let known = [
            (State::Waiting, "╱ waits"),
            (State::Runnable, "· could run"),
            (State::Overhead, "▒ copies"),
            (State::New, "┄ starts"),
        ];
        let mut entries = vec!["A B C … a task executes".to_owned()];
        for (state, entry) in known {
            if slices().any(|slice| slice.state == state) {
                entries.push(entry.to_owned());
            }
        }
        *out += &format!("{:>width$}  {}\n", "", entries.join("   "), width = self.label);
    }
}

/// A cell as characters, `count` times; a wait begins with its task's letter, where there is room for both.
fn glyphs(cell: Cell, count: usize) -> String {
    let glyph = match cell.state {
        State::Running | State::Overhead if cell.is_sliver => '▏',
        State::Running => cell.task.map_or('█', letter),
        State::Waiting => '╱',
        State::Runnable => '·',
        State::Overhead => '▒',
        State::New => '┄',
        State::Idle | State::Terminated => ' ',
    };
    let mut text: String = std::iter::repeat_n(glyph, count).collect();
    if let (State::Waiting, Some(task), 2..) = (cell.state, cell.task, count) {
        text.replace_range(..glyph.len_utf8(), letter(task).encode_utf8(&mut [0; 4]));
    }
    text
}

/// The escape sequence before a cell: the task's colour, behind its letter where it executes.
fn paint(cell: Cell) -> String {
    let color = cell.task.map(|task| COLORS[task as usize % COLORS.len()]);
    match (cell.state, color) {
        (State::Running, Some(color)) if !cell.is_sliver => format!("\x1b[38;5;16;48;5;{color}m"),
        (State::Running | State::Waiting | State::Runnable | State::Overhead, Some(color)) => {
            format!("\x1b[38;5;{color}m")
        }
        (State::New | State::Waiting | State::Overhead, None) => "\x1b[2m".to_owned(),
        _ => String::new(),
    }
}
