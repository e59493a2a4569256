//! The life of each task, in a trace of any size.

use std::collections::HashMap;

use rayon::prelude::*;

use super::TaskTimes;
use super::innermost::Innermost;
use crate::time::Span;
use crate::trace::{Lane, LaneKind, NO_TASK, Trace};

/// Whether any slice of `trace` belongs to a task.
#[must_use]
pub fn has_tasks(trace: &Trace) -> bool {
    trace.lanes.par_iter().any(|lane| lane.rows().any(|row| row.iter().any(|slice| slice.task != NO_TASK)))
}

/// The life of each task, by task number: what [`super::Metrics::tasks`] says, for a trace of any size. O(n) for n
/// slices, and O(t log t) for t tasks in each lane.
#[must_use]
pub fn task_times(trace: &Trace) -> Vec<TaskTimes> {
    let mut parts: Vec<TaskTimes> = trace.lanes.par_iter().flat_map_iter(of_lane).collect();
    parts.par_sort_unstable_by_key(|times| times.task);
    let merged = |times: &[TaskTimes]| {
        times[1..].iter().fold(times[0], |mut all, part| {
            all.span = all.span.union(part.span);
            all.running_ns += part.running_ns;
            all.runnable_ns += part.runnable_ns;
            all.waiting_ns += part.waiting_ns;
            all.overhead_ns += part.overhead_ns;
            all.first_run_ns = all.first_run_ns.into_iter().chain(part.first_run_ns).min();
            all
        })
    };
    parts.chunk_by(|one, other| one.task == other.task).map(merged).collect()
}

fn of_lane(lane: &Lane) -> Vec<TaskTimes> {
    if lane.kind == LaneKind::Resource {
        return Vec::new();
    }
    let mut tasks: Vec<TaskTimes> = Vec::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    // Where the last task is: most often it is the next one, too.
    let mut last = (NO_TASK, 0);
    for piece in Innermost::of(lane).filter(|piece| piece.task != NO_TASK) {
        let span = Span::new(piece.start_ns, piece.end_ns);
        if piece.task != last.0 {
            let place = *places.entry(piece.task).or_insert(tasks.len());
            if place == tasks.len() {
                tasks.push(TaskTimes { task: piece.task, span, ..TaskTimes::default() });
            }
            last = (piece.task, place);
        }
        tasks[last.1].take(span, piece.state);
    }
    tasks
}
