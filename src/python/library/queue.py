# `queue`.
import heapq as _heapq


class Empty(Exception):
    pass


class Full(Exception):
    pass


class ShutDown(Exception):
    pass


_nothing = object()


class Queue:
    _kind = "Queue"

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._sync = _rt_sync(self._kind, 0, max(maxsize, 0))

    def put(self, item, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not _rt_put(self._sync, item, block, timeout):
            raise Full

    def get(self, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        item = _rt_get(self._sync, block, timeout, _nothing)
        if item is _nothing:
            raise Empty
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


class LifoQueue(Queue):
    _kind = "LifoQueue"


class SimpleQueue(Queue):
    _kind = "SimpleQueue"

    def __init__(self):
        Queue.__init__(self)


class PriorityQueue(Queue):
    _kind = "PriorityQueue"

    def __init__(self, maxsize=0):
        Queue.__init__(self, maxsize)
        self.queue = []

    def put(self, item, block=True, timeout=None):
        # The place is taken first; what is put is known before a getter can come.
        _heapq.heappush(self.queue, item)
        if not _rt_put(self._sync, None, block, timeout):
            self.queue.remove(item)
            _heapq.heapify(self.queue)
            raise Full

    def get(self, block=True, timeout=None):
        if _rt_get(self._sync, block, timeout, _nothing) is _nothing:
            raise Empty
        return _heapq.heappop(self.queue)
