# `collections`.
from collections.abc import MutableMapping

deque = _type_deque


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **kwargs):
        self.default_factory = default_factory
        dict.__init__(self, *args, **kwargs)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict(self)!r})"


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
        else:
            items = list(self.items())
            self.clear()
            self[key] = value
            self.update(items)

    def popitem(self, last=True):
        if last:
            return dict.popitem(self)
        if not self:
            raise KeyError("dictionary is empty")
        key = next(iter(self))
        return key, self.pop(key)

    def __repr__(self):
        return f"OrderedDict({dict(self)!r})" if self else "OrderedDict()"


class Counter(dict):
    def __init__(self, iterable=None, /, **kwargs):
        dict.__init__(self)
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwargs):
        self._count(iterable, 1)
        self._count(kwargs, 1)

    def subtract(self, iterable=None, /, **kwargs):
        self._count(iterable, -1)
        self._count(kwargs, -1)

    def _count(self, iterable, sign):
        if iterable is None:
            return
        if hasattr(iterable, "items"):
            for key, count in iterable.items():
                self[key] = self.get(key, 0) + sign * count if self else sign * count
        else:
            for key in iterable:
                self[key] = self.get(key, 0) + sign

    def most_common(self, n=None):
        items = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return items if n is None else items[:max(n, 0)]

    def elements(self):
        for key in self:
            for _ in range(self[key]):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __reduce__(self):
        return type(self), (dict(self),)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def _joined(self, other, join):
        # What counts above nothing, after `join` of both counts.
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key in list(self) + [key for key in other if key not in self]:
            count = join(self[key], other[key])
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other):
        return self._joined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._joined(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._joined(other, max)

    def __and__(self, other):
        return self._joined(other, min)

    def __pos__(self):
        return self._joined(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._joined(Counter(), lambda a, b: -a)

    def _becomes(self, other):
        self.clear()
        for key in other:
            self[key] = other[key]
        return self

    def __iadd__(self, other):
        return self._becomes(self + other)

    def __isub__(self, other):
        return self._becomes(self - other)

    def __ior__(self, other):
        return self._becomes(self | other)

    def __iand__(self, other):
        return self._becomes(self & other)

    def _compared(self, other, holds):
        # Keys that are missing count as nothing.
        if not isinstance(other, Counter):
            return NotImplemented
        return all([holds(self[key], other[key]) for each in (self, other) for key in each])

    def __eq__(self, other):
        return self._compared(other, lambda a, b: a == b)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __le__(self, other):
        return self._compared(other, lambda a, b: a <= b)

    def __ge__(self, other):
        return self._compared(other, lambda a, b: a >= b)

    def __lt__(self, other):
        least = self._compared(other, lambda a, b: a <= b)
        return least if least is NotImplemented else least and self != other

    def __gt__(self, other):
        most = self._compared(other, lambda a, b: a >= b)
        return most if most is NotImplemented else most and self != other

    __hash__ = None

    def __repr__(self):
        title = type(self).__name__
        if not self:
            return title + "()"
        return title + "({" + ", ".join([f"{key!r}: {count!r}" for key, count in self.most_common()]) + "})"


class ChainMap(MutableMapping):
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for each in self.maps:
            if key in each:
                return each[key]
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _flat(self):
        flat = {}
        for each in reversed(self.maps):
            for key in each:
                flat[key] = None
        return flat

    def __len__(self):
        return len(self._flat())

    def __iter__(self):
        return iter(self._flat())

    def __contains__(self, key):
        return any([key in each for each in self.maps])

    def __bool__(self):
        return any(self.maps)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        del self.maps[0][key]

    def pop(self, key, *default):
        if key in self.maps[0] or default:
            return self.maps[0].pop(key, *default)
        raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        if not self.maps[0]:
            raise KeyError("No keys found in the first mapping.")
        return self.maps[0].popitem()

    def clear(self):
        self.maps[0].clear()

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        return type(self)(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    def __or__(self, other):
        joined = self.copy()
        joined.maps[0].update(other)
        return joined

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __ror__(self, other):
        joined = dict(other)
        for each in reversed(self.maps):
            joined.update(each)
        return type(self)(joined)

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join([repr(each) for each in self.maps]) + ")"


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = tuple(field_names)
    n = len(fields)
    given_defaults = tuple(defaults) if defaults is not None else ()

    def __new__(cls, *args, **kwargs):
        values = list(args)
        if len(values) > n:
            raise TypeError(f"{typename}.__new__() takes {n + 1} positional arguments but {len(values) + 1} were given")
        for name in fields[len(values):]:
            if name in kwargs:
                values.append(kwargs.pop(name))
            else:
                at = fields.index(name) - (n - len(given_defaults))
                if at < 0:
                    missing = [repr(each) for each in fields[len(values):] if each not in kwargs]
                    word = "argument" if len(missing) == 1 else "arguments"
                    raise TypeError(f"{typename}.__new__() missing {len(missing)} required positional {word}: {' and '.join(missing)}")
                values.append(given_defaults[at])
        if kwargs:
            raise TypeError(f"{typename}.__new__() got an unexpected keyword argument {next(iter(kwargs))!r}")
        return _rt_new(cls, tuple(values))

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join([f"{name}={value!r}" for name, value in zip(fields, self)]) + ")"

    def _asdict(self):
        return dict(zip(fields, self))

    def _replace(self, **kwargs):
        return type(self)(*[kwargs.get(name, value) for name, value in zip(fields, self)])

    namespace = {
        "__new__": __new__,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "_replace": _replace,
        "_fields": fields,
        "__match_args__": fields,
        "_make": classmethod(lambda cls, items: cls(*items)),
        "__slots__": (),
        "__module__": "__main__",
    }
    for number, name in enumerate(fields):
        namespace[name] = property(_getter(number))
    return type(typename, (tuple,), namespace)


def _getter(number):
    return lambda self: _rt_unwrap(self)[number]


class UserDict(dict):
    pass


class UserList(list):
    pass


class UserString(str):
    @property
    def data(self):
        return str(self)
