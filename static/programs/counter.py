# title: Ten threads count to 10000
# about: Each adds 1000. With the load and the store apart, and something that takes time between them, additions
#   are lost; under a lock none is. Look at who holds the lock, and at who waits for it.
# concepts: 32, 60
# machine GIL on: cores=4
# machine GIL off: cores=4 gil=off
# cpython: no, what is lost differs from run to run
# expect: prints with a lock: 10000
# expect GIL off: prints additions were lost: True
# expect: lane lock

import threading

import sim

counter = 0
lock = threading.Lock()


def add():
    global counter
    for _ in range(1000):
        seen = counter
        bool(seen)
        counter = seen + 1


def add_locked():
    global counter
    for _ in range(1000):
        with lock:
            counter += 1


def total(work):
    global counter
    counter = 0
    sim.together(*[work] * 10)
    return counter


unlocked, locked = total(add), total(add_locked)
print("without a lock:", unlocked)
print("additions were lost:", unlocked < 10000)
print("with a lock:", locked)
sim.check(locked == 10000)
