//! Functions that wait: while one of them is innermost, its thread executes nothing.
//!
//! A name is compared without what follows it in brackets: `Condition.wait (/usr/lib/python3.11/threading.py:288)` is
//! `Condition.wait`. To add a function, add a line in its place.

/// Names as profilers write them, sorted by their bytes.
const WAITS: &[&str] = &[
    "Barrier.wait",
    "BaseSelector.select",
    "Condition.wait",
    "Condition.wait_for",
    "DevpollSelector.select",
    "EpollSelector.select",
    "Event.wait",
    "Future.result",
    "IocpProactor.select",
    "KqueueSelector.select",
    "MessageLoop wait",
    "NtWaitForSingleObject",
    "PollSelector.select",
    "Popen._try_wait",
    "Popen.communicate",
    "Popen.wait",
    "Process.join",
    "Queue.get",
    "Queue.join",
    "RLock.acquire",
    "SelectSelector.select",
    "SemLock.acquire",
    "Semaphore.acquire",
    "SimpleQueue.get",
    "Thread._wait_for_tstate_lock",
    "Thread.join",
    "WaitForMultipleObjects",
    "WaitForSingleObject",
    "__sched_yield",
    "_multiprocessing.SemLock.acquire",
    "_queue.SimpleQueue.get",
    "_thread.RLock.acquire",
    "_thread.lock.__enter__",
    "_thread.lock.acquire",
    "clock_nanosleep",
    "concurrent.futures.wait",
    "epoll.poll",
    "epoll_pwait",
    "epoll_wait",
    "futex_wait",
    "futex_wait_queue",
    "kqueue.control",
    "lock.__enter__",
    "lock.acquire",
    "multiprocessing.connection.wait",
    "nanosleep",
    "os.wait",
    "os.wait3",
    "os.wait4",
    "os.waitid",
    "os.waitpid",
    "poll.poll",
    "posix.wait",
    "posix.wait3",
    "posix.wait4",
    "posix.waitid",
    "posix.waitpid",
    "pthread_barrier_wait",
    "pthread_cond_timedwait",
    "pthread_cond_wait",
    "pthread_join",
    "pthread_mutex_lock",
    "pthread_rwlock_rdlock",
    "pthread_rwlock_wrlock",
    "queue.get",
    "sched_yield",
    "select.epoll.poll",
    "select.kqueue.control",
    "select.poll.poll",
    "select.select",
    "sem_timedwait",
    "sem_wait",
    "signal.pause",
    "signal.sigtimedwait",
    "signal.sigwait",
    "time.sleep",
    "usleep",
    "waitpid",
];

/// Whether a slice of that name, as it is written in the file, is time that its thread waits.
pub(super) fn is_wait(name: &[u8]) -> bool {
    let bracket = name.windows(2).position(|pair| pair == b" (").unwrap_or(name.len());
    WAITS.binary_search_by(|wait| wait.as_bytes().cmp(&name[..bracket])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_wait_are_known_without_their_files() {
        for name in [
            "time.sleep",
            "lock.acquire (…)",
            "Condition.wait (/usr/lib/python3.11/threading.py:288)",
            "select.epoll.poll",
            "Thread.join (C:\\Python (x86)\\threading.py:1080)",
        ] {
            assert!(is_wait(name.as_bytes()), "{name}");
        }
        for name in ["time.sleep_all", "", "work (time.sleep)", "wait_for_it", "Condition.notify"] {
            assert!(!is_wait(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn every_line_is_in_its_place() {
        assert!(WAITS.is_sorted());
    }
}
