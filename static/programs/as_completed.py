# title: Five tasks, three workers
# about: Each task takes 0.1 s. Three begin at once and two follow, so all are done after 0.2 s; as_completed()
#   gives them in the order in which they end.
# concepts: 53
# machine: cores=4
# cpython: same but for times
# expect: prints [0, 2, 4, 6, 8] / after 0.2 s
# expect: time 200ms to 205ms
# expect: alive 4
# expect: counter items of jobs of worker up to 2

import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import sim


def double(number):
    time.sleep(0.1)
    return 2 * number


began = time.perf_counter()
with ThreadPoolExecutor(max_workers=3, thread_name_prefix="worker") as pool:
    futures = [pool.submit(double, number) for number in range(5)]
    results = {future.result() for future in as_completed(futures)}
took = time.perf_counter() - began

print(sorted(results))
print(f"after {took:.1f} s")
sim.check(results == {0, 2, 4, 6, 8})
sim.check(took >= 0.2)
