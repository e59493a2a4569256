//! A machine as the page sets it: what `interleave run` takes as options.

use serde::{Deserialize, Serialize};

/// Most cores a machine has.
pub const MOST_CORES: u32 = 64;
/// The scheduling policies, by the names that they go by on the command line.
pub const POLICIES: [&str; 8] = ["fifo", "rr", "sjf", "srtf", "priority", "mlfq", "lottery", "eevdf"];
/// How processes are started, by the names that this goes by on the command line.
pub const START_METHODS: [&str; 3] = ["fork", "spawn", "forkserver"];
/// Largest seed: fifteen digits, which a number of JavaScript's holds exactly.
pub const MOST_SEED: f64 = 999_999_999_999_999.0;
/// Longest time that can be set, in nanoseconds.
pub const MOST_NS: f64 = 3_600e9;

/// A machine. Times are nanoseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// What it is called where it has a name; nothing of what it does depends on that.
    pub label: String,
    /// How many cores it has, 1 to [`MOST_CORES`].
    pub cores: u32,
    /// One of [`POLICIES`].
    pub policy: String,
    /// The time slice of policies that have one.
    pub quantum_ns: f64,
    /// What it costs a core to go on with another thread.
    pub switch_cost_ns: f64,
    /// Whether an interpreter executes one thread at a time.
    pub gil: bool,
    /// How long a thread waits before it asks for the GIL.
    pub switch_interval_ns: f64,
    /// Whether the GIL is given up between any two instructions, and not at calls and the ends of loops alone.
    pub every_instruction: bool,
    /// One of [`START_METHODS`].
    pub start_method: String,
    /// What everything random follows from, a whole number.
    pub seed: f64,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            label: String::new(),
            cores: 4,
            policy: "rr".to_owned(),
            quantum_ns: 10e6,
            switch_cost_ns: 2e3,
            gil: true,
            switch_interval_ns: 5e6,
            every_instruction: false,
            start_method: "forkserver".to_owned(),
            seed: 1.0,
        }
    }
}
