# `typing`: names that do nothing while a program runs, but for those that make classes of tuples and dicts.
from collections import namedtuple


class _Anything:
    def __init__(self, name):
        self._name = name

    def __getitem__(self, key):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __mro_entries__(self, bases):
        return ()

    def __repr__(self):
        return "typing." + self._name


Any = _Anything("Any")
Union = _Anything("Union")
Optional = _Anything("Optional")
Callable = _Anything("Callable")
List = _Anything("List")
Dict = _Anything("Dict")
Set = _Anything("Set")
FrozenSet = _Anything("FrozenSet")
Tuple = _Anything("Tuple")
Type = _Anything("Type")
Iterable = _Anything("Iterable")
Iterator = _Anything("Iterator")
Sequence = _Anything("Sequence")
Mapping = _Anything("Mapping")
MutableMapping = _Anything("MutableMapping")
Generator = _Anything("Generator")
AsyncGenerator = _Anything("AsyncGenerator")
AsyncIterator = _Anything("AsyncIterator")
AsyncIterable = _Anything("AsyncIterable")
Awaitable = _Anything("Awaitable")
Coroutine = _Anything("Coroutine")
Literal = _Anything("Literal")
Final = _Anything("Final")
ClassVar = _Anything("ClassVar")
Annotated = _Anything("Annotated")
Generic = _Anything("Generic")
Protocol = _Anything("Protocol")
Self = _Anything("Self")
NoReturn = _Anything("NoReturn")
Never = _Anything("Never")
Hashable = _Anything("Hashable")
Deque = _Anything("Deque")
DefaultDict = _Anything("DefaultDict")
TypeAlias = _Anything("TypeAlias")
Concatenate = _Anything("Concatenate")
AbstractSet = _Anything("AbstractSet")
AnyStr = _Anything("AnyStr")
AsyncContextManager = _Anything("AsyncContextManager")
BinaryIO = _Anything("BinaryIO")
ByteString = _Anything("ByteString")
ChainMap = _Anything("ChainMap")
Collection = _Anything("Collection")
Container = _Anything("Container")
ContextManager = _Anything("ContextManager")
Counter = _Anything("Counter")
IO = _Anything("IO")
ItemsView = _Anything("ItemsView")
KeysView = _Anything("KeysView")
LiteralString = _Anything("LiteralString")
MappingView = _Anything("MappingView")
Match = _Anything("Match")
MutableSequence = _Anything("MutableSequence")
MutableSet = _Anything("MutableSet")
NotRequired = _Anything("NotRequired")
OrderedDict = _Anything("OrderedDict")
Pattern = _Anything("Pattern")
ReadOnly = _Anything("ReadOnly")
Required = _Anything("Required")
Reversible = _Anything("Reversible")
Sized = _Anything("Sized")
SupportsAbs = _Anything("SupportsAbs")
SupportsBytes = _Anything("SupportsBytes")
SupportsComplex = _Anything("SupportsComplex")
SupportsFloat = _Anything("SupportsFloat")
SupportsIndex = _Anything("SupportsIndex")
SupportsInt = _Anything("SupportsInt")
SupportsRound = _Anything("SupportsRound")
TextIO = _Anything("TextIO")
TypeGuard = _Anything("TypeGuard")
TypeIs = _Anything("TypeIs")
Unpack = _Anything("Unpack")
ValuesView = _Anything("ValuesView")
Text = str
TYPE_CHECKING = False


def TypeVar(name, *args, **kwargs):
    return _Anything(name)


ParamSpec = TypeVar
TypeVarTuple = TypeVar


def NewType(name, kind):
    return kind


def cast(kind, value):
    return value


def overload(function):
    return function


final = overload
override = overload
no_type_check = overload
runtime_checkable = overload


def get_type_hints(thing):
    return {}


def get_args(kind):
    return ()


def get_origin(kind):
    return None


def ForwardRef(name, *args, **kwargs):
    return _Anything(name)


ParamSpecArgs = ParamSpecKwargs = ForwardRef


def dataclass_transform(**kwargs):
    return overload


def no_type_check_decorator(decorator):
    return decorator


def get_overloads(function):
    return []


def clear_overloads():
    pass


def assert_type(value, kind, /):
    return value


def assert_never(value, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {value!r}")


def reveal_type(value, /):
    import sys
    print(f"Runtime type is {type(value).__name__!r}", file=sys.stderr)
    return value


class _Base:
    # A function that makes classes, and stands among the bases of a class.
    def __init__(self, name, base, make):
        self._name = name
        self._base = base
        self._make = make

    def __call__(self, name, fields=(), /, **kwargs):
        return self._make(name, dict(fields), **kwargs)

    def __mro_entries__(self, bases):
        return (self._base,)

    def __repr__(self):
        return f"<function {self._name} at {hex(id(self))}>"


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if "_is_base" in namespace:
            return type.__new__(mcls, name, bases, namespace)
        kinds = namespace.get("__annotations__", {})
        defaults = []
        for field in kinds:
            if field in namespace:
                defaults.append(field)
            elif defaults:
                ending = "" if len(defaults) == 1 else "s"
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field{ending} "
                                + ", ".join(defaults))
        made = namedtuple(name, list(kinds), defaults=[namespace[field] for field in defaults])
        made.__annotations__ = kinds
        made._field_defaults = {field: namespace[field] for field in defaults}
        for key in namespace:
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make",
                       "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in kinds and key not in ("__annotations__", "__module__", "__qualname__"):
                setattr(made, key, namespace[key])
        return made


class _NamedTuple(metaclass=_NamedTupleMeta):
    _is_base = True


def _named_tuple(name, fields):
    made = namedtuple(name, list(fields))
    made.__annotations__ = fields
    return made


NamedTuple = _Base("NamedTuple", _NamedTuple, _named_tuple)


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True, **kwargs):
        made = type.__new__(mcls, name, (dict,), namespace)
        kinds = {}
        required = set()
        for base in bases:
            kinds.update(getattr(base, "__annotations__", {}))
            required |= getattr(base, "__required_keys__", set())
        own = namespace.get("__annotations__", {})
        kinds.update(own)
        made.__annotations__ = kinds
        made.__total__ = total
        # Annotations are texts.
        required |= {key for key in own if "NotRequired[" not in own[key] and (total or "Required[" in own[key])}
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(kinds) - made.__required_keys__
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, value):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


class _TypedDict(metaclass=_TypedDictMeta):
    pass


def _typed_dict(name, fields, *, total=True):
    kinds = {key: fields[key] if isinstance(fields[key], str) else repr(fields[key]) for key in fields}
    return _TypedDictMeta(name, (), {"__annotations__": kinds}, total=total)


TypedDict = _Base("TypedDict", _TypedDict, _typed_dict)


def is_typeddict(kind):
    return type(kind) is _TypedDictMeta and kind is not _TypedDict
