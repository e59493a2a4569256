# Threads: nothing here depends on the schedule.
import queue
import random
import threading
import time
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from contextlib import contextmanager, suppress
from functools import lru_cache, partial, reduce, wraps
from itertools import accumulate, chain, combinations, count, groupby, islice, permutations, product

counter = 0
lock = threading.Lock()


def add(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 1


threads = [threading.Thread(target=add, args=(1000,), name=f"adder-{i}") for i in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter, threads[0].name, threads[0].is_alive(), threading.current_thread().name)

jobs = queue.Queue(maxsize=4)
results = []


def worker():
    while True:
        job = jobs.get()
        if job is None:
            break
        results.append(job * job)
        jobs.task_done()


workers = [threading.Thread(target=worker) for _ in range(3)]
for w in workers:
    w.start()
for i in range(20):
    jobs.put(i)
jobs.join()
for _ in workers:
    jobs.put(None)
for w in workers:
    w.join()
print(sorted(results))

condition = threading.Condition()
ready = False


def waiter(out):
    with condition:
        while not ready:
            condition.wait()
        out.append("woken")


out = []
w = threading.Thread(target=waiter, args=(out,))
w.start()
time.sleep(0.01)
with condition:
    ready = True
    condition.notify_all()
w.join()
event = threading.Event()
print(out, event.wait(0.01), event.is_set(), lock.acquire(timeout=0.01), lock.locked(), lock.acquire(False))
lock.release()
barrier = threading.Barrier(3, action=lambda: out.append("all there"))
parts = [threading.Thread(target=barrier.wait) for _ in range(3)]
for p in parts:
    p.start()
for p in parts:
    p.join()
semaphore = threading.BoundedSemaphore(2)
semaphore.acquire()
semaphore.release()
try:
    semaphore.release()
except ValueError as error:
    print(out, error)
try:
    threads[0].start()
except RuntimeError as error:
    print(error)
p = queue.PriorityQueue()
for item in [(3, "c"), (1, "a"), (2, "b")]:
    p.put(item)
print([p.get() for _ in range(3)], p.empty())
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(10), 3), random.gauss(0, 1))
deck = list(range(8))
random.shuffle(deck)
print(deck, Counter("hello").most_common(2), defaultdict(list), deque([1, 2], maxlen=2))
Point = namedtuple("Point", "x y")
q = Point(1, y=2)
print(q, q.x + q[1], q._replace(x=5), list(OrderedDict(a=1).items()))


@contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name
    finally:
        print("</" + name + ">")


with tag("b") as t, suppress(KeyError):
    raise KeyError(t)


@lru_cache(maxsize=None)
def slow(n):
    return n if n < 2 else slow(n - 1) + slow(n - 2)


def traced(function):
    @wraps(function)
    def inner(*args):
        return function(*args), function.__name__
    return inner


@traced
def twice(v):
    return v * 2


print(slow(60), partial(pow, 2)(5), reduce(lambda a, b: a * b, range(1, 6)), twice(4), twice.__name__)
print(list(islice(count(5), 3)), list(chain([1], [2])), list(combinations("abc", 2)), len(list(permutations(range(4)))),
      list(product([0, 1], repeat=2)), list(accumulate([1, 2, 3])), [(k, list(g)) for k, g in groupby("aabc")])
started = time.monotonic()
sleepers = [threading.Thread(target=time.sleep, args=(0.05,)) for _ in range(3)]
for s in sleepers:
    s.start()
for s in sleepers:
    s.join()
print(0.05 <= time.monotonic() - started < 0.5)
