//! What the page's workers run: the lab, in an instance of its own that can be thrown away.
//!
//! `worker.js` loads it in one of two roles. The *engine* worker owns an instance and, on an isolated page, the pool
//! of workers that share its memory (wasm-bindgen-rayon); it blocks while a run goes on, and the page looks into its
//! memory meanwhile. A *child* worker has an instance and a memory of its own and serves one run's tasks by message.
//!
//! It is built twice: `interleave-first` has what the page's first view runs and is there at once, `interleave-engine`
//! has everything and takes its place when the first view stands.
//!
//! Nothing here touches a document. Who started the worker may end it at any moment.

mod allocator;
pub mod clock;
mod failure;
mod host;
#[cfg(feature = "full")]
mod processes;
mod runs;
mod stream;

pub use wasm_bindgen_rayon::init_thread_pool;
