# The interpreter's own code in Python: what functions written in Rust hand over to when methods of the program have
# a say. Frames of these functions are left out of tracebacks. Names that begin with `_rt_` are written in Rust.


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


def _main(module):
    code = 0
    try:
        _rt_run_module(module)
    except SystemExit as error:
        code = _exit_code(error)
    except BaseException as error:
        _report(error)
        _rt_died(error)
        code = 1
    for function in _at_shutdown:
        function()
    for function, args, kwargs in reversed(_at_exit):
        function(*args, **kwargs)
    _rt_exit(code)


_at_shutdown = []
_at_exit = []


def _exit_code(error):
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    _rt_write(str(code) + "\n", True)
    return 1


def _render(error):
    _prepare(error, 0)
    return _rt_render(error)


def _prepare(error, depth):
    # Exceptions whose class defines __str__ are asked before the traceback is put together.
    if depth > 20:
        return
    if _rt_exception_text(error) is None:
        try:
            text = str(error)
        except Exception:
            text = "<exception str() failed>"
        _rt_set_exception_attr(error, "__rendered__", text)
    for other in (error.__cause__, error.__context__):
        if other is not None:
            _prepare(other, depth + 1)
    if isinstance(error, BaseExceptionGroup):
        for other in error.exceptions:
            _prepare(other, depth + 1)


def _report(error):
    _rt_write(_render(error), True)


# Operators.

def _binary(a, b, name, symbol):
    left = _rt_lookup(a, "__" + name + "__")
    right = _rt_lookup(b, "__r" + name + "__")
    kind, other = type(a), type(b)
    if right is not None and kind is not other and issubclass(other, kind) and right is not _rt_lookup(a, "__r" + name + "__"):
        result = right(b, a)
        if result is not NotImplemented:
            return result
        right = None
    if left is not None:
        result = left(a, b)
        if result is not NotImplemented:
            return result
    else:
        result = _rt_own_binary(name, a, b)
        if result is not NotImplemented:
            return result
    if right is not None and (kind is not other or left is None):
        result = right(b, a)
        if result is not NotImplemented:
            return result
    raise TypeError(f"unsupported operand type(s) for {symbol}: '{kind.__name__}' and '{other.__name__}'")


def _in_place(method, a, b, name, symbol):
    result = method(a, b)
    if result is NotImplemented:
        return _binary(a, b, name, symbol)
    return result


def _compare(a, b, name, back, symbol):
    left = _rt_lookup(a, name)
    right = _rt_lookup(b, back)
    kind, other = type(a), type(b)
    if right is not None and kind is not other and issubclass(other, kind):
        result = right(b, a)
        if result is not NotImplemented:
            return result
        right = None
    if left is not None:
        result = left(a, b)
        if result is not NotImplemented:
            return result
    if right is not None:
        result = right(b, a)
        if result is not NotImplemented:
            return result
    if left is None and right is None:
        items = _rt_compare_items(a, b)
        if items:
            return _compare_items(items, a, b, name)
    if name == "__ne__":
        for x, y in ((a, b), (b, a)):
            method = _rt_lookup(x, "__eq__")
            if method is not None:
                result = method(x, y)
                if result is not NotImplemented:
                    return not result
        return a is not b
    if name == "__eq__":
        return a is b
    raise TypeError(f"'{symbol}' not supported between instances of '{kind.__name__}' and '{other.__name__}'")


def _compare_items(items, a, b, name):
    if items == 3:
        same = len(a) == len(b)
        if same:
            for key in a:
                if key not in b or not (a[key] is b[key] or a[key] == b[key]):
                    same = False
                    break
        return same if name == "__eq__" else not same
    if len(a) != len(b):
        if name == "__eq__":
            return False
        if name == "__ne__":
            return True
    for x, y in zip(a, b):
        if x is y or x == y:
            continue
        if name == "__eq__":
            return False
        if name == "__ne__":
            return True
        if name == "__lt__":
            return x < y
        if name == "__le__":
            return x <= y
        if name == "__gt__":
            return x > y
        return x >= y
    n, m = len(a), len(b)
    if name == "__eq__" or name == "__le__" and n <= m or name == "__ge__" and n >= m:
        return True
    if name == "__lt__":
        return n < m
    if name == "__gt__":
        return n > m
    return False


