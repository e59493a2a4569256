# Sorting with a key, or with comparisons that are the program's.


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
