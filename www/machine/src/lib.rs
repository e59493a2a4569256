//! What the program page and its machines say to each other.
//!
//! A machine is a worker that owns one simulated computer with one Python program on it. The page owns the program's
//! text, the settings and the moment that is looked at; it sends an [`Ask`] and hears [`Reply`]s. This crate's library
//! is only the words, plain values that know no Python and no scheduler; what a machine does is its binary.
//!
//! A message is an object. Its `words` are an [`Ask`] or a [`Reply`], as `serde-wasm-bindgen` writes them. Beside
//! [`Ask::Load`] a `MessagePort` may be transferred as `port`: the recording goes through it, to whoever draws it. The
//! worker's script is `worker.js`; one that fails says [`Reply::Failed`] or fires an `error` event.
//!
//! Times are virtual nanoseconds, as `f64`: whole up to 104 days.

mod moment;
mod setup;

pub use moment::*;
pub use setup::*;

use serde::{Deserialize, Serialize};

/// How many machines can be compared on one axis.
pub const MOST_MACHINES: usize = 6;

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// One instruction of the bytecode.
    Instruction,
    /// Until a thread that has a core is at another line, or another thread has a core.
    Line,
    /// Until another thread has a core.
    Switch,
    /// Until something happens: a timer goes off, a thread stops, a core goes on with another thread.
    Event,
}

impl Unit {
    /// All of them, with their names.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Instruction, "instruction"), (Self::Line, "line"), (Self::Switch, "switch"), (Self::Event, "event")];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(unit, _)| *unit == self).map_or("", |(_, name)| name)
    }
}

/// From the page to a machine.
// A program is sent now and then, and read at once: its size does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Put this program on a machine like that, in the place of what was there. Answered by [`Reply::Refused`]; else by
    /// [`Reply::Moment`] of the beginning, or as [`Ask::Run`] where `run` says so.
    Load {
        /// Comes back with every reply that is about it.
        number: u32,
        /// The program's text.
        program: String,
        /// The machine.
        setup: Setup,
        /// What its run is called in the timeline.
        title: String,
        /// Whether it goes on at once.
        run: bool,
    },
    /// Is the program in order? Nothing else changes. Answered by [`Reply::Checked`].
    Check {
        /// The program's text.
        program: String,
    },
    /// Go on from as far as it has come until it ends, or until [`Ask::Pause`]. Answered by [`Reply::Progress`] now and
    /// then, and by [`Reply::Moment`] at the end.
    Run,
    /// Stop going on; what has been reached stays.
    Pause,
    /// Go one step forwards, or back. Answered by [`Reply::Moment`].
    Step {
        /// How far.
        unit: Unit,
        /// Back.
        back: bool,
    },
    /// Look at that moment. Answered by [`Reply::Moment`].
    Seek {
        /// Which, in nanoseconds.
        time_ns: f64,
    },
    /// Write the whole run as JSON in Chrome's trace format. Answered by [`Reply::Written`].
    Write,
}

/// From a machine to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// It can be asked.
    Ready,
    /// The program is not run: its syntax is wrong, or it uses what is not supported.
    Refused {
        /// Of the program.
        number: u32,
        /// Why.
        fault: Fault,
    },
    /// It goes on.
    Progress {
        /// Of the program.
        number: u32,
        /// Instructions so far.
        instructions: f64,
        /// How far it has come, in nanoseconds.
        virtual_ns: f64,
    },
    /// The moment that is looked at.
    Moment {
        /// Of the program.
        number: u32,
        /// It.
        moment: Box<Moment>,
        /// Whether what was asked for is done: not in the middle of a run.
        is_done: bool,
    },
    /// What is wrong with a program that was to be checked.
    Checked {
        /// None where it is in order.
        fault: Option<Fault>,
    },
    /// The run in Chrome's trace format.
    Written {
        /// Of the program.
        number: u32,
        /// The text.
        text: String,
    },
    /// Something failed that is not the program's fault: the page offers a restart.
    Failed {
        /// What, as the browser says it.
        message: String,
        /// It ran out of memory.
        is_memory: bool,
    },
}

/// Why a program is not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// From 1 on; 0 where it is the machine that is wrong.
    pub line: u32,
    /// From 1 on, in characters.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do instead; empty where there is nothing to say.
    pub instead: String,
}
