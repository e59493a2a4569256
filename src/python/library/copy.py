# `copy`.
from collections import deque as _deque


class Error(Exception):
    pass


error = Error
_plain = (type(None), int, float, bool, complex, str, bytes, type, range, type(Ellipsis), type(NotImplemented),
          type(lambda: None), type(len), property)


def _fields(value):
    return getattr(value, "__dict__", None)


def _slots(value):
    for cls in type(value).__mro__:
        names = cls.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(value, name):
                yield name


def _refuse(value):
    name = type(value).__name__
    if type(value).__module__ == "threading" or name in ("generator", "coroutine", "module", "Queue"):
        raise TypeError(f"cannot pickle {name!r} object")


def copy(x):
    """A new object with the same parts."""
    cls = type(x)
    if cls in _plain or cls is tuple or cls is frozenset or isinstance(x, type):
        return x
    if cls is list:
        return x[:]
    if cls in (dict, set, bytearray, _deque):
        return x.copy()
    own = getattr(cls, "__copy__", None)
    if own is not None:
        return own(x)
    _refuse(x)
    result = _rt_new(cls, _shell(x))
    _set_state(result, x, lambda part: part)
    return result


def _shell(x):
    # What a subclass of a built-in type holds.
    inner = _rt_unwrap(x)
    return None if inner is x else copy(inner)


def _set_state(result, x, through):
    state = getattr(x, "__getstate__", None)
    if state is not None and type(x).__dict__.get("__getstate__") is not None:
        state = through(state())
        if hasattr(type(x), "__setstate__"):
            result.__setstate__(state)
            return
        for name in state:
            _rt_set_attr(result, name, state[name])
        return
    fields = _fields(x)
    if fields is not None:
        for name in fields:
            _rt_set_attr(result, name, through(fields[name]))
    for name in _slots(x):
        if fields is None or name not in fields:
            _rt_set_attr(result, name, through(getattr(x, name)))


def deepcopy(x, memo=None, _nil=[]):
    """A new object with new parts; what occurs twice occurs twice as the same."""
    if memo is None:
        memo = {}
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    cls = type(x)
    if cls in _plain or isinstance(x, type):
        return x
    if cls is list:
        result = []
        memo[id(x)] = result
        for each in x:
            result.append(deepcopy(each, memo))
    elif cls is dict:
        result = {}
        memo[id(x)] = result
        for key in x:
            result[deepcopy(key, memo)] = deepcopy(x[key], memo)
    elif cls is tuple:
        parts = [deepcopy(each, memo) for each in x]
        if id(x) in memo:
            return memo[id(x)]
        result = x
        for before, after in zip(x, parts):
            if before is not after:
                result = tuple(parts)
                break
    elif cls is set:
        result = set([deepcopy(each, memo) for each in x])
    elif cls is frozenset:
        result = frozenset([deepcopy(each, memo) for each in x])
    elif cls is _deque:
        result = _deque([], x.maxlen)
        memo[id(x)] = result
        for each in x:
            result.append(deepcopy(each, memo))
    elif cls is bytearray:
        result = x.copy()
    else:
        own = getattr(cls, "__deepcopy__", None)
        if own is not None:
            result = own(x, memo)
        elif isinstance(x, _bound):
            result = getattr(deepcopy(x.__self__, memo), x.__name__)
        else:
            _refuse(x)
            inner = _rt_unwrap(x)
            result = _rt_new(cls, None if inner is x else deepcopy(inner, memo))
            memo[id(x)] = result
            _set_state(result, x, lambda part: deepcopy(part, memo))
    if result is not x:
        memo[id(x)] = result
        # What was copied lives as long as the memory of it: its identity is not given to another.
        memo.setdefault(id(memo), []).append(x)
    return result


class _Sample:
    def method(self):
        pass


_bound = type(_Sample().method)


def replace(obj, /, **changes):
    own = getattr(type(obj), "__replace__", None)
    if own is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return own(obj, **changes)
