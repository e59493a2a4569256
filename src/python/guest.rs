//! The words that Python programs and what runs them have in common.
//!
//! A [`World`](super::World) executes bytecode; who drives it (the simulated machine, the explorer of schedules, a
//! test) decides which thread goes on, for how long, and when waiting ends. This file is all that passes between them.
//! It knows no core, no scheduling policy and no clock: times come in as numbers and go out as numbers.
//!
//! How a thread is driven:
//!
//! 1. [`World::run`](super::World::run) lets one *ready* thread execute until a limit is reached or it stops by itself.
//! 2. What happened on the way is in the order it happened in [`World::take_events`](super::World::take_events), each
//!    with the CPU time the thread had used in that run.
//! 3. A thread that stopped with [`Stop::Request`] stays parked until `World::answer(thread)`. A thread that stopped
//!    with [`Stop::Blocked`] stays parked until another thread's action makes an [`EventKind::Woken`] of it, or
//!    until `World::time_out(thread)` where it waits with a timeout. Woken, it is ready and *tries again* when it is next
//!    run: another thread may have been faster, and then it blocks again, at the head of the waiters.

use std::fmt;

/// A thread of the program, numbered from 0 (the main thread) over all its processes in the order of their creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u32);

/// A simulated process (or sub-interpreter), numbered from 0 (the one that was started first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessId(pub u32);

/// A synchronisation object of the program, numbered over all processes in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// How far a thread may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The virtual time at which this run begins; `time.monotonic()` tells this plus the CPU time used since.
    pub now_ns: u64,
    /// Stop at the first instruction boundary at which this much CPU time has been used.
    pub budget_ns: u64,
    /// Stop *before* a visible access to shared mutable state once this much CPU time has been used: this keeps cores
    /// that run at the same time in the order of virtual time. 0 stops before each of them.
    pub shared_after_ns: u64,
    /// Stop at the next call or loop end, where CPython 3.10 and later give up the GIL.
    pub at_switch_point: bool,
    /// Stop after an instruction that made another thread ready ([`EventKind::Woken`]): who drives the world looks at who
    /// goes on where.
    pub at_wake: bool,
    /// Stop after this many instructions.
    pub max_instructions: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            now_ns: 0,
            budget_ns: u64::MAX,
            shared_after_ns: u64::MAX,
            at_switch_point: false,
            at_wake: false,
            max_instructions: u64::MAX,
        }
    }
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The CPU time used, in virtual nanoseconds. It may pass the budget by what one instruction costs.
    pub cpu_ns: u64,
    /// Instructions executed.
    pub instructions: u64,
    /// Why it ended.
    pub stop: Stop,
}

/// Why a thread stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The budget is used up.
    Budget,
    /// The next instruction is a visible operation, and `shared_after_ns` has passed.
    Shared(Visible),
    /// It stands at a call or a loop end, as asked.
    SwitchPoint,
    /// As many instructions as asked were executed.
    Instructions,
    /// Its last instruction made another thread ready, as asked.
    Woke,
    /// It asks for something that takes time. Parked until `World::answer`.
    Request(Request),
    /// It waits for a synchronisation object, a thread or a process. Parked until it is woken or timed out.
    Blocked {
        /// What it waits for.
        on: Waits,
        /// How long at most; `None` is for ever.
        timeout_ns: Option<u64>,
    },
    /// Its function returned, or it was ended with its process.
    Exited,
    /// Its function raised. The traceback is in the error output already.
    Uncaught,
    /// The program's memory is used up. The world cannot go on.
    OutOfMemory,
}

/// What a thread asks of the world outside its own bytecode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Threads were created and are ready from now on; the starter pays for it. More than one start at one instant.
    Spawn {
        /// The new threads, in order.
        threads: Vec<ThreadId>,
    },
    /// A process (or sub-interpreter) was created; its main thread is ready from now on.
    SpawnProcess {
        /// The new process.
        process: ProcessId,
        /// Its main thread.
        thread: ThreadId,
        /// How it is started.
        method: StartMethod,
        /// What is copied to it: the parent's memory for `fork` (on write), the pickled arguments for the others.
        bytes: u64,
    },
    /// `time.sleep`, `asyncio.sleep` and the like: waits without holding the GIL.
    Sleep {
        /// How long.
        ns: u64,
    },
    /// `sim.io`: an input or output that takes this long, without holding the GIL.
    Io {
        /// How long.
        ns: u64,
    },
    /// `sim.cpu`: computing that takes this long. It needs a core and holds the GIL, and can be preempted.
    Cpu {
        /// How long.
        ns: u64,
    },
    /// `time.sleep(0)` and `os.sched_yield()`: to the back of the run queue.
    Yield,
    /// Values are pickled and carried between processes, or unpickled.
    Copy {
        /// How many bytes.
        bytes: u64,
    },
}

