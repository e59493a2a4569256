//! Scheduling policies, a file each.
//!
//! A policy only picks: of the threads that could run, which one does, for how long at most, and whether one that has
//! just become ready takes the place of one that runs. It executes nothing, keeps no time and moves no thread; the
//! engine does, and tells the policy what happened. So the same policies schedule Python programs and the jobs of a
//! textbook's tables ([`super::jobs`]).
//!
//! To add one: a file, a variant of [`PolicyKind`] and [`Policy`], and its line in [`PolicyKind::ALL`].

mod eevdf;
mod fifo;
mod lottery;
mod mlfq;
mod priority;
mod rr;
mod sjf;
mod srtf;
#[cfg(test)]
mod tests;

pub use eevdf::Eevdf;
pub use fifo::Fifo;
pub use lottery::Lottery;
pub use mlfq::Mlfq;
pub use priority::Priority;
pub use rr::RoundRobin;
pub use sjf::Sjf;
pub use srtf::Srtf;

use crate::workload::Random;

/// The weight, or number of lottery tickets, of a thread of usual importance: Linux's for nice 0.
pub const USUAL_WEIGHT: u32 = 1024;

/// A thread as a policy sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Candidate {
    /// Its number, from 0 on.
    pub thread: u32,
    /// How much CPU time it takes until it waits or ends, in nanoseconds, from when it last began to: known of a job,
    /// foretold of a thread.
    pub burst_ns: u64,
    /// How much of that is left, in nanoseconds.
    pub left_ns: u64,
    /// Its priority: the smaller the number, the sooner.
    pub priority: i32,
    /// Its share where shares are given: see [`USUAL_WEIGHT`].
    pub weight: u32,
}

/// Why a thread is among those that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// It has just been started.
    New,
    /// What it waited for has come.
    Woken,
    /// Its time slice is over.
    SliceOver,
    /// It let others go first.
    Yielded,
    /// Another took its place before its slice was over.
    Preempted,
}

/// What every policy can be asked.
pub trait Pick {
    /// Which of `ready` runs next, by its place there. `ready` is not empty, and in the order in which the threads
    /// got ready: those that another took the place of stand in front.
    fn pick(&mut self, ready: &[Candidate], random: &mut Random) -> usize;

    /// Whether [`Self::pick`] always answers 0: with thousands of threads, asking takes its time.
    fn is_in_order(&self) -> bool {
        false
    }

    /// How long `thread` may run before others are considered, in nanoseconds; none where it runs until it waits.
    fn slice_ns(&self, thread: &Candidate) -> Option<u64> {
        let _ = thread;
        None
    }

    /// Whether `thread`, which has just become ready, takes the place of `running`.
    fn preempts(&self, thread: &Candidate, running: &Candidate) -> bool {
        let _ = (thread, running);
        false
    }

    /// `thread` has become ready.
    fn ready(&mut self, thread: &Candidate, why: Why) {
        let _ = (thread, why);
    }

    /// `thread` has run for so many nanoseconds more.
    fn ran(&mut self, thread: u32, ran_ns: u64) {
        let _ = (thread, ran_ns);
    }

    /// `thread` waits from now on, or has ended.
    fn left(&mut self, thread: u32) {
        let _ = thread;
    }

    /// After how long, in nanoseconds, [`Self::period`] is to be called again and again; none where never.
    fn period_ns(&self) -> Option<u64> {
        None
    }

    /// A period has passed.
    fn period(&mut self) {}
}

/// Which policy, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PolicyKind {
    /// First in, first out.
    Fifo,
    /// Round robin.
    #[default]
    RoundRobin,
    /// Shortest job first.
    Sjf,
    /// Shortest remaining time first.
    Srtf,
    /// By priority.
    Priority,
    /// Multi-level feedback queue.
    Mlfq,
    /// Lottery.
    Lottery,
    /// Earliest eligible virtual deadline first.
    Eevdf,
}