def _divmod(a, b):
    method = _rt_lookup(a, "__divmod__")
    if method is not None:
        return method(a, b)
    return (a // b, a % b)


# Iteration.

def _list(of):
    items = []
    for item in of:
        items.append(item)
    return items


def _list_extend(items, of):
    for item in of:
        items.append(item)


def _tuple(of):
    return tuple(_list(of))


def _set(of):
    items = set()
    for item in of:
        items.add(item)
    return items


def _frozenset(of):
    return _rt_freeze(_set(of))


def _deque(of, limit):
    return _type_deque(_list(of), limit)


def _deque_add(a, b):
    result = a.copy()
    for item in b:
        result.append(item)
    return result


def _deque_iadd(a, b):
    for item in list(b):
        a.append(item)
    return a


def _unpack(of, limit):
    items = []
    for item in of:
        items.append(item)
        if limit is not None and len(items) > limit:
            break
    return items


def _sum(of, start):
    total = start
    for item in of:
        total = total + item
    return total


def _all(of):
    for item in of:
        if not item:
            return False
    return True


def _any(of):
    for item in of:
        if item:
            return True
    return False


def _join(separator, of):
    return separator.join(_list(of))


def _extreme(of, key, has_default, default, greater):
    first = True
    best = None
    best_key = None
    for item in of:
        k = item if key is None else key(item)
        if first or (k > best_key if greater else k < best_key):
            best = item
            best_key = k
            first = False
    if first:
        if has_default:
            return default
        raise ValueError(("max" if greater else "min") + "() iterable argument is empty")
    return best


def _sorted(of, key, reverse):
    return _sort_into(_list(of), key, reverse)


def _sort(items, key, reverse):
    # As `list.sort` and `sorted` both: the list itself comes back.
    return _sort_into(items, key, reverse)


def _sort_in_place(items, key, reverse):
    _sort_into(items, key, reverse)


def _sort_into(items, key, reverse):
    keys = items[:] if key is None else [key(item) for item in items]
    if _rt_sort(keys, items, reverse):
        return items
    pairs = list(zip(keys, items))
    if reverse:
        pairs.reverse()
    width = 1
    n = len(pairs)
    while width < n:
        merged = []
        for start in range(0, n, width * 2):
            left, right = start, min(start + width, n)
            middle, end = right, min(start + width * 2, n)
            while left < middle and right < end:
                if pairs[right][0] < pairs[left][0]:
                    merged.append(pairs[right])
                    right += 1
                else:
                    merged.append(pairs[left])
                    left += 1
            merged.extend(pairs[left:middle])
            merged.extend(pairs[right:end])
        pairs = merged
        width *= 2
    if reverse:
        pairs.reverse()
    items[:] = [pair[1] for pair in pairs]
    return items


class map:
    def __new__(cls, function, *iterables):
        self = _rt_new(cls, None)
        self._function = function
        self._iterators = [iter(each) for each in iterables]
        if not iterables:
            raise TypeError("map() must have at least two arguments.")
        return self

    def __iter__(self):
        return self

    def __next__(self):
        iterators = self._iterators
        if len(iterators) == 1:
            return self._function(next(iterators[0]))
        args = [next(each) for each in iterators]
        return self._function(*args)


class filter:
    def __new__(cls, function, iterable):
        self = _rt_new(cls, None)
        self._function = function
        self._iterator = iter(iterable)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        function = self._function
        for item in self._iterator:
            if item if function is None else function(item):
                return item
        raise StopIteration


class _callable_iterator:
    def __init__(self, function, sentinel):
        self._function = function
        self._sentinel = sentinel
        self._done = False

    def __iter__(self):
        return self

    def __next__(self):
        if not self._done:
            value = self._function()
            if value != self._sentinel:
                return value
            self._done = True
        raise StopIteration


def _sequence_iterator(of):
    return _sequence_items(of)


def _sequence_items(of):
    number = 0
    while True:
        try:
            item = of[number]
        except IndexError:
            return
        yield item
        number += 1


def _reversed_sequence(of):
    return _reversed_items(of)


def _reversed_items(of):
    for number in range(len(of) - 1, -1, -1):
        yield of[number]


def _enumerate(of, start):
    return enumerate(iter(of), start)


def _enumerate_step(of, number):
    return (number, next(of))


def _zip(of, strict):
    return zip(*[iter(each) for each in of], strict=strict)


def _zip_step(of, strict):
    items = []
    for number, each in enumerate(of):
        try:
            items.append(next(each))
        except StopIteration:
            if strict and number:
                word = "argument 1" if number == 1 else f"arguments 1-{number}"
                raise ValueError(f"zip() argument {number + 1} is shorter than {word}") from None
            if strict:
                for more in range(1, len(of)):
                    if next(of[more], _missing) is not _missing:
                        word = "argument 1" if more == 1 else f"arguments 1-{more}"
                        raise ValueError(f"zip() argument {more + 1} is longer than {word}") from None
            raise StopIteration from None
    return tuple(items)


def _next_or(function, args, default):
    try:
        return function(*args)
    except StopIteration:
        return default


def _send_to(iterator, value):
    return iterator.send(value)


def _close_generator(generator):
    try:
        generator.throw(GeneratorExit())
    except (GeneratorExit, StopIteration):
        return None
    raise RuntimeError("generator ignored GeneratorExit")


class _agen_step:
    def __init__(self, generator, value, error):
        self._generator = generator
        self._value = value
        self._error = error

    def __await__(self):
        return self._steps()

    def _steps(self):
        generator, value, error = self._generator, self._value, self._error
        while True:
            if error is None:
                given = _rt_resume(generator, value)
            else:
                given = _rt_throw(generator, error)
            error = None
            yielded = _rt_yielded(given)
            if yielded is not None:
                return yielded[0]
            try:
                value = yield given
            except BaseException as raised:
                error = raised


def _agen_next(generator, value):
    return _agen_step(generator, value, None)


def _agen_throw(generator, error):
    return _agen_step(generator, None, error)


async def _agen_close(generator):
    try:
        await _agen_step(generator, None, GeneratorExit())
    except (GeneratorExit, StopAsyncIteration):
        return None
    raise RuntimeError("async generator ignored GeneratorExit")


async def anext(iterator, *default):
    try:
        return await type(iterator).__anext__(iterator)
    except StopAsyncIteration:
        if default:
            return default[0]
        raise


def aiter(iterable):
    return iterable.__aiter__()


# Membership and search.

def _contains_slow(of, item):
    for each in of:
        if each is item or each == item:
            return True
    return False


def _remove_slow(of, item):
    for number, each in enumerate(of):
        if each is item or each == item:
            del of[number]
            return None
    raise ValueError("list.remove(x): x not in list")


def _index_slow(of, item):
    for number, each in enumerate(of):
        if each is item or each == item:
            return number
    raise ValueError(f"{item!r} is not in list")


def _count_slow(of, item):
    count = 0
    for each in of:
        if each is item or each == item:
            count += 1
    return count


def _get_by_index(of, key, method):
    return of[method(key)]


def _set_slice(items, place, of):
    items[place] = _list(of)


# Keys whose classes define equality.

_missing = object()


def _find_key(keys, key):
    for each in keys:
        if each is key or each == key:
            return each
    return _missing


def _dict_key(of, key):
    code = hash(key)
    return code, _find_key(_rt_dict_candidates(of, code), key)


def _dict_get_slow(of, key):
    return _dict_item_slow(of, of, key)


def _dict_item_slow(whole, of, key):
    code, found = _dict_key(of, key)
    if found is _missing:
        method = _rt_lookup(whole, "__missing__")
        if method is not None:
            return method(whole, key)
        raise KeyError(key)
    return _rt_dict_at(of, code, found)


def _dict_get_or(of, key, default):
    code, found = _dict_key(of, key)
    return default if found is _missing else _rt_dict_at(of, code, found)


def _dict_set_slow(of, key, value):
    code, found = _dict_key(of, key)
    if found is _missing:
        _rt_dict_push(of, code, key, value)
    else:
        _rt_dict_put_at(of, code, found, value)


def _dict_setdefault_slow(of, key, default):
    code, found = _dict_key(of, key)
    if found is _missing:
        _rt_dict_push(of, code, key, default)
        return default
    return _rt_dict_at(of, code, found)


def _dict_del_slow(of, key):
    code, found = _dict_key(of, key)
    if found is _missing:
        raise KeyError(key)
    _rt_dict_remove_at(of, code, found)


def _dict_pop_slow(of, key):
    code, found = _dict_key(of, key)
    if found is _missing:
        raise KeyError(key)
    return _rt_dict_remove_at(of, code, found)


def _dict_has_slow(of, key):
    return _dict_key(of, key)[1] is not _missing


def _dict_update(of, other):
    if hasattr(other, "keys"):
        for key in other.keys():
            of[key] = other[key]
        return
    for number, pair in enumerate(other):
        pair = _pair(number, pair)
        of[pair[0]] = pair[1]


def _pair(number, pair):
    try:
        items = list(pair)
    except TypeError:
        raise TypeError(f"cannot convert dictionary update sequence element #{number} to a sequence") from None
    if len(items) != 2:
        raise ValueError(f"dictionary update sequence element #{number} has length {len(items)}; 2 is required")
    return items


def _dict(of, other, named):
    if not hasattr(other, "keys") and not hasattr(other, "__iter__") and not hasattr(other, "__getitem__"):
        raise TypeError(f"'{type(other).__name__}' object is not iterable")
    _dict_update(of, other)
    for key in named:
        of[key] = named[key]
    return of


def _merge_keywords(of, other):
    if not hasattr(other, "keys"):
        raise TypeError(f"argument after ** must be a mapping, not {type(other).__name__}")
    for key in other.keys():
        if not isinstance(key, str):
            raise TypeError("keywords must be strings")
        of[key] = other[key]


def _fromkeys(keys, value):
    result = {}
    for key in keys:
        result[key] = value
    return result


def _set_add_slow(of, key):
    code = hash(key)
    if _find_key(_rt_set_candidates(of, code), key) is _missing:
        _rt_set_push(of, code, key)


def _set_has_slow(of, key):
    return _find_key(_rt_set_candidates(of, hash(key)), key) is not _missing


def _set_remove_slow(of, key):
    code = hash(key)
    found = _find_key(_rt_set_candidates(of, code), key)
    if found is _missing:
        return False
    _rt_set_remove_at(of, code, found)
    return True


def _set_update(of, other):
    for item in other:
        of.add(item)
    return of


def _isdisjoint(a, b):
    for item in b:
        if item in a:
            return False
    return True


# Text.

def _repr(value):
    method = _rt_lookup(value, "__repr__")
    if method is not None:
        text = method(value)
        if not isinstance(text, str):
            raise TypeError(f"__repr__ returned non-string (type {type(text).__name__})")
        return text
    kind = _rt_container_kind(value)
    inner = _rt_unwrap(value)
    if kind == 1:
        return "[" + ", ".join([repr(each) for each in inner]) + "]"
    if kind == 2:
        if len(inner) == 1:
            return "(" + repr(inner[0]) + ",)"
        return "(" + ", ".join([repr(each) for each in inner]) + ")"
    if kind == 3:
        return "{" + ", ".join([repr(key) + ": " + repr(inner[key]) for key in inner]) + "}"
    if kind == 4:
        return "{" + ", ".join([repr(each) for each in inner]) + "}"
    if kind == 5:
        return "frozenset({" + ", ".join([repr(each) for each in inner]) + "})"
    if kind == 6:
        return "deque([" + ", ".join([repr(each) for each in inner]) + "])"
    if kind == 7:
        return type(value).__name__ + "([" + ", ".join([repr(each) for each in inner]) + "])"
    if kind == 8:
        return type(value).__name__ + "(" + ", ".join([repr(each) for each in value.args]) + ")"
    if kind == 9:
        return f"<bound method {value.__qualname__} of {value.__self__!r}>"
    return object.__repr__(value)


def _print_slow(values, sep, end, file):
    text = sep.join([str(value) for value in values]) + end
    if file is None:
        _rt_write(text, False)
    else:
        file.write(text)


def _write_to(file, text):
    file.write(text)


def _format_late(function, args, spec):
    return format(function(*args), spec)


def _percent_slow(text, values):
    if isinstance(values, tuple):
        return text % tuple([_plain(value) for value in values])
    return text % _plain(values)


def _plain(value):
    if _rt_lookup(value, "__str__") is not None or _rt_lookup(value, "__repr__") is not None or _rt_container_kind(value):
        return str(value)
    return value


def _str_format(text, args, named):
    parts = []
    auto = 0
    at = 0
    n = len(text)
    while at < n:
        brace = at
        while brace < n and text[brace] != "{" and text[brace] != "}":
            brace += 1
        parts.append(text[at:brace])
        if brace >= n:
            break
        if text[brace:brace + 2] == "{{" or text[brace:brace + 2] == "}}":
            parts.append(text[brace])
            at = brace + 2
            continue
        if text[brace] == "}":
            raise ValueError("Single '}' encountered in format string")
        depth = 1
        end = brace + 1
        while end < n and depth:
            if text[end] == "{":
                depth += 1
            elif text[end] == "}":
                depth -= 1
            end += 1
        if depth:
            raise ValueError("expected '}' before end of string" if end > brace + 1 else "Single '{' encountered in format string")
        field = text[brace + 1:end - 1]
        name, colon, spec = _split_field(field)
        conversion = ""
        if len(name) >= 2 and name[-2] == "!":
            conversion = name[-1]
            name = name[:-2]
        first = name
        for number, c in enumerate(name):
            if c in ".[":
                first = name[:number]
                break
        rest = name[len(first):]
        if first == "":
            value = _positional(args, auto)
            auto += 1
        elif first.isdigit():
            value = _positional(args, int(first))
        else:
            value = named[first]
        while rest:
            if rest[0] == ".":
                stop = 1
                while stop < len(rest) and rest[stop] not in ".[":
                    stop += 1
                value = getattr(value, rest[1:stop])
                rest = rest[stop:]
            else:
                stop = rest.index("]")
                key = rest[1:stop]
                value = value[int(key) if key.isdigit() else key]
                rest = rest[stop + 1:]
        if conversion == "r":
            value = repr(value)
        elif conversion == "s":
            value = str(value)
        elif conversion == "a":
            value = ascii(value)
        if "{" in spec:
            spec = _nested_spec(spec, args, named, auto)
            auto += 1
        parts.append(format(value, spec))
        at = end
    return "".join(parts)


def _split_field(field):
    depth = 0
    for number, c in enumerate(field):
        if c == "[":
            depth += 1
        elif c == "]":
            depth -= 1
        elif c == ":" and depth <= 0:
            return field[:number], ":", field[number + 1:]
    return field, "", ""


def _nested_spec(spec, args, named, auto):
    if "{}" in spec:
        return _str_format(spec, args[auto:], named)
    return _str_format(spec, args, named)


def _positional(args, number):
    if number >= len(args):
        raise IndexError(f"Replacement index {number} out of range for positional args tuple")
    return args[number]


def _str_translate(text, table):
    parts = []
    for c in text:
        code = ord(c)
        if code in table:
            to = table[code]
            if to is None:
                continue
            parts.append(chr(to) if isinstance(to, int) else to)
        else:
            parts.append(c)
    return "".join(parts)


# Attributes.

def _getattr_or(function, args, default):
    try:
        return function(*args)
    except AttributeError:
        return default


def _hasattr_slow(function, args):
    try:
        function(*args)
    except AttributeError:
        return False
    return True


def _apply_late(getter, wanted, args):
    return getter(*wanted)(*args)


# Classes.

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

def _matches(error, condition):
    if isinstance(condition, (type, tuple)):
        return isinstance(error, condition)
    return condition(error)


def _split_group(error, condition):
    if error is None:
        return None, None
    if _matches(error, condition):
        if not isinstance(error, BaseExceptionGroup):
            error = ExceptionGroup("", [error])
        return error, None
    if not isinstance(error, BaseExceptionGroup):
        return None, error
    matched, rest = [], []
    for each in error.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yes, no = _split_group(each, condition)
        elif _matches(each, condition):
            yes, no = each, None
        else:
            yes, no = None, each
        if yes is not None:
            matched.append(yes)
        if no is not None:
            rest.append(no)
    return (error.derive(matched) if matched else None, error.derive(rest) if rest else None)


def _subgroup(error, condition):
    return _split_group(error, condition)[0]


def _join_group(rest, raised):
    if not raised:
        return rest
    if rest is not None:
        raised.append(rest)
    if len(raised) == 1:
        return raised[0]
    return ExceptionGroup("", raised)


def exit(code=None):
    raise SystemExit(code)


def quit(code=None):
    raise SystemExit(code)


def input(prompt=""):
    _rt_write(prompt, False)
    raise EOFError("EOF when reading a line")


def open(*args, **kwargs):
    raise OSError("there are no files on the simulated machine: use sim.io(seconds) for an operation that takes time")
