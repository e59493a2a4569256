# `sys`.
import builtins


class _Stream:
    encoding = "utf-8"
    errors = "strict"
    closed = False

    def __init__(self, error):
        self._error = error
        self.name = "<stderr>" if error else "<stdout>"

    def write(self, text):
        _rt_write(text, self._error)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def reconfigure(self, **options):
        pass


class _Version(tuple):
    major, minor, micro, releaselevel, serial = 3, 14, 0, "final", 0


stdout = __stdout__ = _Stream(False)
stderr = __stderr__ = _Stream(True)
argv = _rt_arguments()
version = "3.14.0 (simulated)"
version_info = _Version((3, 14, 0, "final", 0))
platform = "linux"
maxsize = 9223372036854775807
byteorder = "little"
path = []
modules = {}
executable = "python"
_interval = 0.005


def exit(code=None):
    raise SystemExit(code)


def exc_info():
    error = _rt_handling()
    if error is None:
        return (None, None, None)
    return (type(error), error, error.__traceback__)


def exception():
    return _rt_handling()


def getswitchinterval():
    return _interval


def setswitchinterval(interval):
    global _interval
    if interval <= 0:
        raise ValueError("switch interval must be strictly positive")
    _interval = interval


def getrecursionlimit():
    return 1000


def setrecursionlimit(limit):
    pass


def getsizeof(value, default=None):
    return object.__sizeof__(value)


def _is_gil_enabled():
    return _rt_gil()


def intern(text):
    return text


def set_int_max_str_digits(digits):
    pass
