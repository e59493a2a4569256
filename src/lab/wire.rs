//! What a page and its engine say to each other about a run.
//!
//! The engine is an instance of its own. Where its memory is shared, the page reads lanes and picture right there, at
//! the addresses of a [`Layout`]; where it is not, records and pixels come as messages.

use serde::{Deserialize, Serialize};

use super::Outcome;

/// A message from the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromEngine {
    /// A run has begun.
    Started {
        /// Which run.
        run: u32,
        /// On how many workers: fewer than asked for where the engine has no more.
        workers: u32,
        /// The names that records refer to by index.
        names: Vec<String>,
        /// Width and height of the picture that the tasks paint; zero where they paint none.
        picture: (u32, u32),
        /// Where to read, in shared memory; none where it is not shared.
        layout: Option<Layout>,
    },
    /// A lane has grown. Only where memory is not shared.
    Records {
        /// Index of the lane.
        lane: u32,
        /// The new records: little-endian words of 64 bits, two a record.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// The picture has grown. Only where memory is not shared.
    Pixels {
        /// Every cell: little-endian words of 32 bits.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// A run is over.
    Finished {
        /// Which run.
        run: u32,
        /// How it ended.
        outcome: Outcome,
        /// How many records were dropped by full buffers.
        dropped: u64,
    },
    /// A run could not be carried out.
    Refused {
        /// Which run.
        run: u32,
        /// Why.
        message: String,
    },
}

/// Addresses in the engine's shared memory, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Each lane's [`crate::record::LaneHeader`] and its first record.
    pub lanes: Vec<(u32, u32)>,
    /// The word that cancels the run when it is not 0.
    pub cancel: u32,
    /// The picture's first cell; 0 where there is none.
    pub picture: u32,
}
