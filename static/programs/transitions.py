# title: Yield, block, be preempted
# about: Three ways to lose a core. A thread that yields goes to the back of the queue and could run at once; one
#   that blocks waits, and could not; one that is preempted has used up its time slice. Look at what each thread is
#   in just after it ran, and at its name.
# concepts: 9
# machine: cores=1 gil=off quantum=50ms
# cpython: no, sleep(0) need not yield there
# expect: thread yields waiting 0ns
# expect: thread preempted waiting 0ns
# expect: thread blocks waiting 300ms
# expect: slice yielded, waits for a core
# expect: slice preempted at the end of its time slice, waits for a core
# expect: slice woken, waits for a core
# expect: slice sleep

import time

import sim


def yields():
    for _ in range(6):
        sim.cpu(0.02)
        time.sleep(0)


def blocks():
    for _ in range(3):
        sim.cpu(0.02)
        time.sleep(0.1)


def preempted():
    sim.cpu(0.3)


sim.together(yields, blocks, preempted)
print("all three are done")
