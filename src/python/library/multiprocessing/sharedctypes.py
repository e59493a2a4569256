# `multiprocessing.sharedctypes`: numbers in memory that processes share.
from multiprocessing.process import _assert_spawning
from multiprocessing.synchronize import RLock, _shared


def _memory(typecode, length):
    if not isinstance(typecode, str):
        raise TypeError("types of ctypes are not supported: use a typecode such as 'i' or 'd'")
    sync = _shared("Memory")
    _rt_memory(sync, typecode, length)
    return sync


def _inherited(cls, number, typecode, length):
    obj = object.__new__(cls)
    obj._sync = _rt_shared_object(number)
    obj._code = typecode
    obj._length = length
    return obj


class _Raw:
    def __reduce__(self):
        _assert_spawning(self)
        return (_inherited, (type(self), _rt_shared_number(self._sync), self._code, self._length))


_TYPES = {"c": "c_char", "b": "c_byte", "B": "c_ubyte", "h": "c_short", "H": "c_ushort", "i": "c_int", "I": "c_uint",
          "l": "c_long", "L": "c_ulong", "q": "c_long", "Q": "c_ulong", "f": "c_float", "d": "c_double",
          "u": "c_wchar", "?": "c_bool"}


class _RawValue(_Raw):
    def __init__(self, typecode, *args):
        self._sync = _memory(typecode, 1)
        self._code = typecode
        self._length = 1
        if args:
            _rt_memory_set(self._sync, 0, args[0])

    @property
    def value(self):
        return _rt_memory_get(self._sync, 0)

    @value.setter
    def value(self, value):
        _rt_memory_set(self._sync, 0, value)

    def __repr__(self):
        return f"{_TYPES[self._code]}({self.value!r})"


class _RawArray(_Raw):
    def __init__(self, typecode, size_or_initializer):
        values = None
        if isinstance(size_or_initializer, int):
            length = size_or_initializer
        else:
            values = list(size_or_initializer)
            if typecode == "c":
                values = [bytes([value]) if isinstance(value, int) else value for value in values]
            length = len(values)
        self._sync = _memory(typecode, length)
        self._code = typecode
        self._length = length
        if values is not None:
            for place, value in enumerate(values):
                _rt_memory_set(self._sync, place, value)

    def __len__(self):
        return self._length

    def _places(self, key):
        return range(self._length)[key]

    def __getitem__(self, key):
        if isinstance(key, slice):
            values = [_rt_memory_get(self._sync, place) for place in self._places(key)]
            if self._code == "c":
                return b"".join(values)
            return "".join(values) if self._code == "u" else values
        if key < 0:
            key += self._length
        return _rt_memory_get(self._sync, key)

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            places = self._places(key)
            values = list(value)
            if len(values) != len(places):
                raise ValueError("Can only assign sequence of same size")
            for place, each in zip(places, values):
                _rt_memory_set(self._sync, place, each)
            return
        if key < 0:
            key += self._length
        _rt_memory_set(self._sync, key, value)

    def __iter__(self):
        for place in range(self._length):
            yield _rt_memory_get(self._sync, place)

    @property
    def raw(self):
        return b"".join([_rt_memory_get(self._sync, place) for place in range(self._length)])

    @property
    def value(self):
        if self._code not in "cu":
            raise AttributeError(f"'{_TYPES[self._code]}_Array_{self._length}' object has no attribute 'value'")
        whole = self[:]
        end = whole.find(b"\0" if self._code == "c" else "\0")
        return whole if end < 0 else whole[:end]

    @value.setter
    def value(self, value):
        if len(value) > self._length:
            raise ValueError("byte string too long")
        for place in range(self._length):
            if place < len(value):
                _rt_memory_set(self._sync, place, value[place:place + 1])
            elif place == len(value):
                _rt_memory_set(self._sync, place, b"\0" if self._code == "c" else "\0")

    def __repr__(self):
        kind = f"{_TYPES[self._code]}_Array_{self._length}"
        return f"<multiprocessing.sharedctypes.{kind} object at 0x{id(self):x}>"


class _Synchronized:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock if lock else RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, kind, value, trace):
        return self._lock.__exit__(kind, value, trace)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __reduce__(self):
        _assert_spawning(self)
        return (type(self), (self._obj, self._lock))

    def __repr__(self):
        return f"<{type(self).__name__} wrapper for {self._obj!r}>"


class Synchronized(_Synchronized):
    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value


class SynchronizedArray(_Synchronized):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, key):
        with self._lock:
            return self._obj[key]

    def __setitem__(self, key, value):
        with self._lock:
            self._obj[key] = value

    def __iter__(self):
        place = 0
        while place < len(self._obj):
            yield self[place]
            place += 1


class SynchronizedString(SynchronizedArray):
    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value

    @property
    def raw(self):
        with self._lock:
            return self._obj.raw


def RawValue(typecode_or_type, *args):
    return _RawValue(typecode_or_type, *args)


def RawArray(typecode_or_type, size_or_initializer):
    return _RawArray(typecode_or_type, size_or_initializer)


def synchronized(obj, lock=None, ctx=None):
    if isinstance(obj, _RawArray):
        return (SynchronizedString if obj._code == "c" else SynchronizedArray)(obj, lock)
    return Synchronized(obj, lock)


def _locked(obj, lock):
    if lock is False:
        return obj
    if lock is True or lock is None:
        lock = RLock()
    if not hasattr(lock, "acquire"):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    return synchronized(obj, lock)


def Value(typecode_or_type, *args, lock=True, ctx=None):
    return _locked(RawValue(typecode_or_type, *args), lock)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    return _locked(RawArray(typecode_or_type, size_or_initializer), lock)


def copy(obj):
    if isinstance(obj, _RawArray):
        return _RawArray(obj._code, list(obj))
    return _RawValue(obj._code, obj.value)
