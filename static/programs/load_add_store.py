# title: Three steps in one line
# about: counter += 1 loads, adds and stores. If another thread stores between the load and the store, its addition
#   is lost. CPython gives up its lock only at calls and at the ends of loops, so there a plain loop gets away with
#   it; the language promises none of that. Step through the line on the machine that switches at every instruction.
# concepts: 31, 60
# machine CPython: cores=2 switch-interval=20us
# machine every instruction: cores=2 switch-interval=20us switch-points=every-instruction
# machine GIL off: cores=2 gil=off
# cpython: same
# expect CPython: prints 2000 of 2000
# expect: differs
# expect CPython: lane GIL

import threading

counter = 0


def add():
    global counter
    for _ in range(1000):
        counter += 1


threads = [threading.Thread(target=add, name=name) for name in ("one", "other")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter, "of 2000")
