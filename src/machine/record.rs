//! What happens on a machine, as a growing trace.
//!
//! A lane for each core says which thread it runs, a lane for each thread what state that is in, a lane for each lock
//! (the interpreters' among them) who holds it, a lane for each task of an event loop when it runs. Queues, permits and
//! numbers of waiters are counters; starts, wake-ups, hand-overs and items are flows. A thread has the same task number
//! in every lane, so it has the same colour.
//!
//! It records what it is told and decides nothing. A trace that would grow beyond [`MOST_SLICES`] goes without the
//! rest, which is counted.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::guest::Guest;
use super::objects::{ObjectTrack, signal};
use super::tasks::{Step, TaskTracks};
use crate::python::guest::{Event, EventKind, ObjectId, SyncKind, ThreadId, Waits};
use crate::trace::{
    Counter, Flow, Instant, Lane, LaneKind, NO_TASK, NameId, Process, Scope, Slice, Slices, State, Strings, Trace,
};

/// How many slices are recorded at most, and as many flows, moments and values: 100 MB.
pub const MOST_SLICES: usize = 2_000_000;

/// A row that grows.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    slices: Slices,
    /// What goes on: since when, in nanoseconds.
    open: Option<Slice>,
}

impl Row {
    /// From `time_ns` on it is in `state`. True where a slice was added.
    pub(super) fn switch(&mut self, time_ns: u64, state: State, task: u32, name: NameId) -> bool {
        if self.open.is_some_and(|open| (open.state, open.task, open.name) == (state, task, name)) {
            return false;
        }
        let grew = self.close(time_ns);
        if !matches!(state, State::Idle | State::Terminated) {
            self.open = Some(Slice { start_ns: time_ns, duration_ns: 0, name, task, state });
        }
        grew
    }

    fn close(&mut self, end_ns: u64) -> bool {
        let Some(open) = self.open.take().filter(|open| open.start_ns < end_ns) else { return false };
        let last = self.slices.len().checked_sub(1).and_then(|last| self.slices.get(last));
        if let Some(last) = last
            && last.end_ns() == open.start_ns
            && (last.state, last.task, last.name) == (open.state, open.task, open.name)
        {
            self.slices.extend_last(end_ns);
            return false;
        }
        self.slices.push(Slice { duration_ns: end_ns - open.start_ns, ..open });
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.slices.is_empty() && self.open.is_none()
    }

    /// When its last slice that is over ended.
    pub(super) fn end_ns(&self) -> u64 {
        self.slices.span().map_or(0, |span| span.end_ns)
    }

    fn up_to(&self, end_ns: u64) -> Slices {
        let mut row = self.clone();
        row.close(end_ns);
        row.slices
    }
}

/// A lane, by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Thread(u32),
    Task(u32),
}

#[derive(Clone, Debug, Default)]
struct ThreadRow {
    row: Row,
    process: u32,
    name: String,
    /// The object that it is counted at, while it waits for one.
    waits_at: Option<ObjectId>,
}

/// A number over time.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    time_ns: Vec<u64>,
    value: Vec<f64>,
}

impl Values {
    pub(super) fn set(&mut self, time_ns: u64, value: f64) {
        if let (Some(last_ns), Some(last)) = (self.time_ns.last(), self.value.last_mut()) {
            if *last_ns == time_ns {
                *last = value;
                return;
            }
            if *last == value {
                return;
            }
        }
        // A thread that went ahead tells of its future; what others do before comes later.
        let time_ns = time_ns.max(self.time_ns.last().copied().unwrap_or(0));
        self.time_ns.push(time_ns);
        self.value.push(value);
    }
}

/// A growing trace of a machine.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    strings: Strings,
    cores: Vec<Row>,
    threads: Vec<ThreadRow>,
    /// Rows and numbers of waiters of the interpreters' locks, by process.
    gils: Vec<(Row, Values)>,
    objects: BTreeMap<u32, ObjectTrack>,
    tasks: TaskTracks,
    counts: BTreeMap<String, Values>,
    flows: Vec<(NameId, At, u64, At, u64)>,
    instants: Vec<(NameId, At, u64)>,
    steps: Vec<u32>,
    size: usize,
    dropped: u64,
    end_ns: u64,
}

impl Recorder {
    pub(super) fn new(cores: u32) -> Self {
        Self { cores: vec![Row::default(); cores as usize], ..Self::default() }
    }

    /// Whom the scheduler picked, each time it had to, in order: with the seed, all that a run can be repeated with.
    #[must_use]
    pub fn steps(&self) -> &[u32] {
        &self.steps
    }

    pub(super) fn picked(&mut self, thread: u32) {
        if self.steps.len() < MOST_SLICES {
            self.steps.push(thread);
        }
    }

