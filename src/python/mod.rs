//! Python programs as values: source text to bytecode, and a virtual machine whose whole state can be cloned and
//! resumed. It knows no core, no scheduler and no clock: see [`guest`] for what passes between it and who drives it.
//!
//! # How it works
//!
//! *Values* are sixteen bytes: small ints, floats, bools and None in place, everything else the number of an object in
//! its process's heap. There are no reference counts: a collector marks and sweeps between two instructions, when
//! memory has grown enough, so no `__del__` and no weak references.
//!
//! *Instructions* are eight bytes over a window of 256 registers, of which the first are the function's variables. A
//! call's arguments lie where the callee's first registers will be, so calling copies nothing. A comparison and the
//! jump on it are executed together. Each access to shared state is an instruction of its own: `counter += 1` on a
//! global is a load, an addition and a store.
//!
//! *Attributes* lie in slots; the class and the names of an instance's slots are its *shape*. Each place in the code
//! that reads an attribute remembers the shape it met last and the slot.
//!
//! *The host's stack* does not grow with the program's: the loop in `vm` never calls itself. Functions written in
//! Rust that need the program's methods (`sorted` with a key, `print` of an object with `__str__`) return and hand
//! over to a function of the *prelude*, which is written in Python and compiled by the same compiler; its frames
//! are left out of tracebacks. Recursion over nested data is bounded, and nesting of source text before parsing.
//!
//! *Costs* are virtual: each instruction costs the same fixed time, and work inside a function written in Rust is
//! charged in instructions too, so that a run does not depend on the host.

mod attr;
mod builtins;
mod class;
mod code;
mod compile;
mod cx;
mod dict;
pub mod drive;
mod format;
pub mod guest;
mod heap;
mod items;
mod library;
mod number;
mod object;
mod ops;
mod parse;
mod pickle;
mod scope;
mod semantics;
mod set;
mod show;
mod sync;
mod tasks;
mod thread;
mod traceback;
mod types;
mod value;
mod vm;
mod world;

pub use world::{Snapshot, World};
