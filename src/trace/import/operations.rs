//! Operations in flight: beginnings and ends that share an id and belong to no thread, and the lives of objects.
//!
//! Each process has a lane for each category, or for each name where there are no categories. What overlaps in a lane
//! lies in rows of its own: an operation and what is nested in it under the same id take as many rows as they need,
//! the outer one above the inner.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::event::{NO_DEPTH, Reach};
use super::lanes::MAX_ROWS;
use super::oddity::Oddity;
use super::records::{Detail, Edge, Key, Number, Other};
use super::warnings::Warnings;
use crate::trace::{Slice, Slices};

/// Where operations lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Home {
    /// Operations of a process that share a category, or have none and share a name.
    Category {
        process: Number,
        category: u32,
        name: u32,
    },
    Objects {
        process: Number,
    },
    /// A lane of our own export: the thread with that index.
    Thread(u32),
}

/// An operation that has begun, and perhaps ended.
#[derive(Clone, Copy, Debug)]
struct Operation {
    slice: Slice,
    offset: u32,
    depth: u16,
    /// What tells it from others in its lane: operations of one tree are nested.
    tree: u32,
}

/// The number of what shares an id, and what of it is open: where it lies, and its index there.
type Tree = (u32, Vec<(Home, usize)>);

/// Operations by where they lie.
#[derive(Debug, Default)]
pub(super) struct Operations {
    homes: BTreeMap<Home, Vec<Operation>>,
    /// Open ones, by what their end has to say.
    open: HashMap<(Home, Option<Number>, Key), Tree>,
    last_ns: u64,
}

/// How many open operations of one id are searched for the name that an end has.
const MOST_SEARCHED: usize = 64;
/// The most rows that what shares one id takes.
const MOST_LOCAL_ROWS: usize = 256;

impl Operations {
    /// Adds an event, in order of time, and says where it lies. `home` is our own export's lane, where it has one.
    pub(super) fn add(
        &mut self,
        event: &Other,
        process: Number,
        thread_home: Option<Home>,
        warnings: &mut Warnings,
    ) -> Home {
        let time_ns = event.time_ns.unsigned_abs();
        self.last_ns = self.last_ns.max(time_ns);
        let (edge, category, key) = match event.detail {
            Detail::Operation { edge, category, key } => (edge, Some(category), key),
            Detail::Object { edge, key } => (edge, None, key),
            _ => return Home::Objects { process },
        };
        // Ids are told apart by their category, whatever their names are.
        let kind = match category {
            Some(category) => Home::Category { process: Number::Number(0), category, name: 0 },
            None => Home::Objects { process: Number::Number(0) },
        };
        let of_process = (key.reach != Reach::Global).then_some(process);
        let trees = self.open.len() as u32;
        let (tree, open) = self.open.entry((kind, of_process, key)).or_insert((trees, Vec::new()));
        let name = if category == Some(0) { event.name } else { 0 };
        let home = thread_home.unwrap_or(match category {
            Some(category) => Home::Category { process, category, name },
            None => Home::Objects { process },
        });
        match edge {
            Edge::Mark => return open.last().map_or(home, |open| open.0),
            Edge::Begin => {
                // Nested operations lie where the outermost does.
                let home = if thread_home.is_some() { home } else { open.first().map_or(home, |open| open.0) };
                let operations = self.homes.entry(home).or_default();
                open.push((home, operations.len()));
                let Other { name, task, state, offset, depth, .. } = *event;
                let slice = Slice { start_ns: time_ns, duration_ns: u64::MAX, name, task, state };
                operations.push(Operation { slice, offset, depth, tree: *tree });
            }
            Edge::End => {
                let name_of = |&(home, index): &(Home, usize)| self.homes[&home][index].slice.name;
                let is_named = |open: &(Home, usize)| event.name == 0 || name_of(open) == event.name;
                let lately = open.len().saturating_sub(MOST_SEARCHED);
                let place = open[lately..].iter().rposition(is_named).map(|place| lately + place);
                let Some(last) = open.len().checked_sub(1) else {
                    let oddity = if category.is_some() { Oddity::LoneOperationEnd } else { Oddity::LoneObjectEnd };
                    warnings.count(u64::from(event.offset), oddity);
                    return home;
                };
                // A name that our own export made up for viewers is in the end and not in the beginning.
                let is_unnamed = thread_home.is_some() && name_of(&open[last]) == 0;
                if place.is_none() && !is_unnamed {
                    warnings.count(u64::from(event.offset), Oddity::OtherOperationEnd);
                }
                let (home, index) = open.remove(place.unwrap_or(last));
                if let Some(operation) = self.homes.get_mut(&home).and_then(|operations| operations.get_mut(index)) {
                    operation.slice.duration_ns = time_ns - operation.slice.start_ns;
                }
                return home;
            }
        }
        home
    }

    /// All rows by where they lie.
    pub(super) fn finish(mut self, warnings: &mut Warnings) -> Vec<(Home, Vec<Slices>)> {
        for (home, operations) in &mut self.homes {
            for operation in operations {
                if operation.slice.duration_ns == u64::MAX {
                    operation.slice.duration_ns = self.last_ns - operation.slice.start_ns;
                    if !matches!(home, Home::Objects { .. }) {
                        warnings.count(u64::from(operation.offset), Oddity::NoOperationEnd);
                    }
                }
            }
        }
        let homes = std::mem::take(&mut self.homes).into_iter();
        homes.map(|(home, operations)| (home, rows(operations, warnings))).collect()
    }
}

