//! What each lane did with its time.

use rayon::prelude::*;

use super::innermost::Innermost;
use crate::trace::{Lane, LaneKind, State, Trace};

/// The figures of one lane.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LaneFigures {
    /// How many slices there are in all of its rows.
    pub slices: u64,
    /// How long it executes, overhead included, in nanoseconds. Zero for lanes of what is in flight: nobody executes
    /// there.
    pub busy_ns: u64,
    /// How long it waits for something other than a core, in nanoseconds; summed over the rows where these do not nest.
    pub waiting_ns: u64,
    /// How long it could execute and does not get to, in nanoseconds; summed like [`Self::waiting_ns`].
    pub runnable_ns: u64,
    /// Busy time over the makespan of the trace: 1 where it executes all the time.
    pub utilisation: f64,
    /// How often a worker's execution is switched: see [`context_switches`].
    pub context_switches: u64,
}

/// The figures of each lane, by its index. O(n) for n slices.
#[must_use]
pub fn by_lane(trace: &Trace) -> Vec<LaneFigures> {
    let makespan_ns = trace.span().duration_ns();
    trace.lanes.par_iter().map(|lane| of_lane(lane, makespan_ns)).collect()
}

fn of_lane(lane: &Lane, makespan_ns: u64) -> LaneFigures {
    let mut figures = LaneFigures { slices: lane.rows().map(|row| row.len() as u64).sum(), ..LaneFigures::default() };
    let executes = matches!(lane.kind, LaneKind::Worker | LaneKind::Main);
    let mut switches = Switches::default();
    let mut state_ns = [0u64; State::ALL.len()];
    for piece in Innermost::of(lane) {
        let duration_ns = piece.end_ns - piece.start_ns;
        state_ns[piece.state as usize] += duration_ns;
        if duration_ns > 0 {
            switches.take(piece.state, piece.task);
        }
    }
    let time_in = |state: State| state_ns[state as usize];
    figures.busy_ns = if executes { State::ALL.into_iter().filter(|s| s.is_busy()).map(time_in).sum() } else { 0 };
    (figures.waiting_ns, figures.runnable_ns) = (time_in(State::Waiting), time_in(State::Runnable));
    figures.context_switches = if lane.kind == LaneKind::Worker { switches.count } else { 0 };
    figures.utilisation = if makespan_ns == 0 { 0.0 } else { figures.busy_ns as f64 / makespan_ns as f64 };
    figures
}

/// How often the execution of a worker's lane is switched; zero for other lanes.
///
/// A *context switch* saves the state of what executes and restores that of what executes next (Silberschatz, Galvin
/// and Gagne, *Operating System Concepts*, 10th ed., section 3.2.3). In a trace it is seen when a lane executes again:
/// one switch is counted where it then executes another task than before, and one where, for the same task or for none,
/// it was runnable (it was preempted) or waiting (it blocked) in between: what `getrusage` counts as involuntary and
/// voluntary switches. Overhead and idle time are neither: a worker that takes up its own task again after a pause has
/// not switched. The first execution in a lane is no switch.
#[must_use]
pub fn context_switches(lane: &Lane) -> u64 {
    of_lane(lane, 0).context_switches
}

/// Counts the switches in a succession of what a lane does.
#[derive(Default)]
struct Switches {
    count: u64,
    /// The task that executed last; none before the first.
    last: Option<u32>,
    /// Whether it was off its core since.
    was_off: bool,
}

impl Switches {
    fn take(&mut self, state: State, task: u32) {
        match state {
            State::Running => {
                let is_switch = self.last.is_some_and(|last| last != task || self.was_off);
                self.count += u64::from(is_switch);
                (self.last, self.was_off) = (Some(task), false);
            }
            State::Runnable | State::Waiting => self.was_off = true,
            State::Idle | State::New | State::Overhead | State::Terminated => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, NO_TASK, Recording};

    fn check(switches: &[(u64, State, u32)], expect: u64) {
        let mut recording = Recording::new(["work"]);
        let lane = recording.add_worker("worker 1", 0);
        for &(time_ns, state, task) in switches {
            recording.record(lane, Event::Switch { time_ns, state, task, name: 0 });
        }
        recording.advance(100);
        assert_eq!(context_switches(&recording.trace().lanes[0]), expect, "{switches:?}");
    }

    #[test]
    fn a_switch_is_another_task_or_the_same_after_it_was_off_its_core() {
        use State::{Idle, Overhead, Runnable, Running, Waiting};
        check(&[], 0);
        check(&[(0, Waiting, 0), (5, Running, 0)], 0);
        check(&[(0, Running, 0), (5, Running, 1), (9, Running, 0)], 2);
        check(&[(0, Running, 0), (5, Idle, NO_TASK), (9, Running, 0)], 0);
        check(&[(0, Running, 0), (5, Overhead, 0), (9, Running, 1)], 1);
        check(&[(0, Running, 0), (5, Waiting, 0), (7, Runnable, 0), (9, Running, 0)], 1);
        check(&[(0, Running, NO_TASK), (5, Runnable, NO_TASK), (9, Running, NO_TASK)], 1);
        check(&[(0, Running, 0), (5, Waiting, 0), (9, Waiting, 1)], 0);
    }
}
