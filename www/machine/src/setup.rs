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

/// Something that takes time on a machine, and that can be set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// What it goes by on the command line and at the top of a program.
    pub name: &'static str,
    /// What it goes by in an address, behind an `x`.
    pub key: char,
    /// What it takes on a usual machine, in nanoseconds.
    pub usual_ns: f64,
}

/// What starting and copying cost, in the order in which it is shown.
pub const COSTS: [Cost; 8] = [
    Cost { name: "thread-cost", key: 't', usual_ns: 50e3 },
    Cost { name: "fork-cost", key: 'f', usual_ns: 1e6 },
    Cost { name: "page-cost", key: 'p', usual_ns: 100.0 },
    Cost { name: "spawn-cost", key: 's', usual_ns: 40e6 },
    Cost { name: "forkserver-cost", key: 'v', usual_ns: 10e6 },
    Cost { name: "interpreter-cost", key: 'n', usual_ns: 10e6 },
    Cost { name: "message-cost", key: 'm', usual_ns: 10e3 },
    Cost { name: "kilobyte-cost", key: 'k', usual_ns: 1e3 },
];

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
    /// What each of [`COSTS`] takes.
    #[serde(default = "usual_costs")]
    pub costs_ns: [f64; COSTS.len()],
}

fn usual_costs() -> [f64; COSTS.len()] {
    COSTS.map(|cost| cost.usual_ns)
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
            costs_ns: usual_costs(),
        }
    }
}
