# title: What starting costs
# about: Twenty threads that do nothing, then twenty processes that do nothing. A thread costs some 50 microseconds,
#   a forked process a millisecond, a spawned one has to start an interpreter first.
# concepts: 28
# machine fork: cores=4 start-method=fork
# machine spawn: cores=4 start-method=spawn
# cpython: no, it measures times
# expect: prints processes take more than 10 times as long
# expect: slice starts a thread
# expect: slice starts a process
# expect: ratio spawn / fork 4 to 40

import multiprocessing
import threading
import time

import sim


def nothing():
    pass


def seconds_for(kind):
    began = time.perf_counter()
    workers = [kind(target=nothing) for _ in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - began


if __name__ == "__main__":
    threads, processes = seconds_for(threading.Thread), seconds_for(multiprocessing.Process)
    print(f"20 threads: {threads * 1000:.1f} ms")
    print(f"20 processes: {processes * 1000:.1f} ms")
    sim.check(processes > 10 * threads)
    print("processes take more than 10 times as long")
