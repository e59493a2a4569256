# title: Before and after: threads for computing
# about: Four threads that compute take turns with the GIL and gain nothing; four processes each have their own.
# concepts: 58
# machine GIL on: cores=4 start-method=fork
# machine GIL off: cores=4 gil=off start-method=fork
# cpython: no, it measures times
# expect GIL on: prints before, on threads: 0.8 s / after, on processes: 0.2 s
# expect GIL off: prints before, on threads: 0.2 s / after, on processes: 0.2 s

import multiprocessing
import threading
import time

import sim


def seconds_for(kind):
    began = time.perf_counter()
    workers = [kind(target=sim.cpu, args=(0.2,), name=f"{kind.__name__} {number}") for number in range(1, 5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(f"before, on threads: {seconds_for(threading.Thread):.1f} s")
    print(f"after, on processes: {seconds_for(multiprocessing.Process):.1f} s")
