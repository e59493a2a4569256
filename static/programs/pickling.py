# title: What copying costs
# about: What is sent to another process is pickled, carried and unpickled. For little work on much data that takes
#   longer than the work itself; a thread needs no copy.
# concepts: 46
# machine: cores=2 start-method=fork
# cpython: no, it measures times
# expect: prints the larger the data, the longer it takes: True
# expect: slice copies

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import sim


def seconds_for(pool, data):
    began = time.perf_counter()
    sim.check(pool.submit(len, data).result() == len(data))
    return time.perf_counter() - began


if __name__ == "__main__":
    sizes = [1_000, 100_000, 10_000_000]
    with ThreadPoolExecutor(1) as threads, ProcessPoolExecutor(1) as processes:
        seconds_for(threads, b""), seconds_for(processes, b"")
        print("    bytes   thread   process")
        took = []
        for size in sizes:
            data = bytes(size)
            thread, process = seconds_for(threads, data), seconds_for(processes, data)
            took.append(process)
            print(f"{size:9} {thread * 1e3:5.2f} ms  {process * 1e3:5.2f} ms")
    print("the larger the data, the longer it takes:", took == sorted(took))
    sim.check(took[-1] > 10 * took[0])
