# `enum`.


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class auto:
    """Stands for a value that is worked out when the name is known."""

    def __init__(self, value=None):
        self.value = value


class FlagBoundary:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<FlagBoundary.{self.name}: {self.name.lower()!r}>"


STRICT = FlagBoundary("STRICT")
CONFORM = FlagBoundary("CONFORM")
EJECT = FlagBoundary("EJECT")
KEEP = FlagBoundary("KEEP")
_function = type(lambda: None)
_OF_MEMBERS = ("__repr__", "__str__", "__format__")
_OF_FLAGS = _OF_MEMBERS + ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__", "__bool__")
_new_of_object = object.__new__


def _is_between(name, marks):
    n = len(marks)
    return len(name) > 2 * n and name[:n] == marks == name[-n:] and name[n] != "_" and name[-n - 1] != "_"


class _Names(dict):
    """What a class body of an enumeration writes into: members are told from everything else."""

    def __setitem__(self, name, value):
        found = self._found
        if _is_between(name, "__"):
            dict.__setitem__(self, name, value)
            return
        if _is_between(name, "_"):
            if name == "_generate_next_value_":
                self._next = value.__func__ if isinstance(value, staticmethod) else value
            elif name == "_ignore_":
                self._ignored = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                return
            dict.__setitem__(self, name, value)
            return
        if name in self._ignored:
            dict.__setitem__(self, name, value)
            return
        if name in found:
            raise TypeError(f"{name!r} already defined as {found[name]!r}")
        if isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member):
            found[name] = value = value.value
        elif not isinstance(value, (_function, _type_property, classmethod, staticmethod, type)) and not hasattr(type(value), "__get__"):
            if isinstance(value, auto):
                value = self._resolve(name, value)
            elif isinstance(value, tuple) and any([isinstance(each, auto) for each in value]):
                value = tuple([self._resolve(name, each) if isinstance(each, auto) else each for each in value])
            found[name] = value
        dict.__setitem__(self, name, value)

    def _resolve(self, name, given):
        if given.value is None:
            last = [value[0] if isinstance(value, tuple) and value else value for value in self._found.values()]
            given.value = self._next(name, 1, len(self._found), last)
        return given.value


