//! What a machine is like: its cores, its scheduler, its interpreters, and what things cost on it.

use super::policy::PolicyKind;
use crate::python::guest::StartMethod;

/// Most cores a machine has.
pub const MAX_CORES: u32 = 64;

/// Where an interpreter gives up its lock when another thread asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SwitchPoints {
    /// At calls and at the ends of loops, as CPython does since 3.10.
    #[default]
    CPython,
    /// Between any two instructions, as the language allows.
    EveryInstruction,
}

impl SwitchPoints {
    /// Both, and the names they go by on the command line.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::CPython, "cpython"), (Self::EveryInstruction, "every-instruction")];
}

/// What starting and copying cost, in virtual nanoseconds. The defaults are near what CPython 3.11 takes on a laptop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Costs {
    /// An instruction of the bytecode.
    pub instruction_ns: u32,
    /// Starting a thread: paid by who starts it.
    pub thread_ns: u64,
    /// Forking: paid by the parent, on top of [`Self::page_ns`].
    pub fork_ns: u64,
    /// Forking, for each 4096 bytes of the parent's memory: copying its page tables.
    pub page_ns: u64,
    /// Spawning: what the child takes to start an interpreter and to import the program.
    pub spawn_ns: u64,
    /// What a child of the fork server takes to import the program.
    pub forkserver_ns: u64,
    /// Starting a sub-interpreter: paid by who starts it.
    pub interpreter_ns: u64,
    /// Pickling and sending one message, however small.
    pub message_ns: u64,
    /// The same, for each 1024 bytes.
    pub kilobyte_ns: u64,
}

/// A cost that is a machine's setting: what the setting is called, and which one it is.
pub type NamedCost = (&'static str, fn(&mut Costs) -> &mut u64);

impl Costs {
    /// Those that a machine's settings name, in the order in which they are shown.
    pub const NAMED: [NamedCost; 8] = [
        ("thread-cost", |costs| &mut costs.thread_ns),
        ("fork-cost", |costs| &mut costs.fork_ns),
        ("page-cost", |costs| &mut costs.page_ns),
        ("spawn-cost", |costs| &mut costs.spawn_ns),
        ("forkserver-cost", |costs| &mut costs.forkserver_ns),
        ("interpreter-cost", |costs| &mut costs.interpreter_ns),
        ("message-cost", |costs| &mut costs.message_ns),
        ("kilobyte-cost", |costs| &mut costs.kilobyte_ns),
    ];
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            instruction_ns: 30,
            thread_ns: 50_000,
            fork_ns: 1_000_000,
            page_ns: 100,
            spawn_ns: 40_000_000,
            forkserver_ns: 10_000_000,
            interpreter_ns: 10_000_000,
            message_ns: 10_000,
            kilobyte_ns: 1_000,
        }
    }
}

/// How far a run may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// So many instructions of the bytecode, over all threads; what a function written in Rust does beyond one counts as
    /// the instructions that would take as long. Apart from them, happenings may come to as many, each counted as
    /// [`HAPPENING`](super::engine::HAPPENING).
    pub instructions: u64,
    /// So many bytes of the program's memory.
    pub memory: u64,
    /// So much virtual time, in nanoseconds.
    pub virtual_ns: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { instructions: 2_000_000_000, memory: 512 << 20, virtual_ns: 366 * 24 * 3600 * 1_000_000_000 }
    }
}

/// A machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How many cores it has, 1 to [`MAX_CORES`].
    pub cores: u32,
    /// How the scheduler picks.
    pub policy: PolicyKind,
    /// The time slice of policies that have one, in nanoseconds.
    pub quantum_ns: u64,
    /// What it costs a core to go on with another thread than before, in nanoseconds.
    pub switch_cost_ns: u64,
    /// Whether interpreters have a global lock: one for each process and sub-interpreter.
    pub gil: bool,
    /// How long a thread waits for that lock before it asks for it, in nanoseconds.
    pub switch_interval_ns: u64,
    /// Where the lock is given up.
    pub switch_points: SwitchPoints,
    /// How the program starts processes unless it says so.
    pub start_method: StartMethod,
    /// What everything random follows from.
    pub seed: u64,
    /// What things cost.
    pub costs: Costs,
    /// How far a run may go.
    pub bounds: Bounds,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            cores: 4,
            policy: PolicyKind::default(),
            quantum_ns: 10_000_000,
            switch_cost_ns: 2_000,
            gil: true,
            switch_interval_ns: 5_000_000,
            switch_points: SwitchPoints::default(),
            start_method: StartMethod::Forkserver,
            seed: 1,
            costs: Costs::default(),
            bounds: Bounds::default(),
        }
    }
}

/// A machine that cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Too few or too many cores.
    #[error("a machine has 1 to {MAX_CORES} cores, not {0}")]
    Cores(u32),
    /// A time that has to pass does not.
    #[error("{0} has to be longer than 0")]
    Zero(&'static str),
}

impl Config {
    /// Checks every setting against its range.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self) -> Result<(), ConfigError> {
        if !(1..=MAX_CORES).contains(&self.cores) {
            return Err(ConfigError::Cores(self.cores));
        }
        let times = [("the quantum", self.quantum_ns), ("the switch interval", self.switch_interval_ns)];
        match times.into_iter().find(|(_, time_ns)| *time_ns == 0) {
            Some((name, _)) => Err(ConfigError::Zero(name)),
            None => Ok(()),
        }
    }
}
