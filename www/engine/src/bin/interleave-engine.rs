//! The engine with every workload and execution model.

// For what it exports.
extern crate interleave_engine;

// Every instance and every pool worker would run it: what they do is asked for by `worker.js`.
fn main() {}
