# `functools`.

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
_nothing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=()):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=()):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned)


def reduce(function, iterable, initial=_nothing):
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
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


class partialmethod(partial):
    def __get__(self, instance, owner):
        return partial(self.func, instance, *self.args, **self.keywords)


class _CacheInfo:
    def __init__(self, hits, misses, maxsize, currsize):
        self.hits, self.misses, self.maxsize, self.currsize = hits, misses, maxsize, currsize

    def __repr__(self):
        return f"CacheInfo(hits={self.hits}, misses={self.misses}, maxsize={self.maxsize}, currsize={self.currsize})"


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize, 128)
    return lambda function: _cached(function, maxsize)


def cache(function):
    return _cached(function, None)


def _cached(function, maxsize):
    known = {}
    hits = 0
    misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = args if not kwargs else (args, tuple(kwargs.items()))
        value = known.get(key, _nothing)
        if value is not _nothing:
            hits += 1
            if maxsize is not None:
                del known[key]
                known[key] = value
            return value
        misses += 1
        value = function(*args, **kwargs)
        if maxsize is not None and len(known) >= maxsize > 0:
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
    return wrapper


class cached_property:
    def __init__(self, func):
        self.func = func
        self.name = func.__name__

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = self.func(instance)
        setattr(instance, self.name, value)
        return value


def total_ordering(cls):
    has = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in cls.__dict__]
    if not has:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = has[0]
    if root == "__lt__":
        cls.__gt__ = lambda a, b: not (a < b or a == b)
        cls.__le__ = lambda a, b: a < b or a == b
        cls.__ge__ = lambda a, b: not a < b
    elif root == "__gt__":
        cls.__lt__ = lambda a, b: not (a > b or a == b)
        cls.__ge__ = lambda a, b: a > b or a == b
        cls.__le__ = lambda a, b: not a > b
    elif root == "__le__":
        cls.__lt__ = lambda a, b: a <= b and not a == b
        cls.__gt__ = lambda a, b: not a <= b
        cls.__ge__ = lambda a, b: not a <= b or a == b
    else:
        cls.__gt__ = lambda a, b: a >= b and not a == b
        cls.__lt__ = lambda a, b: not a >= b
        cls.__le__ = lambda a, b: not a >= b or a == b
    return cls


def cmp_to_key(function):
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return function(self.obj, other.obj) < 0

        def __gt__(self, other):
            return function(self.obj, other.obj) > 0

        def __eq__(self, other):
            return function(self.obj, other.obj) == 0

    return K


def singledispatch(function):
    registry = {object: function}

    def register(cls, func=None):
        if func is None:
            return lambda func: register(cls, func)
        registry[cls] = func
        return func

    def wrapper(*args, **kwargs):
        for cls in type(args[0]).__mro__:
            if cls in registry:
                return registry[cls](*args, **kwargs)

    update_wrapper(wrapper, function)
    wrapper.register = register
    return wrapper
