# What only a simulated machine has: work that takes time and does nothing else.
import threading


def cpu(seconds):
    """Computes for so long: needs a core, and the GIL where there is one."""
    _rt_cpu(seconds)


def io(seconds):
    """Waits for an input or output that takes so long; the GIL is free meanwhile."""
    _rt_io(seconds)


def copy(bytes):
    """Copies so many bytes in memory, 1 GB in a second: needs a core, and the GIL where there is one."""
    _rt_copy(bytes)


def priority(number, thread=None):
    """How important a thread (this one, unless told) is to the policy `priority`: the smallest number goes first."""
    _important(thread, number, None)


def share(number, thread=None):
    """How much of the cores a thread (this one, unless told) gets from `lottery` and `eevdf`: others have 1024."""
    _important(thread, None, number)


def _important(thread, priority, share):
    if thread is None or thread._thread is not None:
        _rt_importance(thread and thread._thread, priority, share)
    else:
        # It gets its number from the machine when it is started.
        thread._importance = thread._importance + [(priority, share)]


def together(*functions):
    """Starts all functions on threads at one instant and waits for them all."""
    threads = [threading.Thread(target=function, name=getattr(function, "__name__", None)) for function in functions]
    threading._start_all(threads)
    for thread in threads:
        thread.join()


def check(condition, message="check failed"):
    """An assertion that is marked in the trace where it fails."""
    if not condition:
        _rt_mark(message)
        raise AssertionError(message)


def mark(text):
    """A named moment in the trace."""
    _rt_mark(text)
