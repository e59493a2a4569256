# `asyncio.events`: callbacks that are due, and which event loop runs on which thread.

# Event loops that run, by the thread that runs them; those that were set, by the thread that set them.
_running = {}
_set = {}
_factory = None


class Handle:
    _cancelled = False

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._context = context

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            if self._context is None:
                self._callback(*self._args)
            else:
                self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler(
                {"message": f"Exception in callback {_named(self._callback, self._args)}", "exception": error, "handle": self}
            )

    def _info(self):
        if self._cancelled:
            return "cancelled"
        return _named(self._callback, self._args)

    def __repr__(self):
        return f"<{type(self).__name__} {self._info()}>"


class TimerHandle(Handle):
    def __init__(self, when, callback, args, loop, context=None):
        Handle.__init__(self, callback, args, loop, context)
        self._when = when
        # It stands among the loop's timers.
        self._waits = True

    def when(self):
        return self._when

    def cancel(self):
        if self._waits and not self._cancelled:
            self._loop._cancelled_timers += 1
        Handle.cancel(self)

    def _info(self):
        return f"when={self._when} " + Handle._info(self)

    def __lt__(self, other):
        return self._when < other._when

    def __le__(self, other):
        return self._when <= other._when

    def __gt__(self, other):
        return self._when > other._when

    def __ge__(self, other):
        return self._when >= other._when


def _named(callback, args):
    name = getattr(callback, "__qualname__", None) or repr(callback)
    return name + "(" + ", ".join([repr(value) for value in args or ()]) + ")"


def get_running_loop():
    loop = _running.get(_rt_current_ident())
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def _get_running_loop():
    return _running.get(_rt_current_ident())


def get_event_loop():
    ident = _rt_current_ident()
    loop = _running.get(ident)
    if loop is not None:
        return loop
    loop = _set.get(ident)
    if loop is None:
        if ident in _set or not _rt_is_main():
            name = "MainThread"
            if not _rt_is_main():
                import threading
                name = threading.current_thread().name
            raise RuntimeError(f"There is no current event loop in thread {name!r}.")
        loop = _set[ident] = new_event_loop()
    return loop


def set_event_loop(loop):
    _set[_rt_current_ident()] = loop


def new_event_loop():
    from asyncio.base_events import EventLoop
    return EventLoop()
