//! What lanes, tasks and states of a recording are called, in the reader's language. Recordings have English names.

use interleave::trace::State;
use interleave::workload::find;

use crate::numbers::{capital, parse};
use crate::text::say;

/// A lane: its kind and number where the lab has named it, else the name as it is.
pub fn lane(name: &str) -> String {
    let (kind, number) = name.split_once(' ').unwrap_or((name, "0"));
    let kind = match kind {
        "Worker" => "worker",
        "Process" => "process",
        "Parent" => "parent",
        _ => return name.to_owned(),
    };
    parse(number).map_or_else(|| name.to_owned(), |number| say::figure_lane(kind, number))
}

/// A task of a workload, from 0 on, as a sentence starts with it: `Tile 3`.
pub fn task(workload: &str, task: u32) -> String {
    capital(&say::workload_task(workload, task + 1))
}

/// What a slice of a workload is busy with; empty where that is the task itself.
pub fn doing(workload: &str, name: &str) -> String {
    if name.is_empty() || find(workload).is_some_and(|known| known.task_name == name) {
        return String::new();
    }
    say::figure_doing(&name.replace(' ', "-"), name)
}

/// A state, inside a sentence.
pub fn state(state: State) -> String {
    say::shared_state(state.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_recordings_are_translated_and_others_left() {
        assert_eq!([lane("Worker 12"), lane("Parent"), lane("main thread")], ["Worker 12", "Parent", "main thread"]);
        assert_eq!((task("mandelbrot", 2), doing("mandelbrot", "tile")), ("Tile 3".to_owned(), String::new()));
        assert_eq!(doing("sort", "copy arguments"), "copy arguments");
        assert_eq!(doing("sort", "something new"), "something new");
    }
}
