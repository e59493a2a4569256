# `dataclasses`.


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE>"


MISSING = _Missing()
KW_ONLY = _Missing()


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=False):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, kw_only)


def dataclass(cls=None, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only)
    return wrap if cls is None else wrap(cls)


def _given(f, kwargs):
    # What a field begins with, where no positional argument says; MISSING where nothing does.
    if f.name in kwargs:
        return kwargs.pop(f.name)
    if f.default is not MISSING:
        return f.default
    if f.default_factory is not MISSING:
        return f.default_factory()
    return MISSING


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, kw_only):
    fields = {}
    for base in reversed(cls.__mro__[1:]):
        for f in getattr(base, "__dataclass_fields__", {}).values():
            fields[f.name] = f
    only_keywords = kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation == "KW_ONLY" or annotation.endswith(".KW_ONLY"):
            only_keywords = True
            continue
        if annotation.startswith("ClassVar") or annotation.startswith("typing.ClassVar"):
            continue
        default = cls.__dict__.get(name, MISSING)
        f = default if isinstance(default, Field) else field(default=default)
        if isinstance(f.default, (list, dict, set)):
            raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
        f.name = name
        f.type = annotation
        f.kw_only = f.kw_only or only_keywords
        fields[name] = f
        if isinstance(default, Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
    all_fields = list(fields.values())
    plain = [f for f in all_fields if f.init and not f.kw_only]
    named = [f for f in all_fields if f.init and f.kw_only]
    seen = None
    for f in plain:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen = f
        elif seen is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen.name!r}")
    cls.__dataclass_fields__ = fields
    cls.__match_args__ = tuple([f.name for f in plain])
    title = cls.__qualname__
    post = hasattr(cls, "__post_init__")

    if init:
        def __init__(self, *args, **kwargs):
            if len(args) > len(plain):
                word = "argument" if len(plain) == 0 else "arguments"
                raise TypeError(
                    f"{title}.__init__() takes {len(plain) + 1} positional {word} but {len(args) + 1} were given")
            missing = []
            for number, f in enumerate(plain):
                if number < len(args):
                    if f.name in kwargs:
                        raise TypeError(f"{title}.__init__() got multiple values for argument {f.name!r}")
                    value = args[number]
                else:
                    value = _given(f, kwargs)
                    if value is MISSING:
                        missing.append(repr(f.name))
                        continue
                _rt_set_attr(self, f.name, value)
            if missing:
                word = "argument" if len(missing) == 1 else "arguments"
                names = missing[0] if len(missing) == 1 else (
                    " and ".join(missing) if len(missing) == 2 else ", ".join(missing[:-1]) + ", and " + missing[-1])
                raise TypeError(f"{title}.__init__() missing {len(missing)} required positional {word}: {names}")
            for f in named:
                value = _given(f, kwargs)
                if value is MISSING:
                    raise TypeError(f"{title}.__init__() missing 1 required keyword-only argument: {f.name!r}")
                _rt_set_attr(self, f.name, value)
            for f in all_fields:
                if not f.init:
                    if f.default is not MISSING:
                        _rt_set_attr(self, f.name, f.default)
                    elif f.default_factory is not MISSING:
                        _rt_set_attr(self, f.name, f.default_factory())
            if kwargs:
                raise TypeError(f"{title}.__init__() got an unexpected keyword argument {next(iter(kwargs))!r}")
            if post:
                self.__post_init__()
        cls.__init__ = __init__
    if repr_ and "__repr__" not in cls.__dict__:
        shown = [f.name for f in all_fields if f.repr]

        def __repr__(self):
            parts = [f"{name}={getattr(self, name)!r}" for name in shown]
            return type(self).__qualname__ + "(" + ", ".join(parts) + ")"
        cls.__repr__ = __repr__
    compared = [f.name for f in all_fields if f.compare]

    def key(self):
        return tuple([getattr(self, name) for name in compared])
    if eq and "__eq__" not in cls.__dict__:
        def __eq__(self, other):
            if type(other) is not type(self):
                return NotImplemented
            return key(self) == key(other)
        cls.__eq__ = __eq__
        if frozen or unsafe_hash:
            cls.__hash__ = lambda self: hash(key(self))
        elif "__hash__" not in cls.__dict__:
            cls.__hash__ = None
    if order:
        def compare(operator):
            def method(self, other):
                if type(other) is not type(self):
                    return NotImplemented
                return operator(key(self), key(other))
            return method
        cls.__lt__ = compare(lambda a, b: a < b)
        cls.__le__ = compare(lambda a, b: a <= b)
        cls.__gt__ = compare(lambda a, b: a > b)
        cls.__ge__ = compare(lambda a, b: a >= b)
    if frozen:
        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    return cls


def fields(thing):
    return tuple(thing.__dataclass_fields__.values())


def is_dataclass(thing):
    return hasattr(thing, "__dataclass_fields__")


def asdict(thing):
    return {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}


def _plain(value):
    if is_dataclass(value):
        return asdict(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(value[key]) for key in value}
    return value


def astuple(thing):
    return tuple([getattr(thing, f.name) for f in fields(thing)])


def replace(thing, **changes):
    values = {f.name: getattr(thing, f.name) for f in fields(thing) if f.init}
    values.update(changes)
    return type(thing)(**values)
