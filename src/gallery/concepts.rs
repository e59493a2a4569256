//! What the gallery has to show: the list that it is measured by.
//!
//! A concept has a number, under which programs name it, and a short name. It refuses to explain anything: programs do.

/// A concept, and the chapter it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its number, from 1 on.
    pub number: u8,
    /// The chapter.
    pub chapter: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// All of them, in order.
pub fn all() -> impl Iterator<Item = Concept> {
    let named = CHAPTERS.iter().flat_map(|(chapter, names)| names.iter().map(|name| (*chapter, *name)));
    named.zip(1..).map(|((chapter, name), number)| Concept { number, chapter, name })
}

/// The one with that number.
#[must_use]
pub fn find(number: u8) -> Option<Concept> {
    all().find(|concept| concept.number == number)
}

const CHAPTERS: &[(&str, &[&str])] = &[
    (
        "Concurrency and parallelism",
        &[
            "the same tasks on one worker and on several",
            "overlapping lifetimes, one executing at a time",
            "structure and speed: responsiveness beside throughput",
            "asynchronous calls: submit, go on, poll, ready",
        ],
    ),
    ("The machine", &["compute, memory and I/O operations", "latencies over ten decades"]),
    (
        "Scheduling",
        &[
            "one at a time, cooperative, preemptive",
            "three processes share one CPU",
            "yield, block, preempt",
            "what a context switch costs",
            "round robin and its quantum",
            "an order that cannot be relied on",
            "every program has a thread",
        ],
    ),
    (
        "Threads",
        &[
            "the states of a thread",
            "before start, a name and a native id",
            "with join and without",
            "which threads there are",
            "output of several threads, mixed",
            "a thread that another joins",
            "a class of threads",
            "daemon threads",
            "one heap, a stack for each thread",
            "downloads that wait together",
        ],
    ),
    (
        "Processes",
        &[
            "code, data and state kept apart",
            "the same program as several processes",
            "fork, spawn and forkserver",
            "pipes, queues and managers",
            "what starting and switching costs",
            "exit codes, and closing what runs",
            "computing on several cores",
        ],
    ),
    (
        "Synchronisation",
        &[
            "load, add, store",
            "a counter with a lock and without",
            "totals that are exact under a lock",
            "permits of a semaphore",
            "one holder, and who goes on",
            "locks and exceptions",
            "conditions and their waiters",
            "joins, barriers and futures as dependencies",
        ],
    ),
    ("Deadlock", &["two locks in opposite orders, and cures"]),
    ("Producers and consumers", &["a bounded queue"]),
    (
        "The GIL",
        &[
            "one thread executes at a time",
            "released around input and output",
            "computing on threads and on processes",
            "the same program without it",
        ],
    ),
    ("Which to choose", &["computing and waiting under each model", "what copying between processes costs"]),
    (
        "Pools and futures",
        &[
            "map over a pool, in order",
            "results as they are completed",
            "one call handed to a pool",
            "size, initializer and lifetime of workers",
            "the life of a future",
            "map of an executor",
            "futures as they are completed",
            "a server under load",
        ],
    ),
    (
        "Event loops",
        &[
            "a coroutine runs until it awaits",
            "one greedy callback",
            "the same waits on threads, processes and coroutines",
        ],
    ),
    (
        "Common mistakes",
        &[
            "threads for computing",
            "no main guard",
            "sharing without a lock",
            "expecting processes to share memory",
            "a thread for each item",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_62_and_each_is_found_by_its_number() {
        assert_eq!(all().count(), 62);
        for (number, chapter) in [(1, "Concurrency and parallelism"), (39, "Deadlock"), (62, "Common mistakes")] {
            assert_eq!(find(number).map(|concept| concept.chapter), Some(chapter));
        }
        assert_eq!((find(0), find(63)), (None, None));
    }
}
