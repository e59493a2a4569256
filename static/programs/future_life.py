# title: The life of a future
# about: A future is pending until a worker takes it, running, and then finished. Callbacks run in the order in
#   which they were added. If the task raised, result() raises it here; it does not return it.
# concepts: 51, 38
# machine: cores=2
# cpython: same
# expect: prints first: running, second: pending / first is done / first again / first: finished, second: running
# expect: prints result() raised ValueError: no such dish
# expect: counter items of jobs of cook up to 1
# expect: lane cook_0

import time
from concurrent.futures import ThreadPoolExecutor

import sim


def cook(dish):
    time.sleep(1)
    if dish is None:
        raise ValueError("no such dish")
    return dish


def state(future):
    return "finished" if future.done() else "running" if future.running() else "pending"


with ThreadPoolExecutor(max_workers=1, thread_name_prefix="cook") as pool:
    first, second = pool.submit(cook, "soup"), pool.submit(cook, None)
    first.add_done_callback(lambda future: print("first is done"))
    first.add_done_callback(lambda future: print("first again"))
    time.sleep(0.5)
    print(f"first: {state(first)}, second: {state(second)}")
    sim.check(first.result() == "soup")
    time.sleep(0.1)
    print(f"first: {state(first)}, second: {state(second)}")
    try:
        second.result()
    except ValueError as error:
        print("result() raised ValueError:", error)
    sim.check(isinstance(second.exception(), ValueError))
