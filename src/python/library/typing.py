# `typing`: names that do nothing while a program runs.


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
