# What a spawned process of CPython takes on this machine, from its start until it was waited for, with nothing to do.
#
# Prints the median in microseconds.

import multiprocessing
import statistics
import time

TURNS = 9


def nothing():
    pass


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    taken = []
    # The first one starts what looks after all of them, too.
    for _ in range(TURNS + 1):
        began = time.perf_counter()
        process = multiprocessing.Process(target=nothing)
        process.start()
        process.join()
        taken.append(time.perf_counter() - began)
    print(round(statistics.median(taken[1:]) * 1e6))
