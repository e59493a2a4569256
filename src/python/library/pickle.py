# `pickle`: values as bytes. The bytes are written and read in Rust; what needs the program's own methods is here.
import functools as _functools

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    # Objects that say for themselves how they are pickled are asked, until no new ones appear.
    told = {}
    asked = []
    while True:
        out = _rt_dump(obj, told)
        if type(out) is bytes:
            return out
        for each in out:
            place = _rt_place(each)
            if place not in told:
                asked.append(each)
                told[place] = _ask(each)


def _ask(obj):
    cls = type(obj)
    reduce_ex = _rt_class_lookup(cls, "__reduce_ex__")
    reduce = _rt_class_lookup(cls, "__reduce__")
    if _is_own(reduce_ex):
        return _reduced(obj, obj.__reduce_ex__(4))
    if _is_own(reduce):
        return _reduced(obj, obj.__reduce__())
    args = ()
    if _rt_class_lookup(cls, "__getnewargs_ex__") is not None:
        args, named = obj.__getnewargs_ex__()
        if named:
            return (_functools.partial(cls.__new__, cls, *args, **named), (), _state(obj), None, None, False)
    elif _rt_class_lookup(cls, "__getnewargs__") is not None:
        args = obj.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError(f"__getnewargs__ should return a tuple, not '{type(args).__name__}'")
    elif isinstance(obj, tuple):
        args = (tuple(obj),)
    elif isinstance(obj, (int, float, str, bytes, bytearray, frozenset, complex)):
        for plain in (int, float, str, bytes, bytearray, frozenset, complex):
            if isinstance(obj, plain):
                args = (plain(obj),)
    if isinstance(obj, BaseException):
        return (cls, obj.args, _state(obj), None, None, False)
    items = list(obj) if isinstance(obj, list) else None
    pairs = None
    if isinstance(obj, dict):
        pairs = []
        for key in dict.keys(obj):
            pairs.append(key)
            pairs.append(dict.__getitem__(obj, key))
    if isinstance(obj, set):
        return (cls, (list(obj),), _state(obj), None, None, False)
    return (cls, args, _state(obj), items, pairs, True)


def _is_own(method):
    return method is not None and type(method).__name__ == "function"


def _reduced(obj, how):
    if isinstance(how, str):
        return how
    if not isinstance(how, tuple) or not 2 <= len(how) <= 6:
        raise PicklingError("__reduce__ must return a string or tuple")
    function, args, state, items, pairs = (tuple(how) + (None, None, None))[:5]
    if not isinstance(args, tuple):
        raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
    if pairs is not None:
        flat = []
        for key, value in pairs:
            flat.append(key)
            flat.append(value)
        pairs = flat
    return (function, args, state, None if items is None else list(items), pairs, False)


def _state(obj):
    getter = _rt_class_lookup(type(obj), "__getstate__")
    if _is_own(getter):
        return obj.__getstate__()
    state = dict(obj.__dict__) if hasattr(obj, "__dict__") else {}
    slots = {}
    for cls in type(obj).__mro__:
        names = cls.__dict__.get("__slots__", ()) if "__slots__" in cls.__dict__ else ()
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(obj, name):
                slots[name] = getattr(obj, name)
                state.pop(name, None)
    if slots:
        return (state or None, slots)
    return state or None


def loads(data, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    stack, memo, marks, place = [], [], [], 0
    while True:
        step = _rt_load(data, stack, memo, marks, place)
        if step is None:
            return stack.pop()
        place, call, args = step
        if type(call) is str:
            call = _calls[call]
        stack.append(call(*args))


def _find_global(module, name):
    found = _rt_find_module(module)
    if found is None:
        raise ModuleNotFoundError(f"No module named '{module}'")
    number, started = found
    if not started:
        _rt_run_module(number)
    value = _rt_module_of(number)
    try:
        for part in name.split("."):
            value = getattr(value, part)
    except AttributeError:
        raise AttributeError(f"Can't get attribute '{name}' on {_rt_module_of(number)!r}") from None
    return value


def _new(cls, args):
    return cls.__new__(cls, *args)


def _build(obj, state):
    setter = getattr(obj, "__setstate__", None)
    if setter is not None:
        setter(state)
        return obj
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    for values in (state, slots):
        if values:
            for name, value in values.items():
                object.__setattr__(obj, name, value) if not isinstance(obj, BaseException) else setattr(obj, name, value)
    return obj


def _extend(obj, items):
    if hasattr(obj, "extend"):
        obj.extend(items)
    else:
        for item in items:
            obj.append(item)
    return obj


def _set_items(obj, flat):
    for at in range(0, len(flat), 2):
        obj[flat[at]] = flat[at + 1]
    return obj


def _add_items(obj, items):
    for item in items:
        obj.add(item)
    return obj


def _frozenset(*items):
    return frozenset(items)


_calls = {
    "_find_global": _find_global,
    "_new": _new,
    "_build": _build,
    "_extend": _extend,
    "_set_items": _set_items,
    "_add_items": _add_items,
    "_frozenset": _frozenset,
}