    /// Whether there is room for one more of anything.
    fn has_room(&mut self) -> bool {
        let has_room = self.size < MOST_SLICES;
        self.size += usize::from(has_room);
        self.dropped += u64::from(!has_room);
        has_room
    }

    pub(super) fn core(&mut self, core: usize, time_ns: u64, state: State, thread: Option<u32>) {
        self.end_ns = self.end_ns.max(time_ns);
        if state != State::Idle && !self.has_room() {
            return;
        }
        let name = match thread {
            Some(thread) => self.threads.get(thread as usize).map_or("", |row| &row.name),
            None if state == State::Overhead => "switch",
            None => "",
        };
        let name = self.strings.intern(name);
        self.cores[core].switch(time_ns, state, thread.unwrap_or(NO_TASK), name);
    }

    pub(super) fn born(&mut self, thread: u32, process: u32, name: String) {
        if self.threads.len() <= thread as usize {
            self.threads.resize(thread as usize + 1, ThreadRow::default());
        }
        let row = &mut self.threads[thread as usize];
        (row.process, row.name) = (process, name);
    }

    pub(super) fn thread(&mut self, thread: u32, time_ns: u64, state: State, name: &str) {
        self.end_ns = self.end_ns.max(time_ns);
        if state != State::Terminated && !self.has_room() {
            return;
        }
        let name = self.strings.intern(name);
        if let Some(it) = self.threads.get_mut(thread as usize) {
            it.row.switch(time_ns, state, thread, name);
        }
    }

    pub(super) fn gil(&mut self, process: u32, time_ns: u64, holder: Option<u32>, waiting: usize) {
        if !self.has_room() {
            return;
        }
        if self.gils.len() <= process as usize {
            self.gils.resize(process as usize + 1, Default::default());
        }
        let name = holder.and_then(|holder| self.threads.get(holder as usize)).map_or("", |row| &row.name);
        let name = self.strings.intern(name);
        let (row, waiters) = &mut self.gils[process as usize];
        let state = if holder.is_some() { State::Running } else { State::Idle };
        row.switch(time_ns, state, holder.unwrap_or(NO_TASK), name);
        waiters.set(time_ns, waiting as f64);
    }

    pub(super) fn count(&mut self, name: &str, time_ns: u64, value: usize) {
        if self.has_room() {
            match self.counts.get_mut(name) {
                Some(values) => values.set(time_ns, value as f64),
                None => self.counts.entry(name.to_owned()).or_default().set(time_ns, value as f64),
            }
        }
    }

    pub(super) fn flow(&mut self, name: &str, from: u32, from_ns: u64, to: u32, to_ns: u64) {
        if self.has_room() {
            let name = self.strings.intern(name);
            self.flows.push((name, At::Thread(from), from_ns, At::Thread(to), to_ns.max(from_ns)));
        }
    }

    fn instant(&mut self, name: &str, thread: u32, time_ns: u64) {
        if self.has_room() {
            let name = self.strings.intern(name);
            self.instants.push((name, At::Thread(thread), time_ns));
        }
    }

    /// `thread` no longer waits: its time was up.
    pub(super) fn timed_out(&mut self, thread: u32, time_ns: u64) {
        self.instant("timed out", thread, time_ns);
        self.waits_no_more(thread, time_ns);
    }

    fn object<G: Guest>(&mut self, object: ObjectId, guest: &G) -> Option<&mut ObjectTrack> {
        if !self.has_room() {
            return None;
        }
        let info = guest.object(object);
        let track = match self.objects.entry(object.0) {
            Entry::Occupied(track) => track.into_mut(),
            Entry::Vacant(place) => place.insert(ObjectTrack::new(info.as_ref()?)),
        };
        // A lock is made before it is stored in the variable it is called by.
        if let Some(info) = info {
            (track.name, track.is_hidden) = (info.name, info.is_hidden);
        }
        Some(track).filter(|track| !track.is_hidden)
    }

