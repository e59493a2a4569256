//! The bytecode: instructions of eight bytes over a window of at most 256 registers, and what belongs to a function.
//!
//! `d` is where the result goes, `s` the only operand, `a` and `b` the two operands, `t` a target in the same code.
//! An access to shared state is always an instruction of its own, so that `counter += 1` is a load, an addition and a
//! store, and a scheduler can come between them.

mod op;
mod operator;

use std::sync::Arc;

use super::object::{GeneratorKind, Name};
use super::value::Value;

pub use op::Op;
pub use operator::{Bin, Cmp, Un};

pub type Reg = u8;

/// Where an instruction stands in the source: lines from 1 on, columns in bytes from 0 on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    /// For `a + b` and `a[b]`: where the operator begins and ends, on `line`; 0 where there is none.
    pub mark: (u32, u32),
}

/// Instructions from `start` to before `end` are guarded: an exception goes to register `reg`, execution to `target`.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub reg: Reg,
}

#[derive(Clone, Debug, Default)]
pub struct Code {
    pub number: u32,
    pub name: Arc<str>,
    pub qualname: Arc<str>,
    pub module: u32,
    pub ops: Vec<Op>,
    pub spans: Vec<Span>,
    pub guards: Vec<Guard>,
    pub kw_names: Vec<Box<[Name]>>,
    /// Names of the registers that hold variables; the parameters come first: positional, keyword-only, `*`, `**`.
    pub locals: Vec<Name>,
    /// Which of them hold a cell.
    pub cell_locals: Vec<bool>,
    pub positional: u8,
    pub positional_only: u8,
    pub keyword_only: u8,
    pub var_args: bool,
    pub var_kwargs: bool,
    pub registers: u16,
    /// The registers of the enclosing function whose cells it takes.
    pub captures: Vec<Reg>,
    pub free_names: Vec<Name>,
    pub generator: Option<GeneratorKind>,
    /// Left out of tracebacks and of the page's stacks: CPython has it in C.
    pub hidden: bool,
    pub doc: Option<Arc<str>>,
    pub first_line: u32,
    /// Only positional parameters and no cells among them: a call copies nothing.
    pub simple: bool,
}

impl Code {
    pub fn parameters(&self) -> usize {
        self.positional as usize
            + self.keyword_only as usize
            + usize::from(self.var_args)
            + usize::from(self.var_kwargs)
    }
}

/// A module's source, as far as it is needed after compiling.
#[derive(Clone, Debug)]
pub struct ModuleCode {
    pub name: Arc<str>,
    pub file: Arc<str>,
    pub lines: Vec<Arc<str>>,
    pub code: u32,
    /// Its global variables and their slots.
    pub globals: Vec<(Name, u32)>,
}

/// Everything that was compiled: fixed once a program is loaded.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub codes: Vec<Code>,
    pub modules: Vec<ModuleCode>,
    pub consts: Vec<Value>,
    /// The name that each attribute access is about.
    pub sites: Vec<Name>,
    /// The name of each global slot, and its module.
    pub slots: Vec<(Name, u32)>,
    /// Slots that are written only once, at a module's top level: reading them is no visible access.
    pub fixed: Vec<bool>,
    /// The slots of `sys.stdout` and of what it was at first, where the program has the module.
    pub stdout: Option<[u32; 2]>,
}
