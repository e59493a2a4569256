# title: Round robin
# about: A thread runs until it ends, waits, or its quantum is up, whichever comes first. With a short quantum the
#   short task is done early and the long one is cut into many pieces; with a long one everybody waits for whoever
#   is first. CPython asks for its own lock every 5 ms; which thread goes on is up to the operating system.
# concepts: 11
# machine quantum 10 ms: cores=1 gil=off quantum=10ms
# machine quantum 100 ms: cores=1 gil=off quantum=100ms
# machine quantum 1 s: cores=1 gil=off quantum=1s
# cpython: no, the order is the scheduler's
# expect quantum 10 ms: prints short, waits, long
# expect quantum 100 ms: prints short, waits, long
# expect quantum 1 s: prints long, short, waits
# expect: thread waits waiting 50ms
# expect quantum 10 ms: slice preempted at the end of its time slice, waits for a core
# expect quantum 1 s: thread long alive 300ms to 301ms

import sim

ended = []


def long():
    sim.cpu(0.3)
    ended.append("long")


def short():
    sim.cpu(0.02)
    ended.append("short")


def waits():
    sim.cpu(0.02)
    sim.io(0.05)
    sim.cpu(0.02)
    ended.append("waits")


sim.together(long, short, waits)
print(", ".join(ended))
