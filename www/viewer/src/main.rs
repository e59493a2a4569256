//! The viewer: a worker that owns opened traces, answers the page's questions about them, and paints their timelines.
//!
//! `worker.js` loads it, reads files for it and tells it when to paint; [`viewer`] is what it calls. What decides is pure
//! and knows no browser: [`arrange`] where lanes lie, [`scale`] where moments lie, [`tiles`] what a row looks like,
//! [`curves`] the curves above the lanes. [`paint`] draws what they say, [`answer`] tells it in words.

mod allocator;
mod answer;
mod arrange;
mod curves;
mod facts;
mod growing;
mod measuring;
mod opened;
mod opening;
mod paint;
mod post;
mod scale;
mod search;
mod tiles;
mod viewer;
mod words;

pub use wasm_bindgen_rayon::init_thread_pool;

// Every worker of the pool would run it: what the viewer does is asked for by `worker.js`.
fn main() {}
