# `functools`.

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_nothing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    for name in updated:
        more = getattr(wrapped, name, None)
        if more:
            for each in more:
                setattr(wrapper, each, more[each])
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


def reduce(function, iterable, initial=_nothing, /):
    iterator = iter(iterable)
    if initial is _nothing:
        value = next(iterator, _nothing)
        if value is _nothing:
            raise TypeError("reduce() of empty iterable with no initial value")
    else:
        value = initial
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)] + [repr(each) for each in self.args]
        parts += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"functools.partial({', '.join(parts)})"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        func = self.func
        if hasattr(func, "__get__"):
            func = func.__get__(instance, owner)
        elif instance is not None:
            return partial(func, instance, *self.args, **self.keywords)
        if instance is None and func is self.func:
            # Whoever asks the class gives the instance first.
            return lambda self_, /, *args, **keywords: func(
                self_, *self.args, *args, **{**self.keywords, **keywords})
        return partial(func, *self.args, **self.keywords)


class _CacheInfo(tuple):
    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return f"CacheInfo(hits={self[0]}, misses={self[1]}, maxsize={self[2]}, currsize={self[3]})"


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def cache(function, /):
    return _cached(function, None, False)


_mark = object()


def _cached(function, maxsize, typed):
    known = {}
    hits = 0
    misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = args if not kwargs else (args, _mark, tuple(kwargs.items()))
        if typed:
            key = (key, tuple([type(each) for each in args]), tuple([type(each) for each in kwargs.values()]))
        value = known.get(key, _nothing)
        if value is not _nothing:
            hits += 1
            if maxsize is not None:
                known.pop(key, None)
                known[key] = value
            return value
        misses += 1
        value = function(*args, **kwargs)
        if maxsize is not None and len(known) >= maxsize > 0 and key not in known:
            del known[next(iter(known))]
        if maxsize != 0:
            known[key] = value
        return value

    def cache_clear():
        nonlocal hits, misses
        known.clear()
        hits = misses = 0

    update_wrapper(wrapper, function)
    wrapper.cache_info = lambda: _CacheInfo(hits, misses, maxsize, len(known))
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


class cached_property:
    def __init__(self, func):
        self.func = func
        self.name = self.attrname = func.__name__
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.name = self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        setattr(instance, self.name, value)
        return value


def _from_lt(name):
    return {
        "__gt__": lambda a, b: _unless(type(a).__lt__(a, b), lambda less: not less and a != b),
        "__le__": lambda a, b: _unless(type(a).__lt__(a, b), lambda less: less or a == b),
        "__ge__": lambda a, b: _unless(type(a).__lt__(a, b), lambda less: not less),
    }[name]


def _from_le(name):
    return {
        "__ge__": lambda a, b: _unless(type(a).__le__(a, b), lambda le: not le or a == b),
        "__lt__": lambda a, b: _unless(type(a).__le__(a, b), lambda le: le and a != b),
        "__gt__": lambda a, b: _unless(type(a).__le__(a, b), lambda le: not le),
    }[name]


def _from_gt(name):
    return {
        "__lt__": lambda a, b: _unless(type(a).__gt__(a, b), lambda more: not (more or a == b)),
        "__ge__": lambda a, b: _unless(type(a).__gt__(a, b), lambda more: more or a == b),
        "__le__": lambda a, b: _unless(type(a).__gt__(a, b), lambda more: not more),
    }[name]


def _from_ge(name):
    return {
        "__le__": lambda a, b: _unless(type(a).__ge__(a, b), lambda ge: not ge or a == b),
        "__gt__": lambda a, b: _unless(type(a).__ge__(a, b), lambda ge: ge and a != b),
        "__lt__": lambda a, b: _unless(type(a).__ge__(a, b), lambda ge: not ge),
    }[name]


def _unless(answer, made):
    return answer if answer is NotImplemented else made(answer)


def total_ordering(cls):
    names = ("__lt__", "__le__", "__gt__", "__ge__")
    has = [name for name in names if any([name in each.__dict__ for each in cls.__mro__[:-1]])]
    if not has:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = has[0]
    made = {"__lt__": _from_lt, "__le__": _from_le, "__gt__": _from_gt, "__ge__": _from_ge}[root]
    for name in names:
        if name not in has:
            setattr(cls, name, made(name))
    return cls


def cmp_to_key(mycmp):
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        __hash__ = None

    return K


def _register(registry, cls, func, names):
    if func is None:
        if isinstance(cls, type):
            return lambda func: _register(registry, cls, func, names)
        # A function whose first parameter says for which class.
        annotations = getattr(cls, "__annotations__", {})
        if not annotations:
            raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                            "Use either `@register(some_class)` or plain `@register` on an annotated function.")
        func = cls
        cls = next(iter(annotations.values()))
        if isinstance(cls, str):
            cls = _class_named(cls, func)
    registry[cls] = func
    return func


def _class_named(name, func):
    for kind in (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, bool, range, object,
                 type, type(None)):
        if kind.__name__ == name:
            return kind
    found = getattr(func, "__globals__", {}).get(name)
    if isinstance(found, type):
        return found
    raise TypeError(f"Invalid annotation {name!r}: write @register({name})")


def _dispatch(registry, cls):
    for each in cls.__mro__:
        if each in registry:
            return registry[each]
    for each in registry:
        # Abstract classes that are in nobody's line.
        if each is not object and issubclass(cls, each):
            return registry[each]
    return registry[object]


def singledispatch(func):
    registry = {object: func}

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(f"{getattr(func, '__name__', 'singledispatch function')} requires at least 1 positional argument")
        return _dispatch(registry, type(args[0]))(*args, **kwargs)

    update_wrapper(wrapper, func)
    wrapper.register = lambda cls, func=None: _register(registry, cls, func, None)
    wrapper.dispatch = lambda cls: _dispatch(registry, cls)
    wrapper.registry = registry
    return wrapper


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.func = func
        self._registry = {object: func}

    def register(self, cls, method=None):
        return _register(self._registry, cls, method, None)

    def __get__(self, instance, owner=None):
        def method(*args, **kwargs):
            found = _dispatch(self._registry, type(args[0]))
            return found.__get__(instance, owner)(*args, **kwargs)
        return method
