# title: A user interface beside data processing
# about: A thread of its own for the data keeps the interface responsive, on one core too: that is how the program
#   is structured. The data is done sooner only where two halves of it run on two cores: that is parallelism.
# concepts: 3
# machine one core: cores=1 gil=off
# machine four cores: cores=4 gil=off
# cpython: no, it measures times
# expect: prints In the interface itself: slowest answer 0.8 s, data after 0.8 s
# expect one core: prints On two threads: slowest answer 0.0 s, data after 0.8 s
# expect four cores: prints On two threads: slowest answer 0.0 s, data after 0.4 s
# expect: flow item
# expect: counter items

import queue
import threading
import time

import sim


def user(clicks):
    for _ in range(10):
        clicks.put(time.perf_counter())
        time.sleep(0.1)
    clicks.put(None)


def session(title, process_data):
    clicks = queue.Queue()
    threading.Thread(target=user, args=(clicks,), name="user").start()
    began = time.perf_counter()
    data = process_data()
    slowest = 0
    while (clicked := clicks.get()) is not None:
        sim.cpu(0.001)
        slowest = max(slowest, time.perf_counter() - clicked)
    print(f"{title}: slowest answer {slowest:.1f} s, data after {data(began):.1f} s")


def at_once():
    sim.cpu(0.8)
    done = time.perf_counter()
    return lambda began: done - began


def on_threads():
    ends = []

    def half():
        sim.cpu(0.4)
        ends.append(time.perf_counter())

    halves = [threading.Thread(target=half, name=f"half {number}") for number in (1, 2)]
    for thread in halves:
        thread.start()
    return lambda began: max(ends) - began


session("In the interface itself", at_once)
session("On two threads", on_threads)
