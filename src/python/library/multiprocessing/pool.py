# `multiprocessing.pool`: workers that take calls from one queue and put results into another. Three threads of the
# pool's process serve it, as in CPython: one watches the workers, one hands out tasks, one takes in results.
import builtins
import os
import queue
import threading
from collections import deque

import multiprocessing.process as process
from multiprocessing.process import TimeoutError, _finalize, _forget
from multiprocessing.queues import SimpleQueue

INIT = "INIT"
RUN = "RUN"
CLOSE = "CLOSE"
TERMINATE = "TERMINATE"


class RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class _WithTraceback:
    """An exception on its way to another process, with the text of its traceback."""

    def __init__(self, error):
        self.error = error
        self.text = f'\n"""\n{builtins._render(error)}"""'

    def __reduce__(self):
        return (_rebuild_error, (self.error, self.text))


def _rebuild_error(error, text):
    error.__cause__ = RemoteTraceback(text)
    return error


class MaybeEncodingError(Exception):
    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        Exception.__init__(self, self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f"<MaybeEncodingError: {self}>"


def _map_chunk(function, items):
    return [function(*item) for item in items]


def _starmap_chunk(function, items):
    return [function(*item) for item in items]


def worker(tasks, results, initializer=None, initargs=(), most=None, wrap=True):
    if initializer is not None:
        initializer(*initargs)
    done = 0
    while most is None or done < most:
        task = tasks.get()
        if task is None:
            break
        job, place, function, args, kwargs = task
        try:
            result = (True, function(*args, **kwargs))
        except Exception as error:
            result = (False, _WithTraceback(error) if wrap else error)
        try:
            results.put((job, place, result))
        except Exception as error:
            wrapped = MaybeEncodingError(error, result[1])
            results.put((job, place, (False, wrapped)))
        done += 1


def _chunks(items, size):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class Pool:
    _wrap = True

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._pool = []
        self._state = INIT
        if processes is None:
            processes = os.cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._context = context
        self._processes = processes
        self._initializer = initializer
        self._initargs = initargs
        self._most = maxtasksperchild
        self._cache = {}
        self._next_job = 0
        self._make_queues()
        _rt_sync_name(self._tasks._sync, "tasks of the pool")
        _rt_sync_name(self._results._sync, "results of the pool")
        self._orders = queue.SimpleQueue()
        _rt_sync_hide(self._orders._sync, "orders of the pool")
        # Set where the thread that watches the workers is to look again.
        self._change = _rt_sync("Event", 0)
        _rt_sync_hide(self._change, "the pool's workers")
        self._state = RUN
        try:
            self._repopulate()
        except Exception:
            for each in self._pool:
                if each.exitcode is None:
                    each.terminate()
            for each in self._pool:
                each.join()
            raise
        self._threads = []
        for handler in (self._handle_workers, self._handle_tasks, self._handle_results):
            thread = threading.Thread(target=handler, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._at_exit = _finalize(15, self.terminate)

    def _make_queues(self):
        self._tasks = SimpleQueue()
        self._results = SimpleQueue()

    def _start_worker(self):
        context = self._context
        if context is None:
            from multiprocessing import context as contexts
            context = contexts._default_context.get_context()
        each = context.Process(
            target=worker,
            args=(self._tasks, self._results, self._initializer, self._initargs, self._most, self._wrap))
        each.name = each.name.replace("Process", "PoolWorker")
        each.daemon = True
        each.start()
        return each

    def _repopulate(self):
        while len(self._pool) < self._processes:
            self._pool.append(self._start_worker())

    def _sentinels(self):
        return [each.sentinel for each in self._pool]

    def _without_ended(self):
        for each in self._pool[:]:
            if each.exitcode is not None:
                each.join()
                self._pool.remove(each)

    def _goes_on(self):
        return self._state == RUN or (self._cache and self._state != TERMINATE)

    def _notify(self):
        _rt_event_set(self._change)

    def _handle_workers(self):
        while self._goes_on():
            _rt_wait_any(self._sentinels() + [self._change], None)
            _rt_event_clear(self._change)
            if self._goes_on():
                self._without_ended()
                self._repopulate()
        self._orders.put(None)

    def _handle_tasks(self):
        while True:
            order = self._orders.get()
            if order is None:
                break
            tasks, set_length = order
            count = 0
            job = None
            try:
                for task in tasks:
                    if self._state == TERMINATE:
                        break
                    job, count = task[0], task[1] + 1
                    try:
                        self._tasks.put(task)
                    except Exception as error:
                        self._give(job, task[1], (False, error))
                else:
                    if set_length is not None:
                        set_length(count)
            except Exception as error:
                # The iterable itself has failed.
                self._give(set_length.__self__._job if set_length else job, count, (False, error))
                if set_length is not None:
                    set_length(count + 1)
        self._results.put(None)
        for each in self._pool:
            self._tasks.put(None)

    def _handle_results(self):
        while True:
            answer = self._results.get()
            if self._state == TERMINATE:
                return
            if answer is None:
                break
            self._give(*answer)
        while self._cache and self._state != TERMINATE:
            answer = self._results.get()
            if answer is not None:
                self._give(*answer)

    def _give(self, job, place, result):
        if job in self._cache:
            self._cache[job]._set(place, result)

    def _done(self, job):
        self._cache.pop(job, None)
        if not self._cache:
            self._notify()

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def _new_job(self, result):
        self._next_job += 1
        self._cache[self._next_job] = result
        return self._next_job

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._orders.put(([(result._job, 0, func, args, kwds)], None))
        return result

    def map(self, func, iterable, chunksize=None):
        return self.map_async(func, iterable, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        return self.starmap_async(func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map(func, [(item,) for item in iterable], _map_chunk, chunksize, callback, error_callback)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map(func, list(iterable), _starmap_chunk, chunksize, callback, error_callback)

    def _map(self, func, items, over, chunksize, callback, error_callback):
        self._check_running()
        if chunksize is None:
            chunksize, more = divmod(len(items), len(self._pool) * 4)
            if more:
                chunksize += 1
        if not items:
            chunksize = 0
        result = MapResult(self, chunksize, len(items), callback, error_callback)
        if items:
            tasks = [(result._job, place, over, (func, chunk), {})
                     for place, chunk in enumerate(_chunks(items, chunksize))]
            self._orders.put((tasks, None))
        return result

    def imap(self, func, iterable, chunksize=1):
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize:n}")
        result = kind(self)
        job = result._job
        if chunksize == 1:
            tasks = ((job, place, func, (item,), {}) for place, item in enumerate(iterable))
            self._orders.put((tasks, result._set_length))
            return result
        chunks = _chunks(((item,) for item in iterable), chunksize)
        tasks = ((job, place, _map_chunk, (func, chunk), {}) for place, chunk in enumerate(chunks))
        self._orders.put((tasks, result._set_length))
        return (item for chunk in result for item in chunk)

    def close(self):
        if self._state == RUN:
            self._state = CLOSE
            self._notify()

    def terminate(self):
        _forget(self._at_exit)
        if self._state == TERMINATE:
            return
        self._state = TERMINATE
        self._notify()
        self._orders.put(None)
        self._stop_workers()
        me = threading.current_thread()
        if self._threads[1] is not me:
            self._threads[1].join()
        self._results.put(None)
        for thread in self._threads:
            if thread is not me:
                thread.join()
        for each in self._pool:
            each.join()

    def _stop_workers(self):
        # Whoever hands out tasks may wait for room.
        _drain(self._tasks)
        for each in self._pool:
            if each.exitcode is None:
                each.terminate()
        _drain(self._results)
        _drain(self._tasks)

    def join(self):
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        for thread in self._threads:
            thread.join()
        for each in self._pool:
            each.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, kind, value, trace):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} state={self._state} pool_size={len(self._pool)}>"


def _drain(tasks):
    if isinstance(tasks, SimpleQueue):
        while _rt_receive(tasks._sync, False, None) is not None:
            pass
    else:
        try:
            while True:
                tasks.get_nowait()
        except queue.Empty:
            pass


class ApplyResult:
    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        _rt_sync_hide(self._event._sync, "a result of the pool")
        self._callback = callback
        self._error_callback = error_callback
        self._job = pool._new_job(self)

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, place, result):
        self._success, self._value = result
        self._finish()

    def _finish(self):
        call = self._callback if self._success else self._error_callback
        if call is not None:
            call(self._value)
        self._event.set()
        self._pool._done(self._job)


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    def __init__(self, pool, chunksize, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._left = 0
            self._event.set()
            pool._done(self._job)
        else:
            self._left = length // chunksize + bool(length % chunksize)

    def _set(self, place, result):
        self._left -= 1
        success, value = result
        if success and self._success:
            self._value[place * self._chunksize:(place + 1) * self._chunksize] = value
        elif not success and self._success:
            # Only the first one counts.
            self._success = False
            self._value = value
        if self._left == 0:
            self._finish()


class IMapIterator:
    def __init__(self, pool):
        self._pool = pool
        self._condition = threading.Condition(threading.Lock())
        _rt_sync_hide(self._condition._sync, "the next result of the pool")
        _rt_sync_hide(self._condition._lock._sync, "the results of the pool")
        self._job = pool._new_job(self)
        self._items = deque()
        self._index = 0
        self._length = None
        self._unsorted = {}

    def __iter__(self):
        return self

    def next(self, timeout=None):
        with self._condition:
            if not self._items:
                if self._index == self._length:
                    raise StopIteration
                self._condition.wait(timeout)
                if not self._items:
                    if self._index == self._length:
                        raise StopIteration
                    raise TimeoutError
            success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _add(self, place, result):
        if self._index != place:
            self._unsorted[place] = result
            return
        self._items.append(result)
        self._index += 1
        while self._index in self._unsorted:
            self._items.append(self._unsorted.pop(self._index))
            self._index += 1
        self._condition.notify()

    def _set(self, place, result):
        with self._condition:
            self._add(place, result)
            if self._index == self._length:
                self._pool._done(self._job)

    def _set_length(self, length):
        with self._condition:
            self._length = length
            if self._index == length:
                self._condition.notify()
                self._pool._done(self._job)


class IMapUnorderedIterator(IMapIterator):
    def _add(self, place, result):
        self._items.append(result)
        self._index += 1
        self._condition.notify()


class ThreadPool(Pool):
    """The same with threads of this process as workers."""

    _wrap = False

    def __init__(self, processes=None, initializer=None, initargs=()):
        Pool.__init__(self, processes, initializer, initargs)

    def _make_queues(self):
        self._tasks = queue.SimpleQueue()
        self._results = queue.SimpleQueue()

    def _start_worker(self):
        thread = threading.Thread(
            target=worker,
            args=(self._tasks, self._results, self._initializer, self._initargs, self._most, self._wrap))
        thread.daemon = True
        thread.start()
        return thread

    def _sentinels(self):
        return []

    def _without_ended(self):
        self._pool[:] = [each for each in self._pool if each.is_alive()]

    def _stop_workers(self):
        _drain(self._tasks)
        for each in self._pool:
            self._tasks.put(None)
