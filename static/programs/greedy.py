# title: A greedy task among polite ones
# about: Two polite tasks let others go first after each step, one never does. One task at a time, everybody waits
#   for it; under cooperative scheduling too, since nobody can take the core away; under preemptive scheduling its
#   time slice ends and the polite ones answer at once.
# concepts: 7
# machine cooperative: cores=1 gil=off policy=fifo
# machine preemptive: cores=1 gil=off policy=rr quantum=50ms
# cpython: no, the order is the scheduler's
# expect: prints One at a time: / greedy ended after 0.6 s / polite A ended after 0.7 s / polite B ended after 0.8 s
# expect cooperative: prints Together: / polite A first ran after 0.6 s / polite B first ran after 0.6 s
# expect preemptive: prints Together: / polite A first ran after 0.1 s / polite B first ran after 0.1 s
# expect preemptive: ends polite A before greedy
# expect cooperative: ends greedy before polite A

import functools
import time

import sim


def greedy(began):
    sim.cpu(0.6)
    return f"greedy ended after {time.perf_counter() - began:.1f} s"


def polite(name, began):
    first = time.perf_counter() - began
    for _ in range(4):
        sim.cpu(0.025)
        time.sleep(0)
    return first, time.perf_counter() - began


print("One at a time:")
start = time.perf_counter()
print(greedy(start))
for name in ("polite A", "polite B"):
    _, ended = polite(name, start)
    print(f"{name} ended after {ended:.1f} s")

print("Together:")
start = time.perf_counter()
lines = {}


def task(name):
    result = greedy(start) if name == "greedy" else polite(name, start)
    lines[name] = result if name == "greedy" else f"{name} first ran after {result[0]:.1f} s"


threads = []
for name in ("greedy", "polite A", "polite B"):
    job = functools.partial(task, name)
    job.__name__ = name
    threads.append(job)
sim.together(*threads)
for name in ("greedy", "polite A", "polite B"):
    print(lines[name])
