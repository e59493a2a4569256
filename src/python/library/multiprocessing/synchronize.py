# `multiprocessing.synchronize`: locks and their like that processes share.
import os
import threading

from multiprocessing.process import _assert_spawning, current_process

SEM_VALUE_MAX = 2147483647


def _shared(kind, count=0, capacity=0, lock=None):
    sync = _rt_sync(kind, count, capacity, lock)
    _rt_share(sync)
    return sync


def _inherited(cls, number, more):
    # In a process that was started afresh: what its parent handed over.
    obj = object.__new__(cls)
    obj._sync = _rt_shared_object(number)
    _set_all(obj, more)
    return obj


def _set_all(obj, more):
    for name, value in more.items():
        setattr(obj, name, value)


class _Shared:
    def _more(self):
        return {}

    def __reduce__(self):
        _assert_spawning(self)
        return (_inherited, (type(self), _rt_shared_number(self._sync), self._more()))


class _SemLock(_Shared):
    def acquire(self, block=True, timeout=None):
        if not block:
            return _rt_acquire(self._sync, False)
        return _rt_acquire(self._sync, True, None if timeout is None else max(timeout, 0))

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, value, trace):
        self.release()

    def locked(self):
        return self._taken()

    def _taken(self):
        return _rt_count(self._sync) > 0

    def _owner(self):
        if not self._taken():
            return "None"
        if _rt_holds(self._sync):
            name = current_process().name
            thread = threading.current_thread().name
            return name if thread == "MainThread" else name + "|" + thread
        return "SomeOtherProcess"


class Lock(_SemLock):
    def __init__(self, *, ctx=None):
        self._sync = _shared("Lock")

    def release(self):
        try:
            _rt_release(self._sync)
        except RuntimeError:
            raise ValueError("semaphore or lock released too many times") from None

    def __repr__(self):
        return f"<{type(self).__name__}(owner={self._owner()})>"


class RLock(_SemLock):
    def __init__(self, *, ctx=None):
        self._sync = _shared("RLock")

    def release(self):
        if not _rt_holds(self._sync):
            raise AssertionError("attempt to release recursive lock not owned by thread")
        _rt_release(self._sync)

    def __repr__(self):
        count = _rt_count(self._sync) if _rt_holds(self._sync) else "nonzero" if self._taken() else 0
        return f"<{type(self).__name__}({self._owner()}, {count})>"


class Semaphore(_SemLock):
    _kind = "Semaphore"

    def __init__(self, value=1, *, ctx=None):
        if value < 0 or value > SEM_VALUE_MAX:
            raise OSError(22, "Invalid argument")
        self._sync = _shared(self._kind, value, value)
        self._most = value

    def _more(self):
        return {"_most": self._most}

    def get_value(self):
        return _rt_count(self._sync)

    def locked(self):
        return _rt_count(self._sync) == 0

    def release(self):
        try:
            _rt_release(self._sync)
        except ValueError:
            raise ValueError("semaphore or lock released too many times") from None

    def __repr__(self):
        return f"<{type(self).__name__}(value={_rt_count(self._sync)})>"


class BoundedSemaphore(Semaphore):
    _kind = "BoundedSemaphore"

    def __repr__(self):
        return f"<{type(self).__name__}(value={_rt_count(self._sync)}, maxvalue={self._most})>"


class Condition(_Shared):
    def __init__(self, lock=None, *, ctx=None):
        self._lock = RLock() if lock is None else lock
        self._sync = _shared("Condition", 0, 0, self._lock._sync)

    def _more(self):
        return {"_lock": self._lock}

    def acquire(self, block=True, timeout=None):
        return self._lock.acquire(block, timeout)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, kind, value, trace):
        return self._lock.__exit__(kind, value, trace)

    def wait(self, timeout=None):
        assert _rt_holds(self._lock._sync), "must acquire() condition before using wait()"
        return _rt_condition_wait(self._sync, timeout)

    def wait_for(self, predicate, timeout=None):
        end = None if timeout is None else _rt_now() + timeout * 1e9
        result = predicate()
        while not result:
            if end is None:
                self.wait()
            else:
                left = (end - _rt_now()) / 1e9
                if left <= 0:
                    break
                self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        assert _rt_holds(self._lock._sync), "lock is not owned"
        _rt_notify(self._sync, n)

    def notify_all(self):
        assert _rt_holds(self._lock._sync), "lock is not owned"
        _rt_notify(self._sync, None)

    def __repr__(self):
        return f"<{type(self).__name__}({self._lock!r}, {_rt_sync_count(self._sync)})>"


class Event(_Shared):
    def __init__(self, *, ctx=None):
        self._sync = _shared("Event")

    def is_set(self):
        return _rt_count(self._sync) > 0

    def set(self):
        _rt_event_set(self._sync)

    def clear(self):
        _rt_event_clear(self._sync)

    def wait(self, timeout=None):
        return _rt_event_wait(self._sync, timeout)

    def __repr__(self):
        return f"<{type(self).__name__} at 0x{id(self):x} {'set' if self.is_set() else 'unset'}>"


class Barrier(_Shared, threading.Barrier):
    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        threading.Barrier.__init__(self, parties, action, timeout)
        _rt_share(self._sync)

    def _more(self):
        return {"parties": self.parties, "_action": self._action, "_timeout": self._timeout}
