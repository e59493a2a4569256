//! How a program is loaded, and why it was refused.

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
            start_method: StartMethod::Forkserver,
            gil: true,
            epoch_ns: 1_750_000_000_000_000_000,
        }
    }
}