    /// `thread` did something at `time_ns`.
    pub(super) fn event<G: Guest>(&mut self, thread: u32, time_ns: u64, event: &Event, guest: &G) {
        let by = event.thread.0;
        match &event.kind {
            EventKind::Acquired(object) => self.held(*object, by, time_ns, true, guest),
            EventKind::Released(object) => self.held(*object, by, time_ns, false, guest),
            EventKind::Blocked(waits) => self.waits(by, *waits, time_ns, guest),
            EventKind::Woken { thread: woken, waited_for } => {
                self.waits_no_more(woken.0, time_ns);
                let name = match waited_for {
                    Waits::Object(_) => "wake",
                    Waits::Thread(_) | Waits::Process(_) => "join",
                };
                self.flow(name, thread, time_ns, woken.0, time_ns);
            }
            EventKind::Put(object, count) => {
                if let Some(track) = self.object(*object, guest) {
                    track.count.set(time_ns, f64::from(*count));
                    track.items.push_back((by, time_ns));
                }
            }
            EventKind::Got(object, count) => {
                let put = self.object(*object, guest).and_then(|track| {
                    track.count.set(time_ns, f64::from(*count));
                    if track.kind == SyncKind::LifoQueue { track.items.pop_back() } else { track.items.pop_front() }
                });
                if let Some((putter, put_ns)) = put {
                    self.flow("item", putter, put_ns, by, time_ns);
                }
            }
            EventKind::Signalled(object) => {
                if let Some(track) = self.object(*object, guest) {
                    let signal = signal(track.kind, &track.name);
                    self.instant(&signal, by, time_ns);
                }
            }
            EventKind::Mark(label) => self.instant(&guest.label(*label), by, time_ns),
            EventKind::Output { error, .. } => {
                self.instant(if *error { "writes to standard error" } else { "writes" }, by, time_ns);
            }
            EventKind::LoopReady(count) => {
                let name = match self.threads.get(thread as usize) {
                    Some(row) if thread > 0 => format!("ready callbacks of {}", row.name),
                    _ => "ready callbacks".to_owned(),
                };
                self.count(&name, time_ns, *count as usize);
            }
            EventKind::TaskReady(task) => self.task(by, *task, time_ns, Step::Ready, guest),
            EventKind::TaskBegins(task) => self.task(by, *task, time_ns, Step::Begins, guest),
            EventKind::TaskWaits { task, on } => self.task(by, *task, time_ns, Step::Waits(on.clone()), guest),
            EventKind::TaskEnds(task) => self.task(by, *task, time_ns, Step::Ends, guest),
            EventKind::Killed(killed) => self.waits_no_more(killed.0, time_ns),
            EventKind::Created(_)
            | EventKind::Started(_)
            | EventKind::Ended
            | EventKind::ProcessStarted(_)
            | EventKind::ProcessEnded(..) => {}
        }
    }

    fn task<G: Guest>(&mut self, by: u32, task: u32, time_ns: u64, step: Step, guest: &G) {
        if !self.has_room() {
            return;
        }
        let is_new = !self.tasks.has(task);
        let name = guest.task_name(task);
        if let Some(cause) = self.tasks.step(&mut self.strings, by, time_ns, task, &name, step)
            && self.has_room()
        {
            let name = self.strings.intern(if is_new { "start" } else { "wake" });
            self.flows.push((name, At::Task(cause), time_ns, At::Task(task), time_ns));
        }
    }

    fn held<G: Guest>(&mut self, object: ObjectId, by: u32, time_ns: u64, is_taken: bool, guest: &G) {
        let name = self.threads.get(by as usize).map_or("", |row| &row.name);
        let name = self.strings.intern(name);
        let info = guest.object(object);
        let Some(track) = self.object(object, guest) else { return };
        if matches!(track.kind, SyncKind::Semaphore | SyncKind::BoundedSemaphore) {
            // What is left after this stretch of the program; a permit that is taken and given back in it is not seen.
            track.count.set(time_ns, info.map_or(0.0, |info| f64::from(info.count)));
        }
        match is_taken {
            true => track.taken(by, time_ns, name),
            false => track.given_back(by, time_ns, name),
        }
    }

    fn waits<G: Guest>(&mut self, thread: u32, waits: Waits, time_ns: u64, guest: &G) {
        self.waits_no_more(thread, time_ns);
        let Waits::Object(object) = waits else { return };
        if let Some(track) = self.object(object, guest) {
            track.waiters += 1;
            let waiters = f64::from(track.waiters);
            track.waiting.set(time_ns, waiters);
            if let Some(row) = self.threads.get_mut(thread as usize) {
                row.waits_at = Some(object);
            }
        }
    }

    /// `thread` was woken, its time was up, or it is gone.
    fn waits_no_more(&mut self, thread: u32, time_ns: u64) {
        let object = self.threads.get_mut(thread as usize).and_then(|row| row.waits_at.take());
        if let Some(track) = object.and_then(|object| self.objects.get_mut(&object.0)) {
            track.waiters = track.waiters.saturating_sub(1);
            let waiters = f64::from(track.waiters);
            track.waiting.set(time_ns, waiters);
        }
    }

    pub(super) fn end(&mut self, end_ns: u64) {
        self.end_ns = self.end_ns.max(end_ns);
    }

    /// What has been recorded so far. What is still going on ends where the recording ends.
    #[must_use]
    pub fn trace(&self, process_name: impl Fn(u32) -> String) -> Trace {
        self.trace_up_to(0, process_name)
    }

