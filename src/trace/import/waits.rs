//! Functions that wait: while one of them is under way, its thread executes nothing.
//!
//! A name is compared without what follows it in brackets: `Condition.wait (/usr/lib/python3.11/threading.py:288)` is
//! `Condition.wait`. To add a function, add a line in its place. Whatever is called within a wait belongs to it.

/// Names as profilers write them, sorted by their bytes.
const WAITS: &[&str] = &[
    "ApplyResult.get",
    "ApplyResult.wait",
    "Barrier.wait",
    "BaseSelector.select",
    "Condition.wait",
    "Condition.wait_for",
    "Connection._recv",
    "Connection._recv_bytes",
    "Connection.poll",
    "Connection.recv",
    "Connection.recv_bytes",
    "DevpollSelector.select",
    "EpollSelector.select",
    "Event.wait",
    "Future.result",
    "IMapIterator.next",
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
    "RLock.__enter__",
    "RLock.acquire",
    "SelectSelector.select",
    "SemLock.__enter__",
    "SemLock.acquire",
    "Semaphore.acquire",
    "SimpleQueue.get",
    "Thread._wait_for_tstate_lock",
    "Thread.join",
    "WaitForMultipleObjects",
    "WaitForSingleObject",
    "_ConnectionBase.poll",
    "_ConnectionBase.recv",
    "_ConnectionBase.recv_bytes",
    "__sched_yield",
    "_multiprocessing.SemLock.__enter__",
    "_multiprocessing.SemLock.acquire",
    "_queue.SimpleQueue.get",
    "_socket.socket.accept",
    "_socket.socket.connect",
    "_socket.socket.recv",
    "_socket.socket.recv_into",
    "_socket.socket.recvfrom",
    "_thread.RLock.__enter__",
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
    "socket.accept",
    "socket.recv",
    "socket.recv_into",
    "socket.recvfrom",
    "time.sleep",
    "usleep",
    "waitpid",
];

/// How names of people's own begin that say so in plain words.
const WORDS: &[&[u8]] = &[b"wait", b"waits", b"waiting", b"idle", b"blocked", b"sleep", b"sleeping"];

/// Whether a slice of that name, as it is written in the file, is time that its thread waits.
pub(super) fn is_wait(name: &[u8]) -> bool {
    let bracket = name.windows(2).position(|pair| pair == b" (").unwrap_or(name.len());
    let bare = &name[..bracket];
    let first_word = bare.split(|&byte| byte == b' ').next().unwrap_or_default();
    WAITS.binary_search_by(|wait| wait.as_bytes().cmp(bare)).is_ok()
        || bracket == name.len() && WORDS.iter().any(|word| word.eq_ignore_ascii_case(first_word))
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
            "wait",
            "Waits for the other workers",
        ] {
            assert!(is_wait(name.as_bytes()), "{name}");
        }
        for name in
            ["time.sleep_all", "", "work (time.sleep)", "wait_for_it", "Condition.notify", "wait (work.py:3)", "waiter"]
        {
            assert!(!is_wait(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn every_line_is_in_its_place() {
        assert!(WAITS.is_sorted());
    }
}
