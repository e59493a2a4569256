//! Threads that carry out a list of operations, for tests: what a program does, without a language.
//!
//! An operation of 10 "instructions" of 10 ns each is one that can be stopped in the middle, as Python's can.

use super::guest::{Guest, Whole};
use crate::python::guest::{
    BlockedOn, Event, EventKind, Limits, ObjectId, ObjectInfo, ProcessId, Ran, Request, Stop, SyncKind, ThreadId, Waits,
};

/// What an instruction costs.
pub const INSTRUCTION_NS: u64 = 10;

/// What a thread does, one after another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// So many instructions; each could give up the GIL.
    Run(u64),
    /// So many instructions without a switch point.
    Rush(u64),
    Cpu(u64),
    Sleep(u64),
    Io(u64),
    Yield,
    Start(Vec<u32>),
    Acquire(u32),
    /// Waits for the lock for so long at most, then goes on without it.
    AcquireFor(u32, u64),
    Release(u32),
    Join(u32),
    /// Notes down which thread came by when, in the order of execution.
    Mark,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Thread {
    ops: Vec<Op>,
    at: usize,
    /// Instructions of the present operation behind it.
    done: u64,
    gave_up: bool,
    blocked: Option<Waits>,
    is_over: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Lock {
    holder: Option<u32>,
    waiters: Vec<u32>,
}

/// The program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    threads: Vec<Thread>,
    locks: Vec<Lock>,
    joiners: Vec<(u32, u32)>,
    events: Vec<Event>,
    /// Which thread was at a mark when.
    pub marks: Vec<(u32, u64)>,
}

impl Script {
    pub fn new(threads: &[&[Op]]) -> Self {
        let threads = threads.iter().map(|ops| Thread { ops: ops.to_vec(), ..Thread::default() }).collect();
        Self { threads, locks: vec![Lock::default(); 8], ..Self::default() }
    }

    fn note(&mut self, at_cpu_ns: u64, thread: ThreadId, kind: EventKind) {
        self.events.push(Event { at_cpu_ns, thread, kind });
    }

    fn wake(&mut self, by: ThreadId, woken: u32, waited_for: Waits, cpu_ns: u64) {
        self.threads[woken as usize].blocked = None;
        self.note(cpu_ns, by, EventKind::Woken { thread: ThreadId(woken), waited_for });
    }
}

impl Guest for Script {
    type Kept = Whole<Self>;

    fn keep(&mut self) -> Whole<Self> {
        Whole(self.clone())
    }

    fn go_back(&mut self, to: &Whole<Self>) {
        self.clone_from(&to.0);
    }

