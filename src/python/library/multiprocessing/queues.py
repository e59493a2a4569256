# `multiprocessing.queues`: queues that processes share. What is put into a `Queue` is pickled and sent by a thread of the
# putting process, as in CPython: so it is not in the queue yet when `put` returns.
import builtins
import os
import pickle
import threading
from collections import deque
from queue import Empty, Full

from multiprocessing.connection import _send
from multiprocessing.process import _assert_spawning, _finalize
from multiprocessing.synchronize import _shared

_no_more = object()


class Queue:
    def __init__(self, maxsize=0, *, ctx=None):
        self._maxsize = maxsize
        self._sync = _shared("Queue", 0, max(maxsize, 0))
        self._here()

    def _here(self):
        # What belongs to this process alone.
        self._pid = os.getpid()
        self._buffer = deque()
        self._not_empty = threading.Condition(threading.Lock())
        _rt_sync_hide(self._not_empty._sync, "something to send")
        _rt_sync_hide(self._not_empty._lock._sync, "what is to be sent")
        self._feeder = None
        self._closed = False
        self._cancelled = False

    def _mine(self):
        if self._pid != os.getpid():
            self._here()

    def __reduce__(self):
        _assert_spawning(self)
        return (_inherited, (type(self), _rt_shared_number(self._sync), self._maxsize))

    def put(self, obj, block=True, timeout=None):
        self._mine()
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if not _rt_reserve(self._sync, block, None if timeout is None else max(timeout, 0)):
            raise Full
        with self._not_empty:
            if self._feeder is None:
                self._start_feeder()
            self._buffer.append(obj)
            self._not_empty.notify()

    def get(self, block=True, timeout=None):
        self._mine()
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        data = _rt_receive(self._sync, block, None if timeout is None else max(timeout, 0))
        if data is None:
            raise Empty
        _rt_copy(len(data))
        return pickle.loads(data)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return _rt_count(self._sync)

    def empty(self):
        return _rt_queue_size(self._sync) == 0

    def full(self):
        return 0 < self._maxsize <= _rt_count(self._sync)

    def close(self):
        self._mine()
        if not self._closed:
            self._closed = True
            self._stop_feeder()

    def join_thread(self):
        assert self._closed, f"Queue {self!r} not closed"
        if self._feeder is not None:
            self._feeder.join()

    def cancel_join_thread(self):
        self._mine()
        self._cancelled = True

    def _start_feeder(self):
        self._feeder = threading.Thread(target=self._feed, name="QueueFeederThread", daemon=True)
        self._feeder.start()
        _finalize(10, self._stop_feeder)
        _finalize(-5, self._wait_for_feeder)

    def _stop_feeder(self):
        if self._feeder is not None:
            with self._not_empty:
                self._buffer.append(_no_more)
                self._not_empty.notify()

    def _wait_for_feeder(self):
        # What was put is sent before the process ends.
        if self._feeder is not None and not self._cancelled:
            self._feeder.join()

    def _feed(self):
        while True:
            with self._not_empty:
                while not self._buffer:
                    self._not_empty.wait()
                obj = self._buffer.popleft()
            if obj is _no_more:
                return
            try:
                data = pickle.dumps(obj)
            except Exception as error:
                _rt_unreserve(self._sync)
                self._not_sent(error, obj)
                continue
            _send(self._sync, data)

    def _not_sent(self, error, obj):
        _rt_write(builtins._render(error), True)


class JoinableQueue(Queue):
    def task_done(self):
        _rt_task_done(self._sync)

    def join(self):
        _rt_queue_join(self._sync)


class SimpleQueue:
    def __init__(self, *, ctx=None):
        self._sync = _shared("SimpleQueue")

    def __reduce__(self):
        _assert_spawning(self)
        return (_inherited, (type(self), _rt_shared_number(self._sync), 0))

    def put(self, obj):
        _send(self._sync, pickle.dumps(obj))

    def get(self):
        data = _rt_receive(self._sync, True, None)
        _rt_copy(len(data))
        return pickle.loads(data)

    def empty(self):
        return _rt_queue_size(self._sync) == 0

    def close(self):
        pass


def _inherited(cls, number, maxsize):
    queue = object.__new__(cls)
    queue._sync = _rt_shared_object(number)
    if cls is not SimpleQueue:
        queue._maxsize = maxsize
        queue._here()
    return queue
