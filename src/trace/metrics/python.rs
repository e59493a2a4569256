//! What a profile of Python's calls cannot tell: which of the threads in a call holds the interpreter's lock.

use super::innermost::nests;
use super::names::NameFigures;
use crate::trace::Trace;

/// Whether threads of one process may have shared a GIL without a word of it in the trace: several of them execute, and
/// names are those that Python's profilers give to functions. Where there is a GIL, at most one of them executed at a
/// time, so busy time and parallelism are upper bounds. `names` are the figures of all names of `trace`.
#[must_use]
pub fn may_share_gil(trace: &Trace, names: &[NameFigures]) -> bool {
    let of_python = names.iter().filter(|figures| trace.strings.get(figures.name).contains(".py:")).count();
    let mut processes: Vec<u32> = trace
        .lanes
        .iter()
        .filter(|lane| nests(lane.kind) && !lane.slices.is_empty())
        .map(|lane| lane.process)
        .collect();
    processes.sort_unstable();
    of_python * 4 > names.len() && processes.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::metrics::names::by_name;
    use crate::trace::{Event, NO_TASK, Recording, State};

    fn told(function: &str, processes: [u32; 2]) -> bool {
        let mut recording = Recording::new([function]);
        for process in processes {
            let lane = recording.add_worker("thread", process);
            recording.record(lane, Event::Switch { time_ns: 0, state: State::Running, task: NO_TASK, name: 0 });
            recording.record(lane, Event::Switch { time_ns: 9, state: State::Idle, task: NO_TASK, name: 0 });
        }
        let trace = recording.into_trace();
        may_share_gil(&trace, &by_name(&trace))
    }

    #[test]
    fn threads_of_one_python_process_may_share_a_gil() {
        assert!(told("work (/home/me/work.py:3)", [0, 0]));
        assert!(!told("work (/home/me/work.py:3)", [0, 1]), "each process has a GIL of its own");
        assert!(!told("work", [0, 0]), "not a profile of Python");
    }
}
