# title: Which one to choose
# about: The same four tasks, once as computing and once as waiting, under each model. Waiting gains from all of
#   them; computing from several processes, or from threads where there is no GIL. Set the machine to yours.
# concepts: 45, 57
# machine GIL on: cores=4 start-method=fork
# machine GIL off: cores=4 gil=off start-method=fork
# machine one core: cores=1 start-method=fork
# cpython: no, it measures times
# expect GIL on: prints one after another 2.0 s 2.0 s / threads 2.0 s 0.5 s / processes 0.5 s 0.5 s
# expect GIL on: prints event loop 2.0 s 0.5 s
# expect GIL off: prints threads 0.5 s 0.5 s / processes 0.5 s 0.5 s / event loop 2.0 s 0.5 s
# expect one core: prints threads 2.0 s 0.5 s / processes 2.0 s 0.5 s / event loop 2.0 s 0.5 s

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import sim

TASKS = [0.5] * 4


def one_after_another(work):
    for seconds in TASKS:
        work(seconds)


def in_pool(executor):
    def run(work):
        with executor(4) as pool:
            list(pool.map(work, TASKS))

    return run


def event_loop(work):
    async def task(seconds):
        await asyncio.sleep(seconds) if work is sim.io else work(seconds)

    async def main():
        await asyncio.gather(*(task(seconds) for seconds in TASKS))

    asyncio.run(main())


def seconds_for(model, work):
    began = time.perf_counter()
    model(work)
    return time.perf_counter() - began


if __name__ == "__main__":
    models = {"one after another": one_after_another, "threads": in_pool(ThreadPoolExecutor)}
    models.update({"processes": in_pool(ProcessPoolExecutor), "event loop": event_loop})
    print(f"{'':18} computing  waiting")
    for name, model in models.items():
        computing, waiting = seconds_for(model, sim.cpu), seconds_for(model, sim.io)
        print(f"{name:18} {computing:7.1f} s {waiting:6.1f} s")
