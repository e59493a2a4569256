# title: One call, handed to a pool
# about: apply_async() returns at once. get() waits for the result; a callback is called with it, on a thread of the
#   pool's own.
# concepts: 49
# machine: cores=2 start-method=fork
# cpython: same
# expect: prints ready: False / get: 4 / callback: 9 / get raised ValueError: not a number

import time
from multiprocessing import Pool

import sim


def square(number):
    time.sleep(0.3)
    if not isinstance(number, int):
        raise ValueError("not a number")
    return number * number


if __name__ == "__main__":
    with Pool(2) as pool:
        result = pool.apply_async(square, (2,))
        print("ready:", result.ready())
        print("get:", result.get())
        sim.check(result.get() == 4)
        pool.apply_async(square, (3,), callback=lambda answer: print("callback:", answer)).wait()
        try:
            pool.apply_async(square, ("two",)).get()
        except ValueError as error:
            print("get raised ValueError:", error)
