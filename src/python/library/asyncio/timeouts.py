# `asyncio.timeouts`: a block of code that is cancelled when its time is up.
from asyncio.events import get_running_loop
from asyncio.exceptions import CancelledError, TimeoutError
from asyncio.tasks import current_task


class Timeout:
    def __init__(self, when):
        # "created", "active", "expiring", "expired" or "finished".
        self._state = "created"
        self._when = when
        self._timer = None
        self._task = None
        self._cancelling = 0

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        if when is None:
            self._timer = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._timer = loop.call_soon(self._expire)
        else:
            self._timer = loop.call_at(when, self._expire)

    def expired(self):
        return self._state in ("expiring", "expired")

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, value, trace):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == "expiring":
            self._state = "expired"
            # Somebody else may have cancelled the task as well: then it stays cancelled.
            if self._task.uncancel() <= self._cancelling and kind is not None and issubclass(kind, CancelledError):
                raise TimeoutError from value
        elif self._state == "active":
            self._state = "finished"
        return None

    def _expire(self):
        self._task.cancel()
        self._state = "expiring"
        self._timer = None

    def __repr__(self):
        when = ""
        if self._state == "active":
            when = f" when={round(self._when, 3) if self._when is not None else None}"
        return f"<Timeout [{self._state}]{when}>"


def timeout(delay):
    return Timeout(get_running_loop().time() + delay if delay is not None else None)


def timeout_at(when):
    return Timeout(when)
