# `traceback`.
import builtins
import sys


def _error(exc, value):
    return exc if isinstance(exc, BaseException) else value


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    error = _error(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    return builtins._render(error).splitlines(True)


def format_exception_only(exc, /, value=None):
    error = _error(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    name = type(error).__name__
    if type(error).__module__ not in ("builtins", "__main__"):
        name = type(error).__module__ + "." + name
    text = str(error)
    return [f"{name}: {text}\n" if text else f"{name}\n"]


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception()))


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    (sys.stderr if file is None else file).write("".join(format_exception(exc, value)))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), file=file)


def format_tb(tb, limit=None):
    error = sys.exception()
    lines = [] if error is None else format_exception(error)
    parts = []
    for line in lines:
        if line.startswith("  File "):
            parts.append(line)
        elif line.startswith("    ") and parts:
            parts[-1] += line
    return parts


def print_tb(tb, limit=None, file=None):
    (sys.stderr if file is None else file).write("".join(format_tb(tb)))
