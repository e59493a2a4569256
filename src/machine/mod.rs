//! The simulated computer: cores, a scheduler, interpreters with or without a global lock, and a clock that jumps.
//!
//! It drives what runs on it ([`guest`]), thread by thread, in the order of virtual time, and records all of it as a
//! [`Trace`](crate::trace::Trace). A run is a function of the program, the [`config`] and the seed. It refuses to know
//! the language that runs on it, to read a clock, and to start threads of its own: a thousand simulated threads on
//! sixty-four simulated cores run on the one that calls [`Machine::step`].
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`config`] | what a machine is like |
//! | [`events`], [`flow`], [`queueing`] | the event core: timers; processes and resources; the M/M/1 queue |
//! | [`settings`] | the same, by name and in words |
//! | [`policy`] | scheduling policies, a file each |
//! | [`jobs`] | textbook jobs under these policies |
//! | [`guest`] | what a machine asks of what runs on it |
//! | [`gil`] | the global lock of an interpreter |
//! | [`engine`] | time, cores and threads |
//! | [`record`] | the trace of a run |
//! | [`outcome`] | what a run came to, in numbers |
//! | [`history`] | going back and forth in it |
//! | [`deadlock`] | who waits for whom when nobody can go on |

mod act;
pub mod config;
pub mod deadlock;
mod dispatch;
pub mod engine;
pub mod events;
pub mod flow;
pub mod gil;
pub mod guest;
pub mod history;
pub mod jobs;
mod objects;
pub mod outcome;
pub mod policy;
pub mod queueing;
pub mod random;
pub mod record;
#[cfg(test)]
pub(crate) mod script;
pub mod settings;
pub mod state;
mod tasks;
#[cfg(test)]
mod tests;
mod world;

pub use config::Config;
pub use engine::{End, Machine};
pub use outcome::{Outcome, Status};
