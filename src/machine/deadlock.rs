//! Who waits for whom, once nobody can go on.

use std::fmt;

use super::engine::Machine;
use super::guest::Guest;
use super::state::{Phase, Wait};
use crate::python::guest::{TaskInfo, TaskStatus, ThreadId};

/// Threads that wait for what will not come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadlock {
    /// Every thread that waits, by number.
    pub threads: Vec<Stuck>,
    /// Numbers of threads of which each waits for the next, and the last for the first; empty where nobody waits in a
    /// circle, as where all wait for a notification that nobody is left to send.
    pub cycle: Vec<u32>,
    /// Every task of an event loop that waits, by number: what stands behind a thread that waits for its event loop.
    pub tasks: Vec<StuckTask>,
    /// As [`Self::cycle`], of tasks.
    pub task_cycle: Vec<u32>,
}

/// A task of an event loop that waits for what will not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StuckTask {
    /// Its number.
    pub task: u32,
    /// What it is called.
    pub name: String,
    /// The thread that executes its event loop.
    pub thread: Option<u32>,
    /// The line of the program it waits at; 0 where that is not known.
    pub line: u32,
    /// What it waits for.
    pub waits_for: String,
    /// Who could let it go on: numbers of tasks.
    pub held_by: Vec<u32>,
}

/// A thread that waits for what will not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Its number.
    pub thread: u32,
    /// What it is called.
    pub name: String,
    /// The line of the program it waits at; 0 where that is not known.
    pub line: u32,
    /// What it waits for.
    pub waits_for: String,
    /// Who could let it go on: numbers of the threads that hold what it waits for.
    pub held_by: Vec<u32>,
}

impl Deadlock {
    /// Who waits for whom on `machine` now. Before the run is over it is no deadlock yet, unless there is a circle.
    #[must_use]
    pub fn of<G: Guest>(machine: &Machine<G>) -> Self {
        let stuck = |(number, thread): (usize, &super::state::Thread)| {
            let Phase::Waits(Wait::Program(waits)) = thread.phase else { return None };
            let id = ThreadId(number as u32);
            let blocked = machine.guest().blocked_on(id);
            Some(Stuck {
                thread: id.0,
                name: machine.guest().thread_name(id),
                line: blocked.as_ref().map_or_else(|| machine.guest().line(id), |blocked| blocked.line),
                waits_for: machine.guest().waits_name(waits),
                held_by: blocked.map_or(Vec::new(), |blocked| blocked.holders.iter().map(|holder| holder.0).collect()),
            })
        };
        let threads: Vec<Stuck> = machine.threads().iter().enumerate().filter_map(stuck).collect();
        let task = |task: TaskInfo| StuckTask {
            task: task.number,
            name: task.name,
            thread: task.thread.map(|thread| thread.0),
            line: task.line,
            waits_for: task.waits_for,
            held_by: task.held_by,
        };
        let tasks = machine.guest().tasks().into_iter().filter(|task| task.status == TaskStatus::Waiting).map(task);
        Self::with(threads, tasks.collect())
    }

    fn with(threads: Vec<Stuck>, tasks: Vec<StuckTask>) -> Self {
        let edges: Vec<_> = threads.iter().map(|stuck| (stuck.thread, &stuck.held_by[..])).collect();
        let task_edges: Vec<_> = tasks.iter().map(|stuck| (stuck.task, &stuck.held_by[..])).collect();
        Self { cycle: cycle(&edges), task_cycle: cycle(&task_edges), threads, tasks }
    }

    fn named(&self, thread: u32) -> &str {
        self.threads.iter().find(|stuck| stuck.thread == thread).map_or("?", |stuck| &stuck.name)
    }

    fn task_named(&self, task: u32) -> &str {
        self.tasks.iter().find(|stuck| stuck.task == task).map_or("?", |stuck| &stuck.name)
    }
}

/// The first circle that is found when each is followed to those that hold what it waits for.
fn cycle(waits: &[(u32, &[u32])]) -> Vec<u32> {
    let find = |number: u32| waits.iter().position(|stuck| stuck.0 == number);
    let mut is_done = vec![false; waits.len()];
    for start in 0..waits.len() {
        // The way from `start`, with how many of the holders of each have been followed.
        let mut way = vec![(start, 0)];
        while let Some((at, followed)) = way.last_mut() {
            let (at, next) = (*at, waits[*at].1.get(*followed).copied());
            *followed += 1;
            match next {
                None => {
                    is_done[at] = true;
                    way.pop();
                }
                Some(next) => {
                    let Some(next) = find(next).filter(|&next| !is_done[next]) else { continue };
                    if let Some(first) = way.iter().position(|(place, _)| *place == next) {
                        return way[first..].iter().map(|(place, _)| waits[*place].0).collect();
                    }
                    way.push((next, 0));
                }
            }
        }
    }
    Vec::new()
}

