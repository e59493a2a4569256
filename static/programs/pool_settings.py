# title: How large, prepared how, for how long
# about: A pool has as many workers as there are cores unless it is told; an initializer prepares each of them;
#   after maxtasksperchild tasks a worker is replaced by a fresh one. Leaving the with block ends a Pool at once,
#   while a ProcessPoolExecutor waits for what it was given.
# concepts: 50
# machine two cores: cores=2 start-method=fork
# machine four cores: cores=4 start-method=fork
# cpython: same
# expect: prints a worker for each core: True / prepared: True / 4 tasks, 2 each: 2 workers
# expect: prints after the Pool: False / after the executor: True

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor

import sim

greeting = None


def prepare(text):
    global greeting
    greeting = text


def worker(_):
    return os.getpid(), greeting


if __name__ == "__main__":
    with multiprocessing.Pool() as pool:
        print("a worker for each core:", len(multiprocessing.active_children()) == os.cpu_count())
    with multiprocessing.Pool(1, prepare, ("hello",), maxtasksperchild=2) as pool:
        seen = pool.map(worker, range(4), chunksize=1)
    print("prepared:", all(text == "hello" for _, text in seen))
    print("4 tasks, 2 each:", len({number for number, _ in seen}), "workers")
    sim.check(len({number for number, _ in seen}) == 2)
    with multiprocessing.Pool(1) as pool:
        left = pool.apply_async(time.sleep, (0.5,))
    print("after the Pool:", left.ready())
    with ProcessPoolExecutor(1) as pool:
        left = pool.submit(time.sleep, 0.5)
    print("after the executor:", left.done())
