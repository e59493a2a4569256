# `concurrent.futures.process` and `concurrent.futures.interpreter`: pools of processes and of sub-interpreters. A thread
# of the pool's own hands out calls, takes in results, and notices where a worker has died.
import builtins
import functools
import os
import threading

import concurrent.futures as _base
import multiprocessing.process as _process
from multiprocessing import context as _contexts
from multiprocessing.queues import Queue, SimpleQueue

EXTRA_QUEUED_CALLS = 1


class BrokenProcessPool(_base.BrokenExecutor):
    __module__ = "concurrent.futures.process"


class BrokenInterpreterPool(_base.BrokenExecutor):
    __module__ = "concurrent.futures.interpreter"


class _RemoteTraceback(Exception):
    __module__ = "concurrent.futures.process"

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExecutionFailed(Exception):
    __module__ = "concurrent.interpreters"


class _WithTraceback:
    def __init__(self, error, text):
        self.error = error
        self.text = text

    def __reduce__(self):
        return (_rebuild_error, (self.error, self.text))


def _rebuild_error(error, text):
    if _rt_started_by() != "interpreter" and text.startswith("\n"):
        error.__cause__ = _RemoteTraceback(text)
    else:
        error.__cause__ = ExecutionFailed(text)
    return error


def _packed(error, is_interpreter):
    text = builtins._render(error)
    if is_interpreter:
        return _WithTraceback(error, f"{type(error).__name__}: {error}\n\nUncaught in the interpreter:\n\n{text}")
    return _WithTraceback(error, f'\n"""\n{text}"""')


class _Calls(Queue):
    """Calls on their way to the workers. What cannot be pickled fails its own call only."""

    def _not_sent(self, error, obj):
        future = self._pending.pop(obj[0], None)
        if future is not None:
            error.__cause__ = _RemoteTraceback(f'\n"""\n{builtins._render(error)}"""')
            self._failed(obj[0])
            future[0].set_exception(error)


def _process_worker(calls, results, initializer, initargs, most, is_interpreter):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as error:
            _rt_write("Exception in initializer:\n" + builtins._render(error), True)
            return
    done = 0
    while True:
        call = calls.get()
        if call is None:
            results.put((None, None, None, _rt_process()))
            return
        job, function, args, kwargs = call
        try:
            value, error = function(*args, **kwargs), None
        except BaseException as caught:
            value, error = None, _packed(caught, is_interpreter)
        done += 1
        leaves = _rt_process() if most is not None and done >= most else None
        try:
            results.put((job, value, error, leaves))
        except BaseException as caught:
            results.put((job, None, _packed(caught, is_interpreter), leaves))
        if leaves is not None:
            return


class _PoolExecutor(_base.Executor):
    _is_interpreter = False

    def _prepare(self, max_workers, initializer, initargs, most):
        self._max_workers = max_workers
        self._initializer = initializer
        self._initargs = initargs
        self._most = most
        self._pending = {}
        self._waiting = []
        self._running = 0
        self._next = 0
        self._started = 0
        self._processes = {}
        self._idle = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._change = _rt_sync("Event", 0)
        for sync in (self._idle._sync, self._lock._sync, self._change):
            _rt_sync_hide(sync, "the pool")
        self._calls = _Calls(max_workers + EXTRA_QUEUED_CALLS)
        self._calls._pending = self._pending
        self._calls._failed = self._call_failed
        self._results = SimpleQueue()
        _rt_sync_name(self._calls._sync, "calls of the pool")
        _rt_sync_name(self._results._sync, "results of the pool")
        self._closed = False
        self._broken = None
        self._manager = None
        self._pid = os.getpid()
        _all_pools.append(self)

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise self._broken_class(self._broken)
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = _base.Future()
            future._hide("the result of " + getattr(fn, "__name__", "a call"))
            self._next += 1
            self._pending[self._next] = (future, fn, args, kwargs)
            self._waiting.append(self._next)
            if self._on_demand:
                self._one_more()
            elif not self._processes:
                while len(self._processes) < self._max_workers:
                    self._start_worker()
            if self._manager is None:
                self._manager = threading.Thread(target=self._manage, name="ExecutorManagerThread")
                self._manager.start()
            self._notify()
        return future

    def _one_more(self):
        if not self._idle.acquire(False) and len(self._processes) < self._max_workers:
            self._start_worker()

    def _start_worker(self):
        worker = self._new_process(
            target=_process_worker,
            args=(self._calls, self._results, self._initializer, self._initargs, self._most, self._is_interpreter))
        worker.start()
        self._started += 1
        self._processes[worker] = worker.sentinel

    def _notify(self):
        _rt_event_set(self._change)

    def _call_failed(self, job):
        self._running -= 1
        self._notify()

    def _hand_out(self):
        while self._waiting and self._running < self._max_workers + EXTRA_QUEUED_CALLS:
            job = self._waiting.pop(0)
            future, fn, args, kwargs = self._pending[job]
            if not future.set_running_or_notify_cancel():
                del self._pending[job]
                continue
            self._running += 1
            self._calls.put((job, fn, args, kwargs))

    def _manage(self):
        while True:
            with self._lock:
                self._hand_out()
                if self._closed and not self._pending:
                    break
            workers = list(self._processes)
            ready = _rt_wait_any([self._results._sync, self._change] + [each.sentinel for each in workers], None)
            if 0 in ready:
                self._take_result()
                continue
            if 1 in ready:
                _rt_event_clear(self._change)
                continue
            self._break()
            return
        self._stop_workers()

    def _take_result(self):
        job, value, error, leaves = self._results.get()
        with self._lock:
            if leaves is not None:
                self._joined(leaves)
            entry = self._pending.pop(job, None)
            if entry is not None:
                self._running -= 1
            if leaves is None:
                self._idle.release()
            elif self._pending or not self._closed:
                self._start_worker()
        if entry is None:
            return
        if error is not None:
            entry[0].set_exception(error)
        else:
            entry[0].set_result(value)

    def _joined(self, number):
        for worker in list(self._processes):
            if _rt_process_number(worker.sentinel) == number:
                del self._processes[worker]
                worker.join()

    def _break(self):
        # A worker has died: nobody knows what it was at.
        with self._lock:
            self._broken = self._broken_text
            pending = list(self._pending.values())
            self._pending.clear()
            self._waiting.clear()
            workers = list(self._processes)
        for future, _, _, _ in pending:
            future.set_exception(self._broken_class(self._lost_text))
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
        self._calls.close()
        self._calls.cancel_join_thread()

    def _stop_workers(self):
        workers = list(self._processes)
        for worker in workers:
            self._calls.put(None)
        left = len(workers)
        while left:
            sentinels = [each.sentinel for each in workers if each.exitcode is None]
            if not sentinels:
                break
            if 0 in _rt_wait_any([self._results._sync] + sentinels, None):
                self._results.get()
                left -= 1
        for worker in workers:
            worker.join()
        self._calls.close()
        self._calls.join_thread()

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._closed = True
            if cancel_futures:
                for job in self._waiting:
                    self._pending.pop(job)[0].cancel()
                self._waiting.clear()
        self._notify()
        if wait and self._manager is not None:
            self._manager.join()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        items = list(zip(*iterables))
        chunks = [items[at:at + chunksize] for at in range(0, len(items), chunksize)]
        futures = [self.submit(functools.partial(_call_each, fn), chunk) for chunk in chunks]
        for future in futures:
            future._hide("the result of " + getattr(fn, "__name__", "a call"))
        return _flat(_base._results(futures, timeout))


