import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool


def square(x):
    return x * x


def add(a, b):
    return a + b


def slow(x):
    time.sleep(x)
    return x


def fails(x):
    raise KeyError(x)


def leaves():
    os._exit(3)


def begin(value):
    global base
    base = value


def based(x):
    return base + x


def pid(_):
    time.sleep(0.02)
    return os.getpid()


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=3) as pool:
        print(list(pool.map(square, range(6))))
        print(list(pool.map(add, [1, 2, 3], [10, 20, 30], chunksize=2)))
        future = pool.submit(square, 9)
        print(future.result(), future.done(), future.exception())
        future = pool.submit(fails, "k")
        error = future.exception()
        print(repr(error), type(error.__cause__).__name__, "KeyError: 'k'" in str(error.__cause__))
        futures = [pool.submit(slow, n / 10) for n in (3, 1, 2)]
        print([future.result() for future in as_completed(futures)])
        done, pending = wait(futures)
        print(len(done), len(pending))
        called = []
        future = pool.submit(add, 1, b=2)
        future.add_done_callback(lambda f: called.append(f.result()))
        print(future.result())
        wait([future])
        try:
            pool.submit(lambda: 1).result()
        except Exception as error:
            print(type(error).__name__, str(error).split(" at ")[0])
        print(pool.submit(square, 5).result(), len(set(pool.map(pid, range(6)))))
    print(called)
    try:
        pool.submit(square, 1)
    except RuntimeError as error:
        print(error)

    with ProcessPoolExecutor(2, initializer=begin, initargs=(100,)) as pool:
        print(list(pool.map(based, range(4))))

    pool = ProcessPoolExecutor(1)
    try:
        pool.submit(leaves).result()
    except BrokenProcessPool as error:
        print(error)
    try:
        pool.submit(square, 1)
    except BrokenProcessPool as error:
        print(error)
    pool.shutdown()

    for wrong in (lambda: ProcessPoolExecutor(0), lambda: ProcessPoolExecutor(1, initializer=1),
                  lambda: ProcessPoolExecutor(1, max_tasks_per_child=0)):
        try:
            wrong()
        except (ValueError, TypeError) as error:
            print(error)

    with ThreadPoolExecutor(2) as threads:
        print(list(threads.map(square, range(3))))
