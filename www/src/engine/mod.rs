//! The page's end of the engine: starts the worker that computes, reads what it records, and notices when it dies.
//!
//! The engine is an instance of its own (`www/engine`) that can be thrown away; the page's memory is not at stake.
//! Nothing here waits: everything comes back as a [`Notice`].

use std::cell::Ref;

use interleave::lab::{Outcome, Plan};
use interleave::trace::Recording;
use yew::Callback;

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
    Refused(RunId, String),
    /// The engine is dead: why. What was recorded can still be looked at; [`Engine::restart`] starts a new one.
    Failed(String),
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

/// A handle to the engine; clones are the same one.
#[derive(Clone, PartialEq)]
pub struct Engine {}

impl Engine {
    /// Starts an engine that tells `notify` what happens.
    #[must_use]
    pub fn start(notify: Callback<Notice>) -> Self {
        let _ = notify;
        Self {}
    }

    /// Asks for a run; runs wait for each other. Returns its number at once.
    pub fn run(&self, plan: Plan) -> RunId {
        let _ = plan;
        0
    }

    /// Cancels the run under way and those that wait.
    pub fn cancel(&self) {}

    /// Throws the engine away and starts a new one.
    pub fn restart(&self) {}

    /// What a run has recorded so far; none once it was forgotten.
    #[must_use]
    pub fn recording(&self, run: RunId) -> Option<Ref<'_, Recording>> {
        let _ = run;
        None
    }

    /// What the tasks of a run have painted so far, where they paint.
    #[must_use]
    pub fn pixels(&self, run: RunId) -> Option<Ref<'_, Pixels>> {
        let _ = run;
        None
    }

    /// Forgets the recording of a run that is over.
    pub fn forget(&self, run: RunId) {
        let _ = run;
    }
}
