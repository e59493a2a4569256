# Making classes and instances where metaclasses, `__new__` and `__init__` are the program's.


def __build_class__(body, name, *bases, metaclass=None, **kwargs):
    resolved = []
    for base in bases:
        entries = None if _rt_is_class(base) else _rt_lookup(base, "__mro_entries__")
        if entries is None:
            resolved.append(base)
        else:
            resolved.extend(entries(base, bases))
    bases = tuple(resolved)
    meta = metaclass
    if meta is None:
        meta = type(bases[0]) if bases and _rt_is_class(bases[0]) else type
    for base in bases:
        kind = type(base)
        if _rt_is_class(base) and kind is not meta and issubclass(kind, meta):
            meta = kind
    prepare = _rt_class_lookup(meta, "__prepare__") if _rt_is_class(meta) else None
    namespace = meta.__prepare__(name, bases, **kwargs) if prepare is not None and meta is not type else {}
    cell = body(namespace)
    if meta is type:
        cls = _finish_class(_rt_make_class(type, name, bases, namespace), namespace, kwargs)
    else:
        cls = meta(name, bases, namespace, **kwargs)
    if cell is not None:
        _rt_set_cell(cell, cls)
    return cls


def _finish_class(cls, namespace, kwargs):
    for name in list(namespace):
        value = namespace[name]
        method = _rt_lookup(value, "__set_name__")
        if method is not None:
            method(value, cls, name)
    super(cls, cls).__init_subclass__(**kwargs)
    return cls


def _make_class(meta, new, args, kwargs):
    # A metaclass is called: `meta(name, bases, namespace)`.
    if new is None:
        cls = _finish_class(_rt_make_class(meta, args[1], args[2], args[3]), args[3], kwargs)
    else:
        cls = new(*args, **kwargs)
        if _rt_is_class(cls) and not _rt_class_lookup(cls, "__finished__"):
            _finish_class(cls, args[3], {})
    init = _rt_class_lookup(meta, "__init__")
    if init is not None and _rt_is_function(init):
        init(cls, *args[1:], **kwargs)
    return cls


def _type_call(cls, args, kwargs):
    # `super().__call__(...)` in a metaclass: makes an instance past the metaclass's own `__call__`.
    new = _rt_class_lookup(cls, "__new__")
    init = _rt_class_lookup(cls, "__init__")
    self = new.__func__(cls, *args, **kwargs) if isinstance(new, staticmethod) and _rt_is_function(new.__func__) else _rt_new(cls, None)
    if _rt_is_function(init):
        init(self, *args, **kwargs)
    return self


def _new_then_init(cls, new, init, args, kwargs):
    function = new.__func__ if isinstance(new, staticmethod) else new
    value = function(cls, *args, **kwargs)
    if init is not None and isinstance(value, cls):
        init(value, *args, **kwargs)
    return value


def _wrap_new(cls, function, given, init, args):
    value = _rt_new(cls, function(*given))
    if init is not None:
        init(value, *args)
    return value


def _construct(value, init, args, kwargs):
    init(value, *args, **kwargs)
    return value


def _match_class(value, cls, count, names):
    if not isinstance(value, cls):
        return None
    found = []
    if count:
        if cls in (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple):
            if count > 1:
                raise TypeError(f"{cls.__name__}() accepts 1 positional sub-pattern ({count} given)")
            found.append(value)
        else:
            match_args = getattr(cls, "__match_args__", ())
            if count > len(match_args):
                plural = "" if len(match_args) == 1 else "s"
                raise TypeError(f"{cls.__name__}() accepts {len(match_args)} positional sub-pattern{plural} ({count} given)")
            for name in match_args[:count]:
                if not hasattr(value, name):
                    return None
                found.append(getattr(value, name))
    for name in names:
        if not hasattr(value, name):
            return None
        found.append(getattr(value, name))
    return tuple(found)


# Exception groups.
