# Pools of threads and data classes: nothing here depends on the schedule.
import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
import concurrent.futures
from dataclasses import FrozenInstanceError, dataclass, field, replace, asdict
from typing import Optional


@dataclass(order=True)
class Job:
    cost: int
    name: str = "job"
    tags: list = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Point:
    x: int
    y: Optional[int] = 0


print(Job(1), Job(2, "b", ["t"]), Job(1) < Job(2), Job(1) == Job(1), replace(Job(1), cost=5), asdict(Job(3)))
try:
    Point(1).x = 2
except FrozenInstanceError as error:
    print(error, {Point(1, 2): "found"}[Point(1, 2)])
try:
    Job()
except TypeError as error:
    print(error)


def square(n):
    time.sleep(0.01)
    return n * n


def fail():
    raise ValueError("no")


with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(square, range(6))))
    futures = [pool.submit(square, n) for n in range(5)]
    print({future.result() for future in as_completed(futures)})
    broken = pool.submit(fail)
    try:
        broken.result()
    except ValueError as error:
        print("raised", error, broken.done(), repr(broken.exception()))
    done, rest = wait(futures)
    print(len(done), len(rest))
    called = []
    future = pool.submit(pow, 2, 10)
    future.add_done_callback(lambda f: called.append(f.result()))
print(called, future.running(), concurrent.futures.Future().done())
