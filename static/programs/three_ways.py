# title: Waiting on threads, on processes, in coroutines
# about: Five downloads of one second, three ways. All take a second: who waits needs neither a core nor a lock.
#   They differ in what a worker costs, and coroutines are the cheapest.
# concepts: 57
# machine: cores=2 start-method=fork
# cpython: same but for times
# expect: prints threads: 1.0 s / processes: 1.0 s / coroutines: 1.0 s
# expect: time 3s to 3.2s

import asyncio
import multiprocessing
import threading
import time

import sim


def download():
    time.sleep(1)


async def download_async():
    await asyncio.sleep(1)


def with_workers(kind):
    workers = [kind(target=download) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


async def with_coroutines():
    await asyncio.gather(*(download_async() for _ in range(5)))


def report(name, run):
    began = time.perf_counter()
    run()
    took = time.perf_counter() - began
    print(f"{name}: {took:.1f} s")
    sim.check(took >= 1)


if __name__ == "__main__":
    report("threads", lambda: with_workers(threading.Thread))
    report("processes", lambda: with_workers(multiprocessing.Process))
    report("coroutines", lambda: asyncio.run(with_coroutines()))
