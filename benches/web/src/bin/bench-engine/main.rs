//! Recording and tasks, with the page's clock and allocator: what they cost in a browser's workers.
//!
//! Every function is called on a worker outside the pool and returns milliseconds.

mod record;
mod tasks;

fn main() {}
