//! How slices look, for whoever paints them: the worker on its canvas, and the page in the lab's figures. Pure: the
//! colours are the stylesheet's, what fills a canvas is the painters'.

use interleave::trace::{NO_TASK, State};
use serde::{Deserialize, Serialize};

/// How many hues names and tasks go through.
pub const HUES: usize = 12;
/// States that are drawn, in the order of their style.
pub const STATES: [State; 5] = [State::Running, State::Waiting, State::Runnable, State::Overhead, State::New];
/// Styles: each state in each hue, and in none.
pub const STYLES: usize = STATES.len() * (HUES + 1);
/// How strong the colour is of what does not execute.
pub const PALE: f32 = 0.34;

/// The style of a slice in a state that is drawn; `hue` is [`HUES`] for none.
#[must_use]
pub fn style_of(state: State, hue: usize) -> Option<u8> {
    let state = STATES.iter().position(|other| *other == state)?;
    Some((state * (HUES + 1) + hue) as u8)
}

/// The hue of a task; [`HUES`] for no task.
#[must_use]
pub fn hue_of_task(task: u32) -> usize {
    if task == NO_TASK { HUES } else { task as usize % HUES }
}

/// Side of the square that patterns repeat, in CSS pixels.
pub const PATTERN_SIDE: f64 = 6.0;
/// Width of a pattern's lines.
pub const PATTERN_LINE: f64 = 1.2;

/// A stroke of a pattern: from a place to another one.
pub type Stroke = [f64; 4];

/// What lies over the slices of a state, by its place in [`STATES`], so that colour is never the only sign: hatched for
/// waiting, dotted for runnable, ruled across for overhead, ruled upright for new; nothing for running. Dots are strokes
/// as long as they are wide.
#[must_use]
pub fn pattern(state: usize) -> &'static [Stroke] {
    match state {
        1 => &[[-7.0, 7.0, 1.0, -1.0], [-1.0, 7.0, 7.0, -1.0], [5.0, 7.0, 13.0, -1.0]],
        2 => &[[1.0, 1.8, 2.6, 1.8], [4.0, 4.8, 5.6, 4.8]],
        3 => &[[0.0, 1.5, 6.0, 1.5], [0.0, 4.5, 6.0, 4.5]],
        4 => &[[1.5, 0.0, 1.5, 6.0]],
        _ => &[],
    }
}

/// Colours and fonts, as canvases take them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Colours {
    /// Of names and tasks; the last one is for none.
    pub hues: Vec<String>,
    /// Of text in a slice.
    pub task_ink: String,
    /// Of text.
    pub ink: String,
    /// Of quieter text.
    pub ink_2: String,
    /// Of the quietest text and of thin curves.
    pub ink_3: String,
    /// Of lines.
    pub line: String,
    /// Of the page.
    pub ground: String,
    /// Behind slices.
    pub lane: String,
    /// Of what the reader acts on.
    pub accent: String,
    /// Of good news.
    pub good: String,
    /// Of patterns.
    pub pattern: String,
    /// Font of text.
    pub font: String,
    /// Font of numbers.
    pub mono: String,
}

impl Colours {
    /// The colours that a stylesheet's custom properties say, by their names.
    pub fn of(value: impl Fn(&str) -> String) -> Self {
        let font = |family: &str| ["11px ", &value(family)].concat();
        let mut hues: Vec<String> = (1..=HUES).map(|number| value(&["--hue-", &number.to_string()].concat())).collect();
        hues.push(value("--hue-none"));
        Self {
            hues,
            task_ink: value("--task-ink"),
            ink: value("--ink"),
            ink_2: value("--ink-2"),
            ink_3: value("--ink-3"),
            line: value("--line"),
            ground: value("--bg"),
            lane: value("--lane"),
            accent: value("--accent"),
            good: value("--good"),
            pattern: value("--pattern"),
            font: font("--sans"),
            mono: font("--mono"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_a_state_and_a_hue() {
        assert_eq!(style_of(State::Running, hue_of_task(14)), Some(2));
        assert_eq!(style_of(State::Waiting, hue_of_task(NO_TASK)), Some(25));
        assert_eq!(style_of(State::Idle, 0), None);
        let most = style_of(State::New, HUES).map(usize::from);
        assert_eq!(most, Some(STYLES - 1));
    }

    #[test]
    fn every_state_but_running_has_a_pattern() {
        assert!(pattern(0).is_empty());
        assert!((1..STATES.len()).all(|state| !pattern(state).is_empty()));
    }
}
