# Sets whose members define `__hash__` and `__eq__`.


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
