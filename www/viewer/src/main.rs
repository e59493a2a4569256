//! The viewer: a worker that owns opened traces, answers the page's questions about them, and paints their timelines.

fn main() {}
