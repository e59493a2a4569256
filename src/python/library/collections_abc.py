# `collections.abc`: what has the methods is of the kind.
from abc import ABCMeta as _ABCMeta, abstractmethod


def _has(classes, names):
    for name in names:
        for base in classes:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return False
                break
        else:
            return False
    return True


class _Kind(_ABCMeta):
    def __instancecheck__(cls, value):
        return cls.__subclasscheck__(type(value))

    def __subclasscheck__(cls, sub):
        if cls in sub.__mro__:
            return True
        for known in cls.__dict__.get("_known", ()):
            if known in sub.__mro__:
                return True
        needed = cls.__dict__.get("_needs")
        if needed is not None:
            for native in _has_not.get(cls.__name__, ()):
                if native in sub.__mro__:
                    return _has([own for own in sub.__mro__ if own is not object and own is not native], needed)
            if _has(sub.__mro__, needed):
                return True
        # What counts as a narrower kind counts as this one.
        for narrower in _narrower.get(cls.__name__, ()):
            if narrower.__subclasscheck__(sub):
                return True
        return False

    def register(cls, sub):
        cls._known = tuple(cls.__dict__.get("_known", ())) + (sub,)
        return sub


_narrower = {}
# What the built-in types have without showing it.
_keys, _values, _pairs = type({}.keys()), type({}.values()), type({}.items())
_has_not = {"Hashable": (list, dict, set, bytearray, _type_deque, _keys, _pairs)}
_iterators = tuple([type(iter(each)) for each in ([], (), "", b"", range(0), {}, set(), _type_deque())])
_collections = (list, tuple, str, bytes, bytearray, range, dict, set, frozenset, _type_deque, _keys, _values, _pairs)


class _Base(metaclass=_Kind):
    __slots__ = ()

    @classmethod
    def __class_getitem__(cls, key):
        return cls


class Hashable(_Base):
    __slots__ = ()
    _needs = ("__hash__",)

    @abstractmethod
    def __hash__(self):
        return 0


class Sized(_Base):
    __slots__ = ()
    _needs = ("__len__",)
    _known = _collections

    @abstractmethod
    def __len__(self):
        return 0


class Container(_Base):
    __slots__ = ()
    _needs = ("__contains__",)
    _known = tuple([each for each in _collections if each is not _values])

    @abstractmethod
    def __contains__(self, x):
        return False


class Callable(_Base):
    __slots__ = ()
    _needs = ("__call__",)
    _known = (type(lambda: None), type(len), type, _type_method)

    @abstractmethod
    def __call__(self, *args, **kwargs):
        return False


class Iterable(_Base):
    __slots__ = ()
    _needs = ("__iter__",)
    _known = _collections + _iterators + (_type_generator, zip, enumerate)

    @abstractmethod
    def __iter__(self):
        while False:
            yield None


class Iterator(Iterable):
    __slots__ = ()
    _needs = ("__iter__", "__next__")
    _known = _iterators + (_type_generator, zip, enumerate)

    @abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


class Reversible(Iterable):
    __slots__ = ()
    _needs = ("__iter__", "__reversed__")
    _known = tuple([each for each in _collections if each not in (set, frozenset)])

    @abstractmethod
    def __reversed__(self):
        while False:
            yield None


class Generator(Iterator):
    __slots__ = ()
    _needs = ("__iter__", "__next__", "send", "throw", "close")
    _known = (_type_generator,)

    def __next__(self):
        return self.send(None)

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        raise typ

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            pass
        else:
            raise RuntimeError("generator ignored GeneratorExit")


class Awaitable(_Base):
    __slots__ = ()
    _needs = ("__await__",)
    _known = (_type_coroutine,)

    @abstractmethod
    def __await__(self):
        yield


class Coroutine(Awaitable):
    __slots__ = ()
    _needs = ("__await__", "send", "throw", "close")
    _known = (_type_coroutine,)