/// How a process is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StartMethod {
    /// A copy of the parent, on write.
    Fork,
    /// A fresh interpreter that imports the program again.
    Spawn,
    /// Forked from a server process that has imported nothing of the program.
    Forkserver,
    /// A sub-interpreter in the same process: its own GIL, no memory shared.
    Interpreter,
}

/// What a blocked thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Waits {
    /// A synchronisation object.
    Object(ObjectId),
    /// The end of a thread.
    Thread(ThreadId),
    /// The end of a process.
    Process(ProcessId),
}

/// An operation that other threads can see the effect of, or that sees theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Visible {
    /// What is accessed.
    pub place: Place,
    /// How.
    pub access: Access,
}

/// What a visible operation accesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A global variable: the process and the variable's number ([`World::place_name`](super::World::place_name)).
    Global(ProcessId, u32),
    /// An attribute of an object: the object's number in its process and the number of the name.
    Attribute(ProcessId, u32, u32),
    /// An item of a container, or the container as a whole: the object's number in its process.
    Item(ProcessId, u32),
    /// A variable that closures share: the cell's number in its process.
    Cell(ProcessId, u32),
    /// A synchronisation object.
    Object(ObjectId),
    /// A thread: start, join, `is_alive`.
    Thread(ThreadId),
    /// A process: start, join, `is_alive`.
    Process(ProcessId),
    /// Standard output.
    Output,
}

/// How a visible operation accesses its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Reads.
    Read,
    /// Writes.
    Write,
    /// A synchronisation: acquire, wait, get, put, join.
    Sync,
}

/// Something that happened during a run, for the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// CPU time used in this run when it happened.
    pub at_cpu_ns: u64,
    /// The thread that did it.
    pub thread: ThreadId,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A synchronisation object came to be.
    Created(ObjectId),
    /// A lock, permit or the like was taken.
    Acquired(ObjectId),
    /// A lock, permit or the like was given back.
    Released(ObjectId),
    /// The thread became a waiter of the object.
    Blocked(Waits),
    /// The thread's action made a waiting thread ready.
    Woken {
        /// Who is ready now.
        thread: ThreadId,
        /// What it waited for.
        waited_for: Waits,
    },
    /// A condition, an event or a barrier was signalled.
    Signalled(ObjectId),
    /// An item was put; how many there are now.
    Put(ObjectId, u32),
    /// An item was taken; how many there are now.
    Got(ObjectId, u32),
    /// A thread was started.
    Started(ThreadId),
    /// This thread ended.
    Ended,
    /// A thread was ended with its process (daemon threads, `terminate`).
    Killed(ThreadId),
    /// A process was started.
    ProcessStarted(ProcessId),
    /// A process ended, with its exit code.
    ProcessEnded(ProcessId, i32),
    /// Text was written to standard output or standard error.
    Output {
        /// Standard error.
        error: bool,
        /// How many bytes.
        bytes: u32,
    },
    /// An event loop's queue of ready callbacks has this many entries now.
    LoopReady(u32),
    /// A task of an event loop goes on (its name's number, see [`World::label`](super::World::label)).
    TaskBegins(u32),
    /// The task that went on last awaits or is done.
    TaskPauses(u32),
    /// A named moment (`sim.mark`, a failed `sim.check`).
    Mark(u32),
}

/// What kind of synchronisation object it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncKind {
    /// `threading.Lock`.
    Lock,
    /// `threading.RLock`.
    RLock,
    /// `threading.Semaphore`.
    Semaphore,
    /// `threading.BoundedSemaphore`.
    BoundedSemaphore,
    /// `threading.Condition`.
    Condition,
    /// `threading.Event`.
    Event,
    /// `threading.Barrier`.
    Barrier,
    /// `queue.Queue`, `multiprocessing.Queue`.
    Queue,
    /// `queue.LifoQueue`.
    LifoQueue,
    /// `queue.PriorityQueue`.
    PriorityQueue,
    /// `queue.SimpleQueue`.
    SimpleQueue,
    /// One direction of `multiprocessing.Pipe`.
    Pipe,
    /// An event loop's wait for something to do.
    Loop,
}

