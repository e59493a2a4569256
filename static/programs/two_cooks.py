# title: One cook waits for the other
# about: join() waits for the end of a thread: the second cook starts on the sauce when the first is done with the
#   dough. A thread is alive from its start to its end, and not before or after.
# concepts: 19
# machine: cores=2
# cpython: same
# expect: prints before: False / started: True / the first is done: True / at the end: False
# expect: prints dough / sauce
# expect: thread second waiting 1.99s to 2.01s
# expect: flow join

import threading
import time

import sim


def make_dough():
    sim.io(1)
    print("dough")


def make_sauce():
    first.join()
    sim.io(1)
    print("sauce")


first = threading.Thread(target=make_dough, name="first")
second = threading.Thread(target=make_sauce, name="second")
alive = [second.is_alive()]
print("before:", alive[-1])
first.start()
second.start()
alive.append(second.is_alive())
print("started:", alive[-1])
time.sleep(1.5)
alive.append(second.is_alive())
print("the first is done:", alive[-1])
second.join()
alive.append(second.is_alive())
print("at the end:", alive[-1])
sim.check(alive == [False, True, True, False])
