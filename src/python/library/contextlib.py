# `contextlib`.
import sys
from functools import wraps


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return None


class AbstractAsyncContextManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, trace):
        return None


class ContextDecorator:
    def __call__(self, function):
        @wraps(function)
        def inner(*args, **kwargs):
            with self:
                return function(*args, **kwargs)
        return inner


class _Generated(ContextDecorator):
    def __init__(self, function, args, kwargs):
        self._generator = function(*args, **kwargs)

    def __enter__(self):
        try:
            return next(self._generator)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, trace):
        if kind is None:
            try:
                next(self._generator)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self._generator.throw(value)
        except StopIteration as stop:
            return stop is not value
        except RuntimeError as error:
            if error is value:
                return False
            if isinstance(value, StopIteration) and error.__cause__ is value:
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    @wraps(function)
    def helper(*args, **kwargs):
        return _Generated(function, args, kwargs)
    return helper


class _AsyncGenerated:
    def __init__(self, function, args, kwargs):
        self._generator = function(*args, **kwargs)

    async def __aenter__(self):
        return await self._generator.__anext__()

    async def __aexit__(self, kind, value, trace):
        if kind is None:
            try:
                await self._generator.__anext__()
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            await self._generator.athrow(value)
        except StopAsyncIteration as stop:
            return stop is not value
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(function):
    @wraps(function)
    def helper(*args, **kwargs):
        return _AsyncGenerated(function, args, kwargs)
    return helper


class suppress:
    def __init__(self, *kinds):
        self._kinds = kinds

    def __enter__(self):
        return None

    def __exit__(self, kind, value, trace):
        return kind is not None and issubclass(kind, self._kinds)


class redirect_stdout(AbstractContextManager):
    def __init__(self, new_target):
        self._target = new_target
        # A manager may be entered again before it is left.
        self._before = []

    def __enter__(self):
        self._before.append(sys.stdout)
        sys.stdout = self._target
        return self._target

    def __exit__(self, kind, value, trace):
        sys.stdout = self._before.pop()


class redirect_stderr(AbstractContextManager):
    def __init__(self, new_target):
        self._target = new_target
        self._before = []

    def __enter__(self):
        self._before.append(sys.stderr)
        sys.stderr = self._target
        return self._target

    def __exit__(self, kind, value, trace):
        sys.stderr = self._before.pop()


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, value, trace):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, kind, value, trace):
        await self.thing.aclose()


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, kind, value, trace):
        return None

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, kind, value, trace):
        return None


class ExitStack:
    def __init__(self):
        self._callbacks = []

    def enter_context(self, manager):
        result = type(manager).__enter__(manager)
        self._callbacks.append(lambda kind, value, trace: type(manager).__exit__(manager, kind, value, trace))
        return result

    def push(self, exit):
        method = getattr(type(exit), "__exit__", None)
        if method is None:
            self._callbacks.append(exit)
        else:
            self._callbacks.append(lambda kind, value, trace: method(exit, kind, value, trace))
        return exit

    def callback(self, function, *args, **kwargs):
        def run(kind, value, trace):
            function(*args, **kwargs)
        self._callbacks.append(run)
        return function

    def pop_all(self):
        taken = type(self)()
        taken._callbacks = self._callbacks
        self._callbacks = []
        return taken

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        raised = False
        swallowed = False
        while self._callbacks:
            callback = self._callbacks.pop()
            try:
                if callback(kind, value, trace):
                    swallowed = True
                    raised = False
                    kind = value = trace = None
            except BaseException as error:
                kind, value, trace = type(error), error, None
                raised = True
        if raised:
            raise value
        return swallowed


class AsyncExitStack:
    def __init__(self):
        # Functions of what was raised, and whether they are awaited.
        self._callbacks = []

    def _push_manager(self, manager, name, is_async):
        exit = getattr(type(manager), name)
        self._callbacks.append((lambda kind, value, trace: exit(manager, kind, value, trace), is_async))

    async def enter_async_context(self, manager):
        result = await type(manager).__aenter__(manager)
        self._push_manager(manager, "__aexit__", True)
        return result

    def enter_context(self, manager):
        result = type(manager).__enter__(manager)
        self._push_manager(manager, "__exit__", False)
        return result

    def push(self, exit):
        if hasattr(type(exit), "__exit__"):
            self._push_manager(exit, "__exit__", False)
        else:
            self._callbacks.append((exit, False))
        return exit

    def push_async_exit(self, exit):
        if hasattr(type(exit), "__aexit__"):
            self._push_manager(exit, "__aexit__", True)
        else:
            self._callbacks.append((exit, True))
        return exit

    def callback(self, function, /, *args, **kwargs):
        def run(kind, value, trace):
            function(*args, **kwargs)
        self._callbacks.append((run, False))
        return function

    def push_async_callback(self, function, /, *args, **kwargs):
        async def run(kind, value, trace):
            await function(*args, **kwargs)
        self._callbacks.append((run, True))
        return function

    def pop_all(self):
        taken = type(self)()
        taken._callbacks = self._callbacks
        self._callbacks = []
        return taken

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, trace):
        swallowed = False
        raised = False
        while self._callbacks:
            callback, is_async = self._callbacks.pop()
            try:
                result = callback(kind, value, trace)
                if is_async:
                    result = await result
                if result:
                    swallowed = True
                    raised = False
                    kind = value = trace = None
            except BaseException as error:
                kind, value, trace = type(error), error, None
                raised = True
        if raised:
            raise value
        return swallowed
