//! First in, first out: who got ready first runs until it waits or ends.

use super::{Candidate, Pick};
use crate::workload::Random;

/// First in, first out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fifo;

impl Pick for Fifo {
    fn pick(&mut self, _: &[Candidate], _: &mut Random) -> usize {
        0
    }

    fn is_in_order(&self) -> bool {
        true
    }
}
