# Part of `asyncio.tasks`: waiting for some of several futures, and no longer than so long.
from asyncio.events import get_event_loop, get_running_loop
from asyncio.exceptions import CancelledError, TimeoutError
from asyncio.futures import Future, isfuture, _set_result_unless_done
from asyncio.tasks import ensure_future, iscoroutine

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    futures = list(dict.fromkeys(fs))
    for future in futures:
        if iscoroutine(future):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    waiter = loop.create_future()
    waiter._of = _All(futures)
    timer = None
    if timeout is not None:
        timer = loop.call_later(timeout, _set_result_unless_done, waiter, None)
    left = len(futures)

    def one_is_done(future):
        nonlocal left
        left -= 1
        if left > 0 and return_when != FIRST_COMPLETED:
            if return_when == ALL_COMPLETED or future.cancelled() or future.exception() is None:
                return
        if timer is not None:
            timer.cancel()
        _set_result_unless_done(waiter, None)

    for future in futures:
        future.add_done_callback(one_is_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for future in futures:
            future.remove_done_callback(one_is_done)
    done = {future for future in futures if future.done()}
    return done, {future for future in futures if not future.done()}


class _All:
    # What a task waits for that waits for several futures.
    def __init__(self, futures):
        self._children = futures


async def wait_for(fut, timeout):
    loop = get_running_loop()
    if timeout is None:
        return await fut
    if timeout <= 0:
        fut = ensure_future(fut, loop=loop)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        return _result_in_time(fut)
    waiter = loop.create_future()
    timer = loop.call_later(timeout, _set_result_unless_done, waiter, None)

    def release(future):
        _set_result_unless_done(waiter, None)

    fut = ensure_future(fut, loop=loop)
    waiter._of = fut
    fut.add_done_callback(release)
    try:
        try:
            await waiter
        except CancelledError:
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            await _cancel_and_wait(fut)
            raise
        if fut.done():
            return fut.result()
        fut.remove_done_callback(release)
        # The coroutine may want to finish something first.
        await _cancel_and_wait(fut)
        return _result_in_time(fut)
    finally:
        timer.cancel()


def _result_in_time(future):
    # It was cancelled because its time was up, but may have a result all the same.
    try:
        return future.result()
    except CancelledError as error:
        raise TimeoutError() from error


async def _cancel_and_wait(future):
    waiter = future._loop.create_future()
    waiter._of = future

    def release(future):
        _set_result_unless_done(waiter, None)

    future.add_done_callback(release)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(release)


class _Completions:
    # For `for` and for `async for`.
    def __init__(self, fs, timeout):
        from asyncio.queues import Queue
        self._done = Queue()
        loop = get_event_loop()
        self._todo = {ensure_future(given, loop=loop): True for given in dict.fromkeys(fs)}
        self._left = len(self._todo)
        self._timer = None
        for future in self._todo:
            future.add_done_callback(self._one_is_done)
        if self._todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._time_is_up)

    def _one_is_done(self, future):
        if not self._todo:
            return
        del self._todo[future]
        self._done.put_nowait(future)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    def _time_is_up(self):
        for future in self._todo:
            future.remove_done_callback(self._one_is_done)
            self._done.put_nowait(None)
        self._todo.clear()

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._wait_for_one(False)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._wait_for_one(True)

    async def _wait_for_one(self, itself):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future if itself else future.result()


def as_completed(fs, *, timeout=None):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _Completions(fs, timeout)
