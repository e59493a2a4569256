# title: Map on an executor
# about: map() hands each item to a worker and gives the results back in the order of the items, whoever is done
#   first.
# concepts: 52
# machine GIL on: cores=4
# machine GIL off: cores=4 gil=off
# cpython: same
# expect: prints [1, 2, 3] / [333283335000, 2666466670000]
# expect GIL off: parallelism 3

from concurrent.futures import ThreadPoolExecutor

import sim


def squares_below(limit):
    return sum(number * number for number in range(limit))


with ThreadPoolExecutor(max_workers=2, thread_name_prefix="worker") as pool:
    lengths = list(pool.map(len, ["a", "bc", "def"]))
    print(lengths)
    sums = list(pool.map(squares_below, [10_000, 20_000]))
    print(sums)

sim.check(lengths == [1, 2, 3])
sim.check(sums == [333283335000, 2666466670000])
