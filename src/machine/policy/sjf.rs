//! Shortest job first: the shortest next burst goes first, and runs until it waits or ends.
//!
//! It has the least mean waiting time of all policies that never take a core away (Smith, "Various Optimizers for
//! Single-Stage Production", 1956), and needs to know what nobody knows: see [`Candidate::burst_ns`].

use super::{Candidate, Pick, first_by};
use crate::workload::Random;

/// Shortest job first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sjf;

impl Pick for Sjf {
    fn pick(&mut self, ready: &[Candidate], _: &mut Random) -> usize {
        first_by(ready, |thread| thread.burst_ns)
    }
}
