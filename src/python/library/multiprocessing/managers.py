# `multiprocessing.managers`: objects that live in a process of their own, and proxies for them elsewhere. Each thread
# that uses a proxy has a connection, and a thread of the server that answers on it.
import os
import pickle
import queue
import threading

import multiprocessing.process as process
from multiprocessing import pool
from multiprocessing.connection import Pipe
from multiprocessing.process import ProcessError, _finalize, _forget
from multiprocessing.queues import SimpleQueue

# Connections of this process's threads: (process, thread, server).
_connections = {}


class RemoteError(Exception):
    def __str__(self):
        line = "-" * 75
        return "\n" + line + "\n" + str(self.args[0]) + line


class Namespace:
    def __init__(self, /, **kwds):
        for name, value in kwds.items():
            setattr(self, name, value)

    def __repr__(self):
        items = sorted([f"{name}={value!r}" for name, value in self.__dict__.items() if not name.startswith("_")])
        return f"{type(self).__name__}({', '.join(items)})"


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    value = property(get, set)

    def __repr__(self):
        return f"{type(self).__name__}({self._typecode!r}, {self._value!r})"


class _Array:
    def __init__(self, typecode, sequence, lock=True):
        self._typecode = typecode
        self._items = list(sequence)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, key):
        return self._items[key]

    def __setitem__(self, key, value):
        self._items[key] = value

    def __repr__(self):
        return f"array({self._typecode!r}, {self._items!r})"


class _Server:
    """What the manager's process does."""

    def __init__(self, registry):
        self.registry = registry
        self.objects = {}
        self.next = 0

    def serve(self, listener, initializer, initargs):
        if initializer is not None:
            initializer(*initargs)
        self.listener = listener
        while True:
            connection = listener.get()
            if connection is None:
                return
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        try:
            while True:
                request = connection.recv()
                try:
                    reply = self.carry_out(*request)
                except BaseException as error:
                    reply = ("#ERROR", error)
                try:
                    connection.send(reply)
                except (BrokenPipeError, EOFError):
                    return
                except Exception as error:
                    connection.send(("#UNSERIALIZABLE", f"{type(error).__name__}: {error}\n"))
        except (EOFError, OSError):
            pass

    def carry_out(self, ident, name, args, kwds):
        if ident is None:
            return ("#PROXY", self.create(name, args, kwds))
        obj, typeid = self.objects[ident]
        if name == "#GETVALUE":
            return ("#RETURN", obj)
        if name == "__getattribute__":
            return ("#RETURN", getattr(obj, *args))
        if name == "__setattr__":
            return ("#RETURN", setattr(obj, *args))
        if name == "__delattr__":
            return ("#RETURN", delattr(obj, *args))
        if name == "__repr__":
            return ("#RETURN", repr(obj))
        result = getattr(obj, name)(*args, **kwds)
        made = self.registry[typeid][2].get(name)
        if made is not None:
            return ("#PROXY", self.keep(made, result))
        if type(result).__name__ in ("dict_keys", "dict_values", "dict_items"):
            result = list(result)
        return ("#RETURN", result)

    def create(self, typeid, args, kwds):
        function = self.registry[typeid][0]
        if function is None:
            obj = args[0]
        else:
            obj = function(*args, **kwds)
        return self.keep(typeid, obj)

    def keep(self, typeid, obj):
        self.next += 1
        self.objects[self.next] = (obj, typeid)
        exposed = self.registry[typeid][1]
        if exposed is None:
            exposed = [name for name in dir(obj) if name[:1] != "_" and callable(getattr(obj, name))]
        return (typeid, self.next, tuple(exposed))


def _serve(registry, listener, initializer, initargs):
    _Server(registry).serve(listener, initializer, initargs)


class BaseProxy:
    _exposed_ = ()
    # Made for what the server's object can do, and made again elsewhere.
    _is_auto = False

    def __init__(self, typeid, listener, ident, exposed):
        object.__setattr__(self, "_typeid", typeid)
        object.__setattr__(self, "_listener", listener)
        object.__setattr__(self, "_ident", ident)
        object.__setattr__(self, "_methods", exposed)

    def _callmethod(self, methodname, args=(), kwds={}):
        return _request(self._listener, (self._ident, methodname, args, kwds))

    def _getvalue(self):
        return self._callmethod("#GETVALUE")

    def __reduce__(self):
        cls = AutoProxy if self._is_auto else type(self)
        return (_rebuild, (cls, self._typeid, _rt_shared_number(self._listener._sync), self._ident,
                           self._methods))

    def __deepcopy__(self, memo):
        return self._getvalue()

    def __repr__(self):
        return f"<{type(self).__name__} object, typeid {self._typeid!r} at 0x{id(self):x}>"

    def __str__(self):
        return self._callmethod("__repr__")


def _rebuild(cls, typeid, number, ident, exposed):
    return _proxy_of(cls, typeid, _listener_of(number), ident, exposed)


