//! The instructions.

use super::Reg;
use super::operator::{Bin, Cmp, Un};

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
    /// Where it is for a call, what is called lies in the register before the list.
    ListExtend {
        l: Reg,
        s: Reg,
        call: bool,
    },
    SetAdd {
        l: Reg,
        s: Reg,
    },
    SetUpdate {
        l: Reg,
        s: Reg,
    },
    /// Where it is for a call, what is called lies two registers before the dict.
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
