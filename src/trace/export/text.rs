//! Timelines for a terminal: a row of characters for each row of a lane.
//!
//! The same task has the same letter and colour. What belongs to no task goes by its name, as far as that fits; the
//! same name has the same colour. Names come from files: what would steer the terminal is left out.
//!
//! A wait for the other workers of a run of the lab's is drawn otherwise than a wait of a task: it is not the work that
//! waits there, but a worker that has none.

use super::cells::{Cell, cells};
use super::figure::{Drawn, Limits, drawn, hue, is_for_others, lane_name, short};
use super::width::{columns, fitted};
use super::{Run, longest_ns, tick_label, tick_ns};
use crate::time::format_ns;
use crate::trace::recording::task_of;
use crate::trace::{Lane, LaneKind, NO_TASK, State, Strings, Trace};

/// How to write for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// How many characters fit on a line; fewer than 40 count as 40.
    pub columns: usize,
    /// Whether colours may be used: escape sequences of ECMA-48, from the palette of 256.
    pub color: bool,
}

/// The colours of tasks: the page's, as near as the palette of 256 comes. All are light enough for black letters on
/// them.
const COLORS: [u8; 12] = [74, 214, 72, 227, 175, 104, 209, 149, 68, 179, 146, 116];
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The letter of a task; they repeat after 62.
fn letter(task: u32) -> char {
    LETTERS[task as usize % LETTERS.len()] as char
}

/// What fits on a screen or two.
const LIMITS: Limits = Limits { lanes: 32, waits: 12, depth: 8, rows: 48 };
/// Widest column of names.
const MOST_LABEL: usize = 16;

/// Draws `runs` one below the other on one axis.
#[must_use]
pub fn text(runs: &[Run], style: TextStyle) -> String {
    let span_ns = longest_ns(runs);
    let figures: Vec<(&Run, Drawn)> = runs.iter().map(|run| (run, drawn(run.trace, LIMITS))).collect();
    let lanes = figures.iter().flat_map(|(run, drawn)| drawn.groups.iter().map(move |group| (run.trace, &group.lanes)));
    let names = lanes.flat_map(|(trace, lanes)| lanes.iter().map(|lane| columns(&lane_name(trace, lane))));
    let label = names.max().unwrap_or(0).min(MOST_LABEL);
    let figure = Figure { span_ns, label, room: style.columns.max(40) - label - 3, color: style.color };
    let mut out = String::new();
    for (run, drawn) in &figures {
        figure.run(&mut out, run, drawn);
        out.push('\n');
    }
    figure.ruler(&mut out);
    figure.legend(&mut out, &figures);
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
    fn run(&self, out: &mut String, run: &Run, drawn: &Drawn) {
        let span = run.trace.span();
        let (bold, regular) = if self.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let title = fitted(run.title, 200);
        *out += &format!("{bold}{title}{regular}  {}\n", format_ns(span.duration_ns()));
        for group in &drawn.groups {
            if let Some(heading) = &group.heading {
                *out += &format!("{}\n", fitted(heading, self.label + 2 + self.room));
            }
            for lane in &group.lanes {
                self.lane(out, run.trace, lane, drawn.depth);
            }
        }
        for line in &drawn.left_out {
            *out += &format!("{:>width$} │ {line}\n", "", width = self.label);
        }
    }

    fn lane(&self, out: &mut String, trace: &Trace, lane: &Lane, depth: usize) {
        let name = fitted(&lane_name(trace, lane), self.label);
        let indent = " ".repeat(self.label - columns(&name));
        for (index, slices) in lane.rows().take(depth).enumerate() {
            let row = cells(slices, trace.span().start_ns, self.span_ns, self.room);
            // Nothing follows the last cell that is filled.
            let end = row.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            *out += &match index {
                0 => format!("{indent}{name} │"),
                _ => format!("{:>width$} │", "", width = self.label),
            };
            self.row(out, &trace.strings, &row[..end], lane.kind == LaneKind::Waits);
            out.push('\n');
        }
    }

    /// In a row of waits, where nothing executes, a wait has its letter however short it is; elsewhere it goes without
    /// where it follows its own task, of which the letter would be one more cell.
    fn row(&self, out: &mut String, strings: &Strings, row: &[Option<Cell>], is_waits: bool) {
        // A wait is drawn alike whether it fills its first cell or not.
        let whole = |cell: &Option<Cell>| cell.map(|cell| Cell { is_sliver: cell.is_sliver && !is_wait(cell), ..cell });
        let row: Vec<Option<Cell>> = row.iter().map(whole).collect();
        let mut last: Option<Cell> = None;
        for part in row.chunk_by(|a, b| a == b) {
            let is_told = part[0].zip(last).is_some_and(|(cell, last)| cell.task == last.task && !last.is_sliver);
            last = part[0];
            let escape = part[0].filter(|_| self.color).map(|cell| paint(cell, strings)).unwrap_or_default();
            let glyphs: String = match part[0] {
                None => " ".repeat(part.len()),
                Some(cell) if is_waits && part.len() == 1 => cell.task.map_or('╱', letter).into(),
                Some(cell) => glyphs(cell, part.len(), strings, !escape.is_empty(), is_told),
            };
            match escape.is_empty() {
                true => *out += &glyphs,
                false => *out += &format!("{escape}{glyphs}\x1b[0m"),
            }
        }
    }

    fn ruler(&self, out: &mut String) {
        let tick_ns = tick_ns(self.span_ns, self.room / 10);
        let column = |time_ns: u64| (u128::from(time_ns) * self.room as u128 / u128::from(self.span_ns)) as usize;
        let (mut line, mut labels) = (vec!['─'; self.room], String::new());
        for time_ns in (0..=self.span_ns).step_by(tick_ns as usize) {
            let (at, label) = (column(time_ns), tick_label(time_ns, tick_ns));
            if let Some(mark) = line.get_mut(at).filter(|_| at + label.chars().count() <= self.room) {
                *mark = '┬';
                let gap = at - labels.chars().count();
                labels += &format!("{}{label}", " ".repeat(gap));
            }
        }
        let line: String = line.into_iter().collect();
        *out += &format!("{:>width$} └{line}\n{:>width$}  {labels}\n", "", "", width = self.label);
    }

    fn legend(&self, out: &mut String, figures: &[(&Run, Drawn)]) {
        let mut seen = [false; State::ALL.len()];
        let (mut has_tasks, mut has_names, mut has_idlers) = (false, false, false);
        for (run, drawn) in figures {
            for slices in
                drawn.groups.iter().flat_map(|group| &group.lanes).flat_map(|lane| lane.rows().take(drawn.depth))
            {
                for slice in slices.iter() {
                    let strings = &run.trace.strings;
                    let is_idle = is_for_others(strings, slice.state, task_of(slice.task), slice.name);
                    has_idlers |= is_idle;
                    seen[slice.state as usize] |= !is_idle;
                    has_tasks |= slice.state == State::Running && slice.task != NO_TASK;
                    has_names |= slice.state == State::Running && slice.task == NO_TASK;
                }
            }
        }
        let known = [
            (has_tasks || !has_names, "A B C … a task executes"),
            (has_names, "█ executes"),
            (seen[State::Waiting as usize], "╱ waits"),
            (seen[State::Runnable as usize], "· could run"),
            (seen[State::Overhead as usize], "▒ copies"),
            (seen[State::New as usize], "┄ starts"),
            (has_idlers, "─ waits for the other workers"),
            (out.contains('▏'), "▏ shorter than a cell"),
        ];
        let mut line = String::new();
        for entry in known.into_iter().filter(|entry| entry.0).map(|entry| entry.1) {
            if !line.is_empty() && columns(&line) + 3 + columns(entry) > self.room {
                *out += &format!("{:>width$}  {line}\n", "", width = self.label);
                line.clear();
            }
            line += if line.is_empty() { "" } else { "   " };
            line += entry;
        }
        *out += &format!("{:>width$}  {line}\n", "", width = self.label);
    }
}

