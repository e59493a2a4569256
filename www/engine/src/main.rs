//! What the page's workers run.

use wasm_bindgen::prelude::*;

pub use wasm_bindgen_rayon::init_thread_pool;

/// Sums a range on the pool: stands in until the lab is wired.
#[wasm_bindgen]
pub fn sum(n: u32) -> u32 {
    use rayon::prelude::*;
    (0..n).into_par_iter().sum()
}

fn main() {}
