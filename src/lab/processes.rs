//! Processes: workers with a memory of their own, which get arguments and send results as copies.
//!
//! The parent hands out one task at a time to whichever child is free, and takes in the results. How messages
//! travel is not its business: pipes natively, `postMessage` in the page. [`Parent`] and [`Child`] say what is sent
//! and record what it cost: start-up, copying on either side, and arrows for the messages.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::drive::{Open, drive_with};
use super::hand_out::ranges;
use super::plan::name;
use super::{Control, Host, Outcome, Plan, PlanError, Prepared, RunError};
use crate::record::{LaneReader, LaneWriter, Record, lane};
use crate::time::Clock;
use crate::trace::{Event, NO_TASK, State};
use crate::workload::{Payload, Results, Workload, build};

/// What a child is asked to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Which task.
    pub task: u32,
    /// A copy of what it works on.
    pub arguments: Vec<Payload>,
}

/// What a child sends back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Which task.
    pub task: u32,
    /// A copy of what it found.
    pub result: Payload,
    /// What the child recorded since its last reply, as little-endian words of 64 bits, two a record.
    pub records: Payload,
    /// How many records the child has had to drop so far.
    pub dropped: u64,
}

/// Number of the arrow that carries a task's arguments; the next one carries its result.
fn flow_of(task: u32) -> u32 {
    task * 2
}

/// The side that hands out tasks.
pub struct Parent<C> {
    workload: Arc<dyn Workload>,
    main: LaneWriter<C>,
    lanes: Vec<LaneWriter<C>>,
    idle: Vec<bool>,
    results: Results,
    /// Phases that are not handed out yet, the current one last.
    phases: Vec<Range<u32>>,
    /// Tasks that are handed out and not back.
    under_way: u32,
    control: Arc<Control>,
}

impl<C: Clock> Parent<C> {
    /// The parent of a run; its children are still to be started.
    ///
    /// # Errors
    /// Where the run has no lane for a parent: its model is not [`super::Model::Processes`].
    pub fn new(prepared: Prepared<C>, control: Arc<Control>) -> Result<Self, RunError> {
        let mut lanes = prepared.writers;
        if lanes.len() < 2 {
            return Err(RunError::Messages);
        }
        let main = lanes.remove(0);
        let counts = prepared.workload.phases();
        let mut phases = ranges(&counts);
        phases.reverse();
        let results = Results::new(counts.iter().sum());
        let idle = vec![false; lanes.len()];
        Ok(Self { workload: prepared.workload, main, lanes, idle, results, phases, under_way: 0, control })
    }

    /// How many children there are to be.
    #[must_use]
    pub fn child_count(&self) -> usize {
        self.lanes.len()
    }

    /// Notes that `child` is being started.
    pub fn starting(&mut self, child: usize) {
        self.lanes[child].switch(State::New, NO_TASK, name::START);
        self.lanes[child].publish();
    }

    /// Notes that `child` can take tasks.
    pub fn ready(&mut self, child: usize) {
        self.lanes[child].switch(State::Idle, NO_TASK, name::NONE);
        self.lanes[child].publish();
        self.idle[child] = true;
    }

    /// The next task, once its phase has begun.
    fn next_task(&mut self) -> Option<u32> {
        while self.phases.last()?.is_empty() {
            if self.under_way > 0 {
                return None;
            }
            self.phases.pop();
        }
        self.phases.last_mut()?.next()
    }

    /// Gives every idle child a task, as long as there are some. `send` copies the request and sends it.
    ///
    /// # Errors
    /// The first error of `send`.
    pub fn hand_out<E>(&mut self, mut send: impl FnMut(usize, &Request) -> Result<(), E>) -> Result<(), E> {
        while let Some(child) = self.idle.iter().position(|idle| *idle) {
            if self.control.is_cancelled() {
                break;
            }
            let Some(task) = self.next_task() else { break };
            self.idle[child] = false;
            self.under_way += 1;
            let time_ns = self.main.switch(State::Overhead, task, name::COPY_ARGUMENTS);
            self.main.event(Event::FlowOut { time_ns, id: flow_of(task), name: name::ARGUMENTS });
            let arguments = self.workload.arguments(task, &self.results);
            let arguments = arguments.into_iter().map(Arc::unwrap_or_clone).collect();
            send(child, &Request { task, arguments })?;
            self.main.switch(State::Idle, NO_TASK, name::NONE);
            self.main.beat();
        }
        Ok(())
    }

