//! The simplest way to run a program: one core, a thread until it blocks, time that passes when nobody is ready. For
//! tests and benchmarks of the language; the machine does it properly.

use super::World;
use super::guest::{Limits, Request, Stop, ThreadId, ThreadStatus};

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With this exit code.
    Exit(i32),
    /// Nobody can go on.
    Deadlock,
    /// The limit on instructions.
    Steps,
    /// The limit on memory.
    Memory,
}

/// Runs the program to its end, or until it has executed so many instructions. The virtual time it took, in
/// nanoseconds, comes with it.
pub fn to_end(world: &mut World, max_instructions: u64) -> (Ended, u64) {
    let mut now_ns = 0_u64;
    let mut steps = 0_u64;
    let mut sleeping: Vec<(u64, u64, ThreadId, bool)> = Vec::new();
    let mut order = 0_u64;
    let mut last = ThreadId(0);
    loop {
        if let Some(code) = world.exit_code(super::guest::ProcessId(0)) {
            return (Ended::Exit(code), now_ns);
        }
        world.take_events();
        let count = world.thread_count() as u32;
        // Round robin: the next ready thread after the last one.
        let next = (1..=count)
            .map(|step| ThreadId((last.0 + step) % count))
            .find(|thread| world.status(*thread) == ThreadStatus::Ready);
        let Some(thread) = next else {
            sleeping.retain(|(_, _, thread, blocked)| {
                let status = world.status(*thread);
                if *blocked { matches!(status, ThreadStatus::Blocked(_)) } else { status == ThreadStatus::Requesting }
            });
            sleeping.sort();
            let Some((at_ns, _, thread, blocked)) = (!sleeping.is_empty()).then(|| sleeping.remove(0)) else {
                return (Ended::Deadlock, now_ns);
            };
            now_ns = now_ns.max(at_ns);
            if blocked {
                world.time_out(thread);
            } else {
                world.answer(thread);
            }
            continue;
        };
        last = thread;
        sleeping.retain(|entry| entry.2 != thread);
        let limits =
            Limits { now_ns, budget_ns: 5_000_000, max_instructions: max_instructions - steps, ..Limits::default() };
        let ran = world.run(thread, &limits);
        now_ns += ran.cpu_ns;
        steps = steps.saturating_add(ran.instructions).saturating_add(ran.work);
        order += 1;
        match ran.stop {
            Stop::Request(request) => {
                let ns = match request {
                    Request::Sleep { ns } | Request::Io { ns } => ns,
                    Request::Cpu { ns } => {
                        now_ns += ns;
                        0
                    }
                    _ => 0,
                };
                if ns == 0 {
                    world.answer(thread);
                } else {
                    sleeping.push((now_ns + ns, order, thread, false));
                }
            }
            Stop::Blocked { timeout_ns: Some(ns), .. } => sleeping.push((now_ns + ns, order, thread, true)),
            Stop::Instructions => return (Ended::Steps, now_ns),
            Stop::OutOfMemory | Stop::TooManyProcesses => return (Ended::Memory, now_ns),
            _ => {}
        }
        if steps >= max_instructions {
            return (Ended::Steps, now_ns);
        }
    }
}
