# What only a simulated machine has: work that takes time and does nothing else.
import threading


def cpu(seconds):
    """Computes for so long: needs a core, and the GIL where there is one."""
    _rt_cpu(seconds)


def io(seconds):
    """Waits for an input or output that takes so long; the GIL is free meanwhile."""
    _rt_io(seconds)


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