    /// Takes in what `child` sent. `read` makes a reply of the message.
    ///
    /// # Errors
    /// The error of `read`.
    pub fn receive<E>(&mut self, child: usize, read: impl FnOnce() -> Result<Reply, E>) -> Result<(), E> {
        let start_ns = self.main.now_ns();
        let reply = read()?;
        let (task, name) = (reply.task, name::COPY_RESULT);
        self.main.event(Event::Switch { time_ns: start_ns, state: State::Overhead, task, name });
        self.main.event(Event::FlowIn { time_ns: start_ns, id: flow_of(task) + 1 });
        self.progress(child, &reply.records);
        self.workload.accept(task, &reply.result);
        self.results.set(task, reply.result);
        self.control.task_done();
        self.under_way = self.under_way.saturating_sub(1);
        self.idle[child] = true;
        self.main.switch(State::Idle, NO_TASK, name::NONE);
        self.main.beat();
        Ok(())
    }

    /// Takes in what `child` has recorded since it last said so.
    pub fn progress(&mut self, child: usize, records: &Payload) {
        let (records, _) = records.numbers().as_chunks::<2>();
        for record in records {
            self.lanes[child].push(record[0], *record);
        }
        self.lanes[child].beat();
    }

    /// Whether every task is complete.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.results.is_complete()
    }

    /// Ends the run and checks its answer.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        self.main.publish();
        Outcome { answer: self.is_over().then(|| self.workload.answer(&self.results)) }
    }
}

/// The side that does tasks, in a memory of its own.
pub struct Child<H: Host> {
    workload: Arc<dyn Workload>,
    host: H,
    writer: LaneWriter<H::Clock>,
    tap: Tap,
}

/// What a child has recorded and not sent yet. Clones share what was sent.
#[derive(Clone, Debug)]
pub struct Tap {
    reader: LaneReader,
    sent: Arc<AtomicUsize>,
}

impl Tap {
    /// The records since the last call, for [`Parent::progress`].
    #[must_use]
    pub fn take(&self) -> Payload {
        let records: Vec<Record> = self.reader.read(self.sent.load(Ordering::Relaxed)).collect();
        self.sent.fetch_add(records.len(), Ordering::Relaxed);
        Payload::Numbers(records.into_flattened())
    }
}

impl<H: Host> Child<H> {
    /// A child of a run under `plan`.
    ///
    /// # Errors
    /// Where a setting is out of range.
    pub fn new(plan: &Plan, host: H) -> Result<Self, PlanError> {
        plan.check()?;
        let workload = build(&plan.config)?;
        let (writer, reader) = lane(plan.records_per_lane as usize, host.clock());
        Ok(Self { workload, host, writer, tap: Tap { reader, sent: Arc::default() } })
    }

    /// A way to read what it records while it serves, such as from [`Host::between_steps`].
    #[must_use]
    pub fn tap(&self) -> Tap {
        self.tap.clone()
    }

    /// Does what is asked. `arrived_ns` is when the message came, before it was read into `request`.
    pub fn serve(&mut self, arrived_ns: u64, request: Request) -> Reply {
        let Request { task, arguments } = request;
        let (state, name) = (State::Overhead, name::COPY_ARGUMENTS);
        self.writer.event(Event::Switch { time_ns: arrived_ns, state, task, name });
        self.writer.event(Event::FlowIn { time_ns: arrived_ns, id: flow_of(task) });
        let arguments = arguments.into_iter().map(Arc::new).collect();
        let (workload, host) = (&*self.workload, &self.host);
        let never = Control::default();
        let result = drive_with(workload, task, arguments, &mut self.writer, host, &never, &mut Open);
        let time_ns = self.writer.switch(State::Idle, NO_TASK, name::NONE);
        self.writer.event(Event::FlowOut { time_ns, id: flow_of(task) + 1, name: name::RESULT });
        self.writer.publish();
        Reply { task, result: result.unwrap_or_default(), records: self.tap.take(), dropped: self.tap.reader.dropped() }
    }
}
