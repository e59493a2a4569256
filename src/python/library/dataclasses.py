# `dataclasses`.


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE>"


MISSING = _Missing()
KW_ONLY = _Missing()


class FrozenInstanceError(AttributeError):
    pass


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return cls(type)

    def __repr__(self):
        return f"dataclasses.InitVar[{getattr(self.type, '__name__', repr(self.type))}]"


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.is_init_only = False
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=False):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


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
        # Annotations are texts.
        f.is_init_only = annotation.startswith("InitVar") or annotation.startswith("dataclasses.InitVar")
        fields[name] = f
        if isinstance(default, Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
    taken = list(fields.values())
    all_fields = [f for f in taken if not f.is_init_only]
    plain = [f for f in taken if f.init and not f.kw_only]
    named = [f for f in taken if f.init and f.kw_only]
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
            # What is not kept, and handed to `__post_init__`.
            given = {}
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
                if f.is_init_only:
                    given[f.name] = value
                else:
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
                if f.is_init_only:
                    given[f.name] = value
                else:
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
                self.__post_init__(*[given[f.name] for f in taken if f.is_init_only])
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
    if not is_dataclass(thing):
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([f for f in thing.__dataclass_fields__.values() if not f.is_init_only])


def is_dataclass(thing):
    return hasattr(thing, "__dataclass_fields__")


def _is_instance(thing):
    return is_dataclass(thing) and not isinstance(thing, type)


def asdict(thing, *, dict_factory=dict):
    if not _is_instance(thing):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(thing, lambda of: dict_factory([(name, value) for name, value in of]))


def astuple(thing, *, tuple_factory=tuple):
    if not _is_instance(thing):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(thing, lambda of: tuple_factory([value for _, value in of]))


def _plain(value, make):
    # `make` makes one of the names and values of an instance's fields.
    if _is_instance(value):
        return make([(f.name, _plain(getattr(value, f.name), make)) for f in fields(value)])
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_plain(each, make) for each in value])
    if isinstance(value, (list, tuple)):
        return type(value)([_plain(each, make) for each in value])
    if isinstance(value, dict):
        return type(value)([(_plain(key, make), _plain(value[key], make)) for key in value])
    return value


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    members = dict(namespace or {})
    annotations = {}
    for each in fields:
        name, kind, *default = (each, "typing.Any") if isinstance(each, str) else each
        annotations[name] = kind if isinstance(kind, str) else getattr(kind, "__name__", repr(kind))
        if default:
            members[name] = default[0]
    members["__annotations__"] = annotations
    return dataclass(type(cls_name, bases, members), **options)


def replace(thing, **changes):
    values = {f.name: getattr(thing, f.name) for f in fields(thing) if f.init}
    values.update(changes)
    return type(thing)(**values)