class EnumType(type):
    def __prepare__(name, bases, **kwargs):
        names = _Names()
        names._found = {}
        names._ignored = []
        names._next = bases[-1]._generate_next_value_ if bases else None
        return names

    def __new__(meta, name, bases, names, boundary=None, **kwargs):
        found = names._found if isinstance(names, _Names) else {}
        plain = {key: names[key] for key in names if key not in found and key not in getattr(names, "_ignored", ())}
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
        if "_generate_next_value_" in plain and not isinstance(plain["_generate_next_value_"], staticmethod):
            plain["_generate_next_value_"] = staticmethod(plain["_generate_next_value_"])
        plain["_member_map_"] = {}
        plain["_member_names_"] = []
        plain["_value2member_map_"] = {}
        plain["_flag_mask_"] = 0
        plain["_singles_mask_"] = 0
        cls = super().__new__(meta, name, bases, plain)
        if boundary is not None:
            type.__setattr__(cls, "_boundary_", boundary)
        kind = object
        for base in cls.__mro__[1:]:
            if not isinstance(base, EnumType) and base is not object:
                kind = base
                break
        if kind is not object:
            # The type of the values is the built-in one that a class of the program's own derives from.
            for base in kind.__mro__:
                if base in (int, float, str, bytes, tuple, complex):
                    kind = base
                    break
        type.__setattr__(cls, "_member_type_", kind)
        if kind is not object and _Enum is not None:
            # The type of the values comes first among the bases, but members look and combine as an enumeration's.
            source = _Flag if _Flag is not None and issubclass(cls, _Flag) else _Enum
            for method in _OF_FLAGS if source is _Flag else _OF_MEMBERS:
                owner = next((base for base in cls.__mro__ if method in base.__dict__), None)
                if owner is not None and not isinstance(owner, EnumType) and owner in kind.__mro__:
                    type.__setattr__(cls, method, getattr(source, method))
        own_new = None
        for base in cls.__mro__:
            if "__new__" in base.__dict__ and not isinstance(base, EnumType) and base not in (object, kind):
                own_new = base.__dict__["__new__"]
                break
            if isinstance(base, EnumType) and "__new__" in base.__dict__:
                own_new = base.__dict__["__new__"]
                break
        if isinstance(own_new, staticmethod):
            own_new = own_new.__func__
        init = cls.__init__ if _has_init(cls) else None
        for key in found:
            _add_member(cls, key, found[key], kind, own_new, init)
        if _Flag is not None and issubclass(cls, _Flag):
            # Only single bits are members of their own; everything else is another name for a combination.
            order = sorted([each for each in cls._member_map_.values() if _one_bit(each._value_)], key=lambda each: each._value_)
            given = [each for each in cls._member_names_]
            if [each._name_ for each in order] == given:
                type.__setattr__(cls, "_member_names_", given)
        return cls

    def __call__(cls, value=_new_of_object, names=_new_of_object, *more, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is _new_of_object and (cls._member_map_ or not isinstance(value, str) or _Enum is None or type is not None):
            if value is _new_of_object:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return _look_up(cls, value)
        if cls._member_map_:
            return _look_up(cls, (value, names) + more)
        return _functional(cls, value, [] if names is _new_of_object else names, start, type, boundary)

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            _look_up(cls, value)
            return True
        except ValueError:
            return False

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        type.__delattr__(cls, name)

    @property
    def __members__(cls):
        return _type_mappingproxy(cls._member_map_)

    def __repr__(cls):
        return f"<flag {cls.__name__!r}>" if _Flag is not None and issubclass(cls, _Flag) else f"<enum {cls.__name__!r}>"


EnumMeta = EnumType
_Enum = None
_Flag = None


def _has_init(cls):
    for base in cls.__mro__:
        if "__init__" in base.__dict__ and base is not object and base not in (int, float, str, bytes, tuple, complex):
            return base is not _Enum
    return False


def _one_bit(value):
    return isinstance(value, int) and value > 0 and value & (value - 1) == 0


def _add_member(cls, name, value, kind, own_new, init):
    args = value if isinstance(value, tuple) else (value,)
    if kind is tuple:
        args = (args,)
    if own_new is not None:
        self = own_new(cls, *args)
        if not hasattr(self, "_value_"):
            type(self)._store(self, "_value_", value if kind is object else kind(*args))
    elif kind is object:
        self = _new_of_object(cls)
        cls._store(self, "_value_", value)
    else:
        self = kind.__new__(cls, *args)
        cls._store(self, "_value_", value if isinstance(value, kind) and kind is not tuple else kind(*args))
    value = self._value_
    cls._store(self, "_name_", name)
    cls._store(self, "__objclass__", cls)
    cls._store(self, "_sort_order_", len(cls._member_names_))
    if init is not None:
        init(self, *args)
    for other in cls._member_map_.values():
        if other._value_ == value:
            self = other
            break
    else:
        if _Flag is None or not issubclass(cls, _Flag) or _one_bit(value):
            cls._member_names_.append(name)
        try:
            cls._value2member_map_[value] = self
        except TypeError:
            pass
    cls._member_map_[name] = self
    type.__setattr__(cls, name, self)
    if _Flag is not None and issubclass(cls, _Flag):
        if not isinstance(value, int):
            raise TypeError(f"Flag values must be integers: {value!r}")
        type.__setattr__(cls, "_flag_mask_", cls._flag_mask_ | value)
        if _one_bit(value):
            type.__setattr__(cls, "_singles_mask_", cls._singles_mask_ | value)


def _look_up(cls, value):
    if type(value) is cls:
        return value
    try:
        if value in cls._value2member_map_:
            return cls._value2member_map_[value]
    except TypeError:
        for each in cls._member_map_.values():
            if each._value_ == value:
                return each
    found = cls._missing_(value)
    if isinstance(found, cls):
        return found
    if found is None and _Flag is not None and issubclass(cls, _Flag) and cls._boundary_ is EJECT and isinstance(value, int):
        return value
    if isinstance(found, int) and _Flag is not None and issubclass(cls, _Flag) and cls._boundary_ is EJECT:
        return found
    if found is None:
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
    raise TypeError(f"error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member")


def _functional(cls, title, names, start, mixed, boundary):
    bases = (cls,) if mixed is None else (mixed, cls)
    space = EnumType.__prepare__(title, bases)
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        last = []
        pairs = []
        for number, name in enumerate(names):
            value = cls._generate_next_value_(name, start, number, last[:])
            last.append(value)
            pairs.append((name, value))
        names = pairs
    elif hasattr(names, "items"):
        names = list(names.items())
    for name, value in names:
        space[name] = value
    return EnumType.__new__(EnumType, title, bases, space, boundary)


_unused = 0


class Enum(metaclass=EnumType):
    def _store(self, name, value):
        _rt_set_attr(self, name, value)

    def _generate_next_value_(name, start, count, last_values):
        numbers = sorted([value for value in last_values if isinstance(value, int)])
        if not last_values:
            return start
        if len(numbers) != len(last_values):
            for value in reversed(last_values):
                try:
                    return value + 1
                except TypeError:
                    pass
            return start
        return numbers[-1] + 1

    @classmethod
    def _missing_(cls, value):
        return None

    @_type_property
    def name(self):
        return self._name_

    @_type_property
    def value(self):
        return self._value_

    def __repr__(self):
        value = self._value_
        return f"<{type(self).__name__}.{self._name_}: {value!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return (type(self), (self._value_,))


_Enum = Enum


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)


