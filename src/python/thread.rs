//! A thread of the program: its frames over one contiguous stack of registers.

use super::guest::{ProcessId, ThreadId, ThreadStatus};
use super::object::Name;
use super::value::{Ref, Value};

/// Registers that an instruction can name.
pub const WINDOW: usize = 256;
/// Python's own default limit.
pub const RECURSION_LIMIT: usize = 1000;

/// What becomes of a frame's result, in the frame below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ret {
    /// It goes to a register.
    To(u8),
    /// Its truth does, or the opposite.
    Truth(u8, bool),
    /// It is dropped; the frame's `keep` goes to a register (what `__init__` initialised, for one).
    Keep(u8),
    /// As `Keep`, and it must be None.
    Init(u8),
    /// Its truth decides on a jump.
    Branch { when: bool, t: u32 },
    /// An item for a `for` loop; `StopIteration` ends the loop.
    ForNext { d: u8, t: u32 },
    /// For `yield from`: a yield goes to the register, a result too, with a jump.
    Send { d: u8, t: u32 },
    /// `next(it, default)`: `StopIteration` gives `keep`.
    NextOr(u8),
    /// As `To`, after an attribute was not found: `__getattr__`.
    Drop,
}

#[derive(Clone, Debug)]
pub struct Frame {
    pub code: u32,
    pub pc: u32,
    pub base: u32,
    pub ret: Ret,
    pub function: Value,
    pub keep: Value,
    /// The generator that it runs, if it does.
    pub generator: Option<Ref>,
    /// What was being handled when it was entered, for generators.
    pub handling: Value,
}

/// What the world knows of a thread, running or not.
#[derive(Clone, Debug)]
pub struct Meta {
    pub process: ProcessId,
    pub status: ThreadStatus,
    pub name: String,
    pub daemon: bool,
    /// Set when a wait's time is up.
    pub timed_out: bool,
    /// Was signalled by a condition or a barrier.
    pub signalled: bool,
    /// How far a wait in several steps has come: see `sync`.
    pub wait: Option<super::sync::Wait>,
    /// When the wait ends, in virtual time, so that waiting again does not start over.
    pub deadline_ns: Option<u64>,
    /// Who waits for its end.
    pub joiners: Vec<ThreadId>,
    /// CPU time used before it runs now.
    pub cpu_ns: u64,
    /// `threading.Thread`'s object.
    pub handle: Value,
    /// The place in the program's own code where it stopped last.
    pub place: (u32, u32),
    /// For schedulers that know priorities: the smaller the number, the sooner it runs.
    pub priority: i32,
    /// For schedulers that know shares: its part of the cores, where others have 1024; 0 is the usual one.
    pub share: u32,
}

#[derive(Clone, Debug)]
pub struct Thread {
    pub frames: Vec<Frame>,
    pub stack: Vec<Value>,
    pub handling: Value,
    /// What the thread runs: a function and its arguments.
    pub entry: Value,
    pub entry_args: Vec<Value>,
    pub entry_kw: Vec<(Name, Value)>,
    pub begun: bool,
}

impl Thread {
    pub fn new(entry: Value, entry_args: Vec<Value>) -> Self {
        Self {
            frames: Vec::new(),
            stack: vec![Value::Undef; WINDOW * 2],
            handling: Value::Undef,
            entry,
            entry_args,
            entry_kw: Vec::new(),
            begun: false,
        }
    }

    /// The registers from `base` on, as many as an instruction can name.
    #[inline]
    pub fn window(stack: &mut [Value], base: usize) -> &mut [Value; WINDOW] {
        match stack[base..].first_chunk_mut() {
            Some(window) => window,
            None => panic!("the stack ends before the window"),
        }
    }

    /// Makes sure that a window from `base` on lies in the stack.
    #[inline]
    pub fn reserve(&mut self, base: usize) {
        if self.stack.len() < base + WINDOW {
            self.grow(base);
        }
    }

    #[cold]
    fn grow(&mut self, base: usize) {
        self.stack.resize((base + WINDOW) * 2, Value::Undef);
    }

    /// The end of the registers that it uses, given how many each code has.
    pub fn end(&self, registers: impl Fn(u32) -> usize) -> usize {
        let end = self.frames.last().map_or(0, |frame| frame.base as usize + registers(frame.code));
        end.min(self.stack.len())
    }

    /// A copy to keep: without the registers that nobody uses.
    pub fn at_rest(&self, registers: impl Fn(u32) -> usize) -> Self {
        Self {
            frames: self.frames.clone(),
            stack: self.stack[..self.end(registers)].to_vec(),
            handling: self.handling,
            entry: self.entry,
            entry_args: self.entry_args.clone(),
            entry_kw: self.entry_kw.clone(),
            begun: self.begun,
        }
    }

    /// A copy that can run, of one that was kept.
    pub fn awake(&self) -> Self {
        let mut thread = self.clone();
        let is_over = self.begun && self.frames.is_empty();
        if !is_over {
            thread.stack.resize((self.stack.len() + WINDOW).max(WINDOW * 2), Value::Undef);
        }
        thread
    }

    /// What it takes in memory, in bytes, roughly.
    pub fn bytes(&self) -> u64 {
        (size_of::<Self>() + self.frames.len() * size_of::<Frame>() + self.stack.len() * size_of::<Value>()) as u64
    }

    /// Every value that the thread keeps alive, given how many registers each code has.
    pub fn roots<'a>(&'a self, registers: impl Fn(u32) -> usize) -> impl Iterator<Item = Value> + 'a {
        let live = &self.stack[..self.end(registers)];
        let frames = self.frames.iter().flat_map(|frame| {
            [frame.function, frame.keep, frame.handling, frame.generator.map_or(Value::Undef, Value::Ref)]
        });
        live.iter()
            .copied()
            .chain(frames)
            .chain([self.handling, self.entry])
            .chain(self.entry_args.iter().copied())
            .chain(self.entry_kw.iter().map(|kw| kw.1))
    }
}