impl fmt::Display for SyncKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lock => "Lock",
            Self::RLock => "RLock",
            Self::Semaphore => "Semaphore",
            Self::BoundedSemaphore => "BoundedSemaphore",
            Self::Condition => "Condition",
            Self::Event => "Event",
            Self::Barrier => "Barrier",
            Self::Queue => "Queue",
            Self::LifoQueue => "LifoQueue",
            Self::PriorityQueue => "PriorityQueue",
            Self::SimpleQueue => "SimpleQueue",
            Self::Pipe => "Pipe",
            Self::Loop => "event loop",
        })
    }
}

/// What a synchronisation object looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its number.
    pub id: ObjectId,
    /// What it is.
    pub kind: SyncKind,
    /// The variable it was first stored in, or its kind and number: `lock`, `Lock-3`.
    pub name: String,
    /// Who holds it, most recent last; an `RLock`'s holder is named once.
    pub holders: Vec<ThreadId>,
    /// Who waits for it, the next one first. Of a queue: who waits to get.
    pub waiters: Vec<ThreadId>,
    /// Of a bounded queue: who waits to put.
    pub putters: Vec<ThreadId>,
    /// Permits left, items in the queue, 1 for a set event, threads at the barrier, recursion depth of an `RLock`.
    pub count: u32,
    /// Items that fit, permits at most, parties; 0 where there is no limit.
    pub capacity: u32,
}

/// What a thread is doing, as far as the program is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThreadStatus {
    /// Created, not started.
    New,
    /// Can be run.
    Ready,
    /// Parked at a request.
    Requesting,
    /// Parked at an object, a thread or a process.
    Blocked(Waits),
    /// Over.
    Ended,
}

/// What a thread looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadInfo {
    /// Its number.
    pub id: ThreadId,
    /// The process it belongs to.
    pub process: ProcessId,
    /// `threading.Thread.name`, or `MainThread`.
    pub name: String,
    /// Ended with the main thread.
    pub daemon: bool,
    /// What it is doing.
    pub status: ThreadStatus,
    /// Its frames, the outermost first; without those of library modules where there are others.
    pub frames: Vec<FrameInfo>,
}

/// A function in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameInfo {
    /// The function's name, `<module>` for a module's body.
    pub function: String,
    /// The file: the program's own name, or a library module's.
    pub file: String,
    /// The line, from 1 on.
    pub line: u32,
    /// Local variables and their values as short text, in the order of their appearance.
    pub locals: Vec<(String, String)>,
}

/// Who waits, for what, who could end the wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedOn {
    /// What the thread waits for.
    pub on: Waits,
    /// The object's name or the thread's.
    pub name: String,
    /// Who holds it (or who is being joined).
    pub holders: Vec<ThreadId>,
    /// The line of the program at which the thread waits.
    pub line: u32,
}

/// Why a program is not run: its syntax is wrong, or it uses what is not supported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}{}", if instead.is_empty() { String::new() } else { format!("; {instead}") })]
pub struct Refused {
    /// From 1 on.
    pub line: u32,
    /// From 1 on, in characters.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do instead; empty for plain syntax errors.
    pub instead: String,
}

/// What a world is made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldOptions {
    /// The file's name in tracebacks.
    pub file: String,
    /// `sys.argv[1:]`.
    pub arguments: Vec<String>,
    /// Seeds `random` where the program does not, and `id`s.
    pub seed: u64,
    /// What each bytecode instruction costs, in virtual nanoseconds.
    pub instruction_ns: u32,
    /// The program's memory, over all its processes, in bytes.
    pub max_memory: u64,
    /// What `os.cpu_count()` says.
    pub cores: u32,
    /// What `multiprocessing` starts processes with unless told.
    pub start_method: StartMethod,
    /// What `sys._is_gil_enabled()` says; it changes nothing else here.
    pub gil: bool,
    /// `time.time()` at virtual time 0, in nanoseconds since 1970.
    pub epoch_ns: u64,
}

impl Default for WorldOptions {
    fn default() -> Self {
        Self {
            file: "program.py".into(),
            arguments: Vec::new(),
            seed: 0,
            instruction_ns: 30,
            max_memory: 512 << 20,
            cores: 4,
            start_method: StartMethod::Fork,
            gil: true,
            epoch_ns: 1_750_000_000_000_000_000,
        }
    }
}
