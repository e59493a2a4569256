//! When the collector runs.

use crate::python::cx::Cx;
use crate::python::thread::Thread;
use crate::python::value::Value;

/// Frees memory that nothing refers to. Whether there is still too much of it.
#[cold]
pub(super) fn collect(cx: &mut Cx<'_>, thread: &Thread) -> bool {
    let program = cx.program.clone();
    let registers = |code: u32| program.codes[code as usize].registers as usize;
    let mut roots: Vec<Value> = thread.roots(registers).collect();
    roots.push(cx.handling);
    cx.world.roots(cx.process, &mut roots);
    cx.heap.collect(roots.into_iter());
    // Sweeping costs the host time, not the program: CPython frees as it goes.
    let others: usize = cx.world.processes.iter().map(|process| process.heap.alive).sum();
    let all = others + cx.heap.alive + cx.world.held as usize;
    let limit = cx.world.options.max_memory as usize;
    cx.heap.threshold = cx.heap.threshold.min(limit.saturating_sub(all).max(1 << 20));
    all > limit
}
