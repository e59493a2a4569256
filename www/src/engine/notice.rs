//! What the engine tells the page.

use super::trouble::Trouble;
use interleave::lab::Outcome;

/// Number of a run, from 1; never used twice.
pub type RunId = u32;

/// What the engine tells the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Runs can be started. `threads` is how many workers share memory: 0 on a page that is not isolated.
    Ready {
        /// How many workers the pool has.
        threads: u32,
    },
    /// The run has begun: its recording can be looked at.
    Started(RunId),
    /// The run's recording has grown; at most once an animation frame.
    Grown(RunId),
    /// The run is over; the outcome has no answer where it was cancelled.
    Finished(RunId, Outcome),
    /// The run could not be carried out; the engine lives on.
    Refused(RunId, Trouble),
    /// The engine is dead: why. What was recorded can still be looked at; [`Engine::restart`] starts a new one.
    Failed(Trouble),
}

/// Pixels that tasks have painted so far: 0 where none did, else one more than the value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Row after row.
    pub cells: Vec<u32>,
}
