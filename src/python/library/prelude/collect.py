# Making one thing of all that an iterator written in Python gives.


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
