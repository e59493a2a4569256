//! Running a thread: how far, and how it stopped.

use super::options::StartMethod;
use super::visible::Visible;
use super::{ObjectId, ProcessId, ThreadId};

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
    /// Work of functions written in Rust beyond that, in instructions that take as long.
    pub work: u64,
    /// Why it ended.
    pub stop: Stop,
}

/// Why a thread stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The budget is used up, whether or not as many instructions as asked were executed as well.
    Budget,
    /// The next instruction is a visible operation, and `shared_after_ns` has passed.
    Shared(Visible),
    /// It stands at a call or a loop end, as asked.
    SwitchPoint,
    /// As many instructions as asked were executed, work counted among them.
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
    /// There are more processes than may be. The world cannot go on.
    TooManyProcesses,
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