fn is_wait(cell: Cell) -> bool {
    cell.state == State::Waiting
}

/// A cell as characters, `count` times. What has a task begins with its letter where it waits, unless `is_told` which
/// task it is; what has none begins with its name. Both where there is room.
fn glyphs(cell: Cell, count: usize, strings: &Strings, is_painted: bool, is_told: bool) -> String {
    let is_for_others = is_for_others(strings, cell.state, cell.task, cell.name);
    let is_named = cell.task.is_none() && !strings.get(cell.name).is_empty() && !cell.is_sliver && !is_for_others;
    let glyph = match cell.state {
        State::Running | State::Overhead if cell.is_sliver => '▏',
        State::Running if is_named && is_painted => ' ',
        State::Running => cell.task.map_or('█', letter),
        State::Waiting if is_for_others => '─',
        State::Waiting => '╱',
        State::Runnable => '·',
        State::Overhead => '▒',
        State::New => '┄',
        State::Idle | State::Terminated => ' ',
    };
    let head: String = match (cell.state, cell.task) {
        (State::Waiting, Some(task)) if count > 1 && !is_told => letter(task).into(),
        (State::New, _) => String::new(),
        // Two letters say little, and the name ends before the next one begins.
        (_, None) if is_named && count > 3 => fitted(short(strings.get(cell.name)), count - 1),
        _ => String::new(),
    };
    let rest = count - columns(&head);
    head.chars().chain(std::iter::repeat_n(glyph, rest)).collect()
}

/// The escape sequence before a cell: the colour of its task or name, behind the letters where it executes.
fn paint(cell: Cell, strings: &Strings) -> String {
    let name = strings.get(cell.name);
    let color = match cell.task {
        Some(task) => Some(task),
        None if is_for_others(strings, cell.state, cell.task, cell.name) => None,
        None if !name.is_empty() => Some(hue(name)),
        None => None,
    };
    let color = color.map(|index| COLORS[index as usize % COLORS.len()]);
    match (cell.state, color) {
        (State::New, None) => "\x1b[2m".to_owned(),
        (State::New, Some(_)) if cell.task.is_none() => "\x1b[2m".to_owned(),
        (State::Running, Some(color)) if !cell.is_sliver => format!("\x1b[38;5;16;48;5;{color}m"),
        (State::Running | State::Waiting | State::Runnable | State::Overhead, Some(color)) => {
            format!("\x1b[38;5;{color}m")
        }
        (State::Waiting | State::Overhead, None) => "\x1b[2m".to_owned(),
        _ => String::new(),
    }
}