class AsyncIterable(_Base):
    __slots__ = ()
    _needs = ("__aiter__",)
    _known = (_type_async_generator,)

    @abstractmethod
    def __aiter__(self):
        pass


class AsyncIterator(AsyncIterable):
    __slots__ = ()
    _needs = ("__anext__", "__aiter__")

    @abstractmethod
    async def __anext__(self):
        raise StopAsyncIteration

    def __aiter__(self):
        return self


class AsyncGenerator(AsyncIterator):
    __slots__ = ()
    _needs = ("__aiter__", "__anext__", "asend", "athrow", "aclose")


class Collection(Sized, Iterable, Container):
    __slots__ = ()
    _needs = ("__len__", "__iter__", "__contains__")
    _known = _collections


class Sequence(Reversible, Collection):
    __slots__ = ()
    _needs = None
    _known = (list, tuple, str, bytes, bytearray, range, _type_deque)

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        number = 0
        try:
            while True:
                yield self[number]
                number += 1
        except IndexError:
            return

    def __contains__(self, value):
        for each in self:
            if each is value or each == value:
                return True
        return False

    def __reversed__(self):
        for number in range(len(self) - 1, -1, -1):
            yield self[number]

    def index(self, value, start=0, stop=None):
        for number in range(start, len(self) if stop is None else min(stop, len(self))):
            each = self[number]
            if each is value or each == value:
                return number
        raise ValueError

    def count(self, value):
        return sum([1 for each in self if each is value or each == value])


class MutableSequence(Sequence):
    __slots__ = ()
    _known = (list, bytearray, _type_deque)

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        n = len(self)
        for number in range(n // 2):
            self[number], self[n - number - 1] = self[n - number - 1], self[number]

    def extend(self, values):
        for value in list(values) if values is self else values:
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Set(Collection):
    __slots__ = ()
    _needs = None
    _known = (set, frozenset, _keys, _pairs)

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all([each in other for each in self])

    def __lt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) < len(other) and self.__le__(other)

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all([each in self for each in other])

    def __gt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) > len(other) and self.__ge__(other)

    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and self.__le__(other)

    __hash__ = None

    def __and__(self, other):
        return self._from_iterable([each for each in other if each in self])

    def __or__(self, other):
        return self._from_iterable([each for both in (self, other) for each in both])

    def __sub__(self, other):
        return self._from_iterable([each for each in self if each not in other])

    def __xor__(self, other):
        return (self - other) | self._from_iterable([each for each in other if each not in self])

    def isdisjoint(self, other):
        for each in other:
            if each in self:
                return False
        return True


class MutableSet(Set):
    __slots__ = ()
    _known = (set,)

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        while len(self):
            self.pop()

    def __ior__(self, other):
        for each in other:
            self.add(each)
        return self

    def __isub__(self, other):
        for each in list(other):
            self.discard(each)
        return self


class KeysView:
    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping

    def __repr__(self):
        return f"{type(self).__name__}({self._mapping!r})"


class ItemsView(KeysView):
    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]

    def __contains__(self, item):
        return item[0] in self._mapping and self._mapping[item[0]] == item[1]


class ValuesView(KeysView):
    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]

    def __contains__(self, value):
        for each in self:
            if each is value or each == value:
                return True
        return False


class Mapping(Collection):
    __slots__ = ()
    _needs = None
    _known = (dict, _type_mappingproxy)

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return KeysView(self)

    def items(self):
        return ItemsView(self)

    def values(self):
        return ValuesView(self)

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    __hash__ = None


class MutableMapping(Mapping):
    __slots__ = ()
    _known = (dict,)
    _nothing = object()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_nothing):
        try:
            value = self[key]
        except KeyError:
            if default is MutableMapping._nothing:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        while len(self):
            self.popitem()

    def update(self, other=(), /, **kwds):
        if isinstance(other, Mapping) or hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


ByteString = bytes
Buffer = bytes
_narrower.update({"Sequence": (MutableSequence,), "Mapping": (MutableMapping,), "Set": (MutableSet,)})
