//! The bytecode: instructions of eight bytes over a window of at most 256 registers, and what belongs to a function.
//!
//! `d` is where the result goes, `s` the only operand, `a` and `b` the two operands, `t` a target in the same code.
//! An access to shared state is always an instruction of its own, so that `counter += 1` is a load, an addition and a
//! store, and a scheduler can come between them.

use std::sync::Arc;

use super::object::{GeneratorKind, Name};
use super::value::Value;

pub type Reg = u8;

#[derive(Clone, Copy, Debug)]
pub enum Op {
    Nop,
    Move {
        d: Reg,
        s: Reg,
    },
    Const {
        d: Reg,
        k: u32,
    },
    Int {
        d: Reg,
        i: i32,
    },
    None {
        d: Reg,
    },
    True {
        d: Reg,
    },
    False {
        d: Reg,
    },
    LoadGlobal {
        d: Reg,
        slot: u32,
    },
    StoreGlobal {
        s: Reg,
        slot: u32,
    },
    DelGlobal {
        slot: u32,
    },
    /// The register's value moves into a fresh cell, and the register holds the cell.
    MakeCell {
        r: Reg,
    },
    /// The function's own cell number `i`.
    LoadFree {
        d: Reg,
        i: u32,
    },
    LoadCell {
        d: Reg,
        c: Reg,
    },
    StoreCell {
        s: Reg,
        c: Reg,
    },
    DelCell {
        c: Reg,
    },
    CheckLocal {
        r: Reg,
    },
    DelLocal {
        r: Reg,
    },
    /// In a class body: from its namespace, else from the cell, else from the globals.
    LoadName {
        d: Reg,
        c: Reg,
        k: u32,
    },
    StoreName {
        s: Reg,
        k: u32,
    },
    DelName {
        k: u32,
    },
    Add {
        d: Reg,
        a: Reg,
        b: Reg,
    },
    Sub {
        d: Reg,
        a: Reg,
        b: Reg,
    },
    Mul {
        d: Reg,
        a: Reg,
        b: Reg,
    },
    AddI {
        d: Reg,
        a: Reg,
        i: i32,
    },
    SubI {
        d: Reg,
        a: Reg,
        i: i32,
    },
    Binary {
        op: Bin,
        d: Reg,
        a: Reg,
        b: Reg,
    },
    /// `a op= b`.
    InPlace {
        op: Bin,
        d: Reg,
        a: Reg,
        b: Reg,
    },
    Compare {
        op: Cmp,
        d: Reg,
        a: Reg,
        b: Reg,
    },
    /// As `Compare`; the next instruction jumps on `d`, which is not used after that.
    CompareJump {
        op: Cmp,
        d: Reg,
        a: Reg,
        b: Reg,
    },
    /// As `CompareJump` with a small number on the right.
    CompareJumpI {
        op: Cmp,
        d: Reg,
        a: Reg,
        i: i32,
    },
    Is {
        d: Reg,
        a: Reg,
        b: Reg,
        not: bool,
    },
    In {
        d: Reg,
        a: Reg,
        b: Reg,
        not: bool,
    },
    Not {
        d: Reg,
        s: Reg,
    },
    Unary {
        op: Un,
        d: Reg,
        s: Reg,
    },
    Jump {
        t: u32,
    },
    /// Backwards: the end of a loop's body.
    Loop {
        t: u32,
    },
    JumpIf {
        r: Reg,
        t: u32,
    },
    JumpIfNot {
        r: Reg,
        t: u32,
    },
    GetIter {
        d: Reg,
        s: Reg,
    },
    GetAiter {
        d: Reg,
        s: Reg,
    },
    /// The state of a `for` loop over `s` goes to three registers from `it` on.
    ForPrep {
        it: Reg,
        s: Reg,
    },
    /// Jumps back to the body with the next item in `d`, or goes on.
    ForNext {
        it: Reg,
        d: Reg,
        t: u32,
    },
    GetItem {
        d: Reg,
        a: Reg,
        b: Reg,
    },
    SetItem {
        a: Reg,
        b: Reg,
        s: Reg,
    },
    DelItem {
        a: Reg,
        b: Reg,
    },
    LoadAttr {
        d: Reg,
        o: Reg,
        site: u32,
    },
    StoreAttr {
        o: Reg,
        s: Reg,
        site: u32,
    },
    DelAttr {
        o: Reg,
        site: u32,
    },
    /// `f` and `n` arguments after it.
    Call {
        d: Reg,
        f: Reg,
        n: u8,
    },
    /// The last of the `n` arguments are named.
    CallKw {
        d: Reg,
        f: Reg,
        n: u8,
        names: u32,
    },
    /// `f`, a list of arguments, a dict of named ones.
    CallEx {
        d: Reg,
        f: Reg,
    },
    /// The receiver lies in `b + 1`, `n` arguments after it.
    CallMethod {
        d: Reg,
        b: Reg,
        n: u8,
        site: u32,
    },
    Return {
        s: Reg,
    },
    Yield {
        d: Reg,
        s: Reg,
    },
    GetAwaitable {
        d: Reg,
        s: Reg,
    },
    /// The iterator of `yield from`.
    GetYieldFrom {
        d: Reg,
        s: Reg,
    },
    /// Sends `d` to the iterator in `it`: what it yields goes to `d`, or its result, with a jump.
    Send {
        d: Reg,
        it: Reg,
        t: u32,
    },
    /// Yields `d` on behalf of `it`.
    YieldFrom {
        d: Reg,
        it: Reg,
    },
    BuildList {
        d: Reg,
        s: Reg,
        n: u8,
    },
    BuildTuple {
        d: Reg,
        s: Reg,
        n: u8,
    },
    BuildSet {
        d: Reg,
    },
    BuildDict {
        d: Reg,
    },
    BuildString {
        d: Reg,
        s: Reg,
        n: u8,
    },
    BuildSlice {
        d: Reg,
        s: Reg,
    },
    ListAppend {
        l: Reg,
        s: Reg,
    },
    ListExtend {
        l: Reg,
        s: Reg,
    },
    SetAdd {
        l: Reg,
        s: Reg,
    },
    SetUpdate {
        l: Reg,
        s: Reg,
    },
    DictMerge {
        l: Reg,
        s: Reg,
        call: bool,
    },
    ListToTuple {
        d: Reg,
        s: Reg,
    },
    /// `conversion` is a character or 0; `spec` is 255 where there is none.
    Format {
        d: Reg,
        s: Reg,
        conversion: u8,
        spec: Reg,
    },
    /// `s` holds the defaults as a tuple, `s + 1` the keyword defaults.
    MakeFunction {
        d: Reg,
        s: Reg,
        code: u32,
    },
    Unpack {
        s: Reg,
        d: Reg,
        n: u8,
    },
    UnpackEx {
        s: Reg,
        d: Reg,
        before: u8,
        after: u8,
    },
    Raise {
        s: Reg,
        cause: Reg,
    },
    Reraise {
        s: Reg,
    },
    /// `s` is now being handled; what was handled before is kept in `d`.
    PushHandling {
        d: Reg,
        s: Reg,
    },
    PopHandling {
        s: Reg,
    },
    /// Does the exception `e` match the class or tuple in `s`?
    MatchException {
        d: Reg,
        e: Reg,
        s: Reg,
    },
    /// A method of the type, bound: for `with`.
    LoadSpecial {
        d: Reg,
        o: Reg,
        site: u32,
    },
    Import {
        d: Reg,
        module: u32,
    },
    ImportFrom {
        d: Reg,
        s: Reg,
        site: u32,
    },
    /// One of the interpreter's own functions, with `n` arguments from `s` on.
    Intrinsic {
        d: Reg,
        s: Reg,
        n: u8,
        f: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Bin {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

impl Bin {
    pub const ALL: [Self; 13] = [
        Self::Add,
        Self::Sub,
        Self::Mul,
        Self::Div,
        Self::FloorDiv,
        Self::Mod,
        Self::Pow,
        Self::MatMul,
        Self::LShift,
        Self::RShift,
        Self::And,
        Self::Or,
        Self::Xor,
    ];

    pub fn symbol(self) -> &'static str {
        ["+", "-", "*", "/", "//", "%", "** or pow()", "@", "<<", ">>", "&", "|", "^"][self as usize]
    }

    pub fn method(self) -> &'static str {
        ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor"]
            [self as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Cmp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl Cmp {
    pub const ALL: [Self; 6] = [Self::Lt, Self::Le, Self::Eq, Self::Ne, Self::Gt, Self::Ge];

    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }

    pub fn method(self) -> &'static str {
        ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"][self as usize]
    }

    /// The same comparison with its sides exchanged.
    pub fn swapped(self) -> Self {
        [Self::Gt, Self::Ge, Self::Eq, Self::Ne, Self::Lt, Self::Le][self as usize]
    }

    #[inline]
    pub fn holds<T: PartialOrd>(self, a: T, b: T) -> bool {
        match self {
            Self::Lt => a < b,
            Self::Le => a <= b,
            Self::Eq => a == b,
            Self::Ne => a != b,
            Self::Gt => a > b,
            Self::Ge => a >= b,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Un {
    Neg,
    Pos,
    Invert,
}

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
}
