# `asyncio.locks`: synchronisation of tasks of one event loop. Who waits has a future in line; who gives up a lock
# completes the first of them.
from collections import deque

from asyncio.events import get_running_loop
from asyncio.exceptions import BrokenBarrierError, CancelledError
from asyncio.tasks import current_task


class _Waitable:
    _loop = None

    def _future(self):
        loop = get_running_loop()
        if self._loop is None:
            self._loop = loop
        if loop is not self._loop:
            raise RuntimeError(f"{self!r} is bound to a different event loop")
        future = loop.create_future()
        future._of = self
        return future

    def __repr__(self):
        waiting = f", waiters:{len(self._waiters)}" if self._waiters else ""
        return f"{object.__repr__(self)[:-1]} [{self._state_text()}{waiting}]>"


class _Managed:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, value, trace):
        self.release()


class Lock(_Managed, _Waitable):
    def __init__(self):
        self._waiters = deque()
        self._locked = False
        # Whom a deadlock's report names.
        self._holder = None

    def locked(self):
        return self._locked

    async def acquire(self):
        if self._locked or not all([waiter.cancelled() for waiter in self._waiters]):
            future = self._future()
            self._waiters.append(future)
            try:
                try:
                    await future
                finally:
                    self._waiters.remove(future)
            except CancelledError:
                if not self._locked:
                    self._wake_first()
                raise
        self._locked = True
        self._holder = current_task()
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._holder = None
        self._wake_first()

    def _wake_first(self):
        if self._waiters and not self._waiters[0].done():
            self._waiters[0].set_result(True)

    def _state_text(self):
        return "locked" if self._locked else "unlocked"


class Event(_Waitable):
    def __init__(self):
        self._waiters = deque()
        self._value = False

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            for future in self._waiters:
                if not future.done():
                    future.set_result(True)

    def clear(self):
        self._value = False

    async def wait(self):
        if self._value:
            return True
        future = self._future()
        self._waiters.append(future)
        try:
            await future
            return True
        finally:
            self._waiters.remove(future)

    def _state_text(self):
        return "set" if self._value else "unset"


class Condition(_Managed, _Waitable):
    def __init__(self, lock=None):
        self._lock = Lock() if lock is None else lock
        self._waiters = deque()
        self.locked = self._lock.locked
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            future = self._future()
            self._waiters.append(future)
            try:
                await future
                return True
            finally:
                self._waiters.remove(future)
        finally:
            # The lock is taken again in any case.
            cancelled = None
            while True:
                try:
                    await self.acquire()
                    break
                except CancelledError as error:
                    cancelled = error
            if cancelled is not None:
                raise cancelled

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        for future in self._waiters:
            if n <= 0:
                break
            if not future.done():
                n -= 1
                future.set_result(False)

    def notify_all(self):
        self.notify(len(self._waiters))

    def _state_text(self):
        return "locked" if self.locked() else "unlocked"


class Semaphore(_Managed, _Waitable):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._waiters = deque()
        self._value = value

    def locked(self):
        return self._value == 0 or any([not waiter.cancelled() for waiter in self._waiters])

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        future = self._future()
        self._waiters.append(future)
        try:
            try:
                await future
            finally:
                self._waiters.remove(future)
        except CancelledError:
            if not future.cancelled():
                # It had a permit already.
                self._value += 1
                self._wake_next()
            raise
        if self._value > 0:
            self._wake_next()
        return True

    def release(self):
        self._value += 1
        self._wake_next()

    def _wake_next(self):
        for future in self._waiters:
            if not future.done():
                self._value -= 1
                future.set_result(True)
                return

    def _state_text(self):
        return "locked" if self.locked() else f"unlocked, value:{self._value}"


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        self._bound = value
        Semaphore.__init__(self, value)

    def release(self):
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        Semaphore.release(self)


class Barrier(_Waitable):
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._condition = Condition()
        self._parties = parties
        # "filling", "draining", "resetting" or "broken".
        self._state = "filling"
        self._count = 0

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, kind, value, trace):
        pass

    async def wait(self):
        async with self._condition:
            # Those of the time before have to leave first.
            await self._condition.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self._state == "broken":
                raise BrokenBarrierError("Barrier aborted")
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    self._state = "draining"
                    self._condition.notify_all()
                else:
                    await self._condition.wait_for(lambda: self._state != "filling")
                    if self._state in ("broken", "resetting"):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return index
            finally:
                self._count -= 1
                if self._count == 0:
                    if self._state in ("resetting", "draining"):
                        self._state = "filling"
                    self._condition.notify_all()

    async def reset(self):
        async with self._condition:
            if self._count > 0:
                if self._state != "resetting":
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._condition.notify_all()

    async def abort(self):
        async with self._condition:
            self._state = "broken"
            self._condition.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        return self._state == "broken"

    def __repr__(self):
        waiting = "" if self.broken else f", waiters:{self.n_waiting}/{self._parties}"
        return f"{object.__repr__(self)[:-1]} [{self._state}{waiting}]>"
