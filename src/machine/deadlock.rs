//! Who waits for whom, once nobody can go on.

use std::fmt;

use super::engine::Machine;
use super::guest::Guest;
use super::state::{Phase, Wait};
use crate::python::guest::ThreadId;

/// Threads that wait for what will not come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadlock {
    /// Every thread that waits, by number.
    pub threads: Vec<Stuck>,
    /// Numbers of threads of which each waits for the next, and the last for the first; empty where nobody waits in a
    /// circle, as where all wait for a notification that nobody is left to send.
    pub cycle: Vec<u32>,
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
        let cycle = cycle(&threads);
        Self { threads, cycle }
    }

    fn named(&self, thread: u32) -> &str {
        self.threads.iter().find(|stuck| stuck.thread == thread).map_or("?", |stuck| &stuck.name)
    }
}

/// The first circle that is found when each thread is followed to those that hold what it waits for.
fn cycle(threads: &[Stuck]) -> Vec<u32> {
    let find = |thread: u32| threads.iter().position(|stuck| stuck.thread == thread);
    let mut is_done = vec![false; threads.len()];
    for start in 0..threads.len() {
        // The way from `start`, with how many of the holders of each have been followed.
        let mut way = vec![(start, 0)];
        while let Some((at, followed)) = way.last_mut() {
            let (at, next) = (*at, threads[*at].held_by.get(*followed).copied());
            *followed += 1;
            match next {
                None => {
                    is_done[at] = true;
                    way.pop();
                }
                Some(next) => {
                    let Some(next) = find(next).filter(|&next| !is_done[next]) else { continue };
                    if let Some(first) = way.iter().position(|(place, _)| *place == next) {
                        return way[first..].iter().map(|(place, _)| threads[*place].thread).collect();
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
            let threads: Vec<Stuck> = threads.iter().map(|(thread, held_by)| stuck(*thread, held_by)).collect();
            assert_eq!(cycle(&threads), expect);
        }
    }

    #[test]
    fn it_is_told_in_terms_of_lines() {
        let threads = vec![stuck(1, &[2]), stuck(2, &[1])];
        let told = Deadlock { cycle: cycle(&threads), threads }.to_string();
        assert_eq!(
            told,
            "T1, line 11, waits for lock 1, held by T2\nT2, line 12, waits for lock 2, held by T1\n\
             In a circle: T1 -> T2 -> T1"
        );
    }
}
