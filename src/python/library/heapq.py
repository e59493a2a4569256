# `heapq`.


def heappush(heap, item):
    heap.append(item)
    _rise(heap, item, len(heap) - 1, 0)


def _rise(heap, item, at, start):
    while at > start:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at):
    # As CPython does it: down to a leaf, then up again.
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    _rise(heap, item, at, start)


def heappop(heap):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _sink(heap, 0)
        return first
    return last


def heapify(heap):
    if not isinstance(heap, list):
        raise TypeError(f"heapify() argument must be list, not {type(heap).__name__}")
    for at in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, at)


def heapreplace(heap, item):
    if not heap:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


class _Head:
    # The next item of one of the inputs: of equal ones the earlier input's comes first.
    def __init__(self, key, number, item, rest, reverse):
        self.key, self.number, self.item, self.rest, self.reverse = key, number, item, rest, reverse

    def __lt__(self, other):
        before, after = (other.key, self.key) if self.reverse else (self.key, other.key)
        if before < after:
            return True
        return self.number < other.number and not after < before


def merge(*iterables, key=None, reverse=False):
    heads = []
    for number, iterable in enumerate(iterables):
        rest = iter(iterable)
        for item in rest:
            heads.append(_Head(item if key is None else key(item), number, item, rest, reverse))
            break
    heapify(heads)
    while len(heads) > 1:
        head = heads[0]
        yield head.item
        for head.item in head.rest:
            head.key = head.item if key is None else key(head.item)
            _sink(heads, 0)
            break
        else:
            heappop(heads)
    for head in heads:
        yield head.item
        yield from head.rest
