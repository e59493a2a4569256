# title: Exactly 400000
# about: Four threads add 100000 each, under one lock. The total is right on every machine, and there is no gain:
#   only one of them can add at a time, with the GIL and without.
# concepts: 33
# machine GIL on: cores=4
# machine GIL off: cores=4 gil=off
# cpython: same
# expect: prints 400000
# expect: lane lock
# expect GIL off: ratio GIL on / GIL off 0.8 to 1.1

import threading

import sim

total = 0
lock = threading.Lock()


def add():
    global total
    for _ in range(100):
        with lock:
            for _ in range(1000):
                total += 1


threads = [threading.Thread(target=add, name=f"adder {number}") for number in range(1, 5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
sim.check(total == 400_000)
