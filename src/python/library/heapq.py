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
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _sink(heap, 0)
        return first
    return last


def heapify(heap):
    for at in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, at)


def heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def nsmallest(n, of, key=None):
    return sorted(of, key=key)[:n]


def nlargest(n, of, key=None):
    return sorted(of, key=key, reverse=True)[:n]


def merge(*iterables, key=None, reverse=False):
    items = []
    for each in iterables:
        items.extend(each)
    return iter(sorted(items, key=key, reverse=reverse))
