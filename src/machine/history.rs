//! Going back and forth in a run.
//!
//! A machine is a value and its run is a function of it, so the past is a snapshot and what was executed since. There
//! are never more than [`MOST_SNAPSHOTS`], nor more than fit in [`MOST_BYTES`]: when there would be, every second one goes
//! and the distance doubles. So a run
//! of a million instructions has one every [`FIRST_DISTANCE`] ticks or so, and any moment is reached by executing a
//! fraction of a millisecond's worth.
//!
//! A moment is a *tick*: the number of instructions executed and things that happened before it. Every tick is a state.
//! Nothing is undone here, and nothing recorded twice: the recorder rests while the past is looked at.

use super::engine::{End, Machine, Moment, Now};
use super::guest::Guest;
use super::record::Recorder;
use crate::python::guest::ThreadId;

/// How many snapshots are kept at most.
pub const MOST_SNAPSHOTS: usize = 128;
/// How much memory snapshots may take, in bytes; two are kept in any case.
pub const MOST_BYTES: u64 = 256 << 20;
/// How many ticks lie between two snapshots at first.
pub const FIRST_DISTANCE: u64 = 16_384;

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// One instruction of the bytecode.
    Instruction,
    /// Until a thread that has a core is at another line, or another thread has a core.
    Line,
    /// Until another thread has a core.
    Switch,
    /// Until something happens: a timer goes off, a thread stops, a core goes on with another thread.
    Event,
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Made {
    /// It is made.
    Yes,
    /// It goes on: ask again.
    NotYet,
    /// The run ended before.
    Over,
}

/// A run, and the moment of it that is looked at.
#[derive(Clone, Debug)]
pub struct History<G: Guest> {
    machine: Machine<G>,
    /// By tick, ascending; the first is the beginning.
    snapshots: Vec<Moment<G>>,
    /// What each takes in memory: what one shared with those before that are gone is its own.
    bytes: Vec<u64>,
    distance: u64,
    /// The tick up to which the run has been recorded.
    front: u64,
    /// The recorder, while the past is looked at.
    resting: Option<Box<Recorder>>,
}

impl<G: Guest> Machine<G> {
    /// How many instructions were executed and things happened: the number of this moment.
    #[must_use]
    pub fn tick(&self) -> u64 {
        self.now.tick()
    }

    /// The virtual time up to which this moment has come, in nanoseconds: later than [`Self::now_ns`] in the middle of
    /// what a thread executes at a stretch.
    #[must_use]
    pub fn present_ns(&self) -> u64 {
        self.now.present_ns()
    }

    /// When the next thing happens, in nanoseconds; none where nothing will.
    fn next_ns(&self) -> Option<u64> {
        if self.now.end.is_some() {
            return None;
        }
        if let Some(core) = self.now.cores.iter().find(|core| core.open.is_some()) {
            return Some(core.local_ns);
        }
        let cores = (0..self.now.cores.len()).filter_map(|core| self.acts_ns(core));
        cores.chain(self.now.timers.next_ns()).min()
    }

    /// Who has which core and, where `with_lines`, at which line.
    fn signature(&self, with_lines: bool) -> Vec<Option<(u32, u32)>> {
        let on = |thread: u32| (thread, if with_lines { self.guest.line(ThreadId(thread)) } else { 0 });
        self.now.cores.iter().map(|core| core.thread.map(on)).collect()
    }
}

impl<G: Guest> History<G> {
    /// A run that begins with `machine` as it is.
    #[must_use]
    pub fn new(mut machine: Machine<G>) -> Self {
        let (first, front) = (machine.keep(), machine.tick());
        let bytes = vec![first.bytes()];
        Self { machine, snapshots: vec![first], bytes, distance: FIRST_DISTANCE, front, resting: None }
    }

    /// The machine at the moment that is looked at.
    #[must_use]
    pub fn machine(&self) -> &Machine<G> {
        &self.machine
    }

    /// What was recorded of the run so far, whichever moment of it is looked at.
    #[must_use]
    pub fn recorder(&self) -> Option<&Recorder> {
        self.resting.as_deref().or_else(|| self.machine.recorder())
    }

    /// The moment that is looked at.
    #[must_use]
    pub fn tick(&self) -> u64 {
        self.machine.tick()
    }

    /// The last moment that has been reached.
    #[must_use]
    pub fn front(&self) -> u64 {
        self.front
    }

