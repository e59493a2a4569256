# `queue`.
import heapq as _heapq
from collections import deque as _deque


class Empty(Exception):
    pass


class Full(Exception):
    pass


class ShutDown(Exception):
    pass


_nothing = object()


class Queue:
    _kind = "Queue"
    # Classes that keep items in their own order say how by these, as in CPython; then `queue` holds the items, and the
    # machine's queue counts places only.
    _put = _get = _init = None

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._sync = _rt_sync(self._kind, 0, max(maxsize, 0))
        if self._put is not None or self._get is not None:
            self.queue = _deque()
            if self._init is not None:
                self._init(maxsize)
            self._mutex = _rt_sync("Lock", 0)
            _rt_sync_hide(self._mutex, "a queue's lock")
            self._is_own = True

    _is_own = False

    def put(self, item, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if self._is_own:
            self._put_own(item, block, timeout)
        elif not _rt_put(self._sync, item, block, timeout):
            raise ShutDown if _rt_queue_is_shut(self._sync) else Full

    def _put_own(self, item, block, timeout):
        # A place first; a getter comes when the item is in it.
        if not _rt_queue_place(self._sync, block, timeout):
            raise ShutDown if _rt_queue_is_shut(self._sync) else Full
        _rt_acquire(self._mutex)
        try:
            if self._put is None:
                self.queue.append(item)
            else:
                self._put(item)
        except BaseException:
            _rt_queue_place_free(self._sync)
            raise
        finally:
            _rt_release(self._mutex)
        _rt_put_placed(self._sync)

    def get(self, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        item = _rt_get(self._sync, block, timeout, _nothing)
        if item is _nothing:
            raise ShutDown if _rt_queue_is_shut(self._sync) else Empty
        if self._is_own:
            _rt_acquire(self._mutex)
            try:
                return self.queue.popleft() if self._get is None else self._get()
            finally:
                _rt_release(self._mutex)
        return item

    def put_nowait(self, item):
        self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return _rt_queue_size(self._sync)

    def empty(self):
        return _rt_queue_size(self._sync) == 0

    def full(self):
        return 0 < self.maxsize <= _rt_queue_size(self._sync)

    def task_done(self):
        _rt_task_done(self._sync)

    def join(self):
        _rt_queue_join(self._sync)

    def shutdown(self, immediate=False):
        _rt_queue_shut(self._sync, immediate)


class LifoQueue(Queue):
    _kind = "LifoQueue"


class PriorityQueue(Queue):
    _kind = "PriorityQueue"

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        _heapq.heappush(self.queue, item)

    def _get(self):
        return _heapq.heappop(self.queue)


class SimpleQueue:
    def __init__(self):
        self._sync = _rt_sync("SimpleQueue", 0, 0)

    def put(self, item, block=True, timeout=None):
        _rt_put(self._sync, item)

    def get(self, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        item = _rt_get(self._sync, block, timeout, _nothing)
        if item is _nothing:
            raise Empty
        return item

    def put_nowait(self, item):
        _rt_put(self._sync, item)

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return _rt_queue_size(self._sync)

    def empty(self):
        return _rt_queue_size(self._sync) == 0
