# Dicts whose keys define `__hash__` and `__eq__`.


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


def _dict_spread(of, other):
    if not hasattr(other, "keys"):
        raise TypeError(f"'{type(other).__name__}' object is not a mapping")
    _dict_update(of, other)


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


def _merge_keywords(of, other, callee):
    if not hasattr(other, "keys"):
        raise TypeError(f"{callee} argument after ** must be a mapping, not {type(other).__name__}")
    for key in other.keys():
        if not isinstance(key, str):
            raise TypeError("keywords must be strings")
        if key in of:
            raise TypeError(f"{callee} got multiple values for keyword argument {key!r}")
        of[key] = other[key]


def _fromkeys(keys, value):
    result = {}
    for key in keys:
        result[key] = value
    return result
