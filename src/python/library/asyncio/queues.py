# `asyncio.queues`: queues between tasks of one event loop.
import heapq
from collections import deque

from asyncio.locks import Event, _Waitable


class QueueEmpty(Exception):
    """There is nothing to get."""


class QueueFull(Exception):
    """There is no room."""


class QueueShutDown(Exception):
    """The queue was shut down."""


class Queue(_Waitable):
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = deque()
        self._putters = deque()
        self._unfinished_tasks = 0
        self._finished = Event()
        self._finished._label = "join"
        self._finished.set()
        self._is_shut_down = False
        self._init(maxsize)

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def _wake_next(self, waiters):
        while waiters:
            waiter = waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                break

    def qsize(self):
        return len(self._queue)

    @property
    def maxsize(self):
        return self._maxsize

    def empty(self):
        return not self._queue

    def full(self):
        return 0 < self._maxsize <= self.qsize()

    async def put(self, item):
        while self.full():
            if self._is_shut_down:
                raise QueueShutDown
            await self._stand_in_line(self._putters, self.full)
        return self.put_nowait(item)

    async def get(self):
        while self.empty():
            if self._is_shut_down:
                raise QueueShutDown
            await self._stand_in_line(self._getters, self.empty)
        return self.get_nowait()

    async def _stand_in_line(self, line, in_vain):
        future = self._future()
        line.append(future)
        try:
            await future
        except BaseException:
            future.cancel()
            if future in line:
                line.remove(future)
            if not in_vain() and not future.cancelled():
                # Its turn had come: the next one takes it.
                self._wake_next(line)
            raise

    def put_nowait(self, item):
        if self._is_shut_down:
            raise QueueShutDown
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished_tasks += 1
        self._finished.clear()
        self._wake_next(self._getters)

    def get_nowait(self):
        if self.empty():
            if self._is_shut_down:
                raise QueueShutDown
            raise QueueEmpty
        item = self._get()
        self._wake_next(self._putters)
        return item

    def task_done(self):
        if self._unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished_tasks -= 1
        if self._unfinished_tasks == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished_tasks > 0:
            await self._finished.wait()

    def shutdown(self, immediate=False):
        self._is_shut_down = True
        if immediate:
            while not self.empty():
                self._get()
                if self._unfinished_tasks > 0:
                    self._unfinished_tasks -= 1
            if self._unfinished_tasks == 0:
                self._finished.set()
        for line in (self._getters, self._putters):
            while line:
                waiter = line.popleft()
                if not waiter.done():
                    waiter.set_result(None)

    def _format(self):
        parts = [f"maxsize={self._maxsize!r}"]
        if self._queue:
            parts.append(f"_queue={list(self._queue)!r}")
        if self._getters:
            parts.append(f"_getters[{len(self._getters)}]")
        if self._putters:
            parts.append(f"_putters[{len(self._putters)}]")
        if self._unfinished_tasks:
            parts.append(f"tasks={self._unfinished_tasks}")
        return " ".join(parts)

    def __repr__(self):
        return f"<{type(self).__name__} at 0x{id(self):x} {self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def __class_getitem__(cls, item):
        return cls


class PriorityQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)


class LifoQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        self._queue.append(item)

    def _get(self):
        return self._queue.pop()
