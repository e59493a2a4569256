# `threading`.
import builtins


class ThreadError(RuntimeError):
    pass


class BrokenBarrierError(RuntimeError):
    pass


TIMEOUT_MAX = 9223372036.0
_counter = 0
_main_thread = None
_all = []
_excepthook = None


class Lock:
    def __init__(self):
        self._sync = _rt_sync("Lock", 0)

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout == -1:
            return _rt_acquire(self._sync, blocking)
        if timeout < 0:
            raise ValueError("timeout value must be a non-negative number")
        return _rt_acquire(self._sync, blocking, timeout)

    def release(self):
        _rt_release(self._sync)

    def locked(self):
        return _rt_count(self._sync) > 0

    def __enter__(self):
        return _rt_acquire(self._sync)

    def __exit__(self, kind, value, trace):
        _rt_release(self._sync)

    def __repr__(self):
        return repr(self._sync)


class RLock(Lock):
    def __init__(self):
        self._sync = _rt_sync("RLock", 0)

    def _is_owned(self):
        return _rt_holds(self._sync)


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self._sync = _rt_sync("Condition", 0, 0, self._lock._sync)
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, kind, value, trace):
        self._lock.__exit__(kind, value, trace)

    def wait(self, timeout=None):
        return _rt_condition_wait(self._sync, timeout)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        end = None
        while not result:
            if timeout is not None:
                if end is None:
                    end = _rt_now() + timeout * 1e9
                    left = timeout
                else:
                    left = (end - _rt_now()) / 1e9
                if left <= 0:
                    break
                self.wait(left)
            else:
                self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        _rt_notify(self._sync, n)

    def notify_all(self):
        _rt_notify(self._sync, None)

    notifyAll = notify_all


class Semaphore:
    _kind = "Semaphore"

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._sync = _rt_sync(self._kind, value, value)

    @property
    def _value(self):
        return _rt_count(self._sync)

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        return _rt_acquire(self._sync, blocking, timeout)

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        _rt_release(self._sync, n)

    def __enter__(self):
        return _rt_acquire(self._sync)

    def __exit__(self, kind, value, trace):
        _rt_release(self._sync)


class BoundedSemaphore(Semaphore):
    _kind = "BoundedSemaphore"


class Event:
    def __init__(self):
        self._sync = _rt_sync("Event", 0)

    def is_set(self):
        return _rt_count(self._sync) > 0

    isSet = is_set

    def set(self):
        _rt_event_set(self._sync)

    def clear(self):
        _rt_event_clear(self._sync)

    def wait(self, timeout=None):
        return _rt_event_wait(self._sync, timeout)


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self.parties = parties
        self._action = action
        self._timeout = timeout
        self._sync = _rt_sync("Barrier", 0, parties)

    def wait(self, timeout=None):
        place = _rt_barrier_wait(self._sync, self._timeout if timeout is None else timeout)
        if place < 0:
            raise BrokenBarrierError
        if place == 0:
            # The last one to arrive.
            try:
                if self._action is not None:
                    self._action()
            except:
                _rt_barrier_break(self._sync, True)
                raise
            _rt_barrier_open(self._sync)
            return self.parties - 1
        return place - 1

    def reset(self):
        _rt_barrier_break(self._sync, False)

    def abort(self):
        _rt_barrier_break(self._sync, True)

    @property
    def n_waiting(self):
        return _rt_count(self._sync)

    @property
    def broken(self):
        return _rt_barrier_broken(self._sync)


def _thread_main(thread):
    try:
        thread._started.set()
        thread.run()
    except SystemExit:
        pass
    except BaseException as error:
        _thread_died(thread, error)


def _thread_died(thread, error):
    hook = excepthook
    if hook is not _default_excepthook:
        hook(ExceptHookArgs((type(error), error, error.__traceback__, thread)))
        return
    _rt_write(f"Exception in thread {thread.name}:\n" + builtins._render(error), True)


class ExceptHookArgs:
    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


