//! What each name took: the table of a profile.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Place;
use super::innermost::{Innermost, nests};
use crate::trace::{NameId, Trace};

/// The figures of all slices of one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFigures {
    /// The name.
    pub name: NameId,
    /// How many slices have it.
    pub count: u64,
    /// How long they took in all, in nanoseconds, summed over lanes. What lies inside a slice of the same name counts
    /// once.
    pub total_ns: u64,
    /// How long they took without what lies inside of them, in nanoseconds.
    pub self_ns: u64,
    /// How long the longest of them took, in nanoseconds.
    pub longest_ns: u64,
    /// Which one that is: the first of equals, by lane, row and index.
    pub longest: Place,
}

impl NameFigures {
    fn take(&mut self, duration_ns: u64, place: Place) {
        if self.count == 0 || (duration_ns, self.longest) > (self.longest_ns, place) {
            (self.longest_ns, self.longest) = (duration_ns, place);
        }
        self.count += 1;
    }

    fn merge(&mut self, other: &Self) {
        if other.count > 0 {
            self.take(other.longest_ns, other.longest);
            self.count += other.count - 1;
            self.total_ns += other.total_ns;
            self.self_ns += other.self_ns;
        }
    }
}

/// The figures of each name that a slice has, the longest self time first, then by number of the name. O(n) for n
/// slices, on all threads of the pool; memory for names and threads.
#[must_use]
pub fn by_name(trace: &Trace) -> Vec<NameFigures> {
    let next_lane = AtomicUsize::new(0);
    let parts = (0..rayon::current_num_threads().min(trace.lanes.len())).into_par_iter().map(|_| {
        let mut figures = vec![NameFigures::default(); trace.strings.len()];
        // How many slices of each name are under way in the lane.
        let mut open = vec![0u32; figures.len()];
        loop {
            let lane = next_lane.fetch_add(1, Ordering::Relaxed);
            if lane >= trace.lanes.len() {
                return figures;
            }
            count(trace, lane, &mut figures, &mut open);
        }
    });
    let all = parts.reduce_with(|mut all, part| {
        all.iter_mut().zip(&part).for_each(|(figures, part)| figures.merge(part));
        all
    });
    let mut all: Vec<NameFigures> = (0..)
        .zip(all.unwrap_or_default())
        .filter(|(_, figures)| figures.count > 0)
        .map(|(name, figures)| NameFigures { name, ..figures })
        .collect();
    all.sort_by_key(|figures| (std::cmp::Reverse(figures.self_ns), figures.name));
    all
}

fn count(trace: &Trace, lane: usize, figures: &mut [NameFigures], open: &mut [u32]) {
    let nests = nests(trace.lanes[lane].kind);
    for piece in Innermost::of(&trace.lanes[lane]) {
        let name = piece.name as usize;
        // A name that the table does not have: nothing can be said of it.
        let Some(named) = figures.get_mut(name) else { continue };
        named.self_ns += piece.end_ns - piece.start_ns;
        if nests && piece.is_first {
            open[name] += 1;
        }
        if piece.is_last {
            if nests {
                open[name] -= 1;
            }
            let place = Place { lane: lane as u32, depth: piece.depth as u32, index: piece.index as u32 };
            let duration_ns = place.slice(trace).map_or(0, |slice| slice.duration_ns);
            named.take(duration_ns, place);
            if open[name] == 0 {
                named.total_ns += duration_ns;
            }
        }
    }
}
