//! Which call lets a waiting one go on: a table of names, for traces without arrows.
//!
//! A profile of calls says that a thread is in `Queue.get`, not who put something there. The one who did so was in a
//! call of a known name just before: `Queue.put`. Names are compared without what follows in brackets. To teach another
//! pair, add a line.

/// What lets a wait end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A call whose last part is one of these.
    Call(&'static [&'static str]),
    /// A thread of the same process that ends.
    ThreadEnds,
    /// Another process that ends.
    ProcessEnds,
}

/// Waits that are known by class and function.
const FUNCTIONS: &[(&str, Answer)] = &[
    ("Thread.join", Answer::ThreadEnds),
    ("Thread._wait_for_tstate_lock", Answer::ThreadEnds),
    ("pthread_join", Answer::ThreadEnds),
    ("Process.join", Answer::ProcessEnds),
    ("Popen.wait", Answer::ProcessEnds),
    ("Popen.communicate", Answer::ProcessEnds),
    ("posix.waitpid", Answer::ProcessEnds),
    ("os.waitpid", Answer::ProcessEnds),
    ("waitpid", Answer::ProcessEnds),
    ("Queue.join", Answer::Call(&["task_done"])),
    ("JoinableQueue.join", Answer::Call(&["task_done"])),
    ("Event.wait", Answer::Call(&["set"])),
];

/// Waits that are known by their function, whatever class it is of.
const METHODS: &[(&[&str], &[&str])] = &[
    (&["get"], &["put", "put_nowait", "_put"]),
    (&["put"], &["get", "get_nowait"]),
    (&["recv", "recv_bytes", "_recv", "_recv_bytes", "poll"], &["send", "send_bytes", "_send", "_send_bytes"]),
    (&["result", "exception"], &["set_result", "set_exception"]),
    (&["wait", "wait_for"], &["notify", "notify_all", "set"]),
    (
        &["acquire", "__enter__", "pthread_mutex_lock"],
        &["release", "__exit__", "pthread_mutex_unlock", "pthread_cond_wait"],
    ),
    (&["pthread_cond_wait", "pthread_cond_timedwait"], &["pthread_cond_signal", "pthread_cond_broadcast"]),
    (&["sem_wait", "sem_timedwait"], &["sem_post"]),
    (&["futex_wait", "futex_wait_queue"], &["futex_wake"]),
];

/// What ends a wait of that name; none where nothing is known of it, such as of one for a timer.
pub(super) fn answer_to(wait: &str) -> Option<Answer> {
    let name = bare(wait);
    if let Some((_, answer)) = FUNCTIONS.iter().find(|(function, _)| *function == name) {
        return Some(*answer);
    }
    let last = last_part(name);
    METHODS.iter().find(|(waits, _)| waits.contains(&last)).map(|(_, calls)| Answer::Call(calls))
}

/// Whether a slice of that name is one of `calls`.
pub(super) fn is_one_of(name: &str, calls: &[&str]) -> bool {
    calls.contains(&last_part(bare(name)))
}

/// A name without its file and line.
fn bare(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(bare, _)| bare)
}

/// What follows the last dot.
fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_answered_by_the_call_that_goes_with_it() {
        for (wait, call, is_answer) in [
            ("Queue.get (/usr/lib/python3.11/queue.py:154)", "Queue.put (/usr/lib/python3.11/queue.py:122)", true),
            ("SimpleQueue.get", "_queue.SimpleQueue.put", true),
            ("_thread.lock.acquire", "_thread.lock.release", true),
            ("_thread.lock.acquire", "Queue.put", false),
            ("Event.wait", "Event.set", true),
            ("Event.wait", "Condition.notify", false),
            ("Condition.wait", "Condition.notify_all", true),
            ("pthread_mutex_lock", "pthread_mutex_unlock", true),
        ] {
            let Some(Answer::Call(calls)) = answer_to(wait) else { panic!("{wait} is answered by a call") };
            assert_eq!(is_one_of(call, calls), is_answer, "{wait} and {call}");
        }
    }

    #[test]
    fn joins_end_with_what_they_join_and_timers_by_themselves() {
        for (wait, expect) in [
            ("Thread.join (threading.py:1080)", Some(Answer::ThreadEnds)),
            ("Process.join", Some(Answer::ProcessEnds)),
            ("time.sleep", None),
            ("EpollSelector.select", None),
            ("waits for the other workers", None),
        ] {
            assert_eq!(answer_to(wait), expect, "{wait}");
        }
    }
}
