# title: Three processes share a CPU
# about: Each computes, reads, and computes again. While one reads the others have the core: a Gantt chart of the
#   lane "core 1".
# concepts: 8, 11
# machine round robin: cores=1 quantum=20ms start-method=fork
# machine first in, first out: cores=1 policy=fifo start-method=fork
# cpython: same lines
# expect: prints A is done
# expect: prints B is done
# expect: prints C is done
# expect: parallelism 1
# expect: slice io

import multiprocessing

import sim


def job(name, first, reading, then):
    sim.cpu(first)
    sim.io(reading)
    sim.cpu(then)
    print(name, "is done")


if __name__ == "__main__":
    plans = [("A", 0.06, 0.1, 0.04), ("B", 0.12, 0.02, 0.06), ("C", 0.03, 0.05, 0.09)]
    jobs = [multiprocessing.Process(target=job, args=plan, name=plan[0]) for plan in plans]
    for process in jobs:
        process.start()
    for process in jobs:
        process.join()