    /// Runs on from the last moment that has been reached, until it ends or `ticks` have passed. How it ended, if it has.
    pub fn run(&mut self, ticks: u64) -> Option<&End> {
        self.seek(self.front);
        self.go_to(self.front.saturating_add(ticks));
        self.machine.ending()
    }

    /// Goes to the moment `tick`, or to the end where that comes first.
    pub fn seek(&mut self, tick: u64) {
        self.go_back_before(tick);
        self.go_to(tick);
    }

    /// Goes to the last moment that is not after `time_ns`.
    pub fn seek_ns(&mut self, time_ns: u64) {
        if self.machine.present_ns() > time_ns {
            let after = self.snapshots.partition_point(|snapshot| snapshot.now.present_ns() <= time_ns);
            self.restore(after.saturating_sub(1));
        }
        let instruction_ns = u64::from(self.machine.config.costs.instruction_ns).max(1);
        while let Some(next_ns) = self.machine.next_ns().filter(|next_ns| *next_ns <= time_ns) {
            if !self.step_once(((time_ns - next_ns) / instruction_ns).max(1)) {
                break;
            }
        }
    }

    /// Goes one step further. False where the run ends before.
    pub fn forward(&mut self, unit: Unit) -> bool {
        loop {
            match self.forward_within(unit, u64::MAX) {
                Made::Yes => return true,
                Made::NotYet => {}
                Made::Over => return false,
            }
        }
    }

    /// Goes one step further, or about `ticks` (at least one) of the way there, so that whoever waits for it can do
    /// something else in between: whether a step is made depends on a moment and the one before alone.
    pub fn forward_within(&mut self, unit: Unit, ticks: u64) -> Made {
        let last = self.tick().saturating_add(ticks);
        loop {
            let before = Before::of(&self.machine, unit);
            let goes_on = self.step_once(before.stride(unit));
            if before.has_passed(&self.machine, unit) {
                return Made::Yes;
            }
            if !goes_on {
                return Made::Over;
            }
            if self.tick() >= last {
                return Made::NotYet;
            }
        }
    }

    /// Goes one step back: to the last moment before this one at which such a step had just been made, or to the
    /// beginning. False where this is the beginning.
    pub fn back(&mut self, unit: Unit) -> bool {
        let (here, instructions) = (self.tick(), self.machine.instructions());
        let beginning = self.snapshots.first().map_or(0, |first| first.now.tick());
        if here <= beginning {
            return false;
        }
        if unit == Unit::Instruction {
            let wanted = instructions.saturating_sub(1);
            let place = self.snapshots.partition_point(|snapshot| snapshot.now.instructions <= wanted);
            self.rest();
            self.restore(place.saturating_sub(1));
            while self.machine.instructions() < wanted && self.step_once(wanted - self.machine.instructions()) {}
            return true;
        }
        if matches!(unit, Unit::Event | Unit::Switch) {
            self.back_to_happening(unit);
            return true;
        }
        // Looks at the last few ticks, then at more of them.
        let mut window = 256;
        loop {
            let from = here.saturating_sub(window).max(beginning);
            self.seek(from);
            let found = self.last_before(here, unit);
            if let Some(tick) = found {
                self.seek(tick);
                return true;
            }
            if from == beginning {
                self.seek(beginning);
                return true;
            }
            window *= 8;
        }
    }

    /// Goes back to where something happened last. Between two snapshots nothing did if both count as much and the same
    /// threads have the cores, so that only the stretch in which it did is executed, however long ago it was.
    fn back_to_happening(&mut self, unit: Unit) {
        let mut end = self.tick();
        let mut last = happened(&self.machine.now);
        let mut place = self.snapshots.partition_point(|snapshot| snapshot.now.tick() < end);
        while let Some(snapshot) = place.checked_sub(1).and_then(|place| self.snapshots.get(place)) {
            place -= 1;
            let start = snapshot.now.tick();
            let first = happened(&snapshot.now);
            if first != last {
                last = first;
                self.seek(start);
                if let Some(tick) = self.last_before(end, unit) {
                    self.seek(tick);
                    return;
                }
            }
            // A step that had just been made at the snapshot is one of the stretch before it.
            end = start + 1;
        }
        self.seek(self.snapshots.first().map_or(0, |first| first.now.tick()));
    }

