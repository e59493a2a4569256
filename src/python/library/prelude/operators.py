# Operators and attributes that classes of the program define.


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
    if symbol == "*":
        for sequence, by in ((a, other), (b, kind)):
            if isinstance(sequence, (str, bytes, bytearray, list, tuple)):
                raise TypeError(f"can't multiply sequence by non-int of type '{by.__name__}'")
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
        result = method(a, b)
        if result is not NotImplemented:
            return result
    other = _rt_lookup(b, "__rdivmod__")
    if other is not None:
        result = other(b, a)
        if result is not NotImplemented:
            return result
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return (a // b, a % b)
    raise TypeError(f"unsupported operand type(s) for divmod(): '{type(a).__name__}' and '{type(b).__name__}'")


def _apply_late(getter, wanted, args):
    return getter(*wanted)(*args)


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
