# title: A server under load
# about: Requests come at random to a pool of three workers: first few, then more of them. The busier the workers,
#   the longer the queue. Three times the load is far more than three times the wait.
# concepts: 54
# machine seed 1: cores=4 seed=1
# machine seed 2: cores=4 seed=2
# cpython: no, it measures times
# expect: prints the wait has grown more than the load
# expect: counter items of jobs of light
# expect: counter items of jobs of heavy
# expect: differs

import random
import time
from concurrent.futures import ThreadPoolExecutor

import sim

WORKERS, SERVICE, REQUESTS = 3, 0.1, 400


def serve(arrived, seconds, waits):
    waits.append(time.perf_counter() - arrived)
    sim.io(seconds)


def load(name, share):
    waits, work, began = [], 0, time.perf_counter()
    with ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix=name) as pool:
        for _ in range(REQUESTS):
            time.sleep(random.expovariate(WORKERS * share / SERVICE))
            seconds = random.expovariate(1 / SERVICE)
            work += seconds
            pool.submit(serve, time.perf_counter(), seconds, waits)
    busy = work / WORKERS / (time.perf_counter() - began)
    wait = sum(waits) / REQUESTS
    print(f"{name}: workers are busy for {busy:.2f} of the time, a request waits {wait:.3f} s")
    return busy, wait


light, heavy = load("light", 0.3), load("heavy", 0.9)
sim.check(heavy[1] / light[1] > heavy[0] / light[0])
print("the wait has grown more than the load")