    /// Goes on until just before the moment `end`; the last moment at which such a step had just been made.
    fn last_before(&mut self, end: u64, unit: Unit) -> Option<u64> {
        let mut found = None;
        while self.tick() + 1 < end {
            let before = Before::of(&self.machine, unit);
            let left = end - 1 - self.tick();
            if !self.step_once(before.stride(unit).min(left)) {
                break;
            }
            if before.has_passed(&self.machine, unit) {
                found = Some(self.tick());
            }
        }
        found
    }

    /// One step of the machine; a snapshot where it is time for one. False where the run is over.
    fn step_once(&mut self, max_instructions: u64) -> bool {
        if self.tick() == self.front && self.resting.is_some() {
            self.machine.recorder = self.resting.take();
        }
        let last = self.snapshots.last().map_or(0, |last| last.now.tick());
        let room = (last + self.distance).saturating_sub(self.tick()).max(1);
        let to_front = self.front.saturating_sub(self.tick());
        let most = if to_front > 0 { room.min(to_front) } else { room };
        let goes_on = self.machine.step(max_instructions.min(most));
        self.front = self.front.max(self.tick());
        if self.tick() >= last + self.distance {
            self.keep();
            self.thin();
        }
        goes_on
    }

    fn go_to(&mut self, tick: u64) {
        while self.tick() < tick && self.step_once(tick - self.tick()) {}
    }

    /// Lets the recorder rest until the run is back where it was recorded up to, and makes that way short.
    fn rest(&mut self) {
        if self.resting.is_none() {
            self.resting = self.machine.recorder.take();
            if self.snapshots.last().is_some_and(|last| last.now.tick() < self.tick()) {
                self.keep();
            }
        }
    }

    /// Goes back to the last snapshot that is not after `tick`, if the present is.
    fn go_back_before(&mut self, tick: u64) {
        let place = self.snapshots.partition_point(|snapshot| snapshot.now.tick() <= tick).saturating_sub(1);
        let is_shorter = self.snapshots[place].now.tick() > self.tick() && self.tick() < self.front;
        if tick < self.tick() || is_shorter {
            self.rest();
            self.restore(place);
        }
    }

    fn restore(&mut self, place: usize) {
        self.rest();
        if let Some(snapshot) = self.snapshots.get(place) {
            self.machine.go_back(snapshot);
        }
    }

    fn keep(&mut self) {
        let moment = self.machine.keep();
        self.bytes.push(moment.bytes());
        self.snapshots.push(moment);
    }

    fn thin(&mut self) {
        let bytes: u64 = self.bytes.iter().sum();
        if self.snapshots.len() > MOST_SNAPSHOTS || self.snapshots.len() > 2 && bytes > MOST_BYTES {
            let mut place = 0;
            self.snapshots.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            let first = self.bytes.first().copied();
            let others = self.bytes.get(1..).unwrap_or_default().chunks_exact(2).map(|pair| pair[0] + pair[1]);
            self.bytes = first.into_iter().chain(others).collect();
            self.distance *= 2;
        }
    }
}

/// What is the same at two moments if nothing happened in between: how much did, and who has which core.
fn happened(now: &Now) -> (u64, Vec<Option<u32>>) {
    (now.happenings, now.cores.iter().map(|core| core.thread).collect())
}

/// The moment before: whether a step has been made depends on that and the present alone, so that it is the same in
/// both directions.
struct Before {
    instructions: u64,
    happenings: u64,
    signature: Vec<Option<(u32, u32)>>,
}

impl Before {
    fn of<G: Guest>(machine: &Machine<G>, unit: Unit) -> Self {
        let signature = match unit {
            Unit::Line | Unit::Switch => machine.signature(unit == Unit::Line),
            Unit::Instruction | Unit::Event => Vec::new(),
        };
        Self { instructions: machine.instructions(), happenings: machine.happenings(), signature }
    }

    /// How many instructions may be executed before it is asked whether the step is made.
    fn stride(&self, unit: Unit) -> u64 {
        match unit {
            Unit::Instruction | Unit::Line => 1,
            Unit::Switch | Unit::Event => u64::MAX,
        }
    }

    fn has_passed<G: Guest>(&self, machine: &Machine<G>, unit: Unit) -> bool {
        match unit {
            Unit::Instruction => machine.instructions() > self.instructions,
            Unit::Event => machine.happenings() > self.happenings,
            Unit::Line | Unit::Switch => {
                // A core that has just lost its thread is between two of them.
                let now = machine.signature(unit == Unit::Line);
                now.iter().zip(&self.signature).any(|(now, before)| now.is_some() && now != before)
            }
        }
    }
}
