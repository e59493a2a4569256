# `multiprocessing.process`: a process as an object; what a child does first and last.
import builtins
import os
import pickle
import sys
import threading

_counter = 0
_children = []
_parent = None
# What is cleaned up when this process ends: [priority, function], the highest priority first, the latest before others.
_finalizers = []
# Ends of pipes that go to the process that is being started afresh; None while none is.
_handed_over = None
_default_method = None
_inheriting = False

_SIGNALS = {15: "SIGTERM", 9: "SIGKILL", 2: "SIGINT"}


class ProcessError(Exception):
    __module__ = "multiprocessing.context"


class TimeoutError(ProcessError):
    __module__ = "multiprocessing.context"


class BufferTooShort(ProcessError):
    __module__ = "multiprocessing.context"


class AuthenticationError(ProcessError):
    __module__ = "multiprocessing.context"


def _method():
    return _rt_start_method() if _default_method is None else _default_method


def _set_method(method):
    global _default_method
    _default_method = method


class _Popen:
    """A child, as its parent sees it."""

    def __init__(self, process, method):
        self.method = method
        if method == "fork":
            self.handle = _rt_process_start(process._name, "fork", _fork_child, process)
        else:
            self.handle = _start_afresh(process, method)
        self.pid = _rt_process_id(self.handle)

    def poll(self):
        return _rt_process_code(self.handle)

    def wait(self, timeout=None):
        _rt_process_join(self.handle, None if timeout is None else max(timeout, 0))
        return self.poll()

    def signal(self, number):
        if self.poll() is None:
            _rt_process_kill(self.handle, number)

    def __reduce__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


def _start_afresh(process, method):
    global _handed_over
    if _inheriting:
        raise RuntimeError(_NO_GUARD)
    before = _handed_over
    _handed_over = []
    try:
        start = {"name": process._name, "method": _method(), "parent": (current_process().name, os.getpid())}
        data = pickle.dumps((start, pickle.dumps(process)))
        ends = _handed_over
    finally:
        _handed_over = before
    return _rt_process_start(process._name, method, data, _rt_find_module("multiprocessing.process")[0], ends)


_NO_GUARD = """
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        """


def _assert_spawning(obj):
    # What processes share is inherited, not sent.
    if _handed_over is None:
        raise RuntimeError(
            f"{type(obj).__name__} objects should only be shared between processes through inheritance"
        )


def _fork_child(process):
    for function in builtins._after_fork:
        function()
    return process._bootstrap((process._parent_name, process._parent_pid))


