//! The virtual machine: the loop that executes bytecode, and what it leaves to colder code.
//!
//! The loop never calls itself. A call of a Python function pushes a frame; what a function written in Rust wants of
//! Python it asks for by returning (`Exit::Call`), and gets through the new frame's `Ret`.

mod bind;
mod call;
mod fast;
mod fault;
mod generator;
mod leave;
mod memory;
mod run;
mod unwind;

use super::guest::Stop;
use super::value::Value;

pub use call::begin;
pub use run::run;

/// What a step that leaves the fast path comes to.
enum Next {
    /// Go on in the thread's top frame.
    Go,
    /// The thread's last frame returned.
    Exit(Value),
    /// Nobody caught this exception.
    Uncaught(Value),
    Park(Stop),
}