/// Operations of one tree that overlap: `operations[first..last]` of a sorted list.
struct Cluster {
    start_ns: u64,
    end_ns: u64,
    first: usize,
    last: usize,
    /// How many rows they need.
    rows: usize,
}

/// Splits operations, sorted by tree, start and the longer first; and the row of each within its cluster.
fn clusters(operations: &[Operation]) -> (Vec<Cluster>, Vec<usize>) {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut local_rows = Vec::with_capacity(operations.len());
    let mut ends_ns: Vec<u64> = Vec::new();
    for (index, operation) in operations.iter().enumerate() {
        let (start_ns, end_ns) = (operation.slice.start_ns, operation.slice.end_ns());
        let goes_on = clusters
            .last()
            .is_some_and(|cluster| operations[cluster.first].tree == operation.tree && start_ns < cluster.end_ns);
        if !goes_on {
            clusters.push(Cluster { start_ns, end_ns, first: index, last: index, rows: 0 });
            ends_ns.clear();
        }
        let row = ends_ns.iter().position(|&end_ns| end_ns <= start_ns).unwrap_or(ends_ns.len());
        if row == ends_ns.len() && row < MOST_LOCAL_ROWS {
            ends_ns.push(end_ns);
        } else if row < MOST_LOCAL_ROWS {
            ends_ns[row] = end_ns;
        }
        local_rows.push(row);
        if let Some(cluster) = clusters.last_mut() {
            cluster.end_ns = cluster.end_ns.max(end_ns);
            cluster.last = index + 1;
            cluster.rows = ends_ns.len();
        }
    }
    (clusters, local_rows)
}

/// The rows that our own export says, where they hold no overlap.
fn own_rows(operations: &[Operation]) -> Option<Vec<Slices>> {
    let mut rows: Vec<Slices> = Vec::new();
    for operation in operations {
        let row = usize::from(operation.depth);
        if operation.depth == NO_DEPTH || row >= MAX_ROWS {
            return None;
        }
        if rows.len() <= row {
            rows.resize(row + 1, Slices::default());
        }
        if rows[row].span().is_some_and(|span| span.end_ns > operation.slice.start_ns) {
            return None;
        }
        rows[row].push_at(operation.slice, operation.offset);
    }
    Some(rows)
}

fn rows(mut operations: Vec<Operation>, warnings: &mut Warnings) -> Vec<Slices> {
    let mut rows = own_rows(&operations).unwrap_or_else(|| {
        operations
            .sort_by_key(|operation| (operation.tree, operation.slice.start_ns, Reverse(operation.slice.duration_ns)));
        packed(&operations, warnings)
    });
    rows.iter_mut().for_each(Slices::shrink);
    rows
}

/// Puts every cluster into the first rows that are free.
fn packed(operations: &[Operation], warnings: &mut Warnings) -> Vec<Slices> {
    let mut rows: Vec<Slices> = Vec::new();
    let (mut clusters, local_rows) = clusters(operations);
    clusters.sort_by_key(|cluster| (cluster.start_ns, operations[cluster.first].offset));
    let mut free: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    let mut taken: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    for cluster in clusters {
        while taken.peek().is_some_and(|row| row.0.0 <= cluster.start_ns) {
            free.extend(taken.pop().map(|row| Reverse(row.0.1)));
        }
        while free.len() < cluster.rows && rows.len() < MAX_ROWS {
            free.push(Reverse(rows.len()));
            rows.push(Slices::default());
        }
        let mine: Vec<usize> = (0..cluster.rows).map_while(|_| free.pop()).map(|row| row.0).collect();
        taken.extend(mine.iter().map(|&row| Reverse((cluster.end_ns, row))));
        for index in cluster.first..cluster.last {
            let operation = &operations[index];
            match mine.get(local_rows[index]) {
                Some(&row) => rows[row].push_at(operation.slice, operation.offset),
                None => warnings.count(operation.offset.into(), Oddity::Crowded),
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{NO_TASK, State};

    fn operation(tree: u32, start_ns: u64, end_ns: u64) -> Operation {
        let duration_ns = end_ns - start_ns;
        let slice = Slice { start_ns, duration_ns, name: 0, task: NO_TASK, state: State::Running };
        Operation { slice, offset: start_ns as u32, depth: NO_DEPTH, tree }
    }

    fn packed(operations: &[(u32, u64, u64)]) -> Vec<Vec<(u64, u64)>> {
        let operations = operations.iter().map(|&(tree, start_ns, end_ns)| operation(tree, start_ns, end_ns)).collect();
        let spans = |row: &Slices| row.iter().map(|slice| (slice.start_ns, slice.end_ns())).collect();
        rows(operations, &mut Warnings::default()).iter().map(spans).collect()
    }

    #[test]
    fn what_overlaps_lies_in_rows_of_its_own_and_rows_are_used_again() {
        assert_eq!(packed(&[(0, 0, 10), (1, 5, 15), (2, 10, 20)]), [vec![(0, 10), (10, 20)], vec![(5, 15)]]);
        assert_eq!(packed(&[(0, 5, 5), (0, 5, 5)]), [vec![(5, 5), (5, 5)]]);
    }

    #[test]
    fn operations_of_one_id_stay_together_the_outer_above_the_inner() {
        let expect = [vec![(0, 100)], vec![(10, 20), (30, 90)], vec![(40, 50)]];
        assert_eq!(packed(&[(0, 30, 90), (0, 40, 50), (0, 0, 100), (0, 10, 20)]), expect);
        // Another tree takes rows that the first does not need.
        assert_eq!(packed(&[(0, 0, 10), (0, 2, 8), (1, 5, 20)]), [vec![(0, 10)], vec![(2, 8)], vec![(5, 20)]]);
    }
}
