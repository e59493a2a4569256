//! What a lane does at each instant: its innermost slice decides.
//!
//! [`Innermost`] walks the rows of a lane side by side and yields *pieces*: stretches of time in which one slice is the
//! innermost. It allocates a few words for each row and nothing for a slice.

use crate::trace::{Lane, LaneKind, NO_TASK, NameId, Slice, Slices, State};

/// A stretch of time in which one slice is the innermost of its lane. It may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub start_ns: u64,
    pub end_ns: u64,
    /// The row of the slice, 0 being the outermost.
    pub depth: usize,
    /// Its index in that row.
    pub index: usize,
    pub name: NameId,
    pub state: State,
    /// The task of the innermost slice around it that belongs to one, itself included.
    pub task: u32,
    /// Whether it is the first piece of its slice.
    pub is_first: bool,
    /// Whether it is the last piece of its slice. Each slice has one first and one last piece, which may be the same.
    pub is_last: bool,
}

/// Whether the rows of such a lane nest. Where they do not, what overlaps lies in rows of its own.
pub(crate) fn nests(kind: LaneKind) -> bool {
    matches!(kind, LaneKind::Worker | LaneKind::Main)
}

/// The pieces of a lane, in order of time. Where its rows do not nest, each slice is a piece, row after row.
pub(crate) struct Innermost<'a> {
    nests: bool,
    rows: Vec<Row<'a>>,
    /// The slices that are under way, the outermost first.
    open: Vec<Open>,
    now_ns: u64,
}

struct Row<'a> {
    slices: &'a Slices,
    /// The next slice's index, and when it starts and ends; the end of time where there is none.
    next: usize,
    start_ns: u64,
    end_ns: u64,
}

impl<'a> Row<'a> {
    fn new(slices: &'a Slices, next: usize) -> Self {
        let mut row = Self { slices, next, start_ns: 0, end_ns: 0 };
        row.look();
        row
    }

    /// Looks at the next slice: once, however often it is asked for before it is due.
    #[inline]
    fn look(&mut self) {
        let start_ns = self.slices.starts_ns().get(self.next).copied();
        (self.start_ns, self.end_ns) = match start_ns {
            Some(start_ns) => (start_ns, self.slices.end_ns_of(self.next)),
            None => (u64::MAX, u64::MAX),
        };
    }

    /// Takes the next slice and its index.
    #[inline]
    fn take(&mut self) -> Option<(usize, Slice)> {
        let (index, slice) = (self.next, self.slices.get(self.next)?);
        self.next += 1;
        self.look();
        Some((index, slice))
    }
}

struct Open {
    index: usize,
    end_ns: u64,
    name: NameId,
    state: State,
    task: u32,
    is_seen: bool,
}

impl<'a> Innermost<'a> {
    /// All pieces of `lane`.
    pub fn of(lane: &'a Lane) -> Self {
        Self::from(lane, 0)
    }

    /// The pieces of `lane` that end after `time_ns`; where it lies in one of them, that starts there. O(log n).
    pub fn from(lane: &'a Lane, time_ns: u64) -> Self {
        // At the beginning nothing has ended, empty slices neither.
        let next = |row: &Slices| if time_ns == 0 { 0 } else { row.first_ending_after(time_ns) };
        Self {
            nests: nests(lane.kind),
            rows: lane.rows().map(|row| Row::new(row, next(row))).collect(),
            open: Vec::with_capacity(lane.row_count()),
            now_ns: time_ns,
        }
    }

    /// The next slice, row after row.
    fn slice(&mut self) -> Option<Piece> {
        let depth = self.rows.iter().position(|row| row.next < row.slices.len())?;
        let (index, slice) = self.rows[depth].take()?;
        let (start_ns, end_ns) = (slice.start_ns.max(self.now_ns), slice.end_ns().max(self.now_ns));
        let (name, state, task) = (slice.name, slice.state, slice.task);
        Some(Piece { start_ns, end_ns, depth, index, name, state, task, is_first: true, is_last: true })
    }