    fn run(&mut self, id: ThreadId, limits: &Limits) -> Ran {
        let (mut cpu_ns, mut instructions) = (0, 0);
        let index = id.0 as usize;
        let stop = loop {
            assert!(self.threads[index].blocked.is_none(), "only a ready thread is run");
            if cpu_ns >= limits.budget_ns {
                break Stop::Budget;
            }
            if instructions >= limits.max_instructions {
                break Stop::Instructions;
            }
            let thread = &mut self.threads[index];
            let Some(op) = thread.ops.get(thread.at).cloned() else {
                thread.is_over = true;
                let joiners = self.joiners.extract_if(.., |(_, joined)| *joined == id.0).collect::<Vec<_>>();
                for (joiner, _) in joiners {
                    self.wake(id, joiner, Waits::Thread(id), cpu_ns);
                }
                break Stop::Exited;
            };
            if limits.at_switch_point && !matches!(op, Op::Rush(_)) {
                break Stop::SwitchPoint;
            }
            if let Op::Run(count) | Op::Rush(count) = op {
                thread.done += 1;
                if thread.done >= count {
                    (thread.at, thread.done) = (thread.at + 1, 0);
                }
                cpu_ns += INSTRUCTION_NS;
                instructions += 1;
                continue;
            }
            cpu_ns += INSTRUCTION_NS;
            instructions += 1;
            match op {
                Op::Run(_) | Op::Rush(_) => {}
                Op::Mark => {
                    thread.at += 1;
                    self.marks.push((id.0, limits.now_ns + cpu_ns));
                }
                Op::Acquire(lock) | Op::AcquireFor(lock, _) => {
                    if std::mem::take(&mut thread.gave_up) {
                        thread.at += 1;
                        continue;
                    }
                    let it = &mut self.locks[lock as usize];
                    let object = ObjectId(lock);
                    if it.holder.is_none() {
                        it.holder = Some(id.0);
                        it.waiters.retain(|waiter| *waiter != id.0);
                        self.threads[index].at += 1;
                        self.note(cpu_ns, id, EventKind::Acquired(object));
                        continue;
                    }
                    it.waiters.push(id.0);
                    let waits = Waits::Object(object);
                    self.threads[index].blocked = Some(waits);
                    self.note(cpu_ns, id, EventKind::Blocked(waits));
                    let timeout_ns = if let Op::AcquireFor(_, ns) = op { Some(ns) } else { None };
                    break Stop::Blocked { on: waits, timeout_ns };
                }
                Op::Release(lock) => {
                    thread.at += 1;
                    let it = &mut self.locks[lock as usize];
                    it.holder = None;
                    self.note(cpu_ns, id, EventKind::Released(ObjectId(lock)));
                    let it = &mut self.locks[lock as usize];
                    if !it.waiters.is_empty() {
                        let first = it.waiters.remove(0);
                        self.wake(id, first, Waits::Object(ObjectId(lock)), cpu_ns);
                        if limits.at_wake {
                            break Stop::Woke;
                        }
                    }
                }
                Op::Join(other) => {
                    let waits = Waits::Thread(ThreadId(other));
                    if self.threads[other as usize].is_over {
                        self.threads[index].at += 1;
                        continue;
                    }
                    self.threads[index].blocked = Some(waits);
                    self.joiners.push((id.0, other));
                    self.note(cpu_ns, id, EventKind::Blocked(waits));
                    break Stop::Blocked { on: waits, timeout_ns: None };
                }
                Op::Start(ref threads) => {
                    let threads = threads.iter().map(|thread| ThreadId(*thread)).collect();
                    break Stop::Request(Request::Spawn { threads });
                }
                Op::Cpu(ns) => break Stop::Request(Request::Cpu { ns }),
                Op::Sleep(ns) => break Stop::Request(Request::Sleep { ns }),
                Op::Io(ns) => break Stop::Request(Request::Io { ns }),
                Op::Yield => break Stop::Request(Request::Yield),
            }
        };
        Ran { cpu_ns, instructions, work: 0, stop }
    }

    fn take_events(&mut self, events: &mut Vec<Event>) {
        events.append(&mut self.events);
    }

    fn answer(&mut self, thread: ThreadId) {
        self.threads[thread.0 as usize].at += 1;
    }

    fn time_out(&mut self, thread: ThreadId) {
        let it = &mut self.threads[thread.0 as usize];
        (it.blocked, it.gave_up) = (None, true);
        self.locks.iter_mut().for_each(|lock| lock.waiters.retain(|waiter| *waiter != thread.0));
    }

    fn process_of(&self, _: ThreadId) -> ProcessId {
        ProcessId(0)
    }

    fn thread_name(&self, thread: ThreadId) -> String {
        if thread.0 == 0 { "main".to_owned() } else { format!("T{}", thread.0) }
    }

    /// The number of the operation.
    fn line(&self, thread: ThreadId) -> u32 {
        self.threads[thread.0 as usize].at as u32 + 1
    }

    fn object(&self, object: ObjectId) -> Option<ObjectInfo> {
        let lock = &self.locks[object.0 as usize];
        let ids = |threads: &[u32]| threads.iter().map(|thread| ThreadId(*thread)).collect();
        Some(ObjectInfo {
            id: object,
            kind: SyncKind::Lock,
            name: format!("lock {}", object.0),
            holders: lock.holder.map(ThreadId).into_iter().collect(),
            waiters: ids(&lock.waiters),
            putters: Vec::new(),
            count: 0,
            capacity: 0,
            is_hidden: false,
        })
    }

    fn blocked_on(&self, thread: ThreadId) -> Option<BlockedOn> {
        let on = self.threads[thread.0 as usize].blocked?;
        let holders = match on {
            Waits::Object(object) => self.locks[object.0 as usize].holder.map(ThreadId).into_iter().collect(),
            Waits::Thread(thread) => vec![thread],
            Waits::Process(_) => Vec::new(),
        };
        Some(BlockedOn { on, name: self.waits_name(on), holders, line: self.line(thread) })
    }
}
