# title: Before and after: a thread for each item
# about: 80 items, a thread each, and 80 threads exist at once, with a stack each. A pool of eight does the same
#   work with eight, and the items wait in a queue instead.
# concepts: 62
# machine: cores=4
# cpython: same
# expect: prints before: 80 threads at once / after: 8 threads at once
# expect: counter items of jobs of pool
# expect: alive 81

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import sim

lock = threading.Lock()
now = most = 0


def handle(_):
    global now, most
    with lock:
        now += 1
        most = max(most, now)
    time.sleep(1)
    with lock:
        now -= 1


def thread_for_each(items):
    threads = [threading.Thread(target=handle, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def bounded_pool(items):
    with ThreadPoolExecutor(8, thread_name_prefix="pool") as pool:
        list(pool.map(handle, items))


for title, run in (("before", thread_for_each), ("after", bounded_pool)):
    most = 0
    run(range(80))
    print(f"{title}: {most} threads at once")
sim.check(most == 8)