def _default_excepthook(args):
    _rt_write(f"Exception in thread {args.thread.name}:\n" + builtins._render(args.exc_value), True)


excepthook = _default_excepthook


class Thread:
    # What `sim.priority` and `sim.share` said before it was started.
    _importance = []

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _counter
        assert group is None, "group argument must be None for now"
        if name is None:
            _counter += 1
            name = f"Thread-{_counter}"
            if target is not None and hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else bool(daemon)
        self._thread = None
        self._is_started = False
        self._started = Event()
        _rt_sync_hide(self._started._sync, self._name + " started")

    def _make(self):
        if self._is_started:
            raise RuntimeError("threads can only be started once")
        self._thread = _rt_thread_new(_thread_main_of(self), self._name, self._daemonic, self)
        self._is_started = True
        for priority, share in self._importance:
            _rt_importance(self._thread, priority, share)
        _all.append(self)

    def start(self):
        if not hasattr(self, "_started"):
            raise RuntimeError("thread.__init__() not called")
        self._make()
        _rt_thread_start(self._thread)
        self._started.wait()

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        if not self._is_started:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None and timeout < 0:
            timeout = 0
        _rt_thread_join(self._thread, timeout)

    def is_alive(self):
        return self._is_started and _rt_thread_alive(self._thread)

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)
        if self._thread is not None:
            _rt_thread_name(self._thread, self._name)

    def getName(self):
        return self._name

    def setName(self, name):
        self.name = name

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemon):
        if self._is_started:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemon

    def isDaemon(self):
        return self._daemonic

    def setDaemon(self, daemon):
        self.daemon = daemon

    @property
    def ident(self):
        return _rt_thread_ident(self._thread) if self._thread is not None else None

    native_id = ident

    def __repr__(self):
        status = "initial"
        if self._is_started:
            status = "started" if self.is_alive() else "stopped"
        if self._daemonic:
            status += " daemon"
        if self.ident is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


def _thread_main_of(thread):
    return lambda: _thread_main(thread)


def _start_all(threads):
    for thread in threads:
        thread._make()
    _rt_thread_start(*[thread._thread for thread in threads])


class _MainThread(Thread):
    def __init__(self):
        self._name = "MainThread"
        self._daemonic = False
        self._is_started = True
        self._target = None
        self._started = Event()
        _rt_sync_hide(self._started._sync, "MainThread started")
        self._started.set()
        self._thread = _rt_adopt(self)


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()
        _rt_sync_hide(self.finished._sync, "the timer of " + self._name)

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def current_thread():
    global _main_thread
    thread = _rt_current()
    if thread is None:
        thread = _MainThread()
        _all.insert(0, thread)
        _main_thread = thread
    return thread


currentThread = current_thread


def main_thread():
    return _main_thread


def get_ident():
    return _rt_current_ident()


get_native_id = get_ident


def enumerate():
    current_thread()
    return [thread for thread in _all if thread.is_alive()]


def active_count():
    return len(enumerate())


activeCount = active_count


class local:
    def __init__(self):
        object.__setattr__(self, "_values", {})

    def _mine(self):
        return object.__getattribute__(self, "_values").setdefault(_rt_current_ident(), {})

    def __getattr__(self, name):
        mine = self._mine()
        if name in mine:
            return mine[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        self._mine()[name] = value

    def __delattr__(self, name):
        mine = self._mine()
        if name not in mine:
            raise AttributeError(name)
        del mine[name]


def stack_size(size=0):
    return 0


def settrace(function):
    pass


def setprofile(function):
    pass


def _shutdown():
    waited = True
    while waited:
        waited = False
        for thread in _all[:]:
            if not thread.daemon and thread.is_alive() and thread is not _main_thread:
                _rt_thread_join(thread._thread, None)
                waited = True


def _after_fork():
    # In a copy of a process only the thread that made it goes on.
    global _main_thread
    _main_thread = current_thread()
    _all[:] = [_main_thread]


builtins._at_shutdown.append(_shutdown)
builtins._after_fork.append(_after_fork)
current_thread()
