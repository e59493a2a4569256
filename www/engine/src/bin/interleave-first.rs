//! The engine with what the page's first view runs: built without the feature `full`.

// For what it exports.
extern crate interleave_engine;

// Every instance and every pool worker would run it: what they do is asked for by `worker.js`.
fn main() {}