def _listener_of(number):
    listener = object.__new__(SimpleQueue)
    listener._sync = _rt_shared_object(number)
    return listener


def _proxy_of(cls, typeid, listener, ident, exposed):
    if cls is AutoProxy:
        cls = MakeProxyType(f"AutoProxy[{typeid}]", exposed)
        cls._is_auto = True
    return cls(typeid, listener, ident, exposed)


def _request(listener, request):
    key = (_rt_process(), threading.get_ident(), _rt_shared_number(listener._sync))
    connection = _connections.get(key)
    if connection is None:
        connection, there = Pipe()
        for sync in (connection._reads, connection._writes):
            _rt_sync_hide(sync, "the manager")
        listener.put(there)
        there.close()
        _connections[key] = connection
    connection.send(request)
    kind, result = connection.recv()
    if kind == "#RETURN":
        return result
    if kind == "#PROXY":
        typeid, ident, exposed = result
        return _proxy_of(_proxy_types.get(typeid, AutoProxy), typeid, listener, ident, exposed)
    if kind == "#ERROR":
        raise result
    raise RemoteError("Unserializable message: " + str(result))


_proxy_types = {}


class AutoProxy(BaseProxy):
    pass


def _method(name):
    def call(self, /, *args, **kwds):
        return self._callmethod(name, args, kwds)

    call.__name__ = name
    return call


def MakeProxyType(name, exposed):
    return type(name, (BaseProxy,), {method: _method(method) for method in exposed})


class IteratorProxy(BaseProxy):
    def __iter__(self):
        return self

    def __next__(self, *args):
        return self._callmethod("__next__", args)

    def send(self, *args):
        return self._callmethod("send", args)

    def close(self, *args):
        return self._callmethod("close", args)


class AcquirerProxy(BaseProxy):
    def acquire(self, blocking=True, timeout=None):
        args = (blocking,) if timeout is None else (blocking, timeout)
        return self._callmethod("acquire", args)

    def release(self):
        return self._callmethod("release")

    def locked(self):
        return self._callmethod("locked")

    def __enter__(self):
        return self._callmethod("acquire")

    def __exit__(self, kind, value, trace):
        return self._callmethod("release")


class ConditionProxy(AcquirerProxy):
    def wait(self, timeout=None):
        return self._callmethod("wait", (timeout,))

    def notify(self, n=1):
        return self._callmethod("notify", (n,))

    def notify_all(self):
        return self._callmethod("notify_all")

    def wait_for(self, predicate, timeout=None):
        end = None if timeout is None else _rt_now() + timeout * 1e9
        result = predicate()
        while not result:
            left = None if end is None else (end - _rt_now()) / 1e9
            if left is not None and left <= 0:
                break
            self.wait(left)
            result = predicate()
        return result


class EventProxy(BaseProxy):
    def is_set(self):
        return self._callmethod("is_set")

    def set(self):
        return self._callmethod("set")

    def clear(self):
        return self._callmethod("clear")

    def wait(self, timeout=None):
        return self._callmethod("wait", (timeout,))


class BarrierProxy(BaseProxy):
    def wait(self, timeout=None):
        return self._callmethod("wait", (timeout,))

    def abort(self):
        return self._callmethod("abort")

    def reset(self):
        return self._callmethod("reset")

    @property
    def parties(self):
        return self._callmethod("__getattribute__", ("parties",))

    @property
    def n_waiting(self):
        return self._callmethod("__getattribute__", ("n_waiting",))

    @property
    def broken(self):
        return self._callmethod("__getattribute__", ("broken",))


class NamespaceProxy(BaseProxy):
    def __getattr__(self, name):
        if name[0] == "_":
            return object.__getattribute__(self, name)
        return self._callmethod("__getattribute__", (name,))

    def __setattr__(self, name, value):
        if name[0] == "_":
            return object.__setattr__(self, name, value)
        return self._callmethod("__setattr__", (name, value))

    def __delattr__(self, name):
        if name[0] == "_":
            return object.__delattr__(self, name)
        return self._callmethod("__delattr__", (name,))


class ValueProxy(BaseProxy):
    def get(self):
        return self._callmethod("get")

    def set(self, value):
        return self._callmethod("set", (value,))

    value = property(get, set)


_LIST = ("__add__", "__contains__", "__delitem__", "__getitem__", "__len__", "__mul__", "__reversed__", "__rmul__",
         "__setitem__", "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
         "sort")
_DICT = ("__contains__", "__delitem__", "__getitem__", "__len__", "__setitem__", "clear", "copy", "get", "items",
         "keys", "pop", "popitem", "setdefault", "update", "values")
_ARRAY = ("__len__", "__getitem__", "__setitem__")
_POOL = ("apply", "apply_async", "close", "imap", "imap_unordered", "join", "map", "map_async", "starmap",
         "starmap_async", "terminate")

