//! A lane cut into as many cells as there is room for: what it mostly did in each.

use crate::trace::recording::task_of;
use crate::trace::{Slice, Slices, State};

/// What fills a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What the lane mostly did.
    pub state: State,
    /// For which task.
    pub task: Option<u32>,
    /// Whether the lane was idle for more than three quarters of it.
    pub is_sliver: bool,
}

/// Cuts `span_ns` from `start_ns` on into `count` cells. A cell shows what took most of its time among what was
/// not idle.
pub fn cells(slices: &Slices, start_ns: u64, span_ns: u64, count: usize) -> Vec<Option<Cell>> {
    let flat: Vec<Slice> = slices.iter().collect();
    let edge_ns = |index: usize| start_ns + (u128::from(span_ns) * index as u128 / count as u128) as u64;
    let mut first = 0;
    let cell = |index: usize| {
        let (from_ns, to_ns) = (edge_ns(index), edge_ns(index + 1));
        while flat.get(first).is_some_and(|slice| slice.end_ns() <= from_ns) {
            first += 1;
        }
        let mut shares: Vec<(Cell, u64)> = Vec::new();
        for slice in flat[first..].iter().take_while(|slice| slice.start_ns < to_ns) {
            let share_ns = slice.end_ns().min(to_ns).saturating_sub(slice.start_ns.max(from_ns));
            let cell = Cell { state: slice.state, task: task_of(slice.task), is_sliver: false };
            match shares.iter_mut().find(|share| share.0 == cell) {
                Some(share) => share.1 += share_ns,
                None => shares.push((cell, share_ns)),
            }
        }
        let all_ns: u64 = shares.iter().map(|share| share.1).sum();
        // The first of equals, so that the same trace always gives the same figure.
        let most = shares.into_iter().rev().max_by_key(|share| share.1);
        let is_sliver = all_ns * 4 < to_ns - from_ns;
        most.filter(|_| all_ns > 0).map(|share| Cell { is_sliver, ..share.0 })
    };
    (0..count).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_what_took_most_of_its_time() {
        let mut slices = Slices::default();
        for (start_ns, duration_ns, task, state) in [
            (100, 10, 0, State::Running),
            (110, 4, 1, State::Running),
            (114, 2, 0, State::Waiting),
            (132, 2, 2, State::Running),
        ] {
            slices.push(Slice { start_ns, duration_ns, name: 0, task, state });
        }
        let filled = |task, is_sliver| Some(Cell { state: State::Running, task: Some(task), is_sliver });
        let expect = [filled(0, false), filled(1, false), None, filled(2, true)];
        assert_eq!(cells(&slices, 100, 40, 4), expect);
        assert_eq!(cells(&slices, 100, 40, 1), [filled(0, false)]);
        assert_eq!(cells(&Slices::default(), 0, 40, 2), [None, None]);
    }
}