    /// The piece of the innermost slice up to `end_ns`.
    #[inline]
    fn piece(&mut self, end_ns: u64, is_last: bool) -> Option<Piece> {
        let depth = self.open.len().checked_sub(1)?;
        let open = &mut self.open[depth];
        let is_first = !std::mem::replace(&mut open.is_seen, true);
        let (index, name, state, task) = (open.index, open.name, open.state, open.task);
        let start_ns = std::mem::replace(&mut self.now_ns, end_ns);
        Some(Piece { start_ns, end_ns, depth, index, name, state, task, is_first, is_last })
    }
}

impl Iterator for Innermost<'_> {
    type Item = Piece;

    #[inline]
    fn next(&mut self) -> Option<Piece> {
        if !self.nests {
            return self.slice();
        }
        loop {
            let (limit_ns, outer_task) = self.open.last().map_or((u64::MAX, NO_TASK), |open| (open.end_ns, open.task));
            let inner = match self.rows.get_mut(self.open.len()) {
                // An empty slice where the one around it ends lies in that one still.
                Some(row) if row.start_ns < limit_ns || row.end_ns <= limit_ns => row.take(),
                _ => None,
            };
            let piece = match inner {
                Some((index, slice)) => {
                    // What is not nested as it should be is cut.
                    let start_ns = slice.start_ns.max(self.now_ns);
                    let end_ns = slice.end_ns().min(limit_ns).max(start_ns);
                    let task = if slice.task == NO_TASK { outer_task } else { slice.task };
                    let before = self.piece(start_ns, false);
                    self.now_ns = start_ns;
                    self.open.push(Open { index, end_ns, name: slice.name, state: slice.state, task, is_seen: false });
                    before
                }
                None => {
                    let end_ns = self.open.last()?.end_ns;
                    let last = self.piece(end_ns, true);
                    self.open.pop();
                    last
                }
            };
            if piece.is_some() {
                return piece;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(slices: &[(u64, u64, State, u32)]) -> Slices {
        let mut row = Slices::default();
        for &(start_ns, end_ns, state, task) in slices {
            row.push(Slice { start_ns, duration_ns: end_ns - start_ns, name: 0, task, state });
        }
        row
    }

    fn lane() -> Lane {
        Lane {
            slices: row(&[(0, 10, State::Running, 1), (12, 12, State::Running, 2), (20, 30, State::Running, NO_TASK)]),
            nested: vec![
                row(&[(2, 4, State::Overhead, NO_TASK), (4, 10, State::Running, 3), (30, 30, State::Running, 4)]),
                row(&[(5, 6, State::Waiting, NO_TASK)]),
            ],
            ..Lane::default()
        }
    }

    fn pieces(walk: Innermost) -> Vec<(u64, u64, usize, usize, u32)> {
        walk.map(|piece| (piece.start_ns, piece.end_ns, piece.depth, piece.index, piece.task)).collect()
    }

    #[test]
    fn the_innermost_slice_decides_and_inherits_its_task() {
        let expect = [
            (0, 2, 0, 0, 1),
            (2, 4, 1, 0, 1),
            (4, 4, 0, 0, 1),
            (4, 5, 1, 1, 3),
            (5, 6, 2, 0, 3),
            (6, 10, 1, 1, 3),
            (10, 10, 0, 0, 1),
            (12, 12, 0, 1, 2),
            (20, 30, 0, 2, NO_TASK),
            (30, 30, 1, 2, 4),
            (30, 30, 0, 2, NO_TASK),
        ];
        assert_eq!(pieces(Innermost::of(&lane())), expect);
        let ends: Vec<(bool, bool)> = Innermost::of(&lane()).map(|piece| (piece.is_first, piece.is_last)).collect();
        assert_eq!(ends[..4], [(true, false), (true, true), (false, false), (true, false)]);
        assert_eq!(ends.iter().filter(|end| end.0).count(), 7);
        assert_eq!(ends.iter().filter(|end| end.1).count(), 7);
    }

    #[test]
    fn a_walk_may_begin_anywhere() {
        let lane = lane();
        let expect = [(5, 6, 2, 0, 3), (6, 10, 1, 1, 3), (10, 10, 0, 0, 1)];
        let walk = pieces(Innermost::from(&lane, 5));
        assert_eq!(walk.iter().copied().filter(|piece| piece.1 > 5).take(3).collect::<Vec<_>>(), expect);
        assert_eq!(pieces(Innermost::from(&lane, 31)), []);
    }
}