def _call_each(function, chunk):
    return [function(*args) for args in chunk]


def _flat(chunks):
    for chunk in chunks:
        for item in chunk:
            yield item


def _check(max_workers, initializer):
    if max_workers <= 0:
        raise ValueError("max_workers must be greater than 0")
    if initializer is not None and not callable(initializer):
        raise TypeError("initializer must be a callable")


class ProcessPoolExecutor(_PoolExecutor):
    _broken_class = BrokenProcessPool
    _broken_text = "A child process terminated abruptly, the process pool is not usable anymore"
    _lost_text = "A process in the process pool was terminated abruptly while the future was running or pending."

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            max_workers = os.cpu_count() or 1
        _check(max_workers, initializer)
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
        if mp_context is None:
            mp_context = _contexts._default_context.get_context(None if max_tasks_per_child is None else "spawn")
        self._mp_context = mp_context
        method = mp_context.get_start_method()
        if max_tasks_per_child is not None and method == "fork":
            raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; "
                             "supply a different mp_context.")
        self._on_demand = method != "fork"
        self._prepare(max_workers, initializer, initargs, max_tasks_per_child)

    def _new_process(self, target, args):
        return self._mp_context.Process(target=target, args=args)

    def kill_workers(self):
        for worker in list(self._processes):
            worker.kill()

    def terminate_workers(self):
        for worker in list(self._processes):
            worker.terminate()


class _Interpreter(_process.BaseProcess):
    _start_method = "interpreter"


_interpreter_pools = 0


class InterpreterPoolExecutor(_PoolExecutor):
    _is_interpreter = True
    _on_demand = True
    _broken_class = BrokenInterpreterPool
    _broken_text = "an interpreter initializer failed, the interpreter pool is not usable anymore"
    _lost_text = "an interpreter of the pool ended abruptly while the future was running or pending"

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), shared=None):
        global _interpreter_pools
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        _check(max_workers, initializer)
        self._prefix = thread_name_prefix or f"InterpreterPoolExecutor-{_interpreter_pools}"
        _interpreter_pools += 1
        self._prepare(max_workers, initializer, initargs, None)

    def _new_process(self, target, args):
        return _Interpreter(target=target, args=args, name=f"{self._prefix}_{self._started}")


_all_pools = []


def _close_pools():
    for pool in _all_pools:
        if pool._pid == os.getpid() and not pool._closed:
            pool.shutdown(True)


def _after_fork():
    _all_pools.clear()


builtins._at_shutdown.insert(0, _close_pools)
builtins._after_fork.append(_after_fork)

# Whichever of the two modules is imported first, both names are there.
_base.ProcessPoolExecutor = ProcessPoolExecutor
_base.InterpreterPoolExecutor = InterpreterPoolExecutor
_base.process = _rt_module_of(_rt_find_module("concurrent.futures.process")[0])
