//! A row cut into as many cells as there is room for: what it mostly holds in each.

use std::collections::HashMap;

use crate::trace::recording::task_of;
use crate::trace::{NameId, Slices, State};

/// What fills a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// What the lane mostly did.
    pub state: State,
    /// For which task.
    pub task: Option<u32>,
    /// What that is called, where it belongs to no task.
    pub name: NameId,
    /// Whether the lane was idle for more than three quarters of it.
    pub is_sliver: bool,
}

/// Cuts `span_ns` from `start_ns` on into `count` cells. A cell shows what took most of its time among what was
/// not idle: O(n + count).
pub fn cells(slices: &Slices, start_ns: u64, span_ns: u64, count: usize) -> Vec<Option<Cell>> {
    let edge_ns = |index: usize| start_ns + (u128::from(span_ns) * index as u128 / count as u128) as u64;
    let mut first = 0;
    // The time that each took and in which order they came: the first of equals, so that the same trace always gives
    // the same figure.
    let mut shares: HashMap<Cell, (u64, usize)> = HashMap::new();
    let cell = |index: usize| {
        let (from_ns, to_ns) = (edge_ns(index), edge_ns(index + 1));
        while first < slices.len() && slices.end_ns_of(first) <= from_ns {
            first += 1;
        }
        let mut all_ns = 0;
        let within = (first..).map_while(|index| slices.get(index)).take_while(|slice| slice.start_ns < to_ns);
        for (order, slice) in within.enumerate() {
            let share_ns = slice.end_ns().min(to_ns).saturating_sub(slice.start_ns.max(from_ns));
            let task = task_of(slice.task);
            let name = if task.is_none() { slice.name } else { 0 };
            let cell = Cell { state: slice.state, task, name, is_sliver: false };
            shares.entry(cell).or_insert((0, order)).0 += share_ns;
            all_ns += share_ns;
        }
        let most = shares.drain().max_by_key(|(_, (share_ns, order))| (*share_ns, std::cmp::Reverse(*order)));
        let is_sliver = all_ns * 4 < to_ns - from_ns;
        most.filter(|_| all_ns > 0).map(|share| Cell { is_sliver, ..share.0 })
    };
    (0..count).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{NO_TASK, Slice};

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
        let filled = |task, is_sliver| Some(Cell { state: State::Running, task: Some(task), name: 0, is_sliver });
        let expect = [filled(0, false), filled(1, false), None, filled(2, true)];
        assert_eq!(cells(&slices, 100, 40, 4), expect);
        assert_eq!(cells(&slices, 100, 40, 1), [filled(0, false)]);
        assert_eq!(cells(&Slices::default(), 0, 40, 2), [None, None]);
    }

    #[test]
    fn what_belongs_to_no_task_is_told_apart_by_its_name() {
        let mut slices = Slices::default();
        for (start_ns, duration_ns, name) in [(0, 4, 1), (4, 3, 2), (7, 3, 2)] {
            slices.push(Slice { start_ns, duration_ns, name, task: NO_TASK, state: State::Running });
        }
        let names: Vec<_> = cells(&slices, 0, 10, 1).into_iter().flatten().map(|cell| cell.name).collect();
        assert_eq!(names, [2]);
    }
}
