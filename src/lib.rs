//! Interleave shows what concurrency and parallelism do, by running both.
//!
//! This crate is the core: it runs work under different *execution models*, records what happened, and measures
//! and writes what was recorded. Everything that ran becomes a [`trace::Trace`]; metrics, drawing and export know
//! traces and nothing else.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`time`] | nanoseconds, spans, and the clock that is handed in |
//! | [`trace`] | the data model; growing recordings; metrics; Chrome JSON, SVG and text out |
//! | [`record`] | the lock-free buffer each worker appends its slices to |
//! | [`workload`] | real work, a file each: a serial kernel, the same work as tasks, the known answer |
//! | `python` | Python programs as values: parser, bytecode, virtual machine, library modules (feature `python`) |
//! | [`lab`] | running a workload under an execution model; sweeps; scaling laws |
//! | `gallery` | the programs that come with it, and what each says of itself (feature `python`) |
//! | [`machine`] | the simulated computer: cores, clock, scheduling policies, GIL, blocking, costs |
//!
//! The core has no screen, no clock and no thread pool of its own: the clock, the way to sleep and the way to start
//! workers are handed in ([`lab::Host`]), so the same code runs in the page, in the terminal and, with literal
//! times, in tests. Dependencies point one way: `time <- trace <- record <- workload <- lab`.
// One module needs `unsafe` and says why at its top (`record::lane`); everywhere else it is an error.
#![deny(unsafe_code)]
#![deny(missing_docs)]
// Without `full` there are workloads that can be named and not built, and what only they use.
#![cfg_attr(not(feature = "full"), allow(dead_code))]

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "python")]
pub mod gallery;
pub mod lab;
#[cfg(feature = "python")]
pub mod machine;
#[cfg(feature = "python")]
pub mod python;
pub mod record;
pub mod time;
pub mod trace;
pub mod workload;