    /// The same, with what is still going on up to `present_ns`, where nothing was recorded as late as that: of a thread
    /// that computes and never ends, its beginning is all that happened.
    #[must_use]
    pub fn trace_up_to(&self, present_ns: u64, process_name: impl Fn(u32) -> String) -> Trace {
        let mut trace = Trace { strings: self.strings.clone(), dropped: self.dropped, ..Trace::default() };
        let processes = self.threads.iter().map(|thread| thread.process + 1).max().unwrap_or(1);
        // The machine itself is one more, where there are several to tell it from.
        let machine = u32::from(processes > 1);
        if processes > 1 {
            let name = trace.strings.intern("machine");
            trace.processes.push(Process { number: 0, name });
            for process in 0..processes {
                let name = trace.strings.intern(&process_name(process));
                trace.processes.push(Process { number: u64::from(process) + 1, name });
            }
        }
        let end_ns = self.end_ns.max(present_ns);
        let add = |trace: &mut Trace, name: &str, process: u32, kind: LaneKind, row: &Row| {
            let name = trace.strings.intern(name);
            let thread = trace.lanes.len() as u64 + 1;
            let lane = Lane { name, process, thread, kind, slices: row.up_to(end_ns), ..Lane::default() };
            trace.lanes.push(lane);
            trace.lanes.len() as u32 - 1
        };
        for (core, row) in self.cores.iter().enumerate() {
            add(&mut trace, &format!("core {}", core + 1), 0, LaneKind::Resource, row);
        }
        let mut lanes = vec![0; self.threads.len()];
        let mut tasks = BTreeMap::new();
        for process in 0..processes {
            for (thread, it) in self.threads.iter().enumerate().filter(|(_, it)| it.process == process) {
                lanes[thread] = add(&mut trace, &it.name, process + machine, LaneKind::Worker, &it.row);
                let (event_loop, its) = self.tasks.of(thread as u32);
                if let Some(row) = event_loop {
                    add(&mut trace, "event loop", process + machine, LaneKind::Resource, row);
                }
                for (number, task) in its {
                    let lane = add(&mut trace, &task.name, process + machine, LaneKind::Resource, &task.row);
                    tasks.insert(number, lane);
                }
            }
            if let Some((row, _)) = self.gils.get(process as usize) {
                add(&mut trace, "GIL", process + machine, LaneKind::Resource, row);
            }
        }
        for (name, row) in self.objects.values().filter(|track| !track.is_hidden).flat_map(ObjectTrack::lanes) {
            add(&mut trace, &name, 0, LaneKind::Resource, row);
        }
        let lane_of = |at: &At| match at {
            At::Thread(thread) => lanes.get(*thread as usize).copied().unwrap_or(0),
            At::Task(task) => tasks.get(task).copied().unwrap_or(0),
        };
        let flow = |(name, from, from_ns, to, to_ns): &(NameId, At, u64, At, u64)| Flow {
            name: *name,
            from_lane: lane_of(from),
            from_ns: *from_ns,
            to_lane: lane_of(to),
            to_ns: *to_ns,
        };
        trace.flows = self.flows.iter().map(flow).collect();
        trace.flows.sort_by_key(|flow| (flow.from_ns, flow.to_ns));
        let instant = |(name, at, time_ns): &(NameId, At, u64)| Instant {
            name: *name,
            lane: lane_of(at),
            scope: Scope::Thread,
            time_ns: *time_ns,
        };
        trace.instants = self.instants.iter().map(instant).collect();
        trace.instants.sort_by_key(|instant| instant.time_ns);
        self.add_counters(&mut trace, machine);
        trace
    }

    fn add_counters(&self, trace: &mut Trace, machine: u32) {
        let mut add = |name: &str, series: &str, process: u32, values: &Values| {
            if !values.time_ns.is_empty() {
                let (name, series) = (trace.strings.intern(name), trace.strings.intern(series));
                let (time_ns, value) = (values.time_ns.clone(), values.value.clone());
                trace.counters.push(Counter { name, series, process, time_ns, value });
            }
        };
        for (name, values) in &self.counts {
            add(name, "", 0, values);
        }
        for (process, (_, values)) in self.gils.iter().enumerate() {
            add("waiting for the GIL", "", process as u32 + machine, values);
        }
        for track in self.objects.values().filter(|track| !track.is_hidden) {
            add(track.counted(), &track.name, 0, &track.count);
            add("waiting", &track.name, 0, &track.waiting);
        }
    }

    /// What a thread is called.
    #[must_use]
    pub fn thread_name(&self, thread: ThreadId) -> &str {
        self.threads.get(thread.0 as usize).map_or("", |row| &row.name)
    }
}
