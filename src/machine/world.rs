//! A Python program as what runs on a machine.

use super::guest::{Guest, Kept};
use crate::python::guest::{
    BlockedOn, Event, Limits, ObjectId, ObjectInfo, ProcessId, Ran, TaskInfo, ThreadId, ThreadStatus,
};
use crate::python::{Snapshot, World};

impl Kept for Snapshot {
    fn bytes(&self) -> u64 {
        Self::bytes(self)
    }
}

impl Guest for World {
    type Kept = Snapshot;

    fn keep(&mut self) -> Snapshot {
        self.snapshot()
    }

    fn go_back(&mut self, to: &Snapshot) {
        self.restore(to);
    }

    fn run(&mut self, thread: ThreadId, limits: &Limits) -> Ran {
        Self::run(self, thread, limits)
    }

    fn take_events(&mut self, events: &mut Vec<Event>) {
        events.append(&mut Self::take_events(self));
    }

    fn answer(&mut self, thread: ThreadId) {
        Self::answer(self, thread);
    }

    fn time_out(&mut self, thread: ThreadId) {
        Self::time_out(self, thread);
    }

    fn is_ready(&self, thread: ThreadId) -> bool {
        self.status(thread) == ThreadStatus::Ready
    }

    fn failure(&self) -> Option<&str> {
        self.exception()
    }

    fn process_of(&self, thread: ThreadId) -> ProcessId {
        Self::process_of(self, thread)
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        Self::thread_name(self, thread).to_owned()
    }

    fn process_name(&self, process: ProcessId) -> String {
        Self::process_name(self, process).to_owned()
    }

    fn line(&self, thread: ThreadId) -> u32 {
        Self::line(self, thread)
    }

    fn priority(&self, thread: ThreadId) -> i32 {
        Self::priority(self, thread)
    }

    fn weight(&self, thread: ThreadId) -> u32 {
        match self.share(thread) {
            0 => super::policy::USUAL_WEIGHT,
            share => share,
        }
    }

    fn object(&self, object: ObjectId) -> Option<ObjectInfo> {
        Some(Self::object(self, object))
    }

    fn blocked_on(&self, thread: ThreadId) -> Option<BlockedOn> {
        Self::blocked_on(self, thread)
    }

    fn task_name(&self, number: u32) -> String {
        Self::task_name(self, number).to_owned()
    }

    fn tasks(&self) -> Vec<TaskInfo> {
        Self::tasks(self)
    }

    fn label(&self, number: u32) -> String {
        Self::label(self, number).to_owned()
    }
}
