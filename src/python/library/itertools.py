# `itertools`.
count = _type_count
repeat = _type_repeat


def chain(*iterables):
    for each in iterables:
        yield from each


def _chain_from(iterables):
    for each in iterables:
        yield from each


chain.from_iterable = _chain_from


def cycle(iterable):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        yield from saved


def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    total = initial
    if initial is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def _whole(value, words):
    if value is not None:
        if not isinstance(value, int) and not hasattr(value, "__index__") or int(value) < 0:
            raise ValueError(words)
        value = int(value)
    return value


_INDICES = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."


def islice(iterable, *args):
    if not 1 <= len(args) <= 3:
        word = "least 2 arguments, got 1" if not args else f"most 4 arguments, got {len(args) + 1}"
        raise TypeError(f"islice expected at {word}")
    if len(args) == 1:
        stop = _whole(args[0], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        return _islice(iter(iterable), 0, stop, 1)
    stop = args[1]
    if stop is not None and (not isinstance(stop, int) or stop < 0):
        raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    start, stop = _whole(args[0], _INDICES) or 0, _whole(stop, _INDICES)
    step = 1
    if len(args) == 3 and args[2] is not None:
        step = args[2]
        if not isinstance(step, int) or step < 1:
            raise ValueError("Step for islice() must be a positive integer or None.")
    return _islice(iter(iterable), start, stop, step)


def _islice(iterator, start, stop, step):
    at = 0
    while True:
        while at < start:
            for item in iterator:
                break
            else:
                return
            at += 1
        if stop is not None and at >= stop:
            return
        for item in iterator:
            yield item
            break
        else:
            return
        at += 1
        start += step
        if stop is not None and start > stop:
            start = stop


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    dropping = True
    for item in iterable:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def compress(data, selectors):
    for item, chosen in zip(data, selectors):
        if chosen:
            yield item


def pairwise(iterable):
    iterator = iter(iterable)
    for before in iterator:
        break
    else:
        return
    for item in iterator:
        yield before, item
        before = item


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batched(iter(iterable), n, strict)


def _batched(iterator, n, strict):
    batch = []
    for item in iterator:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        if strict:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(each) for each in iterables]
    alive = len(iterators)
    done = [False] * alive
    while alive:
        items = []
        for number, each in enumerate(iterators):
            if done[number]:
                items.append(fillvalue)
                continue
            try:
                items.append(next(each))
            except StopIteration:
                done[number] = True
                alive -= 1
                items.append(fillvalue)
        if not alive:
            return
        yield tuple(items)


def product(*iterables, repeat=1):
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    return _product([tuple(each) for each in iterables] * repeat)


def _product(pools):
    if not all(pools):
        return
    places = [0] * len(pools)
    items = [pool[0] for pool in pools]
    while True:
        yield tuple(items)
        at = len(pools) - 1
        while at >= 0:
            # The last one turns fastest.
            places[at] += 1
            if places[at] < len(pools[at]):
                items[at] = pools[at][places[at]]
                break
            places[at] = 0
            items[at] = pools[at][0]
            at -= 1
        else:
            return


def permutations(iterable, r=None):
    pool = tuple(iterable)
    if r is not None and r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, r)


def _permutations(pool, r):
    n = len(pool)
    r = n if r is None else r
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in indices[:r]])
    while n:
        for i in range(r - 1, -1, -1):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                indices[i], indices[-j] = indices[-j], indices[i]
                yield tuple([pool[i] for i in indices[:r]])
                break
        else:
            return


def combinations(iterable, r):
    pool = tuple(iterable)
    if r is not None and r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(pool, r)


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(r))
    yield tuple([pool[i] for i in indices])
    while True:
        for i in range(r - 1, -1, -1):
            if indices[i] != i + n - r:
                break
        else:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1
        yield tuple([pool[i] for i in indices])


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if r is not None and r < 0:
        raise ValueError("r must be non-negative")
    return _combinations_with_replacement(pool, r)


def _combinations_with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    yield tuple([pool[i] for i in indices])
    while True:
        for i in range(r - 1, -1, -1):
            if indices[i] != n - 1:
                break
        else:
            return
        indices[i:] = [indices[i] + 1] * (r - i)
        yield tuple([pool[i] for i in indices])


_end = object()


class groupby:
    def __init__(self, iterable, key=None):
        self._rest = iter(iterable)
        self._key = key
        self._item = self._current = _end
        self._is_fresh = False
        self._group = None

    def _advance(self):
        # The next item and its key, or the end of all.
        item = next(self._rest, _end)
        self._item = item
        if item is _end:
            return False
        key = item if self._key is None else self._key(item)
        self._is_fresh = self._current is _end or key != self._current
        self._current = key
        return True

    def __iter__(self):
        return self

    def __next__(self):
        # What is left of the group before is passed over, and that group is over.
        self._group = None
        while not self._is_fresh:
            if not self._advance():
                self._is_fresh = False
                raise StopIteration
        self._is_fresh = False
        self._group = group = _Group(self)
        return self._current, group


class _Group:
    def __init__(self, of):
        self._of = of

    def __iter__(self):
        return self

    def __next__(self):
        of = self._of
        if of._group is not self:
            raise StopIteration
        item = of._item
        if item is _end:
            if not of._advance() or of._is_fresh:
                of._group = None
                raise StopIteration
            item = of._item
        of._item = _end
        return item


class _Tee:
    # What one of them has read and another has not hangs in a chain: [item, the next link].
    def __init__(self, rest, link):
        self._rest = rest
        self._link = link

    def __iter__(self):
        return self

    def __next__(self):
        link = self._link
        if not link:
            item = next(self._rest)
            if link:
                raise RuntimeError("tee() was read while it was read")
            link.append(item)
            link.append([])
        self._link = link[1]
        return link[0]

    def __copy__(self):
        return _Tee(self._rest, self._link)


def tee(iterable, n=2):
    if n < 0:
        raise ValueError("n must be >= 0")
    if not n:
        return ()
    first = iterable if isinstance(iterable, _Tee) else _Tee(iter(iterable), [])
    return (first,) + tuple([_Tee(first._rest, first._link) for _ in range(n - 1)])