impl PolicyKind {
    /// Every policy and the name it goes by on the command line.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Fifo, "fifo"),
        (Self::RoundRobin, "rr"),
        (Self::Sjf, "sjf"),
        (Self::Srtf, "srtf"),
        (Self::Priority, "priority"),
        (Self::Mlfq, "mlfq"),
        (Self::Lottery, "lottery"),
        (Self::Eevdf, "eevdf"),
    ];

    /// The name it goes by on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// What readers call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Fifo => "first in, first out",
            Self::RoundRobin => "round robin",
            Self::Sjf => "shortest job first",
            Self::Srtf => "shortest remaining time first",
            Self::Priority => "priority",
            Self::Mlfq => "multi-level feedback queue",
            Self::Lottery => "lottery",
            Self::Eevdf => "earliest eligible virtual deadline first",
        }
    }

    /// Whether it cuts time into slices, so that the quantum matters.
    #[must_use]
    pub fn has_quantum(self) -> bool {
        matches!(self, Self::RoundRobin | Self::Mlfq | Self::Lottery | Self::Eevdf)
    }

    /// The policy, with a time slice of `quantum_ns` nanoseconds where it has one.
    #[must_use]
    pub fn build(self, quantum_ns: u64) -> Policy {
        match self {
            Self::Fifo => Policy::Fifo(Fifo),
            Self::RoundRobin => Policy::RoundRobin(RoundRobin::new(quantum_ns)),
            Self::Sjf => Policy::Sjf(Sjf),
            Self::Srtf => Policy::Srtf(Srtf),
            Self::Priority => Policy::Priority(Priority),
            Self::Mlfq => Policy::Mlfq(Mlfq::new(quantum_ns)),
            Self::Lottery => Policy::Lottery(Lottery::new(quantum_ns)),
            Self::Eevdf => Policy::Eevdf(Eevdf::new(quantum_ns)),
        }
    }
}

/// A policy with what it remembers: a value, so that the machine it belongs to can be copied and compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Policy {
    Fifo(Fifo),
    RoundRobin(RoundRobin),
    Sjf(Sjf),
    Srtf(Srtf),
    Priority(Priority),
    Mlfq(Mlfq),
    Lottery(Lottery),
    Eevdf(Eevdf),
}

macro_rules! each {
    ($policy:expr, $inner:ident => $result:expr) => {
        match $policy {
            Policy::Fifo($inner) => $result,
            Policy::RoundRobin($inner) => $result,
            Policy::Sjf($inner) => $result,
            Policy::Srtf($inner) => $result,
            Policy::Priority($inner) => $result,
            Policy::Mlfq($inner) => $result,
            Policy::Lottery($inner) => $result,
            Policy::Eevdf($inner) => $result,
        }
    };
}

impl Pick for Policy {
    fn pick(&mut self, ready: &[Candidate], random: &mut Random) -> usize {
        each!(self, policy => policy.pick(ready, random))
    }
    fn is_in_order(&self) -> bool {
        each!(self, policy => policy.is_in_order())
    }
    fn slice_ns(&self, thread: &Candidate) -> Option<u64> {
        each!(self, policy => policy.slice_ns(thread))
    }
    fn preempts(&self, thread: &Candidate, running: &Candidate) -> bool {
        each!(self, policy => policy.preempts(thread, running))
    }
    fn ready(&mut self, thread: &Candidate, why: Why) {
        each!(self, policy => policy.ready(thread, why));
    }
    fn ran(&mut self, thread: u32, ran_ns: u64) {
        each!(self, policy => policy.ran(thread, ran_ns));
    }
    fn left(&mut self, thread: u32) {
        each!(self, policy => policy.left(thread));
    }
    fn period_ns(&self) -> Option<u64> {
        each!(self, policy => policy.period_ns())
    }
    fn period(&mut self) {
        each!(self, policy => policy.period());
    }
}

/// The first of `ready` whose key is the smallest.
fn first_by<K: Ord>(ready: &[Candidate], key: impl Fn(&Candidate) -> K) -> usize {
    (0..ready.len()).min_by_key(|&place| key(&ready[place])).unwrap_or(0)
}

/// What is remembered of `thread` in a list by thread number, which grows to it.
fn entry<T: Clone + Default>(list: &mut Vec<T>, thread: u32) -> &mut T {
    let index = thread as usize;
    if index >= list.len() {
        list.resize(index + 1, T::default());
    }
    &mut list[index]
}
