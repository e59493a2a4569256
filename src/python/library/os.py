# `os`, as far as a simulated machine has one.


def cpu_count():
    return _rt_cores()


process_cpu_count = cpu_count


def getpid():
    return _rt_getpid()


def getppid():
    return _rt_getppid()


def _exit(status):
    _rt_exit_now(status)


def sched_yield():
    _rt_yield()


def sched_getaffinity(pid):
    return set(range(_rt_cores()))


def getenv(name, default=None):
    return default


def urandom(n):
    return bytes(n)


environ = {}
name = "posix"
sep = "/"
linesep = "\n"
