//! Tasks of event loops as part of a growing trace: a lane for each task, with what it awaits, and a lane for each loop,
//! which says what task it executes.
//!
//! They are lanes of resources: what a task does its thread does too, and no figure counts it twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record::Row;
use crate::trace::{State, Strings};

/// Tasks beyond this number have no lane of their own. Their loop's lane shows them all the same.
pub const MOST_LANES: usize = 256;

/// What a task's lane is made of.
#[derive(Clone, Debug, Default)]
pub struct TaskTrack {
    /// What it is called.
    pub name: String,
    /// The thread whose loop executes it.
    pub thread: u32,
    /// What it does.
    pub row: Row,
}

/// The tasks of all event loops.
#[derive(Clone, Debug, Default)]
pub struct TaskTracks {
    tasks: BTreeMap<u32, TaskTrack>,
    /// What each thread's loop executes, and the number of the task that it does.
    loops: BTreeMap<u32, (Row, Option<u32>)>,
}

/// What a task does next.
#[derive(Clone, Debug)]
pub enum Step {
    /// It could go on.
    Ready,
    /// It goes on.
    Begins,
    /// It awaits this.
    Waits(Arc<str>),
    /// It is done.
    Ends,
}

impl TaskTracks {
    /// Task `number`, which is called `name`, takes a step on `thread`. The task that made it ready, where one did.
    pub(super) fn step(
        &mut self,
        strings: &mut Strings,
        thread: u32,
        time_ns: u64,
        number: u32,
        name: &str,
        step: Step,
    ) -> Option<u32> {
        let (event_loop, running) = self.loops.entry(thread).or_default();
        let cause = running.filter(|&cause| matches!(step, Step::Ready) && cause != number);
        let colour = colour(number);
        match &step {
            Step::Begins => {
                *running = Some(number);
                let name = strings.intern(name);
                event_loop.switch(time_ns, State::Running, colour, name);
            }
            _ if *running == Some(number) => {
                *running = None;
                event_loop.switch(time_ns, State::Idle, colour, 0);
            }
            _ => {}
        }
        if self.tasks.len() >= MOST_LANES && !self.tasks.contains_key(&number) {
            return None;
        }
        let track = self.tasks.entry(number).or_default();
        if track.name != name {
            name.clone_into(&mut track.name);
        }
        let (state, on) = match &step {
            Step::Ready => (State::Runnable, ""),
            Step::Begins => {
                track.thread = thread;
                (State::Running, "")
            }
            Step::Waits(on) => (State::Waiting, &**on),
            Step::Ends => (State::Terminated, ""),
        };
        let on = strings.intern(on);
        track.row.switch(time_ns, state, colour, on);
        cause.filter(|cause| self.tasks.contains_key(cause))
    }

    /// Whether the task has a lane.
    pub(super) fn has(&self, number: u32) -> bool {
        self.tasks.contains_key(&number)
    }

    /// The loop of `thread` as a row, and its tasks by number.
    pub(super) fn of(&self, thread: u32) -> (Option<&Row>, impl Iterator<Item = (u32, &TaskTrack)>) {
        let is_its = move |(_, track): &(&u32, &TaskTrack)| track.thread == thread;
        let row = self.loops.get(&thread).map(|event_loop| &event_loop.0).filter(|row| !row.is_empty());
        (row, self.tasks.iter().filter(is_its).map(|(&number, track)| (number, track)))
    }
}

/// Tasks have colours of their own, after that of the main thread.
fn colour(number: u32) -> u32 {
    number + 1
}
