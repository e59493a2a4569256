//! `asyncio` on the simulated machine: it prints what CPython prints, its tasks are seen, and when all of them wait for
//! each other that is said.

#![cfg(feature = "python")]

mod cpython;
mod machine;
mod report;