impl fmt::Display for Deadlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, stuck) in self.threads.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", stuck.name)?;
            if stuck.line > 0 {
                write!(f, ", line {}", stuck.line)?;
            }
            if stuck.waits_for.starts_with("join ") {
                write!(f, ", waits to {}", stuck.waits_for)?;
                continue;
            }
            write!(f, ", waits for {}", stuck.waits_for)?;
            if !stuck.held_by.is_empty() {
                let names: Vec<&str> = stuck.held_by.iter().map(|&holder| self.named(holder)).collect();
                write!(f, ", held by {}", names.join(" and "))?;
            }
        }
        if let Some(first) = self.cycle.first() {
            let names: Vec<&str> = self.cycle.iter().chain([first]).map(|&thread| self.named(thread)).collect();
            write!(f, "\nIn a circle: {}", names.join(" -> "))?;
        }
        for stuck in &self.tasks {
            write!(f, "\nTask {}", stuck.name)?;
            if stuck.line > 0 {
                write!(f, ", line {}", stuck.line)?;
            }
            write!(f, ", waits for {}", stuck.waits_for)?;
            let names: Vec<&str> = stuck.held_by.iter().map(|&holder| self.task_named(holder)).collect();
            if !names.is_empty() && names != [stuck.waits_for.as_str()] {
                write!(f, ", held by {}", names.join(" and "))?;
            }
        }
        if let Some(first) = self.task_cycle.first() {
            let names: Vec<&str> = self.task_cycle.iter().chain([first]).map(|&task| self.task_named(task)).collect();
            write!(f, "\nTasks in a circle: {}", names.join(" -> "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stuck(thread: u32, held_by: &[u32]) -> Stuck {
        let (name, waits_for) = (format!("T{thread}"), format!("lock {thread}"));
        Stuck { thread, name, line: thread + 10, waits_for, held_by: held_by.to_vec() }
    }

    #[test]
    fn a_circle_is_found_and_begins_where_it_was_met() {
        // Each thread and who holds what it waits for; the circle.
        type Case<'a> = (&'a [(u32, &'a [u32])], &'a [u32]);
        let cases: [Case<'_>; 5] = [
            (&[(0, &[1]), (1, &[2]), (2, &[1])], &[1, 2]),
            (&[(1, &[1])], &[1]),
            (&[(0, &[5]), (1, &[])], &[]),
            (&[(0, &[1, 2]), (1, &[]), (2, &[3]), (3, &[0])], &[0, 2, 3]),
            (&[], &[]),
        ];
        for (threads, expect) in cases {
            assert_eq!(cycle(threads), expect);
        }
    }

    #[test]
    fn it_is_told_in_terms_of_lines() {
        let threads = vec![stuck(1, &[2]), stuck(2, &[1])];
        let told = Deadlock::with(threads, Vec::new()).to_string();
        assert_eq!(
            told,
            "T1, line 11, waits for lock 1, held by T2\nT2, line 12, waits for lock 2, held by T1\n\
             In a circle: T1 -> T2 -> T1"
        );
    }

    #[test]
    fn tasks_that_wait_stand_behind_their_threads() {
        let task = |task: u32, waits_for: &str, held_by: &[u32]| StuckTask {
            task,
            name: format!("Task-{task}"),
            thread: Some(0),
            line: task,
            waits_for: waits_for.into(),
            held_by: held_by.to_vec(),
        };
        let main =
            Stuck { thread: 0, name: "MainThread".into(), line: 9, waits_for: "event loop".into(), held_by: vec![] };
        let tasks = vec![task(1, "gather", &[2, 3]), task(2, "b", &[3]), task(3, "a", &[2]), task(4, "Task-1", &[1])];
        assert_eq!(
            Deadlock::with(vec![main], tasks).to_string(),
            "MainThread, line 9, waits for event loop\n\
             Task Task-1, line 1, waits for gather, held by Task-2 and Task-3\n\
             Task Task-2, line 2, waits for b, held by Task-3\n\
             Task Task-3, line 3, waits for a, held by Task-2\n\
             Task Task-4, line 4, waits for Task-1\n\
             Tasks in a circle: Task-2 -> Task-3 -> Task-2"
        );
    }
}
