//! Pickling: values as bytes, in Python's own format (protocol 4), so that they can cross to another process's memory
//! and cost what they cost there.
//!
//! Neither half calls the program's code. Where an object says for itself how it is pickled, [`dump`] returns it to
//! `pickle.py`, which asks it and tries again; where something has to be called to make an object, [`load`] returns
//! the call and is resumed with its result. Both keep their own stack, so that nested data takes none of the host's.
//! Neither persistent ids nor protocols below 4 are there.

mod dump;
mod load;
mod names;

use super::cx::NativeFn;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_dump", dump::run),
    ("_rt_load", load::run),
    ("_rt_find_module", names::find),
    ("_rt_module_of", names::module_of),
    // What an object is known by while it is pickled.
    ("_rt_place", |_, a| {
        Ok(match a.get(0) {
            super::value::Value::Ref(at) => super::value::Value::Int(i64::from(at.0)),
            _ => super::value::Value::Int(-1),
        })
    }),
];

/// The instructions of the format, as far as they are written here.
mod op {
    pub const PROTO: u8 = 0x80;
    pub const FRAME: u8 = 0x95;
    pub const STOP: u8 = b'.';
    pub const MARK: u8 = b'(';
    pub const POP: u8 = b'0';
    pub const POP_MARK: u8 = b'1';
    pub const NONE: u8 = b'N';
    pub const TRUE: u8 = 0x88;
    pub const FALSE: u8 = 0x89;
    pub const BININT: u8 = b'J';
    pub const BININT1: u8 = b'K';
    pub const BININT2: u8 = b'M';
    pub const LONG1: u8 = 0x8a;
    pub const LONG4: u8 = 0x8b;
    pub const BINFLOAT: u8 = b'G';
    pub const SHORT_BINUNICODE: u8 = 0x8c;
    pub const BINUNICODE: u8 = b'X';
    pub const SHORT_BINBYTES: u8 = b'C';
    pub const BINBYTES: u8 = b'B';
    pub const EMPTY_LIST: u8 = b']';
    pub const APPEND: u8 = b'a';
    pub const APPENDS: u8 = b'e';
    pub const EMPTY_DICT: u8 = b'}';
    pub const SETITEM: u8 = b's';
    pub const SETITEMS: u8 = b'u';
    pub const EMPTY_TUPLE: u8 = b')';
    pub const TUPLE1: u8 = 0x85;
    pub const TUPLE2: u8 = 0x86;
    pub const TUPLE3: u8 = 0x87;
    pub const TUPLE: u8 = b't';
    pub const EMPTY_SET: u8 = 0x8f;
    pub const ADDITEMS: u8 = 0x90;
    pub const FROZENSET: u8 = 0x91;
    pub const STACK_GLOBAL: u8 = 0x93;
    pub const NEWOBJ: u8 = 0x81;
    pub const REDUCE: u8 = b'R';
    pub const BUILD: u8 = b'b';
    pub const MEMOIZE: u8 = 0x94;
    pub const BINGET: u8 = b'h';
    pub const LONG_BINGET: u8 = b'j';
}
