# `multiprocessing.context`: the ways in which processes are started, each with everything that goes with it.
import os
import sys
import threading

import multiprocessing.process as process
from multiprocessing import connection, managers, pool, queues, sharedctypes, synchronize
from multiprocessing.process import AuthenticationError, BufferTooShort, ProcessError, TimeoutError

_METHODS = ("fork", "spawn", "forkserver")


class Process(process.BaseProcess):
    pass


class ForkProcess(process.BaseProcess):
    _start_method = "fork"


class SpawnProcess(process.BaseProcess):
    _start_method = "spawn"


class ForkServerProcess(process.BaseProcess):
    _start_method = "forkserver"


class BaseContext:
    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError
    Process = Process

    def current_process(self):
        return process.current_process()

    def parent_process(self):
        return process.parent_process()

    def active_children(self):
        return process.active_children()

    def cpu_count(self):
        return os.cpu_count()

    def Manager(self):
        manager = managers.SyncManager(ctx=self.get_context())
        manager.start()
        return manager

    def Pipe(self, duplex=True):
        return connection.Pipe(duplex)

    def Lock(self):
        return synchronize.Lock()

    def RLock(self):
        return synchronize.RLock()

    def Condition(self, lock=None):
        return synchronize.Condition(lock)

    def Semaphore(self, value=1):
        return synchronize.Semaphore(value)

    def BoundedSemaphore(self, value=1):
        return synchronize.BoundedSemaphore(value)

    def Event(self):
        return synchronize.Event()

    def Barrier(self, parties, action=None, timeout=None):
        return synchronize.Barrier(parties, action, timeout)

    def Queue(self, maxsize=0):
        return queues.Queue(maxsize)

    def JoinableQueue(self, maxsize=0):
        return queues.JoinableQueue(maxsize)

    def SimpleQueue(self):
        return queues.SimpleQueue()

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        return pool.Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        return sharedctypes.RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        return sharedctypes.RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        return sharedctypes.Value(typecode_or_type, *args, lock=lock)

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        return sharedctypes.Array(typecode_or_type, size_or_initializer, lock=lock)

    def freeze_support(self):
        pass

    def set_executable(self, executable):
        pass

    def set_forkserver_preload(self, module_names):
        pass

    def get_context(self, method=None):
        if method is None:
            return self
        if method not in _contexts:
            raise ValueError(f"cannot find context for {method!r}")
        return _contexts[method]

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError("cannot set start method of concrete context")


class ForkContext(BaseContext):
    _name = "fork"
    Process = ForkProcess


class SpawnContext(BaseContext):
    _name = "spawn"
    Process = SpawnProcess


class ForkServerContext(BaseContext):
    _name = "forkserver"
    Process = ForkServerProcess


class DefaultContext(BaseContext):
    def get_context(self, method=None):
        if method is None:
            return _contexts[self.get_start_method()]
        return BaseContext.get_context(self, method)

    def set_start_method(self, method, force=False):
        if process._default_method is not None and not force:
            raise RuntimeError("context has already been set")
        if method is None and force:
            process._set_method(None)
            return
        self.get_context(method)
        process._set_method(method)

    def get_start_method(self, allow_none=False):
        if process._default_method is None:
            if allow_none:
                return None
            process._set_method(_rt_start_method())
        return process._default_method

    def get_all_start_methods(self):
        default = _rt_start_method()
        return [default] + [method for method in _METHODS if method != default]


_contexts = {"fork": ForkContext(), "spawn": SpawnContext(), "forkserver": ForkServerContext()}
_default_context = DefaultContext()
