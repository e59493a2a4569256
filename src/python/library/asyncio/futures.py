# `asyncio.futures`: results that are not there yet.
from contextvars import _copy_if_used
from asyncio.events import get_event_loop
from asyncio.exceptions import CancelledError, InvalidStateError


class Future:
    # What the timeline and a deadlock's report say a task waits for: a lock or the like, or a text.
    _of = None
    _blocking = False
    _exception = None
    _result = None
    _cancel_message = None
    _cancelled_error = None
    # An exception that nobody has looked at yet.
    _unseen = False

    def __init__(self, *, loop=None):
        self._loop = get_event_loop() if loop is None else loop
        self._state = "PENDING"
        self._callbacks = []

    def get_loop(self):
        return self._loop

    def cancelled(self):
        return self._state == "CANCELLED"

    def done(self):
        return self._state != "PENDING"

    def result(self):
        state = self._state
        if state == "FINISHED":
            if self._exception is None:
                return self._result
            self._seen()
            raise self._exception
        if state == "CANCELLED":
            raise self._cancellation()
        raise InvalidStateError("Result is not set.")

    def exception(self):
        if self._state == "CANCELLED":
            raise self._cancellation()
        if self._state == "PENDING":
            raise InvalidStateError("Exception is not set.")
        self._seen()
        return self._exception

    def _cancellation(self):
        error = self._cancelled_error
        if error is not None:
            self._cancelled_error = None
            return error
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def _seen(self):
        if self._unseen:
            self._unseen = False
            self._loop._unseen.pop(self, None)

    def cancel(self, msg=None):
        self._seen()
        if self._state != "PENDING":
            return False
        self._state = "CANCELLED"
        self._cancel_message = msg
        self._tell()
        return True

    def set_result(self, result):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = "FINISHED"
        self._tell()

    def set_exception(self, exception):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError("invalid exception object")
        if type(exception) is StopIteration:
            raise TypeError("StopIteration interacts badly with generators and cannot be raised into a Future")
        self._exception = exception
        self._state = "FINISHED"
        self._unseen = True
        self._loop._unseen[self] = True
        self._tell()

    def _tell(self):
        callbacks = self._callbacks
        if callbacks:
            self._callbacks = []
            _rt_tasks_ready(callbacks)
            loop = self._loop
            for callback, context in callbacks:
                loop.call_soon(callback, self, context=context)

    def add_done_callback(self, fn, *, context=None):
        if self._state != "PENDING":
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, _copy_if_used() if context is None else context))

    def remove_done_callback(self, fn):
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def __await__(self):
        if self._state == "PENDING":
            self._blocking = True
            yield self
            if self._state == "PENDING":
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__

    def _info(self):
        info = [self._state.lower()]
        if self._state == "FINISHED":
            if self._exception is not None:
                info.append(f"exception={self._exception!r}")
            else:
                info.append(f"result={self._result!r}")
        return info

    def __repr__(self):
        return f"<{type(self).__name__} {' '.join(self._info())}>"

    def __class_getitem__(cls, item):
        return cls


def isfuture(value):
    return isinstance(value, Future)


def _set_result_unless_done(future, result):
    if future._state == "PENDING":
        future.set_result(result)


def _copy_state(source, target):
    # `source` is done, and one of the two belongs to `concurrent.futures`.
    if target.cancelled():
        return
    if isfuture(target):
        if target.done():
            return
    elif not target.set_running_or_notify_cancel():
        return
    if source.cancelled():
        target.cancel()
        return
    error = source.exception()
    if error is None:
        target.set_result(source.result())
    else:
        target.set_exception(_translated(error))


def _translated(error):
    import concurrent.futures
    if type(error) is concurrent.futures.CancelledError:
        return CancelledError(*error.args)
    return error


def _chain(source, target):
    # When `source` is done so is `target`; when `target` is cancelled so is `source`.
    source_loop = source._loop if isfuture(source) else None
    target_loop = target._loop if isfuture(target) else None

    def backwards(target):
        if target.cancelled():
            if source_loop is None or source_loop is target_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def forwards(source):
        if target_loop is None or target_loop is source_loop:
            _copy_state(source, target)
        elif not target_loop.is_closed():
            target_loop.call_soon_threadsafe(_copy_state, source, target)

    target.add_done_callback(backwards)
    source.add_done_callback(forwards)


def wrap_future(future, *, loop=None):
    if isfuture(future):
        return future
    if loop is None:
        loop = get_event_loop()
    wrapped = loop.create_future()
    wrapped._of = "executor"
    _chain(future, wrapped)
    return wrapped
