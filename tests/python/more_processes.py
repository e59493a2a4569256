import asyncio
import functools
import multiprocessing as mp
import os
import queue
import random
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from multiprocessing.managers import BaseManager


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def scaled(self, by):
        return Point(self.x * by, self.y * by)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


class Mistake(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code


class Counter:
    def __init__(self, start=0):
        self.n = start

    def add(self, k=1):
        self.n += k
        return self.n

    def value(self):
        return self.n


class Shop(BaseManager):
    pass


Shop.register("Counter", Counter)


def square(x):
    return x * x


def norm(point):
    return point.x * point.x + point.y * point.y


def mistaken(code):
    raise Mistake(code, "text")


def set_up(line):
    global inherited
    inherited = line


def use_line(x):
    inherited.put(x)
    return x


def family(depth, line):
    line.put((depth, mp.current_process().name, mp.current_process().daemon))
    if depth:
        child = mp.Process(target=family, args=(depth - 1, line))
        child.start()
        child.join()


def have_child(line):
    try:
        mp.Process(target=square, args=(1,)).start()
    except AssertionError as error:
        line.put(str(error))


def threads_in_it(line):
    def run(number):
        line.put((number, threading.current_thread().name))

    threads = [threading.Thread(target=run, args=(n,), name=f"inner {n}") for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    line.put((9, threading.main_thread().name))


def speak(connection, after, text):
    time.sleep(after)
    connection.send(text)
    connection.close()


def numbers(line):
    random.seed(5)
    line.put([random.randrange(100) for _ in range(3)])


def late(line):
    threading.Thread(target=lambda: (time.sleep(0.05), line.put("the thread was waited for"))).start()


def add_all(counter, times):
    for _ in range(times):
        counter.add()


async def from_a_loop():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as pool:
        return await asyncio.gather(*[loop.run_in_executor(pool, square, n) for n in range(4)])


def swaps(here, there):
    for _ in range(3):
        here.wait()
        here.clear()
        there.set()


if __name__ == "__main__":
    line = mp.SimpleQueue()
    with mp.Pool(2) as pool:
        points = pool.map(functools.partial(Point, y=2), [1, 2, 3])
        print(points, pool.map(norm, points), pool.apply(Point(1, 2).scaled, (3,)))
        print(pool.map(len, ["a", "bb"]), pool.map(str.upper, ["x"]), pool.map(abs, [-1]))
        print({point: 1 for point in pool.map(Point(1, 1).scaled, range(2))})
        try:
            pool.apply(mistaken, (4,))
        except Mistake as error:
            print(repr(error), error.code, str(error.__cause__).strip().splitlines()[-2].endswith("Mistake: (4, 'text')"))
        try:
            pool.map(use_line, [line])
        except RuntimeError as error:
            print(error)
    with mp.Pool(2, set_up, (line,)) as pool:
        print(pool.map(use_line, range(3)), sorted(line.get() for _ in range(3)))

    processes = [mp.Process(target=family, args=(2, line))]
    processes += [mp.Process(target=have_child, args=(line,), daemon=True)]
    processes += [mp.Process(target=threads_in_it, args=(line,)), mp.Process(target=numbers, args=(line,))]
    processes += [mp.Process(target=late, args=(line,))]
    for process in processes:
        process.start()
        process.join()
        print(process.exitcode)
        while not line.empty():
            print(line.get())

    readers = []
    for after, text in [(0.2, "slow"), (0.05, "fast")]:
        reader, writer = mp.Pipe(duplex=False)
        mp.Process(target=speak, args=(writer, after, text)).start()
        writer.close()
        readers.append(reader)
    while readers:
        for reader in wait(readers):
            try:
                print(reader.recv())
            except EOFError:
                print("over")
                readers.remove(reader)
    sleeper = mp.Process(target=time.sleep, args=(0.1,))
    sleeper.start()
    print(wait([sleeper.sentinel], timeout=0.01), wait([sleeper.sentinel]) == [sleeper.sentinel])

    with Shop() as shop:
        counter = shop.Counter(10)
        workers = [mp.Process(target=add_all, args=(counter, 5)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(counter.value(), counter.add(k=5))

    print(asyncio.run(from_a_loop()))

    one, two = mp.Event(), mp.Event()
    worker = mp.Process(target=swaps, args=(one, two))
    worker.start()
    for turn in range(3):
        one.set()
        print(turn, two.wait(5))
        two.clear()
    worker.join()

    everything = mp.Manager()
    shared = everything.dict(a=1, b=everything.list([1, 2]))
    shared["b"].append(3)
    print(list(shared["b"]), sorted(shared.keys()), "a" in shared, shared.pop("a"), dict(shared).keys())
    values = everything.list(range(3))
    values += [7]
    values[0] = "x"
    values.extend([8])
    print(values, values[1:3], len(values), values.index(7), [each for each in values], values.pop())
    with everything.Lock():
        print("locked")
    with everything.Pool(1) as pool:
        print(pool.map(square, [1, 2, 3]), pool.apply_async(square, (5,)).get())
    condition = everything.Condition()
    with condition:
        print(condition.wait(0.01))
    barrier = everything.Barrier(1)
    print(barrier.wait(), barrier.parties, everything.Semaphore(2).acquire())
    everything.shutdown()
    try:
        values.append(1)
    except (OSError, EOFError):
        print("the manager is gone")

    sys.exit(5)
