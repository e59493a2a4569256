# title: Three downloads
# about: A download waits, mostly. One after another they take just over six seconds; on threads they wait together,
#   and take about two. The GIL is no obstacle: nobody holds it while waiting.
# concepts: 23, 42
# machine one core: cores=1
# machine four cores: cores=4
# cpython: same but for times
# expect: prints in sequence: 6.0 s / on threads: 2.0 s
# expect: time 8s to 8.01s
# expect: thread first waiting 2s to 2.01s
# expect one core: parallelism 1

import threading
import time

import sim


def download():
    time.sleep(2)


def seconds_for(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_sequence():
    for _ in range(3):
        download()


def on_threads():
    threads = [threading.Thread(target=download, name=name) for name in ("first", "second", "third")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


one_by_one, at_once = seconds_for(in_sequence), seconds_for(on_threads)
print(f"in sequence: {one_by_one:.1f} s")
print(f"on threads: {at_once:.1f} s")
sim.check(one_by_one > 6 and 2 < at_once < one_by_one)
