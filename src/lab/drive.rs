//! Driving one task to its end on the calling worker, and recording it.

use std::sync::Arc;

use super::plan::name::of_label;
use super::{Control, Host};
use crate::record::LaneWriter;
use crate::trace::State;
use crate::workload::{Payload, Results, Step, Workload};

/// What an execution model does around the computing of a task.
pub trait Gate<C> {
    /// Before the task computes: returns when it may.
    fn enter(&mut self, lane: &mut LaneWriter<C>, task: u32) {
        let _ = (lane, task);
    }

    /// Between two steps: may let others go first. True where it did, so that the task's slice starts anew.
    fn between_steps(&mut self, lane: &mut LaneWriter<C>, task: u32) -> bool {
        let _ = (lane, task);
        false
    }

    /// Before the task waits: others may compute meanwhile.
    fn leave(&mut self) {}
}

/// Nothing in the way.
pub struct Open;

impl<C> Gate<C> for Open {}

/// Runs `task` to its end and keeps its result; leaves it where the run is cancelled.
///
/// The lane is left in the task's last slice: the next stamp ends it, so that one stamp serves both.
#[inline]
pub fn drive<H: Host>(
    workload: &dyn Workload,
    task: u32,
    results: &Results,
    lane: &mut LaneWriter<H::Clock>,
    host: &H,
    control: &Control,
    gate: &mut impl Gate<H::Clock>,
) {
    let arguments = workload.arguments(task, results);
    if let Some(result) = drive_with(workload, task, arguments, lane, host, control, gate) {
        results.set(task, result);
        control.task_done();
    }
}

/// [`drive`] with arguments that are at hand; returns the result, none where the run is cancelled.
pub fn drive_with<H: Host>(
    workload: &dyn Workload,
    number: u32,
    arguments: Vec<Arc<Payload>>,
    lane: &mut LaneWriter<H::Clock>,
    host: &H,
    control: &Control,
    gate: &mut impl Gate<H::Clock>,
) -> Option<Payload> {
    gate.enter(lane, number);
    let mut task = workload.start(number, arguments);
    lane.switch(State::Running, number, of_label(task.label()));
    loop {
        match task.step() {
            Step::More => {
                lane.beat();
                host.between_steps();
                if control.is_cancelled() {
                    return None;
                }
                if gate.between_steps(lane, number) {
                    lane.switch(State::Running, number, of_label(task.label()));
                }
            }
            Step::Wait { duration_ns, label } => {
                let start_ns = lane.switch(State::Waiting, number, of_label(label));
                gate.leave();
                control.sleep_until(host, lane, start_ns + duration_ns);
                if control.is_cancelled() {
                    return None;
                }
                gate.enter(lane, number);
                lane.switch(State::Running, number, of_label(task.label()));
            }
            Step::Done(result) => return Some(result),
        }
    }
}