class StrEnum(str, ReprEnum):
    def __new__(cls, *values):
        if len(values) != 1 or not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        self = str.__new__(cls, values[0])
        _rt_set_attr(self, "_value_", values[0])
        return self

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return str.__format__(self._value_, spec)


class Flag(Enum):
    _boundary_ = STRICT

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 1 << max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        every = (1 << mask.bit_length()) - 1
        if not (~every <= value <= every and (value & ~mask == 0 or value < 0 and ~value & ~mask == 0)):
            boundary = cls._boundary_
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n    given {_bits(value, width)}\n  allowed {_bits(mask, width)}")
            if boundary is CONFORM:
                value = value & mask
            elif boundary is EJECT:
                return value
            elif value < 0:
                value = max(every + 1, 1 << value.bit_length()) + value
        if value < 0:
            value = value & mask if cls._boundary_ is not KEEP else every + 1 + value
        if value in cls._value2member_map_:
            return cls._value2member_map_[value]
        self = int.__new__(cls, value) if issubclass(cls, int) else _new_of_object(cls)
        cls._store(self, "_value_", value)
        names = [each._name_ for each in _parts(cls, value)]
        rest = value & ~mask
        if names and rest:
            names.append(repr(rest) if cls._member_type_ is not int else str(rest))
        cls._store(self, "_name_", "|".join(names) if names else None)
        cls._store(self, "__objclass__", cls)
        cls._value2member_map_[value] = self
        return self

    def _with(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if type(self)._member_type_ is not object and isinstance(other, type(self)._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._with(other)
        return NotImplemented if value is None else type(self)(self._value_ | value)

    def __and__(self, other):
        value = self._with(other)
        return NotImplemented if value is None else type(self)(self._value_ & value)

    def __xor__(self, other):
        value = self._with(other)
        return NotImplemented if value is None else type(self)(self._value_ ^ value)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        cls = type(self)
        if cls._boundary_ is KEEP or cls._boundary_ is EJECT:
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {type(self).__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter(_parts(type(self), self._value_))

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        cls = type(self)
        if self._name_ is None:
            return f"<{cls.__name__}: {self._value_!r}>"
        return f"<{cls.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        cls = type(self)
        return f"{cls.__name__}({self._value_!r})" if self._name_ is None else f"{cls.__name__}.{self._name_}"


def _bits(value, width):
    text = format(value & ((1 << width) - 1), "0" + str(width) + "b")
    return ("0b1 " if value < 0 else "0b0 ") + text


def _parts(cls, value):
    found = [each for each in cls._member_map_.values() if _one_bit(each._value_) and each._value_ & value]
    seen = {}
    for each in sorted(found, key=lambda each: each._value_):
        seen[each._value_] = each
    return list(seen.values())


_Flag = Flag


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


def unique(enumeration):
    doubles = [f"{name} -> {each.name}" for name, each in enumeration.__members__.items() if name != each.name]
    if doubles:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(doubles)}")
    return enumeration


def global_enum(cls):
    return cls


def global_enum_repr(self):
    return self._name_


def show_flag_values(value):
    result = []
    while value:
        bit = value & -value
        result.append(bit)
        value ^= bit
    return result
