# `warnings`: shown once for each text and place, on standard error.
import sys

_seen = set()
_action = "default"


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    path, line, _ = _rt_caller("warnings")
    key = (str(message), category.__name__, line)
    if _action == "error":
        raise message if isinstance(message, Warning) else category(message)
    if _action == "ignore" or key in _seen and _action != "always":
        return
    if category is DeprecationWarning and _action == "default" and False:
        return
    _seen.add(key)
    sys.stderr.write(f"{path}:{line}: {category.__name__}: {message}\n")


def simplefilter(action, category=Warning, lineno=0, append=False):
    global _action
    _action = action


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    simplefilter(action)


def resetwarnings():
    simplefilter("default")


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._given = action

    def __enter__(self):
        self._before = _action
        if self._given is not None:
            simplefilter(self._given)
        return [] if self._record else None

    def __exit__(self, kind, value, trace):
        simplefilter(self._before)
