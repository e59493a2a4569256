# `asyncio.runners`: an event loop for one program, from its beginning to its end.
from asyncio import events
from asyncio.base_events import EventLoop
from asyncio.tasks import gather, iscoroutine


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        # "created", "initialized" or "closed".
        self._state = "created"
        self._debug = debug
        self._factory = loop_factory
        self._loop = None
        self._context = None
        self._has_set = False

    def __enter__(self):
        self._begin()
        return self

    def __exit__(self, kind, value, trace):
        self.close()

    def _begin(self):
        if self._state == "closed":
            raise RuntimeError("Runner is closed")
        if self._state == "initialized":
            return
        if self._factory is None:
            self._loop = events.new_event_loop()
            events.set_event_loop(self._loop)
            self._has_set = True
        else:
            self._loop = self._factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._state = "initialized"

    def get_loop(self):
        self._begin()
        return self._loop

    def run(self, coro, *, context=None):
        if not iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._begin()
        return self._loop.run_until_complete(self._loop.create_task(coro, context=context))

    def close(self):
        if self._state != "initialized":
            return
        loop = self._loop
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._has_set:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = "closed"


def run(main, *, debug=None, loop_factory=None):
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all(loop):
    tasks = list(loop._tasks)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    events._set[_rt_current_ident()] = loop
    loop.run_until_complete(gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler(
                {"message": "unhandled exception during asyncio.run() shutdown", "exception": task.exception(), "task": task}
            )