BaseListProxy = MakeProxyType("BaseListProxy", _LIST)
_BaseDictProxy = MakeProxyType("BaseDictProxy", _DICT)
ArrayProxy = MakeProxyType("ArrayProxy", _ARRAY)
BasePoolProxy = MakeProxyType("PoolProxy", _POOL)


class ListProxy(BaseListProxy):
    def __iadd__(self, other):
        self._callmethod("extend", (other,))
        return self

    def __imul__(self, count):
        values = self._getvalue() * count
        self._callmethod("__setitem__", (slice(None), values))
        return self

    def __iter__(self):
        place = 0
        while True:
            try:
                item = self._callmethod("__getitem__", (place,))
            except IndexError:
                return
            yield item
            place += 1

    def __reversed__(self):
        return reversed(self._getvalue())


class DictProxy(_BaseDictProxy):
    def __iter__(self):
        return iter(self._callmethod("keys"))


class PoolProxy(BasePoolProxy):
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.terminate()


class BaseManager:
    _registry = {}

    def __init__(self, address=None, authkey=None, serializer="pickle", ctx=None, *, shutdown_timeout=1.0):
        if address is not None:
            raise ValueError("there is one machine only: leave out the address")
        self._context = ctx
        self._state = "INITIAL"
        self._process = None
        self._listener = None

    def start(self, initializer=None, initargs=()):
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if self._state == "STARTED":
            raise ProcessError("Already started server")
        if self._state == "SHUTDOWN":
            raise ProcessError("Manager has shut down")
        context = self._context
        if context is None:
            from multiprocessing import context as contexts
            context = contexts._default_context.get_context()
        self._listener = SimpleQueue()
        _rt_sync_hide(self._listener._sync, "requests to the manager")
        registry = {name: entry[:3] for name, entry in type(self)._registry.items()}
        self._process = context.Process(target=_serve, args=(registry, self._listener, initializer, initargs))
        ident = ":".join([str(number) for number in self._process._identity])
        self._process.name = type(self).__name__ + "-" + ident
        self._process.start()
        self._state = "STARTED"
        self._owner = os.getpid()
        self._at_exit = _finalize(0, self.shutdown)

    def connect(self):
        raise OSError("there is one machine only: start the manager instead")

    def get_server(self):
        raise OSError("a manager's server runs in a process of its own: use start()")

    def shutdown(self):
        if self._state != "STARTED" or self._owner != os.getpid():
            return
        self._state = "SHUTDOWN"
        _forget(self._at_exit)
        self._listener.put(None)
        self._process.join()

    def join(self, timeout=None):
        if self._process is not None:
            self._process.join(timeout)

    def __enter__(self):
        if self._state == "INITIAL":
            self.start()
        return self

    def __exit__(self, kind, value, trace):
        self.shutdown()

    def __reduce__(self):
        raise TypeError("a manager stays where it was started: hand over what it has made")

    def _create(self, typeid, args, kwds):
        assert self._state == "STARTED", "server not yet started"
        return _request(self._listener, (None, typeid, args, kwds))

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        if "_registry" not in cls.__dict__:
            cls._registry = dict(cls._registry)
        if proxytype is not None:
            _proxy_types[typeid] = proxytype
            exposed = exposed or getattr(proxytype, "_exposed_", None) or None
        cls._registry[typeid] = (callable, exposed, method_to_typeid or {})
        if create_method:
            setattr(cls, typeid, _creator(typeid))


def _creator(typeid):
    def create(self, /, *args, **kwds):
        return self._create(typeid, args, kwds)

    create.__name__ = typeid
    return create


class SyncManager(BaseManager):
    pass


SyncManager.register("Queue", queue.Queue)
SyncManager.register("JoinableQueue", queue.Queue)
SyncManager.register("Event", threading.Event, EventProxy)
SyncManager.register("Lock", threading.Lock, AcquirerProxy)
SyncManager.register("RLock", threading.RLock, AcquirerProxy)
SyncManager.register("Semaphore", threading.Semaphore, AcquirerProxy)
SyncManager.register("BoundedSemaphore", threading.BoundedSemaphore, AcquirerProxy)
SyncManager.register("Condition", threading.Condition, ConditionProxy)
SyncManager.register("Barrier", threading.Barrier, BarrierProxy)
SyncManager.register("Pool", pool.Pool, PoolProxy, _POOL,
                     {"apply_async": "AsyncResult", "map_async": "AsyncResult", "starmap_async": "AsyncResult",
                      "imap": "Iterator", "imap_unordered": "Iterator"})
SyncManager.register("list", list, ListProxy, _LIST)
SyncManager.register("dict", dict, DictProxy, _DICT)
SyncManager.register("Value", Value, ValueProxy)
SyncManager.register("Array", _Array, ArrayProxy, _ARRAY)
SyncManager.register("Namespace", Namespace, NamespaceProxy)
SyncManager.register("Iterator", None, IteratorProxy, ("__next__", "send", "close"), None, False)
SyncManager.register("AsyncResult", None, AutoProxy, ("get", "wait", "ready", "successful"), None, False)
