//! What this browser offers: cores, and whether workers may share memory.

use interleave::lab::Plan;

/// How many workers this machine has cores for, as the browser says.
#[must_use]
pub fn hardware_threads() -> u32 {
    let count = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    (count as u32).clamp(1, Plan::MAX_WORKERS)
}

/// The largest number of workers that is offered: twice what the hardware has, and at least 16.
#[must_use]
pub fn most_workers() -> u32 {
    (2 * hardware_threads()).clamp(16, Plan::MAX_WORKERS)
}

/// Whether this page may share memory between workers.
#[must_use]
pub fn is_isolated() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"crossOriginIsolated".into()).is_ok_and(|value| value.is_truthy())
}
