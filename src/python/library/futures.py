# `concurrent.futures`: pools of threads.
import queue
import threading
import os

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


class CancelledError(Exception):
    pass


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    pass


class BrokenExecutor(RuntimeError):
    pass


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._hide("a future")
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []
        self._watchers = []

    def _hide(self, name):
        _rt_sync_hide(self._condition._sync, name)
        _rt_sync_hide(self._condition._lock._sync, name)

    def cancel(self):
        with self._condition:
            if self._state in ("RUNNING", "FINISHED"):
                return False
            if self._state == "CANCELLED":
                return True
            self._state = "CANCELLED"
            self._condition.notify_all()
        self._done()
        return True

    def cancelled(self):
        return self._state == "CANCELLED"

    def running(self):
        return self._state == "RUNNING"

    def done(self):
        return self._state in ("CANCELLED", "FINISHED")

    def _get(self):
        if self._state == "CANCELLED":
            raise CancelledError()
        if self._exception is not None:
            raise self._exception
        return self._result

    def result(self, timeout=None):
        with self._condition:
            if not self.done():
                self._condition.wait_for(self.done, timeout)
            if not self.done():
                raise TimeoutError()
        return self._get()

    def exception(self, timeout=None):
        with self._condition:
            if not self.done():
                self._condition.wait_for(self.done, timeout)
            if not self.done():
                raise TimeoutError()
        if self._state == "CANCELLED":
            raise CancelledError()
        return self._exception

    def add_done_callback(self, fn):
        with self._condition:
            if not self.done():
                self._callbacks.append(fn)
                return
        self._call(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception as error:
            _rt_write("exception calling callback for " + repr(self) + "\n", True)

    def _done(self):
        for watcher in self._watchers:
            watcher.put(self)
        for fn in self._callbacks:
            self._call(fn)

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == "CANCELLED":
                return False
            self._state = "RUNNING"
            return True

    def set_result(self, result):
        with self._condition:
            if self.done():
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._state = "FINISHED"
            self._condition.notify_all()
        self._done()

    def set_exception(self, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._exception = exception
            self._state = "FINISHED"
            self._condition.notify_all()
        self._done()

    def _watch(self, watcher):
        with self._condition:
            if not self.done():
                self._watchers.append(watcher)
                return
        watcher.put(self)

    def __repr__(self):
        state = self._state.lower()
        if self._state == "FINISHED":
            what = f"raised {type(self._exception).__name__}" if self._exception else f"returned {type(self._result).__name__}"
            return f"<Future at 0x{id(self):x} state=finished {what}>"
        return f"<Future at 0x{id(self):x} state={state}>"


class Executor:
    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures, timeout)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.shutdown(wait=True)
        return False


def _results(futures, timeout):
    end = None if timeout is None else _rt_now() + timeout * 1e9
    try:
        for future in futures:
            yield future.result(None if end is None else max((end - _rt_now()) / 1e9, 0))
    finally:
        for future in futures:
            future.cancel()


_pools = 0


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _pools
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers
        self._initializer = initializer
        self._initargs = initargs
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{_pools}"
        _pools += 1
        self._queue = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = []
        self._closed = False
        self._lock = threading.Lock()
        _rt_sync_name(self._queue._sync, "jobs of " + self._prefix)
        _rt_sync_hide(self._idle._sync, "idle workers")
        _rt_sync_hide(self._lock._sync, "the pool")
        _all_pools.append(self)

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            future._hide("the result of " + getattr(fn, "__name__", "a call"))
            self._queue.put((future, fn, args, kwargs))
            if not self._idle.acquire(False) and len(self._threads) < self._max_workers:
                thread = threading.Thread(target=self._work, name=f"{self._prefix}_{len(self._threads)}")
                thread._pool = True
                self._threads.append(thread)
                thread.start()
        return future

    def _work(self):
        if self._initializer is not None:
            self._initializer(*self._initargs)
        while True:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                self._idle.release()
                job = self._queue.get()
            if job is None:
                self._queue.put(None)
                return
            future, fn, args, kwargs = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._closed = True
            if cancel_futures:
                while True:
                    try:
                        job = self._queue.get_nowait()
                    except queue.Empty:
                        break
                    if job is not None:
                        job[0].cancel()
            self._queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()


_all_pools = []


def _close_pools():
    for pool in _all_pools:
        if not pool._closed:
            pool.shutdown(True)


import builtins

builtins._at_shutdown.insert(0, _close_pools)


def as_completed(fs, timeout=None):
    futures = list(dict.fromkeys(fs))
    done = queue.SimpleQueue()
    _rt_sync_hide(done._sync, "the next result")
    for future in futures:
        future._watch(done)
    end = None if timeout is None else _rt_now() + timeout * 1e9
    for number in range(len(futures)):
        left = None if end is None else max((end - _rt_now()) / 1e9, 0)
        try:
            yield done.get(True, left)
        except queue.Empty:
            raise TimeoutError(f"{len(futures) - number} (of {len(futures)}) futures unfinished") from None


class DoneAndNotDoneFutures(tuple):
    @property
    def done(self):
        return self[0]

    @property
    def not_done(self):
        return self[1]


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    futures = list(dict.fromkeys(fs))
    finished = queue.SimpleQueue()
    _rt_sync_hide(finished._sync, "results")
    for future in futures:
        future._watch(finished)
    done = set()
    end = None if timeout is None else _rt_now() + timeout * 1e9
    while len(done) < len(futures):
        left = None if end is None else max((end - _rt_now()) / 1e9, 0)
        try:
            future = finished.get(True, left)
        except queue.Empty:
            break
        done.add(future)
        if return_when == FIRST_COMPLETED:
            break
        if return_when == FIRST_EXCEPTION and not future.cancelled() and future._exception is not None:
            break
    done.update([future for future in futures if future.done() and return_when != FIRST_COMPLETED])
    return DoneAndNotDoneFutures((done, {future for future in futures if future not in done}))
