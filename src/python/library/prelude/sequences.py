# Searching where `==` is the program's, and subscripts that need `__index__`.


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
