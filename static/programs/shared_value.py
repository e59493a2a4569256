# title: Before and after: expecting processes to share memory
# about: Each process counts in its own copy of the variable, so the parent's stays 0. A Value lies in memory that
#   all of them share; and as soon as processes share something they need a lock, as threads do.
# concepts: 61
# machine fork: cores=4 start-method=fork
# machine spawn: cores=4 start-method=spawn
# cpython: same
# expect: prints before: 0 / after: 4000

import multiprocessing

import sim

counter = 0


def count(shared):
    global counter
    for _ in range(10):
        counter += 100
        with shared.get_lock():
            shared.value += 100


if __name__ == "__main__":
    shared = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=count, args=(shared,), name=f"counter {n}") for n in (1, 2, 3, 4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("before:", counter)
    print("after:", shared.value)
    sim.check(counter == 0 and shared.value == 4000)
