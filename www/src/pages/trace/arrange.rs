//! The order of lanes, and which are folded or hidden. Pure.

use interleave_viewer::Arrangement;

/// A change to a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the lane that is shown above it.
    Up,
    /// Behind the lane that is shown below it.
    Down,
    /// Fold it, or unfold it.
    Fold,
    /// Hide it, or show it.
    Hide,
}

/// All lanes in the order they are shown, hidden ones included.
pub fn order(arrangement: &Arrangement, lanes: u32) -> Vec<u32> {
    let mut order: Vec<u32> = arrangement.order.iter().copied().filter(|lane| *lane < lanes).collect();
    let named: std::collections::HashSet<u32> = order.iter().copied().collect();
    order.extend((0..lanes).filter(|lane| !named.contains(lane)));
    order
}

/// Lanes in that order, but those of one process together where its first one stands.
pub fn grouped(order: Vec<u32>, process_of: impl Fn(u32) -> u32) -> Vec<u32> {
    let mut processes: Vec<u32> = Vec::new();
    for &lane in &order {
        if !processes.contains(&process_of(lane)) {
            processes.push(process_of(lane));
        }
    }
    let place = |lane: &u32| processes.iter().position(|process| *process == process_of(*lane));
    let mut order = order;
    order.sort_by_key(place);
    order
}

/// A sorted list with a number more, or, where it has it, without it.
pub fn toggled(list: &[u32], lane: u32) -> Vec<u32> {
    let mut list = list.to_vec();
    match list.binary_search(&lane) {
        Ok(at) => drop(list.remove(at)),
        Err(at) => list.insert(at, lane),
    }
    list
}

/// The arrangement with a lane changed. Lists of lanes are sorted, all but the order.
pub fn changed(arrangement: &Arrangement, lanes: u32, lane: u32, change: Move) -> Arrangement {
    let mut next = arrangement.clone();
    match change {
        Move::Fold => next.collapsed = toggled(&next.collapsed, lane),
        Move::Hide => next.hidden = toggled(&next.hidden, lane),
        Move::Up | Move::Down => {
            let mut order = order(arrangement, lanes);
            let Some(at) = order.iter().position(|other| *other == lane) else { return next };
            let is_shown = |at: &usize| !next.hidden.contains(&order[*at]);
            let to = match change {
                Move::Up => (0..at).rev().find(is_shown),
                _ => (at + 1..order.len()).find(is_shown),
            };
            if let Some(to) = to {
                order.remove(at);
                order.insert(to, lane);
                next.order = order;
            }
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_move_past_what_is_shown() {
        let first = Arrangement::default();
        let moved = changed(&first, 4, 2, Move::Up);
        assert_eq!(moved.order, [0, 2, 1, 3]);
        let hidden = changed(&moved, 4, 1, Move::Hide);
        let moved = changed(&hidden, 4, 3, Move::Up);
        assert_eq!(moved.order, [0, 3, 2, 1], "past the lane that is hidden");
        assert_eq!(changed(&moved, 4, 0, Move::Up), moved, "the first stays the first");
        assert_eq!(changed(&first, 4, 3, Move::Down), first);
    }

    #[test]
    fn lanes_of_one_process_stand_together() {
        assert_eq!(grouped(vec![4, 0, 3, 1, 2], |lane| lane % 2), [4, 0, 2, 3, 1]);
    }

    #[test]
    fn what_is_done_twice_is_undone() {
        let first = Arrangement::default();
        for change in [Move::Fold, Move::Hide] {
            let once = changed(&first, 4, 2, change);
            assert_ne!(once, first);
            assert_eq!(changed(&once, 4, 2, change), first);
        }
    }
}
