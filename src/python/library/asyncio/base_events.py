# `asyncio.base_events`: the event loop. It runs callbacks one after the other on one thread; when none is due, the
# thread waits in virtual time for the next timer or for another thread. There are no sockets, pipes or signals.
import builtins
import heapq
from collections import deque

from contextvars import _copy_if_used
from asyncio import events
from asyncio.events import Handle, TimerHandle
from asyncio.futures import Future, isfuture, wrap_future
from asyncio.tasks import Task, ensure_future

_CLOCK_RESOLUTION = 1e-09
# More cancelled timers than this, and more than half of all, are taken out at once.
_MANY_CANCELLED = 100


class EventLoop:
    slow_callback_duration = 0.1

    def __init__(self):
        self._ready = deque()
        self._timers = []
        self._cancelled_timers = 0
        self._stopping = False
        self._closed = False
        self._thread = None
        self._debug = False
        # The task that is being executed; those that are not done; failures that nobody has looked at.
        self._task = None
        self._tasks = {}
        self._unseen = {}
        self._executor = None
        self._executor_closed = False
        self._task_factory = None
        self._exception_handler = None
        self._sync = _rt_loop_new(self)

    # Running.

    def run_forever(self):
        self._check_closed()
        self._check_running()
        ident = _rt_current_ident()
        self._thread = ident
        events._running[ident] = self
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread = None
            del events._running[ident]

    def run_until_complete(self, future):
        self._check_closed()
        self._check_running()
        is_new = not isfuture(future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_loop_of)
        try:
            self.run_forever()
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_stop_loop_of)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._stopping = True

    def is_running(self):
        return self._thread is not None

    def is_closed(self):
        return self._closed

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._report_unseen()
        self._ready.clear()
        self._timers.clear()
        _rt_loop_closed(self._sync)
        executor = self._executor
        if executor is not None:
            self._executor = None
            executor.shutdown(wait=False)

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def _run_once(self):
        ready = self._ready
        timers = self._timers
        if timers:
            if self._cancelled_timers > _MANY_CANCELLED and self._cancelled_timers * 2 > len(timers):
                timers = self._timers = [timer for timer in timers if not timer._cancelled]
                heapq.heapify(timers)
                self._cancelled_timers = 0
            while timers and timers[0]._cancelled:
                _rt_timer_pop(timers)
                self._cancelled_timers -= 1
        if not ready and not self._stopping:
            _rt_loop_wait(self._sync, timers[0]._when if timers else None)
        if timers:
            end = _rt_now() / 1e9 + _CLOCK_RESOLUTION
            while timers and timers[0]._when < end:
                timer = _rt_timer_pop(timers)
                timer._waits = False
                if timer._cancelled:
                    self._cancelled_timers -= 1
                else:
                    ready.append(timer)
        # What becomes ready from here on has its turn next time.
        for _ in range(len(ready)):
            handle = ready.popleft()
            if handle._cancelled:
                continue
            _rt_loop_ready(len(ready))
            if self._debug:
                self._run_watched(handle)
            else:
                handle._run()

    def _run_watched(self, handle):
        begun = self.time()
        handle._run()
        took = self.time() - begun
        if took >= self.slow_callback_duration:
            task = getattr(handle._callback, "__self__", None)
            what = repr(task if isinstance(task, Task) else handle)
            _rt_write(f"Executing {what} took {took:.3f} seconds\n", True)

    # Callbacks.

    def time(self):
        return _rt_now() / 1e9

    def call_soon(self, callback, *args, context=None):
        if self._closed:
            raise RuntimeError("Event loop is closed")
        handle = Handle(callback, args, self, _copy_if_used() if context is None else context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        handle = self.call_soon(callback, *args, context=context)
        _rt_loop_wake(self._sync)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(_rt_now() / 1e9 + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer = TimerHandle(when, callback, args, self, _copy_if_used() if context is None else context)
        _rt_timer_push(self._timers, timer)
        return timer

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is None:
            return Task(coro, loop=self, name=name, context=context)
        task = self._task_factory(self, coro) if context is None else self._task_factory(self, coro, context=context)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    # Threads.

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if executor is None:
            if self._executor_closed:
                raise RuntimeError("Executor shutdown has been called")
            executor = self._executor
            if executor is None:
                import concurrent.futures
                executor = self._executor = concurrent.futures.ThreadPoolExecutor(thread_name_prefix="asyncio")
        future = wrap_future(executor.submit(func, *args), loop=self)
        future._of = getattr(func, "__name__", None) or "executor"
        return future

    def set_default_executor(self, executor):
        import concurrent.futures
        if not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._executor = executor

    async def shutdown_default_executor(self, timeout=None):
        self._executor_closed = True
        if self._executor is None:
            return
        import threading
        future = self.create_future()
        future._of = "shutdown of the executor"
        thread = threading.Thread(target=self._shut_down_executor, args=(future,))
        thread.start()
        try:
            await future
        finally:
            thread.join(timeout)

    def _shut_down_executor(self, future):
        self._executor.shutdown(wait=True)
        if not self.is_closed():
            self.call_soon_threadsafe(_finish, future)

    async def shutdown_asyncgens(self):
        generators = _rt_async_generators()
        if not generators:
            return
        from asyncio.tasks import gather
        results = await gather(*[generator.aclose() for generator in generators], return_exceptions=True)
        for result, generator in zip(results, generators):
            if isinstance(result, Exception):
                self.call_exception_handler(
                    {"message": f"an error occurred during closing of asynchronous generator {generator!r}",
                     "exception": result, "asyncgen": generator}
                )

    # Failures that nobody handles.

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        error = context.get("exception")
        text = "\n".join(lines) + "\n"
        _rt_write(text if error is None else text + builtins._render(error), True)

    def call_exception_handler(self, context):
        handler = self._exception_handler
        if handler is None:
            self.default_exception_handler(context)
            return
        try:
            handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.default_exception_handler(
                {"message": "Unhandled error in exception handler", "exception": error, "context": context}
            )

    def _report_unseen(self):
        unseen = list(self._unseen)
        self._unseen = {}
        for future in unseen:
            future._unseen = False
            kind = type(future).__name__
            self.call_exception_handler(
                {"message": f"{kind} exception was never retrieved", "exception": future._exception, "future": future}
            )

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = bool(enabled)

    def __repr__(self):
        return f"<EventLoop running={self.is_running()} closed={self._closed} debug={self._debug}>"


BaseEventLoop = EventLoop


def _stop_loop_of(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future.get_loop().stop()


def _finish(future):
    if not future.done():
        future.set_result(None)
