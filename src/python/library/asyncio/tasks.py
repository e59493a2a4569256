# `asyncio.tasks`: coroutines that an event loop executes, step by step. A step is what a coroutine does between two
# waits; steps of tasks that wait for each other never nest.
from contextvars import _copy_if_used
from asyncio.events import get_event_loop, get_running_loop, _get_running_loop
from asyncio.exceptions import CancelledError, InvalidStateError
from asyncio.futures import Future, isfuture, _set_result_unless_done

_named = 0


class Task(Future):
    _must_cancel = False
    _waits_for = None
    _cancel_requests = 0

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _named
        Future.__init__(self, loop=loop)
        if not iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        if name is None:
            _named += 1
            name = f"Task-{_named}"
        self._name = str(name)
        self._coro = coro
        self._context = _copy_if_used() if context is None else context
        loop = self._loop
        self._number = _rt_task_new(self._name, loop._sync)
        loop._tasks[self] = True
        loop.call_soon(self._step, context=self._context)

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, name):
        self._name = str(name)
        _rt_task_name(self._number, self._name)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        self._seen()
        if self._state != "PENDING":
            return False
        self._cancel_requests += 1
        if self._waits_for is not None and self._waits_for.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancel_requests

    def uncancel(self):
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
        return self._cancel_requests

    def _step(self, error=None):
        if self._state != "PENDING":
            raise InvalidStateError(f"__step(): already done: {self!r}, {error!r}")
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._cancellation()
            self._must_cancel = False
        self._waits_for = None
        loop = self._loop
        loop._task = self
        _rt_task_begins(self._number)
        try:
            if error is None:
                given = self._coro.send(None)
            else:
                given = self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._end()
                Future.cancel(self, msg=self._cancel_message)
            else:
                self._end()
                Future.set_result(self, stop.value)
        except CancelledError as cancelled:
            self._cancelled_error = cancelled
            self._end()
            Future.cancel(self)
        except (SystemExit, KeyboardInterrupt) as fatal:
            self._end()
            Future.set_exception(self, fatal)
            raise
        except BaseException as failure:
            self._end()
            Future.set_exception(self, failure)
        else:
            if given is None:
                # `sleep(0)`: to the end of the queue.
                _rt_task_pauses(self._number)
                loop.call_soon(self._step, context=self._context)
            else:
                self._wait(given)
        finally:
            loop._task = None

    def _wait(self, given):
        if not isfuture(given):
            error = RuntimeError(f"Task got bad yield: {given!r}")
        elif given._loop is not self._loop:
            error = RuntimeError(f"Task {self!r} got Future {given!r} attached to a different loop")
        elif not given._blocking:
            error = RuntimeError(f"yield was used instead of yield from in task {self!r} with {given!r}")
        elif given is self:
            error = RuntimeError(f"Task cannot await on itself: {self!r}")
        else:
            given._blocking = False
            given.add_done_callback(self._wake, context=self._context)
            self._waits_for = given
            _rt_task_waits(self._number, self._coro, given)
            if self._must_cancel and given.cancel(msg=self._cancel_message):
                self._must_cancel = False
            return
        _rt_task_pauses(self._number)
        self._loop.call_soon(self._step, error, context=self._context)

    def _wake(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()

    def _end(self):
        self._loop._tasks.pop(self, None)
        _rt_task_ends(self._number)

    def _info(self):
        info = Future._info(self)
        if self._cancel_requests and self._state == "PENDING":
            info[0] = "cancelling"
        info[1:1] = [f"name={self._name!r}", f"coro=<{_rt_coroutine_text(self._coro)}>"]
        if self._waits_for is not None and self._state == "PENDING":
            info.append(f"wait_for={self._waits_for!r}")
        return info

    def get_stack(self, *, limit=None):
        return []

    def print_stack(self, *, limit=None, file=None):
        pass


def iscoroutine(value):
    return _rt_generator_kind(value) == 2


def iscoroutinefunction(function):
    return _rt_function_kind(function) == 2


def current_task(loop=None):
    return (get_running_loop() if loop is None else loop)._task


def all_tasks(loop=None):
    return set((get_running_loop() if loop is None else loop)._tasks)


def create_task(coro, *, name=None, context=None):
    return _new_task(get_running_loop(), coro, name, context)


def _new_task(loop, coro, name, context):
    # A task that is named later has used up a number, as in CPython.
    task = loop.create_task(coro, context=context)
    if name is not None:
        task.set_name(name)
    return task


def ensure_future(value, *, loop=None):
    if isfuture(value):
        if loop is not None and loop is not value._loop:
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return value
    if not iscoroutine(value):
        if not hasattr(type(value), "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        value = _awaited(value)
    return (get_event_loop() if loop is None else loop).create_task(value)


async def _awaited(value):
    return await value


class _Turn:
    # One turn of the event loop.
    def __await__(self):
        yield


async def sleep(delay, result=None):
    if delay <= 0:
        await _Turn()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = get_running_loop()
    future = loop.create_future()
    future._of = "sleep"
    timer = loop.call_later(delay, _set_result_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()


class _Gathering(Future):
    def __init__(self, children, loop):
        Future.__init__(self, loop=loop)
        self._children = children
        self._wanted_cancelled = False
        self._of = "gather"

    def cancel(self, msg=None):
        if self.done():
            return False
        any_cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                any_cancelled = True
        if any_cancelled:
            # If this is awaited, so is what the children make of their cancellation.
            self._wanted_cancelled = True
        return any_cancelled


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        outer = get_event_loop().create_future()
        outer.set_result([])
        return outer
    known = {}
    children = []
    finished = 0
    outer = None
    loop = None

    def one_is_done(future):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not future.cancelled():
                future.exception()
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._cancellation())
                return
            error = future.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished == len(known):
            if outer._wanted_cancelled:
                outer.set_exception(future._cancellation())
            else:
                outer.set_result([_outcome(child) for child in children])

    for given in coros_or_futures:
        future = known.get(given)
        if future is None:
            future = ensure_future(given, loop=loop)
            if loop is None:
                loop = future._loop
            known[given] = future
            future.add_done_callback(one_is_done)
        children.append(future)
    outer = _Gathering(children, loop)
    return outer


def _outcome(future):
    if future.cancelled():
        return CancelledError("" if future._cancel_message is None else future._cancel_message)
    error = future.exception()
    return future.result() if error is None else error


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner._loop.create_future()
    outer._of = inner

    def inner_is_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        if inner.cancelled():
            outer.cancel()
            return
        error = inner.exception()
        if error is None:
            outer.set_result(inner.result())
        else:
            outer.set_exception(error)

    def outer_is_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_is_done)

    inner.add_done_callback(inner_is_done)
    outer.add_done_callback(outer_is_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    import concurrent.futures
    from asyncio.futures import _chain
    future = concurrent.futures.Future()

    def begin():
        try:
            _chain(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(begin)
    return future