class BaseProcess:
    _start_method = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        global _counter
        assert group is None, "group argument must be None for now"
        _counter += 1
        parent = current_process()
        self._identity = parent._identity + (_counter,)
        self._config = dict(parent._config)
        self._parent_pid = os.getpid()
        self._parent_name = parent.name
        self._popen = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + "-" + ":".join([str(number) for number in self._identity])
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self):
        if self._closed:
            raise ValueError("process object is closed")

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        self._check_closed()
        assert self._popen is None, "cannot start a process twice"
        assert self._parent_pid == os.getpid(), "can only start a process object created by current process"
        assert not current_process()._config.get("daemon"), "daemonic processes are not allowed to have children"
        active_children()
        self._popen = _Popen(self, self._start_method or _method())
        del self._target, self._args, self._kwargs
        _children.append(self)

    def terminate(self):
        self._check_closed()
        self._popen.signal(15)

    def kill(self):
        self._check_closed()
        self._popen.signal(9)

    def join(self, timeout=None):
        self._check_closed()
        assert self._parent_pid == os.getpid(), "can only join a child process"
        assert self._popen is not None, "can only join a started process"
        if self._popen.wait(timeout) is not None and self in _children:
            _children.remove(self)

    def is_alive(self):
        self._check_closed()
        if self is _current:
            return True
        assert self._parent_pid == os.getpid(), "can only test a child process"
        if self._popen is None:
            return False
        if self._popen.poll() is None:
            return True
        if self in _children:
            _children.remove(self)
        return False

    def close(self):
        if self._popen is not None:
            if self._popen.poll() is None:
                raise ValueError("Cannot close a process while it is still running. "
                                 "You should first call join() or terminate().")
            self._popen = None
            if self in _children:
                _children.remove(self)
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self):
        return self._config.get("daemon", False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._popen is None, "process has already started"
        self._config["daemon"] = daemonic

    @property
    def authkey(self):
        return b""

    @property
    def exitcode(self):
        self._check_closed()
        return None if self._popen is None else self._popen.poll()

    @property
    def ident(self):
        self._check_closed()
        if self is _current:
            return os.getpid()
        return None if self._popen is None else self._popen.pid

    pid = ident

    @property
    def sentinel(self):
        self._check_closed()
        if self._popen is None:
            raise ValueError("process not started")
        return self._popen.handle

    def __repr__(self):
        code = None
        if self is _current:
            status = "started"
        elif self._closed:
            status = "closed"
        elif self._parent_pid != os.getpid():
            status = "unknown"
        elif self._popen is None:
            status = "initial"
        else:
            code = self._popen.poll()
            status = "started" if code is None else "stopped"
        words = [type(self).__name__, f"name={self._name!r}"]
        if self._popen is not None:
            words.append(f"pid={self._popen.pid}")
        words.append(f"parent={self._parent_pid}")
        words.append(status)
        if code is not None:
            words.append(f"exitcode={'-' + _SIGNALS[-code] if -code in _SIGNALS else code}")
        if self.daemon:
            words.append("daemon")
        return "<" + " ".join(words) + ">"

    def _bootstrap(self, parent):
        global _current, _parent, _counter, _children, _finalizers
        _counter, _children, _finalizers = 0, [], []
        _current = self
        _parent = _ParentProcess(*parent)
        code = 0
        try:
            try:
                self.run()
            finally:
                _exit_function()
        except SystemExit as error:
            code = builtins._exit_code(error) & 255
        except BaseException as error:
            code = 1
            _rt_write(f"Process {self._name}:\n" + builtins._render(error), True)
        finally:
            for function in builtins._at_shutdown:
                function()
        return code


class _ParentProcess(BaseProcess):
    def __init__(self, name, pid):
        self._identity = ()
        self._name = name
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {}
        self._pid = pid

    def is_alive(self):
        return os.getppid() == self._pid

    @property
    def ident(self):
        return self._pid

    pid = ident


class _MainProcess(BaseProcess):
    def __init__(self):
        self._identity = ()
        self._name = "MainProcess"
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {}

    def close(self):
        pass


_current = _MainProcess()


def current_process():
    return _current


def parent_process():
    return _parent


def active_children():
    for process in _children[:]:
        if process._popen.poll() is not None and process in _children:
            _children.remove(process)
    return _children[:]


def _finalize(priority, function):
    """Calls the function when this process ends."""
    entry = [priority, function]
    _finalizers.append(entry)
    return entry


def _forget(entry):
    if entry in _finalizers:
        _finalizers.remove(entry)


def _run_finalizers(least):
    while True:
        due = [entry for entry in _finalizers if least is None or entry[0] >= least]
        if not due:
            return
        chosen = due[0]
        for entry in due:
            if entry[0] >= chosen[0]:
                chosen = entry
        _finalizers.remove(chosen)
        chosen[1]()


def _exit_function():
    _run_finalizers(0)
    for process in active_children():
        if process.daemon:
            process._popen.signal(15)
    for process in active_children():
        process.join()
    _run_finalizers(None)


def _fresh_child(data):
    # The program is imported again under another name; only then is what was pickled for this process read.
    global _inheriting
    _inheriting = True
    try:
        start, data = pickle.loads(data)
        _current._name = start["name"]
        _set_method(start["method"])
        if _rt_started_by() != "interpreter":
            # A sub-interpreter imports the program only where it needs a name of it.
            _rt_run_module(_rt_find_module("__main__")[0])
        process = pickle.loads(data)
    finally:
        _inheriting = False
    return process._bootstrap(start["parent"])


builtins._first_in_child.append(_fresh_child)
builtins._at_exit.append((_exit_function, (), {}))
